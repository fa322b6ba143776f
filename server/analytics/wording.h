// How one search of somebody relates to the one before: the same, a correction, the same question
// in other words, or something new.
//
// Not thread-safe: it keeps analyzers.
#ifndef ZEROLINE_SERVER_ANALYTICS_WORDING_H_
#define ZEROLINE_SERVER_ANALYTICS_WORDING_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/language/analyzer.h"

namespace zeroline {

struct Wording {
  struct Word {
    std::string folded;
    std::string term;          // whatever the inflection
    bool tells_topic = false;  // false for "how", "не", and words of every request
    bool operator==(const Word&) const = default;
  };

  std::string text;
  std::string folded;  // with single spaces
  std::vector<Word> words;

  // The same for wordings that differ in inflection, case, accents and punctuation alone.
  std::string Key() const;
};

enum class WordingRelation {
  kSame,
  kCorrection,  // a slip mended, a word finished, a wrong keyboard layout, Latin letters
  kRefinement,  // shares a word that tells the topic, or goes on where the other ended
  kUnrelated,
};

class WordingReader {
 public:
  // `language` is a BCP 47 tag. Where its dictionary is missing, words are compared as written.
  Wording Read(std::string_view text, const std::string& language);

  WordingRelation Relate(const Wording& before, const Wording& after, const std::string& language);

 private:
  using FoldedWords = std::unordered_set<std::string>;

  Wording Analyze(std::string_view text, const std::string& language);
  Analyzer* AnalyzerFor(const std::string& language);
  const FoldedWords& CommonWordsOf(const std::string& language);

  std::map<std::string, std::unique_ptr<Analyzer>> analyzers_;  // null: there is none
  std::map<std::string, FoldedWords> common_words_;
  std::unordered_map<std::string, Wording> read_;  // people ask the same again and again
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_WORDING_H_
