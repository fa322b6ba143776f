#include "server/web/agent_search.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "indexer/index_format/schema.h"
#include "indexer/language/text.h"
#include "server/query/query.h"
#include "server/query/ticket.h"
#include "server/web/article_link.h"
#include "server/web/text_language.h"

namespace zeroline {
namespace {

// A text that no article of its own language answers is asked in so many others.
constexpr std::size_t kMaxOtherLanguages = 8;

struct Search {
  const Services& services;
  const Snapshot& snapshot;
  const Audiences& audiences;
  std::string text;
  std::size_t limit = 10;
};

// A text longer than a query may be is told sentence by sentence, as one of several sentences is.
Result<SearchAnswer> SearchIn(const Search& search, const std::string& language) {
  if (search.text.size() > kMaxQueryBytes || LooksLikeTicket(search.text, language)) {
    TicketRequest request;
    request.body = search.text;
    request.language = language;
    request.audiences = search.audiences;
    request.limit = search.limit;
    return search.services.searcher->SearchTicket(search.snapshot, request);
  }
  SearchRequest request;
  request.query = Understand(search.text);
  request.language = language;
  request.audiences = search.audiences;
  request.limit = search.limit;
  return search.services.searcher->Search(search.snapshot, request);
}

// Scores of different languages cannot be compared, confidences can.
Result<std::vector<SearchHit>> SearchElsewhere(const Search& search, const std::string& asked) {
  std::vector<SearchHit> hits;
  std::size_t tried = 0;
  for (const std::string& language : search.snapshot.languages(search.audiences)) {
    if (language == asked || ++tried > kMaxOtherLanguages) continue;
    auto answer = SearchIn(search, language);
    if (!answer) return tl::unexpected(std::move(answer.error()));
    std::move(answer->hits.begin(), answer->hits.end(), std::back_inserter(hits));
  }
  std::stable_sort(hits.begin(), hits.end(), [](const SearchHit& a, const SearchHit& b) {
    return a.confidence > b.confidence;
  });
  return hits;
}

// What the customer may read comes before what only the agent may.
Result<FoundArticle> FindFor(const Snapshot& snapshot, const std::string& language,
                             const std::string& id, const Audiences& audiences) {
  auto found = snapshot.FindId(language, id, PublicAudience());
  return found ? std::move(found) : snapshot.FindId(language, id, audiences);
}

std::string_view PrimarySubtag(std::string_view tag) { return tag.substr(0, tag.find('-')); }

// The language of `languages` that readers of `wanted` understand: itself, or another of its
// regions and scripts; "" if there is none.
std::string Understood(const std::vector<std::string>& languages, const std::string& wanted) {
  if (std::find(languages.begin(), languages.end(), wanted) != languages.end()) return wanted;
  for (const std::string& language : languages) {
    if (PrimarySubtag(language) == PrimarySubtag(wanted)) return language;
  }
  return "";
}

// Translations have the anchors of their original where the outline is the same; where they have
// been given their own, sections of the same number and level are the same.
std::string SameSection(const ArticleView& from, const ArticleView& to, const std::string& anchor) {
  if (FindAnchor(to, anchor)) return anchor;
  const auto section = FindAnchor(from, anchor);
  if (!section || from.section_count() != to.section_count()) return "";
  const ArticleView::Section same = to.section_at(*section);
  return same.level == from.section_at(*section).level ? std::string(same.anchor) : "";
}

// When the original last changed, if that was after the translation of what changed.
std::int64_t OriginalChanged(const ArticleView& linked) {
  std::int64_t changed = 0;
  for (std::size_t i = 0; i < linked.outdated_section_count(); ++i) {
    changed = std::max(changed, linked.outdated_section(i).changed);
  }
  return changed;
}

Result<AgentHit> MakeHit(const Search& search, const std::string& customer_language,
                         SearchHit found_hit) {
  const Snapshot& snapshot = search.snapshot;
  const auto found = snapshot.FindId(found_hit.language, found_hit.id, {found_hit.audience});
  if (!found) return tl::unexpected(found.error());
  std::vector<std::string> languages = snapshot.Translations(found_hit.id, search.audiences);
  const std::string language = Understood(languages, customer_language);
  FoundArticle linked = *found;
  if (!language.empty() && language != found_hit.language) {
    const auto translation = FindFor(snapshot, language, found_hit.id, search.audiences);
    if (!translation) return tl::unexpected(translation.error());
    linked = *translation;
  }
  std::string anchor = SameSection(found->article, linked.article, found_hit.anchor);
  return AgentHit{.hit = std::move(found_hit),
                  .linked = linked,
                  .anchor = std::move(anchor),
                  .languages = std::move(languages),
                  .is_missing = language.empty(),
                  .original_changed = OriginalChanged(linked.article),
                  .is_internal = linked.article.audience() != kPublicAudience};
}

Status AddHits(const Search& search, std::vector<SearchHit> found, AgentFindings* findings) {
  for (SearchHit& hit : found) {
    const bool is_known =
        std::any_of(findings->hits.begin(), findings->hits.end(),
                    [&](const AgentHit& known) { return known.hit.id == hit.id; });
    if (is_known || findings->hits.size() >= search.limit) continue;
    auto made = MakeHit(search, findings->customer_language, std::move(hit));
    if (!made) return tl::unexpected(made.error());
    findings->hits.push_back(*std::move(made));
  }
  return {};
}

std::string LikelyLanguage(const Services& services, const AgentQuestion& question) {
  if (!question.customer_language.empty()) return question.customer_language;
  return question.likely_language.empty() ? services.config->default_language
                                          : question.likely_language;
}

}  // namespace

Result<AgentFindings> FindForAgent(const Services& services, const Snapshot& snapshot,
                                   const AgentQuestion& question) {
  const Search search{services, snapshot, question.audiences,
                      std::string(TruncateUtf8(RepairUtf8(question.text), kMaxTicketBytes)),
                      question.limit};
  AgentFindings findings;
  findings.language = question.language.empty()
                          ? LanguageOfText(snapshot, question.audiences, search.text,
                                           LikelyLanguage(services, question))
                          : question.language;
  findings.customer_language =
      question.customer_language.empty() ? findings.language : question.customer_language;
  if (CollapseWhiteSpace(search.text).empty()) return findings;
  auto answer = SearchIn(search, findings.language);
  if (!answer) return tl::unexpected(answer.error());
  std::vector<SearchHit> hits = std::move(answer->hits);
  if (hits.empty()) {
    auto elsewhere = SearchElsewhere(search, findings.language);
    if (!elsewhere) return tl::unexpected(elsewhere.error());
    hits = *std::move(elsewhere);
  }
  const Status added = AddHits(search, std::move(hits), &findings);
  if (!added) return tl::unexpected(added.error());
  return findings;
}

}  // namespace zeroline
