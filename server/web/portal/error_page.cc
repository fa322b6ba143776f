#include <algorithm>
#include <array>
#include <optional>

#include "indexer/language/text.h"
#include "server/web/escape.h"
#include "server/web/portal/page.h"
#include "server/web/portal/portal.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxSuggestedBytes = 80;

// "/en/accounts/reset_my-password.html" -> "reset my password": what to search instead of a page
// that is not there.
std::string WordsOfPath(std::string_view path, std::string_view language) {
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  std::string words(
      path.substr(path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1));
  if (words == language) return "";
  const std::size_t dot = words.rfind('.');
  if (dot != std::string::npos && words.size() - dot <= 5) words.resize(dot);
  std::replace_if(
      words.begin(), words.end(),
      [](char c) { return c == '-' || c == '_' || c == '+' || c == '.'; }, ' ');
  return CollapseWhiteSpace(TruncateUtf8(RepairUtf8(words), kMaxSuggestedBytes));
}

int StatusWithWords(int status) {
  constexpr std::array<int, 6> kStatuses = {400, 403, 404, 413, 429, 503};
  const bool has_words = std::find(kStatuses.begin(), kStatuses.end(), status) != kStatuses.end();
  return has_words ? status : 500;
}

// The language of the first path segment if we have it, even if the route had no {lang}.
Page OpenErrorPage(const Services& services, const Templates& templates,
                   const WebRequest& request) {
  if (auto page = OpenPage(services, templates, request)) return *page;
  Page page = OpenPageInReadersLanguage(services, templates, request);
  const std::string_view rest = std::string_view(request.path).substr(request.path.empty() ? 0 : 1);
  const std::string_view first = rest.substr(0, rest.find('/'));
  for (const std::string& language : page.content_languages) {
    if (language != first) continue;
    page.language = language;
    page.interface_language = templates.InterfaceLanguage(language);
  }
  return page;
}

// The tag of ours that a reader means by `tag`: the same in another case, else the nearest wider
// one (RFC 4647, 3.4), else one that is narrower.
std::optional<std::string> OurTag(const std::string& tag, const std::vector<std::string>& ours) {
  const std::optional<std::string> canonical = CanonicalLanguageTag(tag);
  if (!canonical) return std::nullopt;
  for (std::string wider = *canonical; !wider.empty();) {
    if (std::find(ours.begin(), ours.end(), wider) != ours.end()) return wider;
    const std::size_t dash = wider.rfind('-');
    wider.resize(dash == std::string::npos ? 0 : dash);
  }
  for (const std::string& narrower : ours) {
    if (narrower.starts_with(*canonical + "-")) return narrower;
  }
  return std::nullopt;
}

// The URL of the request with another first segment.
std::string InLanguageUrl(const WebRequest& request, const std::string& tag) {
  const std::size_t slash = request.path.find('/', 1);
  const std::string rest = slash == std::string::npos ? "/" : request.path.substr(slash);
  std::string url = "/" + EscapeUrl(tag) + EscapeUrlPath(rest);
  char separator = '?';
  for (const auto& [name, value] : request.query) {
    url += separator + EscapeUrl(name) + "=" + EscapeUrl(value);
    separator = '&';
  }
  return url;
}

}  // namespace

WebResponse NoSuchLanguage(const Services& services, const Templates& templates,
                           const WebRequest& request) {
  const auto given = request.variables.find("lang");
  const bool can_move = given != request.variables.end() && request.method == "GET";
  if (!can_move) return ErrorPage(services, templates, request, 404);
  auto ours = OpenPageInReadersLanguage(services, templates, request).content_languages;
  const auto& interface = templates.interface_languages();
  ours.insert(ours.end(), interface.begin(), interface.end());
  const auto tag = OurTag(given->second, ours);
  if (!tag || *tag == given->second) return ErrorPage(services, templates, request, 404);
  // The case of letters is settled; which language stands in for another changes with the articles.
  const bool is_same = LowerCase(*tag) == LowerCase(given->second);
  return WebResponse::Redirect(InLanguageUrl(request, *tag), is_same ? 301 : 302);
}

WebResponse ErrorPage(const Services& services, const Templates& templates,
                      const WebRequest& request, int status) {
  const Page page = OpenErrorPage(services, templates, request);
  const std::string key = "error_" + std::to_string(StatusWithWords(status));
  Frame frame;
  frame.title = page.messages().Say(key + "_title");
  frame.indexing = Indexing::kForbidden;
  frame.languages = LanguageLinks(
      page, [](const std::string& language) { return "/" + EscapeUrl(language) + "/"; });
  const std::string words = status == 404 ? WordsOfPath(request.path, page.language) : "";
  frame.search_query = words;
  View view = FrameView(page, frame);
  view.Text("status", std::to_string(status));
  view.Text("text", page.messages().Say(key + "_text"));
  view.Text("words", words);
  view.Text("search_url", "/" + EscapeUrl(page.language) + "/search?q=" + EscapeUrl(words));
  return Answer(page, "error", view, status);
}

Door NotFoundDoor(const Services& services, const Templates& templates) {
  return [services, &templates](const WebRequest& request) {
    return ErrorPage(services, templates, request, 404);
  };
}

}  // namespace zeroline
