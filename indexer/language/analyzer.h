// Text -> terms, written once for both sides: the indexer's writer and the server's query compiler
// use the same Analyzer, so what was indexed is what is looked for.
//
// A text becomes tokens in reading order. Each token has byte offsets into the text (always on
// code-point boundaries) and its terms in three channels:
//   word     stem, lemma or dictionary word; no Xapian prefix
//   gram     padded character 4-grams of the folded word, or bigrams of an unspaced script; "XG"
//   unigram  single characters of an unspaced script; "XU"
// An identifier or error code (KB-1042, user@example.com, C:\Temp, ERR_CONNECTION_RESET) is one
// more token over the same bytes as its parts, its word term prefixed "XI", so that it is found
// exactly as typed while its parts stay findable too. A short hyphenated word (Wi-Fi) is one more
// token with the joined word (wifi).
//
// Any language works: one without a row in the language table goes through ICU and the character
// channel.
//
// Not thread-safe: use one Analyzer per thread (see server/search for a pool). Creating one for
// Polish reads the lemma dictionary (about 0.15 s, 30 MB, shared by all analyzers of the process).
#ifndef ZEROLINE_INDEXER_LANGUAGE_ANALYZER_H_
#define ZEROLINE_INDEXER_LANGUAGE_ANALYZER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

enum class TokenKind : std::uint8_t {
  kWord,
  kNumber,
  kUnspaced,    // of a script without spaces between words
  kIdentifier,  // over the same bytes as its parts
  kCompound,    // a short hyphenated word as it is also written, joined; over the same bytes as its
                // parts
};

// True for what lies over tokens of its own parts.
constexpr bool IsOverlay(TokenKind kind) {
  return kind == TokenKind::kIdentifier || kind == TokenKind::kCompound;
}

// Terms are bytes ready for the index, prefix included, at most kMaxTermBytes long.
struct TokenTerms {
  TokenKind kind = TokenKind::kWord;
  std::string word;             // never empty
  std::uint32_t word_hash = 0;  // HashTerm(word)
  std::string normal;           // NormalizeWord() of the surface, a compound's without its hyphen
  std::string folded;           // FoldWord() of the surface, a compound's without its hyphen
  std::vector<std::string> grams;          // with prefix kGramPrefix; empty for identifiers
  std::vector<std::string> unigrams;       // with prefix kUnigramPrefix
  std::vector<std::uint32_t> gram_hashes;  // HashTerm() of the grams, then of the unigrams
};

struct AnalyzedToken {
  std::uint32_t begin = 0;  // byte offsets into the analysed text
  std::uint32_t end = 0;
  const TokenTerms* terms = nullptr;  // owned by the Analyzer
};

inline constexpr std::string_view kGramPrefix = "XG";
inline constexpr std::string_view kUnigramPrefix = "XU";
inline constexpr std::string_view kIdentifierPrefix = "XI";
// Xapian refuses terms over 245 bytes; NUL bytes count twice there, and we never emit one.
inline constexpr std::size_t kMaxTermBytes = 240;

// 32-bit hash under which a stored article remembers the word term of each token. Two different
// words of one article share a hash with a probability of about 1 in 10^7 and cost one wrong
// highlight.
std::uint32_t HashTerm(std::string_view term);

// A surface word as it is compared while somebody types: NFKC, case-folded, without the diacritics
// that people leave out (é -> e, ł -> l, ё -> е, but й stays), traditional Chinese as simplified.
// Thread-safe.
std::string FoldWord(std::string_view word);

// What Analyzer::fingerprint() of this language would be, without loading its dictionary.
Result<std::string> AnalyzerFingerprint(std::string_view language);

class Analyzer {
 public:
  // `language` is a BCP 47 tag ("en", "pt-BR"); unknown ones get the default row. Fails with
  // kNotFound if a dictionary that the language table names is not installed.
  static Result<std::unique_ptr<Analyzer>> Create(std::string_view language);
  virtual ~Analyzer() = default;

  // Replaces *tokens by the tokens of `text`. Invalid UTF-8 is read as U+FFFD and never fails. The
  // `terms` pointers stay valid until the next call of Analyze() on this analyzer.
  virtual void Analyze(std::string_view text, std::vector<AnalyzedToken>* tokens) = 0;

  // Changes whenever the same text could give other terms: analyzer version, ICU version, language
  // row, dictionary contents. An index is only readable by an analyzer of the same fingerprint.
  virtual const std::string& fingerprint() const = 0;

  // How much the gram and unigram channels count beside the word channel (weight 1) in ranking.
  virtual double gram_weight() const = 0;
  virtual double unigram_weight() const = 0;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_ANALYZER_H_
