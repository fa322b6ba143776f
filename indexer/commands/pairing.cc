#include "indexer/commands/pairing.h"

#include <algorithm>
#include <utility>

#include "indexer/check/tree_check.h"

namespace zeroline {
namespace {

bool SameOutline(const std::vector<ManifestHeading>& a, const std::vector<ManifestHeading>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const ManifestHeading& x, const ManifestHeading& y) {
                      return x.level == y.level && x.anchor == y.anchor;
                    });
}

void Adopt(SourceState* original, SourceState* translation) {
  const ManifestFile* before = translation->previous;
  const bool same_original = before != nullptr && before->adopted_from == original->entry.path &&
                             original->previous != nullptr &&
                             SameOutline(original->previous->headings, original->entry.headings);
  if (!same_original) translation->touches_content = true;
  translation->entry.adopted_from = original->entry.path;
}

// The article that lost its original gets its own anchors back.
void StandAlone(SourceState* state) {
  if (state->previous != nullptr && !state->previous->adopted_from.empty()) {
    state->touches_content = true;
  }
  state->entry.adopted_from.clear();
}

}  // namespace

void BlockRejected(std::deque<SourceState>* states) {
  std::vector<ArticleFacts> claims;
  std::vector<SourceState*> claimants;
  for (SourceState& state : *states) {
    state.is_blocked = false;
    if (!state.is_published()) continue;
    ArticleFacts claim;
    claim.source_path = state.entry.path;
    claim.language = state.entry.language;
    claim.path = state.entry.url_path;
    claim.id = state.entry.id;
    claim.section = state.entry.section;
    claim.audience = state.entry.audience;
    claims.push_back(std::move(claim));
    claimants.push_back(&state);
  }
  const TreeCheck check = CheckTree(claims, [](std::string_view) { return true; });
  for (const std::size_t i : check.rejected) claimants[i]->is_blocked = true;
}

Originals PairTranslations(const std::string& original_language, std::deque<SourceState>* states) {
  // Only within an audience: anchors made of an internal original's headings would tell the public
  // of it.
  std::map<std::pair<std::string, std::string>, std::vector<SourceState*>> families;
  for (SourceState& state : *states) {
    if (state.is_published()) families[{state.entry.audience, state.entry.id}].push_back(&state);
  }
  Originals originals;
  for (auto& [key, family] : families) {
    SourceState* original = *std::min_element(
        family.begin(), family.end(), [&](const SourceState* a, const SourceState* b) {
          return std::make_pair(a->entry.language != original_language, a->entry.language) <
                 std::make_pair(b->entry.language != original_language, b->entry.language);
        });
    StandAlone(original);
    if (family.size() > 1) originals.emplace(original->entry.path, original);
    for (SourceState* member : family) {
      if (member != original) Adopt(original, member);
    }
  }
  return originals;
}

}  // namespace zeroline
