// A month of use, made up from a seed: searches that go through the real search, what readers
// click, what they say, and what they send to level 1, over the starter articles in four languages.
//
// A visit is one of four kinds, by the shares in MonthOptions:
//   everyday   a question that an article lists, now and then with a slip, on the wrong keyboard
//              layout, or only begun. Readers open the article if it is among the first ten (nearly
//              always among the first three), else ask its title, else some send a request. A few
//              say whether the article helped.
//   gap        something nobody has written about. Few open anything, and what they open does not
//              help; a third sends a request.
//   failed     a question in words that its article does not have. Readers look on, find the
//   article
//              among the sections, and say that it helped.
//   missing    something that an article of another language answers. Readers open it there if
//              search shows it.
// What is planted is known (MonthPlan), so that a report can be held against it.
#ifndef ZEROLINE_BENCH_SIMULATED_MONTH_H_
#define ZEROLINE_BENCH_SIMULATED_MONTH_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/error/result.h"
#include "server/search/index_reader.h"
#include "server/search/searcher.h"
#include "server/store/store.h"

namespace zeroline {

// One thing in one language that readers ask in these words.
struct PlantedQuestion {
  std::string topic;    // of a gap; else ""
  std::string article;  // id of what answers it; "" for a gap
  std::string language;
  std::vector<std::string> wordings;
};

struct MonthPlan {
  std::vector<PlantedQuestion> gaps;
  std::vector<PlantedQuestion> failed;
  // Their articles are not in the base in this language: whoever builds it leaves
  // <language>/<article>.md out.
  std::vector<PlantedQuestion> missing;
};

// What is planted among the starter articles.
MonthPlan StarterPlan();

struct MonthOptions {
  std::uint64_t seed = 1;
  std::int64_t end = 0;  // Unix seconds: the month is the 30 days before
  std::size_t visits = 3000;
  std::size_t gap_percent = 9;
  std::size_t failed_percent = 4;
  std::size_t missing_percent = 4;
};

struct MonthCounts {
  std::size_t searches = 0;
  std::size_t opened = 0;
  std::size_t opinions = 0;
  std::size_t requests = 0;
};

// Writes the month into `store`, whose clock must read `*now`: the moment of whatever is written.
Result<MonthCounts> SimulateMonth(const MonthOptions& options, const MonthPlan& plan,
                                  const Snapshot& snapshot, Store* store, std::int64_t* now);

// What is planted, for other programs.
std::string ToJson(const MonthPlan& plan);

}  // namespace zeroline

#endif  // ZEROLINE_BENCH_SIMULATED_MONTH_H_
