// One account as an admin sees it: rights, password, tokens, whether it may come in.
#include <utility>

#include "server/auth/secret.h"
#include "server/web/agent/account_view.h"
#include "server/web/agent/agent.h"
#include "server/web/agent/shown_text.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

constexpr const char* kAccountsUrl = "/agent/accounts";

// What became of the last form; texts, "" where there is nothing to say.
struct SomeoneForm {
  std::string banner;
  std::string audiences_error;
  std::string made_password;
};

std::string NameOf(const AgentPage& page) {
  const auto name = page.request().variables.find("name");
  if (name == page.request().variables.end()) return "";
  return CanonicalAccountName(name->second).value_or("");
}

std::string UrlOf(const std::string& name) {
  return std::string(kAccountsUrl) + "/" + EscapeUrl(name);
}

WebResponse Nobody(const AgentPage& page) {
  const Messages& messages = page.messages();
  return MessagePage(page,
                     {messages.Say("agent_accounts_nobody_title"),
                      messages.Say("agent_accounts_nobody_text"),
                      {{messages.Say("agent_accounts_back"), kAccountsUrl}}},
                     404);
}

WebResponse SomeonePage(const AgentPage& asked, const SomeoneForm& form, int status) {
  AgentPage page = asked;
  const std::string name = NameOf(page);
  const Result<Account> account = page.store().accounts().Find(name);
  if (!account && account.error().code == ErrorCode::kNotFound) return Nobody(page);
  if (!account) return Unavailable(page, account.error());
  page.address = UrlOf(name);
  const Messages& messages = page.messages();
  View view = AgentView(page, name, "accounts");
  view.Text("name", name).Text("url", page.address).Text("banner", form.banner);
  view.Text("made_password", form.made_password);
  view.Text("made_text", form.made_password.empty()
                             ? ""
                             : messages.Say("agent_accounts_password_is", {{"name", name}}));
  view.Flag("is_disabled", account->is_disabled).Flag("is_self", name == page.identity.name);
  RightsForm rights = RightsOf(*account);
  rights.audiences_error = form.audiences_error;
  AddRights(messages, rights, &view);
  if (Status added = AddTokens(page, name, &view); !added) return Unavailable(page, added.error());
  view.Text("good_news",
            DoneText(page, "agent_accounts", {"rights", "disabled", "enabled", "revoked"}));
  return AgentAnswer(page, "agent_someone", view, status);
}

// A change was made, or why not.
WebResponse After(const AgentPage& page, const Status& changed, const std::string& done) {
  if (changed) return AgentRedirect(UrlOf(NameOf(page)) + "?done=" + done);
  const Messages& messages = page.messages();
  SomeoneForm form;
  switch (changed.error().code) {
    case ErrorCode::kConflict: {
      const bool is_self = NameOf(page) == page.identity.name;
      form.banner =
          messages.Say(is_self ? "agent_accounts_not_oneself" : "agent_accounts_last_admin");
      return SomeonePage(page, form, 409);
    }
    case ErrorCode::kBusy:
      form.banner = messages.Say("agent_busy");
      return SomeonePage(page, form, 503);
    case ErrorCode::kNotFound:
      return Nobody(page);
    default:
      return Unavailable(page, changed.error());
  }
}

WebResponse SetRights(const AgentPage& page) {
  const RightsForm rights = RightsOf(page);
  if (!rights.audiences_error.empty()) {
    SomeoneForm form;
    form.audiences_error = rights.audiences_error;
    return SomeonePage(page, form, 422);
  }
  return After(page,
               page.services().identities->SetRights(NameOf(page), rights.roles, rights.audiences,
                                                     DoerOf(page)),
               "rights");
}

// One's own is changed where the old one is asked for.
WebResponse GivePassword(const AgentPage& page) {
  if (NameOf(page) == page.identity.name) return AgentRedirect("/agent/account");
  SomeoneForm form;
  form.made_password = NewPassword();
  const Status changed =
      page.services().identities->SetPassword(NameOf(page), form.made_password, DoerOf(page));
  return changed ? SomeonePage(page, form, 200) : After(page, changed, "");
}

WebResponse Remove(const AgentPage& page) {
  const Status removed = page.services().identities->Remove(NameOf(page), DoerOf(page));
  return removed ? AgentRedirect(std::string(kAccountsUrl) + "?done=removed")
                 : After(page, removed, "");
}

WebResponse ChangeSomeone(const AgentPage& page) {
  Identities& identities = *page.services().identities;
  const std::string action = FormField(page.request(), "action");
  if (action == "rights") return SetRights(page);
  if (action == "password") return GivePassword(page);
  if (action == "disable") {
    return After(page, identities.Disable(NameOf(page), DoerOf(page)), "disabled");
  }
  if (action == "enable") {
    return After(page, identities.Enable(NameOf(page), DoerOf(page)), "enabled");
  }
  if (action == "revoke") {
    const std::int64_t id = NumberField(page, "id").value_or(0);
    return After(page, identities.RevokeToken(id, NameOf(page), DoerOf(page)), "revoked");
  }
  if (action == "remove") return Remove(page);
  return SomeonePage(page, {}, 400);
}

}  // namespace

Door SomeoneDoor(const Services& services, const Templates& templates) {
  return ForRoles(services, templates, {kAdminRole},
                  ForPeople([](const AgentPage& page) { return SomeonePage(page, {}, 200); }));
}

Door ChangeSomeoneDoor(const Services& services, const Templates& templates) {
  return ForRoles(services, templates, {kAdminRole}, ForPeople(&ChangeSomeone));
}

}  // namespace zeroline
