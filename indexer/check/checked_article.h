// One article as the rules see it, and where they put what they find.
#ifndef ZEROLINE_INDEXER_CHECK_CHECKED_ARTICLE_H_
#define ZEROLINE_INDEXER_CHECK_CHECKED_ARTICLE_H_

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/article/article.h"
#include "indexer/article/manuscript.h"
#include "indexer/check/rules.h"
#include "indexer/check/settings.h"
#include "indexer/diagnostics/diagnostic.h"

namespace zeroline {

// A published article. All that it points to must outlive it.
struct CheckedArticle {
  const Article* article = nullptr;
  const Manuscript* manuscript = nullptr;
  const CheckSettings* settings = nullptr;
  std::chrono::sys_days today;

  const std::string& path() const { return article->source_path; }
  // Whether this rule is to be followed here.
  bool Wants(std::string_view rule) const { return settings->IsOn(rule, path()); }
  std::size_t Number(std::string_view rule, std::string_view option) const {
    return static_cast<std::size_t>(settings->Number(rule, option, path()));
  }
  // The place of a field of the front matter, of the whole file if it is not there.
  SourcePlace PlaceOfField(std::string_view key) const {
    const FrontMatterValue* field = manuscript->Field(key);
    return field == nullptr ? SourcePlace() : SourcePlace{field->line, field->column};
  }
  Diagnostic Finding(std::string_view rule, SourcePlace place, std::string message) const {
    const Rule* known = FindRule(rule);
    return {known == nullptr ? Severity::kWarning : known->severity,
            path(),
            place.line,
            std::string(rule),
            std::move(message),
            place.column};
  }
};

// Appends the findings of the rules that need no other article. Thread-safe.
void CheckStructure(const CheckedArticle& article, std::vector<Diagnostic>* findings);
void CheckWording(const CheckedArticle& article, std::vector<Diagnostic>* findings);
void CheckFields(const CheckedArticle& article, std::vector<Diagnostic>* findings);

// Words of a text; a character of a script written without spaces is half of one.
std::size_t CountWords(std::string_view text);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_CHECK_CHECKED_ARTICLE_H_
