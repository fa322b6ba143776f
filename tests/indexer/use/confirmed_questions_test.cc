#include "indexer/use/confirmed_questions.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace zeroline {
namespace {

constexpr std::int32_t kToday = 20000;  // 2024-10-04

ConfirmedQuestions Parse(const std::string& text) {
  return ParseConfirmedQuestions(text, "confirmed.tsv", kToday);
}

TEST(ConfirmedQuestionsTest, ReadsQuestionLanguageArticleCountAndDate) {
  const ConfirmedQuestions read = Parse("Where is  my mail?\tPT-br\temail/lost\t3\t1970-01-31\n");
  ASSERT_EQ(read.rows.size(), 1u);
  EXPECT_TRUE(read.diagnostics.empty());
  EXPECT_EQ(read.rows[0].question, "Where is my mail?");
  EXPECT_EQ(read.rows[0].language, "pt-BR");
  EXPECT_EQ(read.rows[0].article_id, "email/lost");
  EXPECT_EQ(read.rows[0].count, 3u);
  EXPECT_EQ(read.rows[0].day, 30);
}

TEST(ConfirmedQuestionsTest, PassesOverHeaderCommentsEmptyLinesAndByteOrderMark) {
  const ConfirmedQuestions read = Parse(
      "\xEF\xBB\xBFquestion\tlanguage\tarticle\tcount\tdate\r\n"
      "# kept by the analytics\r\n"
      "\r\n"
      "VPN drops\ten\tvpn\t1\t2024-10-04\r\n"
      "last line without an end\ten\tvpn\t1\t2024-10-01");
  EXPECT_TRUE(read.diagnostics.empty());
  ASSERT_EQ(read.rows.size(), 2u);
  EXPECT_EQ(read.rows[0].day, kToday);
  EXPECT_EQ(read.rows[1].question, "last line without an end");
}

TEST(ConfirmedQuestionsTest, SkipsWhatItCannotReadAndSaysWhereAndWhy) {
  struct Case {
    const char* name;
    std::string line;
    const char* want;  // in the message
  };
  const std::vector<Case> cases = {
      {"spaces for tabs", "VPN drops en vpn 1 2024-10-01", "five columns"},
      {"a column too few", "VPN drops\ten\tvpn\t1", "five columns"},
      {"a column too many", "VPN drops\ten\tvpn\t1\t2024-10-01\tmore", "five columns"},
      {"no question", " \ten\tvpn\t1\t2024-10-01", "question is empty"},
      {"a ticket", std::string(kMaxQuestionBytes + 1, 'a') + "\ten\tvpn\t1\t2024-10-01", "longer"},
      {"no language", "VPN drops\tenglish!\tvpn\t1\t2024-10-01", "no language"},
      {"no article", "VPN drops\ten\t\t1\t2024-10-01", "article id"},
      {"nothing confirmed", "VPN drops\ten\tvpn\t0\t2024-10-01", "count"},
      {"negative", "VPN drops\ten\tvpn\t-1\t2024-10-01", "count"},
      {"words for numbers", "VPN drops\ten\tvpn\tmany\t2024-10-01", "count"},
      {"a date written elsewhere", "VPN drops\ten\tvpn\t1\t01.10.2024", "YYYY-MM-DD"},
      {"a day the calendar lacks", "VPN drops\ten\tvpn\t1\t2023-02-29", "YYYY-MM-DD"},
      {"tomorrow", "VPN drops\ten\tvpn\t1\t2024-10-05", "has not come"},
      {"not UTF-8", "VPN dr\xFFps\ten\tvpn\t1\t2024-10-01", "UTF-8"},
  };
  for (const Case& item : cases) {
    const ConfirmedQuestions read = Parse("good\ten\tvpn\t1\t2024-10-01\n" + item.line +
                                          "\ngood too\ten\tvpn\t1\t2024-10-01\n");
    EXPECT_EQ(read.rows.size(), 2u) << item.name;
    ASSERT_EQ(read.diagnostics.size(), 1u) << item.name;
    EXPECT_EQ(read.diagnostics[0].path, "confirmed.tsv") << item.name;
    EXPECT_EQ(read.diagnostics[0].line, 2) << item.name;
    EXPECT_EQ(read.diagnostics[0].severity, Severity::kWarning) << item.name;
    EXPECT_NE(read.diagnostics[0].message.find(item.want), std::string::npos)
        << item.name << ": " << read.diagnostics[0].message;
  }
}

TEST(ConfirmedQuestionsTest, BoundsWhatItReportsAndWhatOneLineCounts) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "bad line\n";
  text += "q\ten\tvpn\t18446744073709551615\t2024-10-01\n";
  const ConfirmedQuestions read = Parse(text);
  ASSERT_EQ(read.rows.size(), 1u);
  EXPECT_EQ(read.rows[0].count, kMaxRowCount);
  ASSERT_LE(read.diagnostics.size(), 51u);
  EXPECT_EQ(read.diagnostics.back().message, "950 more lines were skipped; mend those above first");
}

}  // namespace
}  // namespace zeroline
