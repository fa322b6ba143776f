#include "indexer/article/yaml_value.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <exception>

namespace zeroline {
namespace {

constexpr int kMaxValues = 10'000;
constexpr int kMaxDepth = 20;

// Aliases can make a short text stand for any number of values, so they are counted as they are
// copied.
class Copier {
 public:
  bool Copy(const YAML::Node& node, int depth, YamlValue* value) {
    if (++count_ > kMaxValues || depth > kMaxDepth) return false;
    if (value->line == 0) SetPlace(node, value);
    if (node.IsScalar()) {
      value->kind = YamlValue::Kind::kScalar;
      value->scalar = node.Scalar();
    } else if (node.IsSequence()) {
      value->kind = YamlValue::Kind::kList;
      for (const YAML::Node& item : node) {
        if (!Copy(item, depth + 1, &value->children.emplace_back())) return false;
      }
    } else if (node.IsMap()) {
      value->kind = YamlValue::Kind::kMap;
      for (const auto& entry : node) {
        YamlValue& child = value->children.emplace_back();
        if (entry.first.IsScalar()) child.key = entry.first.Scalar();
        SetPlace(entry.first, &child);
        if (!Copy(entry.second, depth + 1, &child)) return false;
      }
    }
    return true;
  }

 private:
  static void SetPlace(const YAML::Node& node, YamlValue* value) {
    const YAML::Mark mark = node.Mark();
    if (mark.is_null()) return;
    value->line = mark.line + 1;
    value->column = mark.column + 1;
  }

  int count_ = 0;
};

}  // namespace

const YamlValue* YamlValue::Find(std::string_view name) const {
  if (kind != Kind::kMap) return nullptr;
  const auto found = std::find_if(children.begin(), children.end(),
                                  [&](const YamlValue& child) { return child.key == name; });
  return found == children.end() ? nullptr : &*found;
}

std::optional<YamlValue> ReadYamlValue(std::string_view text, YamlProblem* problem) {
  try {
    YamlValue value;
    if (Copier().Copy(YAML::Load(std::string(text)), 0, &value)) return value;
    problem->message = "there are too many values, or they are nested too deep";
  } catch (const YAML::Exception& error) {
    problem->message = "this is no valid YAML (" + error.msg + ")";
    problem->line = error.mark.is_null() ? 0 : error.mark.line + 1;
  } catch (const std::exception&) {
    problem->message = "this is no valid YAML";
  }
  return std::nullopt;
}

}  // namespace zeroline
