#include "indexer/check/spelling.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "indexer/check/prose.h"
#include "indexer/language/spelling_dictionary.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

constexpr std::string_view kEverybody = "public";
constexpr std::string_view kEnglish = "en";
// Shorter words are one slip away from too many others.
constexpr std::size_t kShortestWord = 5;
constexpr std::size_t kLongestWordBytes = 60;
// A word that this many articles use is the tree's own, whatever the dictionary says.
constexpr std::size_t kOwnWord = 3;
// Frequent words that tell whether a dictionary is there and of the right language.
constexpr std::size_t kProbeWords = 40;
// A word that so many articles use is what somebody may have meant with a letter more or less.
constexpr std::size_t kMeantWord = 3;
// Share of unknown words beyond which a text is not of its language.
constexpr std::size_t kForeignPercent = 25;
// Letters at the end of a word that inflection changes.
constexpr std::size_t kEndingLetters = 3;
// Short words are one letter away from too many others to say which was meant.
constexpr std::size_t kShortestOther = 7;

struct Usage {
  std::size_t articles = 0;         // that use the word
  std::size_t public_articles = 0;  // of these
};
using Vocabulary = std::unordered_map<std::string_view, Usage>;

std::string ToUtf8(const std::u32string& text) {
  std::string utf8;
  for (const char32_t c : text) {
    if (c < 0x80) {
      utf8 += static_cast<char>(c);
    } else if (c < 0x800) {
      utf8 += static_cast<char>(0xC0 | (c >> 6));
      utf8 += static_cast<char>(0x80 | (c & 0x3F));
    } else {
      utf8 += static_cast<char>(0xE0 | ((c >> 12) & 0x0F));
      utf8 += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
      utf8 += static_cast<char>(0x80 | (c & 0x3F));
    }
  }
  return utf8;
}

// A slip that makes a candidate of a word.
enum class Slip {
  kHand,   // two letters swapped, one doubled or no longer double: hands do that
  kOther,  // a letter more, less or another: so do words that have nothing to do with one another
};

using IsRight = std::function<bool(const std::string& candidate, Slip slip)>;

// Hardly any word has two of them, but dictionaries that build compounds take some that do.
bool IsVowel(char32_t c) {
  return std::u32string_view(U"aeiouyаеёиоуыэюя").find(c) != std::u32string_view::npos;
}

// The first spelling one slip away from `word` that `is_right`, or "".
std::string OneSlipAway(const std::u32string& word, const std::u32string& alphabet,
                        const IsRight& is_right) {
  std::string found;
  const auto try_it = [&](const std::u32string& candidate, Slip slip) {
    std::string utf8 = ToUtf8(candidate);
    if (!is_right(utf8, slip)) return false;
    found = std::move(utf8);
    return true;
  };
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool is_last = i + 1 == word.size();
    std::u32string doubled = word;
    if (!IsVowel(word[i]) && try_it(doubled.insert(i, 1, word[i]), Slip::kHand)) return found;
    if (is_last) break;
    std::u32string swapped = word;
    std::swap(swapped[i], swapped[i + 1]);
    if (i > 0 && swapped != word && try_it(swapped, Slip::kHand)) return found;
    std::u32string shorter = word;
    if (word[i] == word[i + 1] && try_it(shorter.erase(i, 1), Slip::kHand)) return found;
  }
  // The first letter makes other words of the same root, the last ones other forms.
  const std::size_t end = word.size() - std::min(word.size(), kEndingLetters);
  for (std::size_t i = 1; i < end; ++i) {
    std::u32string shorter = word;
    if (try_it(shorter.erase(i, 1), Slip::kOther)) return found;
    for (const char32_t letter : alphabet) {
      std::u32string longer = word;
      if (try_it(longer.insert(i, 1, letter), Slip::kOther)) return found;
      if (word[i] == letter) continue;
      std::u32string changed = word;
      changed[i] = letter;
      if (try_it(changed, Slip::kOther)) return found;
    }
  }
  return found;
}

// Whether two English words are one, as two countries spell it: colour, cancelled, licence, centre.
bool IsEnglishVariant(std::string_view word, std::string_view meant) {
  const auto [in_word, in_meant] =
      std::mismatch(word.begin(), word.end(), meant.begin(), meant.end());
  const std::string_view left(word.data() + (in_word - word.begin()),
                              static_cast<std::size_t>(word.end() - in_word));
  const std::string_view right(meant.data() + (in_meant - meant.begin()),
                               static_cast<std::size_t>(meant.end() - in_meant));
  const std::string_view before = word.substr(0, word.size() - left.size());
  const auto is = [&](std::string_view one, std::string_view other) {
    return (left.starts_with(one) && right.starts_with(other)) ||
           (left.starts_with(other) && right.starts_with(one));
  };
  if (is("re", "er") || is("s", "z") || is("c", "s")) return true;
  if (before.ends_with("o") && is("ur", "r")) return true;
  if (before.ends_with("l") && is("le", "e")) return true;
  if (before.ends_with("l") && is("li", "i")) return true;
  return (before.ends_with("g") && is("ement", "ment")) || is("ae", "e");
}

// The words of one language.
class Speller {
 public:
  Speller(std::string language, const WordLists& lists)
      : language_(std::move(language)),
        lists_(lists),
        dictionary_(SpellingDictionary::Of(language_)),
        english_(SpellingDictionary::Of(kEnglish)) {}

  void Count(const std::vector<WordUse>& words, bool is_public) {
    for (const WordUse& use : words) {
      Usage& usage = vocabulary_[use.word];
      ++usage.articles;
      usage.public_articles += is_public ? 1 : 0;
    }
  }

  // Finds the words in question, once all are counted.
  void Prepare() {
    std::vector<std::pair<std::size_t, std::string_view>> frequent;
    std::set<char32_t> letters;
    for (const auto& [word, usage] : vocabulary_) {
      frequent.emplace_back(usage.articles, word);
      if (usage.articles < kOwnWord) {
        rare_.push_back(word);
      } else {
        for (const char32_t letter : ToCodePoints(word)) letters.insert(letter);
      }
    }
    std::sort(rare_.begin(), rare_.end());
    std::sort(frequent.rbegin(), frequent.rend());
    frequent.resize(std::min(frequent.size(), kProbeWords));
    const auto known = std::count_if(frequent.begin(), frequent.end(), [&](const auto& entry) {
      return dictionary_.IsCorrect(entry.second);
    });
    if (static_cast<std::size_t>(known) * 2 < frequent.size()) rare_.clear();
    for (char32_t letter = 'a'; letters.empty() && letter <= 'z'; ++letter) letters.insert(letter);
    alphabet_.assign(letters.begin(), letters.end());
    is_unknown_.assign(rare_.size(), 0);
  }

  std::size_t rare_count() const { return rare_.size(); }

  // Thread-safe for different i.
  void Spell(std::size_t i) {
    const std::string_view word = rare_[i];
    const bool is_known = lists_.Has(language_, word) || dictionary_.IsCorrect(word) ||
                          (language_ != kEnglish && english_.IsCorrect(word));
    is_unknown_[i] = is_known ? 0 : 1;
  }

  // What the unknown words probably should be.
  void Suggest() {
    for (std::size_t i = 0; i < rare_.size(); ++i) {
      if (is_unknown_[i] == 0) continue;
      const std::u32string word = ToCodePoints(rare_[i]);
      std::string meant = OneSlipAway(
          word, word.size() < kShortestOther ? std::u32string() : alphabet_,
          [&](const std::string& candidate, Slip slip) { return MayBeMeant(candidate, slip); });
      if (language_ == kEnglish && IsEnglishVariant(rare_[i], meant)) continue;
      if (!meant.empty()) meant_.emplace(rare_[i], std::move(meant));
    }
  }

  bool IsUnknown(std::string_view word) const {
    const auto at = std::lower_bound(rare_.begin(), rare_.end(), word);
    return at != rare_.end() && *at == word &&
           is_unknown_[static_cast<std::size_t>(at - rare_.begin())] != 0;
  }

  // "" if the word is right, or nobody can say what it should be.
  std::string_view MeantBy(std::string_view word) const {
    const auto found = meant_.find(word);
    return found == meant_.end() ? std::string_view() : std::string_view(found->second);
  }

 private:
  // A word that the dictionary has, and for all but slips of the hand one that public articles use
  // often enough.
  bool MayBeMeant(const std::string& candidate, Slip slip) {
    if (slip == Slip::kOther) {
      const auto found = vocabulary_.find(candidate);
      if (found == vocabulary_.end() || found->second.public_articles < kMeantWord) return false;
    }
    return dictionary_.IsCorrect(candidate);
  }

  const std::string language_;
  const WordLists& lists_;
  SpellingDictionary& dictionary_;
  SpellingDictionary& english_;
  Vocabulary vocabulary_;
  std::vector<std::string_view> rare_;
  std::vector<char> is_unknown_;  // of rare_; bytes, for threads write beside one another
  std::u32string alphabet_;
  std::unordered_map<std::string_view, std::string> meant_;
};

// Whether so many words are unknown that the text is of another language than its folder says.
bool IsForeign(const Speller& speller, const std::vector<WordUse>& words) {
  const auto unknown = std::count_if(
      words.begin(), words.end(), [&](const WordUse& use) { return speller.IsUnknown(use.word); });
  constexpr std::ptrdiff_t kSome = 5;
  return unknown > kSome &&
         static_cast<std::size_t>(unknown) * 100 > words.size() * kForeignPercent;
}

Diagnostic Misspelling(const CheckedArticle& checked, const WordUse& use, std::string_view meant) {
  const Manuscript& manuscript = *checked.manuscript;
  const SourcePlace place =
      manuscript.PlaceIn(manuscript.texts[use.text], use.begin, use.begin + use.word.size());
  return checked.Finding("spelling", place,
                         "\"" + std::string(use.word) + "\" is probably misspelt; perhaps \"" +
                             std::string(meant) + "\"");
}

}  // namespace

void WordLists::Add(std::string_view language, std::string_view text) {
  std::set<std::string, std::less<>>& words =
      language == "all" ? all : by_language[std::string(language)];
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string word = LowerCase(CollapseWhiteSpace(text.substr(0, std::min(end, text.find('#')))));
    if (!word.empty()) words.insert(std::move(word));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool WordLists::Has(std::string_view language, std::string_view word) const {
  if (all.contains(word)) return true;
  const auto own = by_language.find(language);
  return own != by_language.end() && own->second.contains(word);
}

std::vector<WordUse> WordsOf(const Manuscript& manuscript) {
  std::vector<WordUse> uses;
  std::vector<ProseWord> words;
  for (std::size_t i = 0; i < manuscript.texts.size(); ++i) {
    const std::string_view text = manuscript.texts[i].text;
    SplitProse(text, &words);
    for (const ProseWord& word : words) {
      const std::string_view surface = text.substr(word.begin, word.end - word.begin);
      if (word.kind != ProseWord::Kind::kWord || !word.is_lower ||
          surface.size() > kLongestWordBytes || CountCodePoints(surface) < kShortestWord) {
        continue;
      }
      uses.push_back({surface, static_cast<std::uint32_t>(i), word.begin});
    }
  }
  std::stable_sort(uses.begin(), uses.end(),
                   [](const WordUse& a, const WordUse& b) { return a.word < b.word; });
  uses.erase(std::unique(uses.begin(), uses.end(),
                         [](const WordUse& a, const WordUse& b) { return a.word == b.word; }),
             uses.end());
  return uses;
}

std::vector<Diagnostic> FindMisspellings(const std::vector<CheckedArticle>& articles,
                                         const std::vector<std::vector<WordUse>>& words,
                                         const WordLists& lists, const ParallelFor& parallel) {
  std::map<std::string, Speller> spellers;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const Article& article = *articles[i].article;
    const auto speller = spellers.try_emplace(article.language, article.language, lists).first;
    speller->second.Count(words[i], article.audience == kEverybody);
  }
  for (auto& [language, speller] : spellers) {
    speller.Prepare();
    Speller* const one = &speller;
    parallel(one->rare_count(), [one](std::size_t i) { one->Spell(i); });
    speller.Suggest();
  }
  std::vector<Diagnostic> findings;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (!articles[i].Wants("spelling")) continue;
    const Speller& speller = spellers.at(articles[i].article->language);
    if (IsForeign(speller, words[i])) continue;
    for (const WordUse& use : words[i]) {
      const std::string_view meant = speller.MeantBy(use.word);
      if (!meant.empty()) findings.push_back(Misspelling(articles[i], use, meant));
    }
  }
  return findings;
}

}  // namespace zeroline
