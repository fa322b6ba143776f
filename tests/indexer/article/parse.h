// Parses one article of a test as the file "en/guide/page.md".
#ifndef ZEROLINE_TESTS_INDEXER_ARTICLE_PARSE_H_
#define ZEROLINE_TESTS_INDEXER_ARTICLE_PARSE_H_

#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/article_parser.h"

namespace zeroline {

inline ParsedArticle Parse(std::string_view content, const std::string& path = "en/guide/page.md") {
  SourceFile file;
  file.path = path;
  file.language = path.substr(0, path.find('/'));
  file.size = content.size();
  return ParseArticle(file, content);
}

// The HTML of a body under a given title; "(error)" if it is not published.
inline std::string HtmlOf(std::string_view body) {
  const ParsedArticle parsed = Parse("---\ntitle: T\n---\n" + std::string(body));
  return parsed.article ? parsed.article->html : "(error)";
}

inline std::string TextOf(std::string_view body) {
  const ParsedArticle parsed = Parse("---\ntitle: T\n---\n" + std::string(body));
  return parsed.article ? parsed.article->text : "(error)";
}

// "line rule" of each finding, errors with a leading "!".
inline std::vector<std::string> FindingsOf(std::string_view content) {
  std::vector<std::string> findings;
  for (const Diagnostic& diagnostic : Parse(content).diagnostics) {
    findings.push_back((diagnostic.severity == Severity::kError ? "!" : "") +
                       std::to_string(diagnostic.line) + " " + diagnostic.rule);
  }
  return findings;
}

}  // namespace zeroline

#endif  // ZEROLINE_TESTS_INDEXER_ARTICLE_PARSE_H_
