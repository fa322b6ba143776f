#include "server/search/typed_text.h"

#include <algorithm>

namespace zeroline {
namespace {

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void AddTerms(const TokenTerms& token, QueryTerms* terms) {
  terms->words.push_back({token.word, 1});
  for (const std::string& gram : token.grams) terms->grams.push_back({gram, 1});
  for (const std::string& unigram : token.unigrams) terms->unigrams.push_back({unigram, 1});
}

void AddWord(const AnalyzedToken& token, bool continues_run, TypedText* typed) {
  const TokenTerms& terms = *token.terms;
  if (continues_run) {
    typed->words.back().folded += terms.folded;
    typed->words.back().end = token.end;
    return;
  }
  TypedWord word;
  word.folded = terms.folded;
  word.begin = token.begin;
  word.end = token.end;
  word.is_unspaced = terms.kind == TokenKind::kUnspaced;
  word.is_fixed = HasDigit(terms.folded);
  typed->words.push_back(std::move(word));
}

}  // namespace

TypedText ReadTyped(std::string_view text, Analyzer* analyzer) {
  TypedText typed;
  typed.text = text;
  for (QueryTerms* terms : {&typed.whole, &typed.last}) {
    terms->gram_weight = analyzer->gram_weight();
    terms->unigram_weight = analyzer->unigram_weight();
  }
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(text, &tokens);
  tokens.erase(
      std::remove_if(tokens.begin(), tokens.end(),
                     [](const AnalyzedToken& token) { return IsOverlay(token.terms->kind); }),
      tokens.end());
  if (tokens.size() > kMaxTypedTokens) tokens.resize(kMaxTypedTokens);
  for (const AnalyzedToken& token : tokens) {
    const bool is_unspaced = token.terms->kind == TokenKind::kUnspaced;
    const bool continues_run = is_unspaced && !typed.words.empty() &&
                               typed.words.back().is_unspaced &&
                               typed.tokens.back().end == token.begin;
    AddWord(token, continues_run, &typed);
    typed.tokens.push_back({token.begin, token.end, token.terms->word});
    const bool is_whole = is_unspaced || &token != &tokens.back();
    AddTerms(*token.terms, is_whole ? &typed.whole : &typed.last);
  }
  for (TypedWord& word : typed.words) word.beginnings = {word.folded};
  if (!typed.words.empty()) {
    typed.tail_begin = typed.words.back().begin;
    typed.tail = typed.words.back().beginnings;
  }
  return typed;
}

}  // namespace zeroline
