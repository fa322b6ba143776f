#include "server/search/similar_beginnings.h"

#include <algorithm>
#include <string>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

// No UTF-8 text has it, so that what begins with a text comes before the text with it.
constexpr char kAfterAll = '\xFF';

// The distances of the beginnings of one word from those of the typed one, a row for each letter.
class Rows {
 public:
  Rows(std::u32string typed, std::size_t edits) : typed_(std::move(typed)), edits_(edits) {
    rows_.emplace_back(typed_.size() + 1);
    for (std::size_t i = 0; i <= typed_.size(); ++i) rows_[0][i] = i;
  }

  // Rows for the letters of the first `depth` of the path stay; adds one. False if whatever begins
  // so is too far away.
  bool Push(std::size_t depth, char32_t letter) {
    path_.resize(depth);
    path_ += letter;
    if (rows_.size() == depth + 1) rows_.emplace_back(typed_.size() + 1);
    std::vector<std::size_t>& row = rows_[depth + 1];
    row[0] = depth + 1;
    std::size_t least = row[0];
    for (std::size_t i = 1; i <= typed_.size(); ++i) {
      const std::size_t wrong = typed_[i - 1] == letter ? 0 : 1;
      row[i] = std::min({rows_[depth][i] + 1, row[i - 1] + 1, rows_[depth][i - 1] + wrong});
      if (depth > 0 && i > 1 && typed_[i - 1] == path_[depth - 1] && typed_[i - 2] == letter) {
        row[i] = std::min(row[i], rows_[depth - 1][i - 2] + 1);
      }
      least = std::min(least, row[i]);
    }
    if (!MayBegin()) return false;
    // An exchange is seen one letter later.
    return least <= edits_ ||
           *std::min_element(rows_[depth].begin(), rows_[depth].end()) + 1 <= edits_;
  }

  bool IsNear() const { return path_.size() > 1 && rows_[path_.size()].back() <= edits_; }
  // Whether the path has as many letters as were typed: a shorter one is near only if a letter was
  // typed too many, which can be said of nearly everything.
  bool IsLong() const { return path_.size() >= typed_.size(); }

 private:
  bool MayBegin() const {
    if (path_[0] == typed_[0]) return true;
    return path_[0] == typed_[1] && (path_.size() < 2 || path_[1] == typed_[0]);
  }

  const std::u32string typed_;
  const std::size_t edits_;
  std::u32string path_;
  std::vector<std::vector<std::size_t>> rows_;  // those behind path_ are left over
};

class Walk {
 public:
  Walk(const StoredVocabulary& vocabulary, Rows rows, WordPart part)
      : vocabulary_(vocabulary), rows_(std::move(rows)), part_(part) {}

  // All words that begin with `first`.
  void Run(std::string_view first) {
    last_.clear();
    ends_.clear();
    std::size_t rank = vocabulary_.LowerBound(first, 0);
    const std::size_t end = Behind(first, rank);
    for (std::size_t visits = 0; rank < end && visits < kMaxVisits; ++visits) rank = Visit(rank);
  }

  std::vector<SimilarBeginning> TakeFound() {
    return std::move(long_.empty() && part_ == WordPart::kBeginning ? short_ : long_);
  }

 private:
  // Follows the word letter by letter; returns the rank to go on at.
  std::size_t Visit(std::size_t rank) {
    const std::string_view folded = vocabulary_.folded_at(rank);
    std::size_t at = Return(folded);
    while (at < folded.size()) {
      const char32_t letter = NextCodePoint(folded, &at);
      last_ = folded.substr(0, at);
      ends_.push_back(at);
      if (!rows_.Push(ends_.size() - 1, letter)) return std::max(rank + 1, Behind(last_, rank));
      if (part_ != WordPart::kBeginning || !rows_.IsNear()) continue;
      const std::size_t end = std::max(rank + 1, Behind(last_, rank));
      (rows_.IsLong() ? long_ : short_).push_back({folded.substr(0, at), {rank, end}});
      if (rows_.IsLong()) return end;
    }
    const std::size_t end =
        std::max(rank + 1, vocabulary_.LowerBound(std::string(folded) + '\0', rank));
    if (part_ == WordPart::kWhole && rows_.IsNear()) long_.push_back({folded, {rank, end}});
    return end;
  }

  // To the last letter that `folded` shares with the word before; returns the byte behind it.
  std::size_t Return(std::string_view folded) {
    const auto mismatch =
        std::mismatch(last_.begin(), last_.end(), folded.begin(), folded.end()).first;
    const auto shared = static_cast<std::size_t>(mismatch - last_.begin());
    while (!ends_.empty() && ends_.back() > shared) ends_.pop_back();
    return ends_.empty() ? 0 : ends_.back();
  }

  std::size_t Behind(std::string_view beginning, std::size_t rank) const {
    return vocabulary_.LowerBound(std::string(beginning) + kAfterAll, rank);
  }

  const StoredVocabulary& vocabulary_;
  Rows rows_;
  const WordPart part_;
  std::string last_;               // the letters that rows_ has
  std::vector<std::size_t> ends_;  // of these, in bytes
  std::vector<SimilarBeginning> long_;
  std::vector<SimilarBeginning> short_;
};

}  // namespace

std::vector<SimilarBeginning> FindSimilarBeginnings(const StoredVocabulary& vocabulary,
                                                    std::string_view folded, std::size_t edits,
                                                    WordPart part) {
  std::u32string typed = ToCodePoints(folded);
  if (typed.size() < 2 || typed.size() > kMaxVocabularyWordLength) return {};
  std::size_t second = 0;
  NextCodePoint(folded, &second);
  std::size_t third = second;
  NextCodePoint(folded, &third);
  const bool differ = typed[0] != typed[1];
  Walk walk(vocabulary, Rows(std::move(typed), edits), part);
  walk.Run(folded.substr(0, second));
  if (differ) walk.Run(folded.substr(second, third - second));
  return walk.TakeFound();
}

}  // namespace zeroline
