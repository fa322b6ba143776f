// The words of some articles as people write them, and in how many of the articles each occurs.
#ifndef ZEROLINE_INDEXER_WRITER_WORD_COUNTER_H_
#define ZEROLINE_INDEXER_WRITER_WORD_COUNTER_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/language/analyzer.h"
#include "indexer/writer/segment.h"

namespace zeroline {

// Immutable, movable; thread-safe to read.
struct WordCounts {
  struct Word {
    std::string_view word;  // in normal form
    std::string_view folded;
    std::uint32_t articles = 0;
  };
  std::vector<Word> words;  // distinct, in no particular order
  StringArena arena;        // holds them
};

// Not thread-safe.
class WordCounter {
 public:
  WordCounter();

  void BeginArticle();
  // A token of the article; that it comes again makes no difference. Numbers, identifiers and what
  // is too long for a vocabulary are left out.
  void Add(const TokenTerms& terms);

  // The counter is empty afterwards.
  WordCounts Finish();

 private:
  struct Known {
    std::uint64_t hash = 0;
    std::uint32_t article = 0;  // the last one, counted from 1, that had the word
  };

  void Grow();

  WordCounts counts_;
  std::vector<Known> known_;          // beside counts_.words
  std::vector<std::uint32_t> slots_;  // open addressing: index into known_ plus 1, 0 if free
  std::uint32_t articles_ = 0;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_WRITER_WORD_COUNTER_H_
