#include "server/search/ticket_ranking.h"

#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "server/query/query.h"
#include "server/query/ticket_words.h"

namespace zeroline {
namespace {

bool IsExpanded(const Query& query, const AnalyzedToken& token) {
  return std::any_of(query.expansions.begin(), query.expansions.end(),
                     [&](const Expansion& expansion) {
                       return token.begin < expansion.end && expansion.begin < token.end;
                     });
}

// The sentence with ticket words that count little.
Query WithTicketWords(Query query, const TicketWordTable::Hashes& ticket_words,
                      const Xapian::Database& titles, Analyzer* analyzer) {
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(query.text, &tokens);
  std::vector<Expansion> light;
  for (const AnalyzedToken& token : tokens) {
    const TokenTerms& terms = *token.terms;
    if (ticket_words.count(terms.word_hash) == 0 || titles.term_exists(terms.word)) continue;
    if (!IsExpanded(query, token)) light.push_back({token.begin, token.end, kTicketWordWeight, {}});
  }
  query.expansions.insert(query.expansions.end(), light.begin(), light.end());
  std::sort(query.expansions.begin(), query.expansions.end(),
            [](const Expansion& a, const Expansion& b) { return a.begin < b.begin; });
  query.phrases.clear();  // quotation marks in a letter are no operator
  return query;
}

// What the sentence asks of words that the articles have.
double Information(const QueryTerms& terms, const Xapian::Database& text) {
  const double documents = text.get_doccount();
  double information = 0;
  for (const QueryTerm& word : terms.words) {
    const double frequency = text.get_termfreq(word.term);
    if (frequency > 0) information += word.weight * std::log((documents + 1) / frequency);
  }
  return information;
}

std::vector<QueryTerms> ChooseSentences(const RankingSource& source,
                                        const std::vector<Query>& sentences,
                                        const TicketWordTable::Hashes& ticket_words,
                                        Analyzer* analyzer) {
  std::vector<std::pair<double, QueryTerms>> candidates;
  for (const Query& sentence : sentences) {
    const Query query = WithTicketWords(sentence, ticket_words, source.titles.xapian(), analyzer);
    QueryTerms terms = AnalyzeQuery(query, kMaxQueryTokens, analyzer);
    const double information = Information(terms, source.text.xapian());
    if (information > 0) candidates.emplace_back(information, std::move(terms));
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<QueryTerms> chosen;
  for (auto& [information, terms] : candidates) {
    if (chosen.size() < kMaxRankedSentences) chosen.push_back(std::move(terms));
  }
  return chosen;
}

std::vector<TicketRanking::Document> BestOfEach(const std::vector<RankedSentence>& sentences) {
  std::unordered_map<std::uint32_t, TicketRanking::Document> best;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    for (const RankedDocument& document : sentences[i].ranking.documents) {
      TicketRanking::Document& known = best[document.docid];
      if (known.ranked.docid == 0 || document.score > known.ranked.score) known = {document, i};
    }
  }
  std::vector<TicketRanking::Document> documents;
  for (const auto& [docid, document] : best) documents.push_back(document);
  std::sort(documents.begin(), documents.end(), [](const auto& a, const auto& b) {
    return a.ranked.score != b.ranked.score ? a.ranked.score > b.ranked.score
                                            : a.ranked.docid < b.ranked.docid;
  });
  if (documents.empty()) return documents;
  const double floor = kMinShareOfBest * documents.front().ranked.score;
  documents.erase(std::find_if(documents.begin(), documents.end(),
                               [&](const auto& document) { return document.ranked.score < floor; }),
                  documents.end());
  return documents;
}

void LeaveOut(const std::vector<std::uint32_t>& excluded, Ranking* ranking) {
  std::erase_if(ranking->documents, [&](const RankedDocument& document) {
    return std::find(excluded.begin(), excluded.end(), document.docid) != excluded.end();
  });
}

}  // namespace

const TicketWordTable::Hashes& TicketWordTable::Of(std::string_view language, Analyzer* analyzer) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto known = languages_.find(language);
  if (known != languages_.end()) return *known->second;
  auto hashes = std::make_unique<Hashes>();
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(TicketWords(language), &tokens);
  for (const AnalyzedToken& token : tokens) hashes->insert(token.terms->word_hash);
  return *languages_.emplace(std::string(language), std::move(hashes)).first->second;
}

TicketRanking RankedQuery(QueryTerms terms, Ranking ranking,
                          const std::vector<std::uint32_t>& excluded) {
  LeaveOut(excluded, &ranking);
  TicketRanking query;
  for (const RankedDocument& document : ranking.documents) {
    query.documents.push_back({document, 0});
  }
  query.sentences.push_back({std::move(terms), std::move(ranking)});
  return query;
}

TicketRanking RankTicket(const RankingSource& source, const std::vector<Query>& sentences,
                         const TicketWordTable::Hashes& ticket_words,
                         const std::vector<std::uint32_t>& excluded, Analyzer* analyzer) {
  TicketRanking ticket;
  for (QueryTerms& terms : ChooseSentences(source, sentences, ticket_words, analyzer)) {
    Ranking ranking = Rank(source, terms, "", kMatchDepth);
    LeaveOut(excluded, &ranking);
    ticket.sentences.push_back({std::move(terms), std::move(ranking)});
  }
  ticket.documents = BestOfEach(ticket.sentences);
  return ticket;
}

}  // namespace zeroline
