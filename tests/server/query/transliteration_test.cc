#include <gtest/gtest.h>

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

TEST(TransliterationTest, ReadsRussianInLatinLetters) {
  FakeVocabulary words("ru");
  words.Has({"не", "работает", "принтер", "подключить", "как", "пароль", "outlook", "сервер"});
  words.Has("server", 2).Knows({"printer", "reset", "forgot"});
  const Case kCases[] = {
      {"a phrase", "ne rabotaet printer",
       "не работает принтер {transliteration: ne rabotaet printer > не работает принтер}"},
      {"one word", "parol", "пароль {transliteration: parol > пароль}"},
      {"names in Latin stay", "kak podklyuchit outlook",
       "как подключить outlook {transliteration: kak podklyuchit > как подключить}"},
      {"only the Latin words", "принтер ne rabotaet",
       "принтер не работает {transliteration: ne rabotaet > не работает}"},
      {"a soft sign", "kak podklyuchit' outlook",
       "как подключить' outlook {transliteration: kak podklyuchit > как подключить}"},
      {"English stays", "forgot reset", "forgot reset"},
      {"a word of the articles stays", "server", "server"},
      {"unless the rest is Russian", "ne rabotaet server",
       "не работает сервер {transliteration: ne rabotaet server > не работает сервер}"},
  };
  for (const Case& test : kCases) {
    EXPECT_EQ(WithRewrites(MendTyped(test.typed, "ru", words)), test.want) << test.name;
  }
}

TEST(TransliterationTest, ReadsPinyin) {
  FakeVocabulary words("zh");
  words.Has({"wifi", "忘记", "密码", "怎么", "办", "打印机", "连接", "网络", "outlook", "了"});
  words.Has("王", 30).Has("机", 30).Has("马", 30).Has("米", 30).Has("忘", 50).Has("密", 1);
  words.Has("吗", 90).Has("那", 90).Has("个", 90);
  words.Knows({"wang", "ma", "mi", "manage"});
  const Case kCases[] = {
      {"syllables apart", "wang ji mi ma", "忘记密码 {transliteration: wang ji mi ma > 忘记密码}"},
      {"words apart", "wangji mima", "忘记密码 {transliteration: wangji mima > 忘记密码}"},
      {"joined", "wangjimima", "忘记密码 {transliteration: wangjimima > 忘记密码}"},
      {"beside Chinese", "dayinji 怎么办", "打印机 怎么办 {transliteration: dayinji > 打印机}"},
      {"a short name stays", "lianjie wifi", "连接 wifi {transliteration: lianjie > 连接}"},
      {"names stay", "outlook mima", "outlook 密码 {transliteration: mima > 密码}"},
      {"single characters convince nobody", "manage", "manage"},
      {"what is not covered to the end", "mimax", "mimax"},
      {"too short", "ma", "ma"},
  };
  for (const Case& test : kCases) {
    EXPECT_EQ(WithRewrites(MendTyped(test.typed, "zh", words)), test.want) << test.name;
  }
}

TEST(TransliterationTest, ReadsGermanWithoutUmlautKeys) {
  FakeVocabulary words("de");
  words.Has({"zurücksetzen", "passwort", "straße", "neue", "steuer"});
  const Case kCases[] = {
      {"ue", "Passwort zuruecksetzen",
       "Passwort zurücksetzen {transliteration: zuruecksetzen > zurücksetzen}"},
      {"ss", "strasse", "straße {transliteration: strasse > straße}"},
      {"ue that is ue", "neue steuer", "neue steuer"},
  };
  for (const Case& test : kCases) {
    EXPECT_EQ(WithRewrites(MendTyped(test.typed, "de", words)), test.want) << test.name;
  }
}

TEST(TransliterationTest, SearchesEveryReading) {
  FakeVocabulary words("zh");
  words.Has("权限", 30).Has("全线", 10);
  EXPECT_EQ(Expansions(MendTyped("quanxian", "zh", words)), "权限*0.75: 全线*0.25");
}

}  // namespace
}  // namespace zeroline
