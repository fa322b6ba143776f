// What a reader may see of one language, over all audiences open to them: the catalogs of a
// snapshot merged into one view. Answers live as long as the snapshot.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_CONTENT_H_
#define ZEROLINE_SERVER_WEB_PORTAL_CONTENT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/index_format/catalog.h"
#include "server/search/index_reader.h"

namespace zeroline {

using LanguageReaders = std::vector<const LanguageReader*>;

// Sections that have a name, in display order. Articles at the root belong to the section "".
std::vector<Catalog::Section> Sections(const LanguageReaders& readers);

// The section of that name, if it has articles.
std::optional<Catalog::Section> FindSection(const LanguageReaders& readers, std::string_view name);

std::vector<Catalog::Entry> ArticlesInSection(const LanguageReaders& readers, std::string_view name,
                                              std::size_t offset, std::size_t limit);

// Newest first.
std::vector<Catalog::Entry> RecentlyUpdated(const LanguageReaders& readers, std::size_t limit);

// Articles at the root, below no section.
std::size_t RootArticleCount(const LanguageReaders& readers);

// "/{language}/{section}/", percent-encoded.
std::string SectionUrl(std::string_view language, std::string_view section);

// The first `max_bytes` of a text as one line, cut after a word, with an ellipsis if something is
// missing.
std::string Excerpt(std::string_view text, std::size_t max_bytes);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_CONTENT_H_
