// What changed in an article between two versions, as a reader can follow it: section by section,
// paragraph by paragraph, and word by word where a paragraph was rewritten.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_DIFFERENCE_H_
#define ZEROLINE_SERVER_WEB_PORTAL_DIFFERENCE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/index_format/history.h"
#include "indexer/index_format/stored_article.h"

namespace zeroline {

enum class Change { kSame, kRemoved, kAdded };

struct ChangedPiece {
  Change change = Change::kSame;
  std::string text;
};

// One paragraph, heading, list item or line of code.
struct ChangedBlock {
  std::vector<ChangedPiece> pieces;  // empty: here `unchanged` blocks are left out
  bool is_heading = false;
  std::size_t unchanged = 0;
};

struct ChangedSection {
  std::string heading;  // "" if the blocks begin with it, or there is none
  std::vector<ChangedBlock> blocks;
};

struct Difference {
  bool is_too_long = false;              // too much has changed to be compared; nothing else is set
  std::vector<ChangedSection> sections;  // those with changes, in reading order
};

// Blocks left over at both ends of the article once what is the same is taken away; beyond that a
// difference is too long. Comparing costs the square of it: 30 ms and 20 MB at the limit.
inline constexpr std::size_t kMaxComparedBlocks = 800;

// `before` and `now` are plain text, and so are the answer's.
Difference Compare(const FormerVersion& before, const ArticleView& now);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_DIFFERENCE_H_
