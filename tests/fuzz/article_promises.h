// What holds for every article that the parser returns, whatever the file was.
#ifndef ZEROLINE_TESTS_FUZZ_ARTICLE_PROMISES_H_
#define ZEROLINE_TESTS_FUZZ_ARTICLE_PROMISES_H_

#include "indexer/article/article.h"

namespace zeroline::testing {

// Aborts with the name of the first broken promise.
void RequireSafeHtml(std::string_view html);
void RequireWholeArticle(const Article& article);

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_FUZZ_ARTICLE_PROMISES_H_
