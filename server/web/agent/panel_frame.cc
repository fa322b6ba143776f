#include "server/web/agent/panel_frame.h"

#include <utility>

#include "server/web/http_rules.h"

namespace zeroline {
namespace {

constexpr std::string_view kSignInUrl = "/agent/sign-in";

bool LeadsToSignIn(const WebResponse& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Location") return value.starts_with(kSignInUrl);
  }
  return false;
}

// X-Frame-Options knows no list of origins, so that frame-ancestors alone decides.
void AllowFrames(const Config& config, WebResponse* response) {
  if (config.panel_origins.empty()) return;
  response->headers.emplace_back("Content-Security-Policy", SecurityPolicy(config.panel_origins));
  response->headers.emplace_back("X-Frame-Options", "");
}

WebResponse SignedOutPage(const AgentPage& page) {
  View view = AgentView(page, page.messages().Say("agent_signed_out_title"), "");
  view.Text("find_js_url", StaticUrl(page.page, "js/agent_search.js"));
  return AgentAnswer(page, "agent_panel_signed_out", view);
}

}  // namespace

Door Framed(const Services& services, const Templates& templates, Door door) {
  const Door signed_out = ForStrangers(services, templates, &SignedOutPage);
  return [services, signed_out, door = std::move(door)](const WebRequest& request) {
    WebResponse response = door(request);
    if (LeadsToSignIn(response)) response = signed_out(request);
    AllowFrames(*services.config, &response);
    return response;
  };
}

void AddPanelOrigins(const Config& config, View* view) {
  std::string origins;
  for (const std::string& origin : config.panel_origins) {
    origins += (origins.empty() ? "" : " ") + origin;
  }
  view->Text("panel_origins", origins);
}

}  // namespace zeroline
