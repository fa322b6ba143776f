// How agents get at the knowledge base from the tools they use already: the bookmarklet, the panel,
// the API.
#include "server/web/agent/agent.h"
#include "server/web/agent/agent_page.h"

namespace zeroline {
namespace {

// Where examples point if the request does not say where we are.
constexpr const char* kExampleOrigin = "https://help.example.com";

// Opens the workspace with what is selected, or else with the page's main text. Behind '#', so that
// no server and no log sees it. Runs in a page of somebody else's: it declares nothing there.
std::string Bookmarklet(const std::string& origin) {
  return "javascript:(()=>{const s=String(getSelection()).trim(),"
         "m=document.querySelector('main,article,[role=main]')||document.body,"
         "t=(s||m.innerText).slice(0,8000);"
         "open('" +
         origin +
         "/agent#text='+encodeURIComponent(t)+'&ticket='+encodeURIComponent(location.origin+"
         "location.pathname),'_blank')})()";
}

WebResponse ShowTools(const AgentPage& page) {
  View view = AgentView(page, page.messages().Say("agent_tools_title"), "");
  const std::string origin = page.request().origin.empty() ? kExampleOrigin : page.request().origin;
  view.Text("origin", origin).Text("bookmarklet", Bookmarklet(origin));
  const auto& origins = page.services().config->panel_origins;
  std::string names;
  for (const std::string& one : origins) names += (names.empty() ? "" : ", ") + one;
  view.Text("panel_sites", names);
  return AgentAnswer(page, "agent_tools", view);
}

}  // namespace

Door ToolsDoor(const Services& services, const Templates& templates) {
  return ForAgents(services, templates, &ShowTools);
}

}  // namespace zeroline
