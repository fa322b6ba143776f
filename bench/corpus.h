// The articles that benchmarks run on: generated from word lists, the same on every machine, or a
// real tree named by ZEROLINE_BENCH_ARTICLES.
#ifndef ZEROLINE_BENCH_CORPUS_H_
#define ZEROLINE_BENCH_CORPUS_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace zeroline::bench {

struct CorpusArticle {
  std::string path;  // "<lang>/<section>/<slug>.md"
  std::string language;
  std::string title;
  std::string markdown;  // the whole file, front matter included
};

// `count` support-like articles of about 300 words. The same arguments give the same bytes
// anywhere.
std::vector<CorpusArticle> MakeCorpus(std::string_view language, std::size_t count,
                                      std::uint64_t seed);

// The articles to measure with: all *.md below $ZEROLINE_BENCH_ARTICLES, at most
// $ZEROLINE_BENCH_LIMIT of each language (0 or unset: all), or else 1,000 generated ones in each of
// en, ru, pl and zh. Read once.
const std::vector<CorpusArticle>& Corpus();
// Languages of Corpus(), sorted.
std::vector<std::string> CorpusLanguages();

// Writes the articles below `folder`.
void WriteCorpus(const std::vector<CorpusArticle>& articles, const std::filesystem::path& folder);

// Questions a reader might type: `count` titles of the language's articles, spread evenly.
std::vector<std::string> CorpusQueries(std::string_view language, std::size_t count);

}  // namespace zeroline::bench

#endif  // ZEROLINE_BENCH_CORPUS_H_
