#include "server/query/ladder.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/query/draft.h"
#include "server/query/layout_rung.h"
#include "server/query/word_rungs.h"

namespace zeroline {
namespace {

std::vector<std::string_view> Runs(std::string_view text) {
  std::vector<std::string_view> runs;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find(' ', i), text.size());
    runs.push_back(text.substr(i, end - i));
    i = end + 1;
  }
  return runs;
}

// The phrases as they read in `meant`, which has the runs of `text`, each as it was meant.
void ConvertPhrases(std::string_view text, std::string_view meant,
                    std::vector<std::string>* phrases) {
  const std::vector<std::string_view> typed_runs = Runs(text);
  const std::vector<std::string_view> meant_runs = Runs(meant);
  if (typed_runs.size() != meant_runs.size()) return;
  std::size_t from = 0;
  for (std::string& phrase : *phrases) {
    const std::vector<std::string_view> wanted = Runs(phrase);
    const auto found = std::search(typed_runs.begin() + static_cast<std::ptrdiff_t>(from),
                                   typed_runs.end(), wanted.begin(), wanted.end());
    if (found == typed_runs.end()) continue;
    const auto first = static_cast<std::size_t>(found - typed_runs.begin());
    from = first + wanted.size();
    phrase.clear();
    for (std::size_t i = first; i < from; ++i) {
      if (i > first) phrase += ' ';
      phrase += meant_runs[i];
    }
  }
}

bool IsAllQuoted(const Query& query) {
  std::size_t quoted = 0;
  for (const std::string& phrase : query.phrases) quoted += Runs(phrase).size();
  return quoted > 0 && quoted >= Runs(query.text).size();
}

// A lone quotation mark is a letter on some layouts (' and " are э and Э), so the text to convert
// is what was typed, unless it holds phrases. The keyboard was the same for those: they are
// converted with the words around them, but never for themselves.
void ClimbLayout(std::string_view language, const Vocabulary& vocabulary, Query* query) {
  if (IsAllQuoted(*query)) return;
  const std::string& typed = query->phrases.empty() ? query->typed : query->text;
  std::optional<std::string> meant = MendLayout(typed, language, vocabulary);
  if (!meant) return;
  query->rewrites.push_back({"layout", query->typed, *meant});
  ConvertPhrases(query->text, *meant, &query->phrases);
  query->text = *std::move(meant);
}

bool HasUnknownWord(const Draft& draft) {
  return std::any_of(draft.words().begin(), draft.words().end(), [](const DraftWord& word) {
    return !word.is_fixed && !word.is_unspaced && word.articles == 0;
  });
}

}  // namespace

Query Mend(const Query& query, std::string_view language, const Vocabulary& vocabulary,
           Analyzer* analyzer) {
  Query mended = query;
  if (mended.empty()) return mended;
  ClimbLayout(language, vocabulary, &mended);
  Draft draft(mended.text, mended.phrases, vocabulary, analyzer);
  const Mending mending{language, vocabulary, &draft, &mended.rewrites};
  MendTransliteration(mending);
  MendDiacritics(mending);
  if (HasUnknownWord(draft)) MendSpelling(mending);
  AddIdentifierForms(mending);
  AddSynonyms(mending);
  draft.WriteTo(&mended);
  return mended;
}

}  // namespace zeroline
