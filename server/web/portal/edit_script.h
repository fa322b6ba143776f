// The shortest way from one sequence to another.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_EDIT_SCRIPT_H_
#define ZEROLINE_SERVER_WEB_PORTAL_EDIT_SCRIPT_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "server/web/portal/difference.h"

namespace zeroline {

struct EditStep {
  Change change = Change::kSame;
  std::size_t before = 0;  // where it is, or would be, in each sequence
  std::size_t now = 0;
};

// Of each gap removals come first. Takes time and memory of the square of what differs: the caller
// bounds the lengths.
std::vector<EditStep> ShortestEdit(const std::vector<std::string_view>& before,
                                   const std::vector<std::string_view>& now);

// A text cut into words, single characters of scripts that are written without spaces, punctuation
// and white space. Nothing is left out; views into `text`.
std::vector<std::string_view> WordsAndSpaces(std::string_view text);

// The two texts word by word, and which share of them is the same (0..1). Words between which only
// a space is the same are one change.
struct WordChanges {
  std::vector<ChangedPiece> pieces;
  double same = 0;
};
WordChanges CompareWords(const std::vector<std::string_view>& before,
                         const std::vector<std::string_view>& now);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_EDIT_SCRIPT_H_
