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
// Of articles; what more of them have is grammar, or what the whole base is about.
constexpr double kCommonShare = 0.75;

// How telling is a word? In a few titles "the" is a rare word, in their articles it is not.
class Tellingness {
 public:
  explicit Tellingness(const RankingSource& source)
      : text_(source.text.xapian()), titles_(source.titles.xapian()) {}

  // Whether so many articles have it that it says nothing of any.
  bool IsCommon(const std::string& term) const {
    return text_.get_termfreq(term) > kCommonShare * text_.get_doccount();
  }

  // The terms as they count among titles: what is common counts as little as it does in the text.
  std::vector<QueryTerm> Weighed(std::vector<QueryTerm> terms) const {
    for (QueryTerm& term : terms) {
      if (!IsCommon(term.term)) continue;
      const double titles = Idf(titles_.get_doccount(), titles_.get_termfreq(term.term));
      const double text = Idf(text_.get_doccount(), text_.get_termfreq(term.term));
      const double counts = term.saturated() * (titles > text ? text / titles : 1);
      term.weight = counts / (2 - counts);
    }
    return terms;
  }

 private:
  const Xapian::Database& text_;
  const Xapian::Database& titles_;
};

Xapian::Query PairQuery(const QueryTerms& terms, const Tellingness& tellingness, double weight) {
  std::vector<Xapian::Query> pairs;
  for (std::size_t i = 0; i + 1 < terms.sequence.size(); ++i) {
    const std::string& first = terms.words[terms.sequence[i]].term;
    const std::string& second = terms.words[terms.sequence[i + 1]].term;
    if (tellingness.IsCommon(first) && tellingness.IsCommon(second)) continue;
    pairs.emplace_back(WordPair(first, second));
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
  field.settings = UseSettingsFor(QuestionsPerArticle(source.readers), terms.sequence.size());
  const Tellingness tellingness(source);
  QueryTerms weighed = terms;
  weighed.words = tellingness.Weighed(terms.words);
  Xapian::Query query = Compile(weighed, section);
  if (field.settings.pair_weight > 0 && terms.sequence.size() > 1) {
    query = Xapian::Query(Xapian::Query::OP_AND_MAYBE, query,
                          PairQuery(terms, tellingness, field.settings.pair_weight));
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

double TextAndUse(const RankedDocument& document) {
  return document.text_score + document.titles_score;
}

// The best by title and questions that are not ranked by their text, though with any text score
// that such an article can have they might come among the first.
std::vector<std::uint32_t> Missing(const UseField& field, const Ranking& ranking,
                                   double last_text_score) {
  std::unordered_set<std::uint32_t> known;
  for (const RankedDocument& document : ranking.documents) known.insert(document.docid);
  const double floor = ranking.documents.size() < kUseCandidates
                           ? 0
                           : TextAndUse(ranking.documents[kUseCandidates - 1]);
  std::vector<std::uint32_t> missing;
  for (std::size_t i = 0; i < std::min(field.best.size(), kUseCandidates); ++i) {
    const std::uint32_t docid = field.best[i];
    if (field.scores.at(docid) + last_text_score < floor) break;
    if (!known.contains(docid)) missing.push_back(docid);
  }
  return missing;
}

// Appends them. Without questions there are none: the text has all words of its title.
void AddMissing(const RankingSource& source, const QueryTerms& terms, const UseField& field,
                double last_text_score, Ranking* ranking) {
  if (field.settings.pair_weight == 0) return;
  const std::vector<std::uint32_t> missing = Missing(field, *ranking, last_text_score);
  // A complete ranking lacks only what does not match at all.
  std::unordered_map<std::uint32_t, double> scores;
  if (!ranking->is_complete && !missing.empty()) scores = TextScores(source, terms, missing);
  for (const std::uint32_t docid : missing) {
    RankedDocument document;
    document.docid = docid;
    document.score = document.text_score = scores[docid];
    document.titles_score = field.scores.at(docid);
    ranking->documents.push_back(document);
  }
}

void SortByTextAndUse(Ranking* ranking) {
  std::stable_sort(ranking->documents.begin(), ranking->documents.end(),
                   [](const RankedDocument& a, const RankedDocument& b) {
                     return TextAndUse(a) > TextAndUse(b);
                   });
}

}  // namespace

double QuestionsPerArticle(const std::vector<const LanguageReader*>& readers) {
  double questions = 0;
  double articles = 0;
  for (const LanguageReader* reader : readers) {
    questions += reader->question_count();
    articles += static_cast<double>(reader->catalog().size());
  }
  return articles > 0 ? questions / articles : 0;
}

UseSettings UseSettingsFor(double questions_per_article, std::size_t query_words) {
  const double share = std::min(1.0, questions_per_article / kUseFullAt);
  const double full =
      std::min(kUseWeightMost, kUseWeightFirst + kUseWeightPerQuestion * questions_per_article);
  UseSettings settings;
  settings.bm25.k1 = Between(kTitlesBm25.k1, kUseBm25.k1, share);
  settings.bm25.b = Between(kTitlesBm25.b, kUseBm25.b, share);
  const double length = (static_cast<double>(query_words) - kKeywords) / (kSentence - kKeywords);
  const double titles =
      Between(kTitlesWeightOfKeywords, kTitlesWeight, std::clamp(length, 0.0, 1.0));
  settings.weight = Between(titles, full, share);
  settings.pair_weight = kUsePairWeight * share;
  return settings;
}

void AddUseField(const RankingSource& source, const QueryTerms& terms, std::string_view section,
                 Ranking* ranking) {
  const UseField field = Match(source, terms, section);
  const double last_text_score =
      ranking->documents.empty() ? 0 : ranking->documents.back().text_score;
  for (RankedDocument& document : ranking->documents) {
    const auto found = field.scores.find(document.docid);
    if (found != field.scores.end()) document.titles_score = found->second;
  }
  SortByTextAndUse(ranking);
  AddMissing(source, terms, field, last_text_score, ranking);
  SortByTextAndUse(ranking);
  ranking->max_possible += field.max_possible;
}

}  // namespace zeroline
