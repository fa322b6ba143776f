// Who asks, over real HTTP: what counts is the address of the socket, and what its proxy says.
#include "server/web/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/auth/identities.h"
#include "server/telemetry/metrics.h"
#include "server/web/http_server.h"
#include "server/web/router.h"
#include "tests/server/web/http_fixture.h"
#include "tests/support/broken_state.h"
#include "tests/support/temp_tree.h"

namespace zeroline::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kPassword = "correct horse battery";

std::string Joined(const std::vector<std::string>& values) {
  std::string joined;
  for (const std::string& value : values) joined += " " + value;
  return joined;
}

// Says who asks: "anna session agent / internal".
WebResponse WhoAsks(const WebRequest& request) {
  if (!request.identity) return Text("a stranger");
  constexpr const char* kProofs[] = {" session", " token", " proxy"};
  const Identity& identity = *request.identity;
  return Text(identity.name + kProofs[static_cast<int>(identity.proof)] + Joined(identity.roles) +
              " /" + Joined(identity.audiences));
}

class IdentityTest : public ::testing::Test {
 protected:
  // 127.0.0.1, from where these tests ask, is a proxy of ours or not.
  void Start(bool is_trusted) {
    auto opened = Store::Open(store_file());
    if (!opened) throw std::runtime_error(opened.error().message);
    store_ = *std::move(opened);
    identities_.emplace(store_.get());
    config_.listen_port = 0;
    config_.access_log = false;
    config_.trusted_proxies = {is_trusted ? "127.0.0.1" : "192.0.2.1"};
    config_.sso_user_header = "x-user";
    config_.sso_groups_header = "x-groups";
    config_.sso_groups["desk"] = {{"agent"}, {"internal"}};
    config_.sso_groups["/chiefs"] = {{"admin"}, {}};
    services_.config = &config_;
    services_.identities = &*identities_;
    const ErrorDoor refuse = [](const WebRequest&, int status, const std::string& detail) {
      return Problem(status, detail);
    };
    router_.emplace(Authenticated(services_, refuse, {{"GET", "/", &WhoAsks}}));
    server_ = std::make_unique<HttpServer>(config_, *router_, refuse, &metrics_);
    port_ = server_->Listen().value();
    thread_ = std::thread([this] { server_->Run(); });
  }
  ~IdentityTest() override {
    if (server_ != nullptr) server_->Stop();
    if (thread_.joinable()) thread_.join();
  }

  std::filesystem::path store_file() const { return tree_.path() / "state.db"; }

  void AddAccount(const std::string& name, const std::vector<std::string>& roles) {
    const Status added = identities_->AddAccount({name, kPassword, roles, {}}, "test");
    if (!added) throw std::runtime_error(added.error().message);
  }
  std::string SignIn(const std::string& name) {
    return identities_->TrySignIn(name, kPassword, "192.0.2.7", "")->session;
  }

  // Sent as they stand, in this order.
  std::string Ask(const std::string& headers) {
    const RawClient client(port_);
    client.Send("GET / HTTP/1.1\r\nHost: help.example\r\nConnection: close\r\n" + headers + "\r\n");
    return client.ReadAll();
  }
  std::string Who(const std::string& headers) {
    const std::string answer = Ask(headers);
    const std::size_t body = answer.find("\r\n\r\n");
    return body == std::string::npos ? answer : answer.substr(body + 4);
  }

  TempTree tree_;
  Config config_;
  std::unique_ptr<Store> store_;
  std::optional<Identities> identities_;
  Services services_;
  Metrics metrics_{std::vector<std::string>{"/"}};
  std::optional<Router> router_;
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
  int port_ = 0;
};

TEST_F(IdentityTest, AProxyOfOursSaysWhoAsks) {
  Start(true);
  AddAccount("anna", {"writer"});
  const struct {
    const char* name;
    const char* headers;
    const char* want;
  } kCases[] = {
      {"nobody", "", "a stranger"},
      {"a name", "X-User: zoe\r\n", "zoe proxy /"},
      {"a mail address", "X-User: Zoe.Q@Example.com\r\n", "zoe.q@example.com proxy /"},
      {"in another case", "x-USER: zoe\r\n", "zoe proxy /"},
      {"a group", "X-User: zoe\r\nX-Groups: desk\r\n", "zoe proxy agent / internal"},
      {"groups", "X-User: zoe\r\nX-Groups: staff , /chiefs,desk,desk\r\n",
       "zoe proxy admin agent / internal"},
      {"a group in another case", "X-User: zoe\r\nX-Groups: Desk,,\r\n", "zoe proxy /"},
      {"a local account", "X-User: ANNA\r\nX-Groups: desk\r\n",
       "anna proxy agent writer / internal"},
      {"groups of nobody", "X-Groups: desk\r\n", "a stranger"},
      {"an empty name", "X-User: \r\nX-Groups: desk\r\n", "a stranger"},
      {"two names", "X-User: zoe\r\nX-User: anna\r\n", "a stranger"},
      {"two names in two cases", "X-User: zoe\r\nx-user: zoe\r\n", "a stranger"},
      {"two names in one", "X-User: zoe, anna\r\n", "a stranger"},
      {"with an underscore", "X_User: zoe\r\nX_Groups: desk\r\n", "a stranger"},
      {"no name", "X-User: (command line)\r\n", "a stranger"},
      {"no ASCII", "X-User: \xd0\xb0nna\r\n", "a stranger"},
      {"in the address", "X-Original-User: zoe\r\n", "a stranger"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Who(c.headers), c.want) << c.name;
}

TEST_F(IdentityTest, NobodyElseIsBelieved) {
  Start(false);
  AddAccount("anna", {"admin"});
  for (const char* headers :
       {"X-User: anna\r\n", "X-User: anna\r\nX-Groups: desk\r\n",
        "X-User: anna\r\nX-Forwarded-For: 192.0.2.1\r\n",
        "X-User: anna\r\nX-Forwarded-For: 192.0.2.1, 192.0.2.1\r\nX-Forwarded-Proto: https\r\n",
        "X-User: anna\r\nForwarded: for=192.0.2.1\r\nX-Real-IP: 192.0.2.1\r\n",
        "X-User: anna\r\nREMOTE_ADDR: 192.0.2.1\r\n", "X-User: anna\r\nREMOTE-ADDR: 192.0.2.1\r\n",
        "X-User: anna\r\nHost: 192.0.2.1\r\n"}) {
    const std::string answer = Ask(headers);
    EXPECT_THAT(answer, Not(HasSubstr("anna"))) << headers;
  }
  EXPECT_EQ(Who("X-User: anna\r\nCookie: zl_session=" + SignIn("anna") + "\r\n"),
            "anna session admin /");
  EXPECT_EQ(store_->accounts().ListAudit(10)->front().what, "signed in") << "no single sign-on";
}

// Behind our proxy the address of the reader stands in X-Forwarded-For: that it is one of a proxy
// does not make its sender one.
TEST_F(IdentityTest, TheSocketDecidesWhoIsAProxy) {
  Start(true);
  EXPECT_EQ(Who("X-User: zoe\r\nX-Forwarded-For: 203.0.113.9\r\n"), "zoe proxy /");
  EXPECT_EQ(store_->accounts().ListAudit(1)->front().address, "203.0.113.9");
}

TEST_F(IdentityTest, ATokenComesBeforeAProxyAndAProxyBeforeASession) {
  Start(true);
  AddAccount("anna", {"agent"});
  AddAccount("tom", {"writer"});
  const std::string cookie = "Cookie: zl_session=" + SignIn("anna") + "\r\n";
  const std::string token =
      "Authorization: Bearer " + *identities_->MakeToken("tom", "x", "tom") + "\r\n";
  EXPECT_EQ(Who(cookie), "anna session agent /");
  EXPECT_EQ(Who(cookie + "X-User: zoe\r\n"), "zoe proxy /");
  EXPECT_EQ(Who(cookie + "X-User: zoe\r\n" + token), "tom token writer /");
  EXPECT_EQ(Who(cookie + "X-User: \r\n"), "anna session agent /") << "it says nothing";
  EXPECT_EQ(Who(cookie + "X-User: z o e\r\n"), "a stranger") << "nor anybody else's session";
}

TEST_F(IdentityTest, AnAccountThatIsDisabledIsNobodyByAnyProof) {
  Start(true);
  AddAccount("anna", {"agent"});
  const std::string cookie = "Cookie: zl_session=" + SignIn("anna") + "\r\n";
  const std::string token = *identities_->MakeToken("anna", "x", "anna");
  const std::string bearer = "Authorization: Bearer " + token + "\r\n";
  EXPECT_EQ(Who(bearer), "anna token agent /");
  ASSERT_TRUE(identities_->Disable("anna", "test"));
  EXPECT_EQ(Who(cookie), "a stranger");
  EXPECT_EQ(Who("X-User: anna\r\nX-Groups: desk\r\n"), "a stranger");
  const std::string refused = Ask(bearer);
  EXPECT_THAT(refused, HasSubstr(" 401 "));
  EXPECT_THAT(refused, HasSubstr("WWW-Authenticate: Bearer"));
  EXPECT_THAT(refused, HasSubstr("Cache-Control: no-store"));
  EXPECT_THAT(refused, Not(HasSubstr(token)));
}

TEST_F(IdentityTest, RightsAreThoseOfNow) {
  Start(true);
  AddAccount("anna", {"agent"});
  const std::string cookie = "Cookie: zl_session=" + SignIn("anna") + "\r\n";
  EXPECT_EQ(Who(cookie), "anna session agent /");
  ASSERT_TRUE(identities_->SetRights("anna", {"writer"}, {"hr"}, "test"));
  EXPECT_EQ(Who(cookie), "anna session writer / hr");
  EXPECT_EQ(Who("X-User: anna\r\n"), "anna proxy writer / hr");
}

// What proves nothing does not even ask the state.
TEST_F(IdentityTest, AStateThatCannotBeReadStopsOnlyWhoProvesSomething) {
  Start(true);
  AddAccount("anna", {"agent"});
  const std::string session = SignIn("anna");
  ExecuteSql(store_file(), "ALTER TABLE account RENAME TO lost");
  EXPECT_EQ(Who(""), "a stranger");
  EXPECT_EQ(Who("Cookie: zl_session=planted\r\n"), "a stranger");
  for (const std::string& headers :
       {"Cookie: zl_session=" + session + "\r\n", std::string("X-User: anna\r\n")}) {
    const std::string answer = Ask(headers);
    EXPECT_THAT(answer, HasSubstr(" 503 ")) << headers;
    EXPECT_THAT(answer, Not(HasSubstr("lost")));
    EXPECT_THAT(answer, Not(HasSubstr(session)));
  }
}

}  // namespace
}  // namespace zeroline::testing
