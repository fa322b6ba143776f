#include "indexer/commands/progress.h"

#include <unistd.h>

namespace zeroline {
namespace {

constexpr std::size_t kBarWidth = 30;
constexpr std::chrono::milliseconds kBetweenDraws(50);

}  // namespace

Progress::Progress(std::FILE* stream)
    : stream_(stream), is_terminal_(stream != nullptr && isatty(fileno(stream)) == 1) {}

Progress::~Progress() { Finish(); }

void Progress::Start(const std::string& stage, std::size_t total) {
  const std::lock_guard lock(mutex_);
  Clear();
  stage_ = stage;
  total_ = total;
  done_ = 0;
  if (stream_ == nullptr) return;
  if (is_terminal_) {
    Draw();
  } else if (total > 0) {
    std::fprintf(stream_, "%s: %zu\n", stage.c_str(), total);
  } else {
    std::fprintf(stream_, "%s\n", stage.c_str());
  }
}

void Progress::Step(std::size_t count) {
  const std::lock_guard lock(mutex_);
  done_ += count;
  if (is_terminal_ && std::chrono::steady_clock::now() - last_draw_ >= kBetweenDraws) Draw();
}

void Progress::Finish() {
  const std::lock_guard lock(mutex_);
  Clear();
  if (stream_ != nullptr) std::fflush(stream_);
}

void Progress::Draw() {
  last_draw_ = std::chrono::steady_clock::now();
  is_drawn_ = true;
  if (total_ == 0) {
    std::fprintf(stream_, "\r\033[K%s", stage_.c_str());
  } else {
    const std::size_t filled = kBarWidth * done_ / total_;
    const std::string bar = std::string(filled, '#') + std::string(kBarWidth - filled, '.');
    std::fprintf(stream_, "\r\033[K%-10s [%s] %zu/%zu", stage_.c_str(), bar.c_str(), done_, total_);
  }
  std::fflush(stream_);
}

void Progress::Clear() {
  if (is_drawn_) std::fputs("\r\033[K", stream_);
  is_drawn_ = false;
}

}  // namespace zeroline
