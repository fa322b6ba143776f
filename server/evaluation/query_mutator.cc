#include "server/evaluation/query_mutator.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <utility>

#include "indexer/language/keyboard_layout.h"
#include "indexer/language/normalizer.h"
#include "indexer/language/segmenter.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

constexpr std::size_t kMinTypoLetters = 4;

using Letters = std::vector<std::string>;
using Random = std::mt19937_64;  // its sequence is fixed by the standard, a distribution's is not

constexpr std::pair<MutationKind, std::string_view> kNames[] = {
    {MutationKind::kTypo, "typo"},
    {MutationKind::kDiacritics, "diacritics"},
    {MutationKind::kLayout, "layout"},
};

template <typename T>
const T& Pick(const std::vector<T>& from, Random* random) {
  return from[(*random)() % from.size()];
}

// FNV-1a, 64 bits.
std::uint64_t Hash(std::string_view text) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  }
  return hash;
}

Letters Split(std::string_view word) {
  Letters letters;
  for (std::size_t i = 0; i < word.size();) {
    const std::size_t begin = i;
    NextCodePoint(word, &i);
    letters.emplace_back(word.substr(begin, i - begin));
  }
  return letters;
}

std::string Join(const Letters& letters) {
  std::string word;
  for (const std::string& letter : letters) word += letter;
  return word;
}

bool IsPlain(std::string_view word) {
  return std::none_of(word.begin(), word.end(),
                      [](char c) { return (c >= '0' && c <= '9') || c == '\'' || c == '_'; });
}

// Words of letters, outside identifiers: what people misspell.
std::vector<TextSegment> Words(std::string_view text, const std::string& language) {
  std::vector<TextSegment> segments;
  Segmenter(language).Segments(text, &segments);
  std::vector<TextSegment> words;
  std::uint32_t identifier_end = 0;
  for (const TextSegment& segment : segments) {
    if (segment.kind == TokenKind::kIdentifier) {
      identifier_end = std::max(identifier_end, segment.end);
    } else if (segment.kind == TokenKind::kWord && segment.begin >= identifier_end &&
               IsPlain(text.substr(segment.begin, segment.end - segment.begin))) {
      words.push_back(segment);
    }
  }
  return words;
}

std::string_view TextOf(const TextSegment& segment, std::string_view text) {
  return text.substr(segment.begin, segment.end - segment.begin);
}

std::string Replaced(const std::string& text, const TextSegment& segment, const std::string& by) {
  return text.substr(0, segment.begin) + by + text.substr(segment.end);
}

// What a finger that wants `letter` may hit instead.
Letters Mishits(const std::string& letter, const std::string& language, const Letters& alphabet) {
  Letters others;
  if (const std::optional<Layout> layout = LayoutOfLanguage(language)) {
    others = NeighbouringLetters(letter, *layout);
  }
  if (others.empty()) others = alphabet;
  others.erase(std::remove(others.begin(), others.end(), LowerCase(letter)), others.end());
  return others;
}

bool Transpose(Letters* word, Random* random) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i + 1 < word->size(); ++i) {
    if ((*word)[i] != (*word)[i + 1]) places.push_back(i);
  }
  if (places.empty()) return false;
  const std::size_t place = Pick(places, random);
  std::swap((*word)[place], (*word)[place + 1]);
  return true;
}

void Misspell(const std::string& language, const Letters& alphabet, Letters* word, Random* random) {
  const std::uint64_t slip = (*random)() % 4;
  if (slip == 0 && Transpose(word, random)) return;
  const std::size_t place = (*random)() % word->size();
  const auto at = word->begin() + static_cast<std::ptrdiff_t>(place);
  const Letters others = Mishits(*at, language, alphabet);
  if (slip == 1 || others.empty()) {
    word->erase(at);
  } else if (slip == 2) {
    word->insert(at + static_cast<std::ptrdiff_t>((*random)() % 2), Pick(others, random));
  } else {
    *at = Pick(others, random);
  }
}

std::string WithoutDiacritics(const EvaluationQuery& query) {
  std::string text = query.text;
  const std::vector<TextSegment> words = Words(text, query.language);
  for (auto word = words.rbegin(); word != words.rend(); ++word) {
    const std::string normal = NormalizeWord(TextOf(*word, query.text));
    const std::string folded = FoldNormalized(normal);
    if (folded != normal) text = Replaced(text, *word, folded);
  }
  return text;
}

// Latin scripts are typed on the Russian layout, Cyrillic ones on the English. Letters made with a
// key that only their own layout knows lose their marks first.
std::string OnOtherLayout(const EvaluationQuery& query) {
  const std::optional<Layout> meant = LayoutOfLanguage(query.language);
  if (!meant) return query.text;
  if (*meant == Layout::kGerman) {
    return TypedOnOtherLayout(query.text, Layout::kGerman, Layout::kRussian);
  }
  if (*meant == Layout::kEnglish) {
    return TypedOnOtherLayout(WithoutDiacritics(query), Layout::kEnglish, Layout::kRussian);
  }
  return TypedOnOtherLayout(query.text, *meant, Layout::kEnglish);
}

}  // namespace

std::optional<MutationKind> ParseMutationKind(std::string_view name) {
  for (const auto& [kind, known] : kNames) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

std::string_view Name(MutationKind kind) {
  for (const auto& [known, name] : kNames) {
    if (known == kind) return name;
  }
  return "";
}

QueryMutator::QueryMutator(MutationKind kind, std::uint64_t seed,
                           const std::vector<EvaluationQuery>& queries)
    : kind_(kind), seed_(seed) {
  if (kind != MutationKind::kTypo) return;
  std::map<std::string, std::set<std::string>> seen;
  for (const EvaluationQuery& query : queries) {
    for (const TextSegment& word : Words(query.text, query.language)) {
      for (std::string& letter : Split(LowerCase(TextOf(word, query.text)))) {
        seen[query.language].insert(std::move(letter));
      }
    }
  }
  for (const auto& [language, letters] : seen) {
    alphabets_[language].assign(letters.begin(), letters.end());
  }
}

std::string QueryMutator::Mutate(const EvaluationQuery& query) const {
  switch (kind_) {
    case MutationKind::kTypo:
      return WithTypo(query);
    case MutationKind::kDiacritics:
      return WithoutDiacritics(query);
    case MutationKind::kLayout:
      return OnOtherLayout(query);
  }
  return query.text;
}

std::string QueryMutator::WithTypo(const EvaluationQuery& query) const {
  std::vector<TextSegment> words;
  for (const TextSegment& word : Words(query.text, query.language)) {
    if (Split(TextOf(word, query.text)).size() >= kMinTypoLetters) words.push_back(word);
  }
  if (words.empty()) return query.text;
  static const Letters kUnseen;
  const auto alphabet = alphabets_.find(query.language);
  Random random(Hash(query.id + '\t' + query.text) ^ seed_);
  const TextSegment& word = Pick(words, &random);
  Letters letters = Split(TextOf(word, query.text));
  Misspell(query.language, alphabet == alphabets_.end() ? kUnseen : alphabet->second, &letters,
           &random);
  return Replaced(query.text, word, Join(letters));
}

}  // namespace zeroline
