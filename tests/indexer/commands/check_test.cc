#include "indexer/commands/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "indexer/check/rules.h"
#include "indexer/commands/check_command.h"
#include "indexer/commands/commands.h"
#include "tests/indexer/commands/built_tree.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Page;

class CheckTest : public testing::BuiltTree {
 protected:
  CheckTest() {
    check_.build = options_;
    check_.today = std::chrono::year(2030) / std::chrono::January / std::chrono::day(31);
  }

  std::vector<std::string> Found() {
    check_.build = options_;
    Progress silent(nullptr);
    const Result<CheckReport> report = RunCheck(check_, &silent);
    EXPECT_TRUE(report) << report.error().message;
    std::vector<std::string> texts;
    for (const Diagnostic& finding : report->findings) texts.push_back(ToText(finding));
    return texts;
  }

  void RunGit(const std::string& arguments) {
    const std::string command = "git -c user.name=w -c user.email=w@example.com -C '" +
                                (tree_.path() / "articles").string() + "' " + arguments +
                                " >/dev/null 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
  }

  CheckOptions check_;
};

TEST_F(CheckTest, FindsNothingInASoundTree) {
  Write("en/vpn/setup.md", Page("Set up", "## Steps\n\nSee [the office](../office.md#door)."));
  Write("en/office.md", Page("Office", "## Door {#door}\n\nOpen it."));
  EXPECT_THAT(Found(), IsEmpty());
}

TEST_F(CheckTest, PointsAtLinkImageAndAnchor) {
  Write("en/a.md", Page("A",
                        "Zażółć [office](ofice.md) and ![pic](gone.png) and\n"
                        "> [door](office.md#dor), <a href=\"office.md#gate\">gate</a>"));
  Write("en/office.md", Page("Office", "## Door {#door}\n\nOpen it."));
  EXPECT_THAT(Found(),
              ElementsAre("en/a.md:5:8: warning: there is no article /en/ofice; perhaps /en/office "
                          "[broken-link]",
                          HasSubstr("en/a.md:5:31: warning: there is no file en/gone.png"),
                          "en/a.md:6:3: warning: /en/office has no anchor #dor; perhaps #door "
                          "[broken-anchor]",
                          HasSubstr("en/a.md:6:26: warning: /en/office has no anchor #gate")));
}

TEST_F(CheckTest, SuggestsTheArticleThatAnAddressOfAnotherSiteNames) {
  Write("en/a.md", Page("A", "[reset](/Support/reset-password#x)"));
  Write("en/accounts/reset-password.md", Page("Reset", "x"));
  EXPECT_THAT(Found(), ElementsAre(HasSubstr("; perhaps en/accounts/reset-password.md")));
  Write("en/accounts/reset-password.md", Page("Reset", "x", "audience: internal\n"));
  EXPECT_THAT(Found(), ElementsAre(Not(HasSubstr("perhaps"))));
}

TEST_F(CheckTest, PointsAtKeysOfTheFrontMatter) {
  Write("en/a.md", Page("A", "x", "deflect: maybe\nreview_by: 2029-01-01\n"));
  EXPECT_THAT(Found(), ElementsAre(HasSubstr("en/a.md:3:1: warning: \"deflect\""),
                                   HasSubstr("en/a.md:4:1: warning: the review was due")));
}

TEST_F(CheckTest, FollowsSettingsAndSilences) {
  Write("en/a.md", Page("A",
                        "<!-- zeroline-check disable-next-line broken-link: comes soon -->\n"
                        "[one](one.md)\n\n[two](two.md) [here](b.md)"));
  Write("en/b.md", Page("B", "[here](a.md)", "check: {disable: {vague-link-text: a joke}}\n"));
  Write("check.yaml",
        "rules: {broken-link: error, speling: off}\npaths: {\"en/a.md\": {vague-link-text: off}}");
  EXPECT_THAT(Found(), ElementsAre("check.yaml:1:29: error: there is no rule \"speling\"; perhaps "
                                   "spelling [check-settings]",
                                   HasSubstr("en/a.md:8:1: error: there is no article /en/two")));
}

TEST_F(CheckTest, TellsErrorsWhateverTheSettingsSay) {
  Write("en/a.md", Page("A", "x", "id: one\n"));
  Write("en/b.md", Page("B", "x", "id: one\n"));
  Write("check.yaml", "rules: {duplicate-id: off}");
  EXPECT_THAT(Found(), ElementsAre(HasSubstr("en/b.md: error: the id \"one\"")));
}

TEST_F(CheckTest, ReadsTheProjectsWords) {
  const std::string plain =
      "Please restart the computer before calling support about this problem. "
      "Every printer needs power and paper. ";
  Write("en/a.md", Page("A", plain + "The recieve daemon."));
  EXPECT_THAT(Found(), ElementsAre(HasSubstr("\"recieve\" is probably misspelt")));
  Write("words/en.txt", "recieve\n");
  EXPECT_THAT(Found(), IsEmpty());
}

TEST_F(CheckTest, ShowsOnlyWhatIsAskedFor) {
  Write("en/a.md", Page("A", "[here](b.md) [x](gone.md)"));
  Write("en/b.md", Page("B", "[here](a.md)"));
  check_.rules = {"vague-link-text"};
  EXPECT_THAT(Found(), ElementsAre(HasSubstr("en/a.md:5:1"), HasSubstr("en/b.md:5:1")));
  check_.paths = {"en/b*"};
  EXPECT_THAT(Found(), ElementsAre(HasSubstr("en/b.md")));
  check_.rules = {"vague-link"};
  Progress silent(nullptr);
  const Result<CheckReport> report = RunCheck(check_, &silent);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(report.error().message, HasSubstr("perhaps vague-link-text"));
}

TEST_F(CheckTest, ShowsWhatChangedSinceACommit) {
  Write("en/a.md", Page("A", "[x](gone.md)"));
  Write("en/b.md", Page("B", "[x](gone.md)"));
  RunGit("init");
  RunGit("add -A");
  RunGit("commit -m one");
  Write("en/b.md", Page("B", "[y](gone.md)"));
  Write("en/новая.md", Page("C", "[z](gone.md)"));
  check_.changed_since = "HEAD";
  EXPECT_THAT(Found(), ElementsAre(HasSubstr("en/b.md:5:1"), HasSubstr("en/новая.md:5:1")));
  for (const char* commit : {"no-such-commit", "--help", ""}) {
    check_.changed_since = commit;
    Progress silent(nullptr);
    EXPECT_EQ(RunCheck(check_, &silent).has_value(), check_.changed_since.empty()) << commit;
  }
}

TEST_F(CheckTest, ChecksWhatIsPublishedOnly) {
  Write("en/a.md", Page("A", "[here](a.md)", "status: draft\n"));
  Write("en/b.md", Page("B", "x"));
  EXPECT_THAT(Found(), IsEmpty());
}

TEST_F(CheckTest, EndsWithAStatusThatScriptsCanUse) {
  CheckCommand command;
  command.format = "json";
  command.output = tree_.path() / "findings.json";
  const auto status = [&] {
    command.options.build = options_;
    return RunCheckCommand(command);
  };
  Write("en/a.md", Page("A", "[x](gone.md)"));
  EXPECT_EQ(status(), kExitDone);
  EXPECT_THAT(tree_.Read("findings.json"), HasSubstr("broken-link"));
  command.is_strict = true;
  EXPECT_EQ(status(), kExitFailed);
  Write("check.yaml", "rules: {broken-link: note}");
  EXPECT_EQ(status(), kExitDone);
  Write("check.yaml", "rules: {broken-link: error}");
  command.is_strict = false;
  EXPECT_EQ(status(), kExitFailed);
  command.options.rules = {"no-such-rule"};
  EXPECT_EQ(status(), kExitUsage);
  command.options.rules.clear();
  command.output = tree_.path() / "no" / "such" / "folder.json";
  EXPECT_EQ(status(), kExitFailed);
  options_.articles.clear();
  EXPECT_EQ(status(), kExitUsage);
}

// Every name that stands as the rule of a finding in the sources of the indexer.
std::set<std::string> RulesInSources() {
  const std::regex reported(
      "(?:Severity::k[A-Z][a-z]+,[^;\"]*?|Warn\\(|Reject\\(i, |InputProblem\\{[^\"]*?|"
      "target\\.rule = |Finding\\(\\s*|kRule\\[?\\]? = )\"([a-z]+(?:-[a-z]+)*)\"");
  std::set<std::string> rules;
  const std::filesystem::path root = std::filesystem::path(ZEROLINE_SOURCE_DIR) / "indexer";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".cc") continue;
    std::ifstream in(entry.path());
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    for (std::sregex_iterator at(text.begin(), text.end(), reported), end; at != end; ++at) {
      rules.insert((*at)[1]);
    }
  }
  return rules;
}

TEST(RulesTest, HoldEveryRuleThatARoomReports) {
  const std::set<std::string> rules = RulesInSources();
  EXPECT_GT(rules.size(), 30u);
  for (const std::string& rule : rules) EXPECT_NE(FindRule(rule), nullptr) << rule;
}

}  // namespace
}  // namespace zeroline
