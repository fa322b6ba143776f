#include "server/query/ladder.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "server/query/draft.h"
#include "server/query/layout_rung.h"
#include "server/query/word_rungs.h"

namespace zeroline {
namespace {

// A lone quotation mark is a letter on some layouts (' and " are э and Э), so the text to convert
// is what was typed, unless it holds phrases.
void ClimbLayout(std::string_view language, const Vocabulary& vocabulary, Query* query) {
  const std::string& typed = query->phrases.empty() ? query->typed : query->text;
  std::optional<std::string> meant = MendLayout(typed, language, vocabulary);
  if (!meant) return;
  query->rewrites.push_back({"layout", query->typed, *meant});
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
