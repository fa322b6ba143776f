#include "server/auth/attempt_limit.h"

#include <gtest/gtest.h>

namespace zeroline {
namespace {

using std::chrono::seconds;

class AttemptLimitTest : public ::testing::Test {
 protected:
  // How long a failing guess has to wait first; it is then made.
  seconds Fail(const std::string& account, const std::string& address) {
    const auto wait = limit_.Begin(account, address).value_or(seconds(0));
    if (wait == seconds(0)) return wait;
    now_ += wait;
    EXPECT_FALSE(limit_.Begin(account, address)) << "waiting as long as was said is enough";
    return wait;
  }

  AttemptLimit::Clock::time_point now_{std::chrono::hours(1)};
  AttemptLimit limit_{[this] { return now_; }};
};

TEST_F(AttemptLimitTest, WaitsDoubleUpToAQuarterOfAnHour) {
  for (int i = 0; i < AttemptLimit::kFreePerAccount; ++i) {
    EXPECT_EQ(Fail("anna", "192.0.2.1"), seconds(0)) << i;
  }
  for (const int want : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900}) {
    EXPECT_EQ(Fail("anna", "192.0.2.1"), seconds(want));
  }
}

TEST_F(AttemptLimitTest, AskingWhileWaitingCostsNothing) {
  for (int i = 0; i < AttemptLimit::kFreePerAccount; ++i) Fail("anna", "192.0.2.1");
  for (int i = 0; i < 100; ++i) EXPECT_EQ(limit_.Begin("anna", "192.0.2.1"), seconds(1));
}

TEST_F(AttemptLimitTest, AnotherAddressIsNotSlowed) {
  for (int i = 0; i < 20; ++i) Fail("anna", "192.0.2.1");
  EXPECT_FALSE(limit_.Begin("anna", "192.0.2.2"));
}

TEST_F(AttemptLimitTest, ManyNamesFromOneNetworkAreSlowed) {
  for (int i = 0; i < AttemptLimit::kFreePerNetwork; ++i) {
    EXPECT_EQ(Fail("name" + std::to_string(i), "2001:db8::" + std::to_string(i)), seconds(0)) << i;
  }
  EXPECT_EQ(limit_.Begin("another", "2001:db8::ffff"), seconds(1));
  EXPECT_FALSE(limit_.Begin("another", "2001:db8:0:1::1"));
}

TEST_F(AttemptLimitTest, ARightPasswordIsForgiven) {
  for (int i = 0; i < 1000; ++i) {
    ASSERT_FALSE(limit_.Begin("anna", "192.0.2.1")) << i;
    limit_.Forgive("anna", "192.0.2.1");
  }
  // Signing in oneself does not wipe out guesses at others.
  for (int i = 0; i < 8; ++i) Fail("zoe", "192.0.2.1");
  ASSERT_FALSE(limit_.Begin("anna", "192.0.2.1"));
  limit_.Forgive("anna", "192.0.2.1");
  EXPECT_TRUE(limit_.Begin("zoe", "192.0.2.1"));
}

TEST_F(AttemptLimitTest, FailuresAreForgottenAfterADay) {
  for (int i = 0; i < 20; ++i) Fail("anna", "192.0.2.1");
  now_ += AttemptLimit::kMemory + seconds(1);
  for (int i = 0; i < AttemptLimit::kFreePerAccount; ++i) {
    EXPECT_EQ(Fail("anna", "192.0.2.1"), seconds(0)) << i;
  }
}

TEST_F(AttemptLimitTest, TheNewestGuessersAreRememberedWhenThereAreTooMany) {
  for (std::size_t i = 0; i < 2 * AttemptLimit::kMaxRemembered; ++i) {
    limit_.Begin("anna", "10." + std::to_string(i / 65536) + "." + std::to_string(i / 256 % 256) +
                             "." + std::to_string(i % 256));
    now_ += std::chrono::milliseconds(1);
  }
  for (int i = 0; i < AttemptLimit::kFreePerAccount; ++i) Fail("anna", "192.0.2.1");
  EXPECT_TRUE(limit_.Begin("anna", "192.0.2.1"));
}

TEST(NetworkOfTest, IsHalfOfAnIpv6Address) {
  const struct {
    const char* address;
    const char* want;
  } kCases[] = {
      {"192.0.2.1", "192.0.2.1"},
      {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
      {"2001:db8:1:2::9", "2001:db8:1:2::/64"},
      {"::ffff:192.0.2.1", "192.0.2.1"},
      {"", ""},
      {"unknown", "unknown"},
  };
  for (const auto& c : kCases) EXPECT_EQ(NetworkOf(c.address), c.want) << c.address;
}

}  // namespace
}  // namespace zeroline
