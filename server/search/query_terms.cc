#include "server/search/query_terms.h"

#include <xapian.h>

#include <algorithm>

#include "indexer/index_format/schema.h"

namespace zeroline {
namespace {

// Further terms of expansions are left out: what a search costs grows with them.
constexpr std::size_t kMaxExpansionTokens = 64;

std::size_t Count(const std::string& term, double weight, std::vector<QueryTerm>* terms) {
  const auto known = std::find_if(terms->begin(), terms->end(),
                                  [&](const QueryTerm& other) { return other.term == term; });
  if (known != terms->end()) {
    known->weight += weight;
    return static_cast<std::size_t>(known - terms->begin());
  }
  terms->push_back({term, weight});
  return terms->size() - 1;
}

std::size_t AddToken(const AnalyzedToken& token, double weight, QueryTerms* terms) {
  const std::size_t word = Count(token.terms->word, weight, &terms->words);
  for (const std::string& gram : token.terms->grams) Count(gram, weight, &terms->grams);
  for (const std::string& unigram : token.terms->unigrams) {
    Count(unigram, weight, &terms->unigrams);
  }
  return word;
}

double OwnWeight(const Query& query, const AnalyzedToken& token) {
  for (const Expansion& expansion : query.expansions) {
    if (token.begin >= expansion.begin && token.end <= expansion.end) return expansion.own_weight;
  }
  return 1;
}

void AddAlternatives(const Query& query, Analyzer* analyzer, QueryTerms* terms) {
  std::vector<AnalyzedToken> tokens;
  std::size_t added = 0;
  for (const Expansion& expansion : query.expansions) {
    for (const Alternative& alternative : expansion.alternatives) {
      analyzer->Analyze(alternative.text, &tokens);
      // The words of "access code" are no synonyms of "password", only the two together are.
      const double weight =
          alternative.weight / static_cast<double>(std::max<std::size_t>(1, tokens.size()));
      for (const AnalyzedToken& token : tokens) {
        if (++added > kMaxExpansionTokens) return;
        AddToken(token, weight, terms);
      }
    }
  }
}

Xapian::Query AnyOf(const std::vector<QueryTerm>& terms, double weight) {
  std::vector<Xapian::Query> leaves;
  leaves.reserve(terms.size());
  for (const QueryTerm& term : terms) {
    const Xapian::Query leaf(term.term);
    const double scale = term.saturated();
    leaves.push_back(scale == 1 ? leaf
                                : Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, leaf, scale));
  }
  const Xapian::Query any(Xapian::Query::OP_OR, leaves.begin(), leaves.end());
  return weight == 1.0 || leaves.empty()
             ? any
             : Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, any, weight);
}

}  // namespace

QueryTerms AnalyzeQuery(const Query& query, std::size_t max_tokens, Analyzer* analyzer) {
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(query.text, &tokens);
  if (tokens.size() > max_tokens) tokens.resize(max_tokens);
  QueryTerms terms;
  terms.gram_weight = analyzer->gram_weight();
  terms.unigram_weight = analyzer->unigram_weight();
  for (const AnalyzedToken& token : tokens) {
    const std::size_t word = AddToken(token, OwnWeight(query, token), &terms);
    if (!IsOverlay(token.terms->kind)) terms.sequence.push_back(static_cast<std::uint16_t>(word));
  }
  AddAlternatives(query, analyzer, &terms);
  for (const std::string& phrase : query.phrases) {
    terms.phrases.push_back(MakePhrase(phrase, analyzer));
  }
  return terms;
}

QueryTerms AnalyzeQuery(std::string_view text, std::size_t max_tokens, Analyzer* analyzer) {
  Query query;
  query.text = text;
  return AnalyzeQuery(query, max_tokens, analyzer);
}

Xapian::Query Compile(const QueryTerms& terms, std::string_view section) {
  if (terms.empty()) return Xapian::Query();
  const Xapian::Query channels[] = {AnyOf(terms.words, 1.0), AnyOf(terms.grams, terms.gram_weight),
                                    AnyOf(terms.unigrams, terms.unigram_weight)};
  const Xapian::Query any(Xapian::Query::OP_OR, std::begin(channels), std::end(channels));
  std::vector<Xapian::Query> required;
  for (const Phrase& phrase : terms.phrases) {
    for (const Phrase::Word& word : phrase.words) required.emplace_back(word.term);
  }
  if (!section.empty()) required.emplace_back(std::string(kSectionPrefix) + std::string(section));
  if (required.empty()) return any;
  return Xapian::Query(Xapian::Query::OP_FILTER, any,
                       Xapian::Query(Xapian::Query::OP_AND, required.begin(), required.end()));
}

}  // namespace zeroline
