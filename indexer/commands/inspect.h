// Commands that look without changing anything.
#ifndef ZEROLINE_INDEXER_COMMANDS_INSPECT_H_
#define ZEROLINE_INDEXER_COMMANDS_INSPECT_H_

#include <filesystem>
#include <string>
#include <string_view>

#include "indexer/error/result.h"

namespace zeroline {

// What the index holds of the article `id`: in `language`, or if that is empty in every language
// and for every audience it exists in. kNotFound if it is in none.
Result<std::string> ShowArticle(const std::filesystem::path& index, std::string_view id,
                                std::string_view language);

// A line per token of `text`: byte range, kind, word term, grams, unigrams.
Result<std::string> AnalyzeText(std::string_view language, std::string_view text);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_INSPECT_H_
