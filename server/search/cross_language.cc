#include "server/search/cross_language.h"

#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "indexer/index_format/schema.h"
#include "server/search/database_pool.h"
#include "server/search/foreign_articles.h"
#include "server/search/ranking.h"

namespace zeroline {
namespace {

std::vector<std::string> SplitPhrase(std::string_view phrase) {
  std::vector<std::string> terms;
  while (true) {
    const std::size_t at = phrase.find(' ');
    terms.emplace_back(phrase.substr(0, at));
    if (at == std::string_view::npos) return terms;
    phrase.remove_prefix(at + 1);
  }
}

// The query in the other language, as it grows.
class Translator {
 public:
  // `table` may be null: then only what both languages write alike is found.
  Translator(const QueryTerms& terms, const TranslationTable* table,
             const Xapian::Database& own_text, const Xapian::Database& text)
      : terms_(terms),
        table_(table),
        own_text_(own_text),
        text_(text),
        is_done_(terms.words.size(), 0) {}

  void Run() {
    for (std::size_t i = 0; i < terms_.sequence.size();) i += TakeFrom(i);
    for (std::size_t word = 0; word < terms_.words.size(); ++word) TakeWord(word);
  }

  Xapian::Query query() const {
    return Xapian::Query(Xapian::Query::OP_OR, clauses_.begin(), clauses_.end());
  }
  double known_share() const { return all_weight_ > 0 ? known_weight_ / all_weight_ : 0; }
  QueryTerms TakeTerms() { return std::move(found_); }

 private:
  // Translates the longest phrase that begins at this place of the query, or its word; returns how
  // many words that were.
  std::size_t TakeFrom(std::size_t place) {
    const std::size_t longest =
        table_ == nullptr ? 0 : std::min(table_->longest_phrase(), terms_.sequence.size() - place);
    for (std::size_t length = longest; length > 1; --length) {
      if (TakePhrase(place, length)) return length;
    }
    TakeWord(terms_.sequence[place]);
    return 1;
  }

  bool TakePhrase(std::size_t place, std::size_t length) {
    std::string phrase;
    for (std::size_t i = place; i < place + length; ++i) {
      if (i > place) phrase += ' ';
      phrase += terms_.words[terms_.sequence[i]].term;
    }
    const auto translations = table_->Find(phrase);
    if (translations.empty()) return false;
    for (std::size_t i = place; i < place + length; ++i) {
      const std::size_t word = terms_.sequence[i];
      if (std::exchange(is_done_[word], char{1}) != 0) continue;
      const double weight = WeightOf(terms_.words[word]);
      known_weight_ += weight;
      all_weight_ += weight;
    }
    Add(translations, 1);
    return true;
  }

  void TakeWord(std::size_t word) {
    if (std::exchange(is_done_[word], char{1}) != 0) return;
    const QueryTerm& term = terms_.words[word];
    auto translations =
        table_ == nullptr ? std::vector<TranslationTable::Translation>() : table_->Find(term.term);
    // Names, numbers and error codes are the same in every language.
    if (translations.empty()) translations.push_back({term.term, 1});
    const double weight = WeightOf(term);
    all_weight_ += weight;
    if (Add(translations, term.saturated())) known_weight_ += weight;
  }

  // False if the other language has none of these.
  bool Add(const std::vector<TranslationTable::Translation>& translations, double weight) {
    std::vector<Xapian::Query> single;
    std::vector<Xapian::Query> any;
    for (const auto& translation : translations) {
      std::vector<Xapian::Query> parts;
      for (const std::string& part : SplitPhrase(translation.to)) {
        if (!text_.term_exists(part)) continue;
        parts.emplace_back(part);
        Remember(part);
      }
      if (parts.size() == 1) single.push_back(parts.front());
      if (parts.size() > 1) {
        any.emplace_back(Xapian::Query::OP_OR, parts.begin(), parts.end());
      }
    }
    if (!single.empty()) {
      any.emplace_back(Xapian::Query::OP_SYNONYM, single.begin(), single.end());
    }
    if (any.empty()) return false;
    const Xapian::Query best(Xapian::Query::OP_MAX, any.begin(), any.end());
    clauses_.push_back(weight == 1 ? best
                                   : Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, best, weight));
    return true;
  }

  void Remember(const std::string& term) {
    const auto known = std::find_if(found_.words.begin(), found_.words.end(),
                                    [&](const QueryTerm& other) { return other.term == term; });
    if (known != found_.words.end()) return;
    found_.sequence.push_back(static_cast<std::uint16_t>(found_.words.size()));
    found_.words.push_back({term, 1});
  }

  double WeightOf(const QueryTerm& term) const {
    const double documents = own_text_.get_doccount();
    return term.saturated() * std::log((documents + 1) / (own_text_.get_termfreq(term.term) + 0.5));
  }

  const QueryTerms& terms_;
  const TranslationTable* const table_;
  const Xapian::Database& own_text_;
  const Xapian::Database& text_;
  std::vector<char> is_done_;  // by word
  std::vector<Xapian::Query> clauses_;
  QueryTerms found_;
  double known_weight_ = 0;
  double all_weight_ = 0;
};

// Lets pass what is in the set. Xapian asks with the number that a document has in its own
// database, not in the union, so of several databases more may pass, at most size() of the set for
// each other database: whoever uses the matches looks once more.
class OnlyThese : public Xapian::MatchDecider {
 public:
  OnlyThese(const DocumentSet& documents, std::size_t databases)
      : documents_(documents), databases_(static_cast<std::uint32_t>(databases)) {}

  bool operator()(const Xapian::Document& document) const override {
    const std::uint32_t first = (document.get_docid() - 1) * databases_ + 1;
    for (std::uint32_t i = 0; i < databases_; ++i) {
      if (documents_.Has(first + i)) return true;
    }
    return false;
  }

  // How many matches hold the best `depth` of the set.
  std::size_t DepthFor(std::size_t depth) const {
    return depth + (databases_ - 1) * documents_.size();
  }

 private:
  const DocumentSet& documents_;
  const std::uint32_t databases_;
};

Xapian::MSet Match(const Xapian::Database& database, const Xapian::Query& query, Bm25 weights,
                   std::size_t depth, const OnlyThese& wanted) {
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(
      Xapian::BM25Weight(weights.k1, 0, 1, weights.b, kBm25MinNormalizedLength));
  enquire.set_query(query);
  return enquire.get_mset(0, static_cast<Xapian::doccount>(wanted.DepthFor(depth)), 0, nullptr,
                          &wanted);
}

struct Databases {
  DatabasePool::Lease own_text;
  DatabasePool::Lease text;
  DatabasePool::Lease titles;
};

Result<Databases> Borrow(const Snapshot& snapshot, const std::vector<const LanguageReader*>& own,
                         const std::vector<const LanguageReader*>& other) {
  auto own_text = snapshot.databases().Borrow(own, "text");
  if (!own_text) return tl::unexpected(own_text.error());
  auto text = snapshot.databases().Borrow(other, "text");
  if (!text) return tl::unexpected(text.error());
  auto titles = snapshot.databases().Borrow(other, "titles");
  if (!titles) return tl::unexpected(titles.error());
  return Databases{*std::move(own_text), *std::move(text), *std::move(titles)};
}

void AddTerms(QueryTerms terms, const Xapian::Database& text, ForeignAnswer* answer) {
  const double documents = text.get_doccount();
  for (const QueryTerm& term : terms.words) {
    answer->term_weights[term.term] =
        std::log((documents + 1) / (text.get_termfreq(term.term) + 0.5));
  }
  answer->terms = std::move(terms);
}

ForeignAnswer Answer(const CrossLanguageRequest& request, const TranslationTable* table,
                     const Databases& databases, const std::vector<const LanguageReader*>& readers,
                     const DocumentSet& missing) {
  ForeignAnswer answer;
  const Xapian::Database& text = databases.text->xapian();
  Translator translator(request.terms, table, databases.own_text->xapian(), text);
  translator.Run();
  answer.known_share = translator.known_share();
  if (answer.known_share < kMinKnownShare) return answer;
  Xapian::Query query = translator.query();
  if (!request.section.empty()) {
    query = Xapian::Query(Xapian::Query::OP_FILTER, query,
                          Xapian::Query(std::string(kSectionPrefix) + request.section));
  }
  const OnlyThese wanted(missing, readers.size());
  const Xapian::MSet by_text = Match(text, query, kTextBm25, kMatchDepth, wanted);
  const Xapian::MSet by_title =
      Match(databases.titles->xapian(), query, kTitlesBm25, kTitlesDepth, wanted);
  std::unordered_map<std::uint32_t, double> titles;
  for (auto hit = by_title.begin(); hit != by_title.end(); ++hit) titles[*hit] = hit.get_weight();
  const double possible = by_text.get_max_possible() + kTitlesWeight * by_title.get_max_possible();
  for (auto hit = by_text.begin(); hit != by_text.end(); ++hit) {
    if (!missing.Has(*hit)) continue;
    const UnionDocument document = SplitUnion(readers, *hit);
    const auto title = titles.find(*hit);
    const double score =
        hit.get_weight() + kTitlesWeight * (title == titles.end() ? 0 : title->second);
    answer.documents.push_back({document.reader, document.docid, score,
                                possible > 0 ? answer.known_share * score / possible : 0});
  }
  std::stable_sort(
      answer.documents.begin(), answer.documents.end(),
      [](const ForeignDocument& a, const ForeignDocument& b) { return a.score > b.score; });
  if (answer.documents.size() > request.limit) answer.documents.resize(request.limit);
  AddTerms(translator.TakeTerms(), text, &answer);
  return answer;
}

}  // namespace

Result<ForeignAnswer> FindInOtherLanguage(const Snapshot& snapshot,
                                          const CrossLanguageRequest& request) {
  const auto own = snapshot.readers(request.from, request.audiences);
  const auto other = snapshot.readers(request.to, request.audiences);
  if (request.from == request.to || request.terms.empty() || other.empty() || own.empty()) {
    return ForeignAnswer();
  }
  const auto missing = snapshot.foreign_articles().Find(own, other);
  if (missing->empty()) return ForeignAnswer();
  const Result<Databases> databases = Borrow(snapshot, own, other);
  if (!databases) return tl::unexpected(databases.error());
  try {
    return Answer(request, snapshot.FindTranslations(request.from, request.to), *databases, other,
                  *missing);
  } catch (const Xapian::Error& error) {
    return Fail(ErrorCode::kUnavailable, "the search index failed: " + error.get_description());
  }
}

}  // namespace zeroline
