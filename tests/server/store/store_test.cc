#include "server/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <thread>
#include <vector>

#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::HasSubstr;

NewTicket Printer() {
  NewTicket ticket;
  ticket.subject = "Printer";
  ticket.body = "It burns\nblue";
  ticket.contact = "anna@example.com";
  ticket.language = "en";
  return ticket;
}

std::unique_ptr<Store> OpenOrDie(const std::filesystem::path& file) {
  Result<std::unique_ptr<Store>> store = Store::Open(file);
  if (!store) throw std::runtime_error(store.error().message);
  return *std::move(store);
}

TEST(StoreTest, NumbersTicketsFromOneThousandAndFindsThem) {
  testing::TempTree tree;
  const auto store = OpenOrDie(tree.path() / "a folder" / "zeroline state.db");
  const Result<Ticket> first = store->tickets().Add(Printer());
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->number.substr(0, 7), "ZL-1000");
  EXPECT_GT(first->created, 0);
  const Result<Ticket> second = store->tickets().Add(Printer());
  EXPECT_EQ(second->number.substr(0, 7), "ZL-1001");

  const Result<Ticket> found = store->tickets().Find(first->number);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->number, first->number);
  EXPECT_EQ(found->created, first->created);
  EXPECT_EQ(found->subject, "Printer");
  EXPECT_EQ(found->body, "It burns\nblue");
  EXPECT_EQ(found->contact, "anna@example.com");
  EXPECT_EQ(found->language, "en");
}

TEST(StoreTest, TellsAnUnknownNumberFromAMistypedOne) {
  testing::TempTree tree;
  const auto store = OpenOrDie(tree.path() / "state.db");
  EXPECT_EQ(store->tickets().Find("ZL-5724").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store->tickets().Find("ZL-5725").error().code, ErrorCode::kInvalidArgument);
}

TEST(StoreTest, GivesTheSameTicketForTheSameIdempotencyKey) {
  testing::TempTree tree;
  const auto store = OpenOrDie(tree.path() / "state.db");
  NewTicket ticket = Printer();
  ticket.idempotency_key = "form-1";
  const std::string number = store->tickets().Add(ticket)->number;
  EXPECT_EQ(store->tickets().Add(ticket)->number, number);
  ticket.idempotency_key = "form-2";
  const std::string other = store->tickets().Add(ticket)->number;
  EXPECT_NE(other, number);
  EXPECT_EQ(other.substr(0, 7), "ZL-1001") << "a repeated form must not use up a number";
}

TEST(StoreTest, FindsATicketByItsIdempotencyKey) {
  testing::TempTree tree;
  const auto store = OpenOrDie(tree.path() / "state.db");
  NewTicket ticket = Printer();
  ASSERT_TRUE(store->tickets().Add(ticket));  // with no key
  EXPECT_EQ(store->tickets().FindByIdempotencyKey("").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store->tickets().FindByIdempotencyKey("form-1").error().code, ErrorCode::kNotFound);
  ticket.idempotency_key = "form-1";
  const std::string number = store->tickets().Add(ticket)->number;
  EXPECT_EQ(store->tickets().FindByIdempotencyKey("form-1")->number, number);
}

TEST(StoreTest, KeepsTextAsItIs) {
  testing::TempTree tree;
  const auto store = OpenOrDie(tree.path() / "state.db");
  NewTicket ticket;
  ticket.subject = "'; DROP TABLE ticket; --";
  ticket.body = "żółw 密码 ёж \\ % _";
  ticket.contact = ":value";
  ticket.language = "zh-Hant";
  ticket.idempotency_key = "k'";
  const std::string number = store->tickets().Add(ticket)->number;
  const Result<Ticket> found = store->tickets().Find(number);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->subject, ticket.subject);
  EXPECT_EQ(found->body, ticket.body);
  EXPECT_EQ(found->contact, ticket.contact);
}

TEST(StoreTest, GoesOnWhereItStoppedWhenReopened) {
  testing::TempTree tree;
  const auto file = tree.path() / "state.db";
  const std::string number = OpenOrDie(file)->tickets().Add(Printer())->number;
  const auto again = OpenOrDie(file);
  EXPECT_TRUE(again->tickets().Find(number));
  EXPECT_EQ(again->tickets().Add(Printer())->number.substr(0, 7), "ZL-1001");
}

TEST(StoreTest, IsReadableByItsOwnerOnly) {
  testing::TempTree tree;
  const auto file = tree.path() / "state.db";
  const auto store = OpenOrDie(file);
  ASSERT_TRUE(store->tickets().Add(Printer()));
  for (const char* suffix : {"", "-wal"}) {
    struct stat info {};
    ASSERT_EQ(::stat((file.string() + suffix).c_str(), &info), 0) << suffix;
    EXPECT_EQ(info.st_mode & 0077, 0u) << suffix;
  }
}

TEST(StoreTest, GivesEachOfManyThreadsItsOwnNumber) {
  testing::TempTree tree;
  const auto store = OpenOrDie(tree.path() / "state.db");
  constexpr int kThreads = 8;
  constexpr int kEach = 20;
  std::vector<std::vector<std::string>> numbers(kThreads);
  std::vector<std::thread> threads;
  for (auto& mine : numbers) {
    threads.emplace_back([&store, &mine] {
      for (int i = 0; i < kEach; ++i) {
        const Result<Ticket> ticket = store->tickets().Add(Printer());
        if (ticket) mine.push_back(ticket->number);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> distinct;
  for (const auto& mine : numbers) distinct.insert(mine.begin(), mine.end());
  EXPECT_EQ(distinct.size(), static_cast<std::size_t>(kThreads * kEach));
}

TEST(StoreTest, GivesTwoServersOnOneFileDifferentNumbers) {
  testing::TempTree tree;
  const auto one = OpenOrDie(tree.path() / "state.db");
  const auto two = OpenOrDie(tree.path() / "state.db");
  std::set<std::string> numbers;
  for (int i = 0; i < 10; ++i) {
    numbers.insert(one->tickets().Add(Printer())->number);
    numbers.insert(two->tickets().Add(Printer())->number);
  }
  EXPECT_EQ(numbers.size(), 20u);
}

// The child says the number through a pipe after AddTicket() returned, and is killed at once.
TEST(StoreTest, HasEveryAcknowledgedTicketAfterAKill) {
  testing::TempTree tree;
  const auto file = tree.path() / "state.db";
  int pipe_ends[2];
  ASSERT_EQ(::pipe(pipe_ends), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto store = OpenOrDie(file);
    for (;;) {
      const std::string line = store->tickets().Add(Printer())->number + "\n";
      if (::write(pipe_ends[1], line.data(), line.size()) < 0) _exit(1);
    }
  }
  ::close(pipe_ends[1]);
  std::string said;
  char buffer[256];
  while (std::count(said.begin(), said.end(), '\n') < 5) {
    const ssize_t got = ::read(pipe_ends[0], buffer, sizeof buffer);
    ASSERT_GT(got, 0);
    said.append(buffer, static_cast<std::size_t>(got));
  }
  ::kill(child, SIGKILL);
  for (ssize_t got = 0; (got = ::read(pipe_ends[0], buffer, sizeof buffer)) > 0;) {
    said.append(buffer, static_cast<std::size_t>(got));
  }
  ::close(pipe_ends[0]);
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);

  const auto store = OpenOrDie(file);
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = said.find('\n', begin)) != std::string::npos; begin = end + 1) {
    EXPECT_TRUE(store->tickets().Find(said.substr(begin, end - begin)))
        << said.substr(begin, end - begin);
  }
}

// A file-size limit stands for the full disk: the kernel refuses the write in the same place.
TEST(StoreTest, SaysThatTheDiskIsFullAndLosesNothing) {
  testing::TempTree tree;
  const auto file = tree.path() / "state.db";
  const std::string number = OpenOrDie(file)->tickets().Add(Printer())->number;
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto store = OpenOrDie(file);
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{200'000, 200'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    NewTicket big = Printer();
    big.body.assign(60'000, 'x');
    for (int i = 0; i < 10; ++i) {
      const Result<Ticket> ticket = store->tickets().Add(big);
      if (!ticket) _exit(ticket.error().code == ErrorCode::kUnavailable ? 0 : 2);
    }
    _exit(1);  // nothing ever failed
  }
  int state = 0;
  ASSERT_EQ(::waitpid(child, &state, 0), child);
  EXPECT_TRUE(WIFEXITED(state) && WEXITSTATUS(state) == 0) << state;
  const auto store = OpenOrDie(file);
  EXPECT_TRUE(store->tickets().Find(number));
  EXPECT_TRUE(store->tickets().Add(Printer())) << "the store must work again when there is room";
}

TEST(StoreTest, ChecksThatItCanWrite) {
  testing::TempTree tree;
  EXPECT_TRUE(OpenOrDie(tree.path() / "state.db")->Check());
}

TEST(StoreTest, RefusesWhatIsNoDatabase) {
  testing::TempTree tree;
  const auto file = tree.Write("state.db", std::string(4096, 'x'));
  const auto store = Store::Open(file);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::kCorrupt) << store.error().message;
  EXPECT_THAT(store.error().message, HasSubstr(file.string()));
  EXPECT_EQ(tree.Read("state.db"), std::string(4096, 'x')) << "a foreign file was changed";
}

TEST(StoreTest, RefusesAFolderAndAPlaceThatCannotBe) {
  testing::TempTree tree;
  const auto file = tree.Write("plain", "");
  for (const auto& place : {tree.path(), file / "below" / "state.db", std::filesystem::path()}) {
    const auto store = Store::Open(place);
    ASSERT_FALSE(store) << place;
    EXPECT_FALSE(store.error().message.empty());
  }
}

}  // namespace
}  // namespace zeroline
