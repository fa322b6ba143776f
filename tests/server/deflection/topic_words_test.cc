#include "server/deflection/topic_words.h"

#include <gtest/gtest.h>

#include "tests/support/value_or_throw.h"

namespace zeroline {
namespace {

TEST(TopicWordsTest, AreFoundInAnyForm) {
  const struct {
    const char* language;
    const char* text;
    const char* words;
    bool want;
  } cases[] = {
      {"en", "None of our printers print", "printer", true},
      {"en", "Print it for me", "printer", false},
      {"en", "The VPN is down.", "vpn", true},
      {"en", "vpnish things", "vpn", false},
      {"en", "My Wi-Fi fails", "wi-fi", true},
      {"en", "My Wi-Fi fails", "wifi", true},
      {"en", "my wifi fails", "Wi-Fi", true},
      {"en", "Logging in to shared drives fails", "shared drive", true},
      {"en", "The drive we shared", "shared drive", false},
      {"en", "It says ERR_QUOTA_7 again", "ERR_QUOTA_7", true},
      {"en", "It says ERR_QUOTA_8 again", "ERR_QUOTA_7", false},
      {"en", "Anything", "", false},
      {"en", "", "vpn", false},
      {"ru", "Не могу зайти в почту", "почта", true},
      {"ru", "Нет писем в ящике", "почта", false},
      {"ru", "Все счёта пропали", "счета", true},
      {"pl", "Drukarki nie drukują", "drukarka", true},
      {"pl", "Nie mam poczty", "poczta", true},
      {"zh", "我的邮箱无法登录", "邮箱", true},
      {"zh", "打印机坏了", "邮箱", false},
      {"zh", "VPN 连不上", "vpn", true},
  };
  for (const auto& one : cases) {
    const auto analyzer = testing::ValueOrThrow(Analyzer::Create(one.language));
    EXPECT_EQ(TopicWords(one.text, analyzer.get()).Has(one.words), one.want)
        << one.language << ": " << one.words << " in " << one.text;
  }
}

TEST(TopicWordsTest, SurviveTextsThatAreNoText) {
  const auto analyzer = testing::ValueOrThrow(Analyzer::Create("en"));
  EXPECT_FALSE(TopicWords("\xff\xfe\0 \xc3", analyzer.get()).Has("vpn"));
  EXPECT_FALSE(TopicWords("vpn", analyzer.get()).Has("\xff"));
}

}  // namespace
}  // namespace zeroline
