#include "server/store/incidents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/store/store.h"
#include "tests/support/temp_tree.h"
#include "tests/support/value_or_throw.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class IncidentsTest : public ::testing::Test {
 protected:
  IncidentsTest() { Open(); }

  void Open() {
    store_ = testing::ValueOrThrow(Store::Open(file_, [this] { return now_; }));
  }
  Incidents& incidents() { return store_->incidents(); }

  static Incident Mail() {
    Incident incident;
    incident.sections = {"mail"};
    incident.words = {"outlook", "почта"};
    incident.texts = {{"en", "Mail is slow."}, {"ru", "Почта работает медленно."}};
    return incident;
  }

  testing::TempTree tree_;
  const std::filesystem::path file_ = tree_.path() / "state.db";
  std::int64_t now_ = 1'700'000'000;
  std::unique_ptr<Store> store_;
};

TEST_F(IncidentsTest, LastUntilTheyEnd) {
  const Incident mail = testing::ValueOrThrow(incidents().Start(Mail()));
  EXPECT_EQ(mail.started, now_);
  EXPECT_EQ(mail.ended, 0);
  now_ += 60;
  Incident everything;
  everything.texts = {{"en", "Nothing works."}};
  const Incident second = testing::ValueOrThrow(incidents().Start(everything));
  EXPECT_NE(mail.id, second.id);
  Open();
  EXPECT_THAT(testing::ValueOrThrow(incidents().Current()), ElementsAre(mail, second));
  EXPECT_TRUE(incidents().End(mail.id));
  EXPECT_THAT(testing::ValueOrThrow(incidents().Current()), ElementsAre(second));
}

TEST_F(IncidentsTest, EndOnce) {
  const Incident mail = testing::ValueOrThrow(incidents().Start(Mail()));
  EXPECT_TRUE(incidents().End(mail.id));
  for (const std::int64_t id : {mail.id, mail.id + 1, std::int64_t{-1}}) {
    const Status ended = incidents().End(id);
    ASSERT_FALSE(ended) << id;
    EXPECT_EQ(ended.error().code, ErrorCode::kNotFound);
  }
}

TEST_F(IncidentsTest, SaySomething) {
  Incident silent = Mail();
  silent.texts.clear();
  Incident empty = Mail();
  empty.texts["en"] = "";
  Incident nameless = Mail();
  nameless.texts[""] = "Mail is slow.";
  for (const Incident& incident : {silent, empty, nameless}) {
    const auto started = incidents().Start(incident);
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_THAT(testing::ValueOrThrow(incidents().Current()), IsEmpty());
}

}  // namespace
}  // namespace zeroline
