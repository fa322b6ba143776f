// A whole compile by the real program (parse, render, analyse, write, publish) beside raw
// single-threaded Xapian indexing of the same plain text without positions, in articles per second;
// then rebuilds with nothing and with one article changed, as a share of the full one.
#include <benchmark/benchmark.h>
#include <xapian.h>

#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bench/built_index.h"
#include "bench/corpus.h"
#include "indexer/article/article_parser.h"
#include "tests/support/temp_tree.h"

namespace zeroline::bench {
namespace {

namespace fs = std::filesystem;

void CountArticles(benchmark::State* state) {
  state->SetItemsProcessed(state->iterations() * static_cast<std::int64_t>(Corpus().size()));
}

void FullBuild(benchmark::State& state) {
  const fs::path& articles = CorpusFolder();
  for (auto _ : state) {
    state.PauseTiming();
    auto tree = std::make_unique<testing::TempTree>();
    state.ResumeTiming();
    RunIndexer(articles, tree->path() / "index");
    state.PauseTiming();
    tree.reset();
    state.ResumeTiming();
  }
  CountArticles(&state);
}

void UnchangedBuild(benchmark::State& state) {
  const testing::TempTree tree;
  const fs::path index = tree.path() / "index";
  RunIndexer(CorpusFolder(), index);
  for (auto _ : state) RunIndexer(CorpusFolder(), index);
  CountArticles(&state);
}

void OneChangedBuild(benchmark::State& state) {
  const testing::TempTree tree;
  const fs::path index = tree.path() / "index";
  RunIndexer(CorpusFolder(), index);
  int change = 0;
  for (auto _ : state) {
    state.PauseTiming();
    std::ofstream(CorpusFolder() / Corpus().front().path, std::ios::app)
        << "\nChange " << ++change << ".\n";
    state.ResumeTiming();
    RunIndexer(CorpusFolder(), index);
  }
  std::ofstream(CorpusFolder() / Corpus().front().path) << Corpus().front().markdown;
  CountArticles(&state);
}

using TextsByLanguage = std::map<std::string, std::vector<std::pair<std::string, std::string>>>;

TextsByLanguage PlainTexts() {
  TextsByLanguage texts;
  for (const CorpusArticle& article : Corpus()) {
    SourceFile file;
    file.path = article.path;
    file.language = article.language;
    ParsedArticle parsed = ParseArticle(file, article.markdown);
    if (!parsed.article) continue;
    texts[article.language].emplace_back(std::move(parsed.article->title),
                                         std::move(parsed.article->text));
  }
  return texts;
}

void IndexRaw(const TextsByLanguage& texts, const fs::path& folder) {
  for (const auto& [language, articles] : texts) {
    Xapian::WritableDatabase database((folder / language).string(), Xapian::DB_CREATE);
    Xapian::TermGenerator generator;
    generator.set_flags(Xapian::TermGenerator::FLAG_CJK_NGRAM);
    if (language == "en" || language == "ru" || language == "de") {
      generator.set_stemmer(Xapian::Stem(language));
    }
    for (const auto& [title, text] : articles) {
      Xapian::Document document;
      generator.set_document(document);
      generator.index_text_without_positions(title, 5);
      generator.index_text_without_positions(text);
      database.add_document(document);
    }
    database.commit();
  }
}

void RawIndexing(benchmark::State& state) {
  const TextsByLanguage texts = PlainTexts();
  for (auto _ : state) {
    state.PauseTiming();
    auto tree = std::make_unique<testing::TempTree>();
    state.ResumeTiming();
    IndexRaw(texts, tree->path());
    state.PauseTiming();
    tree.reset();
    state.ResumeTiming();
  }
  CountArticles(&state);
}

void Register() {
  const auto add = [](const char* name, void (*body)(benchmark::State&)) {
    benchmark::RegisterBenchmark(name, body)
        ->Unit(benchmark::kMillisecond)
        ->Iterations(3)
        ->UseRealTime();
  };
  add("compile/all", FullBuild);
  add("limit:compile/all", RawIndexing);
  add("share:compile/all:rebuild with nothing changed", UnchangedBuild);
  add("share:compile/all:rebuild with one article changed", OneChangedBuild);
}

}  // namespace
}  // namespace zeroline::bench

int main(int argc, char** argv) {
  zeroline::bench::Register();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
