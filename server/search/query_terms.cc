#include "server/search/query_terms.h"

#include <xapian.h>

#include <algorithm>

#include "indexer/index_format/schema.h"

namespace zeroline {
namespace {

void Count(const std::string& term, std::vector<QueryTerm>* terms) {
  const auto known = std::find_if(terms->begin(), terms->end(),
                                  [&](const QueryTerm& other) { return other.term == term; });
  if (known != terms->end()) {
    ++known->count;
  } else {
    terms->push_back({term, 1});
  }
}

Xapian::Query AnyOf(const std::vector<QueryTerm>& terms, double weight) {
  std::vector<Xapian::Query> leaves;
  leaves.reserve(terms.size());
  for (const QueryTerm& term : terms) leaves.emplace_back(term.term, term.count);
  const Xapian::Query any(Xapian::Query::OP_OR, leaves.begin(), leaves.end());
  return weight == 1.0 || leaves.empty()
             ? any
             : Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, any, weight);
}

}  // namespace

QueryTerms AnalyzeQuery(std::string_view text, std::size_t max_tokens, Analyzer* analyzer) {
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(text, &tokens);
  if (tokens.size() > max_tokens) tokens.resize(max_tokens);
  QueryTerms terms;
  terms.gram_weight = analyzer->gram_weight();
  terms.unigram_weight = analyzer->unigram_weight();
  for (const AnalyzedToken& token : tokens) {
    Count(token.terms->word, &terms.words);
    for (const std::string& gram : token.terms->grams) Count(gram, &terms.grams);
    for (const std::string& unigram : token.terms->unigrams) Count(unigram, &terms.unigrams);
  }
  return terms;
}

Xapian::Query Compile(const QueryTerms& terms, std::string_view section) {
  if (terms.empty()) return Xapian::Query();
  const Xapian::Query channels[] = {AnyOf(terms.words, 1.0), AnyOf(terms.grams, terms.gram_weight),
                                    AnyOf(terms.unigrams, terms.unigram_weight)};
  const Xapian::Query any(Xapian::Query::OP_OR, std::begin(channels), std::end(channels));
  if (section.empty()) return any;
  return Xapian::Query(Xapian::Query::OP_FILTER, any,
                       Xapian::Query(std::string(kSectionPrefix) + std::string(section)));
}

}  // namespace zeroline
