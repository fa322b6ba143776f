// The catalog of rules: everything that a finding can be about, whichever room reports it.
#ifndef ZEROLINE_INDEXER_CHECK_RULES_H_
#define ZEROLINE_INDEXER_CHECK_RULES_H_

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/diagnostics/diagnostic.h"

namespace zeroline {

// A number that a tree may set: `rules: {long-article: {max_words: 4000}}`.
struct RuleOption {
  std::string_view name;
  int initial = 0;
};

struct Rule {
  std::string_view name;  // kebab-case; stable, for silences name it
  // Where a rule reports both errors and warnings, the mildest.
  Severity severity = Severity::kWarning;
  std::string_view finds;  // each of these is one sentence without its full stop
  std::string_view why;    // what it costs readers
  std::string_view mend;
  std::array<RuleOption, 2> options{};
};

// Every rule, ordered by name.
const std::vector<Rule>& AllRules();

// Null if there is none of that name.
const Rule* FindRule(std::string_view name);

// The name of the rule that `name` probably means, or "".
std::string NearestRule(std::string_view name);

// The table for people: name, severity, what it finds, why it matters, how to mend it.
std::string DescribeRules();

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_CHECK_RULES_H_
