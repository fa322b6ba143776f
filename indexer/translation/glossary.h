// articles/glossary.tsv: words that mean the same, written by hand, for knowledge bases with too
// few translations to learn from and for words that matter.
//
//   # A comment. The first other line names the languages, one column each.
//   en <TAB> ru <TAB> zh
//   password|passcode <TAB> пароль <TAB> 密码
//   sign in|log in <TAB> войти|вход <TAB> 登录
//
// One concept a row; wordings of one language are separated by '|', an empty cell says nothing.
#ifndef ZEROLINE_INDEXER_TRANSLATION_GLOSSARY_H_
#define ZEROLINE_INDEXER_TRANSLATION_GLOSSARY_H_

#include <string>
#include <string_view>
#include <vector>

#include "indexer/diagnostics/diagnostic.h"
#include "indexer/index_format/translation_table.h"
#include "indexer/language/analyzer.h"

namespace zeroline {

inline constexpr std::string_view kGlossaryName = "glossary.tsv";

struct Glossary {
  std::vector<std::string> languages;  // canonical tags, one per column
  // By concept and column: its wordings, as written.
  std::vector<std::vector<std::vector<std::string>>> concepts;

  bool empty() const { return concepts.empty(); }
  bool Has(std::string_view language) const;
};

// A row that cannot be used is left out and reported to `diagnostics` with its line; without a
// usable first row the glossary is empty.
Glossary ParseGlossary(std::string_view text, std::vector<Diagnostic>* diagnostics);

// One language of a glossary: by concept, its wordings as terms of the word channel with one space
// between them.
using GlossaryColumn = std::vector<std::vector<std::string>>;

// Empty if the glossary does not have the language. `analyzer` is the language's.
GlossaryColumn AnalyzeColumn(const Glossary& glossary, std::string_view language,
                             Analyzer* analyzer);

// Two columns of one glossary as translations from one language to the other.
std::vector<TranslationEntry> GlossaryEntries(const GlossaryColumn& from, const GlossaryColumn& to);

// What was learned behind what the glossary says of the same term, at most `limit` translations of
// each.
std::vector<TranslationEntry> MergeEntries(std::vector<TranslationEntry> glossary,
                                           const std::vector<TranslationEntry>& learned,
                                           std::size_t limit);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_TRANSLATION_GLOSSARY_H_
