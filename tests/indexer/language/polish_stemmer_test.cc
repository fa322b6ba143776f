#include "indexer/language/polish_stemmer.h"

#include <gtest/gtest.h>

namespace zeroline {
namespace {

TEST(PolishStemmerTest, InflectionsOfUnknownWordsShareAStem) {
  const struct {
    const char* one;
    const char* other;
  } kCases[] = {
      {"laptopa", "laptopy"},
      {"outlooka", "outlooku"},
      {"sharepointami", "sharepointach"},
      {"zablokowanego", "zablokowanemu"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(StemPolish(test.one), StemPolish(test.other)) << test.one << " / " << test.other;
  }
}

TEST(PolishStemmerTest, NeverEmptiesAWord) {
  for (const char* word : {"a", "ć", "ący", "owy", "najszy", "acja", "ami", "ek", "byście"}) {
    EXPECT_FALSE(StemPolish(word).empty()) << word;
  }
  EXPECT_EQ(StemPolish(""), "");
}

}  // namespace
}  // namespace zeroline
