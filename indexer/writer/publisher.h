// How a build comes to be: under a name no reader looks at, synced to the disk, then made current
// in one step. Whatever moment the indexer is killed at, `current` points at a whole build.
#ifndef ZEROLINE_INDEXER_WRITER_PUBLISHER_H_
#define ZEROLINE_INDEXER_WRITER_PUBLISHER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "indexer/error/result.h"

namespace zeroline {

// The right to write to an index directory, for as long as it lives. The system takes it back when
// the process dies, however it dies.
class IndexLock {
 public:
  // Makes the directory if needed. kBusy, with the other's process id, if another indexer holds it.
  static Result<IndexLock> Acquire(const std::filesystem::path& index);
  IndexLock(IndexLock&& other) noexcept;
  IndexLock& operator=(IndexLock&& other) noexcept;
  IndexLock(const IndexLock&) = delete;
  IndexLock& operator=(const IndexLock&) = delete;
  ~IndexLock();

 private:
  explicit IndexLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

// A build that is being written. The caller holds the IndexLock.
class StagedBuild {
 public:
  // Removes what killed runs left and makes an empty folder for the next number.
  static Result<StagedBuild> Begin(const std::filesystem::path& index);
  StagedBuild(StagedBuild&& other) noexcept;
  StagedBuild& operator=(StagedBuild&&) = delete;
  StagedBuild(const StagedBuild&) = delete;
  StagedBuild& operator=(const StagedBuild&) = delete;
  // Removes the folder unless it was published.
  ~StagedBuild();

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t number() const { return number_; }

  // Syncs the folders (files must be already), gives the build its name and makes it current.
  Status Publish();

 private:
  StagedBuild(std::filesystem::path index, std::uint64_t number);
  std::filesystem::path index_;
  std::filesystem::path path_;
  std::uint64_t number_;
  bool is_done_ = false;
};

// Makes an existing build current: publishing's last step, and how one rolls back.
Status SetCurrentBuild(const std::filesystem::path& index, std::uint64_t number);

inline constexpr std::size_t kKeptBuilds = 3;
// A server that has not yet looked at `current` again may still open files of the build before; it
// stays this long after the next one came.
inline constexpr std::chrono::seconds kKeptAge{60};

// Removes builds that are not current, not among the newest `keep`, and were superseded more than
// `age` ago.
Status PruneBuilds(const std::filesystem::path& index, std::size_t keep, std::chrono::seconds age);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_WRITER_PUBLISHER_H_
