#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/handover/handover.h"
#include "tests/server/web/agent/world.h"

namespace zeroline::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kOverride = "\xE2\x80\xAE";  // U+202E

class QueueTest : public ::testing::Test {
 protected:
  QueueTest() : anna_(world_.Agent("anna")), boris_(world_.Agent("boris")) {}

  std::string Add(const std::string& subject, const std::string& queue = "") {
    NewTicket ticket;
    ticket.subject = subject;
    ticket.body = "It is dark.";
    ticket.language = "en";
    ticket.queue = queue;
    return world_.store().tickets().Add(ticket)->number;
  }

  WebResponse Queue(const Browser& browser, const std::map<std::string, std::string>& query = {}) {
    return QueueDoor(world_.services(), world_.templates())(browser.Get("/agent/queue", query));
  }
  WebResponse Show(const Browser& browser, const std::string& number) {
    return TicketDoor(world_.services(), world_.templates())(
        browser.Get("/agent/queue/" + number, {}, {{"number", number}}));
  }
  using Factory = Door (*)(const Services&, const Templates&);
  WebResponse Do(Factory factory, const Browser& browser, const std::string& number) {
    return factory(world_.services(), world_.templates())(
        browser.Post("/agent/queue/" + number + "/do", {}, {{"number", number}}));
  }
  Ticket Stored(const std::string& number) { return *world_.store().tickets().Find(number); }

  AgentWorld world_;
  Browser anna_;
  Browser boris_;
};

TEST_F(QueueTest, ListsRequestsByWhatTheyAre) {
  const std::string mine = Add("My printer");
  const std::string theirs = Add("Their printer");
  const std::string closed = Add("Old printer");
  const std::string fresh = Add("New printer");
  ASSERT_TRUE(world_.store().tickets().Take(mine, "anna"));
  ASSERT_TRUE(world_.store().tickets().Take(theirs, "boris"));
  ASSERT_TRUE(world_.store().tickets().Close(closed, "boris"));
  const struct {
    const char* show;
    std::vector<std::string> want;
    std::vector<std::string> not_want;
  } kCases[] = {
      {"", {fresh}, {mine, theirs, closed}},       {"new", {fresh}, {mine, theirs, closed}},
      {"mine", {mine}, {fresh, theirs, closed}},   {"taken", {mine, theirs}, {fresh, closed}},
      {"closed", {closed}, {mine, theirs, fresh}}, {"\"><script>", {fresh}, {mine, theirs, closed}},
  };
  for (const auto& c : kCases) {
    const WebResponse page = Queue(anna_, {{"show", c.show}});
    EXPECT_EQ(page.status, 200);
    for (const auto& number : c.want) EXPECT_THAT(page.body, HasSubstr(number)) << c.show;
    for (const auto& number : c.not_want) EXPECT_THAT(page.body, Not(HasSubstr(number))) << c.show;
    EXPECT_THAT(page.body, Not(HasSubstr("\"><script>")));
  }
}

TEST_F(QueueTest, IsKeptByNoCacheAndNoSearchEngine) {
  const std::string number = Add("Printer");
  for (const WebResponse& page : {Queue(anna_), Show(anna_, number)}) {
    EXPECT_EQ(HeaderOf(page, "Cache-Control"), "no-store");
    EXPECT_EQ(HeaderOf(page, "X-Robots-Tag"), "noindex");
    EXPECT_THAT(page.body, HasSubstr("<meta name=\"robots\" content=\"noindex\">"));
  }
}

TEST_F(QueueTest, CanBeNarrowedToOneQueueAndPaged) {
  RouteSettings route;
  route.queue = "network";
  world_.config().handover.routes = {route};
  const std::string in_queue = Add("Router", "network");
  const std::string elsewhere = Add("Paper");
  const WebResponse page = Queue(anna_, {{"queue", "network"}});
  EXPECT_THAT(page.body, HasSubstr("<option value=\"network\" selected>"));
  EXPECT_THAT(page.body, AllOf(HasSubstr(in_queue), Not(HasSubstr(elsewhere))));
  for (int i = 0; i < 60; ++i) Add("Printer " + std::to_string(i), "network");
  EXPECT_THAT(Queue(anna_, {{"queue", "network"}}).body,
              AllOf(HasSubstr("61 requests"), HasSubstr("show=new&amp;queue=network&amp;offset=50"),
                    Not(HasSubstr("Printer 55"))));
  EXPECT_THAT(Queue(anna_, {{"queue", "network"}, {"offset", "50"}}).body, HasSubstr("Printer 55"));
}

TEST_F(QueueTest, ARequestIsShownWithEverythingThatCameWithIt) {
  world_.config().categories = {{"net", {{"en", "Network"}, {"ru", "Сеть"}}}};
  NewTicket ticket;
  ticket.subject = "VPN";
  ticket.body = "First line\r\nsecond line";
  ticket.contact = "anna+help@example.com";
  ticket.language = "ru";
  ticket.category = "net";
  ticket.channel = "widget";
  ticket.queue = "network";
  using Kind = TrailStep::Kind;
  ticket.trail = {
      {Kind::kSearched, 1773273600, "vpn dead", "", "en", "", "", 41},
      {Kind::kShown, 1773273660, "", "network/vpn x", "ru", "Не работает VPN", "шаг-1", 41},
      {Kind::kOpened, 1773273720, "", "network/vpn x", "ru", "Не работает VPN", "", 41},
      {Kind::kRejected, 1773273780, "No such\nbutton", "network/vpn x", "ru", "Не работает VPN", "",
       0},
  };
  ticket.deliveries = {{"ticket", "desk", "network", ""}};
  ticket.uploads = {world_.store().tickets().KeepUpload({"shot.png", "image/png", "PNG"})->token};
  const std::string number = world_.store().tickets().Add(ticket)->number;
  const auto claimed = world_.store().outbox().Claim("desk", 4'000'000'000'000, 1000, 1);
  ASSERT_EQ(claimed->size(), 1u);
  ASSERT_TRUE(world_.store().outbox().MarkDead(claimed->front().id, "410 <Gone>"));
  const std::string body = Show(anna_, number).body;
  for (const char* want : {
           "First line\nsecond line</div>",
           "<a href=\"mailto:anna%2Bhelp@example.com\"><bdi>anna+help@example.com</bdi></a>",
           "<bdi>Русский</bdi>",
           "<bdi>Network</bdi>",
           "<bdi>Widget</bdi>",
           "<q class=\"trail-words\"><bdi>vpn dead</bdi></q>",
           "href=\"/a/network/vpn%20x?lang=ru&amp;build=41#%D1%88%D0%B0%D0%B3-1\"",
           "href=\"/a/network/vpn%20x?lang=ru&amp;build=41\"",
           "href=\"/a/network/vpn%20x?lang=ru\"",
           "<blockquote class=\"trail-reason\" dir=\"auto\">No such\nbutton</blockquote>",
           "<time datetime=\"2026-03-12T00:01:00Z\" data-clock>00:01:00</time>",
           "<bdi class=\"file-name\">shot.png</bdi>",
           "image/png · 3 B",
           "410 &lt;Gone&gt;",
           "1 attempt",
           "Nobody has it yet",
       }) {
    EXPECT_THAT(body, HasSubstr(want));
  }
}

TEST_F(QueueTest, ANastyRequestIsHarmless) {
  const std::string script = "<script>alert(1)</script>\"'{{csrf}}";
  NewTicket ticket;
  ticket.subject = script + kOverride + "gpj.exe";
  ticket.body = script + kOverride + "\x01\x1b[31m";
  ticket.contact = "javascript:alert(1)";
  ticket.language = "\"><b>";
  ticket.category = script;
  ticket.channel = script;
  ticket.queue = script;
  ticket.trail = {{TrailStep::Kind::kRejected, 1, script, "\"><b>", "\"><b>", script, "\"><b>", 1},
                  {TrailStep::Kind::kSearched, 1, script, "", "", "", "", 1}};
  ticket.uploads = {world_.store().tickets().KeepUpload({script, script, "x"})->token};
  const std::string number = world_.store().tickets().Add(ticket)->number;
  for (const std::string& body : {Show(anna_, number).body, Queue(anna_).body}) {
    EXPECT_THAT(body, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;{{csrf}}"));
    for (const char* unwanted :
         {"<script>alert", "\"><b>", "href=\"javascript", kOverride, "\x01", "\x1b"}) {
      EXPECT_THAT(body, Not(HasSubstr(unwanted)));
    }
  }
}

TEST_F(QueueTest, WhoeverComesSecondIsToldWhoWasFirst) {
  const std::string number = Add("Printer");
  EXPECT_EQ(HeaderOf(Do(&TakeTicketDoor, anna_, number), "Location"), "/agent/queue/" + number);
  EXPECT_THAT(Show(anna_, number).body, HasSubstr("You have it"));
  EXPECT_THAT(Show(boris_, number).body,
              AllOf(HasSubstr("anna has it"), Not(HasSubstr("/take\""))));
  for (const Factory factory : {&TakeTicketDoor, &CloseTicketDoor, &ReleaseTicketDoor}) {
    const WebResponse conflict = Do(factory, boris_, number);
    EXPECT_EQ(conflict.status, 409);
    EXPECT_THAT(conflict.body, HasSubstr("anna has " + number));
    EXPECT_EQ(Stored(number).status, Ticket::Status::kTaken);
    EXPECT_EQ(Stored(number).agent, "anna");
  }
  EXPECT_EQ(Do(&TakeTicketDoor, anna_, number).status, 303) << "one's own is no conflict";
  EXPECT_EQ(Do(&ReleaseTicketDoor, anna_, number).status, 303);
  EXPECT_EQ(Do(&ReleaseTicketDoor, anna_, number).status, 409);
  EXPECT_EQ(Do(&CloseTicketDoor, boris_, number).status, 303);
  EXPECT_EQ(Stored(number).agent, "boris");
  const WebResponse closed = Do(&TakeTicketDoor, anna_, number);
  EXPECT_EQ(closed.status, 409);
  EXPECT_THAT(closed.body, HasSubstr(number + " is closed already"));
}

TEST_F(QueueTest, UnknownNumbersHaveOneAnswer) {
  for (const char* number : {"ZL-5724", "ZL-1", "x", "ZL-<b>", "99999999999999999999"}) {
    EXPECT_EQ(Show(anna_, number).status, 404) << number;
    EXPECT_EQ(Do(&TakeTicketDoor, anna_, number).status, 404) << number;
    EXPECT_EQ(Do(&CloseTicketDoor, anna_, number).status, 404) << number;
  }
}

TEST_F(QueueTest, FilesAreSavedAndNeverShown) {
  const struct {
    std::string name;
    const char* want;
  } kCases[] = {
      {"shot.png", "attachment; filename=\"shot.png\"; filename*=UTF-8''shot.png"},
      {"снимок.png",
       "attachment; filename=\"______.png\"; "
       "filename*=UTF-8''%D1%81%D0%BD%D0%B8%D0%BC%D0%BE%D0%BA.png"},
      {"../../etc/passwd", "attachment; filename=\"passwd\"; filename*=UTF-8''passwd"},
      {"C:\\a\\b.txt", "attachment; filename=\"b.txt\"; filename*=UTF-8''b.txt"},
      {"a\"; filename=\"b.exe",
       "attachment; filename=\"a__ filename=_b.exe\"; filename*=UTF-8''a__%20filename%3D_b.exe"},
      {"a\r\nSet-Cookie: x=y",
       "attachment; filename=\"a Set-Cookie_ x=y\"; "
       "filename*=UTF-8''a%20Set-Cookie_%20x%3Dy"},
      {std::string("photo") + kOverride + "gpj.exe",
       "attachment; filename=\"photo_gpj.exe\"; filename*=UTF-8''photo%EF%BF%BDgpj.exe"},
      {".htaccess", "attachment; filename=\"htaccess\"; filename*=UTF-8''htaccess"},
      {"..", "attachment; filename=\"file\"; filename*=UTF-8''file"},
      {"", "attachment; filename=\"file\"; filename*=UTF-8''file"},
  };
  const Door door = TicketFileDoor(world_.services(), world_.templates());
  for (const auto& c : kCases) {
    NewTicket ticket;
    ticket.subject = "File";
    ticket.body = "x";
    const std::string content = "<script>alert(1)</script>";
    const auto kept = world_.store().tickets().KeepUpload({c.name, "text/html", content});
    ticket.uploads = {kept->token};
    const std::string number = world_.store().tickets().Add(ticket)->number;
    const auto get = [&](const std::string& of, const std::string& token) {
      return door(anna_.Get("/agent/queue/x/files/y", {}, {{"number", of}, {"token", token}}));
    };
    const WebResponse file = get(number, kept->token);
    EXPECT_EQ(HeaderOf(file, "Content-Disposition"), c.want) << c.name;
    EXPECT_EQ(HeaderOf(file, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(HeaderOf(file, "Content-Security-Policy"), "sandbox; default-src 'none'");
    EXPECT_EQ(HeaderOf(file, "Cache-Control"), "no-store");
    EXPECT_EQ(file.content_type, "application/octet-stream");
    EXPECT_EQ(file.body, content);
    EXPECT_EQ(get(Add("Another"), kept->token).status, 404) << "of another request";
    EXPECT_EQ(get(number, "0").status, 404);
  }
}

TEST_F(QueueTest, DeliveriesThatWereGivenUpCanBeTriedAgain) {
  NewTicket ticket;
  ticket.subject = "Printer";
  ticket.body = "x";
  ticket.deliveries = {{"ticket", "desk", "", ""}};
  const std::string number = world_.store().tickets().Add(ticket)->number;
  const Door list = DeliveriesDoor(world_.services(), world_.templates());
  const Door retry = RetryDeliveryDoor(world_.services(), world_.templates());
  EXPECT_THAT(list(anna_.Get("/agent/deliveries")).body,
              AllOf(HasSubstr("Nothing was given up."), HasSubstr(number)));
  const auto claimed = world_.store().outbox().Claim("desk", 4'000'000'000'000, 1000, 1);
  const std::string id = std::to_string(claimed->front().id);
  const auto try_again = [&](const std::string& which) {
    return retry(anna_.Post("/agent/deliveries", {{"id", which}}));
  };
  EXPECT_EQ(try_again(id).status, 409) << "it still waits";
  ASSERT_TRUE(world_.store().outbox().MarkDead(claimed->front().id, "<b>no</b>"));
  EXPECT_THAT(list(anna_.Get("/agent/deliveries")).body,
              AllOf(HasSubstr("Try " + number + " again"), HasSubstr("&lt;b&gt;no&lt;/b&gt;"),
                    HasSubstr("value=\"" + id + "\"")));
  for (const char* which : {"", "x", "99", "-1", "1 OR 1=1"}) {
    EXPECT_EQ(try_again(which).status, 409) << which;
  }
  EXPECT_EQ(HeaderOf(try_again(id), "Location"), "/agent/deliveries?retried=1");
  EXPECT_EQ(world_.store().outbox().Count()->dead, 0u);
}

TEST_F(QueueTest, ABrokenStateIsSaidAndNotTakenForAnEmptyQueue) {
  const std::string number = Add("Printer");
  world_.BreakStore();
  EXPECT_EQ(Queue(anna_).status, 503);
  EXPECT_EQ(Show(anna_, number).status, 503);
  EXPECT_EQ(Do(&TakeTicketDoor, anna_, number).status, 503);
  EXPECT_THAT(Queue(anna_).body, Not(HasSubstr("no such table")));
}

}  // namespace
}  // namespace zeroline::testing
