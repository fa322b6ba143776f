#include "server/search/searcher.h"

#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "server/query/ladder.h"
#include "server/query/ticket.h"
#include "server/search/analyzer_pool.h"
#include "server/search/answer_features.h"
#include "server/search/database_pool.h"
#include "server/search/hit_maker.h"
#include "server/search/index_vocabulary.h"
#include "server/search/match_finder.h"
#include "server/search/query_terms.h"
#include "server/search/ranking.h"
#include "server/search/suggester.h"
#include "server/search/ticket_ranking.h"

namespace zeroline {
namespace {

Status CheckRange(const SearchRequest& request, std::size_t max_limit) {
  if (request.limit < 1 || request.limit > max_limit) {
    return Fail(ErrorCode::kInvalidArgument,
                "limit must be between 1 and " + std::to_string(max_limit));
  }
  if (request.offset > kMaxSearchOffset) {
    return Fail(ErrorCode::kInvalidArgument,
                "offset must be between 0 and " + std::to_string(kMaxSearchOffset));
  }
  return {};
}

// How much of the query the index knows at all: the share of its words' weight (inverse document
// frequency) that belongs to words that occur somewhere.
double KnownShare(const OpenDatabase& text, const OpenDatabase& titles, const QueryTerms& terms) {
  const double documents = text.xapian().get_doccount();
  double known = 0;
  double all = 0;
  for (const QueryTerm& word : terms.words) {
    double frequency = text.xapian().get_termfreq(word.term);
    // A word that only a confirmed question has.
    if (frequency == 0) frequency = titles.xapian().get_termfreq(word.term);
    const double weight = std::log((documents + 1) / (frequency + 0.5));
    all += weight;
    if (frequency > 0) known += weight;
  }
  return all > 0 ? known / all : 0;
}

// Whether a query of which no word is known is misspelt rather than nonsense: then more than a
// third of its character runs occur somewhere ("drukrka": 3 of 6).
bool LooksMisspelt(const OpenDatabase& database, const QueryTerms& terms) {
  const auto known = std::count_if(
      terms.grams.begin(), terms.grams.end(),
      [&](const QueryTerm& gram) { return database.xapian().term_exists(gram.term); });
  return 3 * static_cast<std::size_t>(known) > terms.grams.size();
}

// The databases that a search looks into.
struct Databases {
  DatabasePool::Lease text;
  DatabasePool::Lease titles;
};

Result<Databases> Borrow(const Snapshot& snapshot,
                         const std::vector<const LanguageReader*>& readers) {
  auto text = snapshot.databases().Borrow(readers, "text");
  if (!text) return tl::unexpected(text.error());
  auto titles = snapshot.databases().Borrow(readers, "titles");
  if (!titles) return tl::unexpected(titles.error());
  return Databases{*std::move(text), *std::move(titles)};
}

// One request's view of the index: what it may read, and how it reads.
struct Reading {
  const std::vector<const LanguageReader*>& readers;
  const Databases& databases;
  Analyzer* analyzer;

  RankingSource source() const { return {*databases.text, *databases.titles, readers}; }
};

// What of a ranking is shown, and how sure it is of it.
struct Page {
  std::size_t offset = 0;
  std::size_t limit = 0;
  bool explain = false;
  const ConfidenceModel& confidence;
};

// Documents of the union by article id.
std::vector<std::uint32_t> FindDocuments(const std::vector<std::string>& ids,
                                         const std::vector<const LanguageReader*>& readers) {
  std::vector<std::uint32_t> documents;
  for (const std::string& id : ids) {
    for (std::size_t i = 0; i < readers.size(); ++i) {
      const auto entry = readers[i]->catalog().FindId(id);
      if (!entry) continue;
      documents.push_back((entry->docid - 1) * static_cast<std::uint32_t>(readers.size()) +
                          static_cast<std::uint32_t>(i) + 1);
    }
  }
  return documents;
}

// Fills in the answer's confidence and returns that of each document.
Result<std::vector<double>> Judge(const TicketRanking& ranking, const Reading& reading,
                                  const ConfidenceModel& model, SearchAnswer* answer) {
  std::vector<double> scores;
  for (const auto& document : ranking.documents) scores.push_back(document.ranked.score);
  if (scores.empty()) return scores;
  const TicketRanking::Document& first = ranking.documents.front();
  const UnionDocument document = SplitUnion(reading.readers, first.ranked.docid);
  const Result<ArticleView> article = document.reader->articles().Find(document.docid);
  if (!article) return tl::unexpected(article.error());
  const AnswerEvidence evidence = {*reading.databases.text, ranking.sentences[first.sentence].terms,
                                   scores, first.ranked.docid, *article};
  answer->features = FeaturesOf(evidence, reading.analyzer);
  answer->confidence = model.Probability(answer->features);
  answer->suggest = answer->confidence >= model.threshold;
  return HitConfidences(model, answer->confidence, scores);
}

// One finder for each sentence that was ranked.
std::vector<MatchFinder> Finders(const TicketRanking& ranking) {
  std::vector<MatchFinder> finders;
  for (const RankedSentence& sentence : ranking.sentences) {
    const auto& weights = sentence.ranking.term_weights;
    finders.emplace_back(sentence.terms, [&weights](const std::string& term) {
      const auto weight = weights.find(term);
      return weight == weights.end() ? 0.0 : weight->second;
    });
  }
  return finders;
}

Status AddHits(const TicketRanking& ranking, const Reading& reading, const Page& page,
               SearchAnswer* answer) {
  answer->total = ranking.documents.size();
  for (const RankedSentence& sentence : ranking.sentences) {
    answer->total_is_exact &= sentence.ranking.is_complete;
  }
  const auto confidences = Judge(ranking, reading, page.confidence, answer);
  if (!confidences) return tl::unexpected(confidences.error());
  const std::vector<MatchFinder> finders = Finders(ranking);
  const std::size_t end = std::min(ranking.documents.size(), page.offset + page.limit);
  for (std::size_t i = page.offset; i < end; ++i) {
    const TicketRanking::Document& ranked = ranking.documents[i];
    const UnionDocument document = SplitUnion(reading.readers, ranked.ranked.docid);
    const Result<ArticleView> article = document.reader->articles().Find(document.docid);
    if (!article) return tl::unexpected(article.error());
    SearchHit hit =
        HitMaker(finders[ranked.sentence], reading.analyzer).Make(*article, ranked.ranked);
    if (page.explain) {
      const ScoreParts parts = PartsOf(ranked.ranked);
      hit.parts.assign(parts.begin(), parts.end());
      hit.parts.emplace_back("score", hit.score);
    }
    hit.confidence = (*confidences)[i];
    answer->hits.push_back(std::move(hit));
  }
  return {};
}

Query UnderstoodBy(const Reading& reading, const SearchRequest& request) {
  if (request.exact) return request.query;
  const IndexVocabulary vocabulary(reading.readers, request.language);
  return Mend(request.query, request.language, vocabulary, reading.analyzer);
}

// Nothing if the query is nonsense.
std::optional<TicketRanking> RankQuery(const Reading& reading, const Query& query,
                                       const SearchRequest& request) {
  QueryTerms terms = AnalyzeQuery(query, kMaxQueryTokens, reading.analyzer);
  if (terms.empty()) return std::nullopt;
  const OpenDatabase& text = *reading.databases.text;
  if (KnownShare(text, *reading.databases.titles, terms) == 0 && !LooksMisspelt(text, terms))
    return std::nullopt;
  Ranking ranking = Rank(reading.source(), terms, request.section, request.offset + request.limit);
  return RankedQuery(std::move(terms), std::move(ranking),
                     FindDocuments(request.excluded, reading.readers));
}

}  // namespace

struct Searcher::Impl {
  explicit Impl(const ConfidenceModels& models) : confidence(models) {}

  mutable AnalyzerPool analyzers;
  mutable TicketWordTable ticket_words;
  const ConfidenceModels confidence;

  // Opens what `language` needs and calls `answer` with it; an empty answer if there is nothing to
  // open.
  template <typename AnswerWith>
  Result<SearchAnswer> Read(const Snapshot& snapshot, const std::string& language,
                            const Audiences& audiences, const AnswerWith& answer_with) const;
  Result<SearchAnswer> AnswerTicket(const Reading& reading, const TicketRequest& request,
                                    std::size_t offset) const;
};

template <typename AnswerWith>
Result<SearchAnswer> Searcher::Impl::Read(const Snapshot& snapshot, const std::string& language,
                                          const Audiences& audiences,
                                          const AnswerWith& answer_with) const {
  const auto readers = snapshot.readers(language, audiences);
  if (readers.empty()) return SearchAnswer{};
  const auto analyzer = analyzers.Borrow(language);
  if (!analyzer) return tl::unexpected(analyzer.error());
  const auto databases = Borrow(snapshot, readers);
  if (!databases) return tl::unexpected(databases.error());
  try {
    return answer_with(Reading{readers, *databases, &**analyzer});
  } catch (const Xapian::Error& error) {
    return Fail(ErrorCode::kUnavailable, "the search index failed: " + error.get_description());
  }
}

Result<SearchAnswer> Searcher::Impl::AnswerTicket(const Reading& reading,
                                                  const TicketRequest& request,
                                                  std::size_t offset) const {
  const std::vector<std::string> sentences =
      SplitTicket(request.subject, request.body, request.language);
  const TicketRanking ranking =
      RankTicket(reading.source(), sentences, ticket_words.Of(request.language, reading.analyzer),
                 FindDocuments(request.excluded, reading.readers), reading.analyzer);
  SearchAnswer answer;
  answer.from_sentences = true;
  const Status added =
      AddHits(ranking, reading, {offset, request.limit, false, confidence.ticket}, &answer);
  if (!added) return tl::unexpected(added.error());
  return answer;
}

Searcher::Searcher() : Searcher(BuiltInConfidence()) {}
Searcher::Searcher(const ConfidenceModels& confidence)
    : impl_(std::make_unique<Impl>(confidence)) {}
Searcher::~Searcher() = default;

void Searcher::Warm(const Snapshot& snapshot) {
  for (const BuildLanguage& language : snapshot.info().languages) {
    // A dictionary that cannot be loaded is reported by the first query that needs it.
    if (const auto lease = impl_->analyzers.Borrow(language.language)) {
      std::vector<AnalyzedToken> tokens;
      (*lease)->Analyze("\u5fd8\u8bb0", &tokens);
    }
  }
}

Result<SearchAnswer> Searcher::Search(const Snapshot& snapshot,
                                      const SearchRequest& request) const {
  if (const Status valid = CheckRange(request, kMaxSearchLimit); !valid) {
    return tl::unexpected(valid.error());
  }
  const auto search = [&](const Reading& reading) -> Result<SearchAnswer> {
    SearchAnswer answer;
    answer.query = UnderstoodBy(reading, request);
    if (const auto ranking = RankQuery(reading, answer.query, request)) {
      const Page page = {request.offset, request.limit, request.explain, impl_->confidence.query};
      const Status added = AddHits(*ranking, reading, page, &answer);
      if (!added) return tl::unexpected(added.error());
    }
    return answer;
  };
  const auto search_sentences = [&](const Reading& reading) {
    const TicketRequest ticket = {"",
                                  request.query.text,
                                  request.language,
                                  request.audiences,
                                  request.limit,
                                  request.excluded};
    return impl_->AnswerTicket(reading, ticket, request.offset);
  };
  Result<SearchAnswer> answer;
  if (request.query.empty()) {
    answer.emplace();
  } else if (request.section.empty() && LooksLikeTicket(request.query.text, request.language)) {
    answer = impl_->Read(snapshot, request.language, request.audiences, search_sentences);
  } else {
    answer = impl_->Read(snapshot, request.language, request.audiences, search);
  }
  if (answer && answer->query.empty()) answer->query = request.query;
  return answer;
}

Result<SearchAnswer> Searcher::SearchTicket(const Snapshot& snapshot,
                                            const TicketRequest& request) const {
  SearchRequest range;
  range.limit = request.limit;
  if (const Status valid = CheckRange(range, kMaxSearchLimit); !valid) {
    return tl::unexpected(valid.error());
  }
  return impl_->Read(snapshot, request.language, request.audiences, [&](const Reading& reading) {
    return impl_->AnswerTicket(reading, request, 0);
  });
}

Result<std::vector<Suggestion>> Searcher::Suggest(const Snapshot& snapshot,
                                                  const SearchRequest& request) const {
  if (const Status valid = CheckRange(request, kMaxSuggestLimit); !valid) {
    return tl::unexpected(valid.error());
  }
  const auto readers = snapshot.readers(request.language, request.audiences);
  if (request.query.empty() || readers.empty()) return std::vector<Suggestion>{};
  const auto analyzer = impl_->analyzers.Borrow(request.language);
  if (!analyzer) return tl::unexpected(analyzer.error());
  return SuggestTitles(snapshot, readers, request, &**analyzer);
}

}  // namespace zeroline
