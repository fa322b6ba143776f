#include "server/store/tickets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "server/store/store.h"
#include "tests/support/broken_state.h"
#include "tests/support/temp_tree.h"
#include "tests/support/value_or_throw.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kNoon = 1'700'000'000;
constexpr std::int64_t kDay = 24 * 60 * 60;

TrailStep Step(TrailStep::Kind kind, const std::string& text, const std::string& article) {
  TrailStep step;
  step.kind = kind;
  step.at = kNoon - 60;
  step.text = text;
  step.article = article;
  step.language = "pl";
  step.title = article.empty() ? "" : "Drukarka";
  step.anchor = article.empty() ? "" : "papier";
  step.build = article.empty() ? 0 : 41;
  return step;
}

NewTicket Printer() {
  NewTicket ticket;
  ticket.subject = "Printer";
  ticket.body = "It burns\nblue";
  ticket.contact = "anna@example.com";
  ticket.language = "pl";
  return ticket;
}

class TicketsTest : public ::testing::Test {
 protected:
  TicketsTest() : store_(testing::ValueOrThrow(Store::Open(file_, [this] { return now_; }))) {}

  Tickets& tickets() { return store_->tickets(); }
  std::string AddOne(const NewTicket& ticket) {
    return testing::ValueOrThrow(tickets().Add(ticket)).number;
  }
  testing::TempTree tree_;
  const std::filesystem::path file_ = tree_.path() / "state.db";
  std::int64_t now_ = kNoon;
  std::unique_ptr<Store> store_;
};

TEST_F(TicketsTest, CarriesEverythingThatWasTried) {
  NewTicket ticket = Printer();
  ticket.category = "devices";
  ticket.channel = "widget";
  ticket.visitor = "aa";
  ticket.intent = "bb";
  ticket.queue = "second";
  ticket.trail = {Step(TrailStep::Kind::kSearched, "drukarka nie drukuje", ""),
                  Step(TrailStep::Kind::kRejected, "próbowałam", "devices/printer")};
  const Result<Ticket> found = tickets().Find(AddOne(ticket));
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->created, kNoon);
  EXPECT_EQ(found->category, "devices");
  EXPECT_EQ(found->channel, "widget");
  EXPECT_EQ(found->visitor, "aa");
  EXPECT_EQ(found->intent, "bb");
  EXPECT_EQ(found->queue, "second");
  EXPECT_EQ(found->status, Ticket::Status::kNew);
  EXPECT_EQ(found->trail, ticket.trail);
  EXPECT_THAT(found->secret, SizeIs(32));
}

TEST_F(TicketsTest, HasItsFilesByteForByteAndOnlyThroughTheirTokens) {
  const std::string content("\x89PNG\0\xff<script>", 14);
  const auto kept = tickets().KeepUpload({"ekran żółty.png", "image/png", content});
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_EQ(tickets().FindUpload(kept->token)->name, "ekran żółty.png");
  NewTicket ticket = Printer();
  ticket.uploads = {"unknown", kept->token, kept->token};
  const std::string number = AddOne(ticket);
  const Result<Ticket> found = tickets().Find(number);
  ASSERT_THAT(found->attachments, SizeIs(1));
  EXPECT_EQ(found->attachments[0].bytes, content.size());
  const auto read = tickets().ReadAttachment(number, kept->token);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->content, content);
  EXPECT_EQ(read->type, "image/png");

  const std::string other = AddOne(ticket);  // the file is the first ticket's
  EXPECT_THAT(tickets().Find(other)->attachments, IsEmpty());
  EXPECT_EQ(tickets().ReadAttachment(other, kept->token).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(tickets().ReadAttachment(number, "").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(tickets().FindUpload(kept->token).error().code, ErrorCode::kNotFound);
}

TEST_F(TicketsTest, KeepsATinyFileAndALargeOneButNoEmptyOne) {
  EXPECT_EQ(tickets().KeepUpload({"log.txt", "text/plain", ""}).error().code,
            ErrorCode::kInvalidArgument);
  for (const std::size_t bytes : {std::size_t{1}, std::size_t{5} << 20}) {
    const auto kept = tickets().KeepUpload({"log.txt", "text/plain", std::string(bytes, 'x')});
    ASSERT_TRUE(kept) << kept.error().message;
    NewTicket ticket = Printer();
    ticket.uploads = {kept->token};
    EXPECT_EQ(tickets().ReadAttachment(AddOne(ticket), kept->token)->content.size(), bytes);
  }
}

TEST_F(TicketsTest, StoresTicketAndDeliveriesTogetherOrNotAtAll) {
  NewTicket ticket = Printer();
  ticket.deliveries = {{"ticket", "desk", "second", ""}, {"confirmation", "mail", "", "[]"}};
  const std::string number = AddOne(ticket);
  const auto deliveries = store_->outbox().OfTicket(number);
  ASSERT_TRUE(deliveries) << deliveries.error().message;
  ASSERT_THAT(*deliveries, SizeIs(2));
  EXPECT_EQ((*deliveries)[0].idempotency_key, number + ":ticket:desk");
  EXPECT_EQ((*deliveries)[0].queue, "second");
  EXPECT_EQ((*deliveries)[0].next_attempt, kNoon * 1000);

  testing::ExecuteSql(file_, "ALTER TABLE delivery RENAME TO gone");
  EXPECT_FALSE(tickets().Add(ticket));
  testing::ExecuteSql(file_, "ALTER TABLE gone RENAME TO delivery");
  EXPECT_THAT(*tickets().List({}), SizeIs(1)) << "half a ticket was left";
  EXPECT_NE(AddOne(ticket), number);
}

TEST_F(TicketsTest, RefusesAnotherTextUnderAUsedKey) {
  NewTicket ticket = Printer();
  ticket.idempotency_key = "form-1";
  const std::string number = AddOne(ticket);
  EXPECT_EQ(AddOne(ticket), number);
  ticket.body += ", and now it smokes";
  const auto other = tickets().Add(ticket);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kConflict);
  EXPECT_THAT(other.error().message, HasSubstr("idempotency key"));
}

TEST_F(TicketsTest, IsTakenByOneAgent) {
  const std::string number = AddOne(Printer());
  ASSERT_TRUE(tickets().Take(number, "ola"));
  EXPECT_TRUE(tickets().Take(number, "ola")) << "pressing twice is no mistake";
  const Status second = tickets().Take(number, "jan");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
  EXPECT_THAT(second.error().message, HasSubstr("ola"));
  EXPECT_FALSE(tickets().Release(number, "jan"));
  ASSERT_TRUE(tickets().Release(number, "ola"));
  ASSERT_TRUE(tickets().Take(number, "jan"));
  EXPECT_EQ(tickets().Find(number)->agent, "jan");
}

TEST_F(TicketsTest, IsClosedOnceAndLevelOneIsTold) {
  const std::string number = AddOne(Printer());
  now_ = kNoon + 600;
  ASSERT_TRUE(tickets().Close(number, "", {{"solved", "desk", "", ""}}));
  now_ = kNoon + 900;
  EXPECT_TRUE(tickets().Close(number, "ola", {{"solved", "desk", "", ""}}));
  const Result<Ticket> closed = tickets().Find(number);
  EXPECT_EQ(closed->status, Ticket::Status::kClosed);
  EXPECT_EQ(closed->closed, kNoon + 600);
  EXPECT_EQ(closed->agent, "");
  EXPECT_THAT(*store_->outbox().OfTicket(number), SizeIs(1));
  EXPECT_EQ(tickets().Take(number, "ola").error().code, ErrorCode::kConflict);
  EXPECT_EQ(tickets().Close("ZL-5724", "ola").error().code, ErrorCode::kNotFound);
}

TEST_F(TicketsTest, ListsOldestFirstByStatusAndQueue) {
  NewTicket ticket = Printer();
  const std::string first = AddOne(ticket);
  ticket.queue = "network";
  const std::string second = AddOne(ticket);
  const std::string third = AddOne(ticket);
  ASSERT_TRUE(tickets().Take(third, "ola"));
  const auto numbers = [&](const TicketFilter& filter) {
    std::vector<std::string> found;
    for (const Ticket& one : testing::ValueOrThrow(tickets().List(filter))) {
      found.push_back(one.number);
    }
    return found;
  };
  EXPECT_THAT(numbers({}), ElementsAre(first, second, third));
  EXPECT_THAT(numbers({Ticket::Status::kTaken, "", 50, 0}), ElementsAre(third));
  EXPECT_THAT(numbers({std::nullopt, "network", 1, 1}), ElementsAre(third));
  EXPECT_THAT(numbers({Ticket::Status::kClosed, "", 50, 0}), IsEmpty());
}

TEST_F(TicketsTest, ForgetsAPersonButNotThatTheyAsked) {
  NewTicket ticket = Printer();
  ticket.visitor = "aa";
  ticket.idempotency_key = "form-1";
  ticket.trail = {Step(TrailStep::Kind::kSearched, "drukarka", "")};
  ticket.uploads = {tickets().KeepUpload({"a.png", "image/png", "secret"})->token};
  ticket.deliveries = {{"ticket", "desk", "", "what was said"}};
  const std::string mine = AddOne(ticket);
  NewTicket other = Printer();
  other.contact = "jan@example.com";
  const std::string theirs = AddOne(other);

  EXPECT_EQ(*tickets().Erase("ANNA@example.com", ""), 1u);
  EXPECT_EQ(*tickets().Erase("anna@example.com", ""), 0u) << "there is nothing left to erase";
  EXPECT_EQ(*tickets().Erase("", ""), 0u) << "nobody is not everybody";
  const Result<Ticket> erased = tickets().Find(mine);
  ASSERT_TRUE(erased);
  EXPECT_EQ(erased->subject + erased->body + erased->contact + erased->visitor, "");
  EXPECT_EQ(erased->created, kNoon);
  EXPECT_THAT(erased->trail, IsEmpty());
  EXPECT_THAT(erased->attachments, IsEmpty());
  EXPECT_THAT(*store_->outbox().OfTicket(mine), IsEmpty()) << "erased text must not be delivered";
  EXPECT_EQ(tickets().Find(theirs)->subject, "Printer");
}

TEST_F(TicketsTest, PurgesWhatIsOldAndDoneAndNothingElse) {
  const auto unclaimed = tickets().KeepUpload({"a.png", "image/png", "x"});
  const std::string closed = AddOne(Printer());
  ASSERT_TRUE(tickets().Close(closed, "ola"));
  const std::string open = AddOne(Printer());
  NewTicket ticket = Printer();
  ticket.deliveries = {{"ticket", "desk", "", ""}};
  const std::string waiting = AddOne(ticket);
  const std::string delivered = AddOne(ticket);
  ASSERT_TRUE(store_->outbox().MarkDelivered(store_->outbox().OfTicket(delivered)->front().id, ""));
  now_ = kNoon + 2 * kDay;
  const std::string young = AddOne(Printer());
  ASSERT_TRUE(tickets().Close(young, "ola"));

  EXPECT_EQ(*tickets().Purge(kNoon + kDay), 2u);
  EXPECT_EQ(tickets().Find(closed)->subject, "");
  EXPECT_EQ(tickets().Find(delivered)->subject, "");
  EXPECT_EQ(tickets().Find(open)->subject, "Printer") << "nobody has helped them yet";
  EXPECT_EQ(tickets().Find(waiting)->subject, "Printer") << "it has not arrived yet";
  EXPECT_EQ(tickets().Find(young)->subject, "Printer");
  EXPECT_EQ(tickets().FindUpload(unclaimed->token).error().code, ErrorCode::kNotFound);
}

TEST_F(TicketsTest, KeepsTheTicketsOfAnOlderSchema) {
  store_.reset();
  const auto old = tree_.path() / "old.db";
  const char* schema =
      "CREATE TABLE schema_version (version INTEGER NOT NULL);"
      "INSERT INTO schema_version VALUES (1);"
      "CREATE TABLE counter (name VARCHAR(32) PRIMARY KEY, value BIGINT NOT NULL);"
      "INSERT INTO counter VALUES ('ticket', 1000);"
      "CREATE TABLE ticket (serial BIGINT PRIMARY KEY, created BIGINT NOT NULL,"
      " subject TEXT NOT NULL, body TEXT NOT NULL, contact TEXT NOT NULL, language TEXT NOT NULL,"
      " idempotency_key TEXT UNIQUE);"
      "INSERT INTO ticket VALUES (1000, 5, 'Old', 'text', '', 'ru', NULL);";
  testing::ExecuteSql(old, schema);
  const auto store = testing::ValueOrThrow(Store::Open(old));
  const auto listed = store->tickets().List({});
  ASSERT_THAT(*listed, SizeIs(1));
  EXPECT_EQ(listed->front().subject, "Old");
  EXPECT_EQ(listed->front().status, Ticket::Status::kNew);
  EXPECT_EQ(store->tickets().Add(Printer())->number.substr(0, 7), "ZL-1001");
}

}  // namespace
}  // namespace zeroline
