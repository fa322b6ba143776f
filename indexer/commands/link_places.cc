#include "indexer/commands/link_places.h"

#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zeroline {
namespace {

// The places of each target, in order.
class Places {
 public:
  void Add(std::string_view target, SourcePlace place) {
    if (!target.empty()) places_[target].push_back(place);
  }
  // Moves line and column of `use` to the nearest place of its target that no other use took.
  template <typename Use>
  void Take(std::string_view target, Use* use) {
    const auto found = places_.find(target);
    if (found == places_.end() || found->second.empty()) return;
    std::vector<SourcePlace>& places = found->second;
    auto nearest = places.begin();
    for (auto place = places.begin(); place != places.end(); ++place) {
      if (std::abs(place->line - use->line) < std::abs(nearest->line - use->line)) nearest = place;
    }
    use->line = nearest->line;
    use->column = nearest->column;
    places.erase(nearest);
  }

 private:
  std::map<std::string_view, std::vector<SourcePlace>> places_;
};

// Findings about a link or an image quote its address.
void PlaceFinding(const Manuscript& manuscript, ManifestDiagnostic* finding) {
  constexpr int kMaxLinesOff = 3;  // raw HTML is read block by block
  if (finding->line == 0 || finding->column > 0) return;
  const auto is_it = [&](const std::string& target, SourcePlace place) {
    return !target.empty() && std::abs(place.line - finding->line) <= kMaxLinesOff &&
           finding->message.find(target) != std::string::npos;
  };
  const auto take = [&](SourcePlace place) {
    finding->line = place.line;
    finding->column = place.column;
  };
  for (const ManuscriptImage& image : manuscript.images) {
    if (is_it(image.target, image.place)) return take(image.place);
  }
  for (const ManuscriptLink& link : manuscript.links) {
    if (is_it(link.target, link.place)) return take(link.place);
  }
}

}  // namespace

void PlaceLinks(const Manuscript& manuscript, ManifestFile* entry) {
  Places links;
  Places files;
  for (const ManuscriptLink& link : manuscript.links) {
    links.Add(link.resolved, link.place);
    files.Add(link.resolved, link.place);
  }
  for (const ManuscriptImage& image : manuscript.images) files.Add(image.resolved, image.place);
  for (ManifestLink& link : entry->links) links.Take(link.target, &link);
  for (ManifestAssetUse& use : entry->assets) files.Take(use.path, &use);
  for (ManifestDiagnostic& finding : entry->diagnostics) PlaceFinding(manuscript, &finding);
}

}  // namespace zeroline
