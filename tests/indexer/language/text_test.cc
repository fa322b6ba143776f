#include "indexer/language/text.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace zeroline {
namespace {

TEST(Utf8Test, FindsTheFirstInvalidByte) {
  const struct {
    const char* name;
    std::string input;
    std::optional<std::size_t> want;
  } kCases[] = {
      {"ascii", "plain", std::nullopt},   {"every length", "a\u00e9\u4e2d\U0001F600", std::nullopt},
      {"lone continuation", "ab\x80", 2}, {"cut short", "ab\xE4\xB8", 2},
      {"overlong slash", "\xC0\xAF", 0},  {"surrogate", "x\xED\xA0\x80", 1},
      {"latin-1", "caf\xE9 au lait", 3},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(FindInvalidUtf8(test.input), test.want) << test.name;
  }
}

TEST(Utf8Test, RepairsWithoutLosingTheRest) {
  EXPECT_EQ(RepairUtf8("caf\xE9 au"), "caf\uFFFD au");
  EXPECT_EQ(RepairUtf8(std::string("a\0b", 3)), "a b");
  EXPECT_EQ(RepairUtf8("\u4e2d\u6587"), "\u4e2d\u6587");
  EXPECT_FALSE(FindInvalidUtf8(RepairUtf8("\xFF\xFE\xE4\xB8 x\xC3")).has_value());
}

TEST(Utf8Test, TruncatesOnCodePoints) {
  const std::string text = "\u0451\u043b\u043a\u0430";  // two bytes each
  EXPECT_EQ(TruncateUtf8(text, 8), text);
  EXPECT_EQ(TruncateUtf8(text, 7), "\u0451\u043b\u043a");
  EXPECT_EQ(TruncateUtf8(text, 1), "");
  EXPECT_EQ(TruncateUtf8("", 5), "");
}

TEST(TextTest, CollapsesWhiteSpaceOfEveryScript) {
  EXPECT_EQ(CollapseWhiteSpace("  a \t\n b\u00a0\u3000c  "), "a b c");
  EXPECT_EQ(CollapseWhiteSpace("a\x01\x02"
                               "b"),
            "ab");
  EXPECT_EQ(CollapseWhiteSpace(" \n "), "");
}

TEST(TextTest, SlugsKeepLettersOfEveryScript) {
  const struct {
    const char* input;
    const char* want;
  } kCases[] = {
      {"Reset your password", "reset-your-password"},
      {"  What's new in 2.0?  ", "what-s-new-in-2-0"},
      {"\u0421\u0431\u0440\u043e\u0441 \u043f\u0430\u0440\u043e\u043b\u044f (Windows)",
       "\u0441\u0431\u0440\u043e\u0441-\u043f\u0430\u0440\u043e\u043b\u044f-windows"},
      {"\u5fd8\u8bb0\u5bc6\u7801\uff1f", "\u5fd8\u8bb0\u5bc6\u7801"},
      {"\u0141\u00f3d\u017a", "\u0142\u00f3d\u017a"},
      {"!!!", ""},
  };
  for (const auto& test : kCases) EXPECT_EQ(Slugify(test.input), test.want);
}

TEST(LanguageTagTest, AcceptsOnlyRegisteredLanguages) {
  const struct {
    const char* input;
    std::optional<std::string> want;
  } kCases[] = {
      {"en", "en"},
      {"ZH", "zh"},
      {"pt-br", "pt-BR"},
      {"zh-hant", "zh-Hant"},
      {"images", std::nullopt},
      {"synonyms", std::nullopt},
      {"..", std::nullopt},
      {"", std::nullopt},
      {"xx", std::nullopt},
      {"e n", std::nullopt},
      {"en/..", std::nullopt},
  };
  for (const auto& test : kCases) EXPECT_EQ(CanonicalLanguageTag(test.input), test.want);
}

TEST(LanguageTagTest, NamesALanguageInItself) {
  EXPECT_EQ(LanguageName("pl"), "Polski");
  EXPECT_EQ(LanguageName("ru"), "\u0420\u0443\u0441\u0441\u043a\u0438\u0439");
  EXPECT_EQ(LanguageName("zh"), "\u4e2d\u6587");
  EXPECT_EQ(LanguageName("en"), "English");
}

TEST(LanguageTagTest, NegotiatesLikeABrowserExpects) {
  const std::vector<std::string> available = {"en", "ru", "pl", "zh"};
  const struct {
    const char* header;
    std::optional<std::string> want;
  } kCases[] = {
      {"pl,en;q=0.8", "pl"},
      {"en;q=0.3, ru;q=0.9", "ru"},
      {"zh-TW,zh;q=0.9,en;q=0.5", "zh"},
      {"fr, de;q=0.5", std::nullopt},
      {"fr, PL-pl;q=0.5", "pl"},
      {"ru;q=0", std::nullopt},
      {"", std::nullopt},
      {";;;q=,,,", std::nullopt},
      {"en;q=abc", std::nullopt},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(NegotiateLanguage(test.header, available), test.want) << test.header;
  }
}

}  // namespace
}  // namespace zeroline
