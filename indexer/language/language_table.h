// The languages that get more than the default treatment: one row each.
//
// To add a language: one row here and templates/messages/<lang>.yaml for the portal's words. A
// language without a row is segmented by ICU, folded by script and found through its words as they
// stand and the character channel.
#ifndef ZEROLINE_INDEXER_LANGUAGE_LANGUAGE_TABLE_H_
#define ZEROLINE_INDEXER_LANGUAGE_LANGUAGE_TABLE_H_

#include <string_view>

namespace zeroline {

struct LanguageRow {
  std::string_view tag;         // primary language subtag
  std::string_view stemmer;     // Snowball algorithm, "" for none
  std::string_view dictionary;  // hunspell dictionary for lemmas, "" for none
  // Weights beside the word channel's 1. Character 4-grams gain .007-.025 nDCG everywhere, most
  // where inflection is richest (Polish, Chinese bigrams).
  double gram_weight;
  double unigram_weight;
};

// The row of a BCP 47 tag by its primary subtag, or the default row. Never fails.
const LanguageRow& FindLanguageRow(std::string_view tag);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_LANGUAGE_TABLE_H_
