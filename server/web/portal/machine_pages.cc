// Doors that lead on to other doors, and files that programs read.
#include <algorithm>

#include "indexer/index_format/schema.h"
#include "server/web/escape.h"
#include "server/web/language_choice.h"
#include "server/web/portal/linked_version.h"
#include "server/web/portal/page.h"
#include "server/web/portal/portal.h"

namespace zeroline {
namespace {

// sitemaps.org: at most 50,000 URLs in one file.
constexpr std::size_t kMaxSitemapUrls = 50'000;

WebResponse Plain(std::string content_type, std::string body) {
  WebResponse response;
  response.content_type = std::move(content_type);
  response.body = std::move(body);
  return response;
}

// A redirect that depends on who asks, so no shared cache may answer it for somebody else.
WebResponse PersonalRedirect(const std::string& url, int status) {
  WebResponse response = WebResponse::Redirect(url, status);
  response.headers.emplace_back("Cache-Control", "private, no-cache");
  response.headers.emplace_back("Vary", "Accept-Language, Cookie");
  return response;
}

std::string UrlElement(const std::string& url, std::int64_t updated) {
  const std::string date = IsoDate(updated);
  return "<url><loc>" + EscapeHtml(url) + "</loc>" +
         (date.empty() ? "" : "<lastmod>" + date + "</lastmod>") + "</url>\n";
}

// What everybody may see, whoever asks: the file may be fetched by anyone and kept anywhere.
std::string Sitemap(const Snapshot& snapshot, const std::string& origin) {
  const Audiences everybody = PublicAudience();
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  std::size_t count = 0;
  for (const std::string& language : snapshot.languages(everybody)) {
    xml += UrlElement(origin + "/" + EscapeUrl(language) + "/", 0);
    for (const LanguageReader* reader : snapshot.readers(language, everybody)) {
      for (std::size_t i = 0; i < reader->catalog().size() && ++count < kMaxSitemapUrls; ++i) {
        const Catalog::Entry entry = reader->catalog().entry(i);
        xml += UrlElement(origin + ArticleUrl(language, entry.path), entry.updated);
      }
    }
  }
  return xml + "</urlset>\n";
}

std::string OpenSearchDescription(const Page& page) {
  const std::string name = EscapeHtml(page.services.config->site_name);
  const std::string search =
      EscapeHtml(page.request.origin + "/" + EscapeUrl(page.language) + "/search?q=");
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
         "<ShortName>" +
         name.substr(0, 16) +
         "</ShortName>\n"
         "<Description>" +
         EscapeHtml(page.messages().Say("home_description")) +
         "</Description>\n"
         "<Language>" +
         EscapeHtml(page.language) +
         "</Language>\n"
         "<InputEncoding>UTF-8</InputEncoding>\n"
         "<Url type=\"text/html\" template=\"" +
         search +
         "{searchTerms}\"/>\n"
         "</OpenSearchDescription>\n";
}

}  // namespace

Door RootDoor(const Services& services, const Templates& templates) {
  return [services, &templates](const WebRequest& request) {
    const Page page = OpenPageInReadersLanguage(services, templates, request);
    return PersonalRedirect("/" + EscapeUrl(page.language) + "/", 303);
  };
}

Door LanguageDoor(const Services& services, const Templates& templates) {
  return [services, &templates](const WebRequest& request) {
    const auto page = OpenPage(services, templates, request);
    if (!page) return NoSuchLanguage(services, templates, request);
    return WebResponse::Redirect("/" + EscapeUrl(page->language) + "/", 301);
  };
}

Door ShortLinkDoor(const Services& services, const Templates& templates) {
  return [services, &templates](const WebRequest& request) {
    const Page page = OpenPageInReadersLanguage(services, templates, request);
    const auto variable = request.variables.find("id");
    std::string id = variable == request.variables.end() ? "" : variable->second;
    std::vector<std::string> languages = page.snapshot->Translations(id, page.audiences);
    for (std::size_t i = 0; languages.empty() && i < page.content_languages.size(); ++i) {
      const auto moved =
          page.snapshot->FindRedirect(page.content_languages[i], "/a/" + id, page.audiences);
      if (moved) languages = page.snapshot->Translations(id = *moved, page.audiences);
    }
    // A link that names a language is about what somebody read in it.
    const std::string wanted = request.QueryOr("lang", "");
    const bool has_wanted =
        std::find(languages.begin(), languages.end(), wanted) != languages.end();
    const std::string language =
        has_wanted ? wanted : ChooseLanguage(request, languages, services.config->default_language);
    const auto found = page.snapshot->FindId(language, id, page.audiences);
    if (languages.empty() || !found) return ErrorPage(services, templates, request, 404);
    // The version is of what was read in that language.
    const std::string version = has_wanted || wanted.empty() ? VersionQuery(request) : "";
    return PersonalRedirect(ArticleUrl(language, found->article.path()) + version, 302);
  };
}

Door RobotsDoor(const Services&, const Templates&) {
  return [](const WebRequest& request) {
    return Plain("text/plain; charset=utf-8",
                 "User-agent: *\nDisallow: /*/search\nDisallow: /*/new-request\nDisallow: /api/\n"
                 "Sitemap: " +
                     request.origin + "/sitemap.xml\n");
  };
}

Door SitemapDoor(const Services& services, const Templates&) {
  return [services](const WebRequest& request) {
    return Plain("application/xml; charset=utf-8",
                 Sitemap(*services.index->snapshot(), request.origin));
  };
}

Door OpenSearchDoor(const Services& services, const Templates& templates) {
  return [services, &templates](const WebRequest& request) {
    WebRequest in_language = request;
    in_language.variables["lang"] = request.QueryOr("lang", "");
    const auto page = OpenPage(services, templates, in_language);
    return Plain("application/opensearchdescription+xml; charset=utf-8",
                 OpenSearchDescription(
                     page ? *page : OpenPageInReadersLanguage(services, templates, request)));
  };
}

}  // namespace zeroline
