// A small YAML document as plain values that know their place. Behind the border of yaml-cpp.
#ifndef ZEROLINE_INDEXER_ARTICLE_YAML_VALUE_H_
#define ZEROLINE_INDEXER_ARTICLE_YAML_VALUE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

struct YamlValue {
  enum class Kind { kNull, kScalar, kList, kMap };
  Kind kind = Kind::kNull;
  std::string key;  // under which it stands in a map
  std::string scalar;
  std::vector<YamlValue> children;  // of a list or a map, in file order
  int line = 0;                     // 1-based: of the key in a map, else of the value
  int column = 0;                   // 1-based, in code points

  // The child of that key, or null.
  const YamlValue* Find(std::string_view name) const;
};

struct YamlProblem {
  int line = 0;
  std::string message;
};

// Nothing, with *problem filled, if `text` is no YAML or holds more than 10,000 values. An empty
// text is a value of kind kNull. Thread-safe.
std::optional<YamlValue> ReadYamlValue(std::string_view text, YamlProblem* problem);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_YAML_VALUE_H_
