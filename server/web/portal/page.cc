#include "server/web/portal/page.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "indexer/language/text.h"
#include "server/web/escape.h"
#include "server/web/language_choice.h"
#include "server/web/portal/content.h"
#include "server/web/portal/incident_banner.h"
#include "server/web/static_files.h"
#include "server/web/visitor.h"

namespace zeroline {
namespace {

// Sections shown with their first articles; a tree with more is a list of titles from there on.
constexpr std::size_t kCardsWithArticles = 24;

bool Contains(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

Page BarePage(const Services& services, const Templates& templates, const WebRequest& request) {
  Page page{services, templates, request, services.index->snapshot(), AudiencesOf(request), {},
            {},       {},        {}};
  // What the team looks up is not what readers look for.
  if (!request.identity) page.visitor = VisitorOrNew(request);
  page.content_languages = page.snapshot->languages(page.audiences);
  return page;
}

void AddStaticUrls(const Page& page, View* view) {
  view->Text("css_url", StaticUrl(page, "css/portal.css"));
  view->Text("icon_url", StaticUrl(page, "img/icon.svg"));
  view->Text("suggest_js_url", StaticUrl(page, "js/suggest.js"));
  view->Text("article_js_url", StaticUrl(page, "js/article.js"));
  view->Text("request_js_url", StaticUrl(page, "js/request.js"));
  view->Text("request_suggestions_js_url", StaticUrl(page, "js/request_suggestions.js"));
  view->Text("menu_js_url", StaticUrl(page, "js/menu.js"));
}

void AddLanguages(const Page& page, const Frame& frame, const std::string& origin, View* view) {
  std::vector<View> menu;
  std::vector<View> alternates;
  for (const LanguageLink& link : frame.languages) {
    View item;
    item.Text("lang", link.language)
        .Text("url", link.url)
        .Text("name", LanguageName(link.language));
    item.Text("lang_dir", std::string(TextDirection(link.language)));
    item.Flag("is_current", link.language == page.language);
    item.Flag("is_missing", !link.is_translated);
    menu.push_back(std::move(item));
    if (!link.is_translated || frame.indexing == Indexing::kForbidden) continue;
    View alternate;
    alternate.Text("lang", link.language).Text("url", origin + link.url);
    alternates.push_back(std::move(alternate));
  }
  view->Flag("has_languages", menu.size() > 1);
  view->List("languages", std::move(menu));
  view->List("alternates", std::move(alternates));
}

}  // namespace

std::string StaticUrl(const Page& page, std::string_view name) {
  const StaticFiles* const files = page.services.static_files;
  return files == nullptr ? "/static/" + std::string(name) : files->Url(name);
}

std::optional<Page> OpenPage(const Services& services, const Templates& templates,
                             const WebRequest& request) {
  Page page = BarePage(services, templates, request);
  const auto language = request.variables.find("lang");
  if (language == request.variables.end()) return std::nullopt;
  if (!Contains(page.content_languages, language->second) &&
      !Contains(templates.interface_languages(), language->second)) {
    return std::nullopt;
  }
  page.language = language->second;
  page.interface_language = templates.InterfaceLanguage(page.language);
  return page;
}

Page OpenPageInReadersLanguage(const Services& services, const Templates& templates,
                               const WebRequest& request) {
  Page page = BarePage(services, templates, request);
  const auto& available =
      page.content_languages.empty() ? templates.interface_languages() : page.content_languages;
  page.language = ChooseLanguage(request, available, services.config->default_language);
  page.interface_language = templates.InterfaceLanguage(page.language);
  return page;
}

std::vector<LanguageLink> LanguageLinks(const Page& page,
                                        const std::function<std::string(const std::string&)>& url) {
  std::vector<LanguageLink> links;
  for (const std::string& language : page.content_languages) {
    links.push_back({language, url(language), true});
  }
  // By their own names, as a reader looks for them; the order must not change from page to page.
  std::sort(links.begin(), links.end(),
            [](const auto& a, const auto& b) { return a.language < b.language; });
  return links;
}

View FrameView(const Page& page, const Frame& frame) {
  View view;
  const std::string& origin = page.request.origin;
  const std::string& site_name = page.services.config->site_name;
  view.Text("site_name", site_name);
  view.Text("lang", page.language).Text("interface_lang", page.interface_language);
  view.Text("lang_url", EscapeUrl(page.language));
  view.Text("dir", std::string(TextDirection(page.interface_language)));
  view.Text("content_dir", std::string(TextDirection(page.language)));
  view.Text("language_name", LanguageName(page.language));
  view.Text("page_title", frame.title.empty() ? site_name : frame.title + " · " + site_name);
  view.Text("title", frame.title.empty() ? site_name : frame.title);
  view.Text("description", frame.description);
  view.Text("canonical", frame.canonical.empty() ? "" : origin + frame.canonical);
  view.Flag("is_hidden", frame.indexing == Indexing::kForbidden);
  view.Text("og_type", frame.og_type);
  view.Text("search_query", frame.search_query);
  view.Text("suggestions_pattern",
            page.messages().Say("suggestions_available", {{"count", "{count}"}}));
  view.Flag("notice", false);
  AddIncidents(page, frame, &view);
  AddStaticUrls(page, &view);
  AddLanguages(page, frame, origin, &view);
  return view;
}

WebResponse Answer(const Page& page, std::string_view template_name, const View& view, int status) {
  WebResponse response = WebResponse::Html(
      page.templates.Render(template_name, page.interface_language, view), status);
  response.headers.emplace_back("Cache-Control", "private, no-cache");
  response.headers.emplace_back("Content-Language", page.language);
  const auto cookie = page.request.cookies.find(std::string(kLanguageCookie));
  const bool is_remembered =
      cookie != page.request.cookies.end() && cookie->second == page.language;
  if (status == 200 && page.request.variables.contains("lang") && !is_remembered) {
    RememberLanguage(page.language, page.request, &response);
  }
  if (status == 200) RememberVisitor(page.visitor, page.request, &response);
  return response;
}

void AddPager(const std::string& url, std::size_t offset, std::size_t page_size, std::size_t total,
              View* view, const Messages& messages) {
  const bool has_previous = offset > 0;
  const bool has_next = offset + page_size < total;
  view->Flag("pager", false);
  if (!has_previous && !has_next) return;
  View pager;
  const std::size_t before = offset > page_size ? offset - page_size : 0;
  pager.Text("previous_url",
             has_previous ? url + "offset=" + std::to_string(before) : std::string());
  pager.Text("next_url",
             has_next ? url + "offset=" + std::to_string(offset + page_size) : std::string());
  const std::string current = std::to_string(offset / page_size + 1);
  const std::string last = std::to_string((total + page_size - 1) / page_size);
  pager.Text("page_text", messages.Say("page_number", {{"page", current}, {"pages", last}}));
  view->Child("pager", std::move(pager));
}

std::size_t NumberFromQuery(const WebRequest& request, const std::string& name,
                            std::size_t fallback, std::size_t max) {
  const std::string text = request.QueryOr(name, "");
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc::result_out_of_range) return max;
  if (error != std::errc{} || end != text.data() + text.size()) return fallback;
  return std::min(number, max);
}

std::string InLanguage(const Page& page, std::string_view language) {
  const std::string key = "in_lang_" + std::string(language);
  if (page.messages().Find(key) != nullptr) return page.messages().Say(key);
  const std::string name = LanguageName(language);
  return page.messages().Say("in_lang_other", {{"name", name}});
}

std::string_view TextDirection(std::string_view language) {
  constexpr std::array<std::string_view, 10> kRightToLeft = {"ar", "dv", "fa", "he", "ckb",
                                                             "ps", "sd", "ug", "ur", "yi"};
  const std::string_view base = language.substr(0, language.find('-'));
  const bool is_rtl =
      std::find(kRightToLeft.begin(), kRightToLeft.end(), base) != kRightToLeft.end();
  return is_rtl ? "rtl" : "ltr";
}

void AddSectionCards(const Page& page, std::size_t articles_per_card, View* view) {
  const auto readers = page.readers();
  std::vector<View> cards;
  for (const Catalog::Section& section : Sections(readers)) {
    View card;
    card.Text("name", std::string(section.title))
        .Text("url", SectionUrl(page.language, section.name));
    card.Text("summary", std::string(section.summary));
    card.Text("count", page.messages().Count("articles_count", section.article_count));
    std::vector<View> articles;
    if (cards.size() < kCardsWithArticles && articles_per_card > 0) {
      for (const auto& entry : ArticlesInSection(readers, section.name, 0, articles_per_card)) {
        View article;
        article.Text("name", std::string(entry.title));
        article.Text("url", ArticleUrl(page.language, entry.path));
        articles.push_back(std::move(article));
      }
    }
    card.Flag("has_articles", !articles.empty());
    card.List("articles", std::move(articles));
    cards.push_back(std::move(card));
  }
  view->Flag("has_sections", !cards.empty());
  view->List("sections", std::move(cards));
}

}  // namespace zeroline
