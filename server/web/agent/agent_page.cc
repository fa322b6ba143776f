#include "server/web/agent/agent_page.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/language/text.h"
#include "server/telemetry/log.h"
#include "server/web/csrf.h"
#include "server/web/escape.h"
#include "server/web/identity.h"
#include "server/web/language_choice.h"
#include "server/web/problem.h"

namespace zeroline {
namespace {

constexpr const char* kQueueUrl = "/agent/queue";

bool IsInterfaceLanguage(const Templates& templates, const std::string& language) {
  const auto& known = templates.interface_languages();
  return std::find(known.begin(), known.end(), language) != known.end();
}

// What answers a form is not opened again: its page is.
std::string AddressOf(const WebRequest& request) {
  if (request.method != "GET") {
    constexpr std::array kFormsOfTheirOwn = {"/agent",         "/agent/panel",
                                             "/agent/sign-in", "/agent/deliveries",
                                             "/agent/account", "/agent/accounts"};
    const bool has_page = std::find(kFormsOfTheirOwn.begin(), kFormsOfTheirOwn.end(),
                                    request.path) != kFormsOfTheirOwn.end();
    return has_page ? request.path : kQueueUrl;
  }
  std::string address = EscapeUrlPath(request.path);
  char separator = '?';
  for (const auto& [name, value] : request.query) {
    if (name == "lang") continue;
    address += separator + EscapeUrl(name) + "=" + EscapeUrl(value);
    separator = '&';
  }
  return address;
}

AgentPage OpenAgentPage(const Services& services, const Templates& templates,
                        const WebRequest& request) {
  Page page = OpenPageInReadersLanguage(services, templates, request);
  const std::string asked = request.QueryOr("lang", "");
  page.language = IsInterfaceLanguage(templates, asked)
                      ? asked
                      : ChooseLanguage(request, templates.interface_languages(),
                                       services.config->default_language);
  page.interface_language = page.language;
  return {std::move(page), {}, services.csrf->TokenFor(request), AddressOf(request)};
}

WebResponse TellStranger(const AgentPage& page) {
  const WebRequest& request = page.request();
  if (request.method == "GET") {
    return AgentRedirect("/agent/sign-in?next=" + EscapeUrl(page.address));
  }
  const Messages& messages = page.messages();
  return MessagePage(page,
                     {messages.Say("agent_signed_out_title"),
                      messages.Say("agent_signed_out_text"),
                      {{messages.Say("agent_sign_in_title"), "/agent/sign-in"}}},
                     403);
}

}  // namespace

Door ForRoles(const Services& services, const Templates& templates,
              std::vector<std::string_view> roles, AgentDoor door) {
  const auto guarded = [services, &templates, roles = std::move(roles),
                        door = std::move(door)](const WebRequest& request) {
    AgentPage page = OpenAgentPage(services, templates, request);
    if (!request.identity) return TellStranger(page);
    page.identity = *request.identity;
    const bool may_pass =
        roles.empty() || std::any_of(roles.begin(), roles.end(), [&](std::string_view role) {
          return page.identity.Has(role);
        });
    if (!may_pass) return MessagePage(page, "agent_forbidden", 403);
    const bool is_forged = request.method != "GET" && page.identity.proof != Proof::kToken &&
                           !services.csrf->IsGenuine(request);
    return is_forged ? FormExpired(page, kQueueUrl) : door(page);
  };
  const auto refuse = [services, &templates](const WebRequest& request, int, const std::string&) {
    return MessagePage(OpenAgentPage(services, templates, request), "agent_unavailable", 503);
  };
  return Authenticated(services, refuse, guarded);
}

Door ForAgents(const Services& services, const Templates& templates, AgentDoor door) {
  return ForRoles(services, templates, {kAgentRole}, std::move(door));
}

Door ForStrangers(const Services& services, const Templates& templates, AgentDoor door) {
  return [services, &templates, door = std::move(door)](const WebRequest& request) {
    return door(OpenAgentPage(services, templates, request));
  };
}

WebResponse MessagePage(const AgentPage& page, const AgentMessage& message, int status) {
  View view = AgentView(page, message.heading, "");
  view.Text("heading", message.heading).Text("text", message.text);
  std::vector<View> ways;
  for (const AgentMessage::Way& way : message.ways) {
    View item;
    item.Text("way_name", way.name).Text("way_url", way.url).Flag("is_second", !ways.empty());
    ways.push_back(std::move(item));
  }
  view.List("ways", std::move(ways));
  return AgentAnswer(page, "agent_message", view, status);
}

WebResponse MessagePage(const AgentPage& page, const std::string& key, int status) {
  const Messages& messages = page.messages();
  AgentMessage message{messages.Say(key + "_title"), messages.Say(key + "_text"), {}};
  if (page.identity.Has(kAgentRole)) {
    message.ways.push_back({messages.Say("agent_back_to_queue"), kQueueUrl});
  }
  return MessagePage(page, message, status);
}

WebResponse Unavailable(const AgentPage& page, const Error& error) {
  LogError("agents' pages: " + error.message);
  return MessagePage(page, "agent_unavailable", 503);
}

WebResponse NoTicket(const AgentPage& page, const Error& error) {
  const bool is_unknown =
      error.code == ErrorCode::kNotFound || error.code == ErrorCode::kInvalidArgument;
  return is_unknown ? MessagePage(page, "agent_not_found", 404) : Unavailable(page, error);
}

WebResponse FormExpired(const AgentPage& page, const std::string& url) {
  const Messages& messages = page.messages();
  return MessagePage(page,
                     {messages.Say("agent_expired_title"),
                      messages.Say("agent_expired_text"),
                      {{messages.Say("agent_back_to_queue"), url}}},
                     403);
}

View AgentView(const AgentPage& page, const std::string& title, std::string_view section) {
  Frame frame;
  frame.title = title;
  frame.indexing = Indexing::kForbidden;
  const char separator = page.address.find('?') == std::string::npos ? '?' : '&';
  for (const std::string& language : page.page.templates.interface_languages()) {
    frame.languages.push_back({language, page.address + separator + "lang=" + language, true});
  }
  View view = FrameView(page.page, frame);
  view.Text("agent_css_url", StaticUrl(page.page, "css/agent.css"))
      .Text("agent_js_url", StaticUrl(page.page, "js/agent.js"));
  view.Text("agent", page.identity.name);
  view.Text("csrf", page.csrf).Text("csrf_field", std::string(kCsrfField));
  view.Text("banner", "").Text("good_news", "");
  for (const std::string_view name :
       {"search", "queue", "notes", "report", "deliveries", "deflection", "account", "accounts"}) {
    view.Flag("is_" + std::string(name), name == section);
  }
  const Identity& identity = page.identity;
  view.Flag("is_agent", identity.Has(kAgentRole)).Flag("is_admin", identity.Has(kAdminRole));
  view.Flag("is_agent_or_writer", identity.Has(kAgentRole) || identity.Has(kWriterRole));
  return view;
}

WebResponse AgentAnswer(const AgentPage& page, std::string_view template_name, const View& view,
                        int status) {
  const Page& inner = page.page;
  WebResponse response = WebResponse::Html(
      inner.templates.Render(template_name, inner.interface_language, view), status);
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("X-Robots-Tag", "noindex");
  response.headers.emplace_back("Content-Language", inner.language);
  page.services().csrf->AddCookie(page.csrf, page.request(), &response);
  if (inner.request.QueryOr("lang", "") == inner.language) {
    RememberLanguage(inner.language, page.request(), &response);
  }
  return response;
}

WebResponse AgentRedirect(const std::string& url) {
  WebResponse response = WebResponse::Redirect(url, 303);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

std::string FormField(const WebRequest& request, const std::string& name) {
  const auto field = request.form.find(name);
  return field == request.form.end() ? "" : RepairUtf8(field->second);
}

std::string TicketUrl(std::string_view number) {
  return std::string(kQueueUrl) + "/" + EscapeUrl(number);
}

}  // namespace zeroline
