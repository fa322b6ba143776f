#include "server/search/match_finder.h"

#include <algorithm>

#include "indexer/language/normalizer.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

// A power of two well above the terms of a query (at most kMaxQueryTokens words).
constexpr std::size_t kTableSize = 256;
// The share of a word's 4-grams that the query must have to count as the same word misspelt.
constexpr double kSimilarShare = 0.5;
constexpr std::size_t kMaxTerms = 150;
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
                         const std::function<double(const std::string& term)>& weight_of)
    : words_(kTableSize), pairs_(kTableSize) {
  double best = 0;
  for (const QueryTerm& word : terms.words) best = std::max(best, weight_of(word.term));
  for (const QueryTerm& word : terms.words) {
    const double weight = weight_of(word.term);
    if (weight <= kMinShareOfBestTerm * best || weights_.size() >= kMaxTerms) continue;
    Insert(HashTerm(word.term), static_cast<std::uint16_t>(weights_.size()), &words_);
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
    if (weight <= 0 || i < text.size() || weights_.size() >= kMaxTerms) continue;
    Insert(PairHash(first, second), static_cast<std::uint16_t>(weights_.size()), &pairs_);
    weights_.push_back(static_cast<float>(weight));
    has_pairs_ = true;
  }
  std::sort(grams_.begin(), grams_.end());
}

void MatchFinder::Insert(std::uint32_t hash, std::uint16_t term, std::vector<Slot>* table) {
  std::size_t i = hash % kTableSize;
  while ((*table)[i].used) i = (i + 1) % kTableSize;
  (*table)[i] = {hash, term, true};
}

const MatchFinder::Slot* MatchFinder::Lookup(std::uint32_t hash,
                                             const std::vector<Slot>& table) const {
  for (std::size_t i = hash % kTableSize; table[i].used; i = (i + 1) % kTableSize) {
    if (table[i].hash == hash) return &table[i];
  }
  return nullptr;
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
    const Slot* slot = previous != 0 ? Lookup(PairHash(previous, c), pairs_) : nullptr;
    std::size_t match_begin = previous_begin;
    if (slot == nullptr) {
      slot = Lookup(PairHash(c, 0), pairs_);
      match_begin = begin;
    }
    if (slot != nullptr) {
      matches->push_back({static_cast<std::uint32_t>(match_begin), static_cast<std::uint32_t>(i),
                          slot->term, weights_[slot->term]});
    }
    previous = c;
    previous_begin = begin;
  }
}

void MatchFinder::Find(const ArticleView& article, std::vector<Match>* matches) const {
  matches->clear();
  const std::uint32_t* hashes = article.token_hashes();
  const std::uint32_t* begins = article.token_begins();
  const std::uint16_t* lengths = article.token_lengths();
  const std::size_t count = article.token_count();
  for (std::size_t i = 0; i < count; ++i) {
    if (const Slot* slot = Lookup(hashes[i], words_)) {
      matches->push_back({begins[i], begins[i] + lengths[i], slot->term, weights_[slot->term]});
    }
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
    if (const Slot* slot = Lookup(token.terms->word_hash, words_)) {
      matches->push_back({token.begin, token.end, slot->term, weights_[slot->term]});
    }
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
    matches->push_back({token.begin, token.end, static_cast<std::uint16_t>(kMaxTerms),
                        static_cast<float>(shared)});
  }
  SortByBegin(matches);
}

}  // namespace zeroline
