// The pages of the writers' report: who may open them, what they show, and that nothing typed can
// harm whoever reads them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "server/web/writers_reports.h"
#include "tests/server/web/agent/world.h"
#include "tests/server/web/api/small_index.h"
#include "tests/support/temp_tree.h"

namespace zeroline::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

StoredArticle Secret() {
  StoredArticle article = SmallArticle("en", "staff/merger", "Merger with Initech", "Merger.");
  article.audience = "internal";
  return article;
}

class WritersReportPagesTest : public ::testing::Test {
 protected:
  WritersReportPagesTest() {
    PublishBuild(tree_.path() / "index",
                 {SmallArticle("en", "vpn", "Connect to VPN", "Connect to the VPN."),
                  SmallArticle("pl", "vpn", "VPN", "Połącz się z VPN."), Secret()});
    index_ = ValueOrThrow(IndexReader::Open(tree_.path() / "index"));
    world_.services().index = index_.get();
    world_.AddAccount("wanda", {"writer"});
    wanda_ = world_.SignedIn("wanda");
    Reset();
  }

  // Forgets what was computed.
  void Reset() { reports_ = std::make_shared<WritersReports>(world_.services()); }

  void Ask(const std::string& visitor, const std::string& text, const std::string& nearest = "") {
    IntentEvent event;
    event.visitor = visitor;
    event.at = SystemSeconds() - 3600;
    event.step = {TrailStep::Kind::kSearched, event.at, text, "", "en", "", "", 1};
    event.search.results = nearest.empty() ? 0 : 1;
    event.search.nearest = nearest;
    event.search.nearest_language = nearest.empty() ? "" : "en";
    ASSERT_TRUE(world_.store().intents().Record({event}));
  }

  WebResponse Open(const Browser& browser, const std::map<std::string, std::string>& query = {}) {
    return WritersReportDoor(world_.services(), world_.templates(),
                             reports_)(browser.Get("/agent/report", query));
  }

  TempTree tree_;
  std::unique_ptr<IndexReader> index_;
  AgentWorld world_;
  Browser wanda_;
  std::shared_ptr<WritersReports> reports_;
};

TEST_F(WritersReportPagesTest, StrangersAreLedToSignIn) { EXPECT_EQ(Open(Browser()).status, 303); }

TEST_F(WritersReportPagesTest, EveryRoleOfTheTeamMayReadIt) {
  Ask("a", "parking permit");
  for (const char* role : {"agent", "writer", "admin"}) {
    world_.AddAccount(role, {role});
    EXPECT_EQ(Open(world_.SignedIn(role)).status, 200) << role;
  }
}

TEST_F(WritersReportPagesTest, ShowsGapsAndWhatToDo) {
  Ask("a", "parking permit");
  Ask("b", "How do I get a parking permit?");
  const std::string page = Open(wanda_).body;
  EXPECT_THAT(page, AllOf(HasSubstr("parking permit"), HasSubstr("Nothing was found."),
                          HasSubstr("Write an article"), HasSubstr("<svg class=\"days-chart\""),
                          HasSubstr("<desc id=\"chart-desc\">")));
}

TEST_F(WritersReportPagesTest, EveryPartOpensInEveryLanguage) {
  Ask("a", "parking permit");
  for (const std::string& language : world_.templates().interface_languages()) {
    for (const char* part : {"gaps", "top", "translations", "articles", "learned", "nonsense"}) {
      const WebResponse page = Open(wanda_, {{"show", part}, {"lang", language}});
      EXPECT_EQ(page.status, 200) << part << " " << language;
      EXPECT_THAT(page.body, Not(HasSubstr("report_"))) << part << " " << language;
    }
  }
}

TEST_F(WritersReportPagesTest, WhatReadersTypedIsEscaped) {
  Ask("a", "<script>alert(1)</script> \" onload");
  Ask("b", "<script>alert(1)</script> \" onload");
  EXPECT_THAT(Open(wanda_).body,
              AllOf(HasSubstr("&lt;script&gt;alert"), Not(HasSubstr("<script>alert"))));
}

TEST_F(WritersReportPagesTest, AQuestionHasAPageOfItsOwn) {
  Ask("a", "parking permit");
  Ask("b", "parking permits");
  const auto report = reports_->Find({}, {"public"});
  ASSERT_TRUE(report) << report.error().message;
  const std::string id = (*report)->gaps.at(0).id;
  const Door door = WritersQuestionDoor(world_.services(), world_.templates(), reports_);
  const WebResponse page = door(wanda_.Get("/agent/report/" + id, {}, {{"id", id}}));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body,
              AllOf(HasSubstr("propose --articles articles --report report.json --question " + id),
                    HasSubstr("parking permits"), Not(HasSubstr("report_"))));
  EXPECT_EQ(door(wanda_.Get("/agent/report/q-00000000", {}, {{"id", "q-00000000"}})).status, 404);
}

TEST_F(WritersReportPagesTest, WhatAWriterMayNotReadIsNotThere) {
  Ask("a", "parking permit");
  const std::string without = WritersReportJsonDoor(world_.services(), world_.templates(),
                                                    reports_)(wanda_.Get("/agent/report.json"))
                                  .body;
  Ask("b", "initech merger", "staff/merger");
  Ask("c", "initech merger", "staff/merger");
  Reset();
  for (const char* part : {"gaps", "top", "articles"}) {
    EXPECT_THAT(Open(wanda_, {{"show", part}}).body, Not(HasSubstr("nitech"))) << part;
  }
  const auto own = reports_->Find({}, {"public", "internal"});
  ASSERT_TRUE(own);
  EXPECT_EQ((*own)->intents, 3U) << "who may read it is not answered from others' report";
  EXPECT_EQ((*reports_->Find({}, {"public"}))->intents, 1U);
}

TEST_F(WritersReportPagesTest, DownloadsAreFiles) {
  Ask("a", "=1+1");
  const WebResponse table = WritersReportTableDoor(world_.services(), world_.templates(),
                                                   reports_)(wanda_.Get("/agent/report.csv"));
  EXPECT_THAT(table.content_type, StartsWith("text/csv"));
  EXPECT_THAT(table.body, HasSubstr("'=1+1"));
  const WebResponse json = WritersReportJsonDoor(world_.services(), world_.templates(),
                                                 reports_)(wanda_.Get("/agent/report.json"));
  EXPECT_THAT(json.content_type, StartsWith("application/json"));
  EXPECT_THAT(json.body, HasSubstr("\"gaps\""));
}

TEST_F(WritersReportPagesTest, ALanguageThatIsNoneIsToldSo) {
  EXPECT_EQ(Open(wanda_, {{"in", "../etc"}}).status, 404);
  EXPECT_EQ(Open(wanda_, {{"in", "pl"}, {"days", "999999999999"}}).status, 200);
  EXPECT_EQ(Open(wanda_, {{"days", "-1"}}).status, 200);
}

TEST_F(WritersReportPagesTest, ABrokenStateIsToldAndNotShownAsNothing) {
  world_.BreakStore();
  EXPECT_EQ(Open(wanda_).status, 503);
}

}  // namespace
}  // namespace zeroline::testing
