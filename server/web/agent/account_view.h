// What the pages about accounts share.
#ifndef ZEROLINE_SERVER_WEB_AGENT_ACCOUNT_VIEW_H_
#define ZEROLINE_SERVER_WEB_AGENT_ACCOUNT_VIEW_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/auth/identities.h"
#include "server/auth/password.h"
#include "server/web/agent/agent_page.h"

namespace zeroline {

// Who is signed in here, and from where.
Doer DoerOf(const AgentPage& page);

// The same door, refusing who came by a token of the API: whoever got hold of one makes no others,
// and changes no account.
AgentDoor ForPeople(AgentDoor door);

// What is wrong with a password; "" for kNone.
std::string PasswordText(const Messages& messages, PasswordFault fault);

// "Agent, Writer"; "" for none.
std::string RolesText(const Messages& messages, const std::vector<std::string>& roles);
// "hr, internal".
std::string AudiencesText(const std::vector<std::string>& audiences);

// What a form says somebody may do and read: a box for each role, and a line of audiences.
struct RightsForm {
  std::vector<std::string> roles;
  std::vector<std::string> audiences;
  std::string audiences_typed;
  std::string audiences_error;  // a text
};
RightsForm RightsOf(const AgentPage& page);
RightsForm RightsOf(const Account& account);
// Adds `role_choices`, `audiences_typed` and `audiences_error`.
void AddRights(const Messages& messages, const RightsForm& rights, View* view);

// token_id, label, made, used, until, revoke_label.
View TokenView(const AgentPage& page, const ApiToken& token);
// Adds them as `tokens` and `has_tokens`.
Status AddTokens(const AgentPage& page, const std::string& account, View* view);

// A field of the form that has to be a number; nothing if it is none.
std::optional<std::int64_t> NumberField(const AgentPage& page, const std::string& name);

// "<prefix>_done_<what>" of ?done=what if that is one of `known`; else "".
std::string DoneText(const AgentPage& page, const std::string& prefix,
                     const std::vector<std::string>& known);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_AGENT_ACCOUNT_VIEW_H_
