// The name a writer probably meant.
#ifndef ZEROLINE_INDEXER_CHECK_NEAREST_H_
#define ZEROLINE_INDEXER_CHECK_NEAREST_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

// How many bytes differ (Levenshtein), or `limit` + 1 if more than `limit` do.
std::size_t EditDistance(std::string_view a, std::string_view b, std::size_t limit);

// The candidate nearest to `name`, at most a third of it away; "" if there is none. The first wins
// a tie.
std::string Nearest(std::string_view name, const std::vector<std::string_view>& candidates);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_CHECK_NEAREST_H_
