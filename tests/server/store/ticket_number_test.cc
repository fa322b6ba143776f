#include "server/store/ticket_number.h"

#include <gtest/gtest.h>

#include <random>
#include <utility>

namespace zeroline {
namespace {

TEST(TicketNumberTest, EndsWithTheCheckDigitOfThePublishedExample) {
  EXPECT_EQ(FormatTicketNumber(572), "ZL-5724");
}

TEST(TicketNumberTest, ReadsBackWhatItFormats) {
  for (const std::int64_t serial : {0L, 9L, 1000L, 1042L, 999'999L, 12'345'678'901L}) {
    EXPECT_EQ(ParseTicketNumber(FormatTicketNumber(serial)), serial);
  }
}

TEST(TicketNumberTest, ForgivesHowPeopleTypeIt) {
  for (const char* number : {"ZL-5724", "zl-5724", "5724", " ZL-57 24 ", "Zl- 5724"}) {
    EXPECT_EQ(ParseTicketNumber(number), 572) << number;
  }
}

TEST(TicketNumberTest, RefusesWhatIsNoNumber) {
  for (const char* number : {"", "4", "ZL-", "ZL-5725", "ZL-572x", "KB-5724", "ZL--5724", "-5724",
                             "5724' OR 1=1", "0000000000000000000000000000"}) {
    EXPECT_EQ(ParseTicketNumber(number), std::nullopt) << number;
  }
}

TEST(TicketNumberTest, NoticesEveryWrongDigitAndEverySwapOfNeighbours) {
  const unsigned seed = 7;
  std::mt19937 random(seed);
  SCOPED_TRACE(seed);
  for (int round = 0; round < 200; ++round) {
    const std::string right = FormatTicketNumber(static_cast<std::int64_t>(random() % 10'000'000));
    for (std::size_t i = 3; i < right.size(); ++i) {
      for (char digit = '0'; digit <= '9'; ++digit) {
        std::string wrong = right;
        wrong[i] = digit;
        if (wrong == right) continue;
        EXPECT_FALSE(ParseTicketNumber(wrong)) << wrong << " for " << right;
      }
      std::string swapped = right;
      if (i + 1 < right.size()) std::swap(swapped[i], swapped[i + 1]);
      if (swapped == right) continue;
      EXPECT_FALSE(ParseTicketNumber(swapped)) << swapped << " for " << right;
    }
  }
}

}  // namespace
}  // namespace zeroline
