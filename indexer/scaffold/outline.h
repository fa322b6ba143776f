// The headings of a Markdown text and the lines they stand on.
//
// Private to this room.
#ifndef ZEROLINE_INDEXER_SCAFFOLD_OUTLINE_H_
#define ZEROLINE_INDEXER_SCAFFOLD_OUTLINE_H_

#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

struct OutlineHeading {
  int level = 0;        // 1..6
  int line = 0;         // of the text, 1-based
  std::string heading;  // as written, without marks and "{#anchor}"
};

// In order; both forms ("## Heading", underlined), none out of code or comments.
std::vector<OutlineHeading> ReadOutline(std::string_view markdown);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_SCAFFOLD_OUTLINE_H_
