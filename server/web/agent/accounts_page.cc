// All accounts, a new one, and the record of who did what.
#include <algorithm>
#include <charconv>
#include <utility>

#include "server/auth/secret.h"
#include "server/web/agent/account_view.h"
#include "server/web/agent/agent.h"
#include "server/web/agent/shown_text.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

constexpr const char* kAccountsUrl = "/agent/accounts";
constexpr std::size_t kLinesPerPage = 50;
constexpr std::size_t kMaxOffset = 1'000'000;

// What became of the form; texts, "" where there is nothing to say.
struct NewAccountForm {
  std::string name;
  RightsForm rights;
  std::string banner;
  std::string name_error;
  std::string password_error;
  std::string made_name;      // an account was made,
  std::string made_password;  // and this is the password it was given
};

std::size_t OffsetOf(const WebRequest& request) {
  const std::string text = request.QueryOr("offset", "0");
  std::size_t offset = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, offset);
  return error == std::errc{} && stop == end ? std::min(offset, kMaxOffset) : 0;
}

Status AddAccounts(const AgentPage& page, View* view) {
  const auto accounts = page.store().accounts().List();
  if (!accounts) return tl::unexpected(accounts.error());
  std::vector<View> items;
  for (const Account& account : *accounts) {
    View item;
    item.Text("name", account.name);
    item.Text("url", std::string(kAccountsUrl) + "/" + EscapeUrl(account.name));
    item.Text("roles", RolesText(page.messages(), account.roles));
    item.Text("audiences", AudiencesText(account.audiences));
    item.Text("since", page.messages().Date(account.created));
    item.Flag("is_disabled", account.is_disabled);
    items.push_back(std::move(item));
  }
  view->Flag("has_accounts", !items.empty());
  view->List("accounts", std::move(items));
  return {};
}

View AuditView(const Messages& messages, const AuditEntry& entry) {
  View item;
  item.Text("time", TimeText(messages, entry.at)).Text("iso", IsoTime(entry.at));
  item.Text("who", HarmlessLine(entry.who, "-")).Text("what", HarmlessLine(entry.what, "-"));
  item.Text("whom", entry.whom == entry.who ? "" : HarmlessLine(entry.whom, ""));
  item.Text("address", HarmlessLine(entry.address, ""));
  return item;
}

Status AddRecord(const AgentPage& page, View* view) {
  const std::size_t offset = OffsetOf(page.request());
  auto record = page.store().accounts().ListAudit(kLinesPerPage + 1, offset);
  if (!record) return tl::unexpected(record.error());
  const bool has_more = record->size() > kLinesPerPage;
  record->resize(std::min(record->size(), kLinesPerPage));
  std::vector<View> items;
  for (const AuditEntry& entry : *record) items.push_back(AuditView(page.messages(), entry));
  const auto url = [](std::size_t at) {
    return std::string(kAccountsUrl) + "?offset=" + std::to_string(at) + "#record";
  };
  view->Flag("has_record", !items.empty());
  view->List("record", std::move(items));
  view->Text("older_url", has_more ? url(offset + kLinesPerPage) : "");
  view->Text("newer_url", offset == 0 ? "" : url(offset - std::min(offset, kLinesPerPage)));
  return {};
}

WebResponse AccountsPage(const AgentPage& page, const NewAccountForm& form, int status) {
  const Messages& messages = page.messages();
  View view = AgentView(page, messages.Say("agent_accounts_title"), "accounts");
  if (Status added = AddAccounts(page, &view); !added) return Unavailable(page, added.error());
  if (Status added = AddRecord(page, &view); !added) return Unavailable(page, added.error());
  AddRights(messages, form.rights, &view);
  view.Text("typed_name", form.name).Text("name_error", form.name_error);
  view.Text("password_error", form.password_error).Text("banner", form.banner);
  view.Text("made_password", form.made_password);
  view.Text("made_text", form.made_password.empty() ? ""
                                                    : messages.Say("agent_accounts_password_is",
                                                                   {{"name", form.made_name}}));
  view.Text("good_news", DoneText(page, "agent_accounts", {"added", "removed"}));
  return AgentAnswer(page, "agent_accounts", view, status);
}

WebResponse TellNotAdded(const AgentPage& page, NewAccountForm form, const Error& error) {
  const Messages& messages = page.messages();
  switch (error.code) {
    case ErrorCode::kConflict:
      form.name_error = messages.Say("agent_accounts_taken");
      return AccountsPage(page, form, 409);
    case ErrorCode::kBusy:
      form.banner = messages.Say("agent_busy");
      return AccountsPage(page, form, 503);
    default:
      return Unavailable(page, error);
  }
}

WebResponse AddAccount(const AgentPage& page) {
  const Messages& messages = page.messages();
  NewAccountForm form;
  form.name = FormField(page.request(), "name");
  form.rights = RightsOf(page);
  const std::string typed = FormField(page.request(), "password");
  const std::string password = typed.empty() ? NewPassword() : typed;
  const std::optional<std::string> name = CanonicalAccountName(form.name);
  if (!name) form.name_error = messages.Say("agent_setup_wrong_name");
  form.password_error = PasswordText(messages, CheckPassword(password, name.value_or("")));
  if (!form.name_error.empty() || !form.password_error.empty() ||
      !form.rights.audiences_error.empty()) {
    return AccountsPage(page, form, 422);
  }
  const Status added = page.services().identities->AddAccount(
      {*name, password, form.rights.roles, form.rights.audiences}, DoerOf(page));
  if (!added) return TellNotAdded(page, std::move(form), added.error());
  if (!typed.empty()) return AgentRedirect(std::string(kAccountsUrl) + "?done=added");
  NewAccountForm fresh;
  fresh.made_name = *name;
  fresh.made_password = password;
  return AccountsPage(page, fresh, 200);
}

}  // namespace

Door AccountsDoor(const Services& services, const Templates& templates) {
  return ForRoles(services, templates, {kAdminRole},
                  ForPeople([](const AgentPage& page) { return AccountsPage(page, {}, 200); }));
}

Door AddAccountDoor(const Services& services, const Templates& templates) {
  return ForRoles(services, templates, {kAdminRole}, ForPeople(&AddAccount));
}

}  // namespace zeroline
