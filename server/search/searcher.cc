#include "server/search/searcher.h"

#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "server/search/analyzer_pool.h"
#include "server/search/database_pool.h"
#include "server/search/match_finder.h"
#include "server/search/query_terms.h"
#include "server/search/ranking.h"
#include "server/search/snippet.h"
#include "server/search/suggester.h"

namespace zeroline {
namespace {

// A misspelt query's matches are looked for in this much of an article.
constexpr std::size_t kSimilarBytes = 20000;

// Turns ranked documents into hits: best section, snippet, highlighted title.
class HitMaker {
 public:
  HitMaker(const MatchFinder& finder, Analyzer* analyzer) : finder_(finder), analyzer_(analyzer) {}

  SearchHit Make(const ArticleView& article) {
    SearchHit hit;
    hit.id = article.id();
    hit.language = article.language();
    hit.audience = article.audience();
    hit.path = article.path();
    hit.title = article.title();
    hit.section = article.section();
    hit.updated = article.updated();

    std::vector<zeroline::Match> in_title;
    finder_.Find(article.title(), analyzer_, &in_title);
    finder_.Find(article, &matches_);
    if (matches_.empty() && in_title.empty()) {
      finder_.FindSimilar(article.title(), analyzer_, &in_title);
      finder_.FindSimilar(article.text().substr(0, kSimilarBytes), analyzer_, &matches_);
    }
    hit.title_parts = MarkMatches(article.title(), 0, article.title().size(), in_title);
    AddBestSection(article, in_title, &hit);
    return hit;
  }

 private:
  // A passage that matches nothing beyond the title is no better than the whole article: then the
  // result leads to its beginning.
  void AddBestSection(const ArticleView& article, const std::vector<zeroline::Match>& in_title,
                      SearchHit* hit) const {
    const std::string_view text = article.text();
    const std::optional<Passage> best = BestPassage(matches_, SnippetBytes(text));
    const auto size = static_cast<std::uint32_t>(text.size());
    if (!best || article.section_count() == 0 || !AddsTerms(*best, matches_, in_title)) {
      hit->snippet = Opening(article);
      return;
    }
    const ArticleView::Section section = article.section_at(SectionAt(article, best->begin));
    const auto heading_end = static_cast<std::uint32_t>(
        std::min<std::size_t>(section.text_begin + section.heading.size(), section.text_end));
    hit->heading = section.heading;
    hit->anchor = section.anchor;
    const bool has_body = section.text_end > heading_end + 1;
    const std::uint32_t floor = has_body ? heading_end : section.text_begin;
    hit->snippet = CutSnippet(text, *best, floor, has_body ? section.text_end : size, matches_);
  }

  std::vector<SnippetPart> Opening(const ArticleView& article) const {
    const std::string_view summary = article.summary();
    if (!summary.empty()) {
      std::vector<zeroline::Match> in_summary;
      finder_.Find(summary, analyzer_, &in_summary);
      return MarkMatches(summary, 0, summary.size(), in_summary);
    }
    const auto size = static_cast<std::uint32_t>(article.text().size());
    return CutSnippet(article.text(), Passage{}, 0, size, matches_);
  }

  const MatchFinder& finder_;
  Analyzer* analyzer_;
  std::vector<zeroline::Match> matches_;
};

Status CheckRange(const SearchRequest& request, std::size_t max_limit) {
  if (request.limit < 1 || request.limit > max_limit) {
    return Fail(ErrorCode::kInvalidArgument,
                "limit must be between 1 and " + std::to_string(max_limit));
  }
  if (request.offset > kMaxSearchOffset) {
    return Fail(ErrorCode::kInvalidArgument,
                "offset must be between 0 and " + std::to_string(kMaxSearchOffset));
  }
  return {};
}

// How much of the query the index knows at all: the share of its words' weight (inverse document
// frequency) that belongs to words that occur somewhere.
double KnownShare(const OpenDatabase& database, const QueryTerms& terms) {
  const double documents = database.xapian().get_doccount();
  double known = 0;
  double all = 0;
  for (const QueryTerm& word : terms.words) {
    const double frequency = database.xapian().get_termfreq(word.term);
    const double weight = std::log((documents + 1) / (frequency + 0.5));
    all += weight;
    if (frequency > 0) known += weight;
  }
  return all > 0 ? known / all : 0;
}

// Whether a query of which no word is known is misspelt rather than nonsense: then more than a
// third of its character runs occur somewhere ("drukrka": 3 of 6).
bool LooksMisspelt(const OpenDatabase& database, const QueryTerms& terms) {
  const auto known = std::count_if(
      terms.grams.begin(), terms.grams.end(),
      [&](const QueryTerm& gram) { return database.xapian().term_exists(gram.term); });
  return 3 * static_cast<std::size_t>(known) > terms.grams.size();
}

// The share of the best possible score, less what the query asks beyond all that is written here.
double Confidence(double score, double max_possible, double known_share) {
  return max_possible > 0 ? std::min(1.0, score / max_possible) * known_share : 0;
}

// The databases that a search looks into.
struct Databases {
  DatabasePool::Lease text;
  DatabasePool::Lease titles;
};

Result<Databases> Borrow(const Snapshot& snapshot,
                         const std::vector<const LanguageReader*>& readers) {
  auto text = snapshot.databases().Borrow(readers, "text");
  if (!text) return tl::unexpected(text.error());
  auto titles = snapshot.databases().Borrow(readers, "titles");
  if (!titles) return tl::unexpected(titles.error());
  return Databases{*std::move(text), *std::move(titles)};
}

Result<SearchAnswer> Answer(const Databases& databases,
                            const std::vector<const LanguageReader*>& readers,
                            const SearchRequest& request, Analyzer* analyzer) {
  SearchAnswer answer;
  answer.query = request.query;
  const QueryTerms terms = AnalyzeQuery(answer.query.text, kMaxQueryTokens, analyzer);
  if (terms.empty()) return answer;
  const double known_share = KnownShare(*databases.text, terms);
  if (known_share == 0 && !LooksMisspelt(*databases.text, terms)) return answer;
  const Ranking ranking = Rank({*databases.text, *databases.titles, readers}, terms,
                               request.section, request.offset + request.limit, analyzer);
  answer.total = ranking.documents.size();
  answer.total_is_exact = ranking.is_complete;
  const MatchFinder finder(terms, [&ranking](const std::string& term) {
    const auto weight = ranking.term_weights.find(term);
    return weight == ranking.term_weights.end() ? 0.0 : weight->second;
  });
  HitMaker maker(finder, analyzer);
  const std::size_t end = std::min(ranking.documents.size(), request.offset + request.limit);
  for (std::size_t i = request.offset; i < end; ++i) {
    const UnionDocument document = SplitUnion(readers, ranking.documents[i].docid);
    const Result<ArticleView> article = document.reader->articles().Find(document.docid);
    if (!article) return tl::unexpected(article.error());
    SearchHit hit = maker.Make(*article);
    hit.score = ranking.documents[i].score;
    hit.confidence = Confidence(hit.score, ranking.max_possible, known_share);
    answer.hits.push_back(std::move(hit));
  }
  return answer;
}

}  // namespace

struct Searcher::Impl {
  mutable AnalyzerPool analyzers;
};

Searcher::Searcher() : impl_(std::make_unique<Impl>()) {}
Searcher::~Searcher() = default;

void Searcher::Warm(const Snapshot& snapshot) {
  for (const BuildLanguage& language : snapshot.info().languages) {
    // A dictionary that cannot be loaded is reported by the first query that needs it.
    if (const auto lease = impl_->analyzers.Borrow(language.language)) {
      std::vector<AnalyzedToken> tokens;
      (*lease)->Analyze("\u5fd8\u8bb0", &tokens);
    }
  }
}

Result<SearchAnswer> Searcher::Search(const Snapshot& snapshot,
                                      const SearchRequest& request) const {
  if (const Status valid = CheckRange(request, kMaxSearchLimit); !valid) {
    return tl::unexpected(valid.error());
  }
  const auto readers = snapshot.readers(request.language, request.audiences);
  SearchAnswer nothing;
  nothing.query = request.query;
  if (request.query.empty() || readers.empty()) return nothing;
  const auto analyzer = impl_->analyzers.Borrow(request.language);
  if (!analyzer) return tl::unexpected(analyzer.error());
  const auto databases = Borrow(snapshot, readers);
  if (!databases) return tl::unexpected(databases.error());
  try {
    return Answer(*databases, readers, request, &**analyzer);
  } catch (const Xapian::Error& error) {
    return Fail(ErrorCode::kUnavailable, "the search index failed: " + error.get_description());
  }
}

Result<std::vector<Suggestion>> Searcher::Suggest(const Snapshot& snapshot,
                                                  const SearchRequest& request) const {
  if (const Status valid = CheckRange(request, kMaxSuggestLimit); !valid) {
    return tl::unexpected(valid.error());
  }
  const auto readers = snapshot.readers(request.language, request.audiences);
  if (request.query.empty() || readers.empty()) return std::vector<Suggestion>{};
  const auto analyzer = impl_->analyzers.Borrow(request.language);
  if (!analyzer) return tl::unexpected(analyzer.error());
  return SuggestTitles(snapshot, readers, request, &**analyzer);
}

}  // namespace zeroline
