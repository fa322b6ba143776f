#include "server/config/sso_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(SsoOptionsTest, ReadsHeadersAndGroups) {
  testing::TempTree tree;
  Config config;
  const Status loaded =
      LoadConfigFile(tree.Write("zeroline.yaml",
                                "trusted_proxies: [127.0.0.1]\n"
                                "sso_user_header: X-Auth-Request-User\n"
                                "sso_groups_header: X-Auth-Request-Groups\n"
                                "sso_groups:\n"
                                "  /help desk: {roles: [agent, writer], audiences: [internal]}\n"
                                "  Staff: {audiences: [internal, hr]}\n"
                                "  chiefs: {roles: [admin]}\n"),
                     &config);
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(config.sso_user_header, "x-auth-request-user");
  EXPECT_EQ(config.sso_groups_header, "x-auth-request-groups");
  ASSERT_EQ(config.sso_groups.size(), 3u);
  EXPECT_THAT(config.sso_groups["/help desk"].roles, ElementsAre("agent", "writer"));
  EXPECT_THAT(config.sso_groups["/help desk"].audiences, ElementsAre("internal"));
  EXPECT_THAT(config.sso_groups["Staff"].roles, IsEmpty());
  EXPECT_THAT(config.sso_groups["Staff"].audiences, ElementsAre("internal", "hr"));
  EXPECT_THAT(config.sso_groups["chiefs"].roles, ElementsAre("admin"));
}

TEST(SsoOptionsTest, RefusesToStartWithWhatCannotBeMeant) {
  const std::string proxies = "trusted_proxies: [127.0.0.1]\n";
  const std::string user = proxies + "sso_user_header: X-User\n";
  const std::string both = user + "sso_groups_header: X-Groups\n";
  const struct {
    const char* name;
    std::string content;
    const char* want;
  } kCases[] = {
      {"nobody is trusted", "sso_user_header: X-User\n", ":1: 'sso_user_header' needs"},
      {"an empty list", "trusted_proxies: []\nsso_user_header: X-User\n", ":2: 'sso_user_header'"},
      {"an empty address", "trusted_proxies: ['']\n", "'trusted_proxies' must be"},
      {"an empty name", proxies + "sso_user_header: ''\n", ":2: expected the name of a header"},
      {"no name", proxies + "sso_user_header:\n", "expected the name of a header"},
      {"a list", proxies + "sso_user_header: [X-User]\n", "expected the name of a header"},
      {"a space", proxies + "sso_user_header: X User\n", "expected the name of a header"},
      {"a colon", proxies + "sso_user_header: 'X-User:'\n", "expected the name of a header"},
      {"a line break", proxies + "sso_user_header: \"X-User\\r\\nX\"\n", "the name of a header"},
      {"no ASCII", proxies + "sso_user_header: Имя\n", "expected the name of a header"},
      {"browsers send it", proxies + "sso_user_header: User-Agent\n", "browsers send"},
      {"everybody sends it", proxies + "sso_user_header: X-Forwarded-For\n", "browsers send"},
      {"groups of nobody", proxies + "sso_groups_header: X-Groups\n", "needs 'sso_user_header'"},
      {"one for both", user + "sso_groups_header: x-user\n", "the same as"},
      {"no groups header", user + "sso_groups: {a: {roles: [agent]}}\n",
       "needs 'sso_groups_header'"},
      {"no such role", both + "sso_groups: {a: {roles: [root]}}\n", "there is no role 'root'"},
      {"an empty role", both + "sso_groups: {a: {roles: ['']}}\n", "there is no role ''"},
      {"a role in capitals", both + "sso_groups: {a: {roles: [Admin]}}\n", "no role 'Admin'"},
      {"no audience", both + "sso_groups: {a: {audiences: [a b]}}\n", "no audience 'a b'"},
      {"a text for a list", both + "sso_groups: {a: {roles: agent}}\n", "expected a list"},
      {"another key", both + "sso_groups: {a: {rights: [agent]}}\n", "no 'rights'"},
      {"a comma in a group", both + "sso_groups: {'a,b': {roles: [agent]}}\n", "without commas"},
      {"an empty group", both + "sso_groups: {'': {roles: [agent]}}\n", "a group has a name"},
      {"a list of groups", both + "sso_groups: [a]\n", "is written as"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    testing::TempTree tree;
    Config config;
    const Status loaded = LoadConfigFile(tree.Write("zeroline.yaml", c.content), &config);
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(loaded.error().message, HasSubstr(c.want));
    EXPECT_EQ(config.sso_user_header, "") << "nothing of a refused file is taken";
  }
}

}  // namespace
}  // namespace zeroline
