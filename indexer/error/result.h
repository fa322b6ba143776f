// How a function says that it failed: Result<T> is a T or an Error. Libraries return it, only
// `main` and `server/web` report it; nothing in the project throws across a room's border.
#ifndef ZEROLINE_INDEXER_ERROR_RESULT_H_
#define ZEROLINE_INDEXER_ERROR_RESULT_H_

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace zeroline {

enum class ErrorCode {
  kInvalidArgument,  // the caller's or a person's input cannot be used
  kNotFound,         // what was asked for does not exist
  kCorrupt,          // stored data cannot be trusted (wrong version, fingerprint, truncated)
  kIo,               // the file system or a device said no
  kBusy,             // somebody else holds it (a lock); trying later may work
  kUnavailable,      // a service or state needed is not there now
  kConflict,         // what is there contradicts it, e.g. somebody else took it first
  kInternal,         // a bug or a foreign library's surprise
};

// `message` is written for the person who must mend it: what, where, and how.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> Fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ERROR_RESULT_H_
