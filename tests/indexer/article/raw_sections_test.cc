#include "indexer/article/raw_sections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/indexer/article/parse.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;

RawSections Split(const std::string& content) {
  return SplitSections(content).value_or(RawSections{});
}

// "level:line" of each section.
std::vector<std::string> Outline(const std::string& content) {
  std::vector<std::string> outline;
  for (const RawSection& section : Split(content).sections) {
    outline.push_back(std::to_string(section.level) + ":" + std::to_string(section.line));
  }
  return outline;
}

TEST(RawSectionsTest, BeginsASectionAtEveryHeadingOfThePage) {
  const struct {
    const char* name;
    const char* content;
    std::vector<std::string> want;
  } kCases[] = {
      {"nothing", "", {}},
      {"blank", "\n  \n", {}},
      {"text alone", "Words.\n", {"0:1"}},
      {"front matter", "---\ntitle: T\n---\n\nWords.\n\n## A\n", {"0:4", "2:7"}},
      {"no beginning", "# A\n\nWords.\n### B", {"1:1", "3:4"}},
      {"line ends and byte-order mark", "\xef\xbb\xbf# A\r\n\r\n## B\r\n", {"1:1", "2:3"}},
      {"underlined", "Words.\n\nA\nlong one\n===\nWords.\n\nB\n---\n", {"0:1", "1:3", "2:8"}},
      {"no headings", "#a\n\n####### b\n\n    # c\n\n\\# d\n", {"0:1"}},
      {"rules", "Words.\n\n---\n\n- item\n---\n\n> quote\n---\n", {"0:1"}},
      {"code", "```\n# a\n~~~\n```\n# B\n~~~~ sh\n# c\n~~~\n~~~~\n", {"0:1", "1:5"}},
      {"code in a list", "- a\n\n  ```sh\n  # b\n  ```\n\n## C\n", {"0:1", "2:7"}},
      {"comment", "<!--\n# a\n-->\n# B\n<!-- c --> words\n# D\n", {"1:4", "1:6"}},
      {"closing marks", "## A ##\n", {"2:1"}},
  };
  for (const auto& c : kCases) EXPECT_EQ(Outline(c.content), c.want) << c.name;
}

TEST(RawSectionsTest, WhiteSpaceCommentsAndAnchorsAreNoDifference) {
  const RawSections a = Split("Words of  it.\n\n## A\nMore `code`.\n");
  const RawSections b =
      Split("---\ntags: [x]\n---\n<!-- b -->\nWords\nof it.\n## A {#a}\n\nMore <!-- c -->`code`.");
  ASSERT_EQ(a.sections.size(), 2u);
  ASSERT_EQ(b.sections.size(), 2u);
  EXPECT_EQ(a.sections[0].hash, b.sections[0].hash);
  EXPECT_EQ(a.sections[1].hash, b.sections[1].hash);
  EXPECT_EQ(a.body, b.body);
  const RawSections other = Split("Words of it.\n\n## A\nMore code.\n");
  EXPECT_EQ(a.sections[0].hash, other.sections[0].hash);
  EXPECT_NE(a.sections[1].hash, other.sections[1].hash);
  EXPECT_NE(a.body, other.body);
}

TEST(RawSectionsTest, TheOrderOfSectionsIsPartOfTheBody) {
  EXPECT_NE(Split("# A\n\n# B\n").body, Split("# B\n\n# A\n").body);
}

TEST(RawSectionsTest, ReadsTheStamp) {
  EXPECT_EQ(Split("---\noriginal_version: 0A1b2c3d\n---\n").original_version, "0a1b2c3d");
  EXPECT_EQ(Split("---\noriginal_version: \"12345678\"\n---\n").original_version, "12345678");
  EXPECT_EQ(Split("---\noriginal_version: soon\n---\n").original_version, "");
  EXPECT_FALSE(SplitSections("---\na: [\n---\nWords.\n"));
}

// What the page has for sections, and what the file's lines show.
TEST(RawSectionsTest, MatchesTheOutlineOfThePage) {
  const struct {
    const char* name;
    const char* content;
    bool matches;
  } kCases[] = {
      {"plain", "---\ntitle: T\n---\nWords.\n\n## A\n\n### B\n", true},
      {"title above text", "# T\n\nWords.\n\n## A\n", true},
      {"title above a heading", "# T\n\n## A\n\nWords.\n", true},
      {"words above the title", "Words.\n\n# T\n\nMore.\n\n## A\n", true},
      {"another title", "---\ntitle: T\n---\n# Other\n\nWords.\n\n## A\n", true},
      {"a heading in a quote", "---\ntitle: T\n---\n> # A\n\nWords.\n", false},
      {"raw HTML", "---\ntitle: T\n---\n<h2>A</h2>\n\nWords.\n", false},
  };
  for (const auto& c : kCases) {
    const ParsedArticle parsed = Parse(c.content);
    ASSERT_TRUE(parsed.article) << c.name;
    std::vector<int> levels;
    for (const ArticleSection& section : parsed.article->sections) levels.push_back(section.level);
    const auto matched = MatchOutline(Split(c.content).sections, levels);
    EXPECT_EQ(matched.has_value(), c.matches) << c.name;
    EXPECT_EQ(matched ? matched->size() : levels.size(), levels.size()) << c.name;
  }
}

TEST(RawSectionsTest, AStampThatIsNoneIsReportedAndIgnored) {
  EXPECT_THAT(FindingsOf("---\ntitle: T\noriginal_version: yes\n---\nWords.\n"),
              ElementsAre("3 front-matter"));
  const ParsedArticle parsed = Parse("---\ntitle: T\noriginal_version: 0011AAff\n---\nWords.\n");
  ASSERT_TRUE(parsed.article);
  EXPECT_EQ(parsed.article->original_version, "0011aaff");
}

}  // namespace
}  // namespace zeroline
