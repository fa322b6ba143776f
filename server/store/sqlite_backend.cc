#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "server/store/backend.h"
#include "server/store/soci_library.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

constexpr int kBusyTimeoutSeconds = 5;

Status MakePrivateFile(const fs::path& file) {
  std::error_code error;
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), error);
  if (error) {
    return Fail(ErrorCode::kIo, "cannot make the folder " + file.parent_path().string() +
                                    " for the state: " + error.message());
  }
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): open() takes its mode this way.
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) {
    return Fail(ErrorCode::kIo, "cannot open the state " + file.string() +
                                    " for writing: " + std::strerror(errno) +
                                    "; give --state a file that this user may write");
  }
  ::close(fd);
  return {};
}

// Write-ahead log: a reader never waits for the writer. synchronous=FULL: a commit returns after
// the log has reached the disk.
void MakeDurable(soci::session& session) {
  std::string mode;
  session << "PRAGMA journal_mode=WAL", soci::into(mode);
  session << "PRAGMA synchronous=FULL";
  session << "PRAGMA foreign_keys=ON";
}

std::string Explain(int code) {
  switch (code) {
    case SQLITE_FULL:
      return "the disk is full";
    case SQLITE_READONLY:
      return "the file is read-only";
    case SQLITE_IOERR:
      return "the disk refused to write or read";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program holds it";
    case SQLITE_CANTOPEN:
      return "the file cannot be opened";
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return "the file is no database or is damaged";
    default:
      return "";
  }
}

ErrorCode CodeOf(int code) {
  switch (code) {
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return ErrorCode::kUnavailable;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::kBusy;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return ErrorCode::kCorrupt;
    default:
      return ErrorCode::kInternal;
  }
}

}  // namespace

Result<std::unique_ptr<soci::session>> OpenSqlite(const fs::path& file) {
  const std::string name = file.string();
  if (name.empty() || name.find('"') != std::string::npos) {
    return Fail(ErrorCode::kInvalidArgument,
                "the name of the state must not be empty or hold '\"'");
  }
  if (Status made = MakePrivateFile(file); !made) return tl::unexpected(made.error());
  try {
    auto session = std::make_unique<soci::session>(
        soci::sqlite3, "dbname=\"" + name + "\" timeout=" + std::to_string(kBusyTimeoutSeconds));
    MakeDurable(*session);
    return session;
  } catch (const soci::soci_error& error) {
    return tl::unexpected(TranslateSqliteError(error, "open the state", file));
  }
}

Error TranslateSqliteError(const soci::soci_error& error, const std::string& doing,
                           const fs::path& file) {
  int code = SQLITE_ERROR;
  if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) {
    code = sqlite->result() & 0xff;  // the primary code of an extended one
  }
  std::string why = Explain(code);
  // Without the statement and its values: an error is logged, and those are what people wrote.
  if (why.empty()) why = error.get_error_message();
  return {CodeOf(code), "cannot " + doing + " (" + file.string() + "): " + why};
}

}  // namespace zeroline
