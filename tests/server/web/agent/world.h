// The agents' doors over a real store, without an HTTP server.
#ifndef ZEROLINE_TESTS_SERVER_WEB_AGENT_WORLD_H_
#define ZEROLINE_TESTS_SERVER_WEB_AGENT_WORLD_H_

#include <map>
#include <stdexcept>
#include <string>

#include "server/auth/identities.h"
#include "server/web/agent/agent.h"
#include "server/web/identity.h"
#include "tests/server/web/portal/world.h"

namespace zeroline::testing {

inline constexpr const char* kPassword = "correct horse battery";

// A browser: cookies that answers set, and the token of their forms, sent along with what follows.
class Browser {
 public:
  WebRequest Get(const std::string& path, const std::map<std::string, std::string>& query = {},
                 const std::map<std::string, std::string>& variables = {}) const {
    WebRequest request;
    request.method = "GET";
    request.path = path;
    request.query.insert(query.begin(), query.end());
    request.variables = variables;
    request.cookies = cookies_;
    request.origin = "https://help.example";
    request.remote_address = address;
    return request;
  }

  // With the token of the form that was opened last.
  WebRequest Post(const std::string& path, std::map<std::string, std::string> form = {},
                  const std::map<std::string, std::string>& variables = {}) const {
    WebRequest request = Get(path, {}, variables);
    request.method = "POST";
    form.emplace("csrf", form_token_);
    request.form = std::move(form);
    return request;
  }

  void Keep(const WebResponse& response) {
    for (const auto& [name, value] : response.headers) {
      if (name != "Set-Cookie") continue;
      const std::size_t equals = value.find('=');
      cookies_[value.substr(0, equals)] = value.substr(equals + 1, value.find(';') - equals - 1);
    }
    constexpr std::string_view kField = "name=\"csrf\" value=\"";
    const std::size_t field = response.body.find(kField);
    if (field == std::string::npos) return;
    const std::size_t begin = field + kField.size();
    form_token_ = response.body.substr(begin, response.body.find('"', begin) - begin);
  }

  std::string Cookie(const std::string& name) const {
    const auto found = cookies_.find(name);
    return found == cookies_.end() ? "" : found->second;
  }
  const std::string& form_token() const { return form_token_; }
  void SetCookie(const std::string& name, const std::string& value) { cookies_[name] = value; }

  std::string address = "192.0.2.7";

 private:
  std::map<std::string, std::string> cookies_;
  std::string form_token_;
};

class AgentWorld {
 public:
  AgentWorld() : AgentWorld({MakeArticle("en", "vpn", "Connect to VPN")}) {}
  explicit AgentWorld(const std::vector<StoredArticle>& articles,
                      const std::vector<CatalogRedirect>& redirects = {})
      : world_(articles, redirects),
        config_(*world_.services().config),
        services_(world_.services()),
        identities_(services_.store, [this] { return now; }) {
    services_.config = &config_;
    services_.identities = &identities_;
  }

  void AddAccount(const std::string& name, const std::vector<std::string>& roles) {
    const Status added = identities_.AddAccount({name, kPassword, roles, {}}, "test");
    if (!added) throw std::runtime_error(added.error().message);
  }

  // A browser in which this account has signed in and opened a page.
  Browser SignedIn(const std::string& name) {
    Browser browser;
    browser.Keep(SignInDoor(services_, templates())(browser.Get("/agent/sign-in")));
    browser.Keep(TrySignInDoor(services_, templates())(
        browser.Post("/agent/sign-in", {{"name", name}, {"password", kPassword}})));
    browser.Keep(UnknownAgentDoor(services_, templates())(browser.Get("/agent/x")));
    return browser;
  }

  // A browser of an agent of that name, whose account is made.
  Browser Agent(const std::string& name) {
    AddAccount(name, {"agent"});
    return SignedIn(name);
  }

  const Services& services() const { return services_; }
  Services& services() { return services_; }
  const Templates& templates() const { return world_.templates(); }
  Config& config() { return config_; }
  Store& store() { return *services_.store; }
  Identities& identities() { return identities_; }
  // From here no request can be read or written.
  void BreakStore() const { world_.BreakStore(); }
  // The same of what agents tell the writers.
  void BreakNotes() const { world_.BreakNotes(); }

  AttemptLimit::Clock::time_point now{std::chrono::hours(1)};

 private:
  World world_;
  Config config_;
  Services services_;
  Identities identities_;
};

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_SERVER_WEB_AGENT_WORLD_H_
