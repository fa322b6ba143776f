#include "indexer/commands/former_names.h"

#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "indexer/article/article_parser.h"
#include "indexer/commands/parallel.h"
#include "indexer/index_format/schema.h"
#include "indexer/source/git_renames.h"

namespace zeroline {
namespace {

// Of one article; the oldest are forgotten.
constexpr std::size_t kMaxFormerNames = 50;

using StatesByPath = std::unordered_map<std::string_view, SourceState*>;

// What the last build knew, under the paths of now. An article that was not there has nothing.
// False if the last build was of other files than the commit it names, which happens between a
// rename and its commit: then it says nothing of a file's past.
bool Inherit(const LastBuild& last, const Renames& renames, const StatesByPath& states) {
  std::unordered_map<std::string_view, const ManifestFile*> known;
  for (const ManifestFile& entry : last.manifest.files) known.emplace(entry.path, &entry);
  for (const auto& [path, origin] : renames.origins) {
    const auto state = states.find(path);
    if (state == states.end()) continue;
    const auto before = known.find(origin);
    if (before == known.end() && !origin.empty()) return false;
    state->second->entry.former_names =
        before == known.end() ? std::vector<ManifestFormerName>{} : before->second->former_names;
  }
  return true;
}

struct Candidate {
  SourceState* state = nullptr;
  SourceFile file;  // as it was
  std::optional<std::string> content;
  std::optional<ManifestFormerName> name;
};

// The article that the file was; nothing if readers could not have seen it.
std::optional<ManifestFormerName> NameOf(const BuildOptions& options, const Candidate& candidate) {
  if (!candidate.content) return std::nullopt;
  const ParsedArticle parsed = ParseArticle(candidate.file, *candidate.content);
  if (!parsed.article || parsed.article->status != ArticleStatus::kPublished) return std::nullopt;
  const Article& article = *parsed.article;
  const bool is_public = IsNamedPublic(options.public_audiences, article.audience);
  return ManifestFormerName{article.language, article.path, article.id,
                            is_public ? std::string(kPublicAudience) : article.audience};
}

std::vector<Candidate> ReadCandidates(const BuildOptions& options, const Renames& renames,
                                      const StatesByPath& states) {
  std::vector<Candidate> candidates;
  std::vector<std::string> objects;
  for (const FormerName& name : renames.names) {
    const auto state = states.find(name.current);
    if (state == states.end() || !state->second->is_article()) continue;
    const std::optional<SourceFile> file = ArticleFileAt(name.former);
    if (!file) continue;
    candidates.push_back({state->second, *file, std::nullopt, std::nullopt});
    objects.push_back(name.content);
  }
  auto contents = ReadGitObjects(options.articles, objects, kMaxSourceBytes);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    candidates[i].content = std::move(contents[i]);
  }
  ForEachParallel(candidates.size(), options.jobs, [&](std::size_t item, std::size_t) {
    candidates[item].name = NameOf(options, candidates[item]);
  });
  return candidates;
}

// In front of what was known. A name that led to another article leads to this one from now on.
void AddNames(const std::vector<Candidate>& candidates, std::deque<SourceState>* states) {
  std::map<const SourceState*, std::vector<ManifestFormerName>> added;
  std::set<std::pair<std::string_view, std::string_view>> taken;
  for (const Candidate& candidate : candidates) {
    if (!candidate.name) continue;
    const bool is_new = taken.emplace(candidate.name->language, candidate.name->path).second;
    if (is_new) added[candidate.state].push_back(*candidate.name);
  }
  if (added.empty()) return;
  for (SourceState& state : *states) {
    auto& names = state.entry.former_names;
    std::erase_if(names, [&](const ManifestFormerName& name) {
      return taken.contains({name.language, name.path});
    });
    const auto own = added.find(&state);
    if (own != added.end()) names.insert(names.begin(), own->second.begin(), own->second.end());
    if (names.size() > kMaxFormerNames) names.resize(kMaxFormerNames);
  }
}

}  // namespace

void FollowRenames(const BuildOptions& options, const LastBuild* last, const std::string& head,
                   std::deque<SourceState>* states) {
  for (SourceState& state : *states) {
    state.entry.former_names.clear();
    if (state.previous != nullptr) state.entry.former_names = state.previous->former_names;
  }
  if (head.empty() || (last != nullptr && last->manifest.renames_commit == head)) return;
  StatesByPath by_path;
  for (SourceState& state : *states) by_path.emplace(state.file.path, &state);
  Renames renames =
      FindRenames(options.articles, last == nullptr ? "" : last->manifest.renames_commit);
  if (!renames.is_whole && !Inherit(*last, renames, by_path)) {
    renames = FindRenames(options.articles, "");
  }
  if (renames.is_whole) {
    for (SourceState& state : *states) state.entry.former_names.clear();
  }
  AddNames(ReadCandidates(options, renames, by_path), states);
  for (SourceState& state : *states) {
    state.moved = state.previous == nullptr
                      ? !state.entry.former_names.empty()
                      : state.entry.former_names != state.previous->former_names;
  }
}

void AddRedirects(const std::deque<SourceState>& states, LanguagePlan* plan) {
  CatalogContent& catalog = plan->change.catalog;
  std::set<std::string> places;
  for (const CatalogEntry& entry : catalog.entries) {
    places.insert(entry.path);
    places.insert("/a/" + entry.id);
  }
  const auto add = [&](const std::string& from, const std::string& id) {
    if (places.insert(from).second) catalog.redirects.push_back({from, id});
  };
  for (const SourceState* state : plan->articles) {
    for (const std::string& from : state->entry.redirects) add(from, state->entry.id);
  }
  for (const SourceState& state : states) {
    if (!state.is_published() || state.entry.audience != plan->audience) continue;
    for (const ManifestFormerName& name : state.entry.former_names) {
      if (name.audience != kPublicAudience && name.audience != plan->audience) continue;
      if (name.language == plan->language) add(name.path, state.entry.id);
      if (state.entry.language == plan->language) add("/a/" + name.id, state.entry.id);
    }
  }
}

}  // namespace zeroline
