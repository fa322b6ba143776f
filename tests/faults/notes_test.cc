// What agents told the writers while the process is killed: whatever was acknowledged is there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "server/store/store.h"
#include "tests/support/temp_tree.h"
#include "tests/support/value_or_throw.h"

namespace zeroline::testing {
namespace {

constexpr int kRounds = 6;

WriterNote Wish(const std::string& title) {
  WriterNote note;
  note.kind = WriterNote::Kind::kWish;
  note.title = title;
  note.by = "anna";
  return note;
}

// Writes until it is killed; says "." once a note and a use of that number are acknowledged.
[[noreturn]] void WriteOn(const std::filesystem::path& file, int first, int acknowledged) {
  const auto store = Store::Open(file);
  if (!store) _exit(2);
  for (int i = first;; ++i) {
    const std::string number = std::to_string(i);
    WriterInbox& inbox = (*store)->writer_inbox();
    if (!inbox.Add(Wish(number))) _exit(3);
    if (!inbox.RecordUse({"vpn", "en", "", "", number, "anna", 0})) _exit(4);
    if (::write(acknowledged, ".", 1) != 1) _exit(5);
  }
}

// How many were acknowledged before the end.
int WriteAndBeKilled(const std::filesystem::path& file, int first, int last_breath) {
  std::array<int, 2> pipe{};
  if (::pipe(pipe.data()) != 0) throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child == 0) WriteOn(file, first, pipe[1]);
  ::close(pipe[1]);
  int acknowledged = 0;
  for (char dot = 0; ::read(pipe[0], &dot, 1) == 1;) {
    if (++acknowledged == last_breath) ::kill(child, SIGKILL);
  }
  ::close(pipe[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself: " << status;
  return acknowledged;
}

TEST(NotesUnderFireTest, KeepsWhateverWasAcknowledged) {
  const unsigned seed = std::random_device()();
  std::mt19937 dice(seed);
  const TempTree tree;
  const auto file = tree.path() / "state.db";
  int acknowledged = 0;
  for (int round = 0; round < kRounds; ++round) {
    const int last_breath = std::uniform_int_distribution<int>(1, 12)(dice);
    acknowledged += WriteAndBeKilled(file, acknowledged, last_breath);
    const auto store = ValueOrThrow(Store::Open(file));
    WriterInbox& inbox = store->writer_inbox();
    const auto notes = static_cast<int>(ValueOrThrow(inbox.Count(WriterNote::State::kOpen)));
    // One more may have reached the disk without its answer, and is written again, once.
    EXPECT_GE(notes, acknowledged) << "seed " << seed;
    EXPECT_LE(notes, acknowledged + 1) << "seed " << seed;
    EXPECT_GE(ValueOrThrow(inbox.CountUses(0, 1)).at(0).uses,
              static_cast<std::size_t>(acknowledged))
        << "seed " << seed;
  }
}

}  // namespace
}  // namespace zeroline::testing
