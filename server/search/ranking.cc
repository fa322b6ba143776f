#include "server/search/ranking.h"

#include <xapian.h>

#include <algorithm>
#include <cmath>

#include "server/search/passages.h"
#include "server/search/use_field.h"

namespace zeroline {
namespace {

void AddTermWeights(const std::vector<QueryTerm>& terms, const Xapian::MSet& matches,
                    Ranking* ranking) {
  for (const QueryTerm& term : terms) {
    if (matches.get_termfreq(term.term) == 0) continue;
    ranking->term_weights[term.term] = matches.get_termweight(term.term);
  }
}

void AddPassages(const RankingSource& source, const QueryTerms& terms, Ranking* ranking) {
  const Xapian::Database& text = source.text.xapian();
  const double documents = text.get_doccount();
  PassageScorer scorer(terms, documents, [&](const std::string& term) {
    return Idf(documents, text.get_termfreq(term));
  });
  const double average_length = std::max(1.0, text.get_avlength());
  std::vector<PassageCandidate> candidates;
  const std::size_t count = std::min(ranking->documents.size(), kFusionDepth);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t docid = ranking->documents[i].docid;
    const UnionDocument document = SplitUnion(source.readers, docid);
    const Result<ArticleView> article = document.reader->articles().Find(document.docid);
    // An article that cannot be read fails the answer when it is shown, not here.
    candidates.push_back(article ? scorer.Look(*article, text.get_doclength(docid) / average_length)
                                 : PassageCandidate());
  }
  const std::vector<PassageScore> scores = scorer.Score(candidates);
  for (std::size_t i = 0; i < count; ++i) {
    RankedDocument& document = ranking->documents[i];
    document.passage_score = scores[i].passage;
    document.pairs_score = scores[i].pairs;
    document.passage_begin = scores[i].begin;
    document.passage_end = scores[i].end;
  }
}

// Leaves out what has the words of a phrase, but not together.
void DropWithoutPhrases(const RankingSource& source, const QueryTerms& terms, Ranking* ranking) {
  if (terms.phrases.empty()) return;
  std::erase_if(ranking->documents, [&](const RankedDocument& ranked) {
    const UnionDocument document = SplitUnion(source.readers, ranked.docid);
    const Result<ArticleView> article = document.reader->articles().Find(document.docid);
    // An article that cannot be read fails the answer when it is shown, not here.
    return article &&
           !std::all_of(terms.phrases.begin(), terms.phrases.end(),
                        [&](const Phrase& phrase) { return HasPhrase(*article, phrase); });
  });
}

// Leaves out what falls too far behind the best; says whether anything did.
bool DropWeak(std::vector<RankedDocument>* documents) {
  if (documents->empty()) return false;
  const double floor = kMinShareOfBest * documents->front().score;
  const auto weak = std::find_if(documents->begin(), documents->end(),
                                 [&](const RankedDocument& hit) { return hit.score < floor; });
  const bool dropped = weak != documents->end();
  documents->erase(weak, documents->end());
  return dropped;
}

double Sum(const ScoreParts& parts) {
  double sum = 0;
  for (const auto& [name, value] : parts) sum += value;
  return sum;
}

}  // namespace

double Idf(double documents, double frequency) {
  if (frequency == 0) return 0;
  const double odds = (documents - frequency + 0.5) / (frequency + 0.5);
  return std::log(odds < 2 ? odds * 0.5 + 1 : odds);
}

ScoreParts PartsOf(const RankedDocument& document) {
  // An article that was not looked at again has no passage score and keeps its text's.
  const double passage = document.passage_end > 0 ? document.passage_score : document.text_score;
  return {{{"text", (1 - kPassageWeight) * document.text_score},
           {"passage", kPassageWeight * passage},
           {"pairs", kPairsWeight * document.pairs_score},
           {"titles", document.titles_score}}};
}

Xapian::MSet BestMatches(const OpenDatabase& database, const Xapian::Query& query, Bm25 weights,
                         std::size_t depth) {
  Xapian::Enquire enquire(database.xapian());
  enquire.set_weighting_scheme(
      Xapian::BM25Weight(weights.k1, 0, 1, weights.b, kBm25MinNormalizedLength));
  enquire.set_query(query);
  return enquire.get_mset(0, static_cast<Xapian::doccount>(depth));
}

Ranking RankByText(const OpenDatabase& text, const QueryTerms& terms, std::string_view section,
                   std::size_t depth) {
  const Xapian::MSet matches = BestMatches(text, Compile(terms, section), kTextBm25, depth);
  Ranking ranking;
  ranking.max_possible = matches.get_max_possible();
  AddTermWeights(terms.words, matches, &ranking);
  AddTermWeights(terms.grams, matches, &ranking);
  for (auto hit = matches.begin(); hit != matches.end(); ++hit) {
    ranking.documents.push_back({*hit, hit.get_weight(), hit.get_weight()});
  }
  ranking.is_complete = matches.size() < depth;
  return ranking;
}

Ranking Rank(const RankingSource& source, const QueryTerms& terms, std::string_view section,
             std::size_t depth) {
  const std::size_t least = terms.phrases.empty() ? kMatchDepth : kPhraseDepth;
  Ranking ranking = RankByText(source.text, terms, section, std::max(depth, least));
  AddUseField(source, terms, section, &ranking);
  DropWithoutPhrases(source, terms, &ranking);
  AddPassages(source, terms, &ranking);
  for (RankedDocument& document : ranking.documents) {
    document.score = Sum(PartsOf(document));
  }
  std::stable_sort(
      ranking.documents.begin(), ranking.documents.end(),
      [](const RankedDocument& a, const RankedDocument& b) { return a.score > b.score; });
  ranking.is_complete |= DropWeak(&ranking.documents);
  return ranking;
}

}  // namespace zeroline
