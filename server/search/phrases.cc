#include "server/search/phrases.h"

#include <algorithm>
#include <cstddef>

namespace zeroline {
namespace {

// Identifiers and compounds lie over their parts and come before them; a phrase is made of the
// parts. In the text they are known by their offsets.
bool IsOverlay(const ArticleView& article, std::size_t i) {
  const std::uint32_t* begins = article.token_begins();
  return i + 1 < article.token_count() && begins[i + 1] < begins[i] + article.token_lengths()[i];
}

// Whether the rest of the phrase follows. `skips(i)`: token i may be passed over.
template <typename Skips>
bool GoesOn(const ArticleView& article, const std::uint16_t* words, std::size_t at, std::size_t end,
            const Phrase& phrase, const Skips& skips) {
  for (std::size_t word = 1; word < phrase.words.size(); ++word) {
    const auto is_next = [&] {
      return at < end && article.word_hashes()[words[at]] == phrase.words[word].hash;
    };
    while (at < end && !is_next() && skips(at)) ++at;
    if (!is_next()) return false;
    ++at;
  }
  return true;
}

template <typename Skips>
bool Has(const ArticleView& article, const std::uint16_t* words, std::size_t count,
         const Phrase& phrase, const Skips& skips) {
  for (std::size_t i = 0; i < count; ++i) {
    if (article.word_hashes()[words[i]] != phrase.words.front().hash) continue;
    if (GoesOn(article, words, i + 1, count, phrase, skips)) return true;
  }
  return false;
}

}  // namespace

Phrase MakePhrase(std::string_view text, Analyzer* analyzer) {
  Phrase phrase;
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(text, &tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool is_plain = i + 1 == tokens.size() || tokens[i + 1].begin >= tokens[i].end;
    if (!is_plain) continue;
    const TokenTerms& terms = *tokens[i].terms;
    phrase.words.push_back({terms.word, terms.word_hash});
  }
  return phrase;
}

bool HasPhrase(const ArticleView& article, const Phrase& phrase) {
  if (phrase.words.empty()) return true;
  // A title keeps no offsets: nothing is passed over in it.
  return Has(article, article.title_words(), article.title_token_count(), phrase,
             [](std::size_t) { return false; }) ||
         Has(article, article.token_words(), article.token_count(), phrase,
             [&](std::size_t i) { return IsOverlay(article, i); });
}

}  // namespace zeroline
