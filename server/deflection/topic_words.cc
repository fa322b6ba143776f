#include "server/deflection/topic_words.h"

#include <algorithm>

namespace zeroline {

TopicWords::TopicWords(std::string_view text, Analyzer* analyzer)
    : analyzer_(analyzer), terms_(Analyze(text)) {
  if (terms_.is_unspaced) folded_ = FoldWord(text);
}

TopicWords::Terms TopicWords::Analyze(std::string_view text) const {
  std::vector<AnalyzedToken> tokens;
  analyzer_->Analyze(text, &tokens);
  Terms terms;
  for (const AnalyzedToken& token : tokens) {
    const TokenKind kind = token.terms->kind;
    terms.all.insert(token.terms->word);
    terms.is_unspaced |= kind == TokenKind::kUnspaced;
    // These stand over the same bytes as their parts.
    if (kind == TokenKind::kIdentifier || kind == TokenKind::kCompound) continue;
    terms.sequence.push_back(token.terms->word);
  }
  return terms;
}

bool TopicWords::Has(std::string_view words) const {
  const Terms wanted = Analyze(words);
  if (wanted.sequence.empty()) return false;
  if (wanted.is_unspaced) {
    return terms_.is_unspaced && folded_.find(FoldWord(words)) != std::string::npos;
  }
  if (wanted.sequence.size() == 1) return terms_.all.contains(wanted.sequence.front());
  // Written otherwise but the same: "wifi" for "Wi-Fi".
  const bool is_one_token = wanted.all.size() == wanted.sequence.size() + 1;
  if (is_one_token && std::any_of(wanted.all.begin(), wanted.all.end(), [&](const auto& term) {
        return terms_.all.contains(term) &&
               std::find(wanted.sequence.begin(), wanted.sequence.end(), term) ==
                   wanted.sequence.end();
      })) {
    return true;
  }
  return std::search(terms_.sequence.begin(), terms_.sequence.end(), wanted.sequence.begin(),
                     wanted.sequence.end()) != terms_.sequence.end();
}

}  // namespace zeroline
