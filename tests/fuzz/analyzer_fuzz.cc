// Analyzer: whatever the text, tokens lie on code points, in order, with terms that an index takes,
// and the same text always gives the same terms.
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/language/analyzer.h"
#include "indexer/language/text.h"
#include "tests/fuzz/property.h"

namespace zeroline {
namespace {

using testing::IsBoundary;
using testing::Require;

// The first byte of the input chooses; "sw" has no row in the language table.
constexpr std::array<const char*, 6> kLanguages = {"en", "ru", "pl", "zh", "de", "sw"};

Analyzer& AnalyzerFor(std::size_t choice) {
  static std::array<std::unique_ptr<Analyzer>, kLanguages.size()> analyzers;
  std::unique_ptr<Analyzer>& analyzer = analyzers[choice % kLanguages.size()];
  if (analyzer == nullptr) {
    auto created = Analyzer::Create(kLanguages[choice % kLanguages.size()]);
    Require(created.has_value(), "every language of the table has its dictionary installed");
    analyzer = std::move(*created);
  }
  return *analyzer;
}

void CheckTerm(const std::string& term, std::string_view prefix) {
  Require(term.size() > prefix.size(), "no term is empty");
  Require(term.starts_with(prefix), "a term has its channel's prefix");
  Require(term.size() <= kMaxTermBytes, "a term fits the index");
  Require(term.find('\0') == std::string::npos, "a term has no NUL byte");
  Require(!FindInvalidUtf8(term), "a term is valid UTF-8");
}

// All terms in order, to compare two runs.
std::vector<std::string> CheckTokens(std::string_view text,
                                     const std::vector<AnalyzedToken>& tokens) {
  const bool valid = !FindInvalidUtf8(text);
  std::vector<std::string> terms;
  std::uint32_t last = 0;
  for (const AnalyzedToken& token : tokens) {
    Require(token.begin < token.end && token.end <= text.size(), "a token lies in the text");
    Require(token.begin >= last, "tokens ascend");
    last = token.begin;
    if (valid) {
      Require(IsBoundary(text, token.begin) && IsBoundary(text, token.end),
              "offsets are on code points");
    }
    Require(token.terms != nullptr, "a token has terms");
    CheckTerm(token.terms->word, "");
    Require(token.terms->word_hash == HashTerm(token.terms->word), "the hash is the word's");
    for (const std::string& gram : token.terms->grams) CheckTerm(gram, kGramPrefix);
    for (const std::string& unigram : token.terms->unigrams) CheckTerm(unigram, kUnigramPrefix);
    terms.push_back(token.terms->word);
    terms.insert(terms.end(), token.terms->grams.begin(), token.terms->grams.end());
    terms.insert(terms.end(), token.terms->unigrams.begin(), token.terms->unigrams.end());
  }
  return terms;
}

}  // namespace
}  // namespace zeroline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zeroline;  // NOLINT(google-build-using-namespace): libFuzzer's entry is global
  if (size == 0) return 0;
  Analyzer& analyzer = AnalyzerFor(data[0]);
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::vector<AnalyzedToken> tokens;
  analyzer.Analyze(text, &tokens);
  const std::vector<std::string> first = CheckTokens(text, tokens);
  analyzer.Analyze("something else", &tokens);
  analyzer.Analyze(text, &tokens);
  testing::Require(CheckTokens(text, tokens) == first, "the same text gives the same terms");
  return 0;
}
