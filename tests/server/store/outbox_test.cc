#include "server/store/outbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "server/store/store.h"
#include "tests/support/broken_state.h"
#include "tests/support/temp_tree.h"
#include "tests/support/value_or_throw.h"

namespace zeroline::testing {
namespace {

using ::testing::IsEmpty;

constexpr std::int64_t kStart = 1'000'000;  // Unix seconds
constexpr std::int64_t kNow = kStart * 1000;
constexpr std::int64_t kLease = 30'000;

struct World {
  TempTree tree;
  std::unique_ptr<Store> store =
      ValueOrThrow(Store::Open(tree.path() / "state.db", [] { return kStart; }));

  Outbox& outbox() const { return store->outbox(); }
  std::string Add(const std::vector<NewDelivery>& deliveries) const {
    NewTicket ticket;
    ticket.subject = "Printer";
    ticket.language = "en";
    ticket.deliveries = deliveries;
    return ValueOrThrow(store->tickets().Add(ticket)).number;
  }
  std::vector<Delivery> Claim(std::int64_t now = kNow, std::size_t limit = 10) const {
    return ValueOrThrow(outbox().Claim("desk", now, kLease, limit));
  }
};

const NewDelivery kTicket{"ticket", "desk", "network", ""};
const NewDelivery kSolved{"solved", "desk", "network", ""};

TEST(OutboxTest, LeasesWhatIsDueToOneHolderOnly) {
  const World world;
  const std::string number = world.Add({kTicket});
  const std::vector<Delivery> claimed = world.Claim();
  ASSERT_EQ(claimed.size(), 1u);
  EXPECT_EQ(claimed[0].ticket, number);
  EXPECT_EQ(claimed[0].queue, "network");
  EXPECT_EQ(claimed[0].idempotency_key, number + ":ticket:desk");
  EXPECT_EQ(claimed[0].attempts, 1);
  EXPECT_THAT(world.Claim(), IsEmpty());
  EXPECT_THAT(world.Claim(kNow + kLease - 1), IsEmpty());
  EXPECT_EQ(ValueOrThrow(world.outbox().NextDue("desk")), kNow + kLease);

  const std::vector<Delivery> again = world.Claim(kNow + kLease);
  ASSERT_EQ(again.size(), 1u) << "its holder may be dead";
  EXPECT_EQ(again[0].idempotency_key, claimed[0].idempotency_key);
  EXPECT_EQ(again[0].attempts, 2);
}

TEST(OutboxTest, GivesEachConnectorItsOwnOldestFirst) {
  const World world;
  std::vector<std::string> numbers;
  for (int i = 0; i < 3; ++i) numbers.push_back(world.Add({kTicket, {"ticket", "other", "", ""}}));
  EXPECT_EQ(world.Claim(kNow, 1)[0].ticket, numbers[0]);
  EXPECT_EQ(world.Claim(kNow, 1)[0].ticket, numbers[1]);
  EXPECT_EQ(world.Claim().size(), 1u);
  EXPECT_EQ(ValueOrThrow(world.outbox().Claim("other", kNow, kLease, 10)).size(), 3u);
  EXPECT_THAT(ValueOrThrow(world.outbox().Claim("nobody", kNow, kLease, 10)), IsEmpty());
  EXPECT_EQ(ValueOrThrow(world.outbox().NextDue("nobody")), std::nullopt);
}

TEST(OutboxTest, KeepsTheOrderOfOneTicket) {
  const World world;
  const std::string number = world.Add({kTicket, kSolved});
  const std::vector<Delivery> first = world.Claim();
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].kind, "ticket");
  ASSERT_TRUE(world.outbox().MarkFailed(first[0].id, "HTTP 500", kNow + 5000));
  EXPECT_THAT(world.Claim(kNow + 4999), IsEmpty()) << "what follows waits as well";
  EXPECT_EQ(ValueOrThrow(world.outbox().NextDue("desk")), kNow + 5000);
  ASSERT_TRUE(world.outbox().MarkDelivered(first[0].id, "T-1"));
  const std::vector<Delivery> second = world.Claim(kNow + 5000);
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(second[0].kind, "solved");
  EXPECT_EQ(ValueOrThrow(world.outbox().OfTicket(number))[0].receipt, "T-1");
}

TEST(OutboxTest, WritesOneDeliveryOfAKindForATicketAndConnector) {
  const World world;
  const std::string number = world.Add({kTicket, kTicket});
  EXPECT_EQ(ValueOrThrow(world.outbox().OfTicket(number)).size(), 1u);
  EXPECT_THAT(ValueOrThrow(world.outbox().OfTicket("no number")), IsEmpty());
}

TEST(OutboxTest, ShowsWhatWasGivenUpUntilSomebodyHasItTriedAgain) {
  const World world;
  world.Add({kTicket});
  const Delivery claimed = world.Claim()[0];
  EXPECT_EQ(world.outbox().Retry(claimed.id, kNow).error().code, ErrorCode::kNotFound);
  const std::string page = std::string(499, 'x') + "\xC5\x82" + std::string(500, 'y');
  ASSERT_TRUE(world.outbox().MarkDead(claimed.id, page));
  EXPECT_THAT(world.Claim(kNow + kLease), IsEmpty());
  const std::vector<Delivery> dead = ValueOrThrow(world.outbox().List(Delivery::State::kDead, 10));
  ASSERT_EQ(dead.size(), 1u);
  EXPECT_EQ(dead[0].last_error, std::string(499, 'x')) << "cut between characters";
  EXPECT_EQ(ValueOrThrow(world.outbox().Count()).dead, 1u);
  EXPECT_EQ(ValueOrThrow(world.outbox().Count()).oldest_waiting, std::nullopt);

  ASSERT_TRUE(world.outbox().Retry(claimed.id, kNow + 1));
  EXPECT_EQ(world.Claim(kNow + 1)[0].attempts, 1);
  EXPECT_EQ(ValueOrThrow(world.outbox().Count()).waiting, 1u);
  EXPECT_EQ(ValueOrThrow(world.outbox().Count()).oldest_waiting, kNow);
}

TEST(OutboxTest, LetsNoLateReportUndoADelivery) {
  const World world;
  const std::string number = world.Add({kTicket});
  const Delivery claimed = world.Claim()[0];
  ASSERT_TRUE(world.outbox().MarkDelivered(claimed.id, "T-1"));
  ASSERT_TRUE(world.outbox().MarkFailed(claimed.id, "HTTP 500", kNow));
  ASSERT_TRUE(world.outbox().MarkDead(claimed.id, "HTTP 400"));
  const Delivery delivery = ValueOrThrow(world.outbox().OfTicket(number))[0];
  EXPECT_EQ(delivery.state, Delivery::State::kDelivered);
  EXPECT_EQ(delivery.last_error, "");
}

TEST(OutboxTest, GivesUpWhatNoConnectorTakesAnyMoreUntilItIsBack) {
  const World world;
  world.Add({kTicket, {"ticket", "other", "", ""}});
  EXPECT_EQ(ValueOrThrow(world.outbox().FollowConnectors({"other"}, kNow)), 1u);
  const std::vector<Delivery> dead = ValueOrThrow(world.outbox().List(Delivery::State::kDead, 10));
  ASSERT_EQ(dead.size(), 1u);
  EXPECT_EQ(dead[0].connector, "desk");
  EXPECT_EQ(ValueOrThrow(world.outbox().FollowConnectors({"other"}, kNow)), 0u);
  EXPECT_EQ(ValueOrThrow(world.outbox().FollowConnectors({"desk", "other"}, kNow)), 0u);
  EXPECT_EQ(world.Claim().size(), 1u);
}

TEST(OutboxTest, SaysWhenTheStateCannotBeRead) {
  const World world;
  world.Add({kTicket});
  ExecuteSql(world.tree.path() / "state.db", "ALTER TABLE delivery RENAME TO lost");
  EXPECT_FALSE(world.outbox().Claim("desk", kNow, kLease, 1));
  EXPECT_FALSE(world.outbox().NextDue("desk"));
  EXPECT_FALSE(world.outbox().MarkDelivered(1, ""));
  EXPECT_FALSE(world.outbox().Count());
}

}  // namespace
}  // namespace zeroline::testing
