// Markdown file -> Article: front matter (YAML), safe HTML, sections with stable anchors, plain
// text.
//
// What it promises:
//   - `html` holds only elements and attributes of a fixed list; no script, style, event handler or
//     javascript: URL survives, whatever the input.
//   - time and memory are bounded: input past the limits below fails that file, not the build.
//   - unknown front matter keys are ignored, so trees written for Hugo, Docusaurus or Microsoft
//   Docs
//     compile unchanged.
// Thread-safe: no state is kept between calls.
#ifndef ZEROLINE_INDEXER_ARTICLE_ARTICLE_PARSER_H_
#define ZEROLINE_INDEXER_ARTICLE_ARTICLE_PARSER_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/article/article.h"
#include "indexer/source/source_tree.h"

namespace zeroline {

struct ParsedArticle {
  std::optional<Article> article;  // nothing if an error keeps the file from being published
  std::vector<Diagnostic> diagnostics;
};

// `content` is the file as read. Drafts and archived articles are returned too, with their status.
ParsedArticle ParseArticle(const SourceFile& file, std::string_view content);

struct ParsedSectionPage {
  std::optional<SectionPage> page;
  std::vector<Diagnostic> diagnostics;
};
ParsedSectionPage ParseSectionPage(const SourceFile& file, std::string_view content);

// What a file or folder without a title of its own is called: "vpn/how_to-connect" -> "How to
// connect".
std::string TitleFromPath(std::string_view path);

// Gives a translation the anchors of its original where the two have the same sequence of heading
// levels, so that /a/{id}#section works in every language. Explicit anchors of the translation
// stay.
void AdoptAnchors(const Article& original, Article* translation);

// Puts an empty target for each former anchor into the heading of its section (in front of the
// whole, if that is ""). Anchors that are in `html` anyway, or whose section is not, are removed
// from `anchors`: first former, then current anchor.
std::string AddFormerAnchors(std::string_view html,
                             std::vector<std::pair<std::string, std::string>>* anchors);

// Replaces each asset reference in `html` by what `url_of` (ArticleAsset::path -> URL) says; ""
// removes the reference (a missing file) but keeps the alternative text.
std::string ResolveAssets(std::string_view html,
                          const std::function<std::string(std::string_view path)>& url_of);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_ARTICLE_PARSER_H_
