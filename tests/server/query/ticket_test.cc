#include "server/query/ticket.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/query/ticket_words.h"

namespace zeroline {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::ResultOf;
using ::testing::SizeIs;

TEST(TicketTest, IsCutIntoSentences) {
  const struct {
    const char* name;
    const char* language;
    const char* subject;
    const char* body;
    std::vector<std::string> want;
  } kCases[] = {
      {"subject first", "en", "Printer", "It is jammed.", {"Printer", "It is jammed."}},
      {"wrapped by a mail program",
       "en",
       "",
       "Since the update of last week my account in the portal\nis locked.\nThanks",
       {"Since the update of last week my account in the portal is locked.", "Thanks"}},
      {"wrapped before a noun in capitals",
       "de",
       "",
       "Seit der Aktualisierung von letzter Woche ist mein ganzes\nKonto gesperrt",
       {"Seit der Aktualisierung von letzter Woche ist mein ganzes Konto gesperrt"}},
      {"a list",
       "en",
       "",
       "I tried:\n- another cable\n- another port\n2. a restart",
       {"I tried:", "another cable", "another port", "a restart"}},
      {"signature mark",
       "ru",
       "",
       "Не работает VPN\n-- \nИван Петров\nОтдел продаж",
       {"Не работает VPN"}},
      {"quoted answer",
       "pl",
       "",
       "Nadal nie działa.\n> Proszę uruchomić ponownie.\n> Pozdrawiamy",
       {"Nadal nie działa."}},
      {"carriage returns", "en", "", "No sound\r\n\r\nNo picture\r\n", {"No sound", "No picture"}},
      {"abbreviations",
       "de",
       "",
       "Das Gerät, z. B. der Drucker, fehlt. Was nun?",
       {"Das Gerät, z. B. der Drucker, fehlt.", "Was nun?"}},
      {"Chinese",
       "zh",
       "密码",
       "你好，我忘记密码了。怎么办？\n谢谢",
       {"密码", "你好，我忘记密码了。", "怎么办？", "谢谢"}},
      {"said twice",
       "en",
       "No sound",
       "No sound. No picture.\nNo sound",
       {"No sound", "No sound.", "No picture."}},
      {"nothing", "en", "", " \n \n", {}},
  };
  for (const auto& c : kCases) {
    EXPECT_THAT(SplitTicket(c.subject, c.body, c.language), ElementsAreArray(c.want)) << c.name;
  }
}

TEST(TicketTest, WithoutFullStopsIsCutIntoShortPieces) {
  std::string body;
  for (int i = 0; i < 100; ++i) body += "word" + std::to_string(i) + " ";
  const std::vector<std::string> pieces = SplitTicket("", body, "en");
  EXPECT_THAT(pieces, SizeIs(4));
  EXPECT_THAT(pieces, Each(ResultOf(CountRoughWords, ::testing::Le(kMaxSentenceWords))));
  EXPECT_THAT(pieces.back(), HasSubstr("word99"));
}

TEST(TicketTest, IsCutBehindACommaWhereItCan) {
  std::string body;
  for (int i = 0; i < 40; ++i) body += i == 19 ? "last, " : "word ";
  const std::vector<std::string> pieces = SplitTicket("", body, "en");
  ASSERT_THAT(pieces, SizeIs(2));
  EXPECT_TRUE(pieces.front().ends_with("last,")) << pieces.front();
}

TEST(TicketTest, IsBounded) {
  std::string body;
  for (int i = 0; i < 5000; ++i) body += "Help " + std::to_string(i) + " people. ";
  const std::vector<std::string> sentences = SplitTicket("", body, "en");
  EXPECT_THAT(sentences, SizeIs(kMaxTicketSentences));
  EXPECT_THAT(SplitTicket(std::string(1 << 20, 'x'), std::string(1 << 20, '\xff'), "ru"),
              Each(ResultOf([](const std::string& s) { return s.size(); },
                            ::testing::Le(3 * kMaxTicketBytes))));
}

TEST(TicketTest, IsToldRatherThanAsked) {
  const struct {
    const char* name;
    const char* language;
    const char* text;
    bool want;
  } kCases[] = {
      {"keywords", "en", "printer jam", false},
      {"a question", "en", "How do I reset the password of my mailbox?", false},
      {"a greeting", "en", "Hello! How do I reset the password?", false},
      {"two sentences", "en", "The printer is jammed. What should I do?", true},
      {"Chinese question", "zh", "我忘记密码怎么办？", false},
      {"Chinese sentences", "zh", "我的打印机不能打印了。应该怎么重新连接？", true},
      {"long", "en",
       "the printer on the second floor does not print anything since last week when somebody came "
       "and changed the paper and then left without a word to us",
       true},
  };
  for (const auto& c : kCases) EXPECT_EQ(LooksLikeTicket(c.text, c.language), c.want) << c.name;
}

TEST(TicketWordsTest, AreThereForTheLanguagesOfThePortal) {
  for (const char* language : {"en", "ru", "pl", "de", "zh"}) {
    EXPECT_GT(CountRoughWords(TicketWords(language)), 50u) << language;
  }
  EXPECT_EQ(TicketWords("de-AT"), TicketWords("de"));
  EXPECT_EQ(TicketWords("tlh"), "");
  EXPECT_EQ(TicketWords(""), "");
}

}  // namespace
}  // namespace zeroline
