#include "server/query/ticket.h"

#include <algorithm>

#include "indexer/language/sentences.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

// Mail programs break lines at about 72 columns; a line this long that ends nothing goes on.
constexpr std::size_t kWrappedLineCharacters = 55;
// A sentence of fewer words beside another is a greeting or an exclamation: it makes no ticket of a
// query.
constexpr std::size_t kMinTellingWords = 3;

bool IsUnspaced(char32_t c) { return c >= 0x0E00 && c <= 0xFFFF && (c < 0xAC00 || c > 0xD7FF); }

bool EndsSentence(std::string_view line) {
  for (const std::string_view mark :
       {".", "!", "?", ":", ";", "\u3002", "\uff01", "\uff1f", "\u2026"}) {
    if (line.ends_with(mark)) return true;
  }
  return false;
}

// Bytes of a list mark with the space behind it: "- ", "* ", "• ", "3. ", "b) "; 0 if there is
// none.
std::size_t ListMarkBytes(std::string_view line) {
  for (const std::string_view mark : {"- ", "* ", "+ ", "\u2022 ", "\u2013 ", "\u2014 "}) {
    if (line.starts_with(mark)) return mark.size();
  }
  std::size_t i = 0;
  while (i < 3 && i < line.size() && ((line[i] >= '0' && line[i] <= '9'))) ++i;
  if (i == 0 && line.size() > 1 && line[0] >= 'a' && line[0] <= 'h') i = line[1] == ')' ? 1 : 0;
  if (i == 0 || i + 1 >= line.size() || (line[i] != '.' && line[i] != ')')) return 0;
  return line[i + 1] == ' ' ? i + 2 : 0;
}

// The body's lines joined to paragraphs.
std::vector<std::string> Paragraphs(std::string_view body) {
  std::vector<std::string> paragraphs;
  bool open = false;         // the last paragraph may go on
  std::size_t previous = 0;  // characters of the line before
  for (std::size_t begin = 0; begin <= body.size();) {
    const std::size_t end = std::min(body.find('\n', begin), body.size());
    const std::string_view raw = body.substr(begin, end - begin);
    begin = end + 1;
    if (raw == "-- " || raw == "--" || raw == "-- \r") break;
    const std::string line = CollapseWhiteSpace(raw);
    if (line.empty() || line.front() == '>') {
      open = false;
      continue;
    }
    const std::size_t mark = ListMarkBytes(line);
    const bool wrapped = previous >= kWrappedLineCharacters || BeginsWithSmallLetter(line);
    if (open && mark == 0 && wrapped) {
      paragraphs.back() += ' ' + line;
    } else {
      paragraphs.push_back(line.substr(mark));
    }
    previous = CountCodePoints(line);
    open = !EndsSentence(line);
  }
  return paragraphs;
}

// Where a sentence of too many words is cut: behind the last comma of its first kMaxSentenceWords,
// else behind the last of these.
std::size_t CutPoint(std::string_view text) {
  std::size_t comma = 0;
  std::size_t half_words = 0;
  bool in_word = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t at = i;
    const char32_t c = NextCodePoint(text, &i);
    if (half_words / 2 >= kMaxSentenceWords) return comma > 0 ? comma : at;
    const bool space = c == ' ';
    if (IsUnspaced(c)) {
      ++half_words;
      in_word = false;
    } else if (!space && !in_word) {
      half_words += 2;
      in_word = true;
    } else if (space) {
      in_word = false;
    }
    // A comma early in the sentence would leave a piece that says little.
    const bool is_comma = c == ',' || c == ';' || c == 0xFF0C || c == 0xFF1B || c == 0x3001;
    if (is_comma && half_words >= kMaxSentenceWords) comma = i;
  }
  return text.size();
}

void AppendPieces(std::string_view sentence, std::vector<std::string>* pieces) {
  while (!sentence.empty() && pieces->size() < kMaxTicketSentences) {
    const std::size_t cut = CutPoint(sentence);
    std::string piece = CollapseWhiteSpace(sentence.substr(0, cut));
    const bool is_new = std::find(pieces->begin(), pieces->end(), piece) == pieces->end();
    if (!piece.empty() && is_new) pieces->push_back(std::move(piece));
    sentence.remove_prefix(cut);
  }
}

void AppendSentences(std::string_view paragraph, std::string_view language,
                     std::vector<std::string>* sentences) {
  for (const std::string_view sentence : SplitSentences(paragraph, language)) {
    AppendPieces(sentence, sentences);
  }
}

}  // namespace

std::size_t CountRoughWords(std::string_view text) {
  std::size_t half_words = 0;
  bool in_word = false;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = NextCodePoint(text, &i);
    if (IsUnspaced(c)) {
      ++half_words;
      in_word = false;
    } else if (c == ' ' || c == '\n' || c == '\t') {
      in_word = false;
    } else if (!in_word) {
      half_words += 2;
      in_word = true;
    }
  }
  return (half_words + 1) / 2;
}

std::vector<std::string> SplitTicket(std::string_view subject, std::string_view body,
                                     std::string_view language) {
  std::vector<std::string> sentences;
  AppendSentences(CollapseWhiteSpace(RepairUtf8(TruncateUtf8(subject, kMaxTicketBytes))), language,
                  &sentences);
  for (const std::string& paragraph : Paragraphs(RepairUtf8(TruncateUtf8(body, kMaxTicketBytes)))) {
    AppendSentences(paragraph, language, &sentences);
  }
  return sentences;
}

bool LooksLikeTicket(std::string_view text, std::string_view language) {
  if (CountRoughWords(text) > kMaxQuestionWords) return true;
  const std::vector<std::string_view> sentences = SplitSentences(text, language);
  return std::count_if(sentences.begin(), sentences.end(), [](std::string_view sentence) {
           return CountRoughWords(sentence) >= kMinTellingWords;
         }) > 1;
}

}  // namespace zeroline
