#include <algorithm>

#include "indexer/language/text.h"
#include "server/web/escape.h"
#include "server/web/portal/content.h"
#include "server/web/portal/page.h"
#include "server/web/portal/portal.h"

namespace zeroline {
namespace {

constexpr std::size_t kResultsPerPage = 10;
constexpr std::size_t kMaxFilters = 12;
// Other languages are tried only when the reader's own has nothing, and only so many of them.
constexpr std::size_t kMaxOtherLanguages = 4;

struct SearchState {
  Query query;
  std::string section;
  std::size_t offset = 0;
};

std::string SearchUrl(const std::string& language, const std::string& query,
                      const std::string& section) {
  std::string url = "/" + EscapeUrl(language) + "/search?q=" + EscapeUrl(query);
  if (!section.empty()) url += "&section=" + EscapeUrl(section);
  return url;
}

std::string SectionTitle(const std::vector<Catalog::Section>& sections, const std::string& name) {
  for (const Catalog::Section& section : sections) {
    if (section.name == name) return std::string(section.title);
  }
  return name;
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
  view.Text("date", page.messages().Date(hit.updated));
  view.Text("iso_date", IsoDate(hit.updated));
  return view;
}

std::vector<View> RewriteViews(const Page& page, const Query& query) {
  std::vector<View> views;
  for (const Rewrite& rewrite : query.rewrites) {
    const std::string key = rewrite.kind == "truncated" ? "rewrite_truncated" : "rewrite_other";
    const std::string from = Excerpt(rewrite.from, 120);
    const std::string to = Excerpt(rewrite.to, 120);
    View view;
    view.Text("text", page.messages().Say(key, {{"from", from}, {"to", to}}));
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<View> FilterViews(const Page& page, const SearchState& state,
                              const std::vector<Catalog::Section>& sections) {
  std::vector<View> views;
  if (sections.size() < 2) return views;
  View all;
  all.Text("name", page.messages().Say("all_sections"));
  all.Text("url", SearchUrl(page.language, state.query.text, ""));
  all.Flag("is_current", state.section.empty());
  views.push_back(std::move(all));
  for (const Catalog::Section& section : sections) {
    const std::string name(section.name);
    if (views.size() > kMaxFilters && name != state.section) continue;
    View view;
    view.Text("name", std::string(section.title));
    view.Text("url", SearchUrl(page.language, state.query.text, name));
    view.Flag("is_current", name == state.section);
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<View> OtherLanguageViews(const Page& page, const SearchState& state) {
  std::vector<View> views;
  std::size_t tried = 0;
  for (const std::string& language : page.content_languages) {
    if (language == page.language || ++tried > kMaxOtherLanguages) continue;
    SearchRequest request{state.query, language, page.audiences, "", 1, 0};
    const auto answer = page.services.searcher->Search(*page.snapshot, request);
    if (!answer || answer->hits.empty()) continue;
    View view;
    view.Text("lang", language).Text("name", LanguageName(language));
    view.Text("url", SearchUrl(language, state.query.text, ""));
    const auto count_key = answer->total_is_exact ? "results_count" : "results_about";
    view.Text("count", page.messages().Count(count_key, answer->total));
    views.push_back(std::move(view));
  }
  return views;
}

void AddAnswer(const Page& page, const SearchState& state, const SearchAnswer& answer, View* view) {
  const auto sections = Sections(page.readers());
  std::vector<View> hits;
  for (const SearchHit& hit : answer.hits) hits.push_back(HitView(page, hit, sections));
  view->Flag("has_hits", !hits.empty());
  view->Flag("is_empty", hits.empty());
  view->List("hits", std::move(hits));
  view->Text("first_rank", std::to_string(state.offset + 1));
  view->Text("count", page.messages().Count(
                          answer.total_is_exact ? "results_count" : "results_about", answer.total));
  // Narrowing down nothing helps nobody; leaving a narrow topic does.
  auto filters = answer.hits.empty() && state.section.empty() ? std::vector<View>()
                                                              : FilterViews(page, state, sections);
  view->Flag("has_filters", !filters.empty());
  view->List("filters", std::move(filters));
  const std::size_t reachable = std::min(answer.total, kMaxSearchOffset + kResultsPerPage);
  AddPager(SearchUrl(page.language, state.query.text, state.section) + "&", state.offset,
           kResultsPerPage, reachable, view, page.messages());
  auto others = answer.hits.empty() ? OtherLanguageViews(page, state) : std::vector<View>();
  view->Flag("has_other_languages", !others.empty());
  view->List("other_languages", std::move(others));
}

View SearchView(const Page& page, const SearchState& state) {
  const std::string& typed = state.query.text;
  Frame frame;
  const std::string shown_query = Excerpt(typed, 200);
  frame.title = typed.empty() ? page.messages().Say("search")
                              : page.messages().Say("results_for", {{"query", shown_query}});
  frame.canonical = "/" + EscapeUrl(page.language) + "/search";
  frame.indexing = Indexing::kForbidden;
  frame.search_query = typed;
  frame.languages = LanguageLinks(page, [&](const std::string& language) {
    return typed.empty() ? "/" + EscapeUrl(language) + "/search" : SearchUrl(language, typed, "");
  });
  View view = FrameView(page, frame);
  view.Text("query", shown_query).Text("section", state.section);
  view.Text("request_url", "/" + EscapeUrl(page.language) + "/new-request" +
                               (typed.empty() ? "" : "?subject=" + EscapeUrl(Excerpt(typed, 180))));
  view.List("rewrites", RewriteViews(page, state.query));
  view.Flag("has_hits", false).Flag("is_empty", false).Flag("is_failed", false);
  view.Flag("has_filters", false);
  return view;
}

WebResponse SearchPage(const Page& page) {
  SearchState state;
  state.query = Understand(page.request.QueryOr("q", ""));
  state.section = RepairUtf8(page.request.QueryOr("section", ""));
  state.offset = NumberFromQuery(page.request, "offset", 0, kMaxSearchOffset);
  View view = SearchView(page, state);
  if (state.query.empty()) {
    AddSectionCards(page, 0, &view);
    return Answer(page, "search", view);
  }
  SearchRequest request{state.query,   page.language,   page.audiences,
                        state.section, kResultsPerPage, state.offset};
  const auto answer = page.services.searcher->Search(*page.snapshot, request);
  if (!answer) {
    view.Flag("is_failed", true);
    return Answer(page, "search", view, 503);
  }
  AddAnswer(page, state, *answer, &view);
  if (answer->hits.empty()) AddSectionCards(page, 0, &view);
  return Answer(page, "search", view);
}

}  // namespace

Door SearchDoor(const Services& services, const Templates& templates) {
  return [services, &templates](const WebRequest& request) {
    const auto page = OpenPage(services, templates, request);
    return page ? SearchPage(*page) : NoSuchLanguage(services, templates, request);
  };
}

}  // namespace zeroline
