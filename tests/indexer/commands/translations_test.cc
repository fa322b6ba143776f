// Translation tables on their way into builds: from what they are learned, and when anew.
#include "indexer/commands/translations.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "indexer/commands/translation_state.h"
#include "indexer/translation/lexicon.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

// Words that only occur together in translations; every article has three of them.
constexpr const char* kEnglish[] = {"printer", "network", "password", "keyboard", "invoice"};
constexpr const char* kRussian[] = {"принтер", "сеть", "пароль", "клавиатура", "счёт"};

class TranslationBuildTest : public ::testing::Test {
 protected:
  TranslationBuildTest() {
    options_.articles = tree_.path() / "articles";
    options_.index = tree_.path() / "index";
    options_.use_git = false;
    options_.jobs = 2;
  }

  // `animal` is "quokka", in one more block, or nothing.
  void WriteArticle(int i, const std::string& animal = "", const std::string& keys = "") {
    const auto page = [&](const char* const* words, const std::string& end) {
      const std::string first = words[i % 5];
      const std::string second = words[(i + 1 + i / 5 % 3) % 5];
      return "---\ntitle: " + first + "\n" + keys + "---\n\n" + second + "\n\n" + first + " " +
             second + "\n\n" + end + "\n";
    };
    const std::string name = "/page" + std::to_string(i) + ".md";
    tree_.Write("articles/en" + name, page(kEnglish, animal));
    tree_.Write("articles/ru" + name, page(kRussian, animal.empty() ? "" : "квокка"));
  }
  void WriteTree(int articles) {
    for (int i = 0; i < articles; ++i) WriteArticle(i);
  }

  BuildReport Build() {
    Progress silent(nullptr);
    Result<BuildReport> report = BuildIndex(options_, &silent);
    EXPECT_TRUE(report) << report.error().message;
    return report.value_or(BuildReport{});
  }
  fs::path Current() const { return BuildPath(options_.index, *CurrentBuild(options_.index)); }
  std::string Translate(const std::string& from, const std::string& to, const std::string& term) {
    const auto table = TranslationTable::Open(TranslationPath(Current(), from, to));
    if (!table) return "no table";
    const auto found = (*table)->Find(term);
    return found.empty() ? "" : std::string(found.front().to);
  }

  testing::TempTree tree_;
  BuildOptions options_;
};

TEST_F(TranslationBuildTest, LearnsFromTranslatedArticles) {
  WriteTree(60);
  const BuildReport report = Build();
  EXPECT_EQ(report.training.pairs, 1u);
  EXPECT_EQ(Translate("en", "ru", "printer"), "принтер");
  EXPECT_EQ(Translate("en", "ru", "invoic"), "счет");
  EXPECT_EQ(Translate("ru", "en", "принтер"), "printer");
}

TEST_F(TranslationBuildTest, HasOnlyTheGlossaryBelowFiftyArticles) {
  WriteTree(static_cast<int>(kMinTranslatedArticles) - 1);
  EXPECT_EQ(Build().training.pairs, 0u);
  EXPECT_EQ(Translate("en", "ru", "printer"), "no table");
  tree_.Write("articles/glossary.tsv", "en\tru\nmouse\tмышь\nmouse\n");
  for (const bool published : {true, false}) {
    const BuildReport report = Build();
    EXPECT_EQ(report.published, published);
    EXPECT_EQ(report.parsed, 0u);
    ASSERT_EQ(report.diagnostics.size(), 1u);
    EXPECT_EQ(report.diagnostics[0].path, "glossary.tsv");
    EXPECT_EQ(report.diagnostics[0].line, 3);
  }
  EXPECT_EQ(Translate("en", "ru", "mous"), "мыш");
  EXPECT_EQ(Translate("en", "ru", "printer"), "");
  fs::remove(tree_.path() / "articles/glossary.tsv");
  EXPECT_TRUE(Build().published);
  EXPECT_EQ(Translate("en", "ru", "mous"), "no table");
}

TEST_F(TranslationBuildTest, NeverTellsOfInternalArticles) {
  WriteTree(60);
  for (int i = 60; i < 130; ++i) WriteArticle(i, "", "audience: internal\n");
  for (int i = 130; i < 140; ++i) WriteArticle(i, "quokka", "audience: internal\n");
  Build();
  EXPECT_EQ(Translate("en", "ru", "printer"), "принтер");
  EXPECT_EQ(Translate("en", "ru", "quokka"), "");
  EXPECT_EQ(ReadTranslationState(Current())->pairs.at({"en", "ru"}).articles, 60u);
}

TEST_F(TranslationBuildTest, ForgetsWhatWasWithdrawn) {
  WriteTree(100);
  for (int i = 0; i < 3; ++i) WriteArticle(i, "quokka");
  Build();
  ASSERT_EQ(Translate("en", "ru", "quokka"), "квокк");
  // Three of a hundred articles are too few to learn again from, but these became internal.
  for (int i = 0; i < 3; ++i) WriteArticle(i, "quokka", "audience: internal\n");
  EXPECT_EQ(Build().training.pairs, 1u);
  EXPECT_EQ(Translate("en", "ru", "quokka"), "");
}

TEST_F(TranslationBuildTest, LearnsAgainOnlyWhenManyArticlesChanged) {
  WriteTree(100);
  Build();
  for (int i = 0; i < 5; ++i) {
    WriteArticle(i, "quokka");
    const BuildReport report = Build();
    EXPECT_TRUE(report.published);
    EXPECT_EQ(report.training.pairs, 0u);
    EXPECT_EQ(Translate("en", "ru", "printer"), "принтер");
    EXPECT_EQ(ReadTranslationState(Current())->pairs.at({"en", "ru"}).changes,
              static_cast<std::size_t>(i) + 1);
  }
  WriteArticle(5, "quokka");
  EXPECT_EQ(Build().training.pairs, 1u);
  EXPECT_EQ(ReadTranslationState(Current())->pairs.at({"en", "ru"}).changes, 0u);
  EXPECT_EQ(Translate("en", "ru", "quokka"), "квокк");
}

TEST_F(TranslationBuildTest, LeavesThemOutWhenAsked) {
  WriteTree(60);
  options_.translations = false;
  EXPECT_EQ(Build().training.pairs, 0u);
  EXPECT_FALSE(fs::exists(TranslationsDirectory(Current())));
  EXPECT_FALSE(Build().published);
  options_.translations = true;
  EXPECT_TRUE(Build().published);
  EXPECT_EQ(Translate("en", "ru", "printer"), "принтер");
  EXPECT_FALSE(Build().published);
}

}  // namespace
}  // namespace zeroline
