#include "indexer/check/prose.h"

#include <cstddef>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

bool IsSpace(char32_t c) {
  return c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x3000;
}

bool IsUnspaced(char32_t c) {
  return (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0x3040 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}

// Letters and combining marks of the scripts that are written with spaces, near enough.
bool IsLetter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (c < 0x2000) return (c >= 0xC0 && c != 0xD7 && c != 0xF7) || c == 0xAD;
  return c >= 0xA000 && c < 0xF900;
}

bool IsCapital(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  if (c >= 0xC0 && c <= 0xDE) return c != 0xD7;
  if (c >= 0x100 && c <= 0x137) return c % 2 == 0;
  if (c >= 0x139 && c <= 0x148) return c % 2 == 1;
  if (c >= 0x14A && c <= 0x177) return c % 2 == 0;
  if (c >= 0x178 && c <= 0x17D) return c == 0x178 || c % 2 == 1;
  return c >= 0x400 && c <= 0x42F;
}

// Between letters these make a name of what would be words: paths, addresses, options, variables.
bool MakesName(char32_t c) {
  return (c >= '0' && c <= '9') || c == 0xFFFC ||
         (c < 0x80 && std::string_view("/\\_@.:<>=#%+&~{}[]$*|`^").find(static_cast<char>(c)) !=
                          std::string_view::npos);
}

bool IsApostrophe(char32_t c) { return c == '\'' || c == 0x2019; }

// What stands between two white spaces.
class Chunk {
 public:
  Chunk(std::string_view text, std::vector<ProseWord>* words)
      : text_(text), words_(words), first_(words->size()) {}

  void Read(std::size_t begin, std::size_t end) {
    bool is_name = false;
    char32_t last = ' ';
    for (std::size_t i = begin; i < end;) {
      const std::size_t at = i;
      const char32_t c = NextCodePoint(text_, &i);
      if (IsUnspaced(c)) {
        Close(at);
        words_->push_back({Position(at), Position(i), ProseWord::Kind::kUnspaced, false});
      } else if (IsLetter(c) || (c >= '0' && c <= '9')) {
        if (!is_open_) Open(at);
        has_capital_ |= IsCapital(c);
        has_digit_ |= c < 0x80 && !IsLetter(c);
      } else if (IsApostrophe(c) && is_open_ && i < end && IsLetter(Peek(i))) {
        // goes on: don't
      } else {
        Close(at);
      }
      // A mark at the end is a sentence's: "here." but not "file.txt".
      is_name |= MakesName(last) && (IsLetter(c) || MakesName(c));
      is_name |= c == '(' && IsLetter(last);  // a function: strpos()
      last = c;
    }
    Close(end);
    if (!is_name) return;
    for (std::size_t i = first_; i < words_->size(); ++i) {
      if ((*words_)[i].kind == ProseWord::Kind::kWord) (*words_)[i].kind = ProseWord::Kind::kOther;
    }
  }

 private:
  static std::uint32_t Position(std::size_t at) { return static_cast<std::uint32_t>(at); }
  char32_t Peek(std::size_t i) const { return NextCodePoint(text_, &i); }

  void Open(std::size_t at) {
    is_open_ = true;
    has_capital_ = has_digit_ = false;
    begin_ = at;
  }
  void Close(std::size_t at) {
    if (!is_open_) return;
    is_open_ = false;
    const auto kind = has_digit_ ? ProseWord::Kind::kOther : ProseWord::Kind::kWord;
    words_->push_back({Position(begin_), Position(at), kind, !has_capital_});
  }

  const std::string_view text_;
  std::vector<ProseWord>* const words_;
  const std::size_t first_;
  bool is_open_ = false;
  bool has_capital_ = false;
  bool has_digit_ = false;
  std::size_t begin_ = 0;
};

}  // namespace

void SplitProse(std::string_view text, std::vector<ProseWord>* words) {
  words->clear();
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size();) {
    const std::size_t at = i;
    if (i < text.size() && !IsSpace(NextCodePoint(text, &i))) continue;
    if (at > begin) Chunk(text, words).Read(begin, at);
    if (at == text.size()) break;
    begin = i;
  }
}

}  // namespace zeroline
