#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
  EXPECT_EQ(Show("network/vpn", reader).body, stranger.body);
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
  const std::string stranger = Show("network/vpn", std::nullopt).body;
  std::string known = Show("network/vpn", Identity{"anna", {"agent"}, {}, Proof::kSession}).body;
  const std::size_t begin = known.find("<section class=\"agent-bar\"");
  const std::size_t end = known.find("<article ");
  ASSERT_LT(begin, end);
  known.erase(begin, end - begin);
  EXPECT_EQ(known, stranger);
}

TEST_F(AgentBarTest, SaysWhoMayReadWhatIsNotPublic) {
  const Identity anna{"anna", {"agent"}, {"hr & more"}, Proof::kSession};
  EXPECT_THAT(Show("network/keys", anna).body, HasSubstr("<strong>hr &amp; more</strong>"));
  EXPECT_EQ(Show("network/keys", Identity{"jan", {"agent"}, {}, Proof::kSession}).status, 404);
}

}  // namespace
}  // namespace zeroline::testing
