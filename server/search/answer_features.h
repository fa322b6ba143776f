// What an answer looks like to somebody who cannot read it: the numbers that its confidence is
// computed from. Costs a walk through the first article's terms, once per answer.
#ifndef ZEROLINE_SERVER_SEARCH_ANSWER_FEATURES_H_
#define ZEROLINE_SERVER_SEARCH_ANSWER_FEATURES_H_

#include <cstdint>
#include <vector>

#include "indexer/index_format/stored_article.h"
#include "indexer/language/analyzer.h"
#include "server/search/confidence.h"
#include "server/search/database_pool.h"
#include "server/search/query_terms.h"

namespace zeroline {

struct AnswerEvidence {
  const OpenDatabase& text;
  const QueryTerms& terms;            // of what was asked
  const std::vector<double>& scores;  // of the ranking, best first; not empty
  std::uint32_t first = 0;            // the best document, in the union
  const ArticleView& article;         // the same
  // What title and questions count in the ranking beside the text: scores grow with it.
  double use_weight = 0;
};

// `analyzer` is that of the article's language. Throws as Xapian does.
AnswerFeatures FeaturesOf(const AnswerEvidence& evidence, Analyzer* analyzer);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_ANSWER_FEATURES_H_
