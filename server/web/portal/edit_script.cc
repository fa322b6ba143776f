#include "server/web/portal/edit_script.h"

#include <algorithm>
#include <dtl/dtl.hpp>
#include <string>
#include <unordered_map>
#include <utility>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

enum class Kind { kSpace, kWord, kAlone };

// Scripts in which a character is about a word stand from here on (CJK radicals), as do most
// symbols; Korean, which has spaces, does no worse for being cut into syllables.
constexpr char32_t kFirstAlone = 0x2E80;

bool IsAsciiWord(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

Kind KindOf(char32_t c) {
  const bool is_space = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0;
  if (is_space) return Kind::kSpace;
  const bool is_general_punctuation = c >= 0x2000 && c < 0x2070;
  if (c < 0x80 ? IsAsciiWord(c) : c >= 0xC0 && c < kFirstAlone && !is_general_punctuation) {
    return Kind::kWord;
  }
  return Kind::kAlone;
}

// Equal texts as equal numbers, which compare faster.
class Numbers {
 public:
  std::vector<int> Of(const std::vector<std::string_view>& texts, std::size_t begin,
                      std::size_t end) {
    std::vector<int> numbers;
    for (std::size_t i = begin; i < end; ++i) {
      numbers.push_back(known_.emplace(texts[i], static_cast<int>(known_.size())).first->second);
    }
    return numbers;
  }

 private:
  std::unordered_map<std::string_view, int> known_;
};

bool IsBlank(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (KindOf(NextCodePoint(text, &at)) != Kind::kSpace) return false;
  }
  return true;
}

// Collects runs of equal changes.
class Pieces {
 public:
  void Add(Change change, std::string_view text) {
    const bool in_change = !removed_.empty() || !added_.empty();
    if (change != Change::kSame) {
      removed_ += gap_;
      added_ += gap_;
      gap_.clear();
      (change == Change::kRemoved ? removed_ : added_) += text;
    } else if (in_change && IsBlank(text)) {
      gap_ += text;
    } else {
      if (in_change) Flush();
      same_ += text;
    }
  }
  std::vector<ChangedPiece> Finish() {
    Flush();
    Put(Change::kSame, &same_);
    return std::move(pieces_);
  }

 private:
  void Put(Change change, std::string* text) {
    if (!text->empty()) pieces_.push_back({change, std::move(*text)});
    text->clear();
  }
  void Flush() {
    const bool in_change = !removed_.empty() || !added_.empty();
    if (in_change) Put(Change::kSame, &same_);
    Put(Change::kRemoved, &removed_);
    Put(Change::kAdded, &added_);
    same_ += std::exchange(gap_, "");
  }

  std::vector<ChangedPiece> pieces_;
  std::string same_;
  std::string removed_;
  std::string added_;
  std::string gap_;  // white space that both have, after a change
};

// The steps of one gap, in which `removed` and `added` stand in any order.
void CloseGap(std::vector<EditStep>* removed, std::vector<EditStep>* added,
              std::vector<EditStep>* steps) {
  const std::size_t before = removed->empty() ? 0 : removed->back().before + 1;
  for (EditStep& step : *added) {
    if (!removed->empty()) step.before = before;
  }
  for (EditStep& step : *removed) {
    if (!added->empty()) step.now = added->front().now;
  }
  steps->insert(steps->end(), removed->begin(), removed->end());
  steps->insert(steps->end(), added->begin(), added->end());
  removed->clear();
  added->clear();
}

}  // namespace

std::vector<EditStep> ShortestEdit(const std::vector<std::string_view>& before,
                                   const std::vector<std::string_view>& now) {
  std::size_t head = 0;
  const std::size_t shorter = std::min(before.size(), now.size());
  while (head < shorter && before[head] == now[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head && before[before.size() - 1 - tail] == now[now.size() - 1 - tail]) {
    ++tail;
  }
  Numbers numbers;
  dtl::Diff<int, std::vector<int>> diff(numbers.Of(before, head, before.size() - tail),
                                        numbers.Of(now, head, now.size() - tail));
  diff.compose();
  std::vector<EditStep> steps;
  std::vector<EditStep> removed;
  std::vector<EditStep> added;
  std::size_t i = 0;
  std::size_t j = 0;
  const auto same = [&](std::size_t count) {
    CloseGap(&removed, &added, &steps);
    for (std::size_t k = 0; k < count; ++k) steps.push_back({Change::kSame, i++, j++});
  };
  same(head);
  for (const auto& [number, step] : diff.getSes().getSequence()) {
    if (step.type == dtl::SES_COMMON) {
      same(1);
    } else if (step.type == dtl::SES_DELETE) {
      removed.push_back({Change::kRemoved, i++, j});
    } else {
      added.push_back({Change::kAdded, i, j++});
    }
  }
  same(tail);
  CloseGap(&removed, &added, &steps);
  return steps;
}

std::vector<std::string_view> WordsAndSpaces(std::string_view text) {
  std::vector<std::string_view> words;
  Kind open = Kind::kAlone;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    const Kind kind = KindOf(NextCodePoint(text, &at));
    if (kind == open && kind != Kind::kAlone) {
      words.back() = {words.back().data(), words.back().size() + (at - begin)};
    } else {
      words.push_back(text.substr(begin, at - begin));
    }
    open = kind;
  }
  return words;
}

WordChanges CompareWords(const std::vector<std::string_view>& before,
                         const std::vector<std::string_view>& now) {
  Pieces pieces;
  std::size_t same = 0;
  std::size_t total = 0;
  for (const EditStep& step : ShortestEdit(before, now)) {
    const std::string_view text =
        step.change == Change::kAdded ? now[step.now] : before[step.before];
    pieces.Add(step.change, text);
    if (IsBlank(text)) continue;
    const std::size_t weight = step.change == Change::kSame ? 2 * text.size() : text.size();
    total += weight;
    if (step.change == Change::kSame) same += weight;
  }
  const double share = total == 0 ? 1 : static_cast<double>(same) / static_cast<double>(total);
  return {pieces.Finish(), share};
}

}  // namespace zeroline
