#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "server/query/query.h"
#include "server/search/searcher.h"
#include "tests/server/web/api/small_index.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

class TicketSearchTest : public ::testing::Test {
 protected:
  TicketSearchTest() {
    std::vector<StoredArticle> base = {
        testing::SmallArticle("en", "devices/jam", "Paper jam in the printer",
                              "Open the tray, pull the paper out and close the tray again."),
        testing::SmallArticle("en", "accounts/lock", "Account locked",
                              "After five wrong passwords the account stays locked for an hour."),
        testing::SmallArticle("en", "network/vpn", "Tunnel drops",
                              "Restart the client and choose another gateway."),
        testing::SmallArticle("en", "mail/quota", "Mailbox is full",
                              "Delete old messages or ask for a larger mailbox.")};
    base[2].questions = {"vpn disconnects all the time"};
    for (int i = 0; i < 20; ++i) {
      const std::string number = std::to_string(i);
      base.push_back(testing::SmallArticle("en", "other/" + number, "Room " + number,
                                           "How to book room " + number + " for a meeting."));
    }
    testing::PublishBuild(tree_.path() / "index", base);
    index_ = testing::ValueOrThrow(IndexReader::Open(tree_.path() / "index"));
  }

  SearchAnswer Search(const std::string& text, std::vector<std::string> excluded = {}) const {
    SearchRequest request;
    request.query = Understand(text);
    request.language = "en";
    request.audiences = {"public"};
    request.excluded = std::move(excluded);
    return testing::ValueOrThrow(searcher_.Search(*index_->snapshot(), request));
  }

  SearchAnswer SearchTicket(const std::string& subject, const std::string& body) const {
    TicketRequest request;
    request.subject = subject;
    request.body = body;
    request.language = "en";
    request.audiences = {"public"};
    return testing::ValueOrThrow(searcher_.SearchTicket(*index_->snapshot(), request));
  }

  testing::TempTree tree_;
  std::unique_ptr<IndexReader> index_;
  Searcher searcher_;
};

double Feature(const SearchAnswer& answer, std::string_view name) {
  const auto known = std::find(kAnswerFeatureNames.begin(), kAnswerFeatureNames.end(), name);
  return answer.features[static_cast<std::size_t>(known - kAnswerFeatureNames.begin())];
}

TEST_F(TicketSearchTest, FeaturesTellWhatTheFirstArticleHasOfTheQuery) {
  const SearchAnswer all = Search("account locked");
  ASSERT_THAT(all.hits, Not(IsEmpty()));
  EXPECT_EQ(all.hits[0].id, "accounts/lock");
  for (const char* whole : {"words", "grams", "title", "title_covered", "rarest"}) {
    EXPECT_NEAR(Feature(all, whole), 1, 1e-9) << whole;
  }
  const SearchAnswer some = Search("account of a unicorn");
  EXPECT_LT(Feature(some, "words"), 1);
  EXPECT_LT(Feature(some, "rarest"), 1);
  EXPECT_LT(Feature(some, "score_share"), Feature(all, "score_share"));
  EXPECT_NEAR(Feature(some, "log_words"), std::log(5), 1e-9);
  EXPECT_NEAR(Feature(all, "second_share") + Feature(all, "margin_second"), 1, 1e-9);
}

TEST_F(TicketSearchTest, AQuestionOfTheArticleCountsAsItsTitle) {
  EXPECT_NEAR(Feature(Search("vpn disconnects all the time"), "title"), 1, 1e-9);
}

// Where every article has questions these count several times as much as the text, and so do
// scores.
TEST_F(TicketSearchTest, IsNotSureOfOneWordThatAllQuestionsOfAnArticleHave) {
  std::vector<StoredArticle> base;
  for (int i = 0; i < 40; ++i) {
    const std::string name(1, static_cast<char>('a' + i % 26));
    base.push_back(testing::SmallArticle("en", "topic/" + std::to_string(i),
                                         "Device " + name + std::to_string(i), "Restart it."));
    base.back().questions = {"device " + name + " is slow", "device " + name + " is off",
                             "device " + name + " is loud", "device " + name + " is lost"};
  }
  base[7].title = "Book a meeting room";
  base[7].questions = {"book a room", "find a free room", "room is taken", "cancel a room"};
  testing::PublishBuild(tree_.path() / "index", base);
  index_ = testing::ValueOrThrow(IndexReader::Open(tree_.path() / "index"));
  const SearchAnswer answer = Search("Air conditioning blows ice cold in room 214");
  ASSERT_EQ(answer.hits.at(0).id, "topic/7");
  EXPECT_LT(Feature(answer, "score_share"), 0.5);
  EXPECT_LT(answer.confidence, 0.5);
  EXPECT_GT(Search("cancel a room").confidence, 0.9);
}

TEST_F(TicketSearchTest, IsLessSureWithoutTheRightArticle) {
  const SearchAnswer with = Search("account locked after wrong passwords");
  const SearchAnswer without = Search("account locked after wrong passwords", {"accounts/lock"});
  EXPECT_EQ(with.hits[0].id, "accounts/lock");
  for (const SearchHit& hit : without.hits) EXPECT_NE(hit.id, "accounts/lock");
  EXPECT_LT(without.confidence, with.confidence);
}

TEST_F(TicketSearchTest, ConfidenceFallsAlongTheResults) {
  const SearchAnswer answer = Search("printer paper room account mailbox");
  ASSERT_GT(answer.hits.size(), 1u);
  for (std::size_t i = 1; i < answer.hits.size(); ++i) {
    EXPECT_LE(answer.hits[i].confidence, answer.hits[i - 1].confidence);
    EXPECT_GE(answer.hits[i].confidence, 0);
  }
  EXPECT_LE(answer.hits[0].confidence, answer.confidence);
}

TEST_F(TicketSearchTest, FindsTheQuestionInATicket) {
  const SearchAnswer answer =
      SearchTicket("Help needed",
                   "Hello team,\nI hope you are well. Since yesterday the paper is "
                   "stuck in the tray of my printer. Please call me back.\n\nTom");
  ASSERT_THAT(answer.hits, Not(IsEmpty()));
  EXPECT_EQ(answer.hits[0].id, "devices/jam");
  EXPECT_TRUE(answer.from_sentences);
  std::string snippet;
  for (const SnippetPart& part : answer.hits[0].snippet) snippet += part.matched ? part.text : "";
  EXPECT_THAT(snippet, ::testing::HasSubstr("tray"));
}

TEST_F(TicketSearchTest, FindsTheArticlesOfBothQuestions) {
  const SearchAnswer answer =
      SearchTicket("", "My account is locked. By the way, the tunnel drops every hour.");
  ASSERT_GE(answer.hits.size(), 2u);
  EXPECT_THAT((std::vector<std::string>{answer.hits[0].id, answer.hits[1].id}),
              ::testing::UnorderedElementsAre("accounts/lock", "network/vpn"));
}

TEST_F(TicketSearchTest, ALongQueryIsRankedAsATicket) {
  EXPECT_FALSE(Search("account locked").from_sentences);
  const SearchAnswer answer = Search("My account is locked. It says five wrong passwords.");
  EXPECT_TRUE(answer.from_sentences);
  EXPECT_EQ(answer.hits.at(0).id, "accounts/lock");
}

TEST_F(TicketSearchTest, AnswersNothingToNothing) {
  for (const char* text : {"", " \n ", "...", "\xff\xfe"}) {
    const SearchAnswer answer = SearchTicket(text, text);
    EXPECT_THAT(answer.hits, IsEmpty());
    EXPECT_EQ(answer.confidence, 0);
    EXPECT_FALSE(answer.suggest);
  }
}

TEST_F(TicketSearchTest, RefusesAWrongLimit) {
  TicketRequest request;
  request.language = "en";
  request.audiences = {"public"};
  for (const std::size_t limit : {std::size_t{0}, kMaxSearchLimit + 1}) {
    request.limit = limit;
    const auto answer = searcher_.SearchTicket(*index_->snapshot(), request);
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().code, ErrorCode::kInvalidArgument);
  }
}

// A wall of courtesies around a question that has no answer here must not look like one that has.
TEST_F(TicketSearchTest, NoiseIsNoAnswerToNonsense) {
  const std::string nonsense = "The zorbulated quxfrob does not gleemify.";
  const std::string noise =
      "Hello dear team, I hope you are well. Thanks in advance for your help. It is urgent. I "
      "already restarted the computer several times. Please call me back tomorrow morning. Kind "
      "regards, Anna.";
  const double once = SearchTicket("", nonsense + " " + noise).confidence;
  EXPECT_LT(once, 0.1);
  std::string body = nonsense;
  for (int i = 0; i < 20; ++i) {
    body += " " + noise;
    const SearchAnswer answer = SearchTicket("", body);
    EXPECT_LE(answer.confidence, once + 1e-9) << i;
    EXPECT_FALSE(answer.suggest) << i;
  }
}

}  // namespace
}  // namespace zeroline
