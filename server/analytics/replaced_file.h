// A file that other programs read while it is written again.
#ifndef ZEROLINE_SERVER_ANALYTICS_REPLACED_FILE_H_
#define ZEROLINE_SERVER_ANALYTICS_REPLACED_FILE_H_

#include <filesystem>
#include <string>

#include "indexer/error/result.h"

namespace zeroline {

// Puts `text` in the place of the file, whole or not at all; on the disk when this returns. Its
// folder is made. False if the file says that already: then it is left alone.
Result<bool> ReplaceFile(const std::filesystem::path& file, const std::string& text);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_REPLACED_FILE_H_
