// The help widget of other sites: a script that adds a button, and the page it shows in a frame.
//
// The page does everything by the JSON API, with fetch() from its own origin. Browsers may keep
// cookies from a frame in another site's page, so nothing in it depends on one: the API acts on no
// authority but what a request says itself, and takes only application/json, which another origin
// cannot send without asking first (CORS preflight, which is never granted). Who may show the page
// is said by frame-ancestors, so that no other site can put it under somebody's clicks.
#include <utility>

#include "server/web/http_rules.h"
#include "server/web/portal/page.h"
#include "server/web/portal/portal.h"
#include "server/web/static_files.h"

namespace zeroline {
namespace {

void SetHeader(const std::string& name, std::string value, WebResponse* response) {
  for (auto& [key, old] : response->headers) {
    if (key == name) {
      old = std::move(value);
      return;
    }
  }
  response->headers.emplace_back(name, std::move(value));
}

WebResponse WidgetPage(const Page& page) {
  View view;
  view.Text("site_name", page.services.config->site_name);
  view.Text("lang", page.language).Text("interface_lang", page.interface_language);
  view.Text("dir", std::string(TextDirection(page.interface_language)));
  view.Text("request_url", "/" + page.language + "/new-request");
  view.Text("widget_css_url", StaticUrl(page, "css/widget.css"));
  view.Text("widget_js_url", StaticUrl(page, "js/widget_frame.js"));
  WebResponse response =
      WebResponse::Html(page.templates.Render("widget", page.interface_language, view));
  SetHeader("Cache-Control", "private, no-cache", &response);
  SetHeader("Content-Language", page.language, &response);
  SetHeader("Content-Security-Policy", SecurityPolicy(page.services.config->widget_origins),
            &response);
  // Old and blunt: it knows no list of origins.
  SetHeader("X-Frame-Options", "", &response);
  return response;
}

}  // namespace

Door WidgetScriptDoor(const Services& services, const Templates& templates) {
  const Door not_found = NotFoundDoor(services, templates);
  return [services, not_found](const WebRequest& request) {
    if (services.config->widget_origins.empty() || services.static_files == nullptr) {
      return not_found(request);
    }
    WebRequest file = request;
    file.variables["name"] = "js/widget.js";
    WebResponse response = services.static_files->Serve(file);
    // Its address never changes, since other sites have written it down.
    SetHeader("Cache-Control", "public, max-age=300", &response);
    SetHeader("Cross-Origin-Resource-Policy", "cross-origin", &response);
    return response;
  };
}

Door WidgetDoor(const Services& services, const Templates& templates) {
  return [services, &templates](const WebRequest& request) {
    if (services.config->widget_origins.empty()) {
      return NotFoundDoor(services, templates)(request);
    }
    const auto page = OpenPage(services, templates, request);
    return page ? WidgetPage(*page) : NoSuchLanguage(services, templates, request);
  };
}

}  // namespace zeroline
