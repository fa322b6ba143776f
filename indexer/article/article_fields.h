// Our own front matter keys -> fields of an article. Everything else in the front matter is
// ignored.
#ifndef ZEROLINE_INDEXER_ARTICLE_ARTICLE_FIELDS_H_
#define ZEROLINE_INDEXER_ARTICLE_ARTICLE_FIELDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/article.h"
#include "indexer/article/front_matter.h"
#include "indexer/source/source_tree.h"

namespace zeroline {

// Fills what the front matter says and leaves the rest of *article alone. False if the article must
// not be published: an own key stands twice, or `audience`, `status` or `id` cannot be understood,
// where a guess could show an article to the wrong people. Other wrong values are reported and
// ignored.
bool ReadArticleFields(const SourceFile& file, const FrontMatter& matter, Article* article,
                       std::vector<Diagnostic>* diagnostics);

// A value of `original_version` as ArticleVersion() writes it, "" if it is none.
std::string CleanVersion(std::string_view written);

bool ReadSectionFields(const SourceFile& file, const FrontMatter& matter, SectionPage* page,
                       std::vector<Diagnostic>* diagnostics);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_ARTICLE_FIELDS_H_
