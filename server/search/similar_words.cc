#include "server/search/similar_words.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "indexer/language/keyboard_layout.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

// In hundredths of an edit; measured on misspelt questions of five collections.
constexpr int kExchanged = 70;
constexpr int kNeighbour = 70;
constexpr int kDoubled = 60;
constexpr int kMissing = 90;
constexpr int kWrong = 100;
constexpr int kFirstLetter = 30;
constexpr int kShortLimit = 135;
constexpr int kLongLimit = 200;
constexpr std::size_t kShortLength = 5;

constexpr std::size_t kMinLength = 3;
constexpr std::size_t kMaxLength = kMaxVocabularyWordLength;
constexpr int kFar = 10000;
// A row goes on to the right of what the rows before made near as long as letters may be left out.
constexpr std::size_t kMargin = kLongLimit / kDoubled + 2;
using Row = std::array<int, kMaxLength + kMargin + 1>;

// Thai is the first script without spaces in the order of code points; Chinese, Japanese and the
// others come after it, and among them few scripts have spaces.
constexpr char32_t kFirstUnspaced = 0x0E00;
constexpr std::string_view kFirstUnspacedBytes = "\u0E00";
constexpr char32_t kFirstHangul = 0xAC00;
constexpr char32_t kLastHangul = 0xD7A3;

// A few letters; most others are told to be absent by one bit.
class LetterSet {
 public:
  void Add(char32_t letter) {
    letters_ += letter;
    bits_ |= BitOf(letter);
  }
  bool Has(char32_t letter) const {
    return (bits_ & BitOf(letter)) != 0 && letters_.find(letter) != std::u32string::npos;
  }

 private:
  static std::uint64_t BitOf(char32_t letter) { return std::uint64_t{1} << (letter & 63); }

  std::uint64_t bits_ = 0;
  std::u32string letters_;
};

// One row per letter of the path through the vocabulary, one column per letter typed.
class Distances {
 public:
  Distances(std::u32string typed, std::string_view language)
      : typed_(std::move(typed)), limit_(typed_.size() <= kShortLength ? kShortLimit : kLongLimit) {
    const Layout layout = LayoutOfLanguage(language).value_or(Layout::kEnglish);
    for (std::size_t i = 0; i < typed_.size(); ++i) {
      for (const std::string& letter : NeighboursOf(i, layout)) {
        std::size_t at = 0;
        neighbours_[i].Add(NextCodePoint(letter, &at));
      }
    }
    rows_[0].fill(kFar);
    near_[0] = {0, std::min<std::size_t>(typed_.size(), static_cast<std::size_t>(limit_ / kWrong))};
    for (std::size_t i = 0; i <= near_[0].last; ++i) rows_[0][i] = static_cast<int>(i) * kWrong;
  }

  // Adds a letter behind the first `depth` of the path. False if no word that begins so is near.
  bool Push(std::size_t depth, char32_t letter) {
    path_[depth] = letter;
    const int limit = path_[0] == typed_[0] ? limit_ : kShortLimit - kFirstLetter;
    const std::size_t j = depth + 1;  // letters of the path with this one
    // A cell is near only beside near cells of the two rows before, or to the right of one.
    const std::size_t before = j > 1 ? j - 2 : 0;
    const std::size_t first =
        std::max<std::size_t>(1, std::min(near_[j - 1].first, near_[before].first + 2));
    const std::size_t enough = std::max(near_[j - 1].last + 1, near_[before].last + 2);
    Row& row = rows_[j];
    row[first - 1] = first == 1 ? static_cast<int>(j) * kWrong : kFar;
    Near near;
    std::size_t i = first - 1;
    while (true) {
      if (row[i] <= limit) near = {std::min(near.first, i), i};
      ++i;
      if (i > typed_.size() || (i > enough && row[i - 1] + kDoubled > limit)) break;
      row[i] = Cell(i, j);
    }
    // What the next rows read to the right of it.
    std::fill_n(row.begin() + static_cast<std::ptrdiff_t>(i), kMargin, kFar);
    near_[j] = near;
    return near.last != 0 || near.first == 0 || CanExchange(near_[j - 1], j - 1, limit);
  }

  // Of a path of this many letters, or a number above limit().
  int Of(std::size_t depth) const {
    const std::size_t length = typed_.size();
    if (length < near_[depth].first || length > near_[depth].last) return kFar;
    const int distance = rows_[depth][length];
    return path_[0] == typed_[0] ? distance : distance + kFirstLetter;
  }
  int limit() const { return limit_; }

 private:
  std::vector<std::string> NeighboursOf(std::size_t i, Layout layout) const {
    std::string letter;
    // Back to UTF-8: layouts are asked in it.
    const char32_t c = typed_[i];
    if (c < 0x80) {
      letter += static_cast<char>(c);
    } else if (c < 0x800) {
      letter += static_cast<char>(0xC0 | c >> 6);
      letter += static_cast<char>(0x80 | (c & 0x3F));
    }
    if (letter.empty()) return {};
    std::vector<std::string> found = NeighbouringLetters(letter, layout);
    return found.empty() ? NeighbouringLetters(letter, Layout::kEnglish) : found;
  }

  // The columns of a row that are within the limit lie between these; none do if first > last.
  struct Near {
    std::size_t first = kMaxLength + kMargin;
    std::size_t last = 0;
  };

  // Whether a row without near cells may still be jumped over by exchanging two letters.
  bool CanExchange(const Near& near, std::size_t j, int limit) const {
    for (std::size_t i = near.first; i <= near.last; ++i) {
      if (rows_[j][i] + kExchanged <= limit) return true;
    }
    return false;
  }

  int Cell(std::size_t i, std::size_t j) const {
    const char32_t have = typed_[i - 1];
    const char32_t want = path_[j - 1];
    int cost = rows_[j - 1][i - 1];
    if (have != want) {
      cost += neighbours_[i - 1].Has(want) ? kNeighbour : kWrong;
    }
    const bool is_extra_double = i > 1 && have == typed_[i - 2];
    const bool is_lost_double = j > 1 && want == path_[j - 2];
    cost = std::min(cost, rows_[j][i - 1] + (is_extra_double ? kDoubled : kMissing));
    cost = std::min(cost, rows_[j - 1][i] + (is_lost_double ? kDoubled : kMissing));
    if (i > 1 && j > 1 && have == path_[j - 2] && want == typed_[i - 2]) {
      cost = std::min(cost, rows_[j - 2][i - 2] + kExchanged);
    }
    return std::min(cost, kFar);
  }

  const std::u32string typed_;
  const int limit_;
  std::array<LetterSet, kMaxLength> neighbours_;
  std::array<char32_t, kMaxLength + 1> path_{};
  std::array<Row, kMaxLength + 1> rows_;
  std::array<Near, kMaxLength + 1> near_{};
};

// The walk through the sorted words.
class Walk {
 public:
  Walk(const StoredVocabulary& vocabulary, std::u32string typed, std::string_view language)
      : vocabulary_(vocabulary), distances_(std::move(typed), language) {}

  std::vector<SimilarRank> Run(std::size_t begin, std::size_t end) {
    std::vector<SimilarRank> found;
    std::size_t rank = begin;
    while (rank < end) {
      const std::string_view folded = vocabulary_.folded_at(rank);
      if (!Enter(folded)) {
        rank = SkipPrefix(rank);
        continue;
      }
      const std::size_t depth = ends_.size();
      if (depth >= kMinLength && distances_.Of(depth) <= distances_.limit()) {
        found.push_back({rank, distances_.Of(depth) / 100.0});
      }
      ++rank;
    }
    return found;
  }

 private:
  // Goes from the word of the last call to this one. False if it cannot be near: then prefix_ is
  // what no near word begins with.
  bool Enter(std::string_view folded) {
    const std::size_t shared = static_cast<std::size_t>(
        std::mismatch(prefix_.begin(), prefix_.end(), folded.begin(), folded.end()).first -
        prefix_.begin());
    while (!ends_.empty() && ends_.back() > shared) ends_.pop_back();
    std::size_t at = ends_.empty() ? 0 : ends_.back();
    while (at < folded.size()) {
      const char32_t letter = NextCodePoint(folded, &at);
      const bool is_near = ends_.size() < kMaxLength && distances_.Push(ends_.size(), letter);
      ends_.push_back(at);
      if (is_near) continue;
      prefix_ = folded.substr(0, at);
      return false;
    }
    prefix_ = folded;
    return true;
  }

  // Past all words that begin with prefix_.
  std::size_t SkipPrefix(std::size_t rank) {
    if (prefix_.empty()) return rank + 1;
    std::string next = prefix_;
    // The last byte of UTF-8 is never the greatest one; in a damaged file anything is.
    if (static_cast<unsigned char>(next.back()) == 0xFF) return rank + 1;
    next.back() = static_cast<char>(static_cast<unsigned char>(next.back()) + 1);
    return std::max(rank + 1, vocabulary_.LowerBound(next, rank));
  }

  const StoredVocabulary& vocabulary_;
  Distances distances_;
  std::string prefix_;             // of the words visited now
  std::vector<std::size_t> ends_;  // of its letters, in bytes
};

}  // namespace

std::vector<SimilarRank> FindSimilarWords(const StoredVocabulary& vocabulary,
                                          std::string_view folded, std::string_view language) {
  std::u32string typed = ToCodePoints(folded);
  if (typed.size() < kMinLength || typed.size() > kMaxLength) return {};
  const char32_t first = typed[0];
  if (first >= U'0' && first <= U'9') return {};
  const std::size_t unspaced = vocabulary.LowerBound(kFirstUnspacedBytes, 0);
  const std::size_t letters = vocabulary.LowerBound(":", 0);  // behind digits
  Walk walk(vocabulary, std::move(typed), language);
  if (first < kFirstUnspaced) return walk.Run(letters, unspaced);
  if (first < kFirstHangul || first > kLastHangul) return {};
  return walk.Run(unspaced, vocabulary.size());
}

}  // namespace zeroline
