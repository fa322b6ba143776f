#include "server/search/foreign_hits.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "server/search/cross_language.h"
#include "server/search/hit_maker.h"
#include "server/search/match_finder.h"

namespace zeroline {
namespace {

// A hit below this part of the best one's share only has the commonest words.
constexpr double kMinShareOfBestForeign = 0.5;
// Midway between the median share of right first hits (.64) and of wrong ones (.36), among titles
// and short queries asked across languages; .15 above it the confidence is four in five.
constexpr double kEvenShare = 0.5;
constexpr double kShareSlope = 10;

double ConfidenceOf(double share) {
  return 1 / (1 + std::exp(-kShareSlope * (share - kEvenShare)));
}

Status AddHits(const ForeignAnswer& answer, Analyzer* analyzer, std::vector<ForeignHit>* hits) {
  const MatchFinder finder(answer.terms, [&answer](const std::string& term) {
    const auto weight = answer.term_weights.find(term);
    return weight == answer.term_weights.end() ? 0.0 : weight->second;
  });
  for (const ForeignDocument& document : answer.documents) {
    const Result<ArticleView> article = document.reader->articles().Find(document.docid);
    if (!article) return tl::unexpected(article.error());
    RankedDocument ranked;
    ranked.score = document.score;
    SearchHit hit = HitMaker(finder, analyzer).Make(*article, ranked);
    hit.confidence = ConfidenceOf(document.share);
    hits->push_back({std::move(hit), document.share});
  }
  return {};
}

}  // namespace

Result<std::vector<ForeignHit>> FindForeignHits(const Snapshot& snapshot,
                                                const SearchRequest& request,
                                                const QueryTerms& terms, AnalyzerPool* analyzers) {
  std::vector<ForeignHit> hits;
  for (const std::string& language : snapshot.languages(request.audiences)) {
    if (language == request.language) continue;
    const auto answer = FindInOtherLanguage(
        snapshot,
        {terms, request.language, language, request.audiences, request.section, kMaxForeignHits});
    if (!answer) return tl::unexpected(answer.error());
    if (answer->documents.empty()) continue;
    const auto analyzer = analyzers->Borrow(language);
    if (!analyzer) return tl::unexpected(analyzer.error());
    if (const Status added = AddHits(*answer, &**analyzer, &hits); !added) {
      return tl::unexpected(added.error());
    }
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const ForeignHit& a, const ForeignHit& b) { return a.share > b.share; });
  // An article that several foreign languages have is shown in the one that answers best.
  std::vector<ForeignHit> kept;
  for (ForeignHit& hit : hits) {
    if (hit.share < kMinShareOfBestForeign * hits.front().share) break;
    const bool is_known = std::any_of(kept.begin(), kept.end(), [&](const ForeignHit& other) {
      return other.hit.id == hit.hit.id;
    });
    if (!is_known) kept.push_back(hit);
  }
  return kept;
}

std::vector<MergedPlace> MergeForeign(const std::vector<double>& own_shares,
                                      const std::vector<ForeignHit>& foreign) {
  std::vector<MergedPlace> places;
  std::size_t next = 0;
  for (std::size_t i = 0; i < own_shares.size(); ++i) {
    while (next < foreign.size() && foreign[next].share >= kForeignMargin * own_shares[i]) {
      places.push_back({true, next++});
    }
    places.push_back({false, i});
  }
  while (next < foreign.size()) places.push_back({true, next++});
  return places;
}

}  // namespace zeroline
