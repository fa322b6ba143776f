// Which words a database has, for those who make something of all of them.
#ifndef ZEROLINE_INDEXER_WRITER_DATABASE_WORDS_H_
#define ZEROLINE_INDEXER_WRITER_DATABASE_WORDS_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "indexer/error/result.h"

namespace zeroline {

// Calls `visit` for every term of the word channel in the order of their bytes, with the number of
// its documents; identifiers are left out. kCorrupt if the database cannot be read.
Status ForEachWord(
    const std::filesystem::path& database,
    const std::function<void(const std::string& term, std::uint32_t documents)>& visit);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_WRITER_DATABASE_WORDS_H_
