#include "server/web/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/web/http_fixture.h"

namespace zeroline {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::RawClient;
using testing::Server;
using ::testing::StartsWith;
using testing::Talk;

TEST(HttpServerTest, AnswersWithTheHeadersThatProtectReaders) {
  const Server server;
  const auto answer = server.client().Get("/");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "address 127.0.0.1");
  EXPECT_THAT(answer->get_header_value("Content-Security-Policy"),
              AllOf(StartsWith("default-src 'none'"), HasSubstr("frame-ancestors 'none'"),
                    Not(HasSubstr("unsafe"))));
  EXPECT_EQ(answer->get_header_value("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(answer->get_header_value("Referrer-Policy"), "same-origin");
  EXPECT_EQ(answer->get_header_value("Cache-Control"), "no-store");
  EXPECT_THAT(answer->get_header_value("Date"), HasSubstr(" GMT"));
}

TEST(HttpServerTest, LetsADoorTakeAHeaderAway) {
  const Server server;
  EXPECT_EQ(server.client().Get("/")->get_header_value("X-Frame-Options"), "DENY");
  EXPECT_FALSE(server.client().Get("/tagged")->has_header("X-Frame-Options"));
}

TEST(HttpServerTest, ProtectsErrorPagesToo) {
  const Server server;
  for (const char* path : {"/nothing", "/throw", "/%zz"}) {
    const auto answer = server.client().Get(path);
    ASSERT_TRUE(answer) << path;
    EXPECT_GE(answer->status, 400);
    EXPECT_EQ(answer->get_header_value("X-Content-Type-Options"), "nosniff") << path;
    EXPECT_EQ(answer->get_header_value_count("Content-Security-Policy"), 1u) << path;
  }
}

TEST(HttpServerTest, TellsNotFoundFromMethodNotAllowed) {
  const Server server;
  auto client = server.client();
  EXPECT_EQ(client.Get("/nothing")->status, 404);
  EXPECT_EQ(client.Post("/nothing", "x", "text/plain")->status, 404);
  const auto refused = client.Post("/only/x", "x", "text/plain");
  EXPECT_EQ(refused->status, 405);
  EXPECT_EQ(refused->get_header_value("Allow"), "GET, HEAD");
  EXPECT_EQ(client.Delete("/echo/x")->get_header_value("Allow"), "GET, HEAD, POST");
  EXPECT_EQ(client.Get("/throw")->status, 500);
}

TEST(HttpServerTest, AnswersHeadWithTheHeadersOfGetAndNoBody) {
  const Server server;
  auto client = server.client();
  const auto head = client.Head("/");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->status, 200);
  EXPECT_EQ(head->body, "");
  EXPECT_EQ(head->get_header_value("Content-Length"), "17");
}

TEST(HttpServerTest, DecodesPathAndQueryOnce) {
  const Server server;
  auto client = server.client();
  // By hand, as the client library encodes what it is given.
  EXPECT_THAT(Talk(server,
                   "GET /echo/a%2Fb%20c+d?q=x+y%26z&q=100%25&e=100%&e=%zz&n HTTP/1.1\r\n"
                   "Connection: close\r\n\r\n"),
              HasSubstr("GET a/b c+d\nquery e=100%\nquery e=%zz\nquery n=\nquery q=x y&z\n"
                        "query q=100%\n"));
  EXPECT_EQ(client.Get("/echo/%25%32%35")->body, "GET %25\n");
  EXPECT_EQ(client.Get("/only/a%2Fb")->status, 404);
  EXPECT_EQ(client.Get("/echo/%00")->status, 400);
  EXPECT_EQ(client.Get("/echo/%0a%ff")->body, "GET \n\xff\n");
}

TEST(HttpServerTest, ReadsFormsOfBothKindsAndPlainBodies) {
  const Server server;
  auto client = server.client();
  const std::string big(20'000, 'k');  // more than the library's own limit for forms
  EXPECT_EQ(
      client.Post("/echo/f", "a=1+2&b=%D1%91&c=" + big, "application/x-www-form-urlencoded")->body,
      "POST f\nform a=1 2\nform b=ё\nform c=" + big + "\n");
  const httplib::MultipartFormDataItems items = {
      {"a", "1 2", "", ""}, {"b", "ё\r\nx", "", ""}, {"file", "\0\r\n--", "ё.bin", "text/plain"}};
  EXPECT_EQ(client.Post("/echo/m", items)->body,
            "POST m\nform a=1 2\nform b=ё\r\nx\nfile file=ё.bin 0\n");
  EXPECT_EQ(client.Post("/echo/j", "{\"a\": 1}", "application/json")->body, "POST j\nbody 8\n");
  EXPECT_EQ(client.Post("/echo/e", "", "application/json")->body, "POST e\n");
}

TEST(HttpServerTest, KeepsAConnectionOpenAfterEveryKindOfGoodRequest) {
  const Server server;
  const RawClient client(server.port());
  const std::string get = "GET /only/a HTTP/1.1\r\nHost: x\r\n\r\n";
  const std::string post = "POST /echo/b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
  const std::string chunked =
      "POST /echo/c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n";
  client.Send(get + post + chunked + "HEAD /only/a HTTP/1.1\r\nHost: x\r\n\r\n" + post +
              "GET /only/last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string all = client.ReadAll();
  EXPECT_THAT(all, HasSubstr("POST b\nbody 3\n"));
  EXPECT_THAT(all, HasSubstr("POST c\nbody 2\n"));
  EXPECT_TRUE(all.ends_with("last")) << all;
}

TEST(HttpServerTest, RefusesABodyThatIsTooLarge) {
  Config config;
  config.max_body_bytes = 1000;
  const Server server(config);
  auto client = server.client();
  EXPECT_EQ(client.Post("/echo/x", std::string(1000, 'x'), "text/plain")->status, 200);
  EXPECT_EQ(client.Post("/echo/x", std::string(1001, 'x'), "text/plain")->status, 413);
  EXPECT_EQ(client.Post("/echo/x", std::string(3 << 20, 'x'), "text/plain")->status, 413);
  EXPECT_THAT(
      Talk(server, "POST /echo/x HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n"),
      HasSubstr(" 413 "));
  std::string chunks = "POST /echo/x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 200; ++i) chunks += "3e8\r\n" + std::string(1000, 'x') + "\r\n";
  EXPECT_THAT(Talk(server, chunks + "0\r\n\r\n"), HasSubstr(" 413 "));
}

TEST(HttpServerTest, TakesLargeBodiesWhereADoorSaysSo) {
  Config config;
  config.max_body_bytes = 1000;
  const Server server(config);
  auto client = server.client();
  const std::string large(2 << 20, 'x');
  const auto post = [&](const std::string& path, const httplib::MultipartFormDataItems& items) {
    const auto answer = client.Post(path, items);
    return answer ? std::to_string(answer->status) + " " + answer->body.substr(0, 60) : "nothing";
  };
  EXPECT_THAT(post("/files/f", {{"shot", large, "a.png", "image/png"}}),
              StartsWith("200 POST f\nfile shot=a.png 2097152\n"));
  EXPECT_THAT(post("/echo/f", {{"shot", large, "a.png", "image/png"}}), StartsWith("413 "));
  EXPECT_THAT(post("/files/f", {{"shot", large, "a.png", ""}, {"two", large, "b.png", ""}}),
              StartsWith("413 "));
  // Text stays as small as everywhere.
  EXPECT_THAT(post("/files/f", {{"subject", std::string(1001, 'x'), "", ""}}), StartsWith("413 "));
  EXPECT_EQ(client.Post("/files/f", std::string(1001, 'x'), "text/plain")->status, 413);
}

TEST(HttpServerTest, LeavesOutFilesBeyondANumber) {
  const Server server;
  httplib::MultipartFormDataItems items;
  for (int i = 0; i < 30; ++i) items.push_back({"f", "x", std::to_string(i), ""});
  items.push_back({"last", "field", "", ""});
  const std::string body = server.client().Post("/files/f", items)->body;
  EXPECT_THAT(body, AllOf(HasSubstr("file f=19 1\n"), Not(HasSubstr("file f=20")),
                          HasSubstr("form last=field\n")));
}

TEST(HttpServerTest, RefusesHeadsWithoutEnd) {
  const Server server;
  const std::string many(100'000, 'a');
  EXPECT_THAT(Talk(server, "GET /" + many + " HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 414 "));
  EXPECT_THAT(Talk(server, "GET /only/" + std::string(9'000, 'a') + " HTTP/1.1\r\n\r\n"),
              StartsWith("HTTP/1.1 414 "));
  EXPECT_THAT(Talk(server, "GET / HTTP/1.1\r\nX: " + many + "\r\n\r\n"),
              StartsWith("HTTP/1.1 431 "));
  std::string lines = "GET / HTTP/1.1\r\n";
  for (int i = 0; i < 20'000; ++i) lines += "X: y\r\n";
  EXPECT_THAT(Talk(server, lines + "\r\n"), StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(Talk(server, many), StartsWith("HTTP/1.1 414 "));
  EXPECT_EQ(server.client().Get("/")->status, 200);
}

TEST(HttpServerTest, AnswersNonsenseWith400AndCloses) {
  const Server server;
  for (const std::string& request :
       {std::string("nonsense\r\n\r\n"), std::string("GET /\r\n\r\n"),
        std::string("\0\0\0\r\n\r\n", 7), std::string("GET / HTTP/9.9\r\n\r\n"),
        std::string("FROB / HTTP/1.1\r\n\r\n"), std::string("GET only/x HTTP/1.1\r\n\r\n"),
        std::string("GET * HTTP/1.1\r\nConnection: close\r\n\r\n"),
        std::string("POST /echo/x HTTP/1.1\r\nContent-Length: -1\r\n\r\n"),
        std::string(
            "POST /echo/x HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc"),
        std::string("POST /echo/x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n")}) {
    EXPECT_THAT(Talk(server, request), AllOf(StartsWith("HTTP/1.1 400 "), Not(HasSubstr(" 200 "))))
        << request;
  }
  EXPECT_EQ(server.client().Get("/")->status, 200);
}

TEST(HttpServerTest, NeverTakesAnUnreadBodyForTheNextRequest) {
  const Server server;
  const std::string inner = "GET /only/smuggled HTTP/1.1\r\nConnection: close\r\n\r\n";
  for (const char* line :
       {"GET /only/a", "DELETE /only/a", "PUT /nothing", "POST /only/a", "POST /nothing"}) {
    const std::string all = Talk(server, std::string(line) + " HTTP/1.1\r\nContent-Length: " +
                                             std::to_string(inner.size()) + "\r\n\r\n" + inner);
    EXPECT_THAT(all, AllOf(StartsWith("HTTP/1.1 "), Not(HasSubstr("smuggled")))) << line;
  }
}

TEST(HttpServerTest, AnswersNotModifiedToAKnownTag) {
  const Server server;
  auto client = server.client();
  const auto first = client.Get("/tagged");
  EXPECT_EQ(first->get_header_value("ETag"), "W/\"v1\"");
  EXPECT_EQ(first->get_header_value("Content-Security-Policy"), "sandbox");
  EXPECT_EQ(first->get_header_value_count("Content-Security-Policy"), 1u);
  for (const char* known : {"\"v1\"", "W/\"v1\"", "\"v0\", W/\"v1\"", "*"}) {
    const auto again = client.Get("/tagged", httplib::Headers{{"If-None-Match", known}});
    EXPECT_EQ(again->status, 304) << known;
    EXPECT_EQ(again->body, "");
  }
  EXPECT_EQ(client.Get("/tagged", httplib::Headers{{"If-None-Match", "\"v2\""}})->status, 200);
}

TEST(HttpServerTest, CompressesLargeAnswersUnlessTheyCarryASecret) {
  const Server server;
  auto client = server.client();
  const httplib::Headers browser = {{"Accept-Encoding", "gzip, deflate, br"}};
  EXPECT_EQ(client.Get("/tagged", browser)->get_header_value("Content-Encoding"), "gzip");
  EXPECT_EQ(client.Get("/tagged", browser)->body, std::string(5000, 'x'));
  EXPECT_EQ(client.Get("/", browser)->get_header_value("Content-Encoding"), "");
  const auto secret = client.Get("/secret", browser);
  EXPECT_EQ(secret->get_header_value("Content-Encoding"), "");
  EXPECT_EQ(secret->get_header_value_count("Set-Cookie"), 2u);
}

TEST(HttpServerTest, IgnoresRanges) {
  const Server server;
  const auto answer = server.client().Get("/big", httplib::Headers{{"Range", "bytes=0-,0-,0-,0-"}});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body.size(), static_cast<std::size_t>(8 << 20));
}

TEST(HttpServerTest, KeepsLineBreaksOutOfHeaders) {
  const Server server;
  EXPECT_THAT(Talk(server, "GET /split HTTP/1.1\r\nConnection: close\r\n\r\n"),
              Not(HasSubstr("Evil")));
}

TEST(HttpServerTest, BelievesForwardedAddressesFromItsOwnProxiesOnly) {
  const httplib::Headers forwarded = {{"X-Forwarded-For", "6.6.6.6, 9.9.9.9 , 127.0.0.1"},
                                      {"REMOTE_ADDR", "5.5.5.5"}};
  const Server stranger;
  EXPECT_EQ(stranger.client().Get("/", forwarded)->body, "address 127.0.0.1");
  Config config;
  config.trusted_proxies = {"127.0.0.1"};
  const Server proxied(config);
  EXPECT_EQ(proxied.client().Get("/", forwarded)->body, "address 9.9.9.9");
}

TEST(HttpServerTest, KnowsWhereReadersSeeIt) {
  const httplib::Headers https = {{"Host", "help.example"}, {"X-Forwarded-Proto", "https"}};
  const Server stranger;
  EXPECT_EQ(stranger.client().Get("/origin", https)->body, "origin http://help.example");
  Config config;
  config.trusted_proxies = {"127.0.0.1"};
  const Server proxied(config);
  EXPECT_EQ(proxied.client().Get("/origin", https)->body, "origin https://help.example");
  config.public_url = "https://help.example.com";
  const Server configured(config);
  EXPECT_EQ(configured.client().Get("/origin", {{"Host", "evil.example"}})->body,
            "origin https://help.example.com");
}

TEST(HttpServerTest, SaysWhyItCannotListen) {
  const Server server;
  Config config;
  config.listen_port = server.port();
  const Router router({});
  Metrics metrics({});
  HttpServer second(config, router, {}, &metrics);
  const Result<int> port = second.Listen();
  ASSERT_FALSE(port);
  EXPECT_THAT(port.error().message,
              AllOf(HasSubstr("--listen"), HasSubstr(std::to_string(server.port()))));
}

TEST(HttpServerTest, CountsWhatItRefused) {
  const Server server;
  Talk(server, std::string(100'000, 'a'));
  server.client().Get("/");
  EXPECT_THAT(server.metrics(), AllOf(HasSubstr("{route=\"unmatched\",status=\"414\"} 1"),
                                      HasSubstr("{route=\"/\",status=\"200\"} 1")));
}

}  // namespace
}  // namespace zeroline
