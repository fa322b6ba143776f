// From a ranked document to what is shown of it: the section that answers, the snippet, the title
// with its matches.
#ifndef ZEROLINE_SERVER_SEARCH_HIT_MAKER_H_
#define ZEROLINE_SERVER_SEARCH_HIT_MAKER_H_

#include <vector>

#include "indexer/index_format/stored_article.h"
#include "indexer/language/analyzer.h"
#include "server/search/match_finder.h"
#include "server/search/ranking.h"
#include "server/search/searcher.h"

namespace zeroline {

// Not thread-safe. `finder` and `analyzer`, of the article's language, outlive it.
class HitMaker {
 public:
  HitMaker(const MatchFinder& finder, Analyzer* analyzer) : finder_(finder), analyzer_(analyzer) {}

  // Without confidence.
  SearchHit Make(const ArticleView& article, const RankedDocument& ranked);

 private:
  void AddBestSection(const ArticleView& article, const std::vector<Match>& in_title,
                      const RankedDocument& ranked, SearchHit* hit) const;
  std::vector<SnippetPart> Opening(const ArticleView& article) const;

  const MatchFinder& finder_;
  Analyzer* analyzer_;
  std::vector<Match> matches_;  // in the text
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_HIT_MAKER_H_
