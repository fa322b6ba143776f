#include "server/web/preview.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <string>

namespace zeroline {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::chrono::seconds kLong{30};

std::vector<Route> Pages(Preview* preview) {
  const Door page = [](const WebRequest&) {
    WebResponse response = WebResponse::Html("<body><p></body></p></body></html>", 404);
    response.headers = {{"ETag", "\"1\""}, {"Cache-Control", "max-age=60"}, {"X-Other", "kept"}};
    return response;
  };
  const Door data = [](const WebRequest&) { return WebResponse::Json("{}</body>"); };
  return WithPreview({{"GET", "/page", page}, {"POST", "/page", page}, {"GET", "/data", data}},
                     preview, "/static/js/preview.js?a&b");
}

WebResponse Ask(const std::vector<Route>& routes, const std::string& method,
                const std::string& pattern, const WebRequest& request = {}) {
  const auto route = std::find_if(routes.begin(), routes.end(), [&](const Route& candidate) {
    return candidate.method == method && candidate.pattern == pattern;
  });
  return route->door(request);
}

TEST(PreviewTest, AddsTheScriptToPagesAndKeepsThemOutOfCaches) {
  Preview preview(41);
  const WebResponse page = Ask(Pages(&preview), "GET", "/page");
  EXPECT_EQ(page.status, 404);
  EXPECT_THAT(page.body, HasSubstr("</p><script type=\"module\" "
                                   "src=\"/static/js/preview.js?a&amp;b\" "
                                   "data-preview-build=\"41\"></script>\n</body></html>"));
  std::string headers;
  for (const auto& [name, value] : page.headers) headers += name + "=" + value + ";";
  EXPECT_EQ(headers, "X-Other=kept;Cache-Control=no-store;");
}

TEST(PreviewTest, LeavesOtherAnswersAlone) {
  Preview preview(41);
  const auto routes = Pages(&preview);
  EXPECT_EQ(Ask(routes, "GET", "/data").body, "{}</body>");
  EXPECT_THAT(Ask(routes, "POST", "/page").body, Not(HasSubstr("script")));
}

TEST(PreviewTest, TellsWhoWaitsOfTheNextBuild) {
  Preview preview(41);
  auto waiting = std::async(std::launch::async, [&] { return preview.Wait(41, kLong); });
  preview.Announce(42);
  EXPECT_EQ(waiting.get(), 42u);
  WebRequest request;
  request.query = {{"build", "41"}};
  EXPECT_EQ(Ask(Pages(&preview), "GET", "/preview/events", request).body, "{\"build\":42}");
  request.query = {{"build", "nonsense"}};
  EXPECT_EQ(Ask(Pages(&preview), "GET", "/preview/events", request).body, "{\"build\":42}");
}

TEST(PreviewTest, NobodyWaitsForLongerThanAllowed) {
  Preview preview(41);
  EXPECT_EQ(preview.Wait(41, std::chrono::milliseconds(1)), 41u);
}

TEST(PreviewTest, LetsEverybodyGoWhenTheServerEnds) {
  Preview preview(41);
  std::vector<std::future<std::uint64_t>> waiting;
  for (int i = 0; i < 2 * Preview::kMaxWaiting; ++i) {
    waiting.push_back(std::async(std::launch::async, [&] { return preview.Wait(41, kLong); }));
  }
  preview.Close();
  for (auto& one : waiting) EXPECT_EQ(one.get(), 41u);
  EXPECT_EQ(preview.Wait(41, kLong), 41u);
}

}  // namespace
}  // namespace zeroline
