#include "indexer/language/analyzer.h"

#include <unicode/unistr.h>
#include <unicode/uvernum.h>
#include <xxhash.h>

#include <unordered_map>
#include <utility>

#include "indexer/language/language_table.h"
#include "indexer/language/lemmatizer.h"
#include "indexer/language/normalizer.h"
#include "indexer/language/polish_stemmer.h"
#include "indexer/language/segmenter.h"
#include "indexer/language/stemmer/stemmer.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

// Raised whenever the code of this room makes other terms of the same text.
constexpr int kAnalyzerVersion = 2;
constexpr std::size_t kGramLength = 4;
// Longer words are product keys and base64: their beginning identifies them well enough.
constexpr std::size_t kMaxGramCodePoints = 40;
// Distinct surface words remembered with their terms; a language's everyday vocabulary fits several
// times.
constexpr std::size_t kMaxRemembered = 1u << 16;

// Byte offsets of the code points of valid UTF-8, the end included; at most `max` code points.
std::vector<std::size_t> CodePoints(std::string_view text, std::size_t max) {
  std::vector<std::size_t> starts;
  std::size_t i = 0;
  while (i < text.size() && starts.size() < max) {
    starts.push_back(i);
    i += CodePointBytes(text[i]);
  }
  starts.push_back(std::min(i, text.size()));
  return starts;
}

std::string Prefixed(std::string_view prefix, std::string_view text) {
  std::string term(prefix);
  term += TruncateUtf8(text, kMaxTermBytes - prefix.size());
  return term;
}

// "_word_" cut into overlapping runs of four characters, so that beginnings and endings count as
// such.
std::vector<std::string> PaddedGrams(std::string_view folded) {
  const std::string padded = "_" + std::string(folded) + "_";
  const std::vector<std::size_t> starts = CodePoints(padded, kMaxGramCodePoints);
  const std::size_t length = starts.size() - 1;
  std::vector<std::string> grams;
  if (length <= kGramLength) {
    grams.push_back(Prefixed(kGramPrefix, padded));
    return grams;
  }
  grams.reserve(length - kGramLength + 1);
  for (std::size_t i = 0; i + kGramLength <= length; ++i) {
    grams.push_back(Prefixed(kGramPrefix, std::string_view(padded).substr(
                                              starts[i], starts[i + kGramLength] - starts[i])));
  }
  return grams;
}

// Characters and pairs of neighbours of a word in an unspaced script. `next` is the first character
// of the following word if the two touch, so that pairs cross word boundaries; `stands_alone` if
// nothing touches.
void AddUnspacedGrams(std::string_view word, std::string_view next, bool touches_previous,
                      TokenTerms* terms) {
  const std::string run = std::string(word) + std::string(next);
  const std::vector<std::size_t> starts = CodePoints(run, kMaxGramCodePoints);
  for (std::size_t i = 0; i + 1 < starts.size() && starts[i] < word.size(); ++i) {
    const std::size_t length = starts[i + 1] - starts[i];
    terms->unigrams.push_back(
        Prefixed(kUnigramPrefix, std::string_view(run).substr(starts[i], length)));
    if (i + 2 < starts.size()) {
      terms->grams.push_back(Prefixed(
          kGramPrefix, std::string_view(run).substr(starts[i], starts[i + 2] - starts[i])));
    } else if (i == 0 && !touches_previous) {
      terms->grams.push_back(Prefixed(kGramPrefix, word));
    }
  }
}

// The two words of a compound without the hyphen (one or three bytes) between them.
std::string WithoutHyphen(std::string_view compound) {
  std::string joined(compound);
  for (const std::string_view hyphen : {"-", "\u2010", "\u2011"}) {
    if (const std::size_t at = joined.find(hyphen); at != std::string::npos) {
      joined.erase(at, hyphen.size());
    }
  }
  return joined;
}

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return static_cast<std::size_t>(XXH3_64bits(text.data(), text.size()));
  }
};

class LanguageAnalyzer : public Analyzer {
 public:
  LanguageAnalyzer(std::string_view language, const LanguageRow& row, std::string fingerprint,
                   std::shared_ptr<Lemmatizer> lemmatizer)
      : row_(row),
        fingerprint_(std::move(fingerprint)),
        segmenter_(language),
        lemmatizer_(std::move(lemmatizer)) {
    if (!row.stemmer.empty()) stemmer_ = Stemmer::Create(row.stemmer);
  }

  void Analyze(std::string_view text, std::vector<AnalyzedToken>* tokens) override {
    tokens->clear();
    if (remembered_.size() > kMaxRemembered) remembered_.clear();
    segmenter_.Segments(text, &segments_);
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      const TokenTerms& terms = Terms(text, i);
      if (terms.word.empty()) continue;
      tokens->push_back({segments_[i].begin, segments_[i].end, &terms});
    }
  }

  const std::string& fingerprint() const override { return fingerprint_; }
  double gram_weight() const override { return row_.gram_weight; }
  double unigram_weight() const override { return row_.unigram_weight; }

 private:
  const TokenTerms& Terms(std::string_view text, std::size_t i) {
    const TextSegment& segment = segments_[i];
    const std::string_view surface = text.substr(segment.begin, segment.end - segment.begin);
    std::string_view next;
    bool touches_previous = false;
    if (segment.kind == TokenKind::kUnspaced) {
      touches_previous = i > 0 && segments_[i - 1].kind == TokenKind::kUnspaced &&
                         segments_[i - 1].end == segment.begin;
      if (i + 1 < segments_.size() && segments_[i + 1].kind == TokenKind::kUnspaced &&
          segments_[i + 1].begin == segment.end) {
        next = text.substr(segment.end, CodePointBytes(text[segment.end]));
      }
    }
    key_.assign(1, static_cast<char>('0' + static_cast<int>(segment.kind)));
    key_ += touches_previous ? '+' : '-';
    key_ += surface;
    if (!next.empty()) (key_ += '\n') += next;
    if (const auto found = remembered_.find(key_); found != remembered_.end()) return found->second;
    TokenTerms terms = MakeTerms(surface, segment.kind, next, touches_previous);
    return remembered_.emplace(key_, std::move(terms)).first->second;
  }

  TokenTerms MakeTerms(std::string_view surface, TokenKind kind, std::string_view next,
                       bool touches_previous) {
    TokenTerms terms;
    terms.kind = kind;
    const std::string word = NormalizeWord(RepairUtf8(surface));
    if (word.empty()) return terms;
    terms.normal = word;
    if (kind == TokenKind::kIdentifier) {
      terms.word = Prefixed(kIdentifierPrefix, word);
      terms.folded = FoldNormalized(word);
    } else if (kind == TokenKind::kCompound) {
      const std::string joined = WithoutHyphen(surface);
      terms.normal = NormalizeWord(joined);
      terms.word = Prefixed("", WordTerm(joined, terms.normal));
      terms.folded = FoldWord(joined);
    } else if (kind == TokenKind::kUnspaced) {
      terms.folded = FoldWord(word);
      terms.word = Prefixed("", terms.folded);
      AddUnspacedGrams(terms.folded, next.empty() ? "" : FoldWord(next), touches_previous, &terms);
    } else {
      terms.folded = FoldNormalized(word);
      terms.word = Prefixed("", kind == TokenKind::kNumber ? word : WordTerm(surface, word));
      terms.grams = PaddedGrams(terms.folded);
    }
    terms.word_hash = HashTerm(terms.word);
    for (const std::string& gram : terms.grams) terms.gram_hashes.push_back(HashTerm(gram));
    for (const std::string& gram : terms.unigrams) terms.gram_hashes.push_back(HashTerm(gram));
    return terms;
  }

  // Stem, else lemma, else the word. Stems are folded after stemming, since Snowball needs the
  // accents.
  std::string WordTerm(std::string_view surface, const std::string& word) {
    if (lemmatizer_ != nullptr) {
      const std::string lemma = lemmatizer_->FirstLemma(surface);
      const std::string term = lemma.empty() ? StemPolish(word) : NormalizeWord(lemma);
      return term.empty() ? word : term;
    }
    if (stemmer_ == nullptr) return FoldNormalized(word);
    // ё and е are one letter to the stemmer's tables too.
    const bool cyrillic = row_.stemmer == "russian";
    const std::string stem = FoldNormalized(stemmer_->Stem(cyrillic ? FoldNormalized(word) : word));
    return stem.empty() ? word : stem;
  }

  const LanguageRow& row_;
  const std::string fingerprint_;
  Segmenter segmenter_;
  std::shared_ptr<Lemmatizer> lemmatizer_;
  std::unique_ptr<Stemmer> stemmer_;
  std::vector<TextSegment> segments_;
  std::string key_;
  std::unordered_map<std::string, TokenTerms, TextHash, std::equal_to<>> remembered_;
};

}  // namespace

std::uint32_t HashTerm(std::string_view term) {
  return static_cast<std::uint32_t>(XXH3_64bits(term.data(), term.size()));
}

Result<std::string> AnalyzerFingerprint(std::string_view language) {
  const LanguageRow& row = FindLanguageRow(language);
  std::string fingerprint = "analyzer " + std::to_string(kAnalyzerVersion) + ", icu " +
                            U_ICU_VERSION + ", " + std::string(language);
  if (!row.stemmer.empty()) fingerprint += ", snowball " + std::string(row.stemmer);
  if (!row.dictionary.empty()) {
    const Result<std::string> dictionary = DictionaryFingerprint(row.dictionary);
    if (!dictionary) return tl::unexpected(dictionary.error());
    fingerprint += ", " + std::string(row.dictionary) + " " + *dictionary;
  }
  return fingerprint;
}

Result<std::unique_ptr<Analyzer>> Analyzer::Create(std::string_view language) {
  const LanguageRow& row = FindLanguageRow(language);
  Result<std::string> fingerprint = AnalyzerFingerprint(language);
  if (!fingerprint) return tl::unexpected(fingerprint.error());
  std::shared_ptr<Lemmatizer> lemmatizer;
  if (!row.dictionary.empty()) {
    Result<std::shared_ptr<Lemmatizer>> loaded = Lemmatizer::Load(row.dictionary);
    if (!loaded) return tl::unexpected(loaded.error());
    lemmatizer = *loaded;
  }
  return std::make_unique<LanguageAnalyzer>(language, row, *std::move(fingerprint),
                                            std::move(lemmatizer));
}

}  // namespace zeroline
