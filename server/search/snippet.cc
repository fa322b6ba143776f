#include "server/search/snippet.h"

#include <algorithm>
#include <array>
#include <map>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

constexpr std::size_t kSpacedCharacters = 190;
constexpr std::size_t kUnspacedCharacters = 80;
constexpr std::string_view kEllipsis = "\u2026";

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::size_t OnCodePoint(std::string_view text, std::size_t i) {
  while (i < text.size() && i > 0 && IsContinuation(text[i])) --i;
  return std::min(i, text.size());
}

// Whether a sentence ends right before byte `i`.
bool SentenceEndsBefore(std::string_view text, std::size_t i) {
  if (i == 0 || text[i - 1] == '\n') return true;
  const std::string_view head = text.substr(0, i);
  for (const std::string_view end : {". ", "! ", "? ", "\u3002", "\uFF01", "\uFF1F"}) {
    if (head.ends_with(end)) return true;
  }
  return false;
}

std::size_t SentenceStart(std::string_view text, std::size_t at, std::size_t floor) {
  for (std::size_t i = at; i > floor; --i) {
    if (SentenceEndsBefore(text, i)) return i;
  }
  return floor;
}

// The end of the word at or before `at`, not before `floor`; in unspaced scripts any character will
// do.
std::size_t WordEnd(std::string_view text, std::size_t at, std::size_t floor) {
  for (std::size_t i = at; i > floor && at - i < 40; --i) {
    if (text[i] == ' ' || text[i] == '\n') return i;
  }
  return OnCodePoint(text, at);
}

std::size_t WordStart(std::string_view text, std::size_t at, std::size_t ceiling) {
  for (std::size_t i = at; i < ceiling && i - at < 40; ++i) {
    if (text[i] == ' ' || text[i] == '\n') return i + 1;
  }
  return OnCodePoint(text, at);
}

bool EndsSentence(std::string_view text) {
  for (const std::string_view mark : {".", "!", "?", ":", ";", ",", "\u2026", "\u3002", "\uFF01",
                                      "\uFF1F", "\uFF1A", "\uFF1B", "\uFF0C"}) {
    if (text.ends_with(mark)) return true;
  }
  return text.empty();
}

// Appends a piece of text; blocks that end without punctuation (headings, list items) are kept
// apart by a dot.
void Append(std::string_view piece, bool matched, std::vector<SnippetPart>* parts) {
  if (piece.empty()) return;
  if (parts->empty() || parts->back().matched != matched) parts->push_back({"", matched});
  std::string_view before =
      parts->size() > 1 ? std::string_view((*parts)[parts->size() - 2].text) : std::string_view();
  std::string* line = &parts->back().text;
  for (const char c : piece) {
    if (c != '\n') {
      *line += c;
    } else {
      *line += EndsSentence(line->empty() ? before : std::string_view(*line)) ? " " : " \u00b7 ";
    }
  }
}

}  // namespace

std::optional<Passage> BestPassage(const std::vector<Match>& matches, std::size_t max_bytes) {
  constexpr float kRepeat = 0.05f;  // what further matches of a term add, so that denser wins
  std::map<std::uint16_t, int> inside;
  double weight = 0;
  std::optional<Passage> best;
  std::size_t first = 0;
  for (std::size_t last = 0; last < matches.size(); ++last) {
    const Match& in = matches[last];
    weight += inside[in.term]++ == 0 ? in.weight : kRepeat * in.weight;
    while (in.end > matches[first].begin + max_bytes && first < last) {
      const Match& out = matches[first++];
      weight -= --inside[out.term] == 0 ? out.weight : kRepeat * out.weight;
    }
    if (!best || weight > best->weight + 1e-6) best = Passage{matches[first].begin, in.end, weight};
  }
  return best;
}

bool AddsTerms(const Passage& passage, const std::vector<Match>& matches,
               const std::vector<Match>& others) {
  return std::any_of(matches.begin(), matches.end(), [&](const Match& match) {
    return match.begin >= passage.begin && match.end <= passage.end &&
           std::none_of(others.begin(), others.end(),
                        [&](const Match& other) { return other.term == match.term; });
  });
}

std::size_t SectionAt(const ArticleView& article, std::uint32_t at) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < article.section_count(); ++i) {
    if (article.section_at(i).text_begin <= at) found = i;
  }
  return found;
}

std::size_t SnippetBytes(std::string_view text) {
  const std::string_view sample = text.substr(0, 300);
  const auto continuations =
      static_cast<std::size_t>(std::count_if(sample.begin(), sample.end(), IsContinuation));
  const std::size_t characters = std::max<std::size_t>(1, sample.size() - continuations);
  const double bytes_per_character =
      static_cast<double>(sample.size()) / static_cast<double>(characters);
  const bool unspaced = bytes_per_character > 2.2;
  return static_cast<std::size_t>(
      bytes_per_character *
      static_cast<double>(unspaced ? kUnspacedCharacters : kSpacedCharacters));
}

std::vector<SnippetPart> CutSnippet(std::string_view text, const Passage& passage,
                                    std::uint32_t floor, std::uint32_t ceiling,
                                    const std::vector<Match>& matches) {
  const std::size_t length = SnippetBytes(text);
  const std::size_t at = std::clamp<std::size_t>(passage.begin, floor, ceiling);
  const std::size_t back = at - std::min<std::size_t>(at - floor, length / 2);
  std::size_t begin = SentenceStart(text, at, back);
  bool cut_front = false;
  if (begin > floor && begin == back && !SentenceEndsBefore(text, begin)) {
    begin = WordStart(text, at - std::min<std::size_t>(at - floor, length / 4), at);
    cut_front = begin > floor;
  }
  while (begin < ceiling && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
  std::size_t end = std::min<std::size_t>(ceiling, begin + length);
  const bool cut_back = end < ceiling;
  if (cut_back) end = WordEnd(text, end, begin);
  while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
  std::vector<SnippetPart> parts;
  if (cut_front) Append(kEllipsis, false, &parts);
  for (SnippetPart& part : MarkMatches(text, begin, end, matches)) {
    Append(part.text, part.matched, &parts);
  }
  if (cut_back) Append(kEllipsis, false, &parts);
  return parts;
}

std::vector<SnippetPart> MarkMatches(std::string_view text, std::size_t begin, std::size_t end,
                                     const std::vector<Match>& matches) {
  std::vector<SnippetPart> parts;
  std::size_t done = begin;
  for (const Match& match : matches) {
    if (match.end <= done || match.begin >= end) continue;
    const std::size_t from = std::max<std::size_t>(match.begin, done);
    const std::size_t to = std::min<std::size_t>(match.end, end);
    Append(text.substr(done, from - done), false, &parts);
    Append(text.substr(from, to - from), true, &parts);
    done = to;
  }
  Append(text.substr(done, end - done), false, &parts);
  return parts;
}

}  // namespace zeroline
