#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/web/portal/world.h"

namespace zeroline::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(WidgetTest, IsThereForAllowedSitesOnly) {
  const World world({MakeArticle("en", "vpn", "Connect to VPN")});
  EXPECT_EQ(WidgetDoor(world.services(), world.templates())(World::Get("en")).status, 404);
  EXPECT_EQ(WidgetScriptDoor(world.services(), world.templates())(World::Get("en")).status, 404);

  Config config;
  config.widget_origins = {"https://a.example", "http://b.example:8080"};
  Services services = world.services();
  services.config = &config;
  const WebResponse page = WidgetDoor(services, world.templates())(World::Get("en"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(HeaderOf(page, "Content-Security-Policy"),
              EndsWith("frame-ancestors https://a.example http://b.example:8080"));
  EXPECT_EQ(HeaderOf(page, "Set-Cookie"), "");
  // It says itself who may show it; no inline script or style would run.
  EXPECT_THAT(page.body, Not(HasSubstr("<style")));
  EXPECT_THAT(page.body, Not(HasSubstr("<script>")));
  EXPECT_EQ(WidgetDoor(services, world.templates())(World::Get("xx")).status, 404);
}

}  // namespace
}  // namespace zeroline::testing
