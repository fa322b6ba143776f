// The vocabulary of the generated corpus: our own word lists, stretched to a size that an index
// feels.
#ifndef ZEROLINE_BENCH_WORDS_H_
#define ZEROLINE_BENCH_WORDS_H_

#include <string>
#include <string_view>
#include <vector>

namespace zeroline::bench {

struct Words {
  std::string_view space;             // between words
  std::string_view full_stop;         // ends a sentence
  std::vector<std::string> frequent;  // most frequent first; support talk
  std::vector<std::string> rare;      // the long tail: inflected and compound forms
};

// "en", "ru", "pl" or "zh"; any other language gets English words. Built once, then shared.
const Words& WordsOf(std::string_view language);

}  // namespace zeroline::bench

#endif  // ZEROLINE_BENCH_WORDS_H_
