// Analyzer beside raw ICU word segmentation of the same text, in MB/s.
#include <benchmark/benchmark.h>
#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/corpus.h"
#include "indexer/language/analyzer.h"

namespace zeroline::bench {
namespace {

constexpr std::size_t kSampleBytes = 1u << 20;

// Articles of one language, cut into pieces as the writer gives them to the analyzer.
std::vector<std::string> SampleOf(const std::string& language) {
  std::vector<std::string> texts;
  std::size_t bytes = 0;
  for (const CorpusArticle& article : Corpus()) {
    if (article.language != language) continue;
    texts.push_back(article.markdown);
    bytes += article.markdown.size();
    if (bytes >= kSampleBytes) break;
  }
  return texts;
}

void CountBytes(const std::vector<std::string>& texts, benchmark::State* state) {
  std::int64_t bytes = 0;
  for (const std::string& text : texts) bytes += static_cast<std::int64_t>(text.size());
  state->SetBytesProcessed(state->iterations() * bytes);
}

void Analyze(benchmark::State& state, const std::string& language) {
  const std::vector<std::string> texts = SampleOf(language);
  auto analyzer = Analyzer::Create(language);
  if (!analyzer) throw std::runtime_error(analyzer.error().message);
  std::vector<AnalyzedToken> tokens;
  for (auto _ : state) {
    for (const std::string& text : texts) {
      (*analyzer)->Analyze(text, &tokens);
      benchmark::DoNotOptimize(tokens.data());
    }
  }
  CountBytes(texts, &state);
}

void Segment(benchmark::State& state, const std::string& language) {
  const std::vector<std::string> texts = SampleOf(language);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> words(
      icu::BreakIterator::createWordInstance(icu::Locale(language.c_str()), status));
  if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
  UText utext = UTEXT_INITIALIZER;
  std::int64_t count = 0;
  for (auto _ : state) {
    for (const std::string& text : texts) {
      utext_openUTF8(&utext, text.data(), static_cast<std::int64_t>(text.size()), &status);
      words->setText(&utext, status);
      while (words->next() != icu::BreakIterator::DONE) {
        count += words->getRuleStatus() >= UBRK_WORD_NUMBER ? 1 : 0;
      }
    }
    benchmark::DoNotOptimize(count);
  }
  utext_close(&utext);
  CountBytes(texts, &state);
}

void Register() {
  for (const std::string& language : CorpusLanguages()) {
    benchmark::RegisterBenchmark(("analysis/" + language).c_str(), Analyze, language)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark(("limit:analysis/" + language).c_str(), Segment, language)
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
