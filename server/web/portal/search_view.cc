#include "server/web/portal/search_view.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "indexer/index_format/schema.h"
#include "indexer/language/text.h"
#include "server/web/escape.h"
#include "server/web/portal/content.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxFilters = 12;
// Of words repeated on the page: enough for a question, too little to push the results away.
constexpr std::size_t kMaxShownBytes = 200;
// Of words that are only to be recognised.
constexpr std::size_t kMaxTypedBytes = 100;
// Of words carried into the subject of a request.
constexpr std::size_t kMaxSubjectBytes = 180;
constexpr std::string_view kTruncated = "truncated";

struct ChangeReason {
  std::string_view kind;  // of a Rewrite
  std::string_view message;
};

constexpr std::array<ChangeReason, 5> kReasons = {{
    {"layout", "rewrite_layout"},
    {"transliteration", "rewrite_transliteration"},
    {"diacritics", "rewrite_diacritics"},
    {"spelling", "rewrite_spelling"},
    {"phrase", "rewrite_phrase"},
}};

struct SearchLink {
  std::string language;
  std::string section;
  Mending mending = Mending::kAllowed;
};

std::string SearchUrl(const std::string& typed, const SearchLink& link) {
  std::string url = "/" + EscapeUrl(link.language) + "/search";
  if (typed.empty()) return url;
  url += "?q=" + EscapeUrl(typed);
  if (!link.section.empty()) url += "&section=" + EscapeUrl(link.section);
  if (link.mending == Mending::kForbidden) url += "&exact=1";
  return url;
}

// The query that the hits answer.
const Query& Searched(const SearchResults& results) {
  return results.answer ? results.answer->query : results.asked;
}

std::string SectionTitle(const std::vector<Catalog::Section>& sections, const std::string& name) {
  for (const Catalog::Section& section : sections) {
    if (section.name == name) return std::string(section.title);
  }
  return name;
}

// Of an article in another language: whose name for its section counts is that language.
void AddForeignLanguage(const Page& page, const SearchHit& hit, View* view) {
  const LanguageReaders readers = page.snapshot->readers(hit.language, page.audiences);
  view->Text("section", SectionTitle(Sections(readers), hit.section));
  view->Text("hit_lang", hit.language);
  view->Text("hit_dir", std::string(TextDirection(hit.language)));
  view->Text("hit_language", LanguageName(hit.language));
}

View HitView(const Page& page, const SearchHit& hit,
             const std::vector<Catalog::Section>& sections) {
  View view;
  view.Text("url", ArticleUrl(hit.language, hit.path, hit.anchor));
  view.Text("title_html",
            hit.title_parts.empty() ? EscapeHtml(hit.title) : MarkedHtml(hit.title_parts));
  view.Text("snippet_html", MarkedHtml(hit.snippet));
  view.Text("section", SectionTitle(sections, hit.section));
  view.Text("heading", hit.heading == hit.title ? "" : hit.heading);
  view.Flag("is_outdated", hit.outdated);
  view.Text("hit_lang", "");
  view.Text("hit_audience", hit.audience == kPublicAudience ? "" : hit.audience);
  if (hit.language != page.language) AddForeignLanguage(page, hit, &view);
  return view;
}

// Why the words were changed, if all changes have one reason; else "".
std::string ReasonForChange(const Page& page, const std::vector<Rewrite>& changes) {
  const bool is_one_kind = std::all_of(changes.begin(), changes.end(), [&](const Rewrite& change) {
    return change.kind == changes.front().kind;
  });
  if (changes.empty() || !is_one_kind) return "";
  for (const ChangeReason& reason : kReasons) {
    if (reason.kind == changes.front().kind) return page.messages().Say(reason.message);
  }
  return "";
}

// What was done to the words, and the way back.
void AddRewrites(const Page& page, const SearchResults& results, View* view) {
  std::vector<Rewrite> changes;
  view->Flag("is_truncated", false);
  for (const Rewrite& rewrite : Searched(results).rewrites) {
    if (rewrite.kind == kTruncated) {
      view->Flag("is_truncated", true).Text("to", Excerpt(rewrite.to, kMaxShownBytes));
    } else {
      changes.push_back(rewrite);
    }
  }
  const std::string& typed = results.asked.typed;
  view->Flag("is_mended", !changes.empty());
  view->Text("reason", ReasonForChange(page, changes));
  view->Text("typed", Excerpt(typed, kMaxTypedBytes));
  view->Text("exact_url", SearchUrl(typed, {page.language, results.section, Mending::kForbidden}));
  view->Text("suggestion", Excerpt(results.suggestion, kMaxShownBytes));
  view->Text("suggestion_url", SearchUrl(typed, {page.language, results.section}));
}

std::vector<View> FilterViews(const Page& page, const SearchResults& results,
                              const std::vector<Catalog::Section>& sections) {
  std::vector<View> views;
  if (sections.size() < 2) return views;
  const auto add = [&](const std::string& name, const std::string& title) {
    View view;
    view.Text("name", title);
    view.Text("url", SearchUrl(results.asked.typed, {page.language, name, results.mending}));
    view.Flag("is_current", name == results.section);
    views.push_back(std::move(view));
  };
  add("", page.messages().Say("all_sections"));
  for (const Catalog::Section& section : sections) {
    const std::string name(section.name);
    if (views.size() > kMaxFilters && name != results.section) continue;
    add(name, std::string(section.title));
  }
  return views;
}

std::string CountText(const Page& page, std::size_t total, bool total_is_exact) {
  return page.messages().Count(total_is_exact ? "results_count" : "results_about", total);
}

std::vector<View> ElsewhereViews(const Page& page, const SearchResults& results) {
  std::vector<View> views;
  for (const ElsewhereFound& found : results.elsewhere) {
    View view;
    view.Text("lang", found.language).Text("name", LanguageName(found.language));
    view.Text("url", SearchUrl(results.asked.typed, {found.language, "", results.mending}));
    view.Text("count", CountText(page, found.total, found.total_is_exact));
    views.push_back(std::move(view));
  }
  return views;
}

void AddAnswer(const Page& page, const SearchResults& results, View* view) {
  const SearchAnswer& answer = *results.answer;
  const auto sections = Sections(page.readers());
  std::vector<View> hits;
  for (const SearchHit& hit : answer.hits) hits.push_back(HitView(page, hit, sections));
  view->Flag("has_hits", !hits.empty());
  view->Flag("is_empty", hits.empty());
  view->List("hits", std::move(hits));
  view->Text("first_rank", std::to_string(results.offset + 1));
  view->Text("count", CountText(page, answer.total, answer.total_is_exact));
  // Narrowing down nothing helps nobody; leaving a narrow topic does.
  auto filters = answer.hits.empty() && results.section.empty()
                     ? std::vector<View>()
                     : FilterViews(page, results, sections);
  view->Flag("has_filters", !filters.empty());
  view->List("filters", std::move(filters));
  const std::string url =
      SearchUrl(results.asked.typed, {page.language, results.section, results.mending});
  AddPager(url + "&", results.offset, kResultsPerPage,
           std::min(answer.total, kMaxSearchOffset + kResultsPerPage), view, page.messages());
  auto elsewhere = ElsewhereViews(page, results);
  view->Flag("has_other_languages", !elsewhere.empty());
  view->List("other_languages", std::move(elsewhere));
}

std::string Title(const Page& page, const SearchResults& results, const std::string& shown) {
  if (shown.empty()) return page.messages().Say("search");
  const bool is_empty = results.answer && results.answer->hits.empty();
  return page.messages().Say(is_empty ? "no_results" : "results_for", {{"query", shown}});
}

}  // namespace

View SearchView(const Page& page, const SearchResults& results) {
  const bool is_asked = !results.asked.empty();
  const std::string shown = is_asked ? Excerpt(Searched(results).text, kMaxShownBytes) : "";
  const std::string typed = is_asked ? results.asked.typed : "";
  Frame frame;
  frame.title = Title(page, results, shown);
  frame.canonical = "/" + EscapeUrl(page.language) + "/search";
  frame.indexing = Indexing::kForbidden;
  frame.search_query = results.asked.typed;
  frame.section = results.section;
  frame.languages = LanguageLinks(page, [&](const std::string& language) {
    return SearchUrl(typed, {language, "", results.mending});
  });
  View view = FrameView(page, frame);
  view.Text("query", shown).Text("section", results.section);
  const std::string request_url = "/" + EscapeUrl(page.language) + "/new-request";
  view.Text("request_url",
            typed.empty()
                ? request_url
                : request_url + "?subject=" + EscapeUrl(Excerpt(typed, kMaxSubjectBytes)));
  AddRewrites(page, results, &view);
  view.Flag("has_hits", false).Flag("is_empty", false).Flag("has_filters", false);
  view.Flag("is_failed", is_asked && !results.answer);
  if (results.answer) AddAnswer(page, results, &view);
  if (!results.answer ? !is_asked : results.answer->hits.empty()) AddSectionCards(page, 0, &view);
  return view;
}

}  // namespace zeroline
