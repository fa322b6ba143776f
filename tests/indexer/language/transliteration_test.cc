#include "indexer/language/transliteration.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace zeroline {
namespace {

struct Spelling {
  const char* language;
  const char* word;
  std::vector<const char*> typed;
};

TEST(TransliterationTest, GivesAWordAndItsSpellingsOneKey) {
  const Spelling cases[] = {
      {"ru", "не", {"ne", "nje", "nye"}},
      {"ru", "работает", {"rabotaet", "rabotajet", "rabotayet", "RABOTAET"}},
      {"ru", "пароль", {"parol", "parol'", "parolʹ", "parol’"}},
      {"ru", "забыл", {"zabyl", "zabil", "zabyll"}},
      {"ru", "подключить", {"podklyuchit", "podkluchit", "podkljuchit'", "podključitʹ"}},
      {"ru", "настройка", {"nastroika", "nastroyka", "nastrojka"}},
      {"ru", "настройки", {"nastroiki", "nastroyki", "nastrojki"}},
      {"ru", "учётная", {"uchetnaya", "uchyotnaja", "uchjotnaia", "učetnaja"}},
      {"ru", "учетная", {"uchetnaya", "uchyotnaja", "uchjotnaia", "učetnaja"}},
      {"ru", "новый", {"novy", "novyj", "noviy", "novyi", "novii"}},
      {"ru", "можно", {"mozhno", "mojno", "možno"}},
      {"ru", "положение", {"polozhenie", "polozhenije", "polozheniye"}},
      {"ru", "жить", {"zhit", "jit'", "zhyt"}},
      {"ru", "ещё", {"eshche", "esche", "eshhe", "yeshchyo", "ešče", "eshe"}},
      {"ru", "хорошо", {"horosho", "khorosho", "xorosho"}},
      {"ru", "текст", {"tekst", "text"}},
      {"ru", "цена", {"cena", "tsena", "tzena"}},
      {"ru", "вход", {"vhod", "vkhod", "whod"}},
      {"ru", "счет", {"schet", "schyot"}},
      {"ru", "отчёт", {"otchet", "otchyot", "otčet"}},
      {"ru", "компьютер", {"kompyuter", "kompjuter", "komputer", "kompiuter"}},
      {"ru", "объект", {"obekt", "ob'ekt", "objekt", "obyekt"}},
      {"ru", "программа", {"programma", "programa"}},
      {"ru", "работается", {"rabotaetsya", "rabotaetsja"}},
      {"ru", "1с", {"1s"}},
      {"uk", "пароль", {"parol"}},
      {"uk", "згоден", {"zgoden"}},
      {"uk", "налаштування", {"nalashtuvannya", "nalashtuvannja", "nalaštuvannia"}},
      {"uk", "їжа", {"yizha", "jizha", "izha"}},
      {"uk", "під'єднати", {"pidyednaty", "pidjednati", "pid'iednaty"}},
      {"be", "працуе", {"pratsue", "pracue"}},
      {"bg", "къща", {"kashta"}},
      {"zh", "忘记", {"wangji", "wang ji", "wang4ji4", "wàngjì", "WangJi"}},
      {"zh", "密碼", {"mima"}},
      {"zh", "银行", {"yinhang", "yinxing"}},
      {"zh", "重新", {"chongxin", "zhongxin"}},
      {"zh", "绿色", {"lvse", "lüse", "luse"}},
      {"zh", "西安", {"xi'an", "xian"}},
      {"de", "größe", {"groesse", "größe"}},
      {"de", "grösse", {"groesse"}},
      {"de", "zurücksetzen", {"zuruecksetzen", "Zuruecksetzen"}},
      {"sv", "lösenord", {"loesenord"}},
      {"da", "adgangskodeændring", {"adgangskodeaendring"}},
  };
  for (const Spelling& spelling : cases) {
    const std::vector<std::string> keys = LatinKeysOfWord(spelling.word, spelling.language);
    ASSERT_FALSE(keys.empty()) << spelling.word;
    for (const char* typed : spelling.typed) {
      const std::string key = LatinKey(typed, spelling.language);
      EXPECT_NE(std::find(keys.begin(), keys.end(), key), keys.end())
          << spelling.word << " has " << keys.front() << ", " << typed << " has " << key;
    }
  }
}

TEST(TransliterationTest, KeepsDifferentWordsApart) {
  const struct {
    const char* language;
    const char* one;
    const char* other;
  } cases[] = {{"ru", "пароль", "король"}, {"ru", "вход", "выход"},  {"ru", "может", "моет"},
               {"ru", "даже", "дае"},      {"ru", "звук", "жук"},    {"uk", "мова", "нова"},
               {"zh", "密码", "忘记"},     {"de", "öffnen", "ofen"}, {"ru", "цель", "сель"}};
  for (const auto& pair : cases) {
    EXPECT_NE(LatinKeysOfWord(pair.one, pair.language), LatinKeysOfWord(pair.other, pair.language))
        << pair.one << ' ' << pair.other;
  }
}

TEST(TransliterationTest, GivesNoKeyWhereNobodyNeedsOne) {
  const struct {
    const char* language;
    const char* word;
  } cases[] = {{"en", "password"}, {"pl", "hasło"},         {"ru", "windows"}, {"de", "drucker"},
               {"zh", "wifi"},     {"ru", "密码"},          {"zh", "пароль"},  {"zh", "𠀀"},
               {"el", "κωδικός"},  {"xx-unknown", "слово"}, {"ru", ""},        {"", "слово"}};
  for (const auto& item : cases) {
    EXPECT_TRUE(LatinKeysOfWord(item.word, item.language).empty()) << item.word;
  }
  EXPECT_EQ(LatinKey("пароль", "ru"), "");
  EXPECT_EQ(LatinKey("密码", "zh"), "");
  EXPECT_EQ(LatinKey("password", "en"), "");
  EXPECT_EQ(LatinKey("", "ru"), "");
  EXPECT_EQ(LatinKey("\xff\xfe", "ru"), "");
}

TEST(TransliterationTest, BoundsTheReadingsOfAWord) {
  const std::vector<std::string> keys = LatinKeysOfWord("重行重行重行重行", "zh");
  EXPECT_EQ(keys.size(), kMaxLatinKeys);
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
}

}  // namespace
}  // namespace zeroline
