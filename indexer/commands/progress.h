// How far a long command is: a bar that redraws itself on a terminal, one plain line per stage
// elsewhere.
#ifndef ZEROLINE_INDEXER_COMMANDS_PROGRESS_H_
#define ZEROLINE_INDEXER_COMMANDS_PROGRESS_H_

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <string>

namespace zeroline {

// Thread-safe.
class Progress {
 public:
  // Writes to `stream`; nothing at all if it is null.
  explicit Progress(std::FILE* stream);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // A new stage of `total` steps; 0 if their number is not known.
  void Start(const std::string& stage, std::size_t total);
  void Step(std::size_t count = 1);
  // Ends the last stage and leaves the cursor on a fresh line.
  void Finish();

 private:
  void Draw();
  void Clear();

  std::FILE* stream_;
  bool is_terminal_;
  std::mutex mutex_;
  std::string stage_;
  std::size_t total_ = 0;
  std::size_t done_ = 0;
  bool is_drawn_ = false;
  std::chrono::steady_clock::time_point last_draw_;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_PROGRESS_H_
