// Who may ask for the writers' report as JSON.
#include <gtest/gtest.h>

#include <memory>

#include "server/web/api/api.h"
#include "server/web/writers_reports.h"

namespace zeroline {
namespace {

TEST(ReportDoorTest, WantsARoleOfTheTeamAndALanguage) {
  const Services services;
  const Door door = ApiWritersReportDoor(services, std::make_shared<WritersReports>(services));
  WebRequest request;
  request.method = "GET";
  EXPECT_EQ(door(request).status, 401);
  request.identity = Identity{};
  EXPECT_EQ(door(request).status, 403);
  request.identity->roles = {"writer"};
  request.query.emplace("in", "!");
  EXPECT_EQ(door(request).status, 400);
}

}  // namespace
}  // namespace zeroline
