// What stands above pages while something is known to be broken, and what pages tell the ledger.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/deflection/deflection.h"
#include "tests/server/web/portal/world.h"

namespace zeroline::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kVisitor[] = "fedcba9876543210fedcba9876543210";

class IncidentPageTest : public ::testing::Test {
 protected:
  void Announce(std::vector<std::string> sections, std::vector<std::string> words) {
    Incident incident;
    incident.sections = std::move(sections);
    incident.words = std::move(words);
    incident.texts = {{"en", "We know & <b>mend</b> it."}, {"ru", "Мы уже чиним."}};
    ASSERT_TRUE(world_.store().incidents().Start(incident));
  }
  // Opened late, so that no test waits for the watch.
  Deflection& deflection() {
    if (deflection_ == nullptr) {
      searcher_ = std::make_unique<Searcher>();
      deflection_ =
          std::make_unique<Deflection>(DeflectionSettings(), searcher_.get(), &world_.store());
    }
    return *deflection_;
  }
  Services services() {
    Services services = world_.services();
    services.deflection = &deflection();
    return services;
  }
  std::string Content(const WebRequest& request) {
    return ContentDoor(services(), world_.templates())(request).body;
  }
  std::string Search(const WebRequest& request) {
    return SearchDoor(services(), world_.templates())(request).body;
  }
  static WebRequest Query(const std::string& words) {
    WebRequest request = World::Get("en");
    request.query.emplace("q", words);
    return request;
  }
  static WebRequest WithVisitor(WebRequest request) {
    request.cookies["zl_visitor"] = kVisitor;
    return request;
  }
  std::vector<std::string> Trail(const std::string& visitor = kVisitor) {
    const auto trail = deflection().Trail("", visitor);
    std::vector<std::string> steps;
    for (const TrailStep& step : trail.value()) {
      steps.push_back(std::string(NameOf(step.kind)) + " " + step.article + step.text);
    }
    return steps;
  }

  World world_{{MakeArticle("en", "mail/quota", "Mailbox is full"),
                MakeArticle("ru", "mail/quota", "Ящик переполнен"),
                MakeArticle("en", "devices/jam", "Paper jam")}};
  std::unique_ptr<Searcher> searcher_;
  std::unique_ptr<Deflection> deflection_;
};

TEST_F(IncidentPageTest, OneAboutEverythingIsOnEveryPage) {
  Announce({}, {});
  for (const std::string& page :
       {Content(World::Get("en", "devices/jam")), Content(World::Get("en", "mail/")),
        HomeDoor(services(), world_.templates())(World::Get("en")).body,
        Search(Query("anything"))}) {
    EXPECT_THAT(page, HasSubstr("<div class=\"incidents\" role=\"status\">"));
    EXPECT_THAT(page, HasSubstr("We know &amp; &lt;b&gt;mend&lt;/b&gt; it."));
  }
  const std::string russian = Content(World::Get("ru", "mail/quota"));
  EXPECT_THAT(russian, HasSubstr("<span lang=\"ru\" dir=\"ltr\">Мы уже чиним.</span>"));
}

TEST_F(IncidentPageTest, OneAboutASectionIsOnItsPages) {
  Announce({"mail"}, {});
  EXPECT_THAT(Content(World::Get("en", "mail/quota")), HasSubstr("We know"));
  EXPECT_THAT(Content(World::Get("en", "mail/")), HasSubstr("We know"));
  EXPECT_THAT(Content(World::Get("en", "devices/jam")), Not(HasSubstr("We know")));
  EXPECT_THAT(HomeDoor(services(), world_.templates())(World::Get("en")).body,
              Not(HasSubstr("We know")));
}

TEST_F(IncidentPageTest, OneAboutAWordIsOnResultsForIt) {
  Announce({}, {"mailbox"});
  EXPECT_THAT(Search(Query("both mailboxes are empty")), HasSubstr("We know"));
  EXPECT_THAT(Search(Query("paper jam")), Not(HasSubstr("We know")));
  EXPECT_THAT(Content(World::Get("en", "mail/quota")), Not(HasSubstr("We know")));
}

TEST_F(IncidentPageTest, IsSaidOnceThoughItIsAboutWordAndSection) {
  Announce({"mail"}, {"mailbox"});
  WebRequest request = Query("mailbox");
  request.query.emplace("section", "mail");
  const std::string page = Search(request);
  const std::size_t first = page.find("We know");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(page.find("We know", first + 1), std::string::npos);
}

TEST_F(IncidentPageTest, NothingIsSaidWithoutAnyOrWithoutDeflection) {
  EXPECT_THAT(Content(World::Get("en", "mail/quota")), Not(HasSubstr("class=\"incidents\"")));
  EXPECT_THAT(world_.Content(World::Get("en", "mail/quota")).body,
              Not(HasSubstr("class=\"incidents\"")));
}

TEST_F(IncidentPageTest, VisitsOfAKnownVisitorAreTold) {
  Search(WithVisitor(Query("paper jam")));
  Content(WithVisitor(World::Get("en", "devices/jam")));
  EXPECT_THAT(Trail(), ElementsAre("searched paper jam", "opened devices/jam"));
  const auto step = deflection().Trail("", kVisitor)->back();
  EXPECT_EQ(step.title, "Paper jam");
  EXPECT_EQ(step.language, "en");
  EXPECT_EQ(step.build, 1);
}

TEST_F(IncidentPageTest, TheFirstVisitIsToldOfTheVisitorItMakes) {
  WebRequest request = World::Get("en", "devices/jam");
  request.headers["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64)";
  const WebResponse page = ContentDoor(services(), world_.templates())(request);
  std::string visitor;
  for (const auto& [name, value] : page.headers) {
    if (name == "Set-Cookie" && value.starts_with("zl_visitor=")) visitor = value.substr(11, 32);
  }
  EXPECT_THAT(Trail(visitor), ElementsAre("opened devices/jam"));
}

TEST_F(IncidentPageTest, CrawlersAndScriptsAreNoVisitors) {
  for (const char* agent : {"", "curl/8.1", "Mozilla/5.0 (compatible; Examplebot/2.1)"}) {
    WebRequest request = World::Get("en", "devices/jam");
    request.headers["user-agent"] = agent;
    const WebResponse page = ContentDoor(services(), world_.templates())(request);
    for (const auto& [name, value] : page.headers) {
      EXPECT_FALSE(value.starts_with("zl_visitor=")) << agent;
    }
  }
  EXPECT_THAT(*deflection().Trail("", ""), IsEmpty());
}

TEST_F(IncidentPageTest, VisitsNobodyMadeAreNotTold) {
  Search(Query("without a cookie"));
  WebRequest prefetched = WithVisitor(World::Get("en", "devices/jam"));
  prefetched.headers["sec-purpose"] = "prefetch;prerender";
  Content(prefetched);
  WebRequest next_page = WithVisitor(Query("paper jam"));
  next_page.query.emplace("offset", "10");
  Search(next_page);
  Search(WithVisitor(Query("")));
  Content(WithVisitor(World::Get("en", "devices/unknown")));
  EXPECT_THAT(Trail(), IsEmpty());
}

TEST_F(IncidentPageTest, WhatWasTypedIsKeptShort) {
  std::string typed;
  for (int i = 0; i < 300; ++i) typed += "ж";
  Search(WithVisitor(Query(typed)));
  const auto trail = deflection().Trail("", kVisitor);
  ASSERT_THAT(*trail, SizeIs(1));
  EXPECT_EQ(trail->front().text, typed.substr(0, 400)) << "200 letters of two bytes";
}

}  // namespace
}  // namespace zeroline::testing
