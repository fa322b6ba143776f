#include "server/search/match_finder.h"

#include <algorithm>

#include "indexer/language/normalizer.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

// The share of a word's 4-grams that the query must have to count as the same word misspelt.
constexpr double kSimilarShare = 0.5;
// Stands for all words that are only similar to the query's.
constexpr std::uint16_t kSimilarTerm = TermTable::kMaxTerms;
// Words worth less than this share of the query's best one ("not", "the") would only blur the
// highlights.
constexpr double kMinShareOfBestTerm = 0.15;

bool IsUnspaced(char32_t c) { return c >= 0x0E00 && c <= 0xFFFF && (c < 0xAC00 || c > 0xD7FF); }

// Injective for two code points of the basic plane.
std::uint32_t PairHash(char32_t first, char32_t second) {
  return (static_cast<std::uint32_t>(first) << 16) ^ static_cast<std::uint32_t>(second);
}

char32_t Simplified(char32_t c) { return c <= 0xFFFF ? SimplifyHan(static_cast<char16_t>(c)) : c; }

void SortByBegin(std::vector<Match>* matches) {
  std::stable_sort(matches->begin(), matches->end(),
                   [](const Match& a, const Match& b) { return a.begin < b.begin; });
}

}  // namespace

MatchFinder::MatchFinder(const QueryTerms& terms,
                         const std::function<double(const std::string& term)>& weight_of) {
  double best = 0;
  for (const QueryTerm& word : terms.words) best = std::max(best, weight_of(word.term));
  for (const QueryTerm& word : terms.words) {
    const double weight = weight_of(word.term);
    if (weight <= kMinShareOfBestTerm * best || weights_.size() >= TermTable::kMaxTerms) continue;
    words_.Insert(HashTerm(word.term), static_cast<int>(weights_.size()));
    weights_.push_back(static_cast<float>(weight));
  }
  for (const QueryTerm& gram : terms.grams) {
    grams_.push_back(gram.term);
    const std::string_view text = std::string_view(gram.term).substr(kGramPrefix.size());
    std::size_t i = 0;
    const char32_t first = NextCodePoint(text, &i);
    if (!IsUnspaced(first)) continue;
    const char32_t second = i < text.size() ? NextCodePoint(text, &i) : 0;
    const double weight = weight_of(gram.term);
    if (weight <= 0 || i < text.size() || weights_.size() >= TermTable::kMaxTerms) continue;
    pairs_.Insert(PairHash(first, second), static_cast<int>(weights_.size()));
    weights_.push_back(static_cast<float>(weight));
    has_pairs_ = true;
  }
  std::sort(grams_.begin(), grams_.end());
}

Match MatchFinder::MakeMatch(std::size_t begin, std::size_t end, int term) const {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
          static_cast<std::uint16_t>(term), weights_[static_cast<std::size_t>(term)]};
}

void MatchFinder::FindPairs(std::string_view text, std::vector<Match>* matches) const {
  char32_t previous = 0;
  std::size_t previous_begin = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    if (static_cast<unsigned char>(text[i]) < 0xE0) {  // not in the scripts that IsUnspaced() knows
      previous = 0;
      ++i;
      continue;
    }
    const char32_t c = Simplified(NextCodePoint(text, &i));
    int term = previous != 0 ? pairs_.Find(PairHash(previous, c)) : TermTable::kNone;
    std::size_t match_begin = previous_begin;
    if (term == TermTable::kNone) {
      term = pairs_.Find(PairHash(c, 0));
      match_begin = begin;
    }
    if (term != TermTable::kNone) matches->push_back(MakeMatch(match_begin, i, term));
    previous = c;
    previous_begin = begin;
  }
}

void MatchFinder::Find(const ArticleView& article, std::vector<Match>* matches) const {
  matches->clear();
  const std::uint32_t* hashes = article.word_hashes();
  const std::uint16_t* words = article.token_words();
  const std::uint32_t* begins = article.token_begins();
  const std::uint16_t* lengths = article.token_lengths();
  const std::size_t count = article.token_count();
  for (std::size_t i = 0; i < count; ++i) {
    const int term = words_.Find(hashes[words[i]]);
    if (term == TermTable::kNone) continue;
    matches->push_back(MakeMatch(begins[i], begins[i] + lengths[i], term));
  }
  if (!has_pairs_) return;
  FindPairs(article.text(), matches);
  SortByBegin(matches);
}

void MatchFinder::Find(std::string_view text, Analyzer* analyzer,
                       std::vector<Match>* matches) const {
  matches->clear();
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(text, &tokens);
  for (const AnalyzedToken& token : tokens) {
    const int term = words_.Find(token.terms->word_hash);
    if (term != TermTable::kNone) matches->push_back(MakeMatch(token.begin, token.end, term));
  }
  if (has_pairs_) FindPairs(text, matches);
  SortByBegin(matches);
}

void MatchFinder::FindSimilar(std::string_view text, Analyzer* analyzer,
                              std::vector<Match>* matches) const {
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(text, &tokens);
  for (const AnalyzedToken& token : tokens) {
    const std::vector<std::string>& grams = token.terms->grams;
    if (token.terms->kind != TokenKind::kWord || grams.size() < 2) continue;
    const auto shared = std::count_if(grams.begin(), grams.end(), [&](const std::string& gram) {
      return std::binary_search(grams_.begin(), grams_.end(), gram);
    });
    if (static_cast<double>(shared) < kSimilarShare * static_cast<double>(grams.size())) continue;
    matches->push_back({token.begin, token.end, kSimilarTerm, static_cast<float>(shared)});
  }
  SortByBegin(matches);
}

}  // namespace zeroline
