#include "indexer/check/tree_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/check/near_duplicates.h"
#include "indexer/check/prose.h"
#include "indexer/check/spelling.h"
#include "tests/indexer/check/checked.h"

namespace zeroline {
namespace {

using testing::CheckedTree;
using ::testing::ElementsAre;
using testing::Files;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Places;
using ::testing::UnorderedElementsAre;

std::string Page(const std::string& title, const std::string& keys = "",
                 const std::string& body = "x") {
  return "---\ntitle: " + title + "\n" + keys + "---\n\n" + body + "\n";
}

TEST(TreeRulesTest, NamesTheEarlierOfTwoTitles) {
  CheckedTree tree;
  tree.Add("en/a.md", Page("Set up VPN"));
  tree.Add("en/b.md", Page("Set up - VPN"));
  tree.Add("pl/a.md", Page("Set up VPN"));
  const auto findings = CheckAcross(tree.All(), "en");
  ASSERT_THAT(Files(findings), ElementsAre("en/b.md duplicate-title"));
  EXPECT_THAT(Places(findings), ElementsAre("2:1 duplicate-title"));
  EXPECT_THAT(findings[0].message, HasSubstr("en/a.md"));
}

TEST(TreeRulesTest, NeverNamesAConfidentialArticleToThePublic) {
  CheckedTree tree;
  tree.Add("en/a.md", Page("Same", "audience: internal\ntags: [secret]\n"));
  tree.Add("en/b.md", Page("Same", "tags: [secrets]\n"));
  const auto findings = CheckAcross(tree.All(), "en");
  ASSERT_THAT(Files(findings), ElementsAre("en/a.md duplicate-title"));
  EXPECT_THAT(findings[0].message, HasSubstr("en/b.md"));
}

TEST(TreeRulesTest, ComparesTagsWithThoseListed) {
  CheckedTree tree;
  tree.set_settings("tags: [vpn, printing]");
  tree.Add("en/a.md", Page("A", "tags: [vpn, printin]\n"));
  const auto findings = CheckAcross(tree.All(), "en");
  ASSERT_THAT(Places(findings), ElementsAre("3:1 unknown-tag"));
  EXPECT_THAT(findings[0].message, HasSubstr("perhaps printing"));
}

TEST(TreeRulesTest, TakesARareTagForASlipOfAFrequentOne) {
  CheckedTree tree;
  for (int i = 0; i < 5; ++i) {
    tree.Add("en/" + std::to_string(i) + ".md",
             Page("T" + std::to_string(i), "tags: [printing, windows-10]\n"));
  }
  tree.Add("en/slip.md", Page("Slip", "tags: [prnting]\n"));
  tree.Add("en/other.md", Page("Other", "tags: [windows-11, print]\n"));
  EXPECT_THAT(Files(CheckAcross(tree.All(), "en")), ElementsAre("en/slip.md unknown-tag"));
}

TEST(TreeRulesTest, AsksForSummariesWhereTheyAreTheHabit) {
  CheckedTree tree;
  for (int i = 0; i < 9; ++i) {
    tree.Add("en/" + std::to_string(i) + ".md", Page("T" + std::to_string(i), "summary: s\n"));
  }
  EXPECT_THAT(CheckAcross(tree.All(), "en"), IsEmpty());
  tree.Add("en/without.md", Page("Without"));
  EXPECT_THAT(Files(CheckAcross(tree.All(), "en")), ElementsAre("en/without.md missing-summary"));
}

TEST(TreeRulesTest, TellsMissingTranslationsOncePerArticle) {
  CheckedTree tree;
  for (const std::string language : {"en", "pl", "ru"}) {
    for (const std::string name : {"a", "b", "c"}) {
      if (name == "c" && language != "en") continue;
      tree.Add(language + "/" + name + ".md", Page(name + language));
    }
  }
  tree.Add("zh/a.md", Page("azh"));  // one article makes no habit
  const auto findings = CheckAcross(tree.All(), "en");
  ASSERT_THAT(Files(findings), ElementsAre("en/c.md missing-translation"));
  EXPECT_THAT(findings[0].message, HasSubstr("into pl, ru; begin with pl/c.md"));
  tree.set_settings("languages: [en, zh]");
  EXPECT_THAT(Files(CheckAcross(tree.All(), "en")),
              UnorderedElementsAre("en/b.md missing-translation", "en/c.md missing-translation"));
}

std::string Sentences(int from, int to) {
  std::string text;
  for (int i = from; i < to; ++i) {
    const std::string n = std::to_string(i);
    text += "Step" + n + " opens menu" + n + " and presses button" + n + " of page" + n + ". ";
  }
  return text;
}

std::vector<Diagnostic> Duplicates(const CheckedTree& tree) {
  std::vector<TextSketch> sketches;
  for (const CheckedArticle& checked : tree.All())
    sketches.push_back(SketchOf(*checked.manuscript));
  return FindNearDuplicates(tree.All(), sketches);
}

TEST(NearDuplicatesTest, NamesTheNearestEarlierArticle) {
  CheckedTree tree;
  tree.Add("en/a.md", Page("A", "", Sentences(0, 40)));
  tree.Add("en/b.md", Page("B", "", Sentences(0, 41)));
  tree.Add("en/c.md", Page("C", "", Sentences(100, 140)));
  tree.Add("en/half.md", Page("H", "", Sentences(0, 20) + Sentences(200, 220)));
  tree.Add("pl/a.md", Page("P", "", Sentences(0, 40)));
  const auto findings = Duplicates(tree);
  ASSERT_THAT(Files(findings), ElementsAre("en/b.md near-duplicate"));
  EXPECT_THAT(findings[0].message, HasSubstr("en/a.md"));
}

TEST(NearDuplicatesTest, LetsShortTextsAndConfidentialOnesBe) {
  CheckedTree tree;
  tree.Add("en/a.md", Page("A", "", Sentences(0, 2)));
  tree.Add("en/b.md", Page("B", "", Sentences(0, 2)));
  tree.Add("en/c.md", Page("C", "audience: internal\n", Sentences(0, 40)));
  tree.Add("en/d.md", Page("D", "", Sentences(0, 40)));
  const auto findings = Duplicates(tree);
  ASSERT_THAT(Files(findings), ElementsAre("en/c.md near-duplicate"));
  EXPECT_THAT(findings[0].message, HasSubstr("en/d.md"));
}

TEST(NearDuplicatesTest, FindsChineseTextsToo) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "打开第" + std::to_string(i) + "个菜单并重新启动打印机。";
  CheckedTree tree;
  tree.Add("zh/a.md", Page("A", "", text));
  tree.Add("zh/b.md", Page("B", "", text + "再试一次。"));
  EXPECT_THAT(Files(Duplicates(tree)), ElementsAre("zh/b.md near-duplicate"));
}

// "word", "(name)", "[character]" of each.
std::vector<std::string> Split(std::string_view text) {
  std::vector<ProseWord> words;
  SplitProse(text, &words);
  std::vector<std::string> shown;
  for (const ProseWord& word : words) {
    const std::string surface(text.substr(word.begin, word.end - word.begin));
    if (word.kind == ProseWord::Kind::kWord) shown.push_back(surface);
    if (word.kind == ProseWord::Kind::kOther) shown.push_back("(" + surface + ")");
    if (word.kind == ProseWord::Kind::kUnspaced) shown.push_back("[" + surface + "]");
  }
  return shown;
}

TEST(ProseTest, TellsWordsFromNames) {
  EXPECT_THAT(Split("Don't re-start, „Łódź”."), ElementsAre("Don't", "re", "start", "Łódź"));
  EXPECT_THAT(Split("file.txt strpos() v2 a/b"),
              ElementsAre("(file)", "(txt)", "(strpos)", "(v2)", "(a)", "(b)"));
  EXPECT_THAT(Split("(see below)."), ElementsAre("see", "below"));
  EXPECT_THAT(Split("重启PC"), ElementsAre("[重]", "[启]", "PC"));
  EXPECT_THAT(Split(""), IsEmpty());
}

std::vector<std::string> Misspelt(const CheckedTree& tree, const WordLists& lists = {}) {
  const std::vector<CheckedArticle> articles = tree.All();
  std::vector<std::vector<WordUse>> words;
  for (const CheckedArticle& checked : articles) words.push_back(WordsOf(*checked.manuscript));
  std::vector<std::string> texts;
  const auto in_order = [](std::size_t count, const std::function<void(std::size_t)>& work) {
    for (std::size_t i = 0; i < count; ++i) work(i);
  };
  for (const Diagnostic& finding : FindMisspellings(articles, words, lists, in_order)) {
    texts.push_back(ToText(finding));
  }
  return texts;
}

constexpr const char* kPlain =
    "Please restart the computer before calling support about this problem. "
    "Every printer needs power and paper. ";

TEST(SpellingTest, FindsSlipsAndSaysWhatWasMeant) {
  CheckedTree tree;
  tree.Add(
      "en/a.md",
      Page("A", "", kPlain + std::string("We will recieve the accidently sent page, recieve it.")));
  EXPECT_THAT(Misspelt(tree),
              ElementsAre("en/a.md:5:117: warning: \"recieve\" is probably misspelt; perhaps "
                          "\"receive\" [spelling]"));
}

TEST(SpellingTest, LetsBeWhatIsNoSlip) {
  CheckedTree tree;
  tree.Add("en/a.md", Page("A", "",
                           kPlain + std::string("The colour was cancelled; our Recieve, `recieve`, "
                                                "recieve.exe, RECIEVE, recieve2 stay.")));
  EXPECT_THAT(Misspelt(tree), IsEmpty());
}

TEST(SpellingTest, LearnsTheTreesOwnWords) {
  CheckedTree tree;
  for (const std::string name : {"a", "b", "c"}) {
    tree.Add("en/" + name + ".md", Page(name, "", kPlain + std::string("The recieve daemon.")));
  }
  EXPECT_THAT(Misspelt(tree), IsEmpty());
}

TEST(SpellingTest, KnowsTheProjectsWordLists) {
  CheckedTree tree;
  tree.Add("en/a.md", Page("A", "", kPlain + std::string("The recieve thrugh daemon.")));
  EXPECT_THAT(Misspelt(tree), Not(IsEmpty()));
  WordLists lists;
  lists.Add("en", "# ours\nRecieve # a program\n\n");
  lists.Add("all", "thrugh");
  EXPECT_THAT(Misspelt(tree, lists), IsEmpty());
}

TEST(SpellingTest, LeavesTextsOfAnotherLanguageAlone) {
  CheckedTree tree;
  tree.Add("en/a.md", Page("A", "", Sentences(0, 30) + kPlain));
  tree.Add("en/b.md", Page("B", "",
                           "estaba problemas formas correo entrada cuenta buzon mensaje "
                           "programa sistema usuario"));
  EXPECT_THAT(Misspelt(tree), IsEmpty());
}

TEST(SpellingTest, NeverSuggestsAWordOfConfidentialArticles) {
  CheckedTree tree;
  for (int i = 0; i < 4; ++i) {
    tree.Add("en/s" + std::to_string(i) + ".md",
             Page("S", "audience: internal\n", kPlain + std::string("Our acquisition is near.")));
  }
  tree.Add("en/a.md", Page("A", "", kPlain + std::string("The acqvisition.")));
  EXPECT_THAT(Misspelt(tree), IsEmpty());
}

}  // namespace
}  // namespace zeroline
