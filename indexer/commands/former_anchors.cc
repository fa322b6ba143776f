#include "indexer/commands/former_anchors.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace zeroline {
namespace {

// Sections beyond these, among those that changed their anchors, are not followed: every lost one
// is compared with every new one.
constexpr std::size_t kMaxCompared = 60;
// Of a section that is compared. Its beginning tells it from the others.
constexpr std::size_t kMaxComparedBytes = 4000;
// Long enough that most shingles of a text occur in it once, short enough that an edited sentence
// keeps most of them.
constexpr std::size_t kShingleBytes = 6;
// Share of shingles in common from which a section that stands elsewhere is the same.
constexpr double kSameElsewhere = 0.5;

using Shingles = std::unordered_set<std::size_t>;

Shingles ShinglesOf(std::string_view text) {
  text = text.substr(0, kMaxComparedBytes);
  Shingles shingles;
  for (std::size_t i = 0; i + kShingleBytes <= text.size(); ++i) {
    shingles.insert(std::hash<std::string_view>()(text.substr(i, kShingleBytes)));
  }
  return shingles;
}

// Of the smaller, 0..1.
double Overlap(const Shingles& a, const Shingles& b) {
  const Shingles& smaller = a.size() < b.size() ? a : b;
  const Shingles& larger = a.size() < b.size() ? b : a;
  if (smaller.empty()) return 0;
  const auto common = std::count_if(smaller.begin(), smaller.end(),
                                    [&](std::size_t one) { return larger.contains(one); });
  return static_cast<double>(common) / static_cast<double>(smaller.size());
}

// A section that has its anchor in only one of the two.
struct Changed {
  std::string anchor;
  // The number of the section before it that has kept its anchor, counted in `now` from 1: a lost
  // and a new section with the same number stand in the same gap.
  std::size_t gap = 0;
  std::size_t place = 0;  // in the gap
  Shingles shingles;
};

std::vector<ArticleView::Section> SectionsOf(const ArticleView& article) {
  std::vector<ArticleView::Section> sections;
  for (std::size_t i = 0; i < article.section_count(); ++i) {
    sections.push_back(article.section_at(i));
  }
  return sections;
}

using Places = std::unordered_map<std::string, std::size_t>;  // by anchor, counted from 1

template <typename Section>
Places PlacesOf(const std::vector<Section>& sections) {
  Places places;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    places.emplace(std::string(sections[i].anchor), i + 1);
  }
  return places;
}

// Those of `sections` that `others` has not. `in_now` are the places in the article as it is now.
template <typename Section>
std::vector<Changed> ChangedSections(const std::vector<Section>& sections, std::string_view text,
                                     const Places& others, const Places& in_now) {
  std::vector<Changed> changed;
  std::size_t gap = 0;
  std::size_t place = 0;
  for (const Section& section : sections) {
    const std::string anchor(section.anchor);
    if (others.contains(anchor)) {
      gap = in_now.at(anchor);
      place = 0;
    } else if (changed.size() < kMaxCompared) {
      const std::size_t end = std::min<std::size_t>(section.text_end, text.size());
      const std::size_t begin = std::min<std::size_t>(section.text_begin, end);
      changed.push_back({anchor, gap, place++, ShinglesOf(text.substr(begin, end - begin))});
    }
  }
  return changed;
}

using Successors = std::map<std::string, std::string>;

// The best pairs first; each new section succeeds one.
Successors Pair(const std::vector<Changed>& lost, const std::vector<Changed>& added) {
  std::vector<std::tuple<double, std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < lost.size(); ++i) {
    for (std::size_t j = 0; j < added.size(); ++j) {
      const double overlap = Overlap(lost[i].shingles, added[j].shingles);
      const bool same_gap = lost[i].gap == added[j].gap;
      if (!same_gap && overlap < kSameElsewhere) continue;
      const double nearer = lost[i].place == added[j].place ? 0.1 : 0;
      pairs.emplace_back(-(overlap + (same_gap ? kSameElsewhere + nearer : 0)), i, j);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  std::vector<bool> has_successor(lost.size(), false);
  std::vector<bool> succeeds(added.size(), false);
  Successors successors;
  for (const auto& [score, i, j] : pairs) {
    if (has_successor[i] || succeeds[j]) continue;
    has_successor[i] = succeeds[j] = true;
    successors.emplace(lost[i].anchor, added[j].anchor);
  }
  return successors;
}

}  // namespace

std::vector<FormerAnchor> FollowAnchors(std::vector<FormerAnchor> known, const ArticleView& before,
                                        const StoredArticle& now) {
  const std::vector<ArticleView::Section> old_sections = SectionsOf(before);
  const Places in_before = PlacesOf(old_sections);
  const Places in_now = PlacesOf(now.sections);
  const Successors successors = Pair(ChangedSections(old_sections, before.text(), in_now, in_now),
                                     ChangedSections(now.sections, now.text, in_before, in_now));
  std::vector<FormerAnchor> followed;
  for (const auto& [anchor, section] : successors) followed.push_back({anchor, section});
  for (FormerAnchor& former : known) {
    if (in_now.contains(former.anchor) || successors.contains(former.anchor)) continue;
    const auto moved = successors.find(former.section);
    if (moved != successors.end()) former.section = moved->second;
    if (moved == successors.end() && !in_now.contains(former.section)) continue;
    followed.push_back(std::move(former));
  }
  return followed;
}

}  // namespace zeroline
