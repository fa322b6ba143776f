#include "server/query/query.h"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

// Enough of an oversized input to fill kMaxQueryBytes even if most of it is white space, and no
// more.
constexpr std::size_t kMaxTypedBytes = 16 * kMaxQueryBytes;

// Marks that open a quotation and those that may close it. A mark that closes one convention opens
// another (“ in German), so what a mark does is decided by whether a quotation is open.
struct QuotationMarks {
  std::string_view open;
  std::array<std::string_view, 2> close;
};
constexpr QuotationMarks kQuotationMarks[] = {
    {"\"", {"\"", ""}}, {"„", {"”", "“"}},  {"«", {"»", ""}}, {"“", {"”", "“"}},
    {"「", {"」", ""}}, {"『", {"』", ""}}, {"»", {"«", ""}}, {"\uFF02", {"\uFF02", ""}},
};
constexpr std::string_view kLoneMarks[] = {"\"", "„",  "”",  "“",  "«",     "»",
                                           "「", "」", "『", "』", "\uFF02"};

bool IsAsciiWordByte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The straight mark also stands for inches and seconds: inside or behind a word it opens nothing,
// before a word it closes nothing.
bool CanOpen(std::string_view text, std::size_t at, std::string_view mark) {
  return mark != "\"" || at == 0 || !IsAsciiWordByte(text[at - 1]);
}
bool CanClose(std::string_view text, std::size_t end, std::string_view mark) {
  return mark != "\"" || end == text.size() || !IsAsciiWordByte(text[end]);
}

struct Quotation {
  std::size_t begin = 0;  // of what stands between the marks
  std::size_t end = 0;
  std::size_t after = 0;  // behind the closing mark
};

// The quotation that opens at `at`, if one does and it is closed.
std::optional<Quotation> QuotationAt(std::string_view text, std::size_t at) {
  for (const QuotationMarks& marks : kQuotationMarks) {
    if (!text.substr(at).starts_with(marks.open) || !CanOpen(text, at, marks.open)) continue;
    Quotation found;
    found.begin = at + marks.open.size();
    for (std::size_t i = found.begin; i < text.size(); ++i) {
      for (const std::string_view close : marks.close) {
        if (close.empty() || !text.substr(i).starts_with(close)) continue;
        if (!CanClose(text, i + close.size(), close)) continue;
        found.end = i;
        found.after = i + close.size();
        return found;
      }
    }
  }
  return std::nullopt;
}

std::size_t LoneMarkAt(std::string_view text, std::size_t at) {
  for (const std::string_view mark : kLoneMarks) {
    if (text.substr(at).starts_with(mark)) return mark.size();
  }
  return 0;
}

std::string WithoutMarks(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t mark = LoneMarkAt(text, i); mark > 0) {
      out += ' ';
      i += mark;
    } else {
      out += text[i++];
    }
  }
  return CollapseWhiteSpace(out);
}

// Fills text and phrases from typed. A mark becomes a space: words that it parted stay apart.
void ReadQuotations(Query* query) {
  const std::string_view typed = query->typed;
  std::string text;
  for (std::size_t i = 0; i < typed.size();) {
    if (const std::optional<Quotation> found = QuotationAt(typed, i)) {
      const std::string phrase =
          WithoutMarks(typed.substr(found->begin, found->end - found->begin));
      if (!phrase.empty()) query->phrases.push_back(phrase);
      text += ' ' + phrase + ' ';
      i = found->after;
    } else if (const std::size_t mark = LoneMarkAt(typed, i); mark > 0) {
      text += ' ';
      i += mark;
    } else {
      text += typed[i++];
    }
  }
  query->text = CollapseWhiteSpace(text);
}

}  // namespace

Query Understand(std::string_view typed) {
  Query query;
  const std::string valid = RepairUtf8(TruncateUtf8(typed, kMaxTypedBytes));
  const std::string collapsed = CollapseWhiteSpace(valid);
  query.typed = TruncateUtf8(collapsed, kMaxQueryBytes);
  while (query.typed.ends_with(' ')) query.typed.pop_back();  // the cut may fall behind a word
  ReadQuotations(&query);
  if (query.typed.size() < collapsed.size() || typed.size() > kMaxTypedBytes) {
    query.rewrites.push_back({"truncated", std::string(TruncateUtf8(collapsed, 80)), query.text});
  }
  return query;
}

}  // namespace zeroline
