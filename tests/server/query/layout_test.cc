#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/server/query/fake_vocabulary.h"
#include "tests/server/query/mended_text.h"

namespace zeroline {
namespace {

using testing::FakeVocabulary;
using testing::MendTyped;
using testing::WithRewrites;

struct Case {
  const char* name;
  const char* typed;
  const char* want;
};

void Expect(const Case& test, const char* language, const FakeVocabulary& vocabulary) {
  EXPECT_EQ(WithRewrites(MendTyped(test.typed, language, vocabulary)), test.want) << test.name;
}

TEST(LayoutTest, ReadsRussianTypedOnTheEnglishLayout) {
  FakeVocabulary words("ru");
  words.Has({"не", "работает", "принтер", "пароль", "забыл", "как", "объект", "люблю", "это", "в",
             "outlook", "хост", "письма", "вай", "фай", "ещё", "я", "почему", "рука"});
  words.Knows({"reset", "password", "here", "mail"});
  const Case kCases[] = {
      {"one word", "gfhjkm", "пароль {layout: gfhjkm > пароль}"},
      {"capitals", "GFHJKM", "ПАРОЛЬ {layout: GFHJKM > ПАРОЛЬ}"},
      {"a comma is a letter", "yt hf,jnftn", "не работает {layout: yt hf,jnftn > не работает}"},
      {"brackets are letters", "[jcn", "хост {layout: [jcn > хост}"},
      {"letters on the grave and semicolon keys", "to` j,]trn",
       "ещё объект {layout: to` j,]trn > ещё объект}"},
      {"a full stop is a letter", "k.,k.", "люблю {layout: k.,k. > люблю}"},
      {"punctuation at the end", "gfhjkm, ghbynth!",
       "пароль, принтер! {layout: gfhjkm, ghbynth! > пароль, принтер!}"},
      {"punctuation around", "(gfhjkm)", "(пароль) {layout: (gfhjkm) > (пароль)}"},
      {"an apostrophe is a letter", "'nj gfhjkm", "это пароль {layout: 'nj gfhjkm > это пароль}"},
      {"a quotation mark is one too", "\"nj gfhjkm",
       "Это пароль {layout: \"nj gfhjkm > Это пароль}"},
      {"hyphens part words", "dfq-afq", "вай-фай {layout: dfq-afq > вай-фай}"},
      {"words that fit stay", "Outlook yt hf,jnftn",
       "Outlook не работает {layout: Outlook yt hf,jnftn > Outlook не работает}"},
      {"names stay", "Fortinet GlobalProtect yt hf,jnftn",
       "Fortinet GlobalProtect не работает {layout: Fortinet GlobalProtect yt hf,jnftn > "
       "Fortinet GlobalProtect не работает}"},
      {"abbreviations stay", "VPN yt hf,jnftn",
       "VPN не работает {layout: VPN yt hf,jnftn > VPN не работает}"},
      {"numbers and addresses stay", "jib,rf 720 user@mail.ru yt hf,jnftn",
       "ошибка 720 user@mail.ru не работает {layout: jib,rf 720 user@mail.ru yt hf,jnftn > "
       "ошибка 720 user@mail.ru не работает}"},
      {"the layout was switched in the middle", "принтер yt hf,jnftn",
       "принтер не работает {layout: принтер yt hf,jnftn > принтер не работает}"},
      {"a name with a number stays", "jib,rf KB-1042",
       "ошибка KB-1042 {layout: jib,rf KB-1042 > ошибка KB-1042}"},
      {"a word beside a number does not", "pf,sk gfhjkm-2",
       "забыл пароль-2 {layout: pf,sk gfhjkm-2 > забыл пароль-2}"},
      {"a comma rather than a rare word", "xnj, pf,sk",
       "что, забыл {layout: xnj, pf,sk > что, забыл}"},
      {"punctuation behind an unknown word", "pf,sk gfhjkm Vfqrhjcjan?",
       "забыл пароль Майкрософт? {layout: pf,sk gfhjkm Vfqrhjcjan? > забыл пароль Майкрософт?}"},
      {"English stays", "reset password", "reset password"},
      {"what is Russian stays", "не работает принтер", "не работает принтер"},
      {"what is no word on either stays", "qwxz", "qwxz"},
      {"too short to say", "yt", "yt"},
  };
  words.Has("ошибка").Has("что", 50).Has("чтоб", 3);
  for (const Case& test : kCases) Expect(test, "ru", words);
}

TEST(LayoutTest, ReadsLatinTypedOnTheRussianLayout) {
  FakeVocabulary words("ru");
  words.Has({"wifi", "mail", "как", "настроить", "vpn", "не", "работает", "мыло"});
  words.Has({"c", "d", "обновление", "с", "в", "по"});
  words.Knows({"password", "reset"});
  const Case kCases[] = {
      {"one word", "ьфшд", "mail {layout: ьфшд > mail}"},
      {"among Russian words", "как настроить цшаш",
       "как настроить wifi {layout: как настроить цшаш > как настроить wifi}"},
      {"three letters", "мзт не работает",
       "vpn не работает {layout: мзт не работает > vpn не работает}"},
      {"a phrase", "куыуе зфыыцщкв", "reset password {layout: куыуе зфыыцщкв > reset password}"},
      {"a Russian word stays", "мыло", "мыло"},
      {"single letters say nothing", "обновление с 2004 по 2014 в", "обновление с 2004 по 2014 в"},
  };
  for (const Case& test : kCases) Expect(test, "ru", words);
}

TEST(LayoutTest, ReadsWhatIsQuotedToo) {
  FakeVocabulary words("ru");
  words.Has({"ошибка", "доступ", "запрещен", "когда"});
  const Query query = MendTyped("jib,rf «ljcneg pfghtoty» rjulf", "ru", words);
  EXPECT_EQ(query.text, "ошибка доступ запрещен когда");
  EXPECT_EQ(query.phrases, std::vector<std::string>{"доступ запрещен"});
}

TEST(LayoutTest, LeavesAloneWhatIsNothingButQuoted) {
  FakeVocabulary words("ru");
  words.Has({"доступ", "запрещен"});
  const Query query = MendTyped("\"ljcneg pfghtoty\"", "ru", words);
  EXPECT_EQ(query.text, "ljcneg pfghtoty");
  EXPECT_EQ(query.phrases, std::vector<std::string>{"ljcneg pfghtoty"});
  EXPECT_TRUE(query.rewrites.empty());
}

TEST(LayoutTest, ReadsOtherLanguages) {
  FakeVocabulary polish("pl");
  polish.Has({"drukarka", "nie", "drukuje"});
  Expect({"Polish on Russian", "вкглфклф тшу вкглгоу",
          "drukarka nie drukuje {layout: вкглфклф тшу вкглгоу > drukarka nie drukuje}"},
         "pl", polish);
  FakeVocabulary english("en");
  english.Has({"password", "reset", "disk", "is", "full"});
  Expect({"English on Russian", "куыуе зфыыцщкв?",
          "reset password? {layout: куыуе зфыыцщкв? > reset password?}"},
         "en", english);
  Expect({"English on Ukrainian", "вшіл ші агдд",
          "disk is full {layout: вшіл ші агдд > disk is full}"},
         "en", english);
  FakeVocabulary german("de");
  german.Has({"zurücksetzen", "passwort"});
  Expect({"German on Russian", "зфыыцщке нгкхслыуенут",
          "passwort zurücksetzen {layout: зфыыцщке нгкхслыуенут > passwort zurücksetzen}"},
         "de", german);
  FakeVocabulary ukrainian("uk");
  ukrainian.Has({"пароль", "забув", "її", "мій"});
  Expect({"Ukrainian on English", "pf,ed vsq gfhjkm",
          "забув мій пароль {layout: pf,ed vsq gfhjkm > забув мій пароль}"},
         "uk", ukrainian);
  FakeVocabulary chinese("zh");
  chinese.Has({"密码"});
  Expect({"no layout of its own", "gfhjkm", "gfhjkm"}, "zh", chinese);
}

}  // namespace
}  // namespace zeroline
