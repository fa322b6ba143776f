// How good is a ranking? The measures of one query, their mean over many, and how sure it is.
#ifndef ZEROLINE_SERVER_EVALUATION_MEASURES_H_
#define ZEROLINE_SERVER_EVALUATION_MEASURES_H_

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

// Measures look at this many results.
inline constexpr std::size_t kEvaluationDepth = 10;

// Of one query, or means. nDCG with gain = relevance and discount 1/log2(1 + rank) (Järvelin and
// Kekäläinen, 2002).
struct Measures {
  double ndcg = 0;
  double mrr = 0;  // 1 / rank of the first relevant result
  double hit_at_1 = 0;
  double hit_at_depth = 0;
  double zero_results = 0;  // 1 for a query without any result
};

// The measures as people read them, in order.
struct NamedMeasure {
  std::string_view name;
  double Measures::*value;
};
inline constexpr std::array<NamedMeasure, 5> kMeasures = {{
    {"nDCG@10", &Measures::ndcg},
    {"MRR@10", &Measures::mrr},
    {"Hit@1", &Measures::hit_at_1},
    {"Hit@10", &Measures::hit_at_depth},
    {"zero results", &Measures::zero_results},
}};

// One query's ranking: article ids, best first. `relevant` is article id -> relevance above 0.
Measures Score(const std::vector<std::string>& ranking, const std::map<std::string, int>& relevant);

// A query's measures and the cluster it is drawn with: queries about one article succeed and fail
// together, so counting each as independent evidence would make the intervals too narrow.
struct ClusteredScore {
  std::string cluster;
  Measures measures;
};

Measures Mean(const std::vector<ClusteredScore>& scores);

struct MeasureIntervals {
  Measures low;
  Measures high;
};

// 95 % percentile bootstrap over clusters (Efron, 1979), 2,000 resamples from a fixed seed: the
// same scores give the same interval, in whatever order they come.
MeasureIntervals BootstrapIntervals(const std::vector<ClusteredScore>& scores);

// What all queries of a run say together.
struct Summary {
  std::size_t queries = 0;
  Measures mean;
  MeasureIntervals interval;
};
Summary Summarize(const std::vector<ClusteredScore>& scores);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_EVALUATION_MEASURES_H_
