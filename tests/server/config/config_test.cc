#include "server/config/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ParseListenTest, AcceptsEveryDocumentedForm) {
  struct Case {
    std::string input, host;
    int port;
  };
  for (const Case& c : {Case{"0.0.0.0:80", "0.0.0.0", 80}, Case{"[::1]:8080", "::1", 8080},
                        Case{":0", "127.0.0.1", 0}, Case{"9000", "127.0.0.1", 9000},
                        Case{"help.example:65535", "help.example", 65535}}) {
    SCOPED_TRACE(c.input);
    Config config;
    ASSERT_TRUE(ParseListen(c.input, &config));
    EXPECT_EQ(config.listen_host, c.host);
    EXPECT_EQ(config.listen_port, c.port);
  }
}

TEST(ParseListenTest, RefusesEverythingElseAndChangesNothing) {
  for (const char* input : {"", ":", "host", "host:", "host:x", "1:2:3", "::1:80", "[::1",
                            "a:65536", "a:-1", "a: 80", "a:80x", "99999999999999999999"}) {
    SCOPED_TRACE(input);
    Config config;
    const Status status = ParseListen(input, &config);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(config.listen_host, "127.0.0.1");
    EXPECT_EQ(config.listen_port, 8080);
  }
}

TEST(LoadConfigFileTest, SetsWhatTheFileMentionsAndKeepsTheRest) {
  testing::TempTree tree;
  const auto file = tree.Write("zeroline.yaml",
                               "listen: 0.0.0.0:81\nsite_name: Контора\nmax_body_bytes: 2000\n"
                               "read_timeout: 7\ntrusted_proxies: [10.0.0.1, '::1']\n"
                               "access_log: false\nindex: /srv/index\n"
                               "public_url: https://help.example.com/\n");
  Config config;
  config.default_language = "pl";
  const Status status = LoadConfigFile(file, &config);
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_EQ(config.listen_host, "0.0.0.0");
  EXPECT_EQ(config.listen_port, 81);
  EXPECT_EQ(config.site_name, "Контора");
  EXPECT_EQ(config.max_body_bytes, 2000u);
  EXPECT_EQ(config.read_timeout, std::chrono::seconds(7));
  EXPECT_THAT(config.trusted_proxies, ElementsAre("10.0.0.1", "::1"));
  EXPECT_FALSE(config.access_log);
  EXPECT_EQ(config.index, "/srv/index");
  EXPECT_EQ(config.public_url, "https://help.example.com");
  EXPECT_EQ(config.default_language, "pl");
  EXPECT_EQ(config.max_connections, Config().max_connections);
}

TEST(LoadConfigFileTest, NamesFileLineAndOptionOfAMistake) {
  struct Case {
    std::string name, content, want;
  };
  for (const Case& c :
       {Case{"unknown option", "site_name: x\nport: 80\n", ":2: there is no option 'port'"},
        Case{"wrong type", "read_timeout: soon\n", ":1: 'read_timeout' must be"},
        Case{"zero", "max_connections: 0\n", "'max_connections' must be"},
        Case{"too big", "max_body_bytes: 99999999999\n", "'max_body_bytes' must be"},
        Case{"negative", "read_timeout: -1\n", "'read_timeout' must be"},
        Case{"list for text", "site_name: [a]\n", "'site_name' must be"},
        Case{"URL without scheme", "public_url: help.example.com\n", "'public_url' must be"},
        Case{"URL with a path", "public_url: https://a.example/help\n", "'public_url' must be"},
        Case{"URL with a name", "public_url: https://me@a.example\n", "'public_url' must be"},
        Case{"no host", "public_url: https://\n", "'public_url' must be"},
        Case{"another scheme", "public_url: javascript:alert(1)\n", "'public_url' must be"},
        Case{"map for list", "trusted_proxies: {a: b}\n", "'trusted_proxies' must"},
        Case{"broken YAML", "a: [1\n", "zeroline.yaml:"}, Case{"no map", "- a\n", "name: value"},
        Case{"binary", std::string("\0\x01\xff", 3), "zeroline.yaml"}}) {
    SCOPED_TRACE(c.name);
    testing::TempTree tree;
    Config config;
    const Status status = LoadConfigFile(tree.Write("zeroline.yaml", c.content), &config);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(status.error().message, HasSubstr(c.want));
    EXPECT_EQ(config.site_name, Config().site_name) << "a refused file changed something";
  }
}

TEST(LoadConfigFileTest, AcceptsAnEmptyFileAndNamesAMissingOne) {
  testing::TempTree tree;
  Config config;
  EXPECT_TRUE(LoadConfigFile(tree.Write("empty.yaml", "# nothing yet\n"), &config));
  const Status missing = LoadConfigFile(tree.path() / "none.yaml", &config);
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("none.yaml"));
}

TEST(ConfigOptionsTest, DescribeEachOptionOnce) {
  std::set<std::string_view> names;
  for (const OptionHelp& option : ConfigOptions()) {
    EXPECT_TRUE(names.insert(option.name).second) << option.name;
    EXPECT_FALSE(option.meaning.empty()) << option.name;
    EXPECT_FALSE(option.default_value.empty()) << option.name;
  }
}

}  // namespace
}  // namespace zeroline
