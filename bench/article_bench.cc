// Article parser (front matter, safe HTML, sections, plain text) beside raw cmark-gfm (parse and
// render, with the same extensions) of the same files, in MB/s.
#include <benchmark/benchmark.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <cstdlib>
#include <string>

#include "bench/corpus.h"
#include "indexer/article/article_parser.h"

namespace zeroline::bench {
namespace {

void CountBytes(const std::string& language, benchmark::State* state) {
  std::int64_t bytes = 0;
  for (const CorpusArticle& article : Corpus()) {
    if (article.language == language) bytes += static_cast<std::int64_t>(article.markdown.size());
  }
  state->SetBytesProcessed(state->iterations() * bytes);
}

void Parse(benchmark::State& state, const std::string& language) {
  for (auto _ : state) {
    for (const CorpusArticle& article : Corpus()) {
      if (article.language != language) continue;
      SourceFile file;
      file.path = article.path;
      file.language = language;
      file.size = article.markdown.size();
      benchmark::DoNotOptimize(ParseArticle(file, article.markdown));
    }
  }
  CountBytes(language, &state);
}

void Cmark(benchmark::State& state, const std::string& language) {
  cmark_gfm_core_extensions_ensure_registered();
  for (auto _ : state) {
    for (const CorpusArticle& article : Corpus()) {
      if (article.language != language) continue;
      cmark_parser* parser = cmark_parser_new(CMARK_OPT_DEFAULT);
      for (const char* name : {"table", "strikethrough", "autolink", "tasklist"}) {
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name));
      }
      cmark_parser_feed(parser, article.markdown.data(), article.markdown.size());
      cmark_node* document = cmark_parser_finish(parser);
      char* html = cmark_render_html(document, CMARK_OPT_DEFAULT,
                                     cmark_parser_get_syntax_extensions(parser));
      benchmark::DoNotOptimize(html);
      std::free(html);
      cmark_node_free(document);
      cmark_parser_free(parser);
    }
  }
  CountBytes(language, &state);
}

void Register() {
  for (const std::string& language : CorpusLanguages()) {
    benchmark::RegisterBenchmark(("article/" + language).c_str(), Parse, language)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark(("limit:article/" + language).c_str(), Cmark, language)
        ->Unit(benchmark::kMillisecond);
  }
}

}  // namespace
}  // namespace zeroline::bench

int main(int argc, char** argv) {
  zeroline::bench::Register();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
