// Is a text about one of an incident's words? Words are compared as the search compares them, so
// that an operator writes "printer" and a reader's "printers" is meant. Pure but for the analyzer.
#ifndef ZEROLINE_SERVER_DEFLECTION_TOPIC_WORDS_H_
#define ZEROLINE_SERVER_DEFLECTION_TOPIC_WORDS_H_

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "indexer/language/analyzer.h"

namespace zeroline {

class TopicWords {
 public:
  // `analyzer` is of the text's language and outlives this.
  TopicWords(std::string_view text, Analyzer* analyzer);

  // True if the text has this word in any form, or these words one after another.
  bool Has(std::string_view words) const;

 private:
  struct Terms {
    std::vector<std::string> sequence;    // of the words as they stand, in order
    std::unordered_set<std::string> all;  // and what several of them are together: "wi-fi", "wifi"
    bool is_unspaced = false;             // some are of a script without spaces between words
  };
  Terms Analyze(std::string_view text) const;

  Analyzer* analyzer_;
  Terms terms_;
  std::string folded_;  // the text, for words whose borders depend on what stands around them
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_DEFLECTION_TOPIC_WORDS_H_
