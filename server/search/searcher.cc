#include "server/search/searcher.h"

#include <xapian.h>

#include <algorithm>
#include <utility>

#include "indexer/language/spelling_dictionary.h"
#include "server/query/ladder.h"
#include "server/query/ticket.h"
#include "server/search/analyzer_pool.h"
#include "server/search/answer_features.h"
#include "server/search/database_pool.h"
#include "server/search/foreign_hits.h"
#include "server/search/hit_maker.h"
#include "server/search/index_vocabulary.h"
#include "server/search/match_finder.h"
#include "server/search/query_terms.h"
#include "server/search/ranking.h"
#include "server/search/reading.h"
#include "server/search/suggester.h"
#include "server/search/ticket_ranking.h"
#include "server/search/use_field.h"

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

// What was found: ranked in the reader's language, and beside it what other languages have.
struct Found {
  TicketRanking ranking;
  std::vector<double> shares;  // by document of the ranking: of what the query asks, 0..1
  std::vector<ForeignHit> foreign;
};

// What of it is shown, and how sure it is of it.
struct Page {
  std::size_t offset = 0;
  std::size_t limit = 0;
  bool explain = false;
  const ConfidenceModel& confidence;
};

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
  const QueryTerms& terms = ranking.sentences[first.sentence].terms;
  const UseSettings use =
      UseSettingsFor(QuestionsPerArticle(reading.readers), terms.sequence.size());
  const AnswerEvidence evidence = {*reading.databases.text, terms,    scores,
                                   first.ranked.docid,      *article, use.weight};
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

Result<SearchHit> OwnHit(const TicketRanking::Document& ranked, const MatchFinder& finder,
                         const Reading& reading, bool explain) {
  const UnionDocument document = SplitUnion(reading.readers, ranked.ranked.docid);
  const Result<ArticleView> article = document.reader->articles().Find(document.docid);
  if (!article) return tl::unexpected(article.error());
  SearchHit hit = HitMaker(finder, reading.analyzer).Make(*article, ranked.ranked);
  if (explain) {
    const ScoreParts parts = PartsOf(ranked.ranked);
    hit.parts.assign(parts.begin(), parts.end());
    hit.parts.emplace_back("score", hit.score);
  }
  return hit;
}

Status AddHits(const Found& found, const Reading& reading, const Page& page, SearchAnswer* answer) {
  const TicketRanking& ranking = found.ranking;
  answer->total = ranking.documents.size() + found.foreign.size();
  for (const RankedSentence& sentence : ranking.sentences) {
    answer->total_is_exact &= sentence.ranking.is_complete;
  }
  const auto confidences = Judge(ranking, reading, page.confidence, answer);
  if (!confidences) return tl::unexpected(confidences.error());
  const std::vector<MergedPlace> places = MergeForeign(found.shares, found.foreign);
  if (!places.empty() && places.front().is_foreign) {
    answer->confidence = std::max(answer->confidence, found.foreign.front().hit.confidence);
    answer->suggest = answer->confidence >= page.confidence.threshold;
  }
  const std::vector<MatchFinder> finders = Finders(ranking);
  const std::size_t end = std::min(places.size(), page.offset + page.limit);
  for (std::size_t i = page.offset; i < end; ++i) {
    const std::size_t index = places[i].index;
    if (places[i].is_foreign) {
      answer->hits.push_back(found.foreign[index].hit);
      continue;
    }
    const TicketRanking::Document& ranked = ranking.documents[index];
    Result<SearchHit> hit = OwnHit(ranked, finders[ranked.sentence], reading, page.explain);
    if (!hit) return tl::unexpected(hit.error());
    hit->confidence = (*confidences)[index];
    answer->hits.push_back(*std::move(hit));
  }
  return {};
}

Query UnderstoodBy(const Reading& reading, const SearchRequest& request) {
  if (request.exact) return request.query;
  const IndexVocabulary vocabulary(reading.readers, request.language);
  return Mend(request.query, request.language, vocabulary, reading.analyzer);
}

std::vector<Query> UnderstoodSentences(const Reading& reading, const TicketRequest& request) {
  const IndexVocabulary vocabulary(reading.readers, request.language);
  std::vector<Query> queries;
  for (const std::string& sentence : SplitTicket(request.subject, request.body, request.language)) {
    const Query query = Understand(sentence);
    queries.push_back(request.exact ? query
                                    : Mend(query, request.language, vocabulary, reading.analyzer));
  }
  return queries;
}

// Phrases that stand nowhere are looked for as single words, unless the words are to be as they
// were typed.
Ranking RankWithPhrases(const Reading& reading, const SearchRequest& request, QueryTerms* terms,
                        Query* query) {
  const std::size_t depth = request.offset + request.limit;
  Ranking ranking = Rank(reading.source(), *terms, request.section, depth);
  if (!ranking.documents.empty() || terms->phrases.empty() || request.exact) return ranking;
  query->rewrites.push_back({"phrase", query->typed, query->text});
  terms->phrases.clear();
  return Rank(reading.source(), *terms, request.section, depth);
}

// Empty for nonsense. Sets what each document's score is of all that it could be.
Found RankQuery(const Reading& reading, const SearchRequest& request, QueryTerms terms,
                Query* query) {
  Found found;
  const double known_share = KnownShare(reading, terms);
  if (terms.empty() || (known_share == 0 && !LooksMisspelt(reading, terms))) return found;
  Ranking ranking = RankWithPhrases(reading, request, &terms, query);
  const double possible = std::max(ranking.max_possible, 1e-9);
  found.ranking = RankedQuery(std::move(terms), std::move(ranking),
                              FindDocuments(request.excluded, reading.readers));
  for (const TicketRanking::Document& document : found.ranking.documents) {
    found.shares.push_back(known_share * std::min(1.0, document.ranked.score / possible));
  }
  return found;
}

// As the ranking of a ticket: nothing is asked of other languages.
Found OwnOnly(TicketRanking ranking) {
  Found found;
  found.shares.assign(ranking.documents.size(), 0);
  found.ranking = std::move(ranking);
  return found;
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
  Result<SearchAnswer> AnswerQuery(const Snapshot& snapshot, const Reading& reading,
                                   const SearchRequest& request) const;
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
  const auto databases = BorrowDatabases(snapshot, readers);
  if (!databases) return tl::unexpected(databases.error());
  try {
    return answer_with(Reading{readers, *databases, &**analyzer});
  } catch (const Xapian::Error& error) {
    return Fail(ErrorCode::kUnavailable, "the search index failed: " + error.get_description());
  }
}

Result<SearchAnswer> Searcher::Impl::AnswerQuery(const Snapshot& snapshot, const Reading& reading,
                                                 const SearchRequest& request) const {
  SearchAnswer answer;
  answer.query = UnderstoodBy(reading, request);
  const std::string& text = answer.query.text;
  if (request.section.empty() && LooksLikeTicket(text, request.language)) {
    Result<SearchAnswer> ticket = AnswerTicket(reading,
                                               {"", text, request.language, request.audiences,
                                                request.limit, request.excluded, request.exact},
                                               request.offset);
    if (ticket) ticket->query = answer.query;
    return ticket;
  }
  const QueryTerms terms = AnalyzeQuery(answer.query, kMaxQueryTokens, reading.analyzer);
  Found found = RankQuery(reading, request, terms, &answer.query);
  auto foreign = FindForeignHits(snapshot, request, terms, &analyzers);
  if (!foreign) return tl::unexpected(foreign.error());
  found.foreign = *std::move(foreign);
  const Page page = {request.offset, request.limit, request.explain, confidence.query};
  if (const Status added = AddHits(found, reading, page, &answer); !added) {
    return tl::unexpected(added.error());
  }
  return answer;
}

Result<SearchAnswer> Searcher::Impl::AnswerTicket(const Reading& reading,
                                                  const TicketRequest& request,
                                                  std::size_t offset) const {
  const std::vector<Query> sentences = UnderstoodSentences(reading, request);
  const Found found = OwnOnly(
      RankTicket(reading.source(), sentences, ticket_words.Of(request.language, reading.analyzer),
                 FindDocuments(request.excluded, reading.readers), reading.analyzer));
  SearchAnswer answer;
  answer.from_sentences = true;
  const Page page = {offset, request.limit, false, confidence.ticket};
  if (const Status added = AddHits(found, reading, page, &answer); !added) {
    return tl::unexpected(added.error());
  }
  return answer;
}

Searcher::Searcher() : Searcher(BuiltInConfidence()) {}
Searcher::Searcher(const ConfidenceModels& confidence)
    : impl_(std::make_unique<Impl>(confidence)) {}
Searcher::~Searcher() = default;

void Searcher::Warm(const Snapshot& snapshot) {
  SpellingDictionary::Of("en").IsCorrect("a");  // English words are correct in every language
  for (const BuildLanguage& language : snapshot.info().languages) {
    // Dictionaries are read at their first question. One that cannot be loaded is reported by the
    // first query that needs it.
    if (const auto lease = impl_->analyzers.Borrow(language.language)) {
      std::vector<AnalyzedToken> tokens;
      (*lease)->Analyze("\u5fd8\u8bb0", &tokens);
    }
    SpellingDictionary::Of(language.language).IsCorrect("a");
  }
}

Result<SearchAnswer> Searcher::Search(const Snapshot& snapshot,
                                      const SearchRequest& request) const {
  if (const Status valid = CheckRange(request, kMaxSearchLimit); !valid) {
    return tl::unexpected(valid.error());
  }
  SearchAnswer nothing;
  nothing.query = request.query;
  if (request.query.empty()) return nothing;
  Result<SearchAnswer> answer = impl_->Read(
      snapshot, request.language, request.audiences,
      [&](const Reading& reading) { return impl_->AnswerQuery(snapshot, reading, request); });
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
