// Waits until files of a folder change, at any depth (inotify).
#ifndef ZEROLINE_INDEXER_SOURCE_FILE_WATCH_H_
#define ZEROLINE_INDEXER_SOURCE_FILE_WATCH_H_

#include <chrono>
#include <filesystem>
#include <memory>

#include "indexer/error/result.h"

namespace zeroline {

// Not thread-safe. As WalkSourceTree(), it enters no linked folders and no hidden ones; hidden
// files and what editors leave beside a file while they save count for nothing.
class FileWatch {
 public:
  // Sees every change from here on. Fails with kNotFound if `root` is no folder, with kUnavailable
  // if the system lets us watch no more folders, and says which setting allows more.
  static Result<FileWatch> Open(const std::filesystem::path& root);
  FileWatch(FileWatch&&) noexcept;
  FileWatch& operator=(FileWatch&&) noexcept;
  ~FileWatch();

  enum class Outcome {
    kChanged,
    kStopped,  // `stop` became readable
    kGone,     // the root itself was moved or removed: open again
  };
  // How long nothing may happen until a change is taken for complete, and how long that may be put
  // off by further changes.
  struct Patience {
    std::chrono::milliseconds quiet{50};
    std::chrono::milliseconds longest{500};
  };
  // What changed since Open() or the last call counts. `stop` is a file descriptor, or -1; it goes
  // before changes.
  Result<Outcome> Wait(int stop, Patience patience);
  // Whether Wait() has something to tell.
  Result<bool> IsPending();

 private:
  struct State;
  explicit FileWatch(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_SOURCE_FILE_WATCH_H_
