#include "indexer/check/rules.h"

#include <algorithm>

#include "indexer/check/nearest.h"
#include "indexer/check/rule_table.h"

namespace zeroline {

const std::vector<Rule>& AllRules() {
  static const std::vector<Rule>* const rules = [] {
    auto* all = new std::vector<Rule>(kRules.begin(), kRules.end());
    std::sort(all->begin(), all->end(),
              [](const Rule& a, const Rule& b) { return a.name < b.name; });
    return all;
  }();
  return *rules;
}

const Rule* FindRule(std::string_view name) {
  const std::vector<Rule>& rules = AllRules();
  const auto at = std::lower_bound(
      rules.begin(), rules.end(), name,
      [](const Rule& rule, std::string_view wanted) { return rule.name < wanted; });
  return at != rules.end() && at->name == name ? &*at : nullptr;
}

std::string NearestRule(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Rule& rule : AllRules()) {
    if (!name.empty() && rule.name.starts_with(name)) return std::string(rule.name);
    names.push_back(rule.name);
  }
  return Nearest(name, names);
}

std::string DescribeRules() {
  std::string text;
  for (const Rule& rule : AllRules()) {
    text.append(rule.name).append(" (").append(SeverityName(rule.severity)).append(")\n");
    text.append("  finds: ").append(rule.finds).append(".\n");
    text.append("  why:   ").append(rule.why).append(".\n");
    text.append("  mend:  ").append(rule.mend).append(".\n");
    for (const RuleOption& option : rule.options) {
      if (option.name.empty()) continue;
      text.append("  set:   ").append(option.name).append(" (");
      text.append(std::to_string(option.initial)).append(")\n");
    }
  }
  return text;
}

}  // namespace zeroline
