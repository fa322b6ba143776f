#include <algorithm>

#include "server/auth/identities.h"
#include "server/web/agent/agent.h"
#include "server/web/agent/agent_page.h"
#include "server/web/csrf.h"
#include "server/web/identity.h"

namespace zeroline {
namespace {

constexpr const char* kQueueUrl = "/agent/queue";
constexpr std::size_t kMaxNextBytes = 1000;

// One of these pages; the queue for whatever else stands there, so that a link to the sign-in page
// leads nowhere else.
std::string NextUrl(const std::string& next) {
  const bool is_ours =
      next == "/agent" || next.starts_with("/agent?") || next.starts_with("/agent/");
  const bool is_plain =
      next.size() <= kMaxNextBytes &&
      std::all_of(next.begin(), next.end(), [](char c) { return c > ' ' && c <= '~'; }) &&
      next.find('\\') == std::string::npos && next.find("//") == std::string::npos &&
      next.find("/.") == std::string::npos && !next.starts_with("/agent/sign-");
  return is_ours && is_plain ? next : kQueueUrl;
}

struct SignInForm {
  std::string name;
  std::string next;
  std::string banner;
  std::string good_news;
};

WebResponse SignInPage(const AgentPage& page, const SignInForm& form, int status) {
  View view = AgentView(page, page.messages().Say("agent_sign_in_title"), "");
  view.Text("typed_name", form.name);
  view.Text("next_path", form.next == kQueueUrl ? "" : form.next);
  view.Text("banner", form.banner).Text("good_news", form.good_news);
  return AgentAnswer(page, "agent_sign_in", view, status);
}

WebResponse ShowSignIn(const AgentPage& page) {
  const WebRequest& request = page.request();
  SignInForm form;
  form.next = NextUrl(request.QueryOr("next", ""));
  if (IdentityOf(page.services(), request)) return AgentRedirect(form.next);
  const Messages& messages = page.messages();
  if (request.QueryOr("made", "") == "1") {
    form.good_news = messages.Say("agent_setup_done");
  } else if (!page.services().identities->HasAccounts().value_or(true)) {
    form.good_news = messages.Say("agent_no_accounts");
  }
  return SignInPage(page, form, 200);
}

WebResponse Refuse(const AgentPage& page, SignInForm form, const SignIn& tried) {
  const Messages& messages = page.messages();
  if (tried.outcome == SignIn::Outcome::kWrong) {
    form.banner = messages.Say("agent_wrong");
    return SignInPage(page, form, 403);
  }
  form.banner = messages.Count("agent_wait", static_cast<std::uint64_t>(tried.wait.count()));
  WebResponse response = SignInPage(page, form, 429);
  response.headers.emplace_back("Retry-After", std::to_string(tried.wait.count()));
  return response;
}

WebResponse PostSignIn(const AgentPage& page) {
  const WebRequest& request = page.request();
  const Messages& messages = page.messages();
  SignInForm form;
  form.name = FormField(request, "name");
  form.next = NextUrl(FormField(request, "next"));
  if (!page.services().csrf->IsGenuine(request)) {
    form.banner = messages.Say("agent_form_stale");
    return SignInPage(page, form, 403);
  }
  const Result<SignIn> tried = page.services().identities->TrySignIn(
      form.name, FormField(request, "password"), request.remote_address, SessionOf(request));
  if (!tried && tried.error().code == ErrorCode::kBusy) {
    form.banner = messages.Say("agent_busy");
    return SignInPage(page, form, 503);
  }
  if (!tried) return Unavailable(page, tried.error());
  if (tried->outcome != SignIn::Outcome::kSignedIn) return Refuse(page, form, *tried);
  WebResponse response = AgentRedirect(form.next);
  SetSessionCookie(tried->session, request, &response);
  return response;
}

// A session that there may be besides ends in any case. What a proxy says is not ours to end.
WebResponse PostSignOut(const AgentPage& page) {
  const WebRequest& request = page.request();
  const Status done =
      page.services().identities->SignOut(SessionOf(request), request.remote_address);
  if (!done) return Unavailable(page, done.error());
  WebResponse response = page.identity.proof == Proof::kProxy
                             ? MessagePage(page, "agent_sso_sign_out", 200)
                             : AgentRedirect("/agent/sign-in");
  ClearSessionCookie(request, &response);
  return response;
}

}  // namespace

Door UnknownAgentDoor(const Services& services, const Templates& templates) {
  return ForAgents(services, templates,
                   [](const AgentPage& page) { return MessagePage(page, "error_404", 404); });
}

Door SignInDoor(const Services& services, const Templates& templates) {
  return ForStrangers(services, templates, &ShowSignIn);
}

Door TrySignInDoor(const Services& services, const Templates& templates) {
  return ForStrangers(services, templates, &PostSignIn);
}

Door SignOutDoor(const Services& services, const Templates& templates) {
  return ForRoles(services, templates, {}, &PostSignOut);
}

}  // namespace zeroline
