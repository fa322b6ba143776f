#include "indexer/commands/propose.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "indexer/commands/question_report.h"
#include "tests/support/process.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::chrono::year_month_day kToday{std::chrono::year(2030), std::chrono::month(1),
                                             std::chrono::day(31)};

constexpr const char* kReport = R"({"gaps":[
  {"id":"q-1","visitors":3,"language":"en","action":"add_questions",
   "wordings":[{"text":"tunnel stays grey","count":9},{"text":"mail anna@example.com","count":2},
               {"text":"grey tunnel: why","count":1}],
   "nearest":{"article":"network/vpn","language":"en","title":"VPN","source_path":"en/network/vpn.md",
              "confidence":0.7}},
  {"id":"q-2","visitors":3,"language":"ru","action":"translate","wordings":[{"text":"серый туннель","count":4}],
   "nearest":{"source_path":"en/network/vpn.md"}},
  {"id":"q-3","visitors":3,"language":"en","action":"write_article",
   "wordings":[{"text":"parking permit","count":30}],"nearest":null},
  {"id":"q-4","visitors":3,"language":"en","action":"add_questions","wordings":[{"text":"call +7 912 345-67-89"}],
   "nearest":null},
  {"id":"q-5","visitors":3,"language":"zh","action":"write_article","wordings":[{"text":"停车证"}],
   "nearest":{"source_path":"zh/network/vpn.md"}},
  {"id":"q-7","visitors":1,"language":"en","action":"add_questions","wordings":[{"text":"my tunnel"}],
   "nearest":{"source_path":"en/network/vpn.md"}}],
  "top":[{"id":"q-6","visitors":3,"language":"en","action":null,"wordings":[{"text":"vpn"}],
   "nearest":{"source_path":"en/network/vpn.md"}}]})";

class ProposeTest : public ::testing::Test {
 protected:
  ProposeTest() {
    setenv("HOME", tree_.path().c_str(), 1);
    setenv("XDG_CONFIG_HOME", tree_.path().c_str(), 1);
    tree_.Write(
        "kb/articles/en/network/vpn.md",
        "---\r\ntitle: VPN\r\nquestions:\r\n  - \"no vpn\"  # old\r\n---\r\n\r\n## What you "
        "see\r\n");
    Git({"init", "--quiet", "--initial-branch=main"});
    Git({"config", "user.name", "Anna"});
    Git({"config", "user.email", "anna@example.com"});
    Git({"add", "--all"});
    Git({"commit", "--quiet", "-m", "first"});
    command_.articles = tree_.path() / "kb/articles";
    command_.report = tree_.Write("report.json", kReport);
  }

  std::string Git(const std::vector<std::string>& arguments) {
    std::vector<std::string> words = {"/usr/bin/git", "-C", (tree_.path() / "kb").string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::string output;
    testing::RunCommand(words, tree_.path() / "log", &output);
    return output;
  }
  std::string Proposed(const std::string& path, const std::string& branch = "2030-01-31") {
    return Git({"show", "questions/" + branch + ":articles/" + path});
  }
  Status Run() {
    std::ostringstream out;
    const Status status = RunPropose(command_, kToday, out);
    printed_ = out.str();
    return status;
  }
  std::string Failure() {
    const Status status = Run();
    return status ? "" : status.error().message;
  }

  testing::TempTree tree_;
  ProposeCommand command_;
  std::string printed_;
};

TEST_F(ProposeTest, AddsQuestionsToTheNearestArticle) {
  command_.questions = {"q-1"};
  ASSERT_EQ(Failure(), "");
  EXPECT_EQ(Proposed("en/network/vpn.md", "q-1"),
            "---\r\ntitle: VPN\r\nquestions:\r\n  - \"no vpn\"  # old\r\n  - \"tunnel stays "
            "grey\"\r\n  - \"grey tunnel: why\"\r\n---\r\n\r\n## What you see\r\n");
  EXPECT_THAT(printed_, AllOf(HasSubstr("branch questions/q-1"), HasSubstr("vpn.md"),
                              HasSubstr("diff HEAD...questions/q-1")));
  EXPECT_THAT(Git({"log", "-1", "--format=%B", "questions/q-1"}),
              AllOf(HasSubstr("questions for en/network/vpn.md (q-1)"), Not(HasSubstr("@"))));
  EXPECT_EQ(Git({"status", "--porcelain"}), "");
  EXPECT_THAT(Failure(), HasSubstr("there is a branch questions/q-1 already"));
}

TEST_F(ProposeTest, MakesDraftsAndTranslationsOfTheFirstGaps) {
  command_.top = 4;
  ASSERT_EQ(Failure(), "");
  EXPECT_THAT(Proposed("en/network/vpn.md"), HasSubstr("tunnel stays grey"));
  EXPECT_THAT(Proposed("ru/network/vpn.md"),
              AllOf(HasSubstr("status: draft"), HasSubstr("серый туннель"),
                    HasSubstr("## Как это выглядит")));
  EXPECT_THAT(Proposed("en/new/parking-permit.md"),
              AllOf(HasSubstr("title: Parking permit"), HasSubstr("  - parking permit\n"),
                    HasSubstr("review_by: \"2031-01-31\"")));
  EXPECT_THAT(Proposed("zh/network/q-5.md"), HasSubstr("title: 停车证"));
  EXPECT_THAT(printed_, HasSubstr("passed over: q-4 has no wording"));
}

TEST_F(ProposeTest, GoesWhereItIsTold) {
  command_.questions = {"q-6"};
  command_.article = "en/network/vpn.md";
  ASSERT_EQ(Failure(), "");
  EXPECT_THAT(Proposed("en/network/vpn.md", "q-6"), HasSubstr("  - \"vpn\"\r\n"));
  command_.article = "";
  command_.draft = true;
  command_.path = "network/tunnel";
  command_.branch = "tunnel";
  ASSERT_EQ(Failure(), "");
  EXPECT_THAT(Git({"show", "tunnel:articles/en/network/tunnel.md"}), HasSubstr("title: Vpn"));
}

TEST_F(ProposeTest, RefusesWhatItCannotDo) {
  EXPECT_THAT(Failure(), HasSubstr("--question ID or --top N"));
  command_.questions = {"q-9"};
  EXPECT_THAT(Failure(), HasSubstr("no question q-9"));
  command_.questions = {"q-4"};
  EXPECT_THAT(Failure(), HasSubstr("no wording that may stand"));
  command_.questions = {"q-7"};
  EXPECT_THAT(Failure(), HasSubstr("asked by one person only"));
  command_.questions = {"q-2"};
  command_.article = "en/network/vpn.md";
  EXPECT_THAT(Failure(), HasSubstr("q-2 is asked in ru"));
  command_.questions = {"q-1"};
  command_.article = "en/../../outside.md";
  EXPECT_NE(Failure(), "");
  for (const char* report : {"", "[]", "{}", R"({"gaps":[{"id":1}],"top":[]})"}) {
    command_.report = tree_.Write("report.json", report);
    EXPECT_THAT(Failure(), HasSubstr("zeroline-server report --format json")) << report;
  }
  EXPECT_EQ(Git({"branch", "--format=%(refname:short)"}), "main\n");
}

TEST(QuestionReportTest, KeepsPersonalDataOutOfArticles) {
  struct Case {
    const char* wording;
    bool want;
  };
  for (const Case& test : std::vector<Case>{{"vpn error 809", true},
                                            {"ошибка 0x80070035 не найден путь", true},
                                            {"0x", true},
                                            {"windows 11 24h2", true},
                                            {"打印机打不出来", true},
                                            {"write to anna@example.com", false},
                                            {"card 4111 1111 1111 1111", false},
                                            {"+7 (912) 345-67-89", false},
                                            {"ticket 1234567", false},
                                            {"see https://example.com/x", false},
                                            {"my name [*]", false},
                                            {"<b>bold</b>", false},
                                            {"two\nlines", false},
                                            {" space", false},
                                            {"x", false},
                                            {"\xff\xff\xff", false}}) {
    EXPECT_EQ(IsFitForArticle(test.wording), test.want) << test.wording;
  }
  EXPECT_FALSE(IsFitForArticle(std::string(151, 'a')));
}

}  // namespace
}  // namespace zeroline
