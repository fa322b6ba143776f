// A link to an article, in each form in which people paste it: into a mail, a ticket, a chat, a
// wiki. It carries the version that was read, so that whoever follows it later is told what has
// changed since.
#ifndef ZEROLINE_SERVER_WEB_ARTICLE_LINK_H_
#define ZEROLINE_SERVER_WEB_ARTICLE_LINK_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/index_format/stored_article.h"

namespace zeroline {

// All of valid UTF-8. What comes from the article is escaped for the form it stands in, so that
// a title with brackets or tags stays a title.
struct ArticleLink {
  std::string url;       // "https://help.example.com/a/vpn?lang=pl&v=1a2b3c4d#certyfikat"
  std::string markdown;  // [title: heading](url)
  std::string html;      // <a href="url" hreflang="pl">title: heading</a>
  std::string text;      // "title: heading", then the URL, on lines of their own
  // The section's words, at most kMaxQuoteCodePoints of them and then "…", each line after "> ",
  // and the link below, as mails and Markdown quote.
  std::string quote;
};

inline constexpr std::size_t kMaxQuoteCodePoints = 1200;

// `origin` as in WebRequest; "" gives relative URLs. `anchor` of a section of the article; of the
// article's beginning, or of a section that is not there, the whole is meant and quoted from its
// beginning.
ArticleLink MakeArticleLink(std::string_view origin, const ArticleView& article,
                            std::string_view anchor);

// Whether `text` has the form of an ArticleVersion().
bool IsArticleVersion(std::string_view text);

// Which section has the anchor; nothing if none has, or if it is "".
std::optional<std::size_t> FindAnchor(const ArticleView& article, std::string_view anchor);

// "/a/{id}?lang={language}&v={version}#anchor".
std::string VersionedUrl(const ArticleView& article, std::string_view anchor);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_ARTICLE_LINK_H_
