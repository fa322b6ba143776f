#include "indexer/article/manuscript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/article/yaml_value.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Manuscript Read(std::string_view content) {
  SourceFile file;
  file.path = "en/guide/page.md";
  file.language = "en";
  std::optional<Manuscript> manuscript = ReadManuscript(file, content);
  EXPECT_TRUE(manuscript.has_value());
  return manuscript.value_or(Manuscript());
}

std::string Text(SourcePlace place) {
  return std::to_string(place.line) + ":" + std::to_string(place.column);
}

// The place at which the manuscript puts the first occurrence of a word.
std::string PlaceOfWord(const Manuscript& manuscript, const std::string& word) {
  for (const ManuscriptText& text : manuscript.texts) {
    const std::size_t at = text.text.find(word);
    if (at != std::string::npos) return Text(manuscript.PlaceIn(text, at, at + word.size()));
  }
  return "nowhere";
}

TEST(ManuscriptTest, PlacesLinksImagesAndHeadings) {
  const Manuscript manuscript = Read(
      "---\ntitle: T\n---\n\n## Zażółć {#go}\n\nŁódź [one](a.md) and\n  ![pic](p.png \"t\") "
      "more.\n\n"
      "- item [two](../b.md#x)\n");
  ASSERT_EQ(manuscript.headings.size(), 1u);
  EXPECT_EQ(manuscript.headings[0].text, "Zażółć");
  EXPECT_EQ(Text(manuscript.headings[0].place), "5:1");
  ASSERT_EQ(manuscript.links.size(), 2u);
  EXPECT_EQ(manuscript.links[0].text, "one");
  EXPECT_EQ(manuscript.links[0].resolved, "en/guide/a");
  EXPECT_EQ(Text(manuscript.links[0].place), "7:6");
  EXPECT_EQ(manuscript.links[1].resolved, "en/b");
  EXPECT_EQ(Text(manuscript.links[1].place), "10:8");
  ASSERT_EQ(manuscript.images.size(), 1u);
  EXPECT_EQ(manuscript.images[0].alternative, "pic");
  EXPECT_EQ(manuscript.images[0].resolved, "en/guide/p.png");
  EXPECT_EQ(Text(manuscript.images[0].place), "8:3");
}

TEST(ManuscriptTest, PlacesWordsBehindMarkupEscapesAndLineEnds) {
  const Manuscript manuscript = Read(
      "First **bold** word \\*and\\* &amp; some `code` follow\n> quoted wrod\n> goes on\n\n"
      "| A | B |\n|---|---|\n| cellone | celltwo |\n\n1. step\n   indented tail\n");
  EXPECT_EQ(PlaceOfWord(manuscript, "bold"), "1:9");
  EXPECT_EQ(PlaceOfWord(manuscript, "follow"), "1:47");
  EXPECT_EQ(PlaceOfWord(manuscript, "wrod"), "2:10");
  EXPECT_EQ(PlaceOfWord(manuscript, "goes"), "3:3");
  EXPECT_EQ(PlaceOfWord(manuscript, "cellone"), "7:3");
  EXPECT_EQ(PlaceOfWord(manuscript, "celltwo"), "7:13");
  EXPECT_EQ(PlaceOfWord(manuscript, "tail"), "10:13");
}

TEST(ManuscriptTest, LeavesOutWhatIsNoProse) {
  const Manuscript manuscript =
      Read("See `rm -rf` at https://example.com/a or <your-domain>.\n\n    code block\n");
  ASSERT_EQ(manuscript.texts.size(), 1u);
  const std::string mark(kObjectMark);
  EXPECT_EQ(manuscript.texts[0].text, "See " + mark + " at " + mark + " or " + mark + ".");
}

TEST(ManuscriptTest, SaysWhichHeadingsHaveContent) {
  const Manuscript manuscript = Read(
      "# A\n\n## Empty\n\n<!-- note -->\n\n## Code\n\n```\nx\n```\n\n## Picture\n\n![](a.png)\n\n"
      "## Html\n\n<table><tr><td>x</td></tr></table>\n\n## Anchor only\n\n<a name=\"x\"></a>\n");
  std::vector<std::string> with_content;
  for (const ManuscriptHeading& heading : manuscript.headings) {
    if (heading.has_content) with_content.push_back(heading.text);
  }
  EXPECT_THAT(with_content, ElementsAre("Code", "Picture", "Html"));
}

TEST(ManuscriptTest, TellsDecorationsFromImagesWithoutAlternative) {
  const Manuscript manuscript =
      Read("<img src=\"a.png\" alt=\"\"> <img src=\"b.png\"> <img src='c.png' alt='C'>\n");
  ASSERT_EQ(manuscript.images.size(), 3u);
  EXPECT_TRUE(manuscript.images[0].is_decoration);
  EXPECT_FALSE(manuscript.images[1].is_decoration);
  EXPECT_EQ(manuscript.images[1].alternative, "");
  EXPECT_EQ(manuscript.images[2].alternative, "C");
  EXPECT_EQ(Text(manuscript.images[1].place), "1:26");
}

TEST(ManuscriptTest, PlacesTagsOfHtmlInsideLists) {
  const Manuscript manuscript =
      Read("1. step\n\n    <div>\n      <img src=\"a.png\">\n    </div>\n\n> <h4>x</h4>\n");
  ASSERT_EQ(manuscript.images.size(), 1u);
  EXPECT_EQ(Text(manuscript.images[0].place), "4:7");
  ASSERT_EQ(manuscript.headings.size(), 1u);
  EXPECT_EQ(Text(manuscript.headings[0].place), "7:3");
}

TEST(ManuscriptTest, ReadsCommentsButNotThoseInCode) {
  const Manuscript manuscript = Read(
      "---\ntitle: T\n---\ntext <!-- one --> text\n\n```\n<!-- no -->\n```\n\n<!-- two\n\n"
      "lines -->\n");
  ASSERT_EQ(manuscript.comments.size(), 2u);
  EXPECT_EQ(manuscript.comments[0].text, " one ");
  EXPECT_EQ(Text(manuscript.comments[0].place), "4:6");
  EXPECT_EQ(Text(manuscript.comments[1].place), "10:1");
  EXPECT_EQ(manuscript.comments[1].last_line, 12);
}

TEST(ManuscriptTest, CountsTheStepsOfOutermostLists) {
  const Manuscript manuscript = Read("1. a\n   1. x\n   2. y\n2. b\n3. c\n\n- d\n  1. e\n");
  ASSERT_EQ(manuscript.lists.size(), 2u);
  EXPECT_EQ(manuscript.lists[0].items, 3u);
  EXPECT_EQ(manuscript.lists[1].items, 1u);
}

TEST(ManuscriptTest, KeepsTheFrontMatterWithItsLines) {
  const Manuscript manuscript = Read("---\r\ntitle: T\r\ncheck:\r\n  x: y\r\n---\r\nBody\r\n");
  EXPECT_EQ(manuscript.front_matter, "title: T\ncheck:\n  x: y\n");
  ASSERT_NE(manuscript.Field("check"), nullptr);
  EXPECT_EQ(manuscript.Field("check")->line, 3);
  EXPECT_EQ(manuscript.Field("check")->column, 1);
  EXPECT_EQ(PlaceOfWord(manuscript, "Body"), "6:1");
}

TEST(ManuscriptTest, RefusesWhatAParserRefuses) {
  const SourceFile file;
  EXPECT_FALSE(ReadManuscript(file, "\xff").has_value());
  EXPECT_FALSE(ReadManuscript(file, "---\ntitle: [\n---\n").has_value());
  EXPECT_FALSE(ReadManuscript(file, std::string(300, '>') + " deep").has_value());
  EXPECT_TRUE(ReadManuscript(file, "").has_value());
}

TEST(YamlValueTest, KeepsPlacesOfKeysAndItems) {
  YamlProblem problem;
  const auto root = ReadYamlValue("a: 1\nb:\n  c: [x, y]\n", &problem);
  ASSERT_TRUE(root.has_value());
  ASSERT_NE(root->Find("b"), nullptr);
  const YamlValue* c = root->Find("b")->Find("c");
  ASSERT_NE(c, nullptr);
  EXPECT_EQ(c->line, 3);
  EXPECT_EQ(c->column, 3);
  ASSERT_EQ(c->children.size(), 2u);
  EXPECT_EQ(c->children[1].scalar, "y");
  EXPECT_EQ(root->Find("z"), nullptr);
}

TEST(YamlValueTest, SaysWhereItCannotBeRead) {
  YamlProblem problem;
  EXPECT_FALSE(ReadYamlValue("a: 1\nb: [\n", &problem).has_value());
  EXPECT_THAT(problem.message, HasSubstr("no valid YAML"));
  EXPECT_GT(problem.line, 0);
}

TEST(YamlValueTest, RefusesAliasesThatGrowWithoutBound) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 8; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last;
    for (int j = 0; j < 9; ++j) bomb += ", " + last;
    bomb += "]\n";
  }
  YamlProblem problem;
  EXPECT_FALSE(ReadYamlValue(bomb, &problem).has_value());
  EXPECT_THAT(problem.message, HasSubstr("too many"));
}

}  // namespace
}  // namespace zeroline
