#include "indexer/commands/language_plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace zeroline {
namespace {

// Updating a database costs several times what writing its documents costs, per document.
constexpr std::size_t kRewriteShare = 4;

using Key = std::pair<std::string, std::string>;  // audience, language

bool WasIn(const Key& key, const ManifestFile& entry) {
  return entry.docid != 0 && entry.audience == key.first && entry.language == key.second;
}

std::map<Key, std::size_t> CountsOf(const LastBuild* last) {
  std::map<Key, std::size_t> counts;
  if (last == nullptr) return counts;
  for (const BuildLanguage& language : last->info.languages) {
    counts[{language.audience, language.language}] = language.article_count;
  }
  return counts;
}

// Languages whose section pages are not what they were.
std::set<std::string> ChangedSectionPages(const std::deque<SourceState>& states,
                                          const LastBuild* last) {
  std::set<std::string> languages;
  std::set<std::string_view> present;
  for (const SourceState& state : states) {
    if (state.is_article()) continue;
    present.insert(state.entry.path);
    if (state.is_parsed || state.is_gone) languages.insert(state.file.language);
  }
  if (last == nullptr) return languages;
  for (const ManifestFile& entry : last->manifest.files) {
    if (entry.kind == ManifestKind::kSectionPage && !present.contains(entry.path)) {
      languages.insert(entry.language);
    }
  }
  return languages;
}

void CollectRemoved(const LastBuild* last, const std::deque<SourceState>& states,
                    std::map<Key, LanguagePlan>* plans) {
  if (last == nullptr) return;
  std::map<std::string_view, const SourceState*> now;
  for (const SourceState& state : states) now.emplace(state.file.path, &state);
  for (const ManifestFile& entry : last->manifest.files) {
    if (entry.docid == 0) continue;
    const auto plan = plans->find({entry.audience, entry.language});
    if (plan == plans->end()) continue;
    const auto found = now.find(entry.path);
    const bool stays = found != now.end() && found->second->is_published() &&
                       found->second->entry.audience == entry.audience &&
                       found->second->entry.language == entry.language;
    if (!stays) plan->second.change.removed.push_back(entry.docid);
  }
}

LanguageAction ChooseAction(const LanguagePlan& plan, const LastBuild* last, bool was_there,
                            bool catalog_changed) {
  if (!was_there || last->stale_languages.contains(plan.language)) return LanguageAction::kWrite;
  const std::size_t work = plan.changed.size() + plan.change.removed.size();
  if (work * kRewriteShare > plan.articles.size()) return LanguageAction::kWrite;
  if (work > 0) return LanguageAction::kUpdate;
  return catalog_changed ? LanguageAction::kRelink : LanguageAction::kLink;
}

}  // namespace

std::vector<LanguagePlan> PlanLanguages(std::deque<SourceState>* states, const LastBuild* last) {
  std::map<Key, LanguagePlan> plans;
  for (SourceState& state : *states) {
    if (!state.is_published()) continue;
    const Key key(state.entry.audience, state.entry.language);
    LanguagePlan& plan = plans[key];
    plan.articles.push_back(&state);
    const bool is_new = state.previous == nullptr || !WasIn(key, *state.previous);
    if (is_new || state.touches_content) plan.changed.push_back(&state);
  }
  CollectRemoved(last, *states, &plans);
  const std::map<Key, std::size_t> before = CountsOf(last);
  const std::set<std::string> sections = ChangedSectionPages(*states, last);
  // Of whatever language: an article may have come from another.
  const bool moved = std::any_of(states->begin(), states->end(),
                                 [](const SourceState& state) { return state.moved; });
  std::vector<LanguagePlan> result;
  for (auto& [key, plan] : plans) {
    plan.audience = key.first;
    plan.language = key.second;
    plan.action =
        ChooseAction(plan, last, before.contains(key), moved || sections.contains(key.second));
    if (plan.action == LanguageAction::kWrite) plan.changed = plan.articles;
    if (last != nullptr) {
      plan.change.previous = DatabasePath(last->path, plan.audience, plan.language);
    }
    plan.change.removal = plan.change.removed.empty() ? Removal::kForget : Removal::kErase;
    result.push_back(std::move(plan));
  }
  return result;
}

std::vector<SourceState*> MissingArticles(const std::vector<LanguagePlan>& plans) {
  std::vector<SourceState*> missing;
  for (const LanguagePlan& plan : plans) {
    for (SourceState* state : plan.changed) {
      if (!state->article) missing.push_back(state);
    }
  }
  return missing;
}

}  // namespace zeroline
