#include "indexer/commands/check_output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "indexer/check/rules.h"

namespace zeroline {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

CheckReport Report() {
  CheckReport report;
  report.files = 3;
  report.findings = {
      {Severity::kError, "en/a b.md", 0, "duplicate-id", "the id \"x\" is taken", 0},
      {Severity::kWarning, "en/ż,1.md", 7, "broken-link", "100 % wrong:\nsee /en/y", 12},
      {Severity::kNote, "en/c.md", 2, "missing-summary", "no summary", 0},
  };
  return report;
}

TEST(CheckTextTest, PrintsPathsThatATerminalOpensAndCounts) {
  EXPECT_EQ(CheckText(Report(), "articles/", {}),
            "articles/en/a b.md: error: the id \"x\" is taken [duplicate-id]\n"
            "articles/en/ż,1.md:7:12: warning: 100 % wrong: see /en/y [broken-link]\n"
            "articles/en/c.md:2: note: no summary [missing-summary]\n"
            "\n"
            "       1  broken-link\n"
            "       1  duplicate-id\n"
            "       1  missing-summary\n"
            "\n"
            "1 error, 1 warning, 1 note in 3 files\n");
  EXPECT_EQ(CheckText(CheckReport(), "", {}), "0 errors, 0 warnings, 0 notes in 0 files\n");
}

TEST(CheckTextTest, ExplainsEachRuleOnceAndColorsTheSeverity) {
  CheckReport report = Report();
  report.findings.push_back(report.findings[1]);
  TextStyle style;
  style.explains = true;
  const std::string text = CheckText(report, "", style);
  const std::string why = "    why:  The reader who needs the next step meets an error page.\n";
  ASSERT_THAT(text, HasSubstr(why));
  EXPECT_EQ(text.find(why), text.rfind(why));
  EXPECT_THAT(text, Not(HasSubstr("\033")));
  style.is_colored = true;
  EXPECT_THAT(CheckText(report, "", style), HasSubstr("\033[1;31merror:\033[0m the id"));
}

TEST(CheckTextTest, LetsNoFileNameSteerTheTerminal) {
  CheckReport report;
  report.findings = {{Severity::kWarning, "en/\033[2J.md", 1, "image", "x\ry", 0}};
  EXPECT_THAT(CheckText(report, "", {}), Not(HasSubstr("\033")));
}

TEST(CheckJsonTest, HoldsPlaceWhyAndMend) {
  const json found = json::parse(CheckJson(Report()));
  EXPECT_EQ(found["errors"], 1);
  EXPECT_EQ(found["warnings"], 1);
  EXPECT_EQ(found["notes"], 1);
  EXPECT_EQ(found["files"], 3);
  ASSERT_EQ(found["diagnostics"].size(), 3u);
  const json& link = found["diagnostics"][1];
  EXPECT_EQ(link["severity"], "warning");
  EXPECT_EQ(link["path"], "en/ż,1.md");
  EXPECT_EQ(link["line"], 7);
  EXPECT_EQ(link["column"], 12);
  EXPECT_EQ(link["rule"], "broken-link");
  EXPECT_EQ(link["message"], "100 % wrong:\nsee /en/y");
  EXPECT_FALSE(link["why"].get<std::string>().empty());
  EXPECT_FALSE(link["mend"].get<std::string>().empty());
}

TEST(CheckGithubTest, EscapesWhatWouldEndACommand) {
  EXPECT_EQ(CheckGithub(Report(), "docs/articles/"),
            "::error file=docs/articles/en/a b.md,title=duplicate-id::the id \"x\" is taken\n"
            "::warning file=docs/articles/en/ż%2C1.md,line=7,col=12,title=broken-link::100 %25 "
            "wrong:%0Asee /en/y\n"
            "::notice file=docs/articles/en/c.md,line=2,title=missing-summary::no summary\n");
}

// The properties of SARIF 2.1.0 that we write, by the path of their object, as sections 3.13 to
// 3.52 of the standard define them. Its schema allows no others there.
const std::map<std::string, std::set<std::string>>& KnownProperties() {
  static const auto* const known = new std::map<std::string, std::set<std::string>>{
      {"", {"$schema", "version", "runs"}},
      {"runs", {"tool", "originalUriBaseIds", "columnKind", "results"}},
      {"runs.tool", {"driver"}},
      {"runs.tool.driver", {"name", "rules", "informationUri", "version"}},
      {"runs.tool.driver.rules",
       {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"}},
      {"runs.tool.driver.rules.shortDescription", {"text"}},
      {"runs.tool.driver.rules.fullDescription", {"text"}},
      {"runs.tool.driver.rules.help", {"text"}},
      {"runs.tool.driver.rules.defaultConfiguration", {"level"}},
      {"runs.originalUriBaseIds", {"ARTICLES"}},
      {"runs.originalUriBaseIds.ARTICLES", {"uri"}},
      {"runs.results", {"ruleId", "ruleIndex", "level", "message", "locations"}},
      {"runs.results.message", {"text"}},
      {"runs.results.locations", {"physicalLocation"}},
      {"runs.results.locations.physicalLocation", {"artifactLocation", "region"}},
      {"runs.results.locations.physicalLocation.artifactLocation", {"uri", "uriBaseId"}},
      {"runs.results.locations.physicalLocation.region", {"startLine", "startColumn"}},
  };
  return *known;
}

void ExpectKnown(const json& value, const std::string& path) {
  if (value.is_array()) {
    for (const json& item : value) ExpectKnown(item, path);
  } else if (value.is_object()) {
    const auto known = KnownProperties().find(path);
    ASSERT_NE(known, KnownProperties().end()) << path;
    for (const auto& [key, inner] : value.items()) {
      EXPECT_TRUE(known->second.contains(key)) << path << "." << key;
      ExpectKnown(inner, path.empty() ? key : path + "." + key);
    }
  }
}

TEST(CheckSarifTest, KeepsToTheStandard) {
  const json log = json::parse(CheckSarif(Report(), "/srv/my articles"));
  ExpectKnown(log, "");
  EXPECT_EQ(log["version"], "2.1.0");
  ASSERT_EQ(log["runs"].size(), 1u);
  const json& run = log["runs"][0];
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  EXPECT_EQ(run["originalUriBaseIds"]["ARTICLES"]["uri"], "file:///srv/my%20articles/");
  const json& rules = run["tool"]["driver"]["rules"];
  EXPECT_EQ(rules.size(), AllRules().size());
  const std::set<std::string> levels = {"none", "note", "warning", "error"};
  for (const json& rule : rules) {
    EXPECT_TRUE(levels.contains(rule["defaultConfiguration"]["level"]));
  }
  ASSERT_EQ(run["results"].size(), 3u);
  for (const json& result : run["results"]) {
    EXPECT_TRUE(levels.contains(result["level"]));
    EXPECT_EQ(rules[result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
    EXPECT_FALSE(result["message"]["text"].get<std::string>().empty());
  }
}

TEST(CheckSarifTest, PointsAtFilesRelativeToTheArticles) {
  const json log = json::parse(CheckSarif(Report(), "/a/"));
  const json& results = log["runs"][0]["results"];
  const auto place = [&](std::size_t i) { return results[i]["locations"][0]["physicalLocation"]; };
  EXPECT_EQ(place(0)["artifactLocation"]["uri"], "en/a%20b.md");
  EXPECT_EQ(place(0)["artifactLocation"]["uriBaseId"], "ARTICLES");
  EXPECT_FALSE(place(0).contains("region"));
  EXPECT_EQ(place(1)["artifactLocation"]["uri"], "en/%C5%BC%2C1.md");
  EXPECT_EQ(place(1)["region"]["startLine"], 7);
  EXPECT_EQ(place(1)["region"]["startColumn"], 12);
  EXPECT_FALSE(place(2)["region"].contains("startColumn"));
}

}  // namespace
}  // namespace zeroline
