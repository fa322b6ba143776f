// A vocabulary that is a table: what the tests of mending ask instead of a build.
#ifndef ZEROLINE_TESTS_SERVER_QUERY_FAKE_VOCABULARY_H_
#define ZEROLINE_TESTS_SERVER_QUERY_FAKE_VOCABULARY_H_

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/language/analyzer.h"
#include "indexer/language/text.h"
#include "indexer/language/transliteration.h"
#include "server/query/vocabulary.h"

namespace zeroline::testing {

class FakeVocabulary : public Vocabulary {
 public:
  explicit FakeVocabulary(std::string language) : language_(std::move(language)) {}

  // A word that `articles` articles have.
  FakeVocabulary& Has(const std::string& word, std::uint32_t articles = 10) {
    words_[word] = articles;
    return *this;
  }
  FakeVocabulary& Has(std::initializer_list<const char*> words) {
    for (const char* word : words) Has(word);
    return *this;
  }
  // Words of the dictionary that no article has.
  FakeVocabulary& Knows(std::initializer_list<const char*> words) {
    correct_.insert(words.begin(), words.end());
    return *this;
  }
  FakeVocabulary& Means(const std::string& phrase, std::vector<std::string> synonyms) {
    synonyms_[phrase] = std::move(synonyms);
    return *this;
  }

  std::uint32_t Articles(std::string_view word) const override {
    const auto found = words_.find(word);
    return found == words_.end() ? 0 : found->second;
  }
  bool IsCorrect(std::string_view word) const override {
    return Articles(word) > 0 || correct_.contains(word);
  }
  std::vector<KnownWord> WithFoldedForm(std::string_view folded) const override {
    return Commonest([&](const std::string& word) { return FoldWord(word) == folded; });
  }
  std::vector<SimilarWord> Similar(std::string_view word, std::size_t limit) const override {
    std::vector<SimilarWord> similar;
    for (const auto& [known, articles] : words_) {
      const double distance = Distance(FoldWord(word), FoldWord(known));
      if (distance <= 2) similar.push_back({{known, articles}, distance});
    }
    std::stable_sort(similar.begin(), similar.end(), [](const auto& a, const auto& b) {
      return a.distance != b.distance ? a.distance < b.distance
                                      : a.known.articles > b.known.articles;
    });
    if (similar.size() > limit) similar.resize(limit);
    return similar;
  }
  std::vector<KnownWord> WithLatinKey(std::string_view latin) const override {
    return Commonest([&](const std::string& word) {
      const std::vector<std::string> keys = LatinKeysOfWord(word, language_);
      return std::find(keys.begin(), keys.end(), latin) != keys.end();
    });
  }
  std::vector<std::string> Synonyms(std::string_view phrase) const override {
    const auto found = synonyms_.find(phrase);
    return found == synonyms_.end() ? std::vector<std::string>() : found->second;
  }

 private:
  template <typename Predicate>
  std::vector<KnownWord> Commonest(Predicate wanted) const {
    std::vector<KnownWord> found;
    for (const auto& [word, articles] : words_) {
      if (wanted(word)) found.push_back({word, articles});
    }
    std::stable_sort(found.begin(), found.end(), [](const KnownWord& a, const KnownWord& b) {
      return a.articles > b.articles;
    });
    return found;
  }

  // Edits of code points, two exchanged neighbours being one.
  static double Distance(std::string_view a_text, std::string_view b_text) {
    const std::u32string a = Wide(a_text);
    const std::u32string b = Wide(b_text);
    std::vector<std::vector<double>> d(a.size() + 1, std::vector<double>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = static_cast<double>(i);
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = static_cast<double>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
      for (std::size_t j = 1; j <= b.size(); ++j) {
        const double same = a[i - 1] == b[j - 1] ? 0 : 1;
        d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + same});
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
          d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.size()][b.size()];
  }

  static std::u32string Wide(std::string_view text) {
    std::u32string wide;
    for (std::size_t i = 0; i < text.size();) wide += NextCodePoint(text, &i);
    return wide;
  }

  const std::string language_;
  std::map<std::string, std::uint32_t, std::less<>> words_;
  std::set<std::string, std::less<>> correct_;
  std::map<std::string, std::vector<std::string>, std::less<>> synonyms_;
};

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_SERVER_QUERY_FAKE_VOCABULARY_H_
