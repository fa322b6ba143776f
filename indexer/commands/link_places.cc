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

constexpr int kMaxLinesOff = 60;  // raw HTML is read block by block, and tables are one

// Whether the finding is about this address: it quotes it, or the kind of a link that cannot be
// followed.
bool IsAbout(const ManifestDiagnostic& finding, const std::string& target) {
  if (target.empty()) return false;
  if (finding.rule == "image" && target.starts_with("data:")) {
    return finding.message.find("written into the text") != std::string::npos;
  }
  if (finding.rule == "link-scheme") {
    const std::string kind = "\"" + target.substr(0, target.find(':') + 1) + "\"";
    return finding.message.find(kind) != std::string::npos;
  }
  return finding.message.find(target) != std::string::npos;
}

// The things of the manuscript that findings are about, each of which takes one finding.
class Candidates {
 public:
  explicit Candidates(const Manuscript& manuscript) {
    for (const ManuscriptImage& image : manuscript.images) Add(image.target, image.place);
    for (const ManuscriptLink& link : manuscript.links) Add(link.target, link.place);
    std::map<std::string_view, int> uses;
    for (const ManuscriptAnchor& anchor : manuscript.anchors) {
      if (++uses[anchor.name] > 1) anchors_.push_back({"\"" + anchor.name + "\"", anchor.place});
    }
  }

  void Place(ManifestDiagnostic* finding) {
    if (finding->line == 0 || finding->column > 0) return;
    const bool is_anchor = finding->rule == "duplicate-anchor";
    std::vector<Candidate>& among = is_anchor ? anchors_ : addresses_;
    auto nearest = among.end();
    for (auto one = among.begin(); one != among.end(); ++one) {
      const int off = std::abs(one->place.line - finding->line);
      if (one->is_taken || off > kMaxLinesOff) continue;
      const bool is_it = is_anchor ? finding->message.find(one->target) != std::string::npos
                                   : IsAbout(*finding, one->target);
      if (!is_it) continue;
      if (nearest == among.end() || off < std::abs(nearest->place.line - finding->line)) {
        nearest = one;
      }
    }
    if (nearest == among.end()) return;
    nearest->is_taken = true;
    finding->line = nearest->place.line;
    finding->column = nearest->place.column;
  }

 private:
  struct Candidate {
    std::string target;
    SourcePlace place;
    bool is_taken = false;
  };
  void Add(const std::string& target, SourcePlace place) {
    if (!target.empty()) addresses_.push_back({target, place});
  }

  std::vector<Candidate> addresses_;
  std::vector<Candidate> anchors_;
};

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
  if (entry->diagnostics.empty()) return;
  Candidates candidates(manuscript);
  for (ManifestDiagnostic& finding : entry->diagnostics) candidates.Place(&finding);
}

}  // namespace zeroline
