// One article as its writer meant it, and how a Markdown file becomes one.
#ifndef ZEROLINE_INDEXER_ARTICLE_ARTICLE_H_
#define ZEROLINE_INDEXER_ARTICLE_ARTICLE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/diagnostics/diagnostic.h"

namespace zeroline {

enum class ArticleStatus { kPublished, kDraft, kArchived };

struct ArticleSection {
  std::string heading;  // plain text; "" for the text before the first heading
  std::string anchor;   // unique in the article; "" for the text before the first heading
  int level = 0;        // 1..6; 0 for the text before the first heading
  bool anchor_is_explicit = false;  // {#id} or <a name>: never replaced by the original's
  std::uint32_t text_begin = 0;     // byte range in Article::text, heading line included
  std::uint32_t text_end = 0;
};

// A file the article shows or links to, relative links resolved against the article's folder.
struct ArticleAsset {
  std::string path;  // relative to the articles folder, '/' separated, normalised; never leaves it
  int line = 0;
  int column = 0;  // 1-based, in code points; 0 if unknown
};

// A link to another article: "<lang>/<path without .md>" and the fragment, for checking.
struct ArticleLink {
  std::string target;
  std::string fragment;
  int line = 0;
  int column = 0;  // 1-based, in code points; 0 if unknown
};

struct Article {
  std::string source_path;  // "<lang>/<any/path>.md"
  std::string language;
  std::string path;  // URL below /{lang}/: the path without language and extension
  std::string id;    // front matter `id`, else `path`
  std::string title;
  std::string summary;
  std::string section;  // front matter `section`, else first folder
  std::string audience = "public";
  ArticleStatus status = ArticleStatus::kPublished;
  std::vector<std::string> tags;
  std::vector<std::string> questions;
  std::vector<std::string> redirect_from;  // paths below /{lang}/, normalised
  std::string owner;
  std::string review_by;  // as written
  bool deflect = true;
  bool keeps_history = true;  // false: `history: forget`
  // Of a translation: the ArticleVersion() of the original that it is known to say the same as.
  std::string original_version;

  // The main part. The heading that repeats the title at the top of the body is left out of both,
  // since the page prints the title itself; its anchor, if explicit, stays valid as an empty <a
  // id>. Asset references stand as kAssetScheme + percent-encoded ArticleAsset::path until
  // ResolveAssets(); links to other articles already are URLs ("/pl/vpn/setup#krok-2").
  std::string html;
  std::string text;  // plain text of html, blocks separated by '\n'; valid UTF-8
  std::vector<ArticleSection> sections;  // in order, covering `text`
  std::vector<ArticleAsset> assets;
  std::vector<ArticleLink> links;
};

// A section page (_index.md): the name of a folder as readers see it.
struct SectionPage {
  std::string language;
  std::string name;  // first folder
  std::string title;
  std::string summary;
  std::string audience = "public";  // who may read title and summary
  int weight = 0;
};

inline constexpr std::string_view kAssetScheme = "zeroline-asset:";

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_ARTICLE_H_
