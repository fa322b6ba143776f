#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/web/portal/world.h"

namespace zeroline::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// Articles that lie in no folder: "a000" to "a069", one a day older than the next.
std::vector<StoredArticle> FlatTree() {
  std::vector<StoredArticle> articles;
  for (int i = 0; i < 70; ++i) {
    const std::string number = std::to_string(1000 + i).substr(1);
    articles.push_back(MakeArticle("en", "a" + number, "Article " + number));
    articles.back().summary = "About " + number;
    articles.back().updated += i * 86'400;
  }
  return articles;
}

TEST(HomeTest, ListsAFlatTreeAPageAtATime) {
  const World world(FlatTree());
  const Door home = HomeDoor(world.services(), world.templates());
  const std::string first = home(World::Get("en")).body;
  EXPECT_THAT(first, AllOf(HasSubstr("70 articles"), HasSubstr("About 000"), HasSubstr("About 029"),
                           Not(HasSubstr("About 030")), HasSubstr("href=\"/en/?offset=30\"")));
  WebRequest request = World::Get("en");
  request.query.emplace("offset", "60");
  EXPECT_THAT(home(request).body,
              AllOf(HasSubstr("About 060"), HasSubstr("About 069"), Not(HasSubstr("About 059")),
                    Not(HasSubstr("rel=\"next\""))));
}

TEST(HomeTest, ShowsWhatChangedLast) {
  const World world(FlatTree());
  const std::string body = HomeDoor(world.services(), world.templates())(World::Get("en")).body;
  EXPECT_THAT(body, AllOf(HasSubstr(">Article 069</a><time"), HasSubstr(">Article 064</a><time"),
                          Not(HasSubstr(">Article 063</a><time"))));
}

}  // namespace
}  // namespace zeroline::testing
