#include "indexer/check/silence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/indexer/check/checked.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Places;

Diagnostic At(int line, const std::string& rule, Severity severity = Severity::kWarning) {
  return {severity, "en/a.md", line, rule, "m", 1};
}

std::vector<Diagnostic> Apply(std::string_view content, std::vector<Diagnostic> findings,
                              std::string_view off = "none") {
  const Manuscript manuscript = *ReadManuscript(SourceFile(), content);
  ApplySilences(
      ReadSilences(manuscript, "en/a.md"), [&](std::string_view rule) { return rule != off; },
      "en/a.md", &findings);
  return findings;
}

TEST(SilenceTest, CoversTheNextLineOnly) {
  const char* content = "a\n<!-- zeroline-check disable-next-line spelling: a name -->\nb\nc\n";
  EXPECT_THAT(Places(Apply(content, {At(1, "spelling"), At(3, "spelling"), At(3, "broken-link"),
                                     At(4, "spelling")})),
              ElementsAre("1:1 spelling", "3:1 broken-link", "4:1 spelling"));
}

TEST(SilenceTest, CoversUntilItIsEnabledAgain) {
  const char* content =
      "<!-- zeroline-check disable spelling, todo-marker: a log -->\n\na\n\n"
      "<!-- zeroline-check enable spelling -->\n\nb\n";
  EXPECT_THAT(Places(Apply(content, {At(3, "spelling"), At(3, "todo-marker"), At(7, "spelling"),
                                     At(7, "todo-marker")})),
              ElementsAre("7:1 spelling"));
}

TEST(SilenceTest, CoversTheFileFromItsFrontMatter) {
  const char* content = "---\ntitle: T\ncheck:\n  disable:\n    spelling: a glossary\n---\n\na\n";
  EXPECT_THAT(Apply(content, {At(8, "spelling"), At(0, "spelling")}), IsEmpty());
}

TEST(SilenceTest, CannotHideErrors) {
  const char* content = "<!-- zeroline-check disable duplicate-id: both are right -->\n";
  EXPECT_THAT(Places(Apply(content, {At(0, "duplicate-id", Severity::kError)})),
              ElementsAre("0:1 duplicate-id", "1:1 unused-silence"));
}

TEST(SilenceTest, IsToldIfItSilencesNothingOrGivesNoReason) {
  const auto unused = Apply("<!-- zeroline-check disable spelling: x -->\n", {});
  ASSERT_THAT(Places(unused), ElementsAre("1:1 unused-silence"));
  EXPECT_THAT(unused[0].message, HasSubstr("nothing of spelling"));
  const auto bare = Apply("<!-- zeroline-check disable spelling -->\na\n", {At(2, "spelling")});
  ASSERT_THAT(Places(bare), ElementsAre("1:1 unused-silence"));
  EXPECT_THAT(bare[0].message, HasSubstr("no reason"));
}

TEST(SilenceTest, IsNotBlamedForARuleThatIsOff) {
  EXPECT_THAT(Apply("<!-- zeroline-check disable spelling: x -->\n", {}, "spelling"), IsEmpty());
}

TEST(SilenceTest, SaysWhatItDoesNotUnderstand) {
  const auto problem = [](const std::string& comment) {
    const auto found = Apply("<!-- zeroline-check " + comment + " -->\n", {});
    return found.size() == 1 ? found[0].message : std::to_string(found.size());
  };
  EXPECT_THAT(problem("disable speling: x"), HasSubstr("perhaps spelling"));
  EXPECT_THAT(problem("silence spelling"), HasSubstr("not understood"));
  EXPECT_THAT(problem("disable"), HasSubstr("not understood"));
  EXPECT_THAT(Apply("<!-- zeroline-checks are fine -->\n", {}), IsEmpty());
  EXPECT_THAT(Places(Apply("---\ncheck: no\n---\n", {})), ElementsAre("2:1 unused-silence"));
}

TEST(SilenceTest, IsNoneInsideCode) {
  EXPECT_THAT(Places(Apply("```\n<!-- zeroline-check disable spelling: x -->\n```\nb\n",
                           {At(4, "spelling")})),
              ElementsAre("4:1 spelling"));
}

}  // namespace
}  // namespace zeroline
