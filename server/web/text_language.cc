#include "server/web/text_language.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "indexer/language/normalizer.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

using Readers = std::vector<const LanguageReader*>;

// Enough of a text to tell: a signature in another language comes behind.
constexpr std::size_t kMaxReadBytes = 2000;
constexpr std::size_t kMaxWords = 120;
// Words of a vocabulary that are looked at to see how its language is written.
constexpr std::size_t kSampleWords = 99;

// As far as scripts tell languages apart; each unspaced one counts a character as half a word.
enum class Script : std::size_t {
  kLatin,
  kCyrillic,
  kGreek,
  kHan,
  kKana,
  kHangul,
  kArabic,
  kHebrew,
  kThai,
  kIndic,
  kOther,
  kNone,
};
using ScriptCounts = std::array<double, static_cast<std::size_t>(Script::kNone)>;

struct ScriptRange {
  char32_t first;
  char32_t last;
  Script script;
};
// Unicode's blocks; what is between them is no letter or rare.
constexpr std::array<ScriptRange, 17> kRanges = {{
    {U'A', U'Z', Script::kLatin},
    {U'a', U'z', Script::kLatin},
    {0x00C0, 0x024F, Script::kLatin},
    {0x0300, 0x036F, Script::kLatin},
    {0x1E00, 0x1EFF, Script::kLatin},
    {0x0370, 0x03FF, Script::kGreek},
    {0x0400, 0x052F, Script::kCyrillic},
    {0x0590, 0x05FF, Script::kHebrew},
    {0x0600, 0x06FF, Script::kArabic},
    {0x0900, 0x0DFF, Script::kIndic},
    {0x0E00, 0x0EFF, Script::kThai},
    {0x1100, 0x11FF, Script::kHangul},
    {0x3041, 0x30FF, Script::kKana},
    {0x3400, 0x4DBF, Script::kHan},
    {0x4E00, 0x9FFF, Script::kHan},
    {0xAC00, 0xD7AF, Script::kHangul},
    {0x20000, 0x2FFFF, Script::kHan},
}};

Script ScriptOf(char32_t c) {
  for (const ScriptRange& range : kRanges) {
    if (c >= range.first && c <= range.last) return range.script;
  }
  return Script::kNone;
}

bool IsUnspaced(Script script) {
  return script == Script::kHan || script == Script::kKana || script == Script::kThai;
}

struct Word {
  std::string_view text;
  Script script = Script::kNone;
};

bool IsDigitAt(std::string_view text, std::size_t i) {
  return i < text.size() && text[i] >= '0' && text[i] <= '9';
}

// Runs of letters of one script, but for those that belong to a number ("0x80070005"); no break
// iterator, as it would want to know the language.
std::vector<Word> Words(std::string_view text) {
  std::vector<Word> words;
  Script current = Script::kNone;
  std::size_t begin = 0;
  const auto end_at = [&](std::size_t end) {
    const bool is_number = IsDigitAt(text, begin - 1) || IsDigitAt(text, end);
    if (current == Script::kNone || (is_number && !IsUnspaced(current))) return;
    words.push_back({text.substr(begin, end - begin), current});
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t at = i;
    const Script script = ScriptOf(NextCodePoint(text, &i));
    if (script == current) continue;
    end_at(at);
    current = script;
    begin = at;
  }
  end_at(text.size());
  return words;
}

ScriptCounts CountScripts(const std::vector<Word>& words) {
  ScriptCounts counts{};
  for (const Word& word : words) {
    const double weight =
        IsUnspaced(word.script) ? static_cast<double>(CountCodePoints(word.text)) / 2 : 1.0;
    counts[static_cast<std::size_t>(word.script)] += weight;
  }
  return counts;
}

// Names of programs and error messages are in Latin letters in every language, so they count less;
// Japanese is whatever has kana in it.
Script MainScript(ScriptCounts counts) {
  const auto at = [&](Script script) -> double& {
    return counts[static_cast<std::size_t>(script)];
  };
  if (at(Script::kKana) > 0) at(Script::kKana) += at(Script::kHan);
  at(Script::kLatin) /= 3;
  const auto best = std::max_element(counts.begin(), counts.end());
  return *best > 0 ? static_cast<Script>(best - counts.begin()) : Script::kNone;
}

Script ScriptOfLanguage(const Readers& readers) {
  std::vector<Word> sample;
  for (const LanguageReader* reader : readers) {
    const StoredVocabulary& vocabulary = reader->vocabulary();
    const std::size_t step = vocabulary.size() / kSampleWords + 1;
    for (std::size_t rank = 0; rank < vocabulary.size(); rank += step) {
      const auto words = Words(vocabulary.at(rank).word);
      sample.insert(sample.end(), words.begin(), words.end());
    }
  }
  return MainScript(CountScripts(sample));
}

std::vector<std::string> FoldedWords(const std::vector<Word>& words, Script script) {
  std::vector<std::string> folded;
  for (const Word& word : words) {
    if (word.script != script || folded.size() >= kMaxWords) continue;
    std::string form = FoldNormalized(NormalizeWord(word.text));
    if (!form.empty()) folded.push_back(std::move(form));
  }
  std::sort(folded.begin(), folded.end());
  folded.erase(std::unique(folded.begin(), folded.end()), folded.end());
  return folded;
}

// How many articles have the folded word: of its spellings the most frequent one's.
std::uint32_t ArticlesWith(const Readers& readers, const std::string& folded) {
  std::uint32_t articles = 0;
  for (const LanguageReader* reader : readers) {
    const StoredVocabulary& vocabulary = reader->vocabulary();
    const auto [begin, end] = vocabulary.WithFolded(folded);
    std::uint32_t most = 0;
    for (std::size_t rank = begin; rank < end; ++rank) {
      most = std::max(most, vocabulary.at(rank).articles);
    }
    articles += most;
  }
  return articles;
}

// The share of articles that a word is granted in which it does not stand: the same for every
// language, so that one with few articles gains nothing by what it lacks.
constexpr double kUnseenShare = 0.002;
// What the spelling of a word that no language has says, beside a word that one has.
constexpr double kSpellingWeight = 0.5;

// So much more likely (as a logarithm) must another language be than the one that is expected.
constexpr double kLikelyLead = 1.0;

// Which letter follows which in the words of a language, without diacritics.
class Spelling {
 public:
  explicit Spelling(const Readers& readers) {
    for (const LanguageReader* reader : readers) {
      const StoredVocabulary& vocabulary = reader->vocabulary();
      const std::size_t step = vocabulary.size() / kSpellingWords + 1;
      for (std::size_t rank = 0; rank < vocabulary.size(); rank += step) {
        Walk(vocabulary.folded_at(rank), [this](std::size_t from, std::size_t to) {
          ++pairs_[from * kLetters + to];
          ++firsts_[from];
        });
      }
    }
  }

  // The logarithm of the chance of each letter after the one before, taken together.
  double LogLikelihood(std::string_view word) const {
    double sum = 0;
    Walk(word, [&](std::size_t from, std::size_t to) {
      sum += std::log((pairs_[from * kLetters + to] + 0.5) / (firsts_[from] + 0.5 * kLetters));
    });
    return sum;
  }

 private:
  static constexpr std::size_t kSpellingWords = 2000;
  // The lowest bits of a code point tell the letters of one alphabet apart; 0 is a word's edge.
  static constexpr std::size_t kLetters = 64;

  template <typename Visit>
  static void Walk(std::string_view word, const Visit& visit) {
    std::size_t from = 0;
    for (std::size_t i = 0; i < word.size();) {
      const std::size_t to = NextCodePoint(word, &i) % kLetters;
      visit(from, to);
      from = to;
    }
    visit(from, 0);
  }

  std::array<std::uint32_t, kLetters * kLetters> pairs_{};
  std::array<std::uint32_t, kLetters> firsts_{};
};

struct Candidate {
  std::string language;
  Readers readers;
  double articles = 0;
  double likelihood = 0;
};

std::vector<Candidate> Candidates(const Snapshot& snapshot, const Audiences& audiences,
                                  Script script) {
  std::vector<Candidate> candidates;
  for (const std::string& language : snapshot.languages(audiences)) {
    Candidate candidate{language, snapshot.readers(language, audiences), 0, 0};
    if (ScriptOfLanguage(candidate.readers) != script) continue;
    for (const LanguageReader* reader : candidate.readers) {
      candidate.articles += static_cast<double>(reader->catalog().size());
    }
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

// `likely` is expected, or, where it is none of the candidates, the language that articles are
// written in first.
void Expect(std::string_view likely, std::string_view original,
            std::vector<Candidate>* candidates) {
  for (const std::string_view expected : {likely, original}) {
    for (Candidate& candidate : *candidates) {
      if (candidate.language != expected) continue;
      candidate.likelihood = kLikelyLead;
      return;
    }
  }
}

// Adds the logarithm of the chance that an article of the language has these words, each on its own
// (naive Bayes). Returns the words that none of the languages has.
std::vector<std::string> WeighWords(const std::vector<std::string>& words,
                                    std::vector<Candidate>* candidates) {
  std::vector<std::string> unknown;
  for (const std::string& word : words) {
    bool is_known = false;
    for (Candidate& candidate : *candidates) {
      const std::uint32_t articles = ArticlesWith(candidate.readers, word);
      is_known = is_known || articles > 0;
      candidate.likelihood += std::log(articles / std::max(candidate.articles, 1.0) + kUnseenShare);
    }
    if (!is_known) unknown.push_back(word);
  }
  return unknown;
}

void WeighSpelling(const std::vector<std::string>& words, std::vector<Candidate>* candidates) {
  for (Candidate& candidate : *candidates) {
    const Spelling spelling(candidate.readers);
    for (const std::string& word : words) {
      candidate.likelihood += kSpellingWeight * spelling.LogLikelihood(word);
    }
  }
}

}  // namespace

std::string LanguageOfText(const Snapshot& snapshot, const Audiences& audiences,
                           std::string_view text, std::string_view likely) {
  const std::vector<Word> words = Words(TruncateUtf8(text, kMaxReadBytes));
  const Script script = MainScript(CountScripts(words));
  if (script == Script::kNone) return std::string(likely);
  std::vector<Candidate> candidates = Candidates(snapshot, audiences, script);
  if (candidates.empty()) return std::string(likely);
  if (candidates.size() > 1) {
    Expect(likely, snapshot.info().original_language, &candidates);
    const std::vector<std::string> folded = FoldedWords(words, script);
    const std::vector<std::string> unknown = WeighWords(folded, &candidates);
    if (unknown.size() * 2 > folded.size()) WeighSpelling(unknown, &candidates);
  }
  return std::max_element(
             candidates.begin(), candidates.end(),
             [](const Candidate& a, const Candidate& b) { return a.likelihood < b.likelihood; })
      ->language;
}

}  // namespace zeroline
