#include "server/search/use_field.h"

#include <xapian.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/index_format/schema.h"
#include "indexer/language/text.h"
#include "indexer/language/word_pairs.h"

namespace zeroline {
namespace {

// Articles found by title and questions alone that may join: the first ones are those that the
// reader may get to see.
constexpr std::size_t kUseCandidates = 20;

double QuestionsPerArticle(const std::vector<const LanguageReader*>& readers) {
  double questions = 0;
  double articles = 0;
  for (const LanguageReader* reader : readers) {
    questions += reader->question_count();
    articles += static_cast<double>(reader->catalog().size());
  }
  return articles > 0 ? questions / articles : 0;
}

Xapian::Query PairQuery(const QueryTerms& terms, double weight) {
  std::vector<Xapian::Query> pairs;
  for (std::size_t i = 0; i + 1 < terms.sequence.size(); ++i) {
    pairs.emplace_back(
        WordPair(terms.words[terms.sequence[i]].term, terms.words[terms.sequence[i + 1]].term));
  }
  const Xapian::Query any(Xapian::Query::OP_OR, pairs.begin(), pairs.end());
  return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, any, weight);
}

// The best by title and questions.
struct UseField {
  UseSettings settings;
  std::unordered_map<std::uint32_t, double> scores;  // by docid of the union, weighted
  std::vector<std::uint32_t> best;                   // docids, best first
  double max_possible = 0;
};

double Between(double from, double to, double share) { return from + (to - from) * share; }

UseField Match(const RankingSource& source, const QueryTerms& terms, std::string_view section) {
  UseField field;
  field.settings = UseSettingsFor(QuestionsPerArticle(source.readers));
  Xapian::Query query = Compile(terms, section);
  if (field.settings.pair_weight > 0 && terms.sequence.size() > 1) {
    query = Xapian::Query(Xapian::Query::OP_AND_MAYBE, query,
                          PairQuery(terms, field.settings.pair_weight));
  }
  const Xapian::MSet matches = BestMatches(source.titles, query, field.settings.bm25, kTitlesDepth);
  field.max_possible = field.settings.weight * matches.get_max_possible();
  field.scores.reserve(matches.size());
  for (auto hit = matches.begin(); hit != matches.end(); ++hit) {
    field.scores.emplace(*hit, field.settings.weight * hit.get_weight());
    field.best.push_back(*hit);
  }
  return field;
}

// Scores of these documents' text, nothing for those that do not match.
std::unordered_map<std::uint32_t, double> TextScores(const RankingSource& source,
                                                     const QueryTerms& terms,
                                                     const std::vector<std::uint32_t>& documents) {
  std::vector<Xapian::Query> ids;
  for (const std::uint32_t docid : documents) {
    const UnionDocument document = SplitUnion(source.readers, docid);
    const Result<ArticleView> article = document.reader->articles().Find(document.docid);
    if (!article) continue;
    std::string term(kArticleIdPrefix);
    term += TruncateUtf8(article->id(), kMaxTermBytes - kArticleIdPrefix.size());
    ids.emplace_back(term);
  }
  std::unordered_map<std::uint32_t, double> scores;
  if (ids.empty()) return scores;
  const Xapian::Query only(Xapian::Query::OP_OR, ids.begin(), ids.end());
  const Xapian::MSet matches =
      BestMatches(source.text, Xapian::Query(Xapian::Query::OP_FILTER, Compile(terms, ""), only),
                  kTextBm25, ids.size());
  for (auto hit = matches.begin(); hit != matches.end(); ++hit) scores[*hit] = hit.get_weight();
  return scores;
}

// Appends the best by title and questions that are not ranked by their text.
void AddMissing(const RankingSource& source, const QueryTerms& terms, const UseField& field,
                Ranking* ranking) {
  std::unordered_set<std::uint32_t> known;
  for (const RankedDocument& document : ranking->documents) known.insert(document.docid);
  std::vector<std::uint32_t> missing;
  for (std::size_t i = 0; i < std::min(field.best.size(), kUseCandidates); ++i) {
    if (!known.contains(field.best[i])) missing.push_back(field.best[i]);
  }
  // A complete ranking lacks only what does not match at all.
  std::unordered_map<std::uint32_t, double> scores;
  if (!ranking->is_complete && !missing.empty()) scores = TextScores(source, terms, missing);
  for (const std::uint32_t docid : missing) {
    ranking->documents.push_back({docid, scores[docid], scores[docid]});
  }
}

}  // namespace

UseSettings UseSettingsFor(double questions_per_article) {
  const double share = std::min(1.0, questions_per_article / kUseFullAt);
  const double full =
      std::min(kUseWeightMost, kUseWeightFirst + kUseWeightPerQuestion * questions_per_article);
  UseSettings settings;
  settings.bm25.k1 = Between(kTitlesBm25.k1, kUseBm25.k1, share);
  settings.bm25.b = Between(kTitlesBm25.b, kUseBm25.b, share);
  settings.weight = Between(kTitlesWeight, full, share);
  settings.pair_weight = kUsePairWeight * share;
  return settings;
}

void AddUseField(const RankingSource& source, const QueryTerms& terms, std::string_view section,
                 Ranking* ranking) {
  const UseField field = Match(source, terms, section);
  AddMissing(source, terms, field, ranking);
  for (RankedDocument& document : ranking->documents) {
    const auto found = field.scores.find(document.docid);
    if (found != field.scores.end()) document.titles_score = found->second;
  }
  std::stable_sort(ranking->documents.begin(), ranking->documents.end(),
                   [](const RankedDocument& a, const RankedDocument& b) {
                     return a.text_score + a.titles_score > b.text_score + b.titles_score;
                   });
  ranking->max_possible += field.max_possible;
}

}  // namespace zeroline
