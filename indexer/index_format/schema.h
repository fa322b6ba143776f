// What writer and reader agree on inside a Xapian database, in one place.
//
// A build directory is
//   builds/<N>/
//     build.json        format version, analyzer fingerprints, when, how many
//     manifest.flat     the indexer's memory of the source tree; no server reads it
//     synonyms/<lang>.flat               other words for the same thing
//     translations/<from>-<to>.flat      what words of one public language are in another
//     <audience>/assets/<hash>.<ext>     images and attachments under content-hashed names
//     <audience>/<lang>/catalog.flat     every article's path, id, title, section; redirects
//     <audience>/<lang>/articles.cdb     docid -> StoredArticle
//     <audience>/<lang>/history.cdb      article id -> what it said before, if that ever changed
//     <audience>/<lang>/vocabulary.flat  the words, and in how many articles each occurs
//     <audience>/<lang>/text/            Xapian: title (wdf kTitleWdf) and body
//     <audience>/<lang>/titles/          Xapian: title and questions, with typed prefixes
// and index/current is a symbolic link to builds/<N>. A document has the same docid in text/,
// titles/ and articles.cdb of its language.
#ifndef ZEROLINE_INDEXER_INDEX_FORMAT_SCHEMA_H_
#define ZEROLINE_INDEXER_INDEX_FORMAT_SCHEMA_H_

#include <string_view>

namespace zeroline {

// Raised whenever a reader of the previous version would misread a build.
inline constexpr int kFormatVersion = 2;

// A title word counts as often as this many body words (nDCG +.034 on help-desk questions over
// once).
inline constexpr unsigned kTitleWdf = 5;

// Term prefixes beside those of the analyzer's channels (see language/analyzer.h).
inline constexpr std::string_view kSectionPrefix = "XS";  // boolean: first folder of the article
inline constexpr std::string_view kTypedPrefix = "XP";  // titles/: beginnings of folded title words
inline constexpr std::string_view kArticleIdPrefix = "Q";  // boolean: the article's id

// Title words are findable by their first 1..kMaxTypedPrefix characters while a person types.
inline constexpr std::size_t kMaxTypedPrefix = 12;

inline constexpr std::string_view kPublicAudience = "public";

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_INDEX_FORMAT_SCHEMA_H_
