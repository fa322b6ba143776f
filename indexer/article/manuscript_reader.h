// The Markdown of an article -> what of it a check looks at. Behind the border of cmark-gfm.
#ifndef ZEROLINE_INDEXER_ARTICLE_MANUSCRIPT_READER_H_
#define ZEROLINE_INDEXER_ARTICLE_MANUSCRIPT_READER_H_

#include <cstddef>

#include "indexer/article/manuscript.h"

namespace zeroline {

// Fills headings, texts, links, images, lists and comments from manuscript->source, whose body
// begins at byte `body`. False if the tree breaks a limit of limits.h.
bool ReadBody(const SourceFile& file, std::size_t body, Manuscript* manuscript);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_MANUSCRIPT_READER_H_
