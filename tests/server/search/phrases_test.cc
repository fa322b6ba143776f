#include "server/search/phrases.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "indexer/language/analyzer.h"
#include "tests/support/analyzed_article.h"

namespace zeroline {
namespace {

struct PhraseCase {
  std::string name;
  std::string language;
  std::string phrase;
  std::string title;
  std::string text;
  bool want;
};

class PhraseTest : public ::testing::TestWithParam<PhraseCase> {};

TEST_P(PhraseTest, IsInTheArticleOrIsNot) {
  const PhraseCase& test = GetParam();
  const auto analyzer = *Analyzer::Create(test.language);
  const AnalyzedArticle article(test.title, test.text, analyzer.get());
  EXPECT_EQ(test.want, HasPhrase(article.view(), MakePhrase(test.phrase, analyzer.get())));
}

INSTANTIATE_TEST_SUITE_P(
    Table, PhraseTest,
    ::testing::ValuesIn(std::vector<PhraseCase>{
        {"in_the_text", "en", "reset password", "Help", "You can Reset  password here", true},
        {"across_a_line", "en", "reset password", "Help", "reset\npassword", true},
        {"in_the_title", "en", "reset password", "How to reset password", "text", true},
        {"other_order", "en", "reset password", "Help", "password reset", false},
        {"a_word_between", "en", "reset password", "Help", "reset your password", false},
        {"inflected", "en", "reset password", "Help", "reset passwords", true},
        {"inflected_in_polish", "pl", "folder publiczny", "Pomoc", "w folderze publicznym", true},
        {"other_letters", "pl", "haslo do poczty", "Pomoc", "zmień hasło do poczty", false},
        {"russian_yo", "ru", "учётная запись", "Справка", "Учетная запись закрыта", true},
        {"with_an_identifier", "en", "error AADSTS50011 appears", "Help",
         "the error AADSTS50011 appears", true},
        {"with_a_compound", "en", "the wi-fi network", "Help", "join the Wi-Fi network now", true},
        {"chinese", "zh", "忘记密码", "帮助", "如果您忘记密码,请联系", true},
        {"chinese_apart", "zh", "忘记密码", "帮助", "密码忘记了", false},
        {"no_words", "en", "...", "Help", "text", true},
    }),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace zeroline
