#include <gtest/gtest.h>

#include <cmath>

#include "tests/server/query/fake_vocabulary.h"
#include "tests/server/query/mended_text.h"

namespace zeroline {
namespace {

using testing::Expansions;
using testing::FakeVocabulary;
using testing::MendTyped;
using testing::WithRewrites;

struct Case {
  const char* name;
  const char* typed;
  const char* want;
};

TEST(SpellingTest, CorrectsWhatNobodyKnows) {
  FakeVocabulary words("en");
  words.Has({"printer", "password", "reset", "network", "laptop", "from", "form", "install"});
  words.Knows({"pointer", "quantum", "pass", "word", "lap"});
  const Case kCases[] = {
      {"a slip", "pritner offline", "printer offline {spelling: pritner > printer}"},
      {"capitals do not matter", "Pasword", "password {spelling: Pasword > password}"},
      {"a known word stays", "form", "form"},
      {"a word of the dictionary stays", "pointer quantum", "pointer quantum"},
      {"identifiers stay", "prinetr-720 ERR_PRITNER", "prinetr-720 ERR_PRITNER"},
      {"words with digits stay", "pritner2", "pritner2"},
      {"addresses stay", "https://pritner.example/pasword pritner@example.com",
       "https://pritner.example/pasword pritner@example.com"},
      {"paths stay", "C:\\pritner\\pasword", "C:\\pritner\\pasword"},
      {"quoted phrases stay", "\"pritner pasword\" pritner",
       "pritner pasword printer {spelling: pritner > printer}"},
      {"abbreviations stay", "FORN", "FORN"},
      {"two letters are too few", "fo", "fo"},
      {"nothing is near", "zxcvbnm", "zxcvbnm"},
  };
  words.Knows({"offline"});
  for (const Case& test : kCases) {
    EXPECT_EQ(WithRewrites(MendTyped(test.typed, "en", words)), test.want) << test.name;
  }
}

TEST(SpellingTest, JoinsAndPartsWords) {
  FakeVocabulary english("en");
  english.Has({"password", "reset", "my", "laptop"}).Has("in", 100).Has("log", 20);
  english.Knows({"pass", "word"});
  const Case kEnglish[] = {
      {"joined", "resetpassword", "reset password {spelling: resetpassword > reset password}"},
      {"parted", "reset my lapt op", "reset my laptop {spelling: lapt op > laptop}"},
      {"words of the dictionary stay apart", "pass word", "pass word"},
      {"a short word before a longer one", "inlaptop",
       "in laptop {spelling: inlaptop > in laptop}"},
      {"the beginning of a word is no particle", "loglaptop", "loglaptop"},
  };
  for (const Case& test : kEnglish) {
    EXPECT_EQ(WithRewrites(MendTyped(test.typed, "en", english)), test.want) << test.name;
  }
  FakeVocabulary russian("ru");
  russian.Has({"работает", "заработает", "принтер"}).Has("не", 90);
  EXPECT_EQ(WithRewrites(MendTyped("неработает принтер", "ru", russian)),
            "не работает принтер {spelling: неработает > не работает}");
  russian.Has("по", 90).Has({"роль", "пароль"});
  EXPECT_EQ(WithRewrites(MendTyped("пороль", "ru", russian)), "пароль {spelling: пороль > пароль}");
}

TEST(SpellingTest, TellsOnlyWhatItIsSureOf) {
  FakeVocabulary russian("ru");
  russian.Has({"принтеры", "клавиатура"});
  EXPECT_EQ(WithRewrites(MendTyped("принтерами", "ru", russian)), "принтерами");
  EXPECT_EQ(Expansions(MendTyped("принтерами", "ru", russian)), "");  // the same stem
  EXPECT_EQ(WithRewrites(MendTyped("клавиатурв", "ru", russian)), "клавиатурв");
  EXPECT_EQ(Expansions(MendTyped("клавиатурв", "ru", russian)), "клавиатурв*0.30: клавиатура*1.00");
  FakeVocabulary english("en");
  english.Has({"vegan", "carlsbad", "goldenson", "is", "in"});
  EXPECT_EQ(WithRewrites(MendTyped("is Vegam", "en", english)), "is Vegam");
  EXPECT_EQ(Expansions(MendTyped("is Vegam", "en", english)), "Vegam*0.30: vegan*1.00");
  EXPECT_EQ(WithRewrites(MendTyped("in Carslbad", "en", english)),
            "in carlsbad {spelling: Carslbad > carlsbad}");
  EXPECT_EQ(WithRewrites(MendTyped("in Goldenson's", "en", english)), "in Goldenson's");
  FakeVocabulary german("de");
  german.Has({"amazonas", "becken"});
  EXPECT_EQ(WithRewrites(MendTyped("Amazonasbecken", "de", german)), "Amazonasbecken");
  EXPECT_EQ(Expansions(MendTyped("Amazonasbecken", "de", german)),
            "Amazonasbecken*1.00: amazonas becken*0.50");
}

TEST(SpellingTest, SearchesLikelyCandidatesBesideTheBest) {
  FakeVocabulary words("en");
  words.Has("form", 100).Has("farm", 100).Has("fort", 1);
  const Query query = MendTyped("forn", "en", words);
  ASSERT_EQ(query.expansions.size(), 1u);
  const Expansion& expansion = query.expansions[0];
  EXPECT_EQ(query.text.substr(expansion.begin, expansion.end - expansion.begin), "form");
  ASSERT_GE(expansion.alternatives.size(), 2u);
  EXPECT_EQ(expansion.alternatives[0].text, "forn");
  EXPECT_DOUBLE_EQ(expansion.alternatives[0].weight, 0.3);
  double sum = expansion.own_weight;
  for (std::size_t i = 1; i < expansion.alternatives.size(); ++i) {
    sum += expansion.alternatives[i].weight;
  }
  EXPECT_NEAR(sum, 1.0, 1e-9);
  EXPECT_GT(expansion.own_weight, expansion.alternatives[1].weight);
}

}  // namespace
}  // namespace zeroline
