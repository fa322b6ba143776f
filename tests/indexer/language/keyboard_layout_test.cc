#include "indexer/language/keyboard_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Layout kAll[] = {Layout::kEnglish, Layout::kGerman, Layout::kRussian, Layout::kUkrainian,
                           Layout::kBelarusian};

TEST(TypedOnOtherLayoutTest, GivesWhatTheSameKeysGive) {
  const struct {
    const char* name;
    const char* text;
    Layout from, to;
    const char* want;
  } kCases[] = {
      {"Russian on English", "привет", Layout::kRussian, Layout::kEnglish, "ghbdtn"},
      {"English on Russian", "password", Layout::kEnglish, Layout::kRussian, "зфыыцщкв"},
      {"repair", "yt hf,jnftn ghbynth", Layout::kEnglish, Layout::kRussian, "не работает принтер"},
      {"capitals", "ВПН", Layout::kRussian, Layout::kEnglish, "DGY"},
      {"letters under punctuation", "объёмЖЭ", Layout::kRussian, Layout::kEnglish, "j,]`v:\""},
      {"punctuation under letters", "vpn, mail.", Layout::kEnglish, Layout::kRussian, "мзтб ьфшдю"},
      {"question mark", "как?", Layout::kRussian, Layout::kEnglish, "rfr&"},
      {"digits stay", "ошибка 809", Layout::kRussian, Layout::kEnglish, "jib,rf 809"},
      {"Ukrainian", "їжак є", Layout::kUkrainian, Layout::kEnglish, "];fr '"},
      {"Ukrainian i is Russian y", "пів", Layout::kUkrainian, Layout::kRussian, "пыв"},
      {"Belarusian", "ўсё", Layout::kBelarusian, Layout::kEnglish, "oc`"},
      {"German", "zyß", Layout::kGerman, Layout::kEnglish, "yz-"},
      {"without a key", "密码 ł", Layout::kEnglish, Layout::kRussian, "密码 ł"},
      {"nothing", "", Layout::kEnglish, Layout::kRussian, ""},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(TypedOnOtherLayout(test.text, test.from, test.to), test.want) << test.name;
  }
}

TEST(TypedOnOtherLayoutTest, UndoesItself) {
  const std::string text = "Забыл пароль: 0x80070005, \"VPN\" [и] ещё; їжак, straße?";
  for (const Layout from : kAll) {
    for (const Layout to : kAll) {
      // What `from` has no key for stays and may be a character of `to`; only keys go back.
      const std::string keys =
          TypedOnOtherLayout("qwertyuiop asdfghjkl zxcvbnm QAZ 123", Layout::kEnglish, from);
      EXPECT_EQ(TypedOnOtherLayout(TypedOnOtherLayout(keys, from, to), to, from), keys);
    }
    EXPECT_EQ(TypedOnOtherLayout(text, from, from), text);
  }
}

TEST(TypedOnOtherLayoutTest, KeepsInvalidBytes) {
  EXPECT_EQ(TypedOnOtherLayout("a\xff"
                               "b",
                               Layout::kEnglish, Layout::kRussian),
            "ф\xffи");
}

TEST(LayoutOfLanguageTest, LooksAtThePrimarySubtag) {
  EXPECT_EQ(LayoutOfLanguage("en-GB"), Layout::kEnglish);
  EXPECT_EQ(LayoutOfLanguage("uk"), Layout::kUkrainian);
  EXPECT_EQ(LayoutOfLanguage("zh"), std::nullopt);
  EXPECT_EQ(LayoutOfLanguage(""), std::nullopt);
}

TEST(NeighbouringLettersTest, TouchTheKey) {
  EXPECT_THAT(NeighbouringLetters("g", Layout::kEnglish),
              ElementsAre("t", "y", "f", "h", "v", "b"));
  EXPECT_THAT(NeighbouringLetters("Q", Layout::kEnglish), ElementsAre("w", "a"));
  EXPECT_THAT(NeighbouringLetters("p", Layout::kEnglish), ElementsAre("o", "l"));
  EXPECT_THAT(NeighbouringLetters("ъ", Layout::kRussian), ElementsAre("х", "э"));
  EXPECT_THAT(NeighbouringLetters("я", Layout::kRussian), ElementsAre("ф", "ы", "ч"));
  EXPECT_THAT(NeighbouringLetters("ż", Layout::kEnglish), IsEmpty());
  EXPECT_THAT(NeighbouringLetters("", Layout::kEnglish), IsEmpty());
}

}  // namespace
}  // namespace zeroline
