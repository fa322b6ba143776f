#include "server/store/writer_inbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <thread>

#include "server/store/store.h"
#include "tests/support/broken_state.h"
#include "tests/support/temp_tree.h"
#include "tests/support/value_or_throw.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::ValueOrThrow;

using State = WriterNote::State;

class WriterInboxTest : public ::testing::Test {
 protected:
  WriterInboxTest() { Open(); }

  void Open() {
    store_ = ValueOrThrow(Store::Open(file_, [this] { return now_; }));
  }
  WriterInbox& inbox() { return store_->writer_inbox(); }

  static ArticleUse Vpn(const std::string& ticket, const std::string& by = "anna") {
    return {"vpn", "en", "0a1b2c3d", "windows", ticket, by, 0};
  }
  static WriterNote Flag(const std::string& text) {
    WriterNote note;
    note.article = "vpn";
    note.language = "en";
    note.version = "0a1b2c3d";
    note.audience = "public";
    note.anchor = "windows";
    note.reason = "outdated";
    note.title = "VPN";
    note.text = text;
    note.by = "anna";
    return note;
  }
  static WriterNote Wish(const std::string& ticket) {
    WriterNote note;
    note.kind = WriterNote::Kind::kWish;
    note.language = "pl";
    note.title = "Drukarka 3D";
    note.text = "Klient pyta: \"jak drukować?\"";
    note.ticket = ticket;
    note.by = "anna";
    return note;
  }
  std::vector<WriterNote> Open(State state) { return ValueOrThrow(inbox().List(state, 0, 100)); }

  testing::TempTree tree_;
  const std::filesystem::path file_ = tree_.path() / "state.db";
  std::int64_t now_ = 1'700'000'000;
  std::unique_ptr<Store> store_;
};

TEST_F(WriterInboxTest, CountsAReplyOnce) {
  for (const char* ticket : {"INC-1", " INC-1\t", "INC-2"}) {
    ASSERT_TRUE(inbox().RecordUse(Vpn(ticket))) << ticket;
  }
  now_ += 5;
  ASSERT_TRUE(inbox().RecordUse(Vpn("INC-2", "jan")));
  now_ += 5;
  ArticleUse polish = Vpn("INC-1");
  polish.language = "pl";
  ASSERT_TRUE(inbox().RecordUse(polish));
  Open();
  const auto counts = ValueOrThrow(inbox().CountUses(0, 10));
  ASSERT_THAT(counts, SizeIs(2));
  EXPECT_EQ(counts[0].language, "pl");
  EXPECT_EQ(counts[0].uses, 1U);
  EXPECT_EQ(counts[1].language, "en");
  EXPECT_EQ(counts[1].uses, 1U) << "two agents on one ticket are one reply";
  EXPECT_EQ(counts[1].last, now_ - 5);
  EXPECT_THAT(ValueOrThrow(inbox().ListUses("vpn", 10)), SizeIs(3));
}

TEST_F(WriterInboxTest, TellsRepliesWithoutATicketApartByTime) {
  ASSERT_TRUE(inbox().RecordUse(Vpn("")));
  now_ += WriterInbox::kSameReplySeconds;
  ASSERT_TRUE(inbox().RecordUse(Vpn("")));
  EXPECT_EQ(ValueOrThrow(inbox().CountUses(0, 10)).at(0).uses, 1U);
  now_ += WriterInbox::kSameReplySeconds + 1;
  ASSERT_TRUE(inbox().RecordUse(Vpn("")));
  EXPECT_EQ(ValueOrThrow(inbox().CountUses(0, 10)).at(0).uses, 2U);
}

TEST_F(WriterInboxTest, CountsMostUsedFirstAndWithinBounds) {
  for (int i = 0; i < 6; ++i) {
    ArticleUse use = Vpn("INC-" + std::to_string(i));
    use.article = i < 3 ? "mail" : i < 5 ? "vpn" : "print";
    ASSERT_TRUE(inbox().RecordUse(use));
    now_ += 10;
  }
  const auto counts = ValueOrThrow(inbox().CountUses(0, 2));
  ASSERT_THAT(counts, SizeIs(2));
  EXPECT_EQ(counts[0].article, "mail");
  EXPECT_EQ(counts[0].uses, 3U);
  EXPECT_EQ(counts[1].article, "vpn");
  EXPECT_THAT(ValueOrThrow(inbox().CountUses(now_ - 10, 10)), SizeIs(1));
  const auto newest = ValueOrThrow(inbox().ListUses("", 2));
  ASSERT_THAT(newest, SizeIs(2));
  EXPECT_EQ(newest[0].article, "print");
  EXPECT_EQ(newest[0].at, now_ - 10);
}

TEST_F(WriterInboxTest, KeepsANoteAsItWasWritten) {
  const std::int64_t id = ValueOrThrow(inbox().Add(Flag("Step 2 is gone.\n'; DROP TABLE x")));
  Open();
  const WriterNote note = ValueOrThrow(inbox().Find(id));
  EXPECT_EQ(note.kind, WriterNote::Kind::kFlag);
  EXPECT_EQ(note.state, State::kOpen);
  EXPECT_EQ(note.article, "vpn");
  EXPECT_EQ(note.language, "en");
  EXPECT_EQ(note.version, "0a1b2c3d");
  EXPECT_EQ(note.audience, "public");
  EXPECT_EQ(note.anchor, "windows");
  EXPECT_EQ(note.reason, "outdated");
  EXPECT_EQ(note.title, "VPN");
  EXPECT_EQ(note.text, "Step 2 is gone.\n'; DROP TABLE x");
  EXPECT_EQ(note.by, "anna");
  EXPECT_EQ(note.at, now_);
  EXPECT_EQ(note.closed, 0);
}

TEST_F(WriterInboxTest, TakesAFormThatWasSentTwiceOnce) {
  const std::int64_t first = ValueOrThrow(inbox().Add(Flag("Wrong.")));
  EXPECT_EQ(ValueOrThrow(inbox().Add(Flag("Wrong."))), first);
  EXPECT_NE(ValueOrThrow(inbox().Add(Flag("Very wrong."))), first);
  ASSERT_TRUE(inbox().Close(first, "wera"));
  EXPECT_NE(ValueOrThrow(inbox().Add(Flag("Wrong."))), first) << "it is wrong again";
}

TEST_F(WriterInboxTest, ListsNewestFirstByState) {
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 4; ++i) ids.push_back(ValueOrThrow(inbox().Add(Flag(std::to_string(i)))));
  now_ += 60;
  ASSERT_TRUE(inbox().Close(ids[1], "wera"));
  now_ += 60;
  ASSERT_TRUE(inbox().Close(ids[1], "zoja")) << "closing twice is no failure";
  const auto page = ValueOrThrow(inbox().List(State::kOpen, 1, 2));
  ASSERT_THAT(page, SizeIs(2));
  EXPECT_EQ(page[0].id, ids[2]);
  EXPECT_EQ(page[1].id, ids[0]);
  const auto done = Open(State::kDone);
  ASSERT_THAT(done, SizeIs(1));
  EXPECT_EQ(done[0].closed_by, "wera");
  EXPECT_EQ(done[0].closed, now_ - 60);
  EXPECT_EQ(ValueOrThrow(inbox().Count(State::kOpen)), 3U);
  EXPECT_EQ(ValueOrThrow(inbox().Count(State::kDone)), 1U);
}

TEST_F(WriterInboxTest, KnowsWhatItHasNot) {
  EXPECT_EQ(inbox().Find(7).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(inbox().Close(7, "wera").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(inbox().Close(-1, "wera").error().code, ErrorCode::kNotFound);
}

TEST_F(WriterInboxTest, RefusesWhatSaysNothingOrTooMuch) {
  const struct {
    const char* name;
    std::function<void(WriterNote*)> spoil;
  } kCases[] = {
      {"a flag of nothing", [](WriterNote* note) { note->article = ""; }},
      {"no reason", [](WriterNote* note) { note->reason = ""; }},
      {"another reason", [](WriterNote* note) { note->reason = "ugly"; }},
      {"too long a text", [](WriterNote* note) { note->text.assign(kMaxNoteTextBytes + 1, 'a'); }},
      {"too long a title",
       [](WriterNote* note) { note->title.assign(kMaxNoteTitleBytes + 1, 'a'); }},
      {"too long a ticket",
       [](WriterNote* note) { note->ticket.assign(kMaxNoteTicketBytes + 1, 'a'); }},
      {"an empty wish",
       [](WriterNote* note) {
         note->kind = WriterNote::Kind::kWish;
         note->title = note->text = "";
       }},
  };
  for (const auto& one : kCases) {
    WriterNote note = Flag("Wrong.");
    one.spoil(&note);
    const auto added = inbox().Add(note);
    ASSERT_FALSE(added) << one.name;
    EXPECT_EQ(added.error().code, ErrorCode::kInvalidArgument) << one.name;
  }
  EXPECT_THAT(Open(State::kOpen), IsEmpty());
  EXPECT_FALSE(inbox().RecordUse({"", "en", "", "", "", "anna", 0}));
  EXPECT_FALSE(inbox().RecordUse(Vpn(std::string(kMaxNoteTicketBytes + 1, '1'))));
  WriterNote largest = Flag(std::string(kMaxNoteTextBytes, 'a'));
  EXPECT_TRUE(inbox().Add(largest));
}

TEST_F(WriterInboxTest, KeepsOpenNotesHoweverOldTheyAre) {
  ASSERT_TRUE(inbox().RecordUse(Vpn("INC-1")));
  const std::int64_t done = ValueOrThrow(inbox().Add(Flag("Done.")));
  const std::int64_t open = ValueOrThrow(inbox().Add(Flag("Open.")));
  ASSERT_TRUE(inbox().Close(done, "wera"));
  EXPECT_EQ(ValueOrThrow(inbox().Purge(now_)), 0U);
  EXPECT_EQ(ValueOrThrow(inbox().Purge(now_ + 1)), 2U);
  EXPECT_TRUE(inbox().Find(open));
  EXPECT_FALSE(inbox().Find(done));
  EXPECT_THAT(ValueOrThrow(inbox().ListUses("", 10)), IsEmpty());
}

TEST_F(WriterInboxTest, ForgetsWhatTheSenderOfATicketWrote) {
  const std::int64_t wish = ValueOrThrow(inbox().Add(Wish("inc-1")));
  const std::int64_t other = ValueOrThrow(inbox().Add(Wish("INC-12")));
  WriterNote flag = Flag("The customer says it is wrong.");
  flag.ticket = "INC-1";
  const std::int64_t flagged = ValueOrThrow(inbox().Add(flag));
  ASSERT_TRUE(inbox().RecordUse(Vpn("INC-1")));
  EXPECT_EQ(ValueOrThrow(inbox().EraseTicket("INC-1 ")), 3U);
  EXPECT_FALSE(inbox().Find(wish));
  EXPECT_TRUE(inbox().Find(other));
  EXPECT_EQ(ValueOrThrow(inbox().Find(flagged)).text, "");
  EXPECT_EQ(ValueOrThrow(inbox().Find(flagged)).ticket, "");
  EXPECT_EQ(ValueOrThrow(inbox().ListUses("", 10)).at(0).ticket, "");
  EXPECT_EQ(ValueOrThrow(inbox().EraseTicket("INC-1")), 0U);
}

TEST_F(WriterInboxTest, ErasesNothingForATicketWithoutANumber) {
  WriterNote nameless = Wish("");
  const std::int64_t id = ValueOrThrow(inbox().Add(nameless));
  EXPECT_EQ(ValueOrThrow(inbox().EraseTicket("  ")), 0U);
  EXPECT_TRUE(inbox().Find(id));
}

TEST_F(WriterInboxTest, ForgetsWithARequestOfOurs) {
  NewTicket ticket;
  ticket.subject = "Drukarka";
  ticket.body = "Jak drukować?";
  ticket.contact = "jan@example.com";
  ticket.language = "pl";
  const Ticket first = ValueOrThrow(store_->tickets().Add(ticket));
  const Ticket second = ValueOrThrow(store_->tickets().Add(ticket));
  std::string spoken = first.number;
  spoken.replace(0, 3, "zl-");
  ASSERT_TRUE(inbox().Add(Wish(spoken)));
  ASSERT_TRUE(inbox().Add(Wish(second.number)));
  ASSERT_TRUE(store_->tickets().EraseTicket(first.number));
  ASSERT_THAT(Open(State::kOpen), SizeIs(1));
  EXPECT_EQ(Open(State::kOpen)[0].ticket, second.number);
  ASSERT_TRUE(store_->tickets().Erase("jan@example.com", ""));
  EXPECT_THAT(Open(State::kOpen), IsEmpty());
}

TEST_F(WriterInboxTest, CountsUnderContention) {
  constexpr int kEach = 25;
  std::vector<std::thread> agents;
  for (int agent = 0; agent < 4; ++agent) {
    agents.emplace_back([this, agent] {
      for (int i = 0; i < kEach; ++i) {
        EXPECT_TRUE(inbox().RecordUse(Vpn("INC-" + std::to_string(i), std::to_string(agent))));
        EXPECT_TRUE(inbox().Add(Flag(std::to_string(i))));
      }
    });
  }
  for (std::thread& agent : agents) agent.join();
  EXPECT_EQ(ValueOrThrow(inbox().CountUses(0, 10)).at(0).uses, 25U);
  EXPECT_EQ(ValueOrThrow(inbox().Count(State::kOpen)), 25U) << "the same words are one note";
}

TEST_F(WriterInboxTest, SaysThatABrokenStateIsBroken) {
  testing::ExecuteSql(file_, "ALTER TABLE writer_note RENAME TO lost_note");
  testing::ExecuteSql(file_, "ALTER TABLE article_use RENAME TO lost_use");
  EXPECT_FALSE(inbox().Add(Flag("Wrong.")));
  EXPECT_FALSE(inbox().RecordUse(Vpn("INC-1")));
  EXPECT_FALSE(inbox().CountUses(0, 10));
  EXPECT_FALSE(inbox().ListUses("", 10));
  EXPECT_FALSE(inbox().List(State::kOpen, 0, 10));
  EXPECT_FALSE(inbox().Count(State::kOpen));
  EXPECT_NE(inbox().Find(1).error().code, ErrorCode::kNotFound);
  EXPECT_NE(inbox().Close(1, "wera").error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(inbox().Purge(now_));
  EXPECT_FALSE(inbox().EraseTicket("INC-1"));
}

TEST(NotedTicketTest, KnowsOursAndLeavesOthers) {
  const struct {
    const char* name;
    const char* given;
    const char* want;
  } kCases[] = {
      {"ours", "ZL-10008", "ZL-10008"},
      {"ours as it is spoken", " zl-1000 8", "ZL-10008"},
      {"ours with a digit wrong", "zl-10001", "zl-10001"},
      {"digits", "10000", "10000"},
      {"another's", "  INC 00042 ", "INC 00042"},
      {"in one line", "A\r\n\tB\x01", "A B"},
      {"nothing", " \n ", ""},
  };
  for (const auto& one : kCases) EXPECT_EQ(NotedTicket(one.given), one.want) << one.name;
}

}  // namespace
}  // namespace zeroline
