#include "server/web/agent/account_view.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "server/web/agent/shown_text.h"

namespace zeroline {
namespace {

constexpr std::size_t kMostAudiences = 50;

std::string Joined(const std::vector<std::string>& values) {
  std::string joined;
  for (const std::string& value : values) joined += (joined.empty() ? "" : ", ") + value;
  return joined;
}

}  // namespace

Doer DoerOf(const AgentPage& page) { return {page.identity.name, page.request().remote_address}; }

AgentDoor ForPeople(AgentDoor door) {
  return [door = std::move(door)](const AgentPage& page) {
    const bool is_program = page.identity.proof == Proof::kToken;
    return is_program ? MessagePage(page, "agent_account_program", 403) : door(page);
  };
}

std::string PasswordText(const Messages& messages, PasswordFault fault) {
  switch (fault) {
    case PasswordFault::kNone:
      return "";
    case PasswordFault::kTooShort:
      return messages.Say("agent_setup_too_short");
    case PasswordFault::kTooLong:
      return messages.Say("agent_setup_too_long");
    case PasswordFault::kIsName:
      return messages.Say("agent_setup_is_name");
  }
  return "";
}

std::string RolesText(const Messages& messages, const std::vector<std::string>& roles) {
  std::vector<std::string> names;
  for (const std::string& role : roles) names.push_back(messages.Say("agent_role_" + role));
  return Joined(names);
}

std::string AudiencesText(const std::vector<std::string>& audiences) { return Joined(audiences); }

RightsForm RightsOf(const AgentPage& page) {
  RightsForm rights;
  for (const std::string_view role : kRoles) {
    const std::string name(role);
    if (FormField(page.request(), "role_" + name) == "1") rights.roles.push_back(name);
  }
  rights.audiences_typed = FormField(page.request(), "audiences");
  std::string name;
  for (const char c : rights.audiences_typed + " ") {
    if (c != ',' && c != ';' && c != ' ') {
      name += c;
      continue;
    }
    if (name.empty()) continue;
    if (!IsAudienceName(name)) {
      rights.audiences_error = page.messages().Say("agent_accounts_wrong_audience");
    }
    rights.audiences.push_back(std::move(name));
    name.clear();
  }
  if (rights.audiences.size() > kMostAudiences) {
    rights.audiences_error = page.messages().Say("agent_accounts_wrong_audience");
  }
  return rights;
}

RightsForm RightsOf(const Account& account) {
  return {account.roles, account.audiences, AudiencesText(account.audiences), ""};
}

void AddRights(const Messages& messages, const RightsForm& rights, View* view) {
  std::vector<View> choices;
  for (const std::string_view role : kRoles) {
    const std::string name(role);
    View choice;
    choice.Text("role_id", name).Text("role_name", messages.Say("agent_role_" + name));
    choice.Text("role_hint", messages.Say("agent_role_" + name + "_hint"));
    choice.Flag("is_checked",
                std::find(rights.roles.begin(), rights.roles.end(), name) != rights.roles.end());
    choices.push_back(std::move(choice));
  }
  view->List("role_choices", std::move(choices));
  view->Text("audiences_typed", rights.audiences_typed);
  view->Text("audiences_error", rights.audiences_error);
}

View TokenView(const AgentPage& page, const ApiToken& token) {
  const Messages& messages = page.messages();
  const std::string label = HarmlessLine(token.label, "-");
  View view;
  view.Text("token_id", std::to_string(token.id)).Text("label", label);
  view.Text("made", messages.Say("agent_account_made", {{"time", messages.Date(token.created)}}));
  view.Text("used", token.last_used == 0
                        ? messages.Say("agent_account_unused")
                        : messages.Say("agent_account_used",
                                       {{"time", TimeText(messages, token.last_used)}}));
  view.Text("until", token.expires == 0
                         ? ""
                         : messages.Say("agent_account_until",
                                        {{"time", TimeText(messages, token.expires)}}));
  view.Text("revoke_label", messages.Say("agent_account_revoke_of", {{"label", label}}));
  return view;
}

Status AddTokens(const AgentPage& page, const std::string& account, View* view) {
  const auto tokens = page.store().credentials().ListTokens(account);
  if (!tokens) return tl::unexpected(tokens.error());
  std::vector<View> items;
  for (const ApiToken& token : *tokens) items.push_back(TokenView(page, token));
  view->Flag("has_tokens", !items.empty());
  view->List("tokens", std::move(items));
  return {};
}

std::optional<std::int64_t> NumberField(const AgentPage& page, const std::string& name) {
  const std::string text = FormField(page.request(), name);
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

std::string DoneText(const AgentPage& page, const std::string& prefix,
                     const std::vector<std::string>& known) {
  const std::string done = page.request().QueryOr("done", "");
  const bool is_known = std::find(known.begin(), known.end(), done) != known.end();
  return is_known ? page.messages().Say(prefix + "_done_" + done) : "";
}

}  // namespace zeroline
