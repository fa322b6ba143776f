#include "server/auth/password.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "server/auth/secret.h"

namespace zeroline {
namespace {

using ::testing::StartsWith;

TEST(PasswordTest, IsKeptAsSaltedArgon2id) {
  const auto hash = HashPassword("correct horse battery");
  ASSERT_TRUE(hash) << hash.error().message;
  EXPECT_THAT(*hash, StartsWith("$argon2id$v=19$m=65536,"));
  EXPECT_NE(*hash, *HashPassword("correct horse battery")) << "every hash has its own salt";
  EXPECT_TRUE(*VerifyPassword("correct horse battery", *hash));
  EXPECT_FALSE(*VerifyPassword("correct horse batterz", *hash));
  EXPECT_FALSE(*VerifyPassword("", *hash));
  EXPECT_FALSE(NeedsRehash(*hash));
}

TEST(PasswordTest, FitsNoHashThatIsNone) {
  for (const char* hash : {"", "x", "correct horse battery", "$argon2id$"}) {
    EXPECT_FALSE(*VerifyPassword("correct horse battery", hash)) << hash;
    EXPECT_TRUE(NeedsRehash(hash)) << hash;
  }
  EXPECT_THAT(HashOfNothing(), StartsWith("$argon2id$v=19$m=65536,"));
  EXPECT_FALSE(*VerifyPassword("", HashOfNothing()));
}

TEST(PasswordTest, ManyAtOnceAllGetAnAnswerOrAreToldToComeBack) {
  const std::string hash = *HashPassword("correct horse battery");
  std::vector<std::thread> threads;
  std::vector<Result<bool>> results(12, Result<bool>(false));
  for (auto& result : results) {
    threads.emplace_back([&] { result = VerifyPassword("correct horse battery", hash); });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& result : results) {
    EXPECT_TRUE(result ? *result : result.error().code == ErrorCode::kBusy);
  }
}

TEST(SecretTest, IsLongRandomAndKnownByItsHash) {
  const std::string secret = NewSecret();
  EXPECT_TRUE(LooksLikeSecret(secret)) << secret;
  EXPECT_NE(secret, NewSecret());
  EXPECT_EQ(HashSecret(secret).size(), 64u);
  EXPECT_EQ(HashSecret(secret), HashSecret(secret));
  EXPECT_NE(HashSecret(secret), HashSecret(NewSecret()));
  for (const std::string& text : {std::string(), secret.substr(1), secret + "a",
                                  secret.substr(1) + "=", secret.substr(1) + "\n"}) {
    EXPECT_FALSE(LooksLikeSecret(text)) << text;
  }
}

}  // namespace
}  // namespace zeroline
