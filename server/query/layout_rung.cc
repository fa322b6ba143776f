#include "server/query/layout_rung.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "indexer/language/analyzer.h"
#include "indexer/language/keyboard_layout.h"
#include "indexer/language/normalizer.h"
#include "indexer/language/text.h"
#include "server/query/letters.h"

namespace zeroline {
namespace {

// Letters that must be known as meant before a text is taken for wrongly typed: one or two letters
// are a word on many layouts.
constexpr std::size_t kMinKnownLetters = 3;
// Of the letters of words unknown as typed, in tenths, for the words alone to decide.
constexpr std::size_t kMinKnownTenths = 7;

constexpr std::string_view kPunctuation = ".,!?:;'()[]{}<>/&";
constexpr std::size_t kMaxTrimmed = 3;

struct Pair {
  Layout active;
  Layout meant;
};

// The layouts that people of a language switch between.
std::vector<Pair> PairsOf(std::string_view language) {
  const std::optional<Layout> own = LayoutOfLanguage(language);
  if (IsWrittenInLatin(language)) {
    const Layout meant = own.value_or(Layout::kEnglish);
    std::vector<Pair> pairs;
    for (const Layout active : {Layout::kRussian, Layout::kUkrainian, Layout::kBelarusian}) {
      pairs.push_back({active, meant});
    }
    return pairs;
  }
  if (!own) return {};
  return {{Layout::kEnglish, *own}, {*own, Layout::kEnglish}};
}

// A layout of Latin letters gives ASCII and a few more, the others give none of them.
bool IsLatin(Layout layout) { return layout == Layout::kEnglish || layout == Layout::kGerman; }

bool IsOfLayout(char32_t c, Layout layout) { return IsLetter(c) && (c < 0x250) == IsLatin(layout); }

// Few letters of a Cyrillic text are on the keys of Latin vowels (6 of 100), so a word that has as
// many vowels as a Latin one (38 of 100) is one.
bool LooksLatin(std::string_view word) {
  std::size_t letters = 0;
  std::size_t vowels = 0;
  for (const char c : LowerCase(word)) {
    if (!IsAsciiLetter(static_cast<unsigned char>(c))) continue;
    ++letters;
    vowels += std::string_view("aeiou").find(c) != std::string_view::npos ? 1 : 0;
  }
  return 4 * vowels >= letters;
}

// A run without spaces, as typed and as meant.
struct Run {
  std::string_view typed;
  std::string meant;
  std::size_t letters = 0;        // typed on the active layout
  std::size_t typed_letters = 0;  // of these, in words known as typed
  bool is_word = false;           // has something to convert
  bool is_known_meant = false;
  std::uint32_t typed_articles = 0;
  std::uint32_t meant_articles = 0;
};

class LayoutReader {
 public:
  LayoutReader(const Pair& pair, const Vocabulary& vocabulary)
      : pair_(pair), vocabulary_(vocabulary) {}

  Run Read(std::string_view typed) const {
    Run run;
    run.typed = typed;
    run.meant = TypedOnOtherLayout(typed, pair_.active, pair_.meant);
    if (IsProtected(typed)) return run;
    for (std::size_t i = 0; i < typed.size();) {
      if (IsOfLayout(NextCodePoint(typed, &i), pair_.active)) ++run.letters;
    }
    run.is_word = run.letters > 0;
    if (!run.is_word) return run;
    ReadTyped(&run);
    ReadMeant(&run);
    return run;
  }

 private:
  // Addresses, paths and names with digits say themselves what they are. A dot or a comma between
  // letters does not: both are keys of letters. A longer word beside a number is a word
  // (24-ярдовый).
  static bool IsProtected(std::string_view run) {
    constexpr std::size_t kMinLettersBesideNumber = 4;
    return (HasDigit(run) && (CountLetters(run) < kMinLettersBesideNumber || MixesDigits(run))) ||
           run.find("://") != std::string_view::npos || run.starts_with("www.") ||
           run.find_first_of("@\\_") != std::string_view::npos;
  }

  static bool MixesDigits(std::string_view run) {
    for (std::size_t i = 0; i + 1 < run.size(); ++i) {
      const auto left = static_cast<unsigned char>(run[i]);
      const auto right = static_cast<unsigned char>(run[i + 1]);
      if (IsAsciiDigit(left) != IsAsciiDigit(right) && left != '-' && right != '-' &&
          (left >= 0x80 || right >= 0x80 || IsAsciiLetter(left) || IsAsciiLetter(right))) {
        return true;
      }
    }
    return false;
  }

  bool IsKnown(std::string_view word, std::uint32_t* articles) const {
    const std::string normal = NormalizeWord(word);
    if (normal.empty()) return false;
    const std::uint32_t found = vocabulary_.Articles(normal);
    *articles = std::max(*articles, found);
    if (found > 0) return true;
    if (CountCodePoints(normal) < 2) return false;
    return vocabulary_.IsCorrect(normal) || !vocabulary_.WithFoldedForm(FoldWord(word)).empty();
  }

  void ReadTyped(Run* run) const {
    const std::string_view typed = run->typed;
    for (std::size_t i = 0; i < typed.size();) {
      const std::size_t begin = i;
      std::size_t end = i;  // of the letters from `begin`
      while (i < typed.size()) {
        const char32_t c = NextCodePoint(typed, &i);
        if (IsLetter(c)) {
          end = i;
        } else if (c != '\'' && c != U'\u2019') {
          break;
        }
      }
      const std::string_view word = typed.substr(begin, end - begin);
      if (!word.empty() && IsKnown(word, &run->typed_articles)) {
        run->typed_letters += CountLetters(word);
      }
    }
  }

  // Punctuation at either end may be punctuation or letters; the reading with most letters that is
  // a word wins.
  void ReadMeant(Run* run) const {
    const std::string_view typed = run->typed;
    for (std::size_t cut = 0; cut <= 2 * kMaxTrimmed; ++cut) {
      for (std::size_t back = std::min(cut, kMaxTrimmed); back + 1 > 0; --back) {
        const std::size_t front = cut - back;
        if (front > kMaxTrimmed || front + back >= typed.size()) break;
        if (!IsPunctuation(typed.substr(0, front)) ||
            !IsPunctuation(typed.substr(typed.size() - back))) {
          continue;
        }
        const std::string core = TypedOnOtherLayout(
            typed.substr(front, typed.size() - front - back), pair_.active, pair_.meant);
        std::uint32_t articles = 0;
        if (!IsKnownCore(core, &articles)) continue;
        // A comma is a rare letter: the word without it may be the commoner one (чтоб, что).
        const bool is_first = !run->is_known_meant;
        if (!is_first && articles <= run->meant_articles) return;
        run->meant = std::string(typed.substr(0, front)) + core +
                     std::string(typed.substr(typed.size() - back));
        run->meant_articles = articles;
        run->is_known_meant = true;
        if (!is_first || back != 0 || !typed.ends_with(',')) return;
      }
    }
    if (!run->is_known_meant) KeepPunctuation(run);
  }

  // At the end of a word that is no word these are rarely letters.
  void KeepPunctuation(Run* run) const {
    const std::size_t last = run->typed.find_last_not_of(",?!:)");
    if (last == std::string_view::npos) return;
    run->meant = TypedOnOtherLayout(run->typed.substr(0, last + 1), pair_.active, pair_.meant) +
                 std::string(run->typed.substr(last + 1));
  }

  static bool IsPunctuation(std::string_view text) {
    return text.find_first_not_of(kPunctuation) == std::string_view::npos;
  }

  // Letters of the meant layout, in parts if there are hyphens, all of them known.
  bool IsKnownCore(std::string_view core, std::uint32_t* articles) const {
    for (std::size_t i = 0; i < core.size();) {
      const char32_t c = NextCodePoint(core, &i);
      if (c != '-' && c != '\'' && !IsAsciiDigit(c) && !IsOfLayout(c, pair_.meant)) return false;
    }
    for (std::size_t i = 0; i <= core.size();) {
      const std::size_t end = std::min(core.find('-', i), core.size());
      const std::string_view part = core.substr(i, end - i);
      const bool is_number = !part.empty() && CountLetters(part) == 0 && HasDigit(part);
      if (!is_number && !IsKnown(part, articles)) return false;
      i = end + 1;
    }
    return true;
  }

  const Pair pair_;
  const Vocabulary& vocabulary_;
};

struct Evidence {
  std::size_t letters = 0;        // of all runs with something to convert
  std::size_t typed = 0;          // of them known as typed
  std::size_t meant = 0;          // known as meant
  std::size_t unknown = 0;        // in runs that are not known as typed
  std::size_t unknown_meant = 0;  // of these, in runs that the articles have as meant
  std::size_t longest = 0;        // of those runs
};

bool IsKnownAsTyped(const Run& run) { return 2 * run.typed_letters > run.letters; }

Evidence Weigh(const std::vector<Run>& runs) {
  Evidence sum;
  for (const Run& run : runs) {
    if (!run.is_word) continue;
    sum.letters += run.letters;
    sum.typed += run.typed_letters;
    if (run.is_known_meant) sum.meant += CountLetters(run.meant);
    if (IsKnownAsTyped(run)) continue;
    // An abbreviation or a name says nothing about the words beside it.
    if (!run.is_known_meant && (IsAllCapitals(run.typed) || LooksLatin(run.typed))) continue;
    sum.unknown += run.letters;
    if (!run.is_known_meant || run.meant_articles == 0) continue;
    sum.unknown_meant += run.letters;
    sum.longest = std::max(sum.longest, run.letters);
  }
  return sum;
}

bool IsWronglyTyped(const Evidence& sum) {
  const bool whole = 2 * sum.meant >= sum.letters && 2 * sum.typed < sum.letters &&
                     sum.meant > sum.typed && sum.meant >= kMinKnownLetters;
  const bool words =
      sum.longest >= kMinKnownLetters && 10 * sum.unknown_meant >= kMinKnownTenths * sum.unknown;
  return whole || words;
}

bool IsMeant(const Run& run, const Pair& pair, bool all_capitals) {
  if (!run.is_word) return false;
  if (run.is_known_meant) {
    return !IsKnownAsTyped(run) || run.meant_articles >= run.typed_articles;
  }
  if (IsKnownAsTyped(run)) return false;
  if (IsLatin(pair.active)) {
    return !LooksLatin(run.typed) && (all_capitals || !IsAllCapitals(run.typed));
  }
  return true;
}

struct Conversion {
  std::string meant;
  std::size_t known_letters = 0;
};

std::optional<Conversion> Convert(std::string_view text, const Pair& pair,
                                  const Vocabulary& vocabulary) {
  const LayoutReader reader(pair, vocabulary);
  std::vector<Run> runs;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find(' ', i), text.size());
    runs.push_back(reader.Read(text.substr(i, end - i)));
    i = end + 1;
  }
  const Evidence evidence = Weigh(runs);
  if (!IsWronglyTyped(evidence)) return std::nullopt;
  const bool all_capitals =
      LowerCase(text) != text && std::all_of(runs.begin(), runs.end(), [](const Run& run) {
        return !run.is_word || LowerCase(run.meant) != run.meant;
      });
  std::string meant;
  for (const Run& run : runs) {
    if (!meant.empty()) meant += ' ';
    meant += IsMeant(run, pair, all_capitals) ? run.meant : std::string(run.typed);
  }
  if (meant == text) return std::nullopt;
  return Conversion{std::move(meant), evidence.meant};
}

bool HasLetterOf(std::string_view text, Layout layout) {
  for (std::size_t i = 0; i < text.size();) {
    if (IsOfLayout(NextCodePoint(text, &i), layout)) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> MendLayout(std::string_view text, std::string_view language,
                                      const Vocabulary& vocabulary) {
  // Related layouts differ in a few keys only: the one that gives most known words was active.
  std::optional<Conversion> best;
  for (const Pair& pair : PairsOf(language)) {
    if (!HasLetterOf(text, pair.active)) continue;
    std::optional<Conversion> found = Convert(text, pair, vocabulary);
    if (found && (!best || found->known_letters > best->known_letters)) best = std::move(found);
  }
  if (!best) return std::nullopt;
  return std::move(best->meant);
}

}  // namespace zeroline
