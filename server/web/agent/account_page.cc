// One's own account: the password, tokens of the API, open sessions.
#include <utility>

#include "server/web/agent/account_view.h"
#include "server/web/agent/agent.h"
#include "server/web/agent/shown_text.h"
#include "server/web/identity.h"

namespace zeroline {
namespace {

constexpr const char* kAccountUrl = "/agent/account";
constexpr std::int64_t kDay = 24 * 60 * 60;  // seconds
constexpr std::int64_t kMostDays = 3650;

// What became of the last form; all texts, "" where there is nothing to say.
struct AccountForm {
  std::string banner;
  std::string old_error;
  std::string new_error;
  std::string label_error;
  std::string token;  // just made
};

// Nothing if somebody is known to the single sign-on only.
Result<std::optional<Account>> OwnAccount(const AgentPage& page) {
  Result<Account> account = page.store().accounts().Find(page.identity.name);
  if (account) return std::optional<Account>(*std::move(account));
  if (account.error().code == ErrorCode::kNotFound) return std::optional<Account>();
  return tl::unexpected(account.error());
}

Status AddSessions(const AgentPage& page, View* view) {
  const auto sessions =
      page.services().identities->ListSessions(page.identity.name, SessionOf(page.request()));
  if (!sessions) return tl::unexpected(sessions.error());
  const Messages& messages = page.messages();
  std::vector<View> items;
  bool has_others = false;
  for (const Identities::OpenSession& session : *sessions) {
    View item;
    item.Text("began",
              messages.Say("agent_account_began", {{"time", TimeText(messages, session.created)}}));
    item.Text("used", messages.Say("agent_account_used",
                                   {{"time", TimeText(messages, session.last_used)}}));
    item.Flag("is_this", session.is_this);
    has_others = has_others || !session.is_this;
    items.push_back(std::move(item));
  }
  view->Flag("has_sessions", !items.empty()).Flag("has_others", has_others);
  view->List("sessions", std::move(items));
  return {};
}

WebResponse AccountPage(const AgentPage& page, const AccountForm& form, int status) {
  const Messages& messages = page.messages();
  const Result<std::optional<Account>> account = OwnAccount(page);
  if (!account) return Unavailable(page, account.error());
  View view = AgentView(page, messages.Say("agent_account_title"), "account");
  view.Text("name", page.identity.name).Text("url", kAccountUrl);
  view.Text("roles", RolesText(messages, page.identity.roles));
  view.Text("audiences", AudiencesText(page.identity.audiences));
  view.Flag("has_account", account->has_value());
  view.Flag("by_proxy", page.identity.proof == Proof::kProxy);
  view.Text("banner", form.banner).Text("old_error", form.old_error);
  view.Text("new_error", form.new_error).Text("label_error", form.label_error);
  view.Text("token", form.token);
  view.Text("good_news", DoneText(page, "agent_account", {"password", "revoked", "sessions"}));
  if (Status added = AddTokens(page, page.identity.name, &view); !added) {
    return Unavailable(page, added.error());
  }
  if (Status added = AddSessions(page, &view); !added) return Unavailable(page, added.error());
  return AgentAnswer(page, "agent_account", view, status);
}

WebResponse Done(const std::string& what) {
  return AgentRedirect(std::string(kAccountUrl) + "?done=" + what);
}

WebResponse TellAttempt(const AgentPage& page, const SignIn& tried) {
  AccountForm form;
  if (tried.outcome == SignIn::Outcome::kWrong) {
    form.old_error = page.messages().Say("agent_account_wrong_old");
    return AccountPage(page, form, 403);
  }
  form.old_error =
      page.messages().Count("agent_wait", static_cast<std::uint64_t>(tried.wait.count()));
  WebResponse response = AccountPage(page, form, 429);
  response.headers.emplace_back("Retry-After", std::to_string(tried.wait.count()));
  return response;
}

WebResponse ChangePassword(const AgentPage& page) {
  const WebRequest& request = page.request();
  const Messages& messages = page.messages();
  const std::string fresh = FormField(request, "new_password");
  AccountForm form;
  form.new_error = PasswordText(messages, CheckPassword(fresh, page.identity.name));
  if (form.new_error.empty() && fresh != FormField(request, "repeat")) {
    form.new_error = messages.Say("agent_setup_differs");
  }
  if (!form.new_error.empty()) return AccountPage(page, form, 422);
  const Result<SignIn> tried = page.services().identities->ChangePassword(
      {page.identity.name, FormField(request, "old_password"), fresh, SessionOf(request),
       request.remote_address});
  if (!tried && tried.error().code == ErrorCode::kBusy) {
    form.banner = messages.Say("agent_busy");
    return AccountPage(page, form, 503);
  }
  if (!tried) return Unavailable(page, tried.error());
  if (tried->outcome != SignIn::Outcome::kSignedIn) return TellAttempt(page, *tried);
  return Done("password");
}

WebResponse MakeToken(const AgentPage& page) {
  const Messages& messages = page.messages();
  const std::string label = HarmlessLine(FormField(page.request(), "label"), "");
  const std::optional<std::int64_t> days = NumberField(page, "days");
  AccountForm form;
  if (label.empty() || label.size() > Identities::kMaxLabelBytes || !days || *days < 0 ||
      *days > kMostDays) {
    form.label_error = messages.Say("agent_account_label_wrong");
    return AccountPage(page, form, 422);
  }
  const Result<std::string> token =
      page.services().identities->MakeToken(page.identity.name, label, DoerOf(page), *days * kDay);
  if (token) {
    form.token = *token;
    return AccountPage(page, form, 200);
  }
  if (token.error().code == ErrorCode::kConflict) {
    form.label_error = messages.Say("agent_account_too_many");
    return AccountPage(page, form, 409);
  }
  if (token.error().code != ErrorCode::kNotFound) return Unavailable(page, token.error());
  form.banner = messages.Say("agent_account_sso");
  return AccountPage(page, form, 409);
}

WebResponse RevokeToken(const AgentPage& page) {
  const Status revoked = page.services().identities->RevokeToken(
      NumberField(page, "id").value_or(0), page.identity.name, DoerOf(page));
  if (revoked) return Done("revoked");
  if (revoked.error().code != ErrorCode::kNotFound) return Unavailable(page, revoked.error());
  AccountForm form;
  form.banner = page.messages().Say("agent_account_no_token");
  return AccountPage(page, form, 404);
}

WebResponse EndSessions(const AgentPage& page) {
  const Status ended =
      page.services().identities->EndOtherSessions(SessionOf(page.request()), DoerOf(page));
  return ended ? Done("sessions") : Unavailable(page, ended.error());
}

WebResponse ChangeAccount(const AgentPage& page) {
  const std::string action = FormField(page.request(), "action");
  if (action == "password") return ChangePassword(page);
  if (action == "token") return MakeToken(page);
  if (action == "revoke") return RevokeToken(page);
  if (action == "sessions") return EndSessions(page);
  return AccountPage(page, {}, 400);
}

}  // namespace

Door AccountDoor(const Services& services, const Templates& templates) {
  return ForRoles(services, templates, {},
                  ForPeople([](const AgentPage& page) { return AccountPage(page, {}, 200); }));
}

Door ChangeAccountDoor(const Services& services, const Templates& templates) {
  return ForRoles(services, templates, {}, ForPeople(&ChangeAccount));
}

}  // namespace zeroline
