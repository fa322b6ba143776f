// A question in one language, articles in another: what is found, and what never is.
#include "server/search/cross_language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/server/web/api/small_index.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

StoredArticle Article(const char* language, const char* path, const char* title, const char* text,
                      const char* audience = "public") {
  StoredArticle article = testing::SmallArticle(language, path, title, text);
  article.audience = audience;
  return article;
}

class CrossLanguageTest : public ::testing::Test {
 protected:
  CrossLanguageTest() {
    testing::PublishBuild(
        tree_.path(),
        {Article("en", "accounts/reset", "Reset your password", "Choose a new password."),
         Article("en", "devices/mouse", "Pair a mouse", "Press the button of the mouse."),
         Article("ru", "accounts/reset", "Сброс пароля", "Выберите новый пароль."),
         Article("ru", "devices/printer", "Принтер не печатает", "Включите принтер. Код KB-1042."),
         Article("ru", "devices/scanner", "Сканер", "Сканер стоит рядом с принтером отдела."),
         Article("ru", "network/z", "Сетевой диск", "Подключите диск."),
         Article("ru", "staff/printer", "Принтер дирекции", "Принтер принтер.", "internal")});
    const std::filesystem::path build = BuildPath(tree_.path(), 1);
    std::filesystem::create_directories(TranslationsDirectory(build));
    EXPECT_TRUE(WriteTranslationTable(TranslationPath(build, "en", "ru"),
                                      {{"printer", "принтер", 0.8F},
                                       {"printer", "печат", 0.2F},
                                       {"network drive", "сетев диск", 1},
                                       {"password", "парол", 1},
                                       {"office", "офис", 1}}));
    reader_ = *IndexReader::Open(tree_.path());
  }

  ForeignAnswer Find(const char* text, const char* from = "en", const char* to = "ru",
                     Audiences audiences = {"public"}, std::string section = "") {
    const auto analyzer = Analyzer::Create(from);
    const QueryTerms terms = AnalyzeQuery(text, 64, analyzer->get());
    const auto snapshot = reader_->snapshot();
    const auto answer =
        FindInOtherLanguage(*snapshot, {terms, from, to, std::move(audiences), section, 10});
    EXPECT_TRUE(answer) << answer.error().message;
    return answer.value_or(ForeignAnswer());
  }

  static std::vector<std::string> Ids(const ForeignAnswer& answer) {
    std::vector<std::string> ids;
    for (const ForeignDocument& document : answer.documents) {
      ids.emplace_back(document.reader->articles().Find(document.docid)->id());
    }
    return ids;
  }

  testing::TempTree tree_;
  std::unique_ptr<IndexReader> reader_;
};

TEST_F(CrossLanguageTest, FindsByTranslatedWordsBestFirst) {
  const ForeignAnswer answer = Find("printers");
  EXPECT_THAT(Ids(answer), ElementsAre("devices/printer", "devices/scanner"));
  EXPECT_EQ(answer.known_share, 1);
  EXPECT_GT(answer.documents[0].share, answer.documents[1].share);
  EXPECT_LE(answer.documents[0].share, 1);
  EXPECT_THAT(answer.term_weights, Contains(::testing::Key("принтер")));
  ASSERT_FALSE(answer.terms.empty());
  EXPECT_EQ(answer.terms.words[0].term, "принтер");
}

TEST_F(CrossLanguageTest, LeavesOutWhatTheReadersLanguageHas) {
  EXPECT_THAT(Ids(Find("password")), IsEmpty());
}

TEST_F(CrossLanguageTest, TranslatesPhrasesAsAWhole) {
  EXPECT_THAT(Ids(Find("my network drive")), ElementsAre("network/z"));
  EXPECT_THAT(Ids(Find("drive")), IsEmpty());
}

TEST_F(CrossLanguageTest, FindsIdentifiersWithoutTranslation) {
  EXPECT_THAT(Ids(Find("KB-1042")), ElementsAre("devices/printer"));
  EXPECT_THAT(Ids(Find("KB-1043")), IsEmpty());
}

TEST_F(CrossLanguageTest, StaysSilentWhenLittleOfTheQueryIsKnown) {
  const ForeignAnswer answer = Find("printer xylophone quartet rehearsal");
  EXPECT_LT(answer.known_share, kMinKnownShare);
  EXPECT_THAT(Ids(answer), IsEmpty());
  EXPECT_EQ(Find("office").known_share, 0);  // translated, but nobody there writes of it
}

TEST_F(CrossLanguageTest, ShowsNobodyWhatTheyMayNotRead) {
  const Audiences agent = {"public", "internal"};
  EXPECT_THAT(Ids(Find("printer", "en", "ru", agent)), Contains("staff/printer"));
  EXPECT_THAT(Ids(Find("printer")), ::testing::Not(Contains("staff/printer")));
}

// Whoever reads several audiences gets all that is foreign in each, and nothing that is not.
TEST_F(CrossLanguageTest, KeepsTheAudiencesDocumentsApart) {
  const Audiences agent = {"public", "internal"};
  EXPECT_THAT(
      Ids(Find("printer", "en", "ru", agent)),
      ::testing::UnorderedElementsAre("devices/printer", "devices/scanner", "staff/printer"));
  EXPECT_THAT(Ids(Find("my network drive", "en", "ru", agent)), ElementsAre("network/z"));
  EXPECT_THAT(Ids(Find("password", "en", "ru", agent)), IsEmpty());
}

TEST_F(CrossLanguageTest, KeepsToTheSection) {
  EXPECT_THAT(Ids(Find("printer", "en", "ru", {"public"}, "network")), IsEmpty());
  EXPECT_THAT(Ids(Find("printer", "en", "ru", {"public"}, "devices")).size(), 2);
}

TEST_F(CrossLanguageTest, HasNothingToSayOfOtherPairs) {
  for (const auto& [from, to] : {std::pair("en", "en"), {"en", "pl"}, {"pl", "ru"}}) {
    EXPECT_THAT(Ids(Find("printer", from, to)), IsEmpty()) << from << " " << to;
  }
  EXPECT_THAT(Ids(Find("мышь", "ru", "en")), IsEmpty());  // no table in this direction
}

TEST_F(CrossLanguageTest, RefusesADamagedTable) {
  const std::filesystem::path file = TranslationPath(BuildPath(tree_.path(), 1), "en", "ru");
  std::ofstream(file, std::ios::binary | std::ios::app) << "x";
  const auto opened = IndexReader::Open(tree_.path());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace zeroline
