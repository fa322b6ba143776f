#include "server/web/portal/difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/web/portal/edit_script.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

struct Section {
  std::string heading;
  std::vector<std::string> lines;
};

StoredArticle Article(const std::string& title, const std::vector<Section>& sections) {
  StoredArticle article;
  article.title = title;
  for (const Section& section : sections) {
    StoredSection stored;
    stored.heading = section.heading;
    stored.text_begin = static_cast<std::uint32_t>(article.text.size());
    if (!section.heading.empty()) article.text += section.heading + "\n";
    for (const std::string& line : section.lines) article.text += line + "\n";
    stored.text_end = static_cast<std::uint32_t>(article.text.size());
    article.sections.push_back(stored);
  }
  return article;
}

// "[-removed-]", "{+added+}", "=3" where three blocks are left out, "# " before a heading.
std::vector<std::string> Lines(const StoredArticle& before, const StoredArticle& now) {
  const FormerVersion former{"", 1, 0, before.title, before.text, before.sections};
  const std::string bytes = EncodeArticle(now);
  const Difference difference = Compare(former, *ArticleView::Open(bytes));
  if (difference.is_too_long) return {"too long"};
  std::vector<std::string> lines;
  for (const ChangedSection& section : difference.sections) {
    lines.push_back("## " + section.heading);
    for (const ChangedBlock& block : section.blocks) {
      std::string line = block.is_heading ? "# " : "";
      if (block.pieces.empty()) line = "=" + std::to_string(block.unchanged);
      for (const ChangedPiece& piece : block.pieces) {
        if (piece.change == Change::kSame) line += piece.text;
        if (piece.change == Change::kRemoved) line += "[-" + piece.text + "-]";
        if (piece.change == Change::kAdded) line += "{+" + piece.text + "+}";
      }
      lines.push_back(line);
    }
  }
  return lines;
}

TEST(DifferenceTest, ShowsWordsInTheirSectionAndFoldsTheRest) {
  const std::vector<std::string> many = {"One.", "Two.", "Three.", "Four."};
  std::vector<std::string> changed = many;
  changed.push_back("Press the green button twice.");
  std::vector<std::string> before = many;
  before.push_back("Press the red button twice.");
  EXPECT_THAT(Lines(Article("T", {{"", {"Intro."}}, {"Start", before}, {"End", many}}),
                    Article("T", {{"", {"Intro."}}, {"Start", changed}, {"End", many}})),
              ElementsAre("## Start", "=3", "Four.", "Press the [-red-]{+green+} button twice."));
}

TEST(DifferenceTest, TellsAddedAndRemovedParagraphsFromRewrittenOnes) {
  EXPECT_THAT(
      Lines(Article("T", {{"A", {"Keep this.", "Remove the battery now."}}}),
            Article("T", {{"A", {"Keep this.", "Something entirely different stands here."}}})),
      ElementsAre("## A", "Keep this.", "{+Something entirely different stands here.+}",
                  "[-Remove the battery now.-]"));
}

TEST(DifferenceTest, NamesSectionsThatCameWentOrWereRenamed) {
  EXPECT_THAT(Lines(Article("T", {{"First step", {"Do it."}}, {"Gone", {"Old words."}}}),
                    Article("T", {{"First steps", {"Do it."}}, {"New", {"Other text"}}})),
              ElementsAre("## ", "# First [-step-]{+steps+}", "Do it.", "## ", "# {+New+}",
                          "{+Other text+}", "## ", "# [-Gone-]", "[-Old words.-]"));
}

TEST(DifferenceTest, ShowsAnotherTitle) {
  EXPECT_THAT(Lines(Article("Reset a password", {{"", {"Text."}}}),
                    Article("Reset your password", {{"", {"Text."}}})),
              ElementsAre("## ", "# Reset [-a-]{+your+} password"));
}

TEST(DifferenceTest, ComparesChineseCharacterByCharacter) {
  EXPECT_THAT(Lines(Article("标题", {{"", {"请按下红色按钮两次。"}}}),
                    Article("标题", {{"", {"请按下绿色按钮两次。"}}})),
              ElementsAre("## ", "请按下[-红-]{+绿+}色按钮两次。"));
}

TEST(DifferenceTest, GivesUpOnWhatIsTooLongAndBoundsTheRest) {
  std::vector<std::string> one;
  std::vector<std::string> other;
  for (std::size_t i = 0; i <= kMaxComparedBlocks; ++i) {
    one.push_back("a" + std::to_string(i));
    other.push_back("b" + std::to_string(i));
  }
  EXPECT_THAT(Lines(Article("T", {{"", one}}), Article("T", {{"", other}})),
              ElementsAre("too long"));
  std::string words;
  for (int i = 0; i < 5000; ++i) words += "word" + std::to_string(i) + " ";
  const auto lines = Lines(Article("T", {{"", {words}}}), Article("T", {{"", {words + "end"}}}));
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[1], "{+" + words + "end+}");
  EXPECT_EQ(lines[2], "[-" + words + "-]");
}

TEST(DifferenceTest, SurvivesSectionsThatCoverNothing) {
  StoredArticle before = Article("T", {{"A", {"One."}}});
  before.sections = {{"Strange", "s", 2, 900, 950}};
  EXPECT_THAT(Lines(before, Article("T", {})), Not(IsEmpty()));
  EXPECT_THAT(Lines(Article("", {}), Article("", {})), IsEmpty());
}

TEST(EditScriptTest, CutsWordsAndLosesNothing) {
  EXPECT_THAT(WordsAndSpaces("Naciśnij  „OK”, 2×"),
              ElementsAre("Naciśnij", "  ", "„", "OK", "”", ",", " ", "2×"));
  EXPECT_THAT(WordsAndSpaces(""), IsEmpty());
}

// Whatever the two are, removing what was removed gives one and what was added the other.
TEST(EditScriptTest, RebuildsBothSides) {
  const struct {
    std::string before;
    std::string now;
  } cases[] = {{"", ""},
               {"a", ""},
               {"", "b"},
               {"a b c", "a c"},
               {"a b", "x y"},
               {"x a b y", "b a"},
               {"a a a", "a a"},
               {"one two", "two one"},
               {"a b c d e f g", "g f e d c b a"}};
  for (const auto& [before, now] : cases) {
    SCOPED_TRACE(before + " > " + now);
    const WordChanges changes = CompareWords(WordsAndSpaces(before), WordsAndSpaces(now));
    std::string old_text;
    std::string new_text;
    for (const ChangedPiece& piece : changes.pieces) {
      if (piece.change != Change::kAdded) old_text += piece.text;
      if (piece.change != Change::kRemoved) new_text += piece.text;
    }
    EXPECT_EQ(old_text, before);
    EXPECT_EQ(new_text, now);
  }
}

}  // namespace
}  // namespace zeroline
