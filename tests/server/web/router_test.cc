#include "server/web/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

Router TestRouter() {
  return Router({{"GET", "/", {}},
                 {"GET", "/api/tickets/{number}", {}},
                 {"*", "/api/{rest...}", {}},
                 {"GET", "/{lang}", {}},
                 {"GET", "/{lang}/", {}},
                 {"GET", "/{lang}/new", {}},
                 {"POST", "/{lang}/new", {}},
                 {"GET", "/{lang}/{path...}", {}}});
}

TEST(RouterTest, TakesTheFirstPatternThatMatches) {
  struct Case {
    std::string method, path, want;
  };
  const Router router = TestRouter();
  for (const Case& c :
       {Case{"GET", "/", "/"}, Case{"HEAD", "/", "/"}, Case{"GET", "/en", "/{lang}"},
        Case{"GET", "/en/", "/{lang}/"}, Case{"POST", "/en/new", "/{lang}/new"},
        Case{"GET", "/en/new/", "/{lang}/{path...}"},
        Case{"GET", "/en/a/b c/ё", "/{lang}/{path...}"},
        Case{"GET", "/api/tickets/7", "/api/tickets/{number}"},
        Case{"PUT", "/api/x/y", "/api/{rest...}"}, Case{"GET", "/api/", "/{lang}/"},
        Case{"GET", "/en/../x", "/{lang}/{path...}"}}) {
    SCOPED_TRACE(c.method + " " + c.path);
    const Router::Match match = router.Find(c.method, c.path);
    ASSERT_NE(match.route, nullptr);
    EXPECT_EQ(match.route->pattern, c.want);
    EXPECT_THAT(match.allowed, IsEmpty());
  }
}

TEST(RouterTest, GivesTheVariables) {
  EXPECT_THAT(TestRouter().Find("GET", "/en/a/b").variables,
              ElementsAre(Pair("lang", "en"), Pair("path", "a/b")));
}

TEST(RouterTest, SaysWhichMethodsThereAre) {
  const Router::Match match = TestRouter().Find("DELETE", "/en/new");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_THAT(match.allowed, ElementsAre("GET", "HEAD", "POST"));
}

TEST(RouterTest, FindsNothingForOtherPaths) {
  for (const char* path : {"", "x", "//", "//x", "//x/y"}) {
    const Router::Match match = TestRouter().Find("GET", path);
    EXPECT_EQ(match.route, nullptr) << path;
    EXPECT_THAT(match.allowed, IsEmpty()) << path;
  }
}

TEST(RouterTest, ListsEachPatternOnce) {
  EXPECT_THAT(TestRouter().patterns(),
              ElementsAre("/", "/api/tickets/{number}", "/api/{rest...}", "/{lang}", "/{lang}/",
                          "/{lang}/new", "/{lang}/{path...}"));
}

}  // namespace
}  // namespace zeroline
