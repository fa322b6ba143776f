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

NewTicket Printer() { return {"Printer", "It burns\nblue", "anna@example.com", "en", ""}; }

std::unique_ptr<Store> OpenOrDie(const std::filesystem::path& file) {
  Result<std::unique_ptr<Store>> store = Store::Open(file);
  if (!store) throw std::runtime_error(store.error().message);
  return *std::move(store);
}

TEST(StoreTest, NumbersTicketsFromOneThousandAndFindsThem) {
  testing::TempTree tree;
  const auto store = OpenOrDie(tree.path() / "a folder" / "zeroline state.db");
  const Result<Ticket> first = store->AddTicket(Printer());
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->number.substr(0, 7), "ZL-1000");
  EXPECT_GT(first->created, 0);
  const Result<Ticket> second = store->AddTicket(Printer());
  EXPECT_EQ(second->number.substr(0, 7), "ZL-1001");

  const Result<Ticket> found = store->FindTicket(first->number);
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
  EXPECT_EQ(store->FindTicket("ZL-5724").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store->FindTicket("ZL-5725").error().code, ErrorCode::kInvalidArgument);
}

TEST(StoreTest, GivesTheSameTicketForTheSameIdempotencyKey) {
  testing::TempTree tree;
  const auto store = OpenOrDie(tree.path() / "state.db");
  NewTicket ticket = Printer();
  ticket.idempotency_key = "form-1";
  const std::string number = store->AddTicket(ticket)->number;
  EXPECT_EQ(store->AddTicket(ticket)->number, number);
  ticket.idempotency_key = "form-2";
  const std::string other = store->AddTicket(ticket)->number;
  EXPECT_NE(other, number);
  EXPECT_EQ(other.substr(0, 7), "ZL-1001") << "a repeated form must not use up a number";
}

TEST(StoreTest, FindsATicketByItsIdempotencyKey) {
  testing::TempTree tree;
  const auto store = OpenOrDie(tree.path() / "state.db");
  NewTicket ticket = Printer();
  ASSERT_TRUE(store->AddTicket(ticket));  // with no key
  EXPECT_EQ(store->FindByIdempotencyKey("").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store->FindByIdempotencyKey("form-1").error().code, ErrorCode::kNotFound);
  ticket.idempotency_key = "form-1";
  const std::string number = store->AddTicket(ticket)->number;
  EXPECT_EQ(store->FindByIdempotencyKey("form-1")->number, number);
}

TEST(StoreTest, KeepsTextAsItIs) {
  testing::TempTree tree;
  const auto store = OpenOrDie(tree.path() / "state.db");
  const NewTicket ticket{"'; DROP TABLE ticket; --", "żółw 密码 ёж \\ % _", ":value", "zh-Hant",
                         "k'"};
  const std::string number = store->AddTicket(ticket)->number;
  const Result<Ticket> found = store->FindTicket(number);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->subject, ticket.subject);
  EXPECT_EQ(found->body, ticket.body);
  EXPECT_EQ(found->contact, ticket.contact);
}

TEST(StoreTest, GoesOnWhereItStoppedWhenReopened) {
  testing::TempTree tree;
  const auto file = tree.path() / "state.db";
  const std::string number = OpenOrDie(file)->AddTicket(Printer())->number;
  const auto again = OpenOrDie(file);
  EXPECT_TRUE(again->FindTicket(number));
  EXPECT_EQ(again->AddTicket(Printer())->number.substr(0, 7), "ZL-1001");
}

TEST(StoreTest, IsReadableByItsOwnerOnly) {
  testing::TempTree tree;
  const auto file = tree.path() / "state.db";
  const auto store = OpenOrDie(file);
  ASSERT_TRUE(store->AddTicket(Printer()));
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
        const Result<Ticket> ticket = store->AddTicket(Printer());
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
    numbers.insert(one->AddTicket(Printer())->number);
    numbers.insert(two->AddTicket(Printer())->number);
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
      const std::string line = store->AddTicket(Printer())->number + "\n";
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
    EXPECT_TRUE(store->FindTicket(said.substr(begin, end - begin)))
        << said.substr(begin, end - begin);
  }
}

// A file-size limit stands for the full disk: the kernel refuses the write in the same place.
TEST(StoreTest, SaysThatTheDiskIsFullAndLosesNothing) {
  testing::TempTree tree;
  const auto file = tree.path() / "state.db";
  const std::string number = OpenOrDie(file)->AddTicket(Printer())->number;
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto store = OpenOrDie(file);
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{100'000, 100'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    NewTicket big = Printer();
    big.body.assign(60'000, 'x');
    for (int i = 0; i < 10; ++i) {
      const Result<Ticket> ticket = store->AddTicket(big);
      if (!ticket) _exit(ticket.error().code == ErrorCode::kUnavailable ? 0 : 2);
    }
    _exit(1);  // nothing ever failed
  }
  int state = 0;
  ASSERT_EQ(::waitpid(child, &state, 0), child);
  EXPECT_TRUE(WIFEXITED(state) && WEXITSTATUS(state) == 0) << state;
  const auto store = OpenOrDie(file);
  EXPECT_TRUE(store->FindTicket(number));
  EXPECT_TRUE(store->AddTicket(Printer())) << "the store must work again when there is room";
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
