#include "indexer/language/sentences.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

// Words whose full stop rarely ends a sentence, lower case, of all languages together: one that is
// an ordinary word elsewhere ("no", "art") would split too little there, so they are left out.
constexpr std::string_view kAbbreviations[] = {
    "abs", "approx", "bzgl", "bzw",  "ca",  "dept", "dr",   "dra",  "e.g",  "etc", "evtl", "ext",
    "fr",  "gem",    "ggf",  "godz", "hr",  "i.e",  "in.b", "inkl", "inż",  "itd", "itp",  "max",
    "mgr", "min",    "mr",   "mrs",  "ms",  "m.in", "np",   "nr",   "pkt",  "poz", "prof", "prok",
    "r",   "sog",    "st",   "str",  "tel", "tzn",  "tzw",  "ul",   "usw",  "vgl", "vs",   "wg",
    "z.b", "zob",    "św",   "г",    "гг",  "др",   "и.о",  "им",   "напр", "п",   "пр",   "руб",
    "см",  "стр",    "т.д",  "т.е",  "т.к", "т.п",  "тел",  "тыс",  "ул"};

// A full stop behind a shorter word may belong to an abbreviation that no list has.
constexpr std::size_t kMinOrdinaryLetters = 4;

// What ends with the full stop at the end of `text`: the run before it up to white space or an
// opening bracket.
std::string_view LastRun(std::string_view text) {
  text.remove_suffix(1);
  const std::size_t space = text.find_last_of(" \t\n([\"");
  return space == std::string_view::npos ? text : text.substr(space + 1);
}

bool EndsInAbbreviation(std::string_view text) {
  if (!text.ends_with('.')) return false;
  const std::string run = LowerCase(LastRun(text));
  std::size_t i = 0;
  // An initial, or the last letter of "z. B.".
  if (CountCodePoints(run) == 1) return u_isalpha(static_cast<UChar32>(NextCodePoint(run, &i)));
  return std::find(std::begin(kAbbreviations), std::end(kAbbreviations), run) !=
         std::end(kAbbreviations);
}

bool EndsInOrdinaryWord(std::string_view text) {
  const std::string_view run = LastRun(text);
  if (CountCodePoints(run) < kMinOrdinaryLetters || EndsInAbbreviation(text)) return false;
  for (std::size_t i = 0; i < run.size();) {
    if (!u_isalpha(static_cast<UChar32>(NextCodePoint(run, &i)))) return false;
  }
  return true;
}

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

std::unique_ptr<icu::BreakIterator> CloneFor(std::string_view language) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(
      icu::StringPiece(language.data(), static_cast<std::int32_t>(language.size())), error);
  error = U_ZERO_ERROR;
  return std::unique_ptr<icu::BreakIterator>(
      icu::BreakIterator::createSentenceInstance(locale, error));
}

// Byte offsets of ICU's boundaries, without 0.
std::vector<std::size_t> Boundaries(std::string_view text, icu::BreakIterator* iterator) {
  UErrorCode error = U_ZERO_ERROR;
  UText source = UTEXT_INITIALIZER;
  utext_openUTF8(&source, text.data(), static_cast<std::int64_t>(text.size()), &error);
  iterator->setText(&source, error);
  std::vector<std::size_t> ends;
  if (U_SUCCESS(error)) {
    iterator->first();
    for (std::int32_t end = iterator->next(); end != icu::BreakIterator::DONE;
         end = iterator->next()) {
      ends.push_back(static_cast<std::size_t>(end));
    }
  }
  utext_close(&source);
  if (ends.empty() || ends.back() != text.size()) ends.push_back(text.size());
  return ends;
}

// ICU reads a small letter behind a full stop as a sign that the sentence goes on.
void AppendSmallLetterSentences(std::string_view text, std::vector<std::string_view>* sentences) {
  std::size_t begin = 0;
  for (std::size_t stop = text.find(". "); stop != std::string_view::npos;
       stop = text.find(". ", stop + 1)) {
    if (!EndsInOrdinaryWord(text.substr(begin, stop + 1 - begin))) continue;
    sentences->push_back(Trim(text.substr(begin, stop + 1 - begin)));
    begin = stop + 2;
  }
  const std::string_view rest = Trim(text.substr(begin));
  if (!rest.empty()) sentences->push_back(rest);
}

}  // namespace

bool BeginsWithSmallLetter(std::string_view text) {
  std::size_t i = 0;
  return !text.empty() && u_islower(static_cast<UChar32>(NextCodePoint(text, &i)));
}

std::vector<std::string_view> SplitSentences(std::string_view text, std::string_view language) {
  std::vector<std::string_view> sentences;
  const std::unique_ptr<icu::BreakIterator> iterator = CloneFor(language);
  if (iterator == nullptr) return {Trim(text)};
  std::size_t begin = 0;
  for (const std::size_t end : Boundaries(text, iterator.get())) {
    const std::string_view piece = Trim(text.substr(begin, end - begin));
    if (end != text.size() && EndsInAbbreviation(piece)) continue;
    AppendSmallLetterSentences(piece, &sentences);
    begin = end;
  }
  return sentences;
}

}  // namespace zeroline
