#include "indexer/check/path_pattern.h"

#include <cstddef>
#include <vector>

namespace zeroline {

bool MatchesPath(std::string_view pattern, std::string_view path) {
  // reached[i]: what has been read of the pattern can match path[0, i).
  std::vector<bool> reached(path.size() + 1, false);
  reached[0] = true;
  for (std::size_t p = 0; p < pattern.size(); ++p) {
    const bool crosses = pattern.substr(p, 2) == "**";
    if (pattern[p] == '*') {
      for (std::size_t i = 0; i < path.size(); ++i) {
        if (reached[i] && (crosses || path[i] != '/')) reached[i + 1] = true;
      }
      if (crosses) ++p;
      continue;
    }
    for (std::size_t i = path.size(); i > 0; --i) {
      const char c = path[i - 1];
      reached[i] = reached[i - 1] && (pattern[p] == '?' ? c != '/' : pattern[p] == c);
    }
    reached[0] = false;
  }
  return reached[path.size()];
}

}  // namespace zeroline
