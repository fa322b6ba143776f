// Where does a sentence end? ICU's rules, mended where people write abbreviations or no capitals.
#ifndef ZEROLINE_INDEXER_LANGUAGE_SENTENCES_H_
#define ZEROLINE_INDEXER_LANGUAGE_SENTENCES_H_

#include <string_view>
#include <vector>

namespace zeroline {

// The sentences of a paragraph in order, without the white space between them; views into `text`,
// which is UTF-8. A full stop behind a known abbreviation or an initial ends nothing ("Dr. Smith",
// "np. drukarka", "z. B. Drucker"); one behind an ordinary word does even if a small letter follows
// ("printer is broken. it says jam"). A paragraph without an end mark is one sentence. Never fails.
// Thread-safe.
std::vector<std::string_view> SplitSentences(std::string_view text, std::string_view language);

// Whether the first character is a small letter, so that the text may go on with what stood before.
// Thread-safe.
bool BeginsWithSmallLetter(std::string_view text);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_SENTENCES_H_
