// How the findings of a check are printed.
#ifndef ZEROLINE_INDEXER_COMMANDS_CHECK_OUTPUT_H_
#define ZEROLINE_INDEXER_COMMANDS_CHECK_OUTPUT_H_

#include <string>
#include <string_view>

#include "indexer/commands/check.h"

namespace zeroline {

struct TextStyle {
  bool is_colored = false;
  bool explains = false;  // the first finding of each rule says why it matters
};

// One line each in front of which `prefix` makes the path one that a terminal can open, then how
// many there are of each rule.
std::string CheckText(const CheckReport& report, std::string_view prefix, const TextStyle& style);

// {"errors","warnings","notes","files","diagnostics":[{"severity","path","line","column","rule",
// "message","why","mend"}]}; line and column are 0 where a finding is about more.
std::string CheckJson(const CheckReport& report);

// SARIF 2.1.0. Paths are relative to the base ARTICLES, which is `articles` as a file URI.
std::string CheckSarif(const CheckReport& report, std::string_view articles);

// Workflow commands of GitHub Actions; `prefix` leads from the repository to the articles.
std::string CheckGithub(const CheckReport& report, std::string_view prefix);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_CHECK_OUTPUT_H_
