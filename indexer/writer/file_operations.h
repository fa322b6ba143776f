// What publishing asks of the file system, with errors that name the file.
#ifndef ZEROLINE_INDEXER_WRITER_FILE_OPERATIONS_H_
#define ZEROLINE_INDEXER_WRITER_FILE_OPERATIONS_H_

#include <filesystem>
#include <string_view>

#include "indexer/error/result.h"

namespace zeroline {

// Makes one folder, or all that are missing above it too. MakeDirectory() fails if it exists.
Status MakeDirectory(const std::filesystem::path& directory);
Status MakeDirectories(const std::filesystem::path& directory);

// A new file with these bytes, synced.
Status WriteSynced(const std::filesystem::path& file, std::string_view bytes);

// A new file with the bytes of `from`: sharing its blocks where the file system can, else copied
// inside the kernel. Not synced.
Status CopyFile(const std::filesystem::path& from, const std::filesystem::path& to);

// A second name for the file, or a copy where the file system has no links or crosses a border.
Status LinkFile(const std::filesystem::path& from, const std::filesystem::path& to);

// Every file of `from`, folders included, into the new folder `to`.
Status CopyDirectory(const std::filesystem::path& from, const std::filesystem::path& to);
Status LinkDirectory(const std::filesystem::path& from, const std::filesystem::path& to);

// Makes a file's contents, or a folder's entries, survive a power cut.
Status SyncPath(const std::filesystem::path& path);
// Every folder below `directory` and itself; every file below it.
Status SyncDirectories(const std::filesystem::path& directory);
Status SyncFiles(const std::filesystem::path& directory);

// Renames onto `to`, replacing it in one step.
Status Rename(const std::filesystem::path& from, const std::filesystem::path& to);

// Removes with everything below; nothing there is no error.
Status RemoveAll(const std::filesystem::path& path);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_WRITER_FILE_OPERATIONS_H_
