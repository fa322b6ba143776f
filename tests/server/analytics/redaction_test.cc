#include "server/analytics/redaction.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace zeroline {
namespace {

struct Case {
  std::string name;
  std::string input;
  std::string want;
};

TEST(RedactionTest, MasksWhatTellsWhoSomebodyIs) {
  const std::vector<Case> cases = {
      {"address", "mail to vera.nowak+it@example.co.uk bounces", "mail to [@] bounces"},
      {"address at a sentence's end", "write to vera@example.com.", "write to [@]."},
      {"address without a dot", "login vera@corp fails", "login [@] fails"},
      {"address in Cyrillic", "почта вера@пример.рф не работает", "почта [@] не работает"},
      {"address in Chinese", "我的邮箱vera@example.com无法登录", "我的邮箱[@]无法登录"},
      {"wide address", "vera＠example.com", "[@]"},
      {"address that begins with a number", "600100200@example.com", "[@]"},
      {"number before an address", "+48 600 100 200@example.com", "[@]"},
      {"international", "call +48 600 100 200 now", "call [#] now"},
      {"Russian", "8 (916) 123-45-67", "[#]"},
      {"Polish", "numer 600 100 200", "numer [#]"},
      {"American", "(555) 123-4567", "[#]"},
      {"Chinese", "手机13812345678收不到短信", "手机[#]收不到短信"},
      {"local", "telephone 123-45-67", "telephone [#]"},
      {"card", "card 4111 1111 1111 1111 declined", "card [#] declined"},
      {"account", "PL61 1090 1014 0000 0712 1981 2874", "PL61 [#]"},
      {"long number", "pesel 44051401359", "pesel [#]"},
      {"wide number", "１３８１２３４５６７８", "[#]"},
      {"key", "token zl_3f9ab2c47d8e1f60a5b4 refused", "token [*] refused"},
      {"UUID", "device 3f2504e0-4f89-11d3-9a0c-0305e82c3301", "device [*]"},
      {"two at once", "vera@example.com 600100200", "[@] [#]"},
  };
  for (const Case& test : cases) {
    EXPECT_EQ(Redacted(test.input), test.want) << test.name;
    EXPECT_EQ(Redacted(Redacted(test.input)), test.want) << test.name << ", twice";
    EXPECT_TRUE(HasPersonalData(test.input)) << test.name;
    EXPECT_TRUE(HasPersonalData(test.want)) << test.name;
  }
}

TEST(RedactionTest, LeavesWhatArticlesAreAbout) {
  const std::vector<std::string> cases = {
      "",
      "0x80070005",
      "error 80070005",
      "ERR_CONNECTION_RESET",
      "KB-1042",
      "KB5034441 fails",
      "INC-123456789",
      "windows 10.0.19045.3693",
      "proxy 192.168.100.200",
      "office 2016 2019 2021",
      "report of 2024-05-17 14:30",
      "report of 17-05-2024",
      "windows-10-22h2-x64-german-2024.iso",
      "outlook 365 on windows 11",
      "@mentions in chat",
      "a @ b",
      "как сбросить пароль",
      "DRIVER_IRQL_NOT_LESS_OR_EQUAL",
  };
  for (const std::string& text : cases) {
    EXPECT_EQ(Redacted(text), text);
    EXPECT_FALSE(HasPersonalData(text)) << text;
  }
}

TEST(RedactionTest, SurvivesWhatIsNoText) {
  EXPECT_EQ(Redacted("\xFF@\xFE"), "\xFF@\xFE");
  EXPECT_EQ(Redacted("@"), "@");
  EXPECT_EQ(Redacted("+((("), "+(((");
}

}  // namespace
}  // namespace zeroline
