#include "indexer/check/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/check/path_pattern.h"
#include "indexer/check/rules.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Problems(std::string_view yaml) {
  std::vector<Diagnostic> problems;
  CheckSettings::Read(yaml, &problems);
  std::vector<std::string> texts;
  for (const Diagnostic& problem : problems) texts.push_back(ToText(problem));
  return texts;
}

TEST(CheckSettingsTest, LaterPatternsWin) {
  std::vector<Diagnostic> problems;
  const CheckSettings settings = CheckSettings::Read(
      "rules:\n  spelling: off\n  long-article: {severity: error, max_words: 10}\n"
      "paths:\n  \"en/**\": {spelling: note}\n  \"en/log/*\": {spelling: off}\n"
      "languages: [EN, pt-br]\ntags: [vpn]\n",
      &problems);
  EXPECT_THAT(problems, IsEmpty());
  EXPECT_FALSE(settings.IsOn("spelling", "pl/a.md"));
  EXPECT_TRUE(settings.IsOn("spelling", "en/x/a.md"));
  EXPECT_EQ(settings.SeverityOf("spelling", "en/x/a.md"), Severity::kNote);
  EXPECT_FALSE(settings.IsOn("spelling", "en/log/a.md"));
  EXPECT_TRUE(settings.IsOn("broken-link", "en/a.md"));
  EXPECT_EQ(settings.SeverityOf("long-article", "en/a.md"), Severity::kError);
  EXPECT_EQ(settings.Number("long-article", "max_words", "en/a.md"), 10);
  EXPECT_EQ(settings.Number("long-list", "max_steps", "en/a.md"), 20);
  EXPECT_THAT(settings.languages(), ElementsAre("en", "pt-BR"));
  EXPECT_THAT(settings.tags(), ElementsAre("vpn"));
}

TEST(CheckSettingsTest, SaysWhichKeyWasMeant) {
  EXPECT_THAT(Problems("rule: {}"),
              ElementsAre("check.yaml:1:1: error: there is no key \"rule\"; perhaps rules "
                          "[check-settings]"));
  EXPECT_THAT(Problems("rules:\n  speling: off"),
              ElementsAre("check.yaml:2:3: error: there is no rule \"speling\"; perhaps spelling "
                          "[check-settings]"));
  EXPECT_THAT(Problems("rules: {long-article: {max_word: 3}}"),
              ElementsAre("check.yaml:1:24: error: the rule long-article has no option "
                          "\"max_word\"; perhaps max_words [check-settings]"));
  EXPECT_THAT(Problems("rules: {spelling: warnin}"),
              ElementsAre("check.yaml:1:9: error: \"warnin\" must be off, on, note, warning or "
                          "error; perhaps warning [check-settings]"));
}

TEST(CheckSettingsTest, RefusesWhatItCannotFollow) {
  for (const char* yaml :
       {"rules: [", "- a", "rules: 3", "rules: {spelling: [off]}",
        "rules: {long-list: {max_steps: 0}}", "rules: {long-list: {max_steps: many}}", "tags: vpn",
        "tags: [{a: b}]", "languages: [klingonish]", "paths: [a]"}) {
    EXPECT_EQ(Problems(yaml).size(), 1u) << yaml;
  }
  EXPECT_THAT(Problems(""), IsEmpty());
  EXPECT_THAT(Problems("rules:\n"), IsEmpty());
}

TEST(PathPatternTest, KeepsStarsInsideAFolder) {
  const struct {
    const char* pattern;
    const char* path;
    bool want;
  } cases[] = {
      {"en/a.md", "en/a.md", true},
      {"en/a.md", "en/a.mdx", false},
      {"en/*.md", "en/a.md", true},
      {"en/*.md", "en/x/a.md", false},
      {"en/**", "en/x/a.md", true},
      {"*/archive/**", "pl/archive/x/y.md", true},
      {"*/archive/**", "pl/x.md", false},
      {"**/a.md", "en/x/a.md", true},
      {"en/?.md", "en/a.md", true},
      {"en?a.md", "en/a.md", false},
      {"*", "", true},
      {"", "", true},
      {"", "a", false},
  };
  for (const auto& test : cases) {
    EXPECT_EQ(MatchesPath(test.pattern, test.path), test.want)
        << test.pattern << " on " << test.path;
  }
}

TEST(RulesTest, AreOrderedNamedOnceAndExplained) {
  std::string last;
  for (const Rule& rule : AllRules()) {
    EXPECT_LT(last, rule.name);
    last = rule.name;
    EXPECT_FALSE(rule.finds.empty() || rule.why.empty() || rule.mend.empty()) << rule.name;
    EXPECT_NE(rule.finds.back(), '.') << rule.name;
    EXPECT_NE(rule.why.back(), '.') << rule.name;
    EXPECT_NE(rule.mend.back(), '.') << rule.name;
    EXPECT_EQ(FindRule(rule.name), &rule);
  }
  EXPECT_EQ(FindRule("no-such-rule"), nullptr);
  EXPECT_EQ(NearestRule("borken-link"), "broken-link");
}

}  // namespace
}  // namespace zeroline
