#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/check/checked_article.h"
#include "tests/indexer/check/checked.h"

namespace zeroline {
namespace {

using testing::CheckedTree;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Places;

std::vector<Diagnostic> Find(const CheckedTree& tree) {
  std::vector<Diagnostic> findings;
  for (const CheckedArticle& checked : tree.All()) {
    CheckStructure(checked, &findings);
    CheckWording(checked, &findings);
    CheckFields(checked, &findings);
  }
  return findings;
}

std::vector<Diagnostic> FindIn(std::string_view content, std::string_view settings = "") {
  CheckedTree tree;
  tree.set_settings(settings);
  tree.Add("en/guide/page.md", content);
  return Find(tree);
}

struct Case {
  const char* name;
  std::string body;
  std::vector<std::string> want;  // lines count from the body's
};

void Expect(const std::vector<Case>& cases) {
  for (const Case& test : cases) {
    EXPECT_THAT(Places(FindIn(test.body)), ElementsAreArray(test.want)) << test.name;
  }
}

std::string Repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(StructureRulesTest, FollowTheOutline) {
  Expect({
      {"sound", "# T\n\nx\n\n## A\n\nx\n\n### B\n\nx\n\n## C\n\nx\n", {}},
      {"skips a level", "## A\n\nx\n\n#### B\n\nx\n", {"5:1 heading-order"}},
      {"skips at once", "### A\n\nx\n", {"1:1 heading-order"}},
      {"tells only the first skip",
       "## A\n\n#### B\n\nx\n\n###### C\n\nx\n",
       {"3:1 heading-order"}},
      {"two titles", "# A\n\nx\n\n# B\n\nx\n\n# C\n\nx\n", {"5:1 heading-order"}},
      {"the same heading beside", "## A\n\nx\n\n## a\n\nx\n", {"5:1 duplicate-heading"}},
      {"the same heading elsewhere", "## A\n\n### S\n\nx\n\n## B\n\n### S\n\nx\n", {}},
  });
}

TEST(StructureRulesTest, FindEmptySections) {
  Expect({
      {"empty between", "## A\n\n## B\n\nx\n", {"1:1 empty-section"}},
      {"empty at the end", "## A\n\nx\n\n## B\n", {"5:1 empty-section"}},
      {"only a comment", "## A\n\n<!-- later -->\n\n## B\n\nx\n", {"1:1 empty-section"}},
      {"subsections are content", "## A\n\n### B\n\nx\n", {}},
      {"a title needs none", "# T\n\n# S\n\nx\n", {"3:1 heading-order"}},
      {"code, image, table", "## A\n\n`x`\n\n## B\n\n![p](p.png)\n\n## C\n\n|a|\n|-|\n|b|\n", {}},
  });
}

TEST(StructureRulesTest, MeasureLength) {
  const std::string words = Repeated("one two ", 450) + "\n\n";
  Expect({
      {"a long stretch", "## A\n\n" + words, {"1:1 long-section"}},
      {"before the first heading", words + "## A\n\nx\n", {"1:1 long-section"}},
      {"divided",
       "## A\n\n" + Repeated("one two ", 250) + "\n\n## B\n\n" + Repeated("one two ", 250),
       {}},
      {"a long list", Repeated("1. step\n", 21), {"1:1 long-list"}},
      {"twenty steps", Repeated("1. step\n", 20), {}},
      {"a list of links", Repeated("- [one two three](https://example.com/a)\n", 400), {}},
  });
  std::string parts;
  for (int i = 0; i < 5; ++i)
    parts += "## S" + std::to_string(i) + "\n\n" + Repeated("one two ", 350) + "\n\n";
  EXPECT_THAT(Places(FindIn(parts)), ElementsAreArray({"0:0 long-article"}));
  EXPECT_THAT(FindIn(parts, "rules: {long-article: {max_words: 4000}}"), IsEmpty());
}

TEST(StructureRulesTest, CountsTwoChineseCharactersAsAWord) {
  EXPECT_EQ(CountWords("one two  three\nfour"), 4u);
  EXPECT_EQ(CountWords("打印机没有反应"), 3u);
  EXPECT_EQ(CountWords("重启 Windows 电脑"), 3u);
  EXPECT_EQ(CountWords(""), 0u);
}

TEST(WordingRulesTest, LookAtLinksAndImages) {
  Expect({
      {"nothing to see", "go [](https://example.com) on\n", {"1:4 empty-link"}},
      {"an image is a text", "[![Download](d.png)](https://example.com)\n", {}},
      {"says only here", "Press [here](a.md).\n", {"1:7 vague-link-text"}},
      {"in any language",
       "[Tutaj](a.md), [здесь,](b.md) [点击这里](c.md)\n",
       {"1:1 vague-link-text", "1:16 vague-link-text", "1:31 vague-link-text"}},
      {"a word more", "[Here is the form](a.md)\n", {}},
      {"no alternative",
       "![](a.png) and <img src=\"b.png\">\n",
       {"1:1 missing-alt-text", "1:16 missing-alt-text"}},
      {"decoration", "<img src=\"b.png\" alt=\"\">\n", {}},
  });
}

TEST(WordingRulesTest, FindsMarkersThatReadersSee) {
  Expect({
      {"todo", "Step one. TODO: step two.\n", {"1:11 todo-marker"}},
      {"part of a word", "MyTODOs and `TODO`\n", {}},
      {"hidden", "text <!-- TODO -->\n", {}},
  });
}

TEST(WordingRulesTest, FindsRepeatedWords) {
  Expect({
      {"in a line", "Open the the menu.\n", {"1:10 repeated-word"}},
      {"over a line end", "Open the\nthe menu.\n", {"2:1 repeated-word"}},
      {"with a mark between", "Is it on? on, then.\n", {}},
      {"a name in markup", "Press Settings **Settings**.\n", {}},
      {"part of a name", "auto_increment increment\n", {}},
      {"a unit", "5 Мбит/с с запасом, и и\n", {}},
      {"words that may", "I know that that had had effect.\n", {}},
      {"digits of a pattern", "ddd ddd\n", {}},
      {"code between", "Run `the` the tool.\n", {}},
      {"cyrillic", "нажмите кнопку кнопку\n", {"1:16 repeated-word"}},
  });
}

TEST(FieldRulesTest, RemindOfReviews) {
  const std::vector<std::pair<const char*, std::vector<std::string>>> cases = {
      {"2030-01-31", {}},
      {"2030-01-30", {"3:1 overdue-review"}},
      {"2029-12-31T00:00:00Z", {"3:1 overdue-review"}},
      {"2030-02-30", {"3:1 review-date"}},
      {"next year", {"3:1 review-date"}},
      {"31.01.2030", {"3:1 review-date"}},
  };
  for (const auto& [date, want] : cases) {
    const std::string content =
        "---\ntitle: T\nreview_by: \"" + std::string(date) + "\"\nowner: desk\n---\n\nx\n";
    EXPECT_THAT(Places(FindIn(content)), ElementsAreArray(want)) << date;
  }
  const auto findings = FindIn("---\ntitle: T\nreview_by: 2030-01-30\nowner: desk\n---\n\nx\n");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_THAT(findings[0].message, HasSubstr("1 day ago (owner: desk)"));
}

TEST(FieldRulesTest, MeasureTheSummaryInCharacters) {
  const auto article = [](int count) {
    return "---\ntitle: T\nsummary: " + Repeated("ж", count) + "\n---\n\nx\n";
  };
  EXPECT_THAT(FindIn(article(320)), IsEmpty());
  EXPECT_THAT(Places(FindIn(article(321))), ElementsAreArray({"3:1 long-summary"}));
}

TEST(ArticleRulesTest, AreFollowedOnlyWhereTheTreeWantsThem) {
  CheckedTree tree;
  tree.set_settings("rules: {vague-link-text: off}\npaths: {\"*/b.md\": {vague-link-text: on}}");
  tree.Add("en/a.md", "[here](b.md)\n");
  tree.Add("en/b.md", "[here](a.md)\n");
  EXPECT_THAT(testing::Files(Find(tree)), ElementsAreArray({"en/b.md vague-link-text"}));
}

}  // namespace
}  // namespace zeroline
