// A mended query in one line, for tables of cases.
#ifndef ZEROLINE_TESTS_SERVER_QUERY_MENDED_TEXT_H_
#define ZEROLINE_TESTS_SERVER_QUERY_MENDED_TEXT_H_

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "indexer/language/analyzer.h"
#include "server/query/ladder.h"
#include "server/query/query.h"
#include "server/query/vocabulary.h"

namespace zeroline::testing {

// One per language for the whole test: loading a dictionary takes time.
inline Analyzer* AnalyzerOf(const std::string& language) {
  static std::map<std::string, std::unique_ptr<Analyzer>> analyzers;
  std::unique_ptr<Analyzer>& analyzer = analyzers[language];
  if (analyzer == nullptr) analyzer = *Analyzer::Create(language);
  return analyzer.get();
}

inline Query MendTyped(const std::string& typed, const std::string& language,
                       const Vocabulary& vocabulary) {
  return Mend(Understand(typed), language, vocabulary, AnalyzerOf(language));
}

inline std::string Number(double weight) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.2f", weight);
  return text;
}

// "text {kind: from > to}"; nothing in braces if nothing was rewritten.
inline std::string WithRewrites(const Query& query) {
  std::string out = query.text;
  for (const Rewrite& rewrite : query.rewrites) {
    out += " {" + rewrite.kind + ": " + rewrite.from + " > " + rewrite.to + "}";
  }
  return out;
}

// "words*0.30: other*0.70, another*0.10; ..."
inline std::string Expansions(const Query& query) {
  std::string out;
  for (const Expansion& expansion : query.expansions) {
    if (!out.empty()) out += "; ";
    out += query.text.substr(expansion.begin, expansion.end - expansion.begin) + "*" +
           Number(expansion.own_weight) + ":";
    for (std::size_t i = 0; i < expansion.alternatives.size(); ++i) {
      const Alternative& alternative = expansion.alternatives[i];
      out += (i == 0 ? " " : ", ") + alternative.text + "*" + Number(alternative.weight);
    }
  }
  return out;
}

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_SERVER_QUERY_MENDED_TEXT_H_
