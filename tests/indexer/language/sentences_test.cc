#include "indexer/language/sentences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace zeroline {
namespace {

using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

TEST(SentencesTest, EndsWhereSentencesEnd) {
  const struct {
    const char* name;
    const char* language;
    const char* input;
    std::vector<std::string> want;
  } kCases[] = {
      {"plain", "en", "It is jammed. What now? Help!", {"It is jammed.", "What now?", "Help!"}},
      {"no end mark", "en", "printer does not print", {"printer does not print"}},
      {"time of day", "en", "Call me after 3 p.m. on Monday.", {"Call me after 3 p.m. on Monday."}},
      {"title", "en", "Ask Dr. Smith. He knows.", {"Ask Dr. Smith.", "He knows."}},
      {"e.g.", "en", "Some, e.g. Mine, fail.", {"Some, e.g. Mine, fail."}},
      {"version", "en", "Version 2.5.1 fails.", {"Version 2.5.1 fails."}},
      {"no capitals",
       "en",
       "my printer is broken. it says jam. what now?",
       {"my printer is broken.", "it says jam. what now?"}},
      {"Polish",
       "pl",
       "Mam drukarkę, np. HP. Nie działa od godz. 15.",
       {"Mam drukarkę, np. HP.", "Nie działa od godz. 15."}},
      {"Polish abbreviation before a name", "pl", "Zob. Ustawienia.", {"Zob. Ustawienia."}},
      {"Russian",
       "ru",
       "Принтер, т.е. Canon, стоит. Что делать?",
       {"Принтер, т.е. Canon, стоит.", "Что делать?"}},
      {"Russian address", "ru", "Офис на ул. Мира закрыт.", {"Офис на ул. Мира закрыт."}},
      {"German",
       "de",
       "Manche Geräte, z. B. Drucker, fehlen. Warum?",
       {"Manche Geräte, z. B. Drucker, fehlen.", "Warum?"}},
      {"German number", "de", "Siehe Nr. Sieben bzw. Acht.", {"Siehe Nr. Sieben bzw. Acht."}},
      {"Chinese", "zh", "打印机坏了。怎么办？请帮忙！", {"打印机坏了。", "怎么办？", "请帮忙！"}},
      {"unknown language", "tlh", "nuqneH. Qapla'!", {"nuqneH.", "Qapla'!"}},
  };
  for (const auto& c : kCases) {
    EXPECT_THAT(SplitSentences(c.input, c.language), ElementsAreArray(c.want)) << c.name;
  }
}

TEST(SentencesTest, OfNothingAreNone) {
  EXPECT_THAT(SplitSentences("", "en"), IsEmpty());
  EXPECT_THAT(SplitSentences(" \n ", "ru"), IsEmpty());
}

TEST(SentencesTest, SurviveInvalidUtf8) {
  std::size_t bytes = 0;
  for (const std::string_view sentence : SplitSentences("\xff\xfe. \xd0.\x80 A. ", "ru")) {
    EXPECT_FALSE(sentence.empty());
    bytes += sentence.size();
  }
  EXPECT_GE(bytes, 7u);
}

TEST(SentencesTest, KnowSmallLetters) {
  EXPECT_TRUE(BeginsWithSmallLetter("да"));
  EXPECT_TRUE(BeginsWithSmallLetter("łódź"));
  EXPECT_FALSE(BeginsWithSmallLetter("Да"));
  EXPECT_FALSE(BeginsWithSmallLetter("打印"));
  EXPECT_FALSE(BeginsWithSmallLetter("3 p.m."));
  EXPECT_FALSE(BeginsWithSmallLetter(""));
}

}  // namespace
}  // namespace zeroline
