#include "indexer/commands/watch.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <ostream>
#include <set>
#include <thread>
#include <tuple>
#include <utility>

#include "indexer/commands/output.h"
#include "indexer/source/file_watch.h"

namespace zeroline {
namespace {

using Clock = std::chrono::steady_clock;
using Findings = std::vector<Diagnostic>;

constexpr std::size_t kShownFindings = 100;
// Between attempts while another indexer works on the index, or the articles are not there.
constexpr std::chrono::milliseconds kRetry{300};

using FindingKey = std::tuple<std::string, std::string, std::string>;
FindingKey KeyOf(const Diagnostic& finding) {
  return {finding.path, finding.rule, finding.message};
}

// Those of `some` that are more often there than in `others`.
Findings Without(const Findings& some, const Findings& others) {
  std::multiset<FindingKey> known;
  for (const Diagnostic& finding : others) known.insert(KeyOf(finding));
  Findings left;
  for (const Diagnostic& finding : some) {
    const auto same = known.find(KeyOf(finding));
    if (same == known.end()) {
      left.push_back(finding);
    } else {
      known.erase(same);
    }
  }
  return left;
}

std::string Counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

// Writes whole pieces from several threads.
class Printer {
 public:
  explicit Printer(std::ostream& out) : out_(out) {}
  void Print(const std::string& text) {
    const std::lock_guard lock(mutex_);
    out_ << text << std::flush;
  }

 private:
  std::mutex mutex_;
  std::ostream& out_;
};

// Remembers what was told, so that only changes are.
class Teller {
 public:
  Teller(std::string folder, Printer* printer) : folder_(std::move(folder)), printer_(printer) {}

  void Tell(Findings now) {
    const FindingChanges changes = CompareFindings(known_, now);
    std::string text = DiagnosticLines(WithFolder(changes.found), kShownFindings);
    for (const Diagnostic& finding : WithFolder(changes.mended)) {
      text += "mended: " + finding.path + ": " + finding.message + " [" + finding.rule + "]\n";
    }
    if (!text.empty() || !told_) text += Summary(now);
    known_ = std::move(now);
    told_ = true;
    if (!text.empty()) printer_->Print(text);
  }

 private:
  // Paths as a terminal can open them.
  Findings WithFolder(Findings findings) const {
    for (Diagnostic& finding : findings) finding.path = folder_ + "/" + finding.path;
    return findings;
  }
  static std::string Summary(const Findings& findings) {
    const FindingCounts counts = CountFindings(findings);
    if (findings.empty()) return "nothing to mend\n";
    return "to mend: " + Counted(counts.errors, "error") + ", " +
           Counted(counts.warnings, "warning") + "\n";
  }

  std::string folder_;
  Printer* printer_;
  Findings known_;
  bool told_ = false;
};

// Runs the check beside the builds, so that no build waits for it.
class Checker {
 public:
  Checker(const WatchOptions& options, Teller* teller, Printer* printer)
      : options_(options), teller_(teller), printer_(printer), thread_([this] { Run(); }) {}
  ~Checker() {
    {
      const std::lock_guard lock(mutex_);
      is_stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

  void Ask() {
    {
      const std::lock_guard lock(mutex_);
      is_asked_ = true;
    }
    wake_.notify_one();
  }

 private:
  void Run() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return is_stopping_ || is_asked_; });
      if (is_stopping_) return;
      is_asked_ = false;
      lock.unlock();
      Result<Findings> findings = options_.check();
      if (findings) {
        teller_->Tell(*std::move(findings));
      } else {
        printer_->Print("the check failed: " + findings.error().message + "\n");
      }
      lock.lock();
    }
  }

  const WatchOptions& options_;
  Teller* teller_;
  Printer* printer_;
  std::mutex mutex_;  // guards the two below
  bool is_asked_ = false;
  bool is_stopping_ = false;
  std::condition_variable wake_;
  std::thread thread_;  // last: it uses all above
};

// True if `stop` became readable meanwhile.
bool StopsWithin(int stop, std::chrono::milliseconds time) {
  pollfd waiting{stop, POLLIN, 0};
  return poll(&waiting, 1, static_cast<int>(time.count())) > 0;
}

class Watcher {
 public:
  Watcher(const WatchOptions& options, int stop, std::ostream& out)
      : options_(options),
        stop_(stop),
        printer_(out),
        teller_(options.build.articles.string(), &printer_) {
    if (options.check) checker_.emplace(options_, &teller_, &printer_);
  }

  Status Run() {
    Result<FileWatch> watch = FileWatch::Open(options_.build.articles);
    if (!watch) return tl::unexpected(watch.error());
    printer_.Print("watching " + options_.build.articles.string() + "; Ctrl+C ends it\n");
    while (true) {
      if (!Build()) return {};
      const Result<FileWatch::Outcome> outcome = watch->Wait(stop_, {});
      if (outcome && *outcome == FileWatch::Outcome::kStopped) return {};
      if (outcome && *outcome == FileWatch::Outcome::kChanged) continue;
      Fail(outcome ? options_.build.articles.string() + " is gone" : outcome.error().message);
      if (!Reopen(&*watch)) return {};
    }
  }

 private:
  // A failure is told once, not at every attempt.
  void Fail(const std::string& message) {
    if (message != last_failure_) printer_.Print("zeroline-indexer: " + message + "\n");
    last_failure_ = message;
  }

  // False if it is to stop.
  bool Reopen(FileWatch* watch) {
    while (!StopsWithin(stop_, kRetry)) {
      Result<FileWatch> again = FileWatch::Open(options_.build.articles);
      if (!again) {
        Fail(again.error().message);
        continue;
      }
      *watch = *std::move(again);
      return true;
    }
    return false;
  }

  // False if it is to stop.
  bool Build() {
    Progress silent(nullptr);
    while (true) {
      const auto start = Clock::now();
      Result<BuildReport> report = BuildIndex(options_.build, &silent);
      if (report) {
        Tell(*std::move(report), Clock::now() - start);
        return true;
      }
      Fail(report.error().message);
      if (checker_) checker_->Ask();
      if (report.error().code != ErrorCode::kBusy) return true;
      if (StopsWithin(stop_, kRetry)) return false;
    }
  }

  void Tell(BuildReport report, Clock::duration elapsed) {
    last_failure_.clear();
    if (report.published) {
      const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(elapsed);
      printer_.Print("build " + std::to_string(report.build) + " is published (" +
                     Counted(report.parsed, "file") + " read, " + std::to_string(time.count()) +
                     " ms)\n");
    }
    if (checker_) {
      checker_->Ask();
    } else {
      teller_.Tell(std::move(report.diagnostics));
    }
  }

  const WatchOptions& options_;
  int stop_;
  Printer printer_;
  Teller teller_;
  std::string last_failure_;
  std::optional<Checker> checker_;  // last: its thread uses the others
};

}  // namespace

FindingChanges CompareFindings(const Findings& earlier, const Findings& later) {
  return {Without(later, earlier), Without(earlier, later)};
}

Status Watch(const WatchOptions& options, int stop, std::ostream& out) {
  return Watcher(options, stop, out).Run();
}

int StopOnSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signalfd(-1, &signals, SFD_CLOEXEC);
}

}  // namespace zeroline
