// Queries per second: first stage (analysis, compilation, match), whole answers with best sections
// and snippets, and suggestions, beside Xapian's bare match of the same terms; snippets beside that
// match.
#include <benchmark/benchmark.h>
#include <xapian.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "bench/built_index.h"
#include "bench/corpus.h"
#include "indexer/index_format/schema.h"
#include "indexer/language/analyzer.h"
#include "server/query/query.h"
#include "server/search/database_pool.h"
#include "server/search/index_reader.h"
#include "server/search/match_finder.h"
#include "server/search/query_terms.h"
#include "server/search/ranking.h"
#include "server/search/searcher.h"
#include "server/search/snippet.h"

namespace zeroline::bench {
namespace {

constexpr std::size_t kQueries = 200;
constexpr std::size_t kResults = 10;
const Audiences kPublic = {"public"};

template <typename T>
T Take(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

// What every benchmark of one language needs, made outside the timing.
struct Bench {
  explicit Bench(const std::string& tag)
      : language(tag),
        index(Take(IndexReader::Open(BuiltIndex()))),
        snapshot(index->snapshot()),
        analyzer(Take(Analyzer::Create(tag))) {
    const auto readers = snapshot->readers(tag, kPublic);
    if (readers.empty()) throw std::runtime_error("nothing was compiled for " + tag);
    reader = readers.front();
    open_text = std::make_unique<OpenDatabase>(
        std::vector<std::string>{(reader->directory() / "text").string()});
    text = Xapian::Database((reader->directory() / "text").string());
    titles = Xapian::Database((reader->directory() / "titles").string());
    for (const std::string& query : CorpusQueries(tag, kQueries)) {
      queries.push_back(Understand(query));
      terms.push_back(AnalyzeQuery(queries.back().text, kMaxQueryTokens, analyzer.get()));
    }
  }

  std::string language;
  std::unique_ptr<IndexReader> index;
  std::shared_ptr<const Snapshot> snapshot;
  std::unique_ptr<Analyzer> analyzer;
  const LanguageReader* reader = nullptr;
  std::unique_ptr<OpenDatabase> open_text;
  Xapian::Database text;
  Xapian::Database titles;
  std::vector<Query> queries;
  std::vector<QueryTerms> terms;
};

SearchRequest RequestFor(const Query& query, const std::string& language) {
  SearchRequest request;
  request.query = query;
  request.language = language;
  request.audiences = kPublic;
  request.limit = kResults;
  return request;
}

void CountQueries(std::size_t queries, benchmark::State* state) {
  state->SetItemsProcessed(state->iterations() * static_cast<std::int64_t>(queries));
}

Xapian::MSet Match(const Xapian::Database& database, const Xapian::Query& query) {
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(
      Xapian::BM25Weight(kTextBm25.k1, 0, 1, kTextBm25.b, kBm25MinNormalizedLength));
  enquire.set_query(query);
  return enquire.get_mset(0, kResults);
}

// One flat OR of every term: the least that Xapian can do for this query.
Xapian::Query FlatQuery(const QueryTerms& terms) {
  std::vector<Xapian::Query> leaves;
  for (const auto* channel : {&terms.words, &terms.grams, &terms.unigrams}) {
    for (const QueryTerm& term : *channel) leaves.emplace_back(term.term);
  }
  return Xapian::Query(Xapian::Query::OP_OR, leaves.begin(), leaves.end());
}

void BareMatch(benchmark::State& state, const std::string& language) {
  const Bench bench(language);
  std::vector<Xapian::Query> queries;
  for (const QueryTerms& terms : bench.terms) queries.push_back(FlatQuery(terms));
  for (auto _ : state) {
    for (const Xapian::Query& query : queries) {
      benchmark::DoNotOptimize(Match(bench.text, query));
    }
  }
  CountQueries(queries.size(), &state);
}

void FirstStage(benchmark::State& state, const std::string& language) {
  const Bench bench(language);
  for (auto _ : state) {
    for (const Query& query : bench.queries) {
      const QueryTerms terms = AnalyzeQuery(query.text, kMaxQueryTokens, bench.analyzer.get());
      benchmark::DoNotOptimize(RankByText(*bench.open_text, terms, "", kResults));
    }
  }
  CountQueries(bench.queries.size(), &state);
}

void WholeAnswer(benchmark::State& state, const std::string& language) {
  const Bench bench(language);
  Searcher searcher;
  searcher.Warm(*bench.snapshot);
  for (auto _ : state) {
    for (const Query& query : bench.queries) {
      const SearchRequest request = RequestFor(query, language);
      benchmark::DoNotOptimize(Take(searcher.Search(*bench.snapshot, request)));
    }
  }
  CountQueries(bench.queries.size(), &state);
}

// Best passage and snippet of each of a query's ten results.
void Snippets(benchmark::State& state, const std::string& language) {
  const Bench bench(language);
  std::vector<std::vector<ArticleView>> results;
  for (const QueryTerms& terms : bench.terms) {
    const Xapian::MSet found = Match(bench.text, FlatQuery(terms));
    results.emplace_back();
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
      results.back().push_back(Take(bench.reader->articles().Find(*hit)));
    }
  }
  std::vector<zeroline::Match> matches;
  for (auto _ : state) {
    for (std::size_t i = 0; i < results.size(); ++i) {
      const MatchFinder finder(bench.terms[i], [](const std::string&) { return 1.0; });
      for (const ArticleView& article : results[i]) {
        finder.Find(article, &matches);
        const std::string_view text = article.text();
        const auto passage = BestPassage(matches, SnippetBytes(text));
        benchmark::DoNotOptimize(CutSnippet(text, passage.value_or(Passage{}), 0,
                                            static_cast<std::uint32_t>(text.size()), matches));
      }
    }
  }
  CountQueries(results.size(), &state);
}

// What somebody has typed so far: beginnings of title words, as the index knows them.
std::vector<std::string> TypedPrefixes(const Bench& bench) {
  const std::string prefix(kTypedPrefix);
  std::vector<std::string> all(bench.titles.allterms_begin(prefix),
                               bench.titles.allterms_end(prefix));
  std::vector<std::string> some;
  const std::size_t step = std::max<std::size_t>(1, all.size() / kQueries);
  for (std::size_t i = 0; i < all.size(); i += step) some.push_back(all[i].substr(prefix.size()));
  return some;
}

void Suggest(benchmark::State& state, const std::string& language) {
  const Bench bench(language);
  const std::vector<std::string> prefixes = TypedPrefixes(bench);
  Searcher searcher;
  searcher.Warm(*bench.snapshot);
  for (auto _ : state) {
    for (const std::string& typed : prefixes) {
      SearchRequest request = RequestFor(Understand(typed), language);
      request.limit = 8;
      benchmark::DoNotOptimize(Take(searcher.Suggest(*bench.snapshot, request)));
    }
  }
  CountQueries(prefixes.size(), &state);
}

void BareTypedMatch(benchmark::State& state, const std::string& language) {
  const Bench bench(language);
  const std::vector<std::string> prefixes = TypedPrefixes(bench);
  for (auto _ : state) {
    for (const std::string& typed : prefixes) {
      const Xapian::Query query(std::string(kTypedPrefix) + typed);
      benchmark::DoNotOptimize(Match(bench.titles, query));
    }
  }
  CountQueries(prefixes.size(), &state);
}

void Register() {
  using Body = void (*)(benchmark::State&, const std::string&);
  const auto add = [](const std::string& name, const std::string& language, Body ours, Body limit) {
    benchmark::RegisterBenchmark((name + "/" + language).c_str(), ours, language)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark(("limit:" + name + "/" + language).c_str(), limit, language)
        ->Unit(benchmark::kMillisecond);
  };
  for (const std::string& language : CorpusLanguages()) {
    add("search, first stage", language, FirstStage, BareMatch);
    add("search, whole answer", language, WholeAnswer, BareMatch);
    add("snippets of ten results", language, Snippets, BareMatch);
    add("suggest", language, Suggest, BareTypedMatch);
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
