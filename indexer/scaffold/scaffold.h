// What a new article, or the translation of one, looks like before somebody writes it: front
// matter, the headings of its kind, and a prompt in a comment where each text belongs.
//
// Pure: no files. Thread-safe.
#ifndef ZEROLINE_INDEXER_SCAFFOLD_SCAFFOLD_H_
#define ZEROLINE_INDEXER_SCAFFOLD_SCAFFOLD_H_

#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

// "how-to", "known-issue", "troubleshooting".
std::vector<std::string> ScaffoldKinds();

// Titles are shown in one line; longer ones are cut by every search engine.
inline constexpr std::size_t kMaxTitleCharacters = 120;

struct ArticleSeed {
  std::string title;
  std::string owner;      // "": left for the writer
  std::string audience;   // "": public
  std::string review_by;  // "2027-01-31"
};

// The text of a new article, a draft. Headings and prompts are in `language` where they are known
// (en, ru, pl, zh), else in English. Fails with kInvalidArgument for a kind that is not known or a
// title that is empty, too long or holds control characters.
Result<std::string> ScaffoldArticle(std::string_view kind, std::string_view language,
                                    const ArticleSeed& seed);

// What a translation is made from.
struct OriginalText {
  std::string path;      // "en/network/vpn.md", for the prompts
  std::string language;  // "en"
  std::string_view content;
  std::string review_by;  // of the translation
};

// The text of a translation, a draft: the original's title, its outline (headings that every
// article of a kind has are translated), and what front matter says in every language alike: id,
// audience, section, owner, deflect. Fails with kInvalidArgument if the original's front matter
// cannot be read.
Result<std::string> ScaffoldTranslation(std::string_view language, const OriginalText& original);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_SCAFFOLD_SCAFFOLD_H_
