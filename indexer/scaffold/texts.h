// The texts that articles begin with, from the folder texts/: <language>/<kind>.md, compiled in so
// that the program needs no installed files. A new folder there is a new language.
//
// Private to this room.
#ifndef ZEROLINE_INDEXER_SCAFFOLD_TEXTS_H_
#define ZEROLINE_INDEXER_SCAFFOLD_TEXTS_H_

#include <string_view>
#include <vector>

namespace zeroline {

struct ScaffoldText {
  std::string_view name;  // "en/how-to"
  std::string_view text;
};

// Ordered by name.
extern const std::vector<ScaffoldText> kScaffoldTexts;

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_SCAFFOLD_TEXTS_H_
