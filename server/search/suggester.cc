#include "server/search/suggester.h"

#include <xapian.h>

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

#include "indexer/index_format/schema.h"
#include "indexer/language/text.h"
#include "server/search/database_pool.h"
#include "server/search/match_finder.h"
#include "server/search/query_terms.h"
#include "server/search/ranking.h"
#include "server/search/snippet.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxTypedTokens = 12;
constexpr std::size_t kMaxCompletions = 3;
// A title found by shared character runs alone must reach this share of what a perfect one would
// score.
constexpr double kMinShareOfPossible = 0.3;

// What was typed, as words (runs, in unspaced scripts) folded for comparison.
struct TypedWords {
  std::vector<std::string> folded;
  std::size_t last_begin = 0;  // byte where the last word begins in the query
};

std::string FirstCharacters(std::string_view text, std::size_t count) {
  std::size_t i = 0;
  while (i < text.size() && count-- > 0) NextCodePoint(text, &i);
  return std::string(text.substr(0, i));
}

// Identifiers and compounds lie over words that are tokens of their own.
bool IsOverlay(const AnalyzedToken& token) {
  return token.terms->kind == TokenKind::kIdentifier || token.terms->kind == TokenKind::kCompound;
}

TypedWords SplitTyped(const std::vector<AnalyzedToken>& tokens) {
  TypedWords typed;
  std::size_t previous_end = 0;
  bool previous_unspaced = false;
  for (const AnalyzedToken& token : tokens) {
    if (IsOverlay(token)) continue;
    const std::string& folded = token.terms->folded;
    const bool unspaced = token.terms->kind == TokenKind::kUnspaced;
    if (unspaced && previous_unspaced && token.begin == previous_end) {
      typed.folded.back() += folded;
    } else {
      typed.folded.push_back(folded);
      typed.last_begin = token.begin;
    }
    previous_end = token.end;
    previous_unspaced = unspaced;
  }
  return typed;
}

Xapian::Query Beginnings(const TypedWords& typed) {
  std::vector<Xapian::Query> words;
  for (const std::string& word : typed.folded) {
    words.emplace_back(std::string(kTypedPrefix) + FirstCharacters(word, kMaxTypedPrefix));
  }
  return Xapian::Query(Xapian::Query::OP_AND, words.begin(), words.end());
}

// Collects suggestions from one match after the other, each article once.
class Collector {
 public:
  Collector(const std::vector<const LanguageReader*>& readers, std::size_t limit)
      : readers_(readers), limit_(limit) {}

  bool full() const { return found_.size() >= limit_; }
  const std::vector<ArticleView>& found() const { return found_; }

  Status Add(const OpenDatabase& database, const Xapian::Query& query, double min_share) {
    const Xapian::MSet mset = BestMatches(database, query, kTitlesBm25, limit_ + found_.size());
    const double floor = min_share * mset.get_max_possible();
    for (auto hit = mset.begin(); hit != mset.end() && !full(); ++hit) {
      if (hit.get_weight() < floor) break;
      const UnionDocument document = SplitUnion(readers_, *hit);
      const Result<ArticleView> article = document.reader->articles().Find(document.docid);
      if (!article) return tl::unexpected(article.error());
      if (seen_.insert(article->id()).second) found_.push_back(*article);
    }
    return {};
  }

 private:
  const std::vector<const LanguageReader*>& readers_;
  const std::size_t limit_;
  std::vector<ArticleView> found_;
  std::unordered_set<std::string_view> seen_;
};

// How the words of the found titles complete the last typed word, commonest first.
std::vector<Suggestion> Completions(std::string_view text, const TypedWords& typed,
                                    const std::vector<ArticleView>& articles, Analyzer* analyzer) {
  std::map<std::string, std::pair<int, std::string>> words;  // folded -> count, as written
  const std::string& last = typed.folded.back();
  std::vector<AnalyzedToken> tokens;
  for (const ArticleView& article : articles) {
    const std::string_view title = article.title();
    analyzer->Analyze(title, &tokens);
    for (const AnalyzedToken& token : tokens) {
      if (token.terms->kind != TokenKind::kWord) continue;
      const std::string_view word = title.substr(token.begin, token.end - token.begin);
      const std::string& folded = token.terms->folded;
      if (folded.size() <= last.size() || !folded.starts_with(last)) continue;
      auto& [count, written] = words[folded];
      if (count++ == 0) written = LowerCase(word);
    }
  }
  std::vector<std::pair<int, std::string>> ordered;
  for (auto& [folded, counted] : words) ordered.emplace_back(-counted.first, counted.second);
  std::sort(ordered.begin(), ordered.end());
  if (ordered.size() > kMaxCompletions) ordered.resize(kMaxCompletions);
  std::vector<Suggestion> completions;
  for (const auto& [count, written] : ordered) {
    Suggestion suggestion;
    suggestion.kind = Suggestion::Kind::kCompletion;
    suggestion.text = std::string(text.substr(0, typed.last_begin)) + written;
    suggestion.parts = {{suggestion.text, false}};
    completions.push_back(std::move(suggestion));
  }
  return completions;
}

// The title with the words marked that begin like a typed one.
std::vector<SnippetPart> MarkBeginnings(std::string_view title, const TypedWords& typed,
                                        Analyzer* analyzer) {
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(title, &tokens);
  std::vector<Match> matches;
  for (const AnalyzedToken& token : tokens) {
    const std::string& folded = token.terms->folded;
    const bool unspaced = token.terms->kind == TokenKind::kUnspaced;
    const bool begins =
        std::any_of(typed.folded.begin(), typed.folded.end(), [&](const std::string& word) {
          return folded.starts_with(word) || (unspaced && word.find(folded) != std::string::npos);
        });
    if (begins) matches.push_back({token.begin, token.end, 0, 1});
  }
  return MarkMatches(title, 0, title.size(), matches);
}

}  // namespace

Result<std::vector<Suggestion>> SuggestTitles(const Snapshot& snapshot,
                                              const std::vector<const LanguageReader*>& readers,
                                              const SearchRequest& request, Analyzer* analyzer) {
  const std::string& text = request.query.text;
  const QueryTerms terms = AnalyzeQuery(text, kMaxTypedTokens, analyzer);
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(text, &tokens);
  if (tokens.size() > kMaxTypedTokens) tokens.resize(kMaxTypedTokens);
  const TypedWords typed = SplitTyped(tokens);
  if (typed.folded.empty()) return std::vector<Suggestion>{};
  const auto database = snapshot.databases().Borrow(readers, "titles");
  if (!database) return tl::unexpected(database.error());

  Collector collector(readers, request.limit);
  try {
    const Xapian::Query similar = Compile(terms, request.section);
    const Xapian::Query ranked(Xapian::Query::OP_AND_MAYBE, Beginnings(typed), similar);
    if (const Status added = collector.Add(**database, ranked, 0); !added) {
      return tl::unexpected(added.error());
    }
    if (!collector.full()) {
      if (const Status added = collector.Add(**database, similar, kMinShareOfPossible); !added) {
        return tl::unexpected(added.error());
      }
    }
  } catch (const Xapian::Error& error) {
    return Fail(ErrorCode::kUnavailable, "the search index failed: " + error.get_description());
  }

  std::vector<Suggestion> suggestions = Completions(text, typed, collector.found(), analyzer);
  for (const ArticleView& article : collector.found()) {
    if (suggestions.size() >= request.limit) break;
    Suggestion suggestion;
    suggestion.text = article.title();
    suggestion.parts = MarkBeginnings(article.title(), typed, analyzer);
    suggestion.id = article.id();
    suggestion.path = article.path();
    suggestions.push_back(std::move(suggestion));
  }
  return suggestions;
}

}  // namespace zeroline
