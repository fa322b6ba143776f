// What all pages share: the languages of a request, the frame around the main part, and the headers
// of the answer.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_PAGE_H_
#define ZEROLINE_SERVER_WEB_PORTAL_PAGE_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/web/door.h"
#include "server/web/portal/templates.h"

namespace zeroline {

// One request with everything a page asks again and again. Lives on the stack of a door.
//
// `language` is that of the URL and decides which articles are shown. `interface_language` has
// messages and decides the words around them: for a language without messages it is "en".
struct Page {
  const Services& services;
  const Templates& templates;
  const WebRequest& request;
  std::shared_ptr<const Snapshot> snapshot;
  Audiences audiences;
  std::vector<std::string> content_languages;  // visible to this reader, most articles first
  std::string language;
  std::string interface_language;
  std::string visitor;  // "" if nobody has asked for the page

  const Messages& messages() const { return templates.messages(interface_language); }
  std::vector<const LanguageReader*> readers() const {
    return snapshot->readers(language, audiences);
  }
};

// The page of a request whose route has a {lang}; nothing if neither articles nor messages exist in
// it.
std::optional<Page> OpenPage(const Services& services, const Templates& templates,
                             const WebRequest& request);

// For a request that OpenPage() has no page for: if its {lang} is another way to write a tag of
// ours ("EN", "zh-cn" where there is only "zh"), a redirect to the same page there, else 404.
WebResponse NoSuchLanguage(const Services& services, const Templates& templates,
                           const WebRequest& request);

// The page of a request whose URL names no language we have: the reader's own.
Page OpenPageInReadersLanguage(const Services& services, const Templates& templates,
                               const WebRequest& request);

// Where the language switcher leads.
struct LanguageLink {
  std::string language;
  std::string url;
  bool is_translated = true;  // false: the page exists, but shows another language with a notice
};

enum class Indexing { kAllowed, kForbidden };  // by search engines

struct Frame {
  std::string title;
  std::string description;
  std::string canonical;  // path of this page, percent-encoded
  Indexing indexing = Indexing::kAllowed;
  std::string og_type = "website";
  std::string search_query;  // in the search box
  std::string section;       // of what is shown: its announced incidents are on the page
  // What the reader wrote, besides the query: incidents about its words are on the page.
  std::string about;
  std::vector<LanguageLink> languages;
};

// Links to the same page in every language: url(language) for each.
std::vector<LanguageLink> LanguageLinks(const Page& page,
                                        const std::function<std::string(const std::string&)>& url);

// The address of one of our own files, "css/portal.css".
std::string StaticUrl(const Page& page, std::string_view name);

// The view every template expects; the door adds what is its own.
View FrameView(const Page& page, const Frame& frame);

// Renders the template and adds the headers of a page: language, caching, the language cookie.
WebResponse Answer(const Page& page, std::string_view template_name, const View& view,
                   int status = 200);

// Sets "pager" with "previous" and "next" links to `url` + "offset=N", or nothing if one page holds
// all. `url` ends with '?' or '&'.
void AddPager(const std::string& url, std::size_t offset, std::size_t page_size, std::size_t total,
              View* view, const Messages& messages);

// A number from the query string; `fallback` if absent or no number, at most `max`.
std::size_t NumberFromQuery(const WebRequest& request, const std::string& name,
                            std::size_t fallback, std::size_t max);

// "in English", as a phrase of the page's interface language.
std::string InLanguage(const Page& page, std::string_view language);

// "rtl" or "ltr".
std::string_view TextDirection(std::string_view language);

// Cards for the section list, as "sections": title, url, summary, count, articles.
void AddSectionCards(const Page& page, std::size_t articles_per_card, View* view);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_PAGE_H_
