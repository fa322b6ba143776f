// What a build remembers of how its translation tables were made, so that the next one knows which
// to make again. No server reads it.
#ifndef ZEROLINE_INDEXER_COMMANDS_TRANSLATION_STATE_H_
#define ZEROLINE_INDEXER_COMMANDS_TRANSLATION_STATE_H_

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "indexer/error/result.h"

namespace zeroline {

// Two languages, in the order of their tags.
using LanguagePair = std::pair<std::string, std::string>;

struct PairState {
  std::size_t articles = 0;  // translated ones when the tables were learned
  std::size_t changes = 0;   // of translated articles since then
};

struct TranslationState {
  std::string glossary;  // hash of its content
  std::map<LanguagePair, PairState> pairs;
};

// Writes and syncs builds/<N>/translations/state.json.
Status WriteTranslationState(const std::filesystem::path& build, const TranslationState& state);
// Nothing if there is none or it cannot be read: then everything is learned anew.
std::optional<TranslationState> ReadTranslationState(const std::filesystem::path& build);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_TRANSLATION_STATE_H_
