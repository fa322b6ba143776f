// The headings of a Markdown file and the lines they stand on.
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
  int line = 0;         // of the file, 1-based
  std::string heading;  // as written, without marks and "{#anchor}"
};

// In order; both forms ("## Heading", underlined), none out of code or comments. `content` is the
// file with '\n' line ends; no heading of a file whose front matter cannot be read.
std::vector<OutlineHeading> ReadOutline(std::string_view content);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_SCAFFOLD_OUTLINE_H_
