#include <gtest/gtest.h>

#include "tests/server/query/fake_vocabulary.h"
#include "tests/server/query/mended_text.h"

namespace zeroline {
namespace {

using testing::Expansions;
using testing::FakeVocabulary;
using testing::MendTyped;
using testing::WithRewrites;

TEST(DiacriticsTest, RestoresAndWidens) {
  FakeVocabulary words("pl");
  words.Has("hasło", 60).Has("się", 90).Has("sie", 10).Has("zalogować", 20).Has("nie", 100);
  words.Has("łatka", 30).Has("latka", 10).Has("zmienić", 5).Has("zadanie", 3).Has("żądanie", 9);
  words.Knows({"kluczyk"});
  const struct {
    const char* name;
    const char* typed;
    const char* want;
    const char* expansions;
  } kCases[] = {
      {"an unknown word", "haslo", "hasło {diacritics: haslo > hasło}", ""},
      {"several", "zmienic haslo",
       "zmienić hasło {diacritics: zmienic > zmienić} {diacritics: haslo > hasło}", ""},
      {"a word that is one as typed too is only widened", "nie sie", "nie sie",
       "sie*0.10: się*0.90"},
      {"both are words", "latka", "latka", "latka*0.25: łatka*0.75"},
      {"not where diacritics were typed", "zadanie się", "zadanie się", ""},
      {"but unknown words are restored there too", "haslo się",
       "hasło się {diacritics: haslo > hasło}", ""},
      {"a word of the dictionary stays", "kluczyk", "kluczyk", ""},
      {"a word with diacritics too many", "zmięnić", "zmienić {diacritics: zmięnić > zmienić}", ""},
  };
  for (const auto& test : kCases) {
    const Query query = MendTyped(test.typed, "pl", words);
    EXPECT_EQ(WithRewrites(query), test.want) << test.name;
    EXPECT_EQ(Expansions(query), test.expansions) << test.name;
  }
}

TEST(DiacriticsTest, WidensOnlyWherePeopleLeaveDiacriticsOut) {
  FakeVocabulary german("de");
  german.Has("wurde", 50).Has("würde", 50).Has("zurücksetzen", 5);
  EXPECT_EQ(Expansions(MendTyped("wurde", "de", german)), "");
  EXPECT_EQ(WithRewrites(MendTyped("zurucksetzen", "de", german)),
            "zurücksetzen {diacritics: zurucksetzen > zurücksetzen}");
}

TEST(DiacriticsTest, KeepsSpellingsOfOneLemmaTogether) {
  FakeVocabulary words("pl");
  words.Has("drukarkę", 6).Has("drukarka", 4).Has("drukarke", 0);
  EXPECT_EQ(Expansions(MendTyped("drukarke", "pl", words)), "");
  EXPECT_EQ(WithRewrites(MendTyped("drukarke", "pl", words)),
            "drukarkę {diacritics: drukarke > drukarkę}");
}

TEST(DiacriticsTest, FindsTraditionalChineseAsItIs) {
  FakeVocabulary words("zh");
  words.Has({"忘记", "密码"});
  EXPECT_EQ(WithRewrites(MendTyped("忘記密碼", "zh", words)), "忘記密碼");
}

}  // namespace
}  // namespace zeroline
