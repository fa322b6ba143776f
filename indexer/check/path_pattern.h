// Which files does a pattern such as "*/archive/**" mean?
#ifndef ZEROLINE_INDEXER_CHECK_PATH_PATTERN_H_
#define ZEROLINE_INDEXER_CHECK_PATH_PATTERN_H_

#include <string_view>

namespace zeroline {

// Whether all of `path` matches: '?' is any character and '*' any number of them but '/', "**" any
// number of any. Takes time in proportion to the product of the lengths at worst.
bool MatchesPath(std::string_view pattern, std::string_view path);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_CHECK_PATH_PATTERN_H_
