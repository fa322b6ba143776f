#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/web/agent/world.h"
#include "tests/server/web/api/small_index.h"

namespace zeroline::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<StoredArticle> Base() {
  std::vector<StoredArticle> base = {
      SmallArticle("en", "vpn", "The VPN <does> not connect", "Renew the \"certificate\" & wait."),
      SmallArticle("pl", "vpn", "VPN się nie łączy", "Odnów certyfikat i poczekaj."),
      SmallArticle("en", "staff/till", "Open the till", "The till opens with the black key.")};
  base[0].source_path = "en/vpn & co.md";
  base[1].original_language = "en";
  base[1].outdated_sections = {{"Certificates", "", 1'700'000'000}};
  base[2].audience = "internal";
  return base;
}

class FindTest : public ::testing::Test {
 protected:
  FindTest() {
    PublishBuild(tree_.path() / "index", Base());
    index_ = ValueOrThrow(IndexReader::Open(tree_.path() / "index"));
    world_.services().index = index_.get();
    const Status added =
        world_.identities().AddAccount({"anna", kPassword, {"agent"}, {"internal"}}, "test");
    if (!added) throw std::runtime_error(added.error().message);
    anna_ = world_.SignedIn("anna");
  }

  WebResponse Get(const std::map<std::string, std::string>& query) {
    return Ask(WorkspaceDoor(world_.services(), world_.templates()), anna_.Get("/agent", query));
  }
  WebResponse Post(const std::map<std::string, std::string>& form) {
    return Ask(WorkspaceDoor(world_.services(), world_.templates()), anna_.Post("/agent", form));
  }
  // As the URL table does: doors know who asks.
  static WebResponse Ask(const Door& door, const WebRequest& request) { return door(request); }

  std::string AddTicket(const std::vector<TrailStep>& trail = {}) {
    NewTicket ticket;
    ticket.subject = "The VPN";
    ticket.body = "It does not connect: <certificate>.";
    ticket.language = "pl";
    ticket.trail = trail;
    return world_.store().tickets().Add(ticket)->number;
  }

  TempTree tree_;
  std::unique_ptr<IndexReader> index_;
  AgentWorld world_;
  Browser anna_;
};

TEST_F(FindTest, TheEmptyPageHasTheBoxAndSearchesNothing) {
  const WebResponse page = Get({});
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("<textarea id=\"find-text\""), HasSubstr("autofocus"),
                               HasSubstr("<option value=\"pl\""), Not(HasSubstr("data-article"))));
  EXPECT_EQ(HeaderOf(page, "Cache-Control"), "no-store");
}

TEST_F(FindTest, ShowsEveryFormOfTheLinkWithItsVersionEscaped) {
  const WebResponse page = Get({{"q", "renew certificate"}});
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("https://help.example/a/vpn?lang=en&amp;v="));
  for (const char* form : {"url", "markdown", "html", "text", "quote"}) {
    EXPECT_THAT(page.body, HasSubstr(std::string("data-form=\"") + form + "\""));
  }
  EXPECT_THAT(page.body, Not(HasSubstr("VPN <does>")));
  EXPECT_THAT(page.body, HasSubstr("<mark>"));
}

TEST_F(FindTest, TheFormAnswersWithThePageAndTheScriptWithWhatWasFound) {
  const WebResponse page = Post({{"text", "renew certificate\nplease"}});
  EXPECT_THAT(page.body, AllOf(HasSubstr("<!doctype html>"), HasSubstr("data-article=\"vpn\""),
                               HasSubstr("renew certificate\nplease</textarea>")));
  const WebResponse part = Post({{"text", "renew certificate"}, {"part", "found"}});
  EXPECT_EQ(part.status, 200);
  EXPECT_THAT(part.body, AllOf(Not(HasSubstr("<!doctype")), HasSubstr("data-article=\"vpn\"")));
}

TEST_F(FindTest, AFormWithoutItsTokenIsRefused) {
  const WebResponse page = Post({{"text", "renew certificate"}, {"csrf", "forged"}});
  EXPECT_EQ(page.status, 403);
  EXPECT_THAT(page.body, Not(HasSubstr("data-article")));
}

TEST_F(FindTest, WarnsOfWhatTheCustomerCannotReadOrMayMisread) {
  EXPECT_THAT(Get({{"q", "black key till"}}).body,
              AllOf(HasSubstr("badge-internal"), HasSubstr("customers cannot read")));
  EXPECT_THAT(Get({{"q", "black key till"}, {"customer", "pl"}}).body,
              HasSubstr("No translation: Polski"));
  EXPECT_THAT(Get({{"q", "renew certificate"}, {"customer", "pl"}}).body,
              AllOf(HasSubstr("badge-stale"), HasSubstr("VPN się nie łączy")));
  EXPECT_THAT(Get({{"q", "renew certificate"}}).body, Not(HasSubstr("badge-stale")));
}

TEST_F(FindTest, AnAgentWithoutTheAudienceFindsNothingOfIt) {
  world_.AddAccount("boris", {"agent"});
  anna_ = world_.SignedIn("boris");
  EXPECT_THAT(Get({{"q", "black key till"}}).body, Not(HasSubstr("staff/till")));
}

TEST_F(FindTest, ARequestOfOursBringsItsWordsItsLanguageAndWhatItsSenderHasSeen) {
  TrailStep read;
  read.kind = TrailStep::Kind::kOpened;
  read.article = "vpn";
  const std::string number = AddTicket({read});
  const WebResponse page = Get({{"ticket", number}});
  EXPECT_THAT(page.body, AllOf(HasSubstr("It does not connect: &lt;certificate&gt;."),
                               HasSubstr("<option value=\"pl\" lang=\"pl\" selected>"),
                               HasSubstr("The customer has read this"), HasSubstr("lang=pl&amp;v="),
                               HasSubstr("?kind=wish&amp;language=pl&amp;ticket=" + number)));
}

TEST_F(FindTest, ANumberThatIsNotOursIsKeptAsItIs) {
  for (const char* ticket : {"4711", "ZL-10010", "https://desk.example/t/1?a=\"b\""}) {
    const WebResponse page = Get({{"q", "vpn certificate"}, {"ticket", ticket}});
    EXPECT_EQ(page.status, 200) << ticket;
    EXPECT_THAT(page.body, HasSubstr("data-article=\"vpn\"")) << ticket;
  }
  EXPECT_THAT(Get({{"ticket", "<b>"}}).body, HasSubstr("value=\"&lt;b&gt;\""));
}

TEST_F(FindTest, TheWordsOfACustomerStandInNoAddress) {
  const std::string words = "My certificate is secret-7421, please help.\nThe VPN fails.";
  const std::string body = Post({{"text", words}}).body;
  for (std::size_t at = body.find("secret-7421"); at != std::string::npos;
       at = body.find("secret-7421", at + 1)) {
    const std::size_t tag = body.rfind('<', at);
    EXPECT_EQ(body.compare(tag, 9, "<textarea"), 0) << body.substr(tag, 80);
  }
  EXPECT_THAT(body, HasSubstr("action=\"/agent/notes/new\" method=\"post\""));
  EXPECT_THAT(Post({{"text", "vpn nothing"}}).body, HasSubstr("&amp;text=vpn%20nothing"));
}

TEST_F(FindTest, LeadsToTheFileOfAnArticleWhereItIsEdited) {
  EXPECT_THAT(Get({{"q", "renew certificate"}}).body, Not(HasSubstr("data-edit")));
  world_.config().edit_url = "https://git.example/edit/{path}?a=1";
  EXPECT_THAT(Get({{"q", "renew certificate"}}).body,
              HasSubstr("href=\"https://git.example/edit/en/vpn%20%26%20co.md?a=1\""));
}

TEST_F(FindTest, ABrokenStateIsSaidAndIsNoEmptyAnswer) {
  const std::string number = AddTicket();
  world_.BreakStore();
  EXPECT_EQ(Get({{"ticket", number}}).status, 503);
}

TEST_F(FindTest, ThePanelIsFramedByConfiguredSitesOnly) {
  const auto panel = [&](const Browser& browser) {
    return PanelDoor(world_.services(), world_.templates())(browser.Get("/agent/panel"));
  };
  EXPECT_EQ(HeaderOf(panel(anna_), "Content-Security-Policy"), "");
  world_.config().panel_origins = {"https://desk.example", "https://other.example"};
  const WebResponse page = panel(anna_);
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(HeaderOf(page, "Content-Security-Policy"),
              HasSubstr("frame-ancestors https://desk.example https://other.example"));
  EXPECT_THAT(page.body, HasSubstr("data-panel-origins=\"https://desk.example"));
  EXPECT_THAT(page.body, Not(HasSubstr("autofocus")));

  const WebResponse signed_out = panel(Browser());
  EXPECT_EQ(signed_out.status, 200);
  EXPECT_THAT(signed_out.body, AllOf(HasSubstr("data-panel-signed-out"),
                                     HasSubstr("target=\"_blank\""), Not(HasSubstr("find-text"))));
  EXPECT_THAT(HeaderOf(signed_out, "Content-Security-Policy"), HasSubstr("https://desk.example"));
}

TEST_F(FindTest, ToolsSayWhereTheyAre) {
  world_.config().panel_origins = {"https://desk.example"};
  const WebResponse page =
      ToolsDoor(world_.services(), world_.templates())(anna_.Get("/agent/tools"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body,
              AllOf(HasSubstr("javascript:"), HasSubstr("https://help.example/agent#text="),
                    HasSubstr("https://desk.example")));
}

}  // namespace
}  // namespace zeroline::testing
