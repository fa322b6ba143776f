#include "server/config/handover_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "server/config/config.h"
#include "tests/support/temp_tree.h"

namespace zeroline::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Status Load(const TempTree& tree, std::string text, Config* config) {
  for (std::size_t at; (at = text.find("SECRET")) != std::string::npos;) {
    text.replace(at, 6, tree.Write("secret", "s3cret \r\nsecond line\n").string());
  }
  return LoadConfigFile(tree.Write("server.yaml", text), config);
}

TEST(HandoverSettingsTest, ReadsConnectorsRoutesAndDelays) {
  const TempTree tree;
  Config config;
  const Status loaded = Load(tree, R"(routes:
  - category: [network]
    language: [ru, pl]
    words: [vpn, "роутер*"]
    connector: desk
    queue: net
  - connector: ""
connectors:
  - name: desk
    type: webhook
    url: https://desk.example.com/?key={{secret}}
    secret_file: SECRET
    template: desk.json.mustache
    headers: {X-Key: "{{secret}}"}
    receipt: /id
    timeout: 5
  - {name: mail, type: smtp, url: "smtp://mail.example.com:587", from: a@b.c, require_tls: false}
  - name: rt
    type: request_tracker
    url: https://rt.example.com
    secret_file: SECRET
    custom_fields: {Channel: "{{channel}}"}
confirmations: mail
delivery_first_delay: 250
delivery_longest_delay: 60
delivery_attempts: 7
delivery_parallel: 2
)",
                             &config);
  ASSERT_TRUE(loaded) << loaded.error().message;
  const HandoverSettings& settings = config.handover;
  ASSERT_EQ(settings.connectors.size(), 3u);
  EXPECT_EQ(settings.connectors[0].secret, "s3cret");
  EXPECT_EQ(settings.connectors[0].body_template, "desk.json.mustache");
  EXPECT_EQ(settings.connectors[0].headers.at("X-Key"), "{{secret}}");
  EXPECT_EQ(settings.connectors[0].receipt, "/id");
  EXPECT_EQ(settings.connectors[0].timeout, std::chrono::seconds(5));
  EXPECT_EQ(settings.connectors[1].type, ConnectorSettings::Type::kSmtp);
  EXPECT_FALSE(settings.connectors[1].require_tls);
  EXPECT_EQ(settings.connectors[2].custom_fields.at("Channel"), "{{channel}}");
  ASSERT_EQ(settings.routes.size(), 2u);
  EXPECT_THAT(settings.routes[0].categories, ElementsAre("network"));
  EXPECT_THAT(settings.routes[0].languages, ElementsAre("ru", "pl"));
  EXPECT_THAT(settings.routes[0].words, ElementsAre("vpn", "роутер*"));
  EXPECT_EQ(settings.routes[0].queue, "net");
  EXPECT_EQ(settings.routes[1].connector, "");
  EXPECT_EQ(settings.confirmations, "mail");
  EXPECT_EQ(settings.first_delay, std::chrono::milliseconds(250));
  EXPECT_EQ(settings.longest_delay, std::chrono::seconds(60));
  EXPECT_EQ(settings.max_attempts, 7);
  EXPECT_EQ(settings.parallel, 2u);
}

TEST(HandoverSettingsTest, NamesTheLineAndTheOptionThatIsWrong) {
  const TempTree tree;
  const std::string empty = tree.Write("empty", "\n").string();
  const std::string blank = tree.Write("blank", " \t \r\nreal").string();
  const std::string desk =
      "connectors:\n  - {name: desk, type: webhook, url: x, secret_file: SECRET";
  struct Case {
    const char* name;
    std::string text;
    const char* where;
    const char* says;
  };
  const Case cases[] = {
      {"no list", "connectors: desk\n", ":1:", "must be a list"},
      {"no type", "connectors:\n  - name: desk\n", ":2:", "'type'"},
      {"unknown type", "connectors:\n  - name: a\n    type: fax\n", ":3:", "webhook, smtp"},
      {"no secret", "connectors:\n  - {name: a, type: webhook, url: x}\n", ":2:", "'secret_file'"},
      {"an empty secret",
       "connectors:\n  - name: a\n    type: webhook\n    url: x\n    secret_file: " + empty + "\n",
       ":5:", "holds no secret"},
      {"a secret of spaces",
       "connectors:\n  - name: a\n    type: request_tracker\n    url: x\n    secret_file: " +
           blank + "\n",
       ":5:", "holds no secret"},
      {"a secret that is not there",
       "connectors:\n  - name: a\n    type: webhook\n    secret_file: /no/such\n",
       ":4:", "cannot read /no/such"},
      {"another type's option", desk + ",\n     from: a@b.c}\n", ":3:", "'from'"},
      {"a time that is none", desk + ",\n     timeout: 0}\n", ":3:", "'timeout'"},
      {"a switch that is none", desk + ",\n     require_tls: perhaps}\n", ":3:", "'require_tls'"},
      {"headers that are a text", desk + ",\n     headers: x}\n", ":3:", "'headers'"},
      {"two of one name",
       desk + "}\n  - {name: desk, type: webhook, url: x, secret_file: SECRET}\n",
       ":3:", "two connectors 'desk'"},
      {"a login without a password",
       "connectors:\n  - {name: m, type: smtp, url: x, from: a@b.c, user: u}\n",
       ":2:", "'secret_file'"},
      {"a route to nowhere", desk + "}\nroutes:\n  - {connector: desk}\n  - {connector: dask}\n",
       ":5:", "'dask'"},
      {"a route without a connector", "routes:\n  - {queue: a}\n", ":2:", "'connector'"},
      {"an unknown condition", "routes:\n  - connector: \"\"\n    country: [pl]\n",
       ":3:", "'country'"},
      {"a condition that is no list", "routes:\n  - connector: \"\"\n    words: vpn\n",
       ":3:", "'words'"},
      {"confirmations by a webhook", desk + "}\nconfirmations: desk\n", ":3:", "'desk'"},
      {"a delay that is none", "delivery_first_delay: soon\n", ":1:", "'delivery_first_delay'"},
      {"no attempts", "delivery_attempts: 0\n", ":1:", "'delivery_attempts'"},
      {"too many at once", "delivery_parallel: 1000\n", ":1:", "'delivery_parallel'"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Config config;
    const Status loaded = Load(tree, c.text, &config);
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(loaded.error().message, HasSubstr(std::string("server.yaml") + c.where));
    EXPECT_THAT(loaded.error().message, HasSubstr(c.says));
    EXPECT_TRUE(config.handover.connectors.empty()) << "nothing of a wrong file is taken";
  }
}

}  // namespace
}  // namespace zeroline::testing
