// What a tree's owners decided about its checks: the file check.yaml beside the language folders.
//
//   rules:
//     spelling: off
//     long-article: {severity: note, max_words: 4000}
//   paths:
//     "*/archive/**": {overdue-review: off}   # later patterns win
//   languages: [en, ru]
//   tags: [vpn, printing]
#ifndef ZEROLINE_INDEXER_CHECK_SETTINGS_H_
#define ZEROLINE_INDEXER_CHECK_SETTINGS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/diagnostics/diagnostic.h"

namespace zeroline {

inline constexpr std::string_view kSettingsFile = "check.yaml";

// What is said of one rule; nothing where the rule's own value holds.
struct RuleChoice {
  std::optional<bool> is_on;
  std::optional<Severity> severity;
  std::map<std::string, int, std::less<>> numbers;  // by option
};

using RuleChoices = std::map<std::string, RuleChoice, std::less<>>;

// Immutable once read, and then thread-safe.
class CheckSettings {
 public:
  CheckSettings() = default;
  // Of the text of check.yaml. What cannot be followed is left out and becomes an error of rule
  // check-settings, with the nearest right name.
  static CheckSettings Read(std::string_view yaml, std::vector<Diagnostic>* diagnostics);

  // For a file of the tree.
  bool IsOn(std::string_view rule, std::string_view path) const;
  std::optional<Severity> SeverityOf(std::string_view rule, std::string_view path) const;
  // An option of the rule table.
  int Number(std::string_view rule, std::string_view option, std::string_view path) const;

  // Canonical tags that articles should be in, and the tags that articles may bear; empty if the
  // tree says nothing.
  const std::vector<std::string>& languages() const { return languages_; }
  const std::vector<std::string>& tags() const { return tags_; }

 private:
  friend class SettingsReader;
  // The last choice for the rule at this path of which `says` finds something.
  template <typename Says>
  auto Last(std::string_view rule, std::string_view path, const Says& says) const;

  RuleChoices rules_;
  std::vector<std::pair<std::string, RuleChoices>> paths_;  // pattern; in file order
  std::vector<std::string> languages_;
  std::vector<std::string> tags_;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_CHECK_SETTINGS_H_
