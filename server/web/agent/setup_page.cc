// The page of the link that makes the first account.
#include "server/auth/identities.h"
#include "server/auth/password.h"
#include "server/web/agent/account_view.h"
#include "server/web/agent/agent.h"
#include "server/web/agent/agent_page.h"
#include "server/web/csrf.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

struct SetupForm {
  std::string token;
  std::string name;
  std::string name_error;      // message key; "" where nothing is wrong
  std::string password_error;  // text
  std::string banner;
};

WebResponse SetupPage(const AgentPage& page, const SetupForm& form, int status) {
  const Messages& messages = page.messages();
  const auto say = [&](const std::string& key) {
    return key.empty() ? std::string() : messages.Say(key);
  };
  View view = AgentView(page, messages.Say("agent_setup_title"), "");
  view.Text("token", form.token).Text("typed_name", form.name).Text("banner", say(form.banner));
  view.Text("name_error", say(form.name_error));
  view.Text("password_error", form.password_error);
  WebResponse response = AgentAnswer(page, "agent_setup", view, status);
  // The address of the page is a secret.
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  return response;
}

WebResponse LinkIsVoid(const AgentPage& page) {
  const Messages& messages = page.messages();
  return MessagePage(page,
                     {messages.Say("agent_link_void_title"),
                      messages.Say("agent_link_void_text"),
                      {{messages.Say("agent_sign_in_title"), "/agent/sign-in"}}},
                     403);
}

WebResponse NoLinkOr503(const AgentPage& page, const Error& error) {
  return error.code == ErrorCode::kNotFound ? LinkIsVoid(page) : Unavailable(page, error);
}

WebResponse MakeFirstAccount(const AgentPage& posted) {
  const WebRequest& request = posted.request();
  SetupForm form;
  form.token = FormField(request, "token");
  form.name = FormField(request, "name");
  AgentPage page = posted;
  page.address = "/agent/setup?token=" + EscapeUrl(form.token);
  Identities& identities = *page.services().identities;
  if (!page.services().csrf->IsGenuine(request)) {
    form.banner = "agent_form_stale";
    return SetupPage(page, form, 403);
  }
  if (Status valid = identities.CheckFirstLink(form.token); !valid) {
    return NoLinkOr503(page, valid.error());
  }
  const std::string password = FormField(request, "password");
  const auto name = CanonicalAccountName(form.name);
  if (!name) form.name_error = "agent_setup_wrong_name";
  form.password_error = PasswordText(page.messages(), CheckPassword(password, name.value_or("")));
  if (form.password_error.empty() && password != FormField(request, "repeat")) {
    form.password_error = page.messages().Say("agent_setup_differs");
  }
  if (!form.name_error.empty() || !form.password_error.empty()) return SetupPage(page, form, 422);
  const Status added =
      identities.AddFirstAccount(form.token, form.name, password, request.remote_address);
  return added ? AgentRedirect("/agent/sign-in?made=1") : NoLinkOr503(page, added.error());
}

}  // namespace

Door SetupDoor(const Services& services, const Templates& templates) {
  return ForStrangers(services, templates, [](const AgentPage& page) {
    SetupForm form;
    form.token = page.request().QueryOr("token", "");
    const Status valid = page.services().identities->CheckFirstLink(form.token);
    return valid ? SetupPage(page, form, 200) : NoLinkOr503(page, valid.error());
  });
}

Door MakeFirstAccountDoor(const Services& services, const Templates& templates) {
  return ForStrangers(services, templates, &MakeFirstAccount);
}

}  // namespace zeroline
