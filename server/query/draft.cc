#include "server/query/draft.h"

#include <algorithm>
#include <utility>

#include "indexer/language/normalizer.h"
#include "indexer/language/text.h"
#include "server/query/letters.h"

namespace zeroline {
namespace {

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool Covers(const Span& other) const { return begin <= other.begin && other.end <= end; }
};

// Where the phrases stand in the text, in order; one that is not found covers nothing.
std::vector<Span> PhraseSpans(std::string_view text, const std::vector<std::string>& phrases) {
  std::vector<Span> spans;
  std::size_t from = 0;
  for (const std::string& phrase : phrases) {
    const std::size_t at = text.find(phrase, from);
    if (at == std::string_view::npos || phrase.empty()) continue;
    spans.push_back({at, at + phrase.size()});
    from = at + phrase.size();
  }
  return spans;
}

// A run without spaces that is an address or a path rather than words.
bool IsAddress(std::string_view run) {
  return run.find("://") != std::string_view::npos || run.starts_with("www.") ||
         run.find('@') != std::string_view::npos || run.find('\\') != std::string_view::npos ||
         std::count(run.begin(), run.end(), '/') >= 2;
}

std::vector<Span> AddressSpans(std::string_view text) {
  std::vector<Span> spans;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find(' ', i), text.size());
    if (IsAddress(text.substr(i, end - i))) spans.push_back({i, end});
    i = end + 1;
  }
  return spans;
}

bool IsCovered(const Span& word, const std::vector<Span>& spans) {
  return std::any_of(spans.begin(), spans.end(),
                     [&](const Span& span) { return span.Covers(word); });
}

bool HasOnly(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

}  // namespace

Draft::Draft(std::string_view text, const std::vector<std::string>& phrases,
             const Vocabulary& vocabulary, Analyzer* analyzer)
    : vocabulary_(vocabulary), analyzer_(analyzer) {
  std::vector<Span> fixed = PhraseSpans(text, phrases);
  const std::vector<Span> addresses = AddressSpans(text);
  fixed.insert(fixed.end(), addresses.begin(), addresses.end());
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(text, &tokens);
  struct Plain {
    Span span;
    TokenKind kind;
    std::string term;
  };
  std::vector<Plain> plain;  // copied: looking words up analyses other texts
  for (const AnalyzedToken& token : tokens) {
    const Span span = {token.begin, token.end};
    if (!IsOverlay(token.terms->kind)) {
      plain.push_back({span, token.terms->kind, token.terms->word});
    } else if (token.terms->kind == TokenKind::kIdentifier ||
               vocabulary.Articles(token.terms->folded) > 0) {
      fixed.push_back(span);  // as a whole it is known, or what it is; its parts need no mending
    }
  }
  std::size_t done = 0;
  for (const Plain& token : plain) {
    if (words_.size() == kMaxQueryTokens || token.span.begin < done) break;
    DraftWord word;
    word.surface = text.substr(token.span.begin, token.span.end - token.span.begin);
    word.is_fixed =
        token.kind == TokenKind::kNumber || HasDigit(word.surface) || IsCovered(token.span, fixed);
    word.normal = NormalizeWord(word.surface);
    word.term = token.term;
    word.is_unspaced = token.kind == TokenKind::kUnspaced;
    if (!word.is_fixed && !word.is_unspaced) {
      word.articles = vocabulary.Articles(word.normal);
      // What writers list as a synonym is a word, too.
      word.is_correct = word.articles > 0 || vocabulary.IsCorrect(word.normal) ||
                        !vocabulary.Synonyms(word.normal).empty();
    }
    between_.emplace_back(text.substr(done, token.span.begin - done));
    words_.push_back(std::move(word));
    done = token.span.end;
  }
  between_.emplace_back(text.substr(done));
}

bool Draft::IsFollowedBySpace(std::size_t i) const {
  return i + 1 < words_.size() && between_[i + 1] == " ";
}

bool Draft::IsFollowedClosely(std::size_t i) const {
  return i + 1 < words_.size() && HasOnly(between_[i + 1], " -");
}

std::string Draft::Text(std::size_t first, std::size_t count) const {
  std::string text;
  for (std::size_t i = first; i < first + count; ++i) {
    if (i > first) text += between_[i];
    text += words_[i].surface;
  }
  return text;
}

void Draft::Replace(std::size_t first, std::size_t count, const std::vector<std::string>& surfaces,
                    std::string_view glue) {
  std::vector<DraftWord> fresh;
  for (const std::string& surface : surfaces) {
    DraftWord word;
    word.surface = surface;
    word.normal = NormalizeWord(surface);
    word.term = TermOf(surface);
    word.articles = vocabulary_.Articles(word.normal);
    word.is_correct = true;
    fresh.push_back(std::move(word));
  }
  const auto at = [first](auto* items) {
    return items->begin() + static_cast<std::ptrdiff_t>(first);
  };
  const auto width = static_cast<std::ptrdiff_t>(count);
  words_.erase(at(&words_), at(&words_) + width);
  words_.insert(at(&words_), fresh.begin(), fresh.end());
  // What stood before the first word stays; what stood between the words goes.
  between_.erase(at(&between_) + 1, at(&between_) + width);
  between_.insert(at(&between_) + 1, surfaces.size() - 1, std::string(glue));
}

std::string Draft::TermOf(std::string_view word) {
  std::vector<AnalyzedToken> tokens;
  analyzer_->Analyze(word, &tokens);
  return tokens.size() == 1 ? tokens.front().terms->word : std::string();
}

void Draft::WriteTo(Query* query) const {
  query->text.clear();
  query->expansions.clear();
  std::vector<Span> spans;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const std::size_t size = query->text.size() + between_[i].size() + words_[i].surface.size();
    if (size > kMaxQueryBytes) break;
    query->text += between_[i];
    const std::size_t begin = query->text.size();
    query->text += words_[i].surface;
    spans.push_back({begin, query->text.size()});
    if (words_[i].alternatives.empty()) continue;
    query->expansions.push_back(
        {begin, query->text.size(), words_[i].own_weight, words_[i].alternatives});
  }
  if (spans.size() == words_.size()) {
    query->text += TruncateUtf8(between_.back(), kMaxQueryBytes - query->text.size());
  }
  for (const DraftStretch& stretch : stretches_) {
    const std::size_t last = stretch.first + stretch.count - 1;
    if (last >= spans.size()) continue;
    query->expansions.push_back(
        {spans[stretch.first].begin, spans[last].end, 1, stretch.alternatives});
  }
  std::sort(query->expansions.begin(), query->expansions.end(),
            [](const Expansion& a, const Expansion& b) { return a.begin < b.begin; });
}

}  // namespace zeroline
