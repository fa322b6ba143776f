#include "server/search/word_beginnings.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "indexer/language/text.h"
#include "server/search/similar_beginnings.h"

namespace zeroline {
namespace {

using Range = StoredVocabulary::Range;

// No UTF-8 text has it, so that what begins with a text comes before the text with it.
constexpr char kAfterAll = '\xFF';
constexpr std::size_t kMaxSimilar = 8;
constexpr std::size_t kMaxSimilarWords = 3;

Range RangeOf(const StoredVocabulary& vocabulary, std::string_view beginning) {
  const std::size_t first = vocabulary.LowerBound(beginning, 0);
  return {first, vocabulary.LowerBound(std::string(beginning) + kAfterAll, first)};
}

bool IsCommoner(const CommonWord& a, const CommonWord& b) {
  return a.articles != b.articles ? a.articles > b.articles : a.word < b.word;
}

// Keeps the commonest of the words of one vocabulary.
class Top {
 public:
  explicit Top(std::size_t limit) : limit_(limit) {}

  void Add(const StoredVocabulary& vocabulary, std::size_t rank) {
    const StoredVocabulary::Word word = vocabulary.at(rank);
    if (words_.size() == limit_) {
      if (limit_ == 0 || word.articles < words_.front().articles) return;
    }
    // Two beginnings, or two keys, may lead to the same word.
    const bool is_known = std::any_of(words_.begin(), words_.end(), [&](const CommonWord& known) {
      return known.word.data() == word.word.data();
    });
    if (is_known) return;
    words_.push_back({word.word, word.folded, word.articles});
    std::push_heap(words_.begin(), words_.end(), IsCommoner);
    if (words_.size() <= limit_) return;
    std::pop_heap(words_.begin(), words_.end(), IsCommoner);
    words_.pop_back();
  }

  void Add(const StoredVocabulary& vocabulary, const Range& range) {
    const std::size_t step = (range.second - range.first) / WordBeginnings::kMaxLookedAt + 1;
    for (std::size_t rank = range.first; rank < range.second; rank += step) Add(vocabulary, rank);
  }

  const std::vector<CommonWord>& words() const { return words_; }

 private:
  const std::size_t limit_;
  std::vector<CommonWord> words_;  // a heap, the rarest at the front
};

// Adds up the words of several vocabularies.
class Sum {
 public:
  void Add(const std::vector<CommonWord>& words) {
    for (const CommonWord& word : words) {
      const auto [place, is_new] = places_.emplace(word.word, words_.size());
      if (is_new) {
        words_.push_back(word);
      } else {
        words_[place->second].articles += word.articles;
      }
    }
  }

  std::vector<CommonWord> Take(std::size_t limit) {
    std::sort(words_.begin(), words_.end(), IsCommoner);
    if (words_.size() > limit) words_.resize(limit);
    return std::move(words_);
  }

 private:
  std::unordered_map<std::string_view, std::size_t> places_;
  std::vector<CommonWord> words_;
};

template <typename IsKey>
std::vector<CommonWord> WithKeys(const std::vector<const StoredVocabulary*>& vocabularies,
                                 std::string_view latin, std::size_t limit, const IsKey& is_key) {
  Sum sum;
  for (const StoredVocabulary* vocabulary : vocabularies) {
    Top top(limit);
    const std::size_t first = vocabulary->WithLatin(latin).first;
    const std::size_t end = std::min(vocabulary->key_count(), first + WordBeginnings::kMaxLookedAt);
    for (std::size_t i = first; i < end; ++i) {
      const StoredVocabulary::Key key = vocabulary->key_at(i);
      if (!is_key(key.latin)) break;
      top.Add(*vocabulary, key.rank);
    }
    sum.Add(top.words());
  }
  return sum.Take(limit);
}

}  // namespace

WordBeginnings::WordBeginnings(std::vector<const StoredVocabulary*> vocabularies)
    : vocabularies_(std::move(vocabularies)) {}

bool WordBeginnings::Begin(std::string_view folded) const {
  return std::any_of(vocabularies_.begin(), vocabularies_.end(), [&](const auto* vocabulary) {
    const std::size_t first = vocabulary->LowerBound(folded, 0);
    return first < vocabulary->size() && vocabulary->folded_at(first).starts_with(folded);
  });
}

bool WordBeginnings::Have(std::string_view folded) const {
  return std::any_of(vocabularies_.begin(), vocabularies_.end(), [&](const auto* vocabulary) {
    const std::size_t first = vocabulary->LowerBound(folded, 0);
    return first < vocabulary->size() && vocabulary->folded_at(first) == folded;
  });
}

std::vector<CommonWord> WordBeginnings::Commonest(const std::vector<std::string>& beginnings,
                                                  std::size_t limit) const {
  Sum sum;
  for (const StoredVocabulary* vocabulary : vocabularies_) {
    Top top(limit);
    for (const std::string& beginning : beginnings)
      top.Add(*vocabulary, RangeOf(*vocabulary, beginning));
    sum.Add(top.words());
  }
  return sum.Take(limit);
}

std::vector<CommonWord> WordBeginnings::WithFolded(std::string_view folded,
                                                   std::size_t limit) const {
  Sum sum;
  for (const StoredVocabulary* vocabulary : vocabularies_) {
    Top top(limit);
    top.Add(*vocabulary, vocabulary->WithFolded(folded));
    sum.Add(top.words());
  }
  return sum.Take(limit);
}

std::vector<std::string> WordBeginnings::SimilarBeginnings(std::string_view folded) const {
  const std::size_t letters = CountCodePoints(folded);
  std::unordered_map<std::string, std::uint32_t> found;  // -> articles of its commonest word
  for (std::size_t edits = 1; edits <= 2 && found.empty() && letters >= kFewLetters; ++edits) {
    if (edits == 2 && letters < kManyLetters) break;
    for (const StoredVocabulary* vocabulary : vocabularies_) {
      for (const SimilarBeginning& similar :
           FindSimilarBeginnings(*vocabulary, folded, edits, WordPart::kBeginning)) {
        Top top(1);
        top.Add(*vocabulary, similar.range);
        std::uint32_t& articles = found[std::string(similar.beginning)];
        articles = std::max(articles, top.words().front().articles);
      }
    }
  }
  std::vector<std::pair<std::string, std::uint32_t>> ordered(found.begin(), found.end());
  std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  if (ordered.size() > kMaxSimilar) ordered.resize(kMaxSimilar);
  std::vector<std::string> beginnings;
  for (auto& [beginning, articles] : ordered) beginnings.push_back(std::move(beginning));
  return beginnings;
}

std::vector<CommonWord> WordBeginnings::SimilarWords(std::string_view folded) const {
  const std::size_t letters = CountCodePoints(folded);
  for (std::size_t edits = 1; edits <= 2 && letters >= kFewLetters; ++edits) {
    if (edits == 2 && letters < kManyLetters) break;
    Sum sum;
    for (const StoredVocabulary* vocabulary : vocabularies_) {
      Top top(kMaxSimilarWords);
      for (const SimilarBeginning& similar :
           FindSimilarBeginnings(*vocabulary, folded, edits, WordPart::kWhole)) {
        top.Add(*vocabulary, similar.range);
      }
      sum.Add(top.words());
    }
    std::vector<CommonWord> words = sum.Take(kMaxSimilarWords);
    if (!words.empty()) return words;
  }
  return {};
}

std::vector<CommonWord> WordBeginnings::WithLatin(std::string_view latin, std::size_t limit) const {
  return WithKeys(vocabularies_, latin, limit,
                  [latin](std::string_view key) { return key == latin; });
}

std::vector<CommonWord> WordBeginnings::BeginningWithLatin(std::string_view latin,
                                                           std::size_t limit) const {
  return WithKeys(vocabularies_, latin, limit,
                  [latin](std::string_view key) { return key.starts_with(latin); });
}

}  // namespace zeroline
