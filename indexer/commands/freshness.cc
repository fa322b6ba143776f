#include "indexer/commands/freshness.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "indexer/article/article_parser.h"
#include "indexer/commands/parallel.h"
#include "indexer/commands/section_dating.h"
#include "indexer/index_format/schema.h"

namespace zeroline {
namespace {

// A tree that is copied gets its times within less than this.
constexpr std::int64_t kFileClockSeconds = 3600;

bool HasSections(const ManifestFile& entry) {
  return !entry.headings.empty() && entry.revisions.size() == entry.headings.size() + 1;
}

bool SameLevels(const ManifestFile& a, const ManifestFile& b) {
  return std::equal(
      a.headings.begin(), a.headings.end(), b.headings.begin(), b.headings.end(),
      [](const ManifestHeading& x, const ManifestHeading& y) { return x.level == y.level; });
}

std::size_t FindHeading(const ManifestFile& entry, const std::string& anchor) {
  for (std::size_t i = 0; i < entry.headings.size(); ++i) {
    if (entry.headings[i].anchor == anchor) return i;
  }
  return kWholeArticle;
}

RevisionClock ClockOf(const std::string& head_commit) {
  return head_commit.empty() ? RevisionClock::kFiles : RevisionClock::kGit;
}

std::vector<const ManifestFile*> PublishedIn(const std::deque<SourceState>& states) {
  std::vector<const ManifestFile*> published;
  for (const SourceState& state : states) {
    if (state.is_published()) published.push_back(&state.entry);
  }
  return published;
}

std::unordered_map<const ManifestFile*, SourceState*> ByEntry(std::deque<SourceState>* states) {
  std::unordered_map<const ManifestFile*, SourceState*> by_entry;
  for (SourceState& state : *states) by_entry.emplace(&state.entry, &state);
  return by_entry;
}

// What of an original's text matters here.
struct OriginalText {
  std::vector<std::string> headings;
  std::uint64_t stamp = 0;  // that a translation of this version has
};

OriginalText TextOf(const Article& article) {
  OriginalText text;
  for (const ArticleSection& section : article.sections) text.headings.push_back(section.heading);
  text.stamp = StampHash(ArticleVersion(article.title, article.text));
  return text;
}

OriginalText ReadText(const BuildOptions& options, const SourceState& state) {
  if (state.article) return TextOf(*state.article);
  const Result<std::string> content = ReadFile(options.articles / state.file.path, kMaxSourceBytes);
  if (!content) return {};
  const ParsedArticle parsed = ParseArticle(state.file, *content);
  return parsed.article ? TextOf(*parsed.article) : OriginalText{};
}

// What is outdated by time is not if the translation is stamped with the original's version.
void ReadHeadings(const OriginalText& text, TranslationState* state) {
  if (state->translation->entry.stamp.hash == text.stamp) state->outdated.clear();
  for (const OutdatedSection& section : state->outdated) {
    const bool is_known = section.section < text.headings.size();
    state->headings.push_back(is_known ? text.headings[section.section] : "");
  }
}

}  // namespace

OriginalOf FindOriginals(const std::string& original_language,
                         const std::vector<const ManifestFile*>& published) {
  std::unordered_map<std::string_view, std::vector<const ManifestFile*>> families;
  for (const ManifestFile* entry : published) families[entry->id].push_back(entry);
  OriginalOf originals;
  for (const auto& [id, family] : families) {
    if (family.size() < 2) continue;
    for (const ManifestFile* entry : family) {
      const auto rank = [&](const ManifestFile* candidate) {
        return std::make_tuple(
            candidate->audience != entry->audience && candidate->audience != kPublicAudience,
            candidate->language != original_language, candidate->audience != entry->audience,
            std::string_view(candidate->language));
      };
      const ManifestFile* first =
          *std::min_element(family.begin(), family.end(),
                            [&](const auto* a, const auto* b) { return rank(a) < rank(b); });
      // An article for fewer readers in the same language is no translation.
      if (first->language != entry->language) originals.emplace(entry, first);
    }
  }
  return originals;
}

std::vector<OutdatedSection> FindOutdated(const ManifestFile& original,
                                          const ManifestFile& translation, RevisionClock clock) {
  if (original.revisions.empty() || translation.revisions.empty()) return {};
  const std::int64_t tolerance = clock == RevisionClock::kGit ? 0 : kFileClockSeconds;
  const auto is_newer = [&](const ManifestRevision& mine, const ManifestRevision& theirs) {
    return mine.changed > std::max(theirs.changed, translation.stamp.changed) + tolerance;
  };
  const ManifestRevision& whole = translation.revisions.back();
  std::vector<OutdatedSection> outdated;
  const bool has_sections = HasSections(original) && HasSections(translation);
  const bool is_same = has_sections && SameLevels(original, translation);
  for (std::size_t i = 0; has_sections && i < original.headings.size(); ++i) {
    const std::size_t at = is_same ? i : FindHeading(translation, original.headings[i].anchor);
    const ManifestRevision& theirs = at == kWholeArticle ? whole : translation.revisions[at];
    const ManifestRevision& mine = original.revisions[i];
    if (is_newer(mine, theirs)) outdated.push_back({i, at, mine.changed});
  }
  // A section that went leaves no other trace.
  const ManifestRevision& body = original.revisions.back();
  if (!is_same && outdated.empty() && is_newer(body, whole)) {
    outdated.push_back({kWholeArticle, kWholeArticle, body.changed});
  }
  return outdated;
}

std::vector<TranslationState> JudgeTranslations(const BuildOptions& options, Scan* scan) {
  const OriginalOf originals = FindOriginals(options.original_language, PublishedIn(scan->states));
  const auto by_entry = ByEntry(&scan->states);
  std::vector<TranslationState> all;
  std::map<SourceState*, OriginalText> texts;
  for (SourceState& state : scan->states) {
    const auto pair = originals.find(&state.entry);
    if (pair == originals.end() || !state.article) continue;
    TranslationState judged{by_entry.at(pair->second), &state, {}, {}};
    judged.outdated = FindOutdated(*pair->second, state.entry, ClockOf(scan->head_commit));
    if (!judged.outdated.empty()) texts[judged.original];
    all.push_back(std::move(judged));
  }
  std::vector<std::pair<SourceState* const, OriginalText>*> wanted;
  for (auto& text : texts) wanted.push_back(&text);
  ForEachParallel(wanted.size(), options.jobs, [&](std::size_t item, std::size_t) {
    wanted[item]->second = ReadText(options, *wanted[item]->first);
  });
  for (TranslationState& judged : all) {
    if (!judged.outdated.empty()) ReadHeadings(texts.at(judged.original), &judged);
  }
  return all;
}

void TouchTranslations(const BuildOptions& options, const LastBuild* last, Scan* scan) {
  if (last == nullptr) return;
  std::vector<const ManifestFile*> known;
  for (const ManifestFile& entry : last->manifest.files) {
    if (entry.docid != 0) known.push_back(&entry);
  }
  const OriginalOf before = FindOriginals(options.original_language, known);
  const OriginalOf now = FindOriginals(options.original_language, PublishedIn(scan->states));
  const auto by_entry = ByEntry(&scan->states);
  for (SourceState& state : scan->states) {
    if (!state.is_published() || state.previous == nullptr || state.touches_content) continue;
    const auto old_pair = before.find(state.previous);
    const auto pair = now.find(&state.entry);
    if (pair == now.end()) {
      state.touches_content = old_pair != before.end();
      continue;
    }
    const auto outdated = FindOutdated(*pair->second, state.entry, ClockOf(scan->head_commit));
    // Another title is another version, though no section says otherwise.
    const bool is_version_asked = state.entry.stamp.hash != 0 && !outdated.empty();
    state.touches_content = old_pair == before.end() ||
                            old_pair->second->path != pair->second->path ||
                            (is_version_asked && by_entry.at(pair->second)->is_parsed) ||
                            outdated != FindOutdated(*old_pair->second, *state.previous,
                                                     ClockOf(last->manifest.head_commit));
  }
}

void SetFreshness(const BuildOptions& options, Scan* scan) {
  for (const TranslationState& judged : JudgeTranslations(options, scan)) {
    SourceState& state = *judged.translation;
    state.original_language = judged.original->entry.language;
    state.outdated.clear();
    for (std::size_t i = 0; i < judged.outdated.size(); ++i) {
      const std::size_t at = judged.outdated[i].in_translation;
      const std::string anchor = at == kWholeArticle ? "" : state.entry.headings[at].anchor;
      state.outdated.push_back({judged.headings[i], anchor, judged.outdated[i].changed});
    }
  }
}

}  // namespace zeroline
