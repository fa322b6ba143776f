#include "tests/fuzz/article_promises.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "indexer/language/text.h"
#include "tests/fuzz/property.h"

namespace zeroline::testing {
namespace {

char Lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

// The value of an attribute as a browser reads its scheme: entities for ':' and controls matter.
std::string SchemeOf(std::string_view value) {
  std::string scheme;
  for (const char c : value) {
    if (static_cast<unsigned char>(c) > ' ') scheme += Lower(c);
  }
  return scheme;
}

void RequireSafeAttribute(const std::string& name, std::string_view value) {
  Require(!name.starts_with("on"), "no event handler survives");
  Require(name != "style" && name != "srcdoc", "no style or srcdoc survives");
  if (name != "href" && name != "src") return;
  const std::string scheme = SchemeOf(value);
  Require(!scheme.starts_with("javascript:") && !scheme.starts_with("vbscript:"),
          "no script URL survives");
  Require(!scheme.starts_with("data:text"), "no data: page survives");
  Require(scheme.find("script&#") == std::string::npos && !scheme.starts_with("&#"),
          "no scheme hides behind entities");
}

// Walks the attributes of one tag; `tag` is what stands between '<' and '>'.
void RequireSafeTag(std::string_view tag) {
  std::size_t at = 0;
  const auto skip_blanks = [&] {
    while (at < tag.size() &&
           (std::isspace(static_cast<unsigned char>(tag[at])) != 0 || tag[at] == '/')) {
      ++at;
    }
  };
  const auto read_name = [&] {
    std::string name;
    while (at < tag.size() && std::isspace(static_cast<unsigned char>(tag[at])) == 0 &&
           tag[at] != '=' && tag[at] != '/') {
      name += Lower(tag[at++]);
    }
    return name;
  };
  skip_blanks();
  const std::string element = read_name();
  for (const char* banned : {"script", "style", "iframe", "object", "embed", "svg", "math", "form",
                             "meta", "base", "link", "template", "noscript"}) {
    Require(element != banned, "no active element survives");
  }
  for (skip_blanks(); at < tag.size(); skip_blanks()) {
    const std::string name = read_name();
    if (at >= tag.size() || tag[at] != '=') {
      if (name.empty()) ++at;
      RequireSafeAttribute(name, "");
      continue;
    }
    ++at;
    Require(at < tag.size() && tag[at] == '"', "attribute values are quoted");
    const std::size_t end = tag.find('"', at + 1);
    Require(end != std::string_view::npos, "attribute values are closed");
    RequireSafeAttribute(name, tag.substr(at + 1, end - at - 1));
    at = end + 1;
  }
}

}  // namespace

void RequireSafeHtml(std::string_view html) {
  Require(!FindInvalidUtf8(html), "html is valid UTF-8");
  std::size_t at = 0;
  while ((at = html.find('<', at)) != std::string_view::npos) {
    // A '>' inside a quoted value does not end the tag.
    std::size_t end = at + 1;
    bool quoted = false;
    while (end < html.size() && (quoted || html[end] != '>')) {
      if (html[end] == '"') quoted = !quoted;
      ++end;
    }
    Require(end < html.size(), "every tag is closed");
    RequireSafeTag(html.substr(at + 1, end - at - 1));
    at = end + 1;
  }
}

void RequireWholeArticle(const Article& article) {
  RequireSafeHtml(article.html);
  Require(!FindInvalidUtf8(article.text), "text is valid UTF-8");
  Require(article.text.find('\0') == std::string::npos, "text has no NUL byte");
  Require(!article.title.empty() && !FindInvalidUtf8(article.title), "an article has a title");
  Require(!article.id.empty() && !article.path.empty(), "an article has an id and a path");
  std::uint32_t at = 0;
  for (const ArticleSection& section : article.sections) {
    Require(section.text_begin == at && section.text_end >= at, "sections cover the text in order");
    Require(IsBoundary(article.text, section.text_end), "sections end on code points");
    at = section.text_end;
  }
  Require(article.sections.empty() ? article.text.empty() : at == article.text.size(),
          "sections cover the whole text");
  for (std::size_t i = 0; i < article.sections.size(); ++i) {
    for (std::size_t j = i + 1; j < std::min(article.sections.size(), i + 50); ++j) {
      Require(article.sections[i].anchor.empty() ||
                  article.sections[i].anchor != article.sections[j].anchor,
              "anchors are unique");
    }
  }
  for (const ArticleAsset& asset : article.assets) {
    Require(!asset.path.starts_with('/') && !asset.path.starts_with("../") &&
                asset.path.find("/../") == std::string::npos,
            "assets never leave the tree");
  }
}

}  // namespace zeroline::testing
