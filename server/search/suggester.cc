#include "server/search/suggester.h"

#include <xapian.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "indexer/index_format/schema.h"
#include "indexer/language/text.h"
#include "server/search/completions.h"
#include "server/search/database_pool.h"
#include "server/search/match_finder.h"
#include "server/search/query_terms.h"
#include "server/search/ranking.h"
#include "server/search/snippet.h"
#include "server/search/title_fit.h"
#include "server/search/typed_mending.h"
#include "server/search/typed_text.h"
#include "server/search/word_beginnings.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxCompletions = 3;
constexpr std::size_t kMaxQuestions = 3;
// Titles that are put in order.
constexpr std::size_t kTitlesLookedAt = 40;
// With fewer titles that have all words, articles are looked for by their text.
constexpr std::size_t kEnoughArticles = 3;
// A title that has not all words must reach this share of what a perfect one would score.
constexpr double kMinShareOfPossible = 0.3;
// Completions whose titles come first when what was typed is too short to say more.
constexpr std::size_t kLikelyWords = 8;

std::string FirstCharacters(std::string_view text, std::size_t count) {
  std::size_t i = 0;
  while (i < text.size() && count-- > 0) NextCodePoint(text, &i);
  return std::string(text.substr(0, i));
}

// What one request looks into.
struct Reading {
  const std::vector<const LanguageReader*>& readers;
  const OpenDatabase& text;
  const OpenDatabase& titles;
  const WordBeginnings& vocabulary;
  const std::string& section;

  CompletionSource completion_source() const { return {text, titles, readers, vocabulary}; }
};

Xapian::Query InSection(const Xapian::Query& query, const std::string& section) {
  if (section.empty()) return query;
  return Xapian::Query(Xapian::Query::OP_FILTER, query,
                       Xapian::Query(std::string(kSectionPrefix) + section));
}

// Every word begins one of the title's; one that is whole may also be an inflected form of it.
Xapian::Query Beginnings(const TypedText& typed) {
  std::vector<Xapian::Query> words;
  for (const TypedWord& word : typed.words) {
    std::vector<std::string> terms;
    for (const std::string& beginning : word.beginnings) {
      terms.push_back(std::string(kTypedPrefix) + FirstCharacters(beginning, kMaxTypedPrefix));
    }
    const bool is_last = &word == &typed.words.back();
    for (const TypedToken& token : typed.tokens) {
      const bool is_word = token.begin == word.begin && token.end == word.end;
      if (is_word && !is_last) terms.push_back(token.term);
    }
    words.emplace_back(Xapian::Query::OP_OR, terms.begin(), terms.end());
  }
  return Xapian::Query(Xapian::Query::OP_AND, words.begin(), words.end());
}

// Titles that have the likeliest completions first, then those with the whole words.
Xapian::Query Ranked(const TypedText& typed, const Completions& completions) {
  std::vector<Xapian::Query> likely;
  for (const Completion& completion : completions.found) {
    if (likely.size() == kLikelyWords) break;
    likely.emplace_back(completion.term);
  }
  for (const QueryTerm& term : typed.whole.words) likely.emplace_back(term.term);
  return Xapian::Query(Xapian::Query::OP_AND_MAYBE, Beginnings(typed),
                       Xapian::Query(Xapian::Query::OP_OR, likely.begin(), likely.end()));
}

// What an article is suggested by.
struct Offer {
  ArticleView article;
  std::string_view text;
  bool is_question = false;
  double score = 0;
};

// The question must have all words to come before the title.
void Consider(std::string_view question, std::uint32_t asked, const TypedText& typed,
              Offer* offer) {
  const TitleFit fit = FitTitle(question, typed, asked);
  if (!fit.has_all || fit.score <= offer->score) return;
  offer->text = question;
  offer->is_question = true;
  offer->score = fit.score;
}

Offer BestOffer(const ArticleView& article, const TypedText& typed) {
  Offer offer{article, article.title(), false, FitTitle(article.title(), typed, 0).score};
  for (std::size_t i = 0; i < article.question_count(); ++i) {
    Consider(article.question(i), 1, typed, &offer);
  }
  for (std::size_t i = 0; i < article.stored_confirmed_count(); ++i) {
    const ArticleView::ConfirmedQuestion question = article.confirmed_question(i);
    Consider(question.text, question.count, typed, &offer);
  }
  return offer;
}

// Collects articles from one match after the other, each once.
class Collector {
 public:
  Collector(const Reading& reading, const TypedText& typed, std::size_t limit)
      : reading_(reading), typed_(typed), limit_(limit) {}

  std::size_t size() const { return offers_.size(); }
  std::vector<Offer> Take() { return std::move(offers_); }

  // Titles in the order of how well they fit.
  Status AddFitting(const Xapian::Query& query) {
    const Xapian::MSet matches = BestMatches(reading_.titles, InSection(query, reading_.section),
                                             kTitlesBm25, kTitlesLookedAt);
    std::vector<Offer> offers;
    for (auto hit = matches.begin(); hit != matches.end(); ++hit) {
      const Result<ArticleView> article = Find(*hit);
      if (!article) return tl::unexpected(article.error());
      offers.push_back(BestOffer(*article, typed_));
    }
    std::stable_sort(offers.begin(), offers.end(),
                     [](const Offer& a, const Offer& b) { return a.score > b.score; });
    for (const Offer& offer : offers) Add(offer);
    return {};
  }

  // In the order of the match.
  Status AddMatches(const Xapian::Query& query, double min_share) {
    const Xapian::MSet matches = BestMatches(reading_.titles, InSection(query, reading_.section),
                                             kTitlesBm25, limit_ + offers_.size());
    const double floor = min_share * matches.get_max_possible();
    for (auto hit = matches.begin(); hit != matches.end() && hit.get_weight() >= floor; ++hit) {
      if (const Status added = AddTitle(*hit); !added) return added;
    }
    return {};
  }

  Status AddTitles(const std::vector<std::uint32_t>& documents) {
    for (const std::uint32_t document : documents) {
      if (offers_.size() >= limit_) break;
      if (const Status added = AddTitle(document); !added) return added;
    }
    return {};
  }

 private:
  Result<ArticleView> Find(std::uint32_t docid) const {
    const UnionDocument document = SplitUnion(reading_.readers, docid);
    return document.reader->articles().Find(document.docid);
  }

  Status AddTitle(std::uint32_t docid) {
    const Result<ArticleView> article = Find(docid);
    if (!article) return tl::unexpected(article.error());
    Add({*article, article->title(), false, 0});
    return {};
  }

  void Add(Offer offer) {
    if (offers_.size() >= limit_ || !seen_.insert(offer.article.id()).second) return;
    if (offer.is_question && ++questions_ > kMaxQuestions) {
      offer.text = offer.article.title();
      offer.is_question = false;
    }
    offers_.push_back(std::move(offer));
  }

  const Reading& reading_;
  const TypedText& typed_;
  const std::size_t limit_;
  std::vector<Offer> offers_;
  std::unordered_set<std::string_view> seen_;
  std::size_t questions_ = 0;
};

// The text with the words marked that begin like a typed one.
std::vector<SnippetPart> MarkBeginnings(std::string_view text, const TypedText& typed,
                                        Analyzer* analyzer) {
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(text, &tokens);
  std::vector<Match> matches;
  for (const AnalyzedToken& token : tokens) {
    const std::string& folded = token.terms->folded;
    const bool unspaced = token.terms->kind == TokenKind::kUnspaced;
    const auto begins = [&](const std::string& beginning) {
      return folded.starts_with(beginning) ||
             (unspaced && beginning.find(folded) != std::string::npos);
    };
    const bool is_match =
        std::any_of(typed.words.begin(), typed.words.end(), [&](const TypedWord& word) {
          return std::any_of(word.beginnings.begin(), word.beginnings.end(), begins);
        });
    if (is_match) matches.push_back({token.begin, token.end, 0, 1});
  }
  return MarkMatches(text, 0, text.size(), matches);
}

bool IsOneCharacter(std::string_view text) {
  std::size_t i = 0;
  if (!text.empty()) NextCodePoint(text, &i);
  return i == text.size();
}

// Whether some title has a word of these, so that titles with only some of them may be offered. One
// character of an unspaced run is hardly ever a word.
bool HasKnownWord(const OpenDatabase& titles, const QueryTerms& terms) {
  return std::any_of(terms.words.begin(), terms.words.end(), [&](const QueryTerm& word) {
    return !IsOneCharacter(word.term) && titles.xapian().term_exists(word.term);
  });
}

// The words to share with a title: the last one only if it is whole.
QueryTerms WordsToShare(const TypedText& typed, const WordBeginnings& vocabulary) {
  QueryTerms terms = typed.whole;
  if (!vocabulary.Have(typed.words.back().folded)) return terms;
  const auto append = [](const std::vector<QueryTerm>& from, std::vector<QueryTerm>* to) {
    to->insert(to->end(), from.begin(), from.end());
  };
  append(typed.last.words, &terms.words);
  append(typed.last.grams, &terms.grams);
  append(typed.last.unigrams, &terms.unigrams);
  return terms;
}

Result<std::vector<Offer>> FindOffers(const Reading& reading, const TypedText& typed,
                                      const Completions& completions, std::size_t limit) {
  Collector collector(reading, typed, limit);
  Status status = collector.AddFitting(Ranked(typed, completions));
  if (status && collector.size() < kEnoughArticles && reading.section.empty()) {
    status = collector.AddTitles(FindArticles(reading.completion_source(), completions));
  }
  const QueryTerms shared = WordsToShare(typed, reading.vocabulary);
  if (status && collector.size() < kEnoughArticles && HasKnownWord(reading.titles, shared)) {
    status = collector.AddMatches(Compile(shared, ""), kMinShareOfPossible);
  }
  if (!status) return tl::unexpected(status.error());
  return collector.Take();
}

std::vector<Suggestion> ToSuggestions(const Completions& completions,
                                      const std::vector<Offer>& offers, const TypedText& typed,
                                      const SearchRequest& request, Analyzer* analyzer) {
  std::vector<Suggestion> suggestions;
  // Half of the places at least are for articles, if there are so many.
  const std::size_t free = request.limit - std::min(request.limit, offers.size());
  const std::size_t most = std::min(kMaxCompletions, std::max(free, request.limit / 2));
  for (const Completion& completion : completions.found) {
    if (suggestions.size() == most) break;
    Suggestion suggestion;
    suggestion.kind = Suggestion::Kind::kCompletion;
    suggestion.text = completion.text;
    suggestion.parts = {{suggestion.text, false}};
    suggestions.push_back(std::move(suggestion));
  }
  for (const Offer& offer : offers) {
    if (suggestions.size() >= request.limit) break;
    Suggestion suggestion;
    suggestion.kind = offer.is_question ? Suggestion::Kind::kQuestion : Suggestion::Kind::kArticle;
    suggestion.text = offer.text;
    suggestion.parts = MarkBeginnings(offer.text, typed, analyzer);
    suggestion.id = offer.article.id();
    suggestion.path = offer.article.path();
    suggestions.push_back(std::move(suggestion));
  }
  return suggestions;
}

}  // namespace

Result<std::vector<Suggestion>> SuggestTitles(const Snapshot& snapshot,
                                              const std::vector<const LanguageReader*>& readers,
                                              const SearchRequest& request, Analyzer* analyzer) {
  TypedText typed = ReadTyped(request.query.typed, analyzer);
  if (typed.words.empty()) return std::vector<Suggestion>{};
  const auto text = snapshot.databases().Borrow(readers, "text");
  if (!text) return tl::unexpected(text.error());
  const auto titles = snapshot.databases().Borrow(readers, "titles");
  if (!titles) return tl::unexpected(titles.error());
  std::vector<const StoredVocabulary*> vocabularies;
  for (const LanguageReader* reader : readers) vocabularies.push_back(&reader->vocabulary());
  const WordBeginnings vocabulary(std::move(vocabularies));
  const Reading reading{readers, **text, **titles, vocabulary, request.section};
  try {
    typed = MendTyped(std::move(typed), request.language, {vocabulary, **text}, analyzer);
    const Completions completions = Complete(reading.completion_source(), typed, analyzer);
    const Result<std::vector<Offer>> offers =
        FindOffers(reading, typed, completions, request.limit);
    if (!offers) return tl::unexpected(offers.error());
    return ToSuggestions(completions, *offers, typed, request, analyzer);
  } catch (const Xapian::Error& error) {
    return Fail(ErrorCode::kUnavailable, "the search index failed: " + error.get_description());
  }
}

}  // namespace zeroline
