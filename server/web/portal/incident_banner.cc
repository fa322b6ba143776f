#include "server/web/portal/incident_banner.h"

#include <algorithm>
#include <utility>

#include "server/deflection/deflection.h"

namespace zeroline {
namespace {

// A page says so much and no more, the oldest first.
constexpr std::size_t kMaxIncidents = 5;

std::vector<Incident> IncidentsOf(Deflection* deflection, const Page& page, const Frame& frame) {
  const auto current = deflection->incidents();
  std::vector<Incident> incidents = IncidentsOfSection(*current, frame.section);
  const std::string text = frame.search_query + "\n" + frame.about;
  if (text.size() == 1) return incidents;
  const auto about = deflection->IncidentsAbout(text, page.language);
  if (!about) return incidents;
  for (const Incident& incident : *about) {
    const bool is_there =
        std::find(incidents.begin(), incidents.end(), incident) != incidents.end();
    if (!is_there) incidents.push_back(incident);
  }
  return incidents;
}

}  // namespace

void AddIncidents(const Page& page, const Frame& frame, View* view) {
  std::vector<View> items;
  if (page.services.deflection != nullptr) {
    for (const Incident& incident : IncidentsOf(page.services.deflection, page, frame)) {
      if (items.size() == kMaxIncidents) break;
      const std::string language = IncidentLanguage(incident, page.interface_language);
      View item;
      item.Text("text", IncidentText(incident, page.interface_language));
      item.Text("incident_lang", language);
      item.Text("incident_dir", std::string(TextDirection(language)));
      items.push_back(std::move(item));
    }
  }
  view->Flag("has_incidents", !items.empty());
  view->List("incidents", std::move(items));
}

}  // namespace zeroline
