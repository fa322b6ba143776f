#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "tests/server/web/portal/world.h"

namespace zeroline::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

StoredArticle Secret() {
  StoredArticle article = MakeArticle("en", "network/keys", "Master keys");
  article.audience = "hr & more";
  return article;
}

// Forms are signed for whoever gets them.
std::string WithoutFormTokens(const std::string& page) {
  static const std::regex token("(name=\"csrf\" value=\")[A-Za-z0-9_-]+");
  return std::regex_replace(page, token, "$1");
}

void EraseBetween(const char* first, const char* next, std::string* page) {
  const std::size_t begin = page->find(first);
  const std::size_t end = page->find(next);
  ASSERT_LT(begin, end) << first;
  page->erase(begin, end - begin);
}

class AgentBarTest : public ::testing::Test {
 protected:
  WebResponse Show(const std::string& path, std::optional<Identity> identity) {
    WebRequest request = World::Get("en", path);
    request.identity = std::move(identity);
    return world_.Content(request);
  }

  World world_{{MakeArticle("en", "network/vpn", "VPN"), Secret()}};
};

TEST_F(AgentBarTest, IsForAgentsAndWritersAlone) {
  const WebResponse stranger = Show("network/vpn", std::nullopt);
  EXPECT_EQ(stranger.status, 200);
  EXPECT_THAT(stranger.body, Not(HasSubstr("agent")));
  const Identity reader{"rita", {}, {"hr & more"}, Proof::kProxy};
  EXPECT_EQ(WithoutFormTokens(Show("network/vpn", reader).body), WithoutFormTokens(stranger.body));
  for (const char* role : {"agent", "writer"}) {
    const WebResponse page = Show("network/vpn", Identity{"anna", {role}, {}, Proof::kSession});
    EXPECT_THAT(
        page.body,
        AllOf(
            HasSubstr("class=\"agent-bar\""),
            HasSubstr("/agent/notes/new?kind=flag&amp;article=network%2Fvpn&amp;language=en&amp;"),
            HasSubstr("value=\"http://help.example/a/network/vpn?lang=en&amp;v="),
            Not(HasSubstr("bar-audience"))))
        << role;
    EXPECT_EQ(HeaderOf(page, "Cache-Control"), "private, no-cache");
  }
}

TEST_F(AgentBarTest, LeavesTheRestOfThePageAsItIs) {
  std::string stranger = Show("network/vpn", std::nullopt).body;
  std::string known = Show("network/vpn", Identity{"anna", {"agent"}, {}, Proof::kSession}).body;
  EraseBetween("<section class=\"agent-bar\"", "<article ", &known);
  // The team has notes to say what is wrong with an article.
  EraseBetween("<section class=\"feedback\"", "<aside class=\"callout\"", &stranger);
  EXPECT_EQ(known, stranger);
}

TEST_F(AgentBarTest, SaysWhoMayReadWhatIsNotPublic) {
  const Identity anna{"anna", {"agent"}, {"hr & more"}, Proof::kSession};
  EXPECT_THAT(Show("network/keys", anna).body, HasSubstr("<strong>hr &amp; more</strong>"));
  EXPECT_EQ(Show("network/keys", Identity{"jan", {"agent"}, {}, Proof::kSession}).status, 404);
}

}  // namespace
}  // namespace zeroline::testing
