#include "server/search/index_vocabulary.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "indexer/language/analyzer.h"
#include "indexer/language/spelling_dictionary.h"
#include "server/search/similar_words.h"

namespace zeroline {
namespace {

// A common word is meant more often than a rare one that is as near.
constexpr double kFrequencyWeight = 0.12;

// Words of several audiences, counted together.
using ArticleCounts = std::map<std::string_view, std::uint32_t>;

std::vector<KnownWord> CommonestFirst(const ArticleCounts& articles) {
  std::vector<KnownWord> words;
  for (const auto& [word, count] : articles) words.push_back({std::string(word), count});
  std::stable_sort(words.begin(), words.end(),
                   [](const KnownWord& a, const KnownWord& b) { return a.articles > b.articles; });
  return words;
}

double Unlikeliness(const SimilarWord& similar) {
  return similar.distance - kFrequencyWeight * std::log(1.0 + similar.known.articles);
}

}  // namespace

IndexVocabulary::IndexVocabulary(std::vector<const LanguageReader*> readers,
                                 std::string_view language)
    : readers_(std::move(readers)), language_(language) {}

std::uint32_t IndexVocabulary::Articles(std::string_view word) const {
  const std::string folded = FoldWord(word);
  std::uint32_t articles = 0;
  for (const LanguageReader* reader : readers_) {
    articles += reader->vocabulary().Find(word, folded);
  }
  return articles;
}

bool IndexVocabulary::IsCorrect(std::string_view word) const {
  return SpellingDictionary::Of(language_).IsCorrect(word) ||
         SpellingDictionary::Of("en").IsCorrect(word);
}

std::vector<KnownWord> IndexVocabulary::WithFoldedForm(std::string_view folded) const {
  ArticleCounts articles;
  for (const LanguageReader* reader : readers_) {
    const auto [begin, end] = reader->vocabulary().WithFolded(folded);
    for (std::size_t rank = begin; rank < end; ++rank) {
      const StoredVocabulary::Word word = reader->vocabulary().at(rank);
      articles[word.word] += word.articles;
    }
  }
  return CommonestFirst(articles);
}

std::vector<SimilarWord> IndexVocabulary::Similar(std::string_view word, std::size_t limit) const {
  const std::string folded = FoldWord(word);
  std::map<std::string_view, SimilarWord> found;
  for (const LanguageReader* reader : readers_) {
    const StoredVocabulary& vocabulary = reader->vocabulary();
    for (const SimilarRank& similar : FindSimilarWords(vocabulary, folded, language_)) {
      const StoredVocabulary::Word known = vocabulary.at(similar.rank);
      if (known.word == word) continue;
      SimilarWord& entry = found[known.word];
      entry.distance = similar.distance;
      entry.known.articles += known.articles;
    }
  }
  std::vector<SimilarWord> words;
  for (auto& [text, similar] : found) {
    similar.known.word = text;
    words.push_back(std::move(similar));
  }
  std::stable_sort(words.begin(), words.end(), [](const SimilarWord& a, const SimilarWord& b) {
    return Unlikeliness(a) < Unlikeliness(b);
  });
  if (words.size() > limit) words.resize(limit);
  return words;
}

std::vector<KnownWord> IndexVocabulary::WithLatinKey(std::string_view latin) const {
  ArticleCounts articles;
  if (latin.empty()) return {};
  for (const LanguageReader* reader : readers_) {
    const StoredVocabulary& vocabulary = reader->vocabulary();
    const auto [begin, end] = vocabulary.WithLatin(latin);
    for (std::size_t i = begin; i < end; ++i) {
      const StoredVocabulary::Word word = vocabulary.at(vocabulary.key_at(i).rank);
      articles[word.word] += word.articles;
    }
  }
  return CommonestFirst(articles);
}

std::vector<std::string> IndexVocabulary::Synonyms(std::string_view phrase) const {
  // Synonyms belong to the language: the readers of all audiences have the same.
  if (readers_.empty() || readers_.front()->synonyms() == nullptr) return {};
  const auto found = readers_.front()->synonyms()->Find(phrase);
  return {found.begin(), found.end()};
}

}  // namespace zeroline
