#include "indexer/language/normalizer.h"

#include <gtest/gtest.h>

#include "indexer/language/analyzer.h"

namespace zeroline {
namespace {

TEST(NormalizerTest, MakesOneWordOfManySpellings) {
  const struct {
    const char* name;
    const char* input;
    const char* want;
  } kCases[] = {
      {"case", "PassWord", "password"},
      {"full width", "\uff2b\uff22\uff11", "kb1"},
      {"ligature", "\ufb01le", "file"},
      {"soft hyphen", "pass\u00adword", "password"},
      {"typographic apostrophe", "don\u2019t", "don't"},
      {"composed and decomposed", "cafe\u0301", "caf\u00e9"},
      {"sharp s", "Stra\u00dfe", "strasse"},
  };
  for (const auto& test : kCases) EXPECT_EQ(NormalizeWord(test.input), test.want) << test.name;
}

TEST(NormalizerTest, FoldsOnlyTheMarksThatPeopleLeaveOut) {
  const struct {
    const char* name;
    const char* input;
    const char* want;
  } kCases[] = {
      {"Polish", "za\u017c\u00f3\u0142\u0107", "zazolc"},
      {"French", "\u00e9l\u00e8ve", "eleve"},
      {"Russian yo", "\u0451\u043b\u043a\u0430", "\u0435\u043b\u043a\u0430"},
      {"Russian short i stays", "\u043c\u043e\u0439", "\u043c\u043e\u0439"},
      {"Ukrainian yi stays", "\u0457\u0436\u0430\u043a", "\u0457\u0436\u0430\u043a"},
      {"Vietnamese", "m\u1eadt kh\u1ea9u", "mat khau"},
      {"Hindi vowel signs stay", "\u092a\u093e\u0938\u0935\u0930\u094d\u0921",
       "\u092a\u093e\u0938\u0935\u0930\u094d\u0921"},
      {"Danish", "sm\u00f8rrebr\u00f8d", "smorrebrod"},
  };
  for (const auto& test : kCases) EXPECT_EQ(FoldNormalized(test.input), test.want) << test.name;
}

TEST(NormalizerTest, TypedWordsFoldTraditionalChineseToo) {
  EXPECT_EQ(FoldWord("\u5fd8\u8a18\u5bc6\u78bc"), "\u5fd8\u8bb0\u5bc6\u7801");
  EXPECT_EQ(FoldWord("\u0141\u00f3d\u017a"), "lodz");
}

}  // namespace
}  // namespace zeroline
