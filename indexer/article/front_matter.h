// The YAML at the top of an article, as far as our own keys go. The border of yaml-cpp.
#ifndef ZEROLINE_INDEXER_ARTICLE_FRONT_MATTER_H_
#define ZEROLINE_INDEXER_ARTICLE_FRONT_MATTER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

struct FrontMatterValue {
  enum class Kind {
    kNull,    // "key:" or "key: ~"
    kScalar,  // in `scalar`
    kList,    // of scalars, in `list`
    kOther,   // a map, or a list that holds more than scalars
  };
  std::string key;
  int line = 0;    // in the file
  int column = 0;  // 1-based, of the key
  Kind kind = Kind::kNull;
  std::string scalar;
  std::vector<std::string> list;
};

struct FrontMatter {
  std::vector<FrontMatterValue> values;  // in file order; a key that is written twice is here twice
  std::string_view body;                 // what follows the front matter
  int body_line = 1;                     // line of the file on which `body` begins
  // Why it cannot be read, "" if it can. Then nothing is known of the article, its audience
  // included.
  std::string problem;
  int problem_line = 0;
};

// Text of a file without byte-order mark, with '\n' for every line end. `buffer` holds it if it had
// to be changed and must outlive the result.
std::string_view PlainLines(std::string_view content, std::string* buffer);

// `content` is valid UTF-8 with '\n' line ends and no byte-order mark; `body` points into it. A
// file that does not begin with a line "---" has no front matter.
FrontMatter ReadFrontMatter(std::string_view content);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_FRONT_MATTER_H_
