#include "indexer/check/settings.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "indexer/article/yaml_value.h"
#include "indexer/check/nearest.h"
#include "indexer/check/path_pattern.h"
#include "indexer/check/rules.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

using Kind = YamlValue::Kind;

std::string Perhaps(const std::string& nearest) {
  return nearest.empty() ? "" : "; perhaps " + nearest;
}

const RuleOption* FindOption(const Rule& rule, std::string_view name) {
  const auto found = std::find_if(rule.options.begin(), rule.options.end(),
                                  [&](const RuleOption& option) { return option.name == name; });
  return name.empty() || found == rule.options.end() ? nullptr : &*found;
}

}  // namespace

class SettingsReader {
 public:
  SettingsReader(CheckSettings* settings, std::vector<Diagnostic>* diagnostics)
      : settings_(settings), diagnostics_(diagnostics) {}

  void Read(const YamlValue& root) {
    if (root.kind == Kind::kNull) return;
    if (root.kind != Kind::kMap) {
      return Complain(root, "the file must hold keys such as \"rules:\" and \"tags:\"");
    }
    for (const YamlValue& value : root.children) {
      if (value.key == "rules") {
        settings_->rules_ = Rules(value);
      } else if (value.key == "paths") {
        Paths(value);
      } else if (value.key == "languages") {
        Languages(value);
      } else if (value.key == "tags") {
        settings_->tags_ = Texts(value);
      } else {
        Complain(value, "there is no key \"" + value.key + "\"" +
                            Perhaps(Nearest(value.key, {"rules", "paths", "languages", "tags"})));
      }
    }
  }

  void Complain(const YamlValue& value, std::string message) {
    diagnostics_->push_back({Severity::kError, std::string(kSettingsFile), value.line,
                             "check-settings", std::move(message), value.column});
  }

 private:
  RuleChoices Rules(const YamlValue& map) {
    RuleChoices choices;
    if (map.kind == Kind::kNull) return choices;
    if (map.kind != Kind::kMap) {
      Complain(map, "\"" + map.key + "\" must hold lines such as \"spelling: off\"");
      return choices;
    }
    for (const YamlValue& value : map.children) {
      const Rule* rule = FindRule(value.key);
      if (rule == nullptr) {
        Complain(value, "there is no rule \"" + value.key + "\"" + Perhaps(NearestRule(value.key)));
        continue;
      }
      choices[value.key] = Choice(*rule, value);
    }
    return choices;
  }

  RuleChoice Choice(const Rule& rule, const YamlValue& value) {
    RuleChoice choice;
    if (value.kind == Kind::kScalar) {
      Level(value, &choice);
    } else if (value.kind == Kind::kMap) {
      for (const YamlValue& option : value.children) Option(rule, option, &choice);
    } else {
      Complain(value, "\"" + value.key + "\" must be off, on, note, warning or error");
    }
    return choice;
  }

  void Level(const YamlValue& value, RuleChoice* choice) {
    const std::string& word = value.scalar;
    if (word == "off" || word == "false" || word == "on" || word == "true") {
      choice->is_on = word == "on" || word == "true";
      return;
    }
    for (const Severity severity : {Severity::kNote, Severity::kWarning, Severity::kError}) {
      if (word != SeverityName(severity)) continue;
      choice->is_on = true;
      choice->severity = severity;
      return;
    }
    Complain(value, "\"" + word + "\" must be off, on, note, warning or error" +
                        Perhaps(Nearest(word, {"off", "note", "warning", "error"})));
  }

  void Option(const Rule& rule, const YamlValue& value, RuleChoice* choice) {
    if (value.key == "severity") return Level(value, choice);
    if (FindOption(rule, value.key) == nullptr) {
      std::vector<std::string_view> names = {"severity"};
      for (const RuleOption& option : rule.options) {
        if (!option.name.empty()) names.push_back(option.name);
      }
      return Complain(value, "the rule " + std::string(rule.name) + " has no option \"" +
                                 value.key + "\"" + Perhaps(Nearest(value.key, names)));
    }
    int number = 0;
    const char* const end = value.scalar.data() + value.scalar.size();
    const auto [read, error] = std::from_chars(value.scalar.data(), end, number);
    if (value.kind != Kind::kScalar || error != std::errc() || read != end || number < 1) {
      return Complain(value, "\"" + value.key + "\" must be a whole number from 1");
    }
    choice->numbers[value.key] = number;
  }

  void Paths(const YamlValue& map) {
    if (map.kind != Kind::kMap) {
      return Complain(map, "\"paths\" must hold patterns such as \"*/archive/**\" with rules");
    }
    for (const YamlValue& value : map.children) {
      settings_->paths_.emplace_back(value.key, Rules(value));
    }
  }

  void Languages(const YamlValue& value) {
    for (const std::string& name : Texts(value)) {
      if (const auto tag = CanonicalLanguageTag(name)) {
        settings_->languages_.push_back(*tag);
      } else {
        Complain(value, "\"" + name + "\" is no language tag such as en or pt-BR");
      }
    }
  }

  std::vector<std::string> Texts(const YamlValue& value) {
    std::vector<std::string> texts;
    if (value.kind != Kind::kList) {
      Complain(value, "\"" + value.key + "\" must be a list");
      return texts;
    }
    for (const YamlValue& item : value.children) {
      if (item.kind == Kind::kScalar) {
        texts.push_back(CollapseWhiteSpace(item.scalar));
      } else {
        Complain(item, "\"" + value.key + "\" must be a list of texts");
      }
    }
    return texts;
  }

  CheckSettings* const settings_;
  std::vector<Diagnostic>* const diagnostics_;
};

CheckSettings CheckSettings::Read(std::string_view yaml, std::vector<Diagnostic>* diagnostics) {
  CheckSettings settings;
  SettingsReader reader(&settings, diagnostics);
  YamlProblem problem;
  YamlValue place;
  if (const auto root = ReadYamlValue(yaml, &problem)) {
    reader.Read(*root);
  } else {
    place.line = problem.line;
    reader.Complain(place, problem.message);
  }
  return settings;
}

template <typename Says>
auto CheckSettings::Last(std::string_view rule, std::string_view path, const Says& says) const {
  decltype(says(RuleChoice())) last;
  const auto look = [&](const RuleChoices& choices) {
    const auto found = choices.find(rule);
    if (found == choices.end()) return;
    if (auto said = says(found->second)) last = said;
  };
  look(rules_);
  for (const auto& [pattern, choices] : paths_) {
    if (choices.contains(rule) && MatchesPath(pattern, path)) look(choices);
  }
  return last;
}

bool CheckSettings::IsOn(std::string_view rule, std::string_view path) const {
  return Last(rule, path, [](const RuleChoice& choice) { return choice.is_on; }).value_or(true);
}

std::optional<Severity> CheckSettings::SeverityOf(std::string_view rule,
                                                  std::string_view path) const {
  return Last(rule, path, [](const RuleChoice& choice) { return choice.severity; });
}

int CheckSettings::Number(std::string_view rule, std::string_view option,
                          std::string_view path) const {
  const auto said = Last(rule, path, [&](const RuleChoice& choice) {
    const auto found = choice.numbers.find(option);
    return found == choice.numbers.end() ? std::optional<int>() : std::optional<int>(found->second);
  });
  if (said) return *said;
  const Rule* known = FindRule(rule);
  const RuleOption* initial = known == nullptr ? nullptr : FindOption(*known, option);
  return initial == nullptr ? 0 : initial->initial;
}

}  // namespace zeroline
