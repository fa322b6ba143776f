// Which of the things people typed are the same question? Ten phrasings are one line of the
// writers' report.
//
// Two questions that differ must not share a line, so what is not sure to be the same stays apart:
// texts share most of what they are about, or a good part of it and the article that answers them.
#ifndef ZEROLINE_SERVER_ANALYTICS_QUESTION_CLUSTERS_H_
#define ZEROLINE_SERVER_ANALYTICS_QUESTION_CLUSTERS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "server/analytics/question_vector.h"

namespace zeroline {

struct AskedQuestion {
  std::string text;
  std::size_t count = 0;
  std::string nearest;    // id of the first article that was found, ""
  double confidence = 0;  // 0..1: that it was the answer
};

// Indexes into `questions`, which are of one language and differ: the commonest question first in
// each cluster, the clusters in the order of their first members' counts. The same questions in
// another order make the same clusters. About linear: 100,000 different questions take a few
// seconds.
std::vector<std::vector<std::size_t>> ClusterQuestions(const std::vector<AskedQuestion>& questions,
                                                       const QuestionLanguage& language);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_QUESTION_CLUSTERS_H_
