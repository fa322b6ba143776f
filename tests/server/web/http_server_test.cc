#include "server/web/http_server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include "server/web/problem.h"

namespace zeroline {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

WebResponse Text(std::string body, int status = 200) {
  WebResponse response = WebResponse::Html(std::move(body), status);
  response.content_type = "text/plain; charset=utf-8";
  return response;
}

std::string Variable(const WebRequest& request, const std::string& name) {
  const auto found = request.variables.find(name);
  return found == request.variables.end() ? "-" : found->second;
}

std::vector<Route> TestRoutes() {
  const Door echo = [](const WebRequest& request) {
    std::string out = request.method + " " + Variable(request, "rest") + "\n";
    for (const auto& [name, value] : request.query) out += "query " + name + "=" + value + "\n";
    for (const auto& [name, value] : request.form) out += "form " + name + "=" + value + "\n";
    if (!request.body.empty()) out += "body " + std::to_string(request.body.size()) + "\n";
    return Text(out);
  };
  const Door tagged = [](const WebRequest&) {
    WebResponse response = Text(std::string(5000, 'x'));
    response.headers.emplace_back("ETag", "\"v1\"");
    response.headers.emplace_back("Content-Security-Policy", "sandbox");
    return response;
  };
  const Door secret = [](const WebRequest&) {
    WebResponse response = Text(std::string(5000, 'x'));
    response.headers.emplace_back("Set-Cookie", "a=1");
    response.headers.emplace_back("Set-Cookie", "b=2");
    return response;
  };
  return {
      {"GET", "/", [](const WebRequest& r) { return Text("address " + r.remote_address); }},
      {"GET", "/throw", [](const WebRequest&) -> WebResponse { throw std::runtime_error("oops"); }},
      {"GET", "/tagged", tagged},
      {"GET", "/secret", secret},
      {"GET", "/big", [](const WebRequest&) { return Text(std::string(8 << 20, 'y')); }},
      {"GET", "/echo/{rest...}", echo},
      {"POST", "/echo/{rest...}", echo},
      {"GET", "/only/{name}", [](const WebRequest& r) { return Text(Variable(r, "name")); }},
      {"GET", "/split", [](const WebRequest&) { return WebResponse::Redirect("/x\r\nEvil: 1"); }},
  };
}

class Server {
 public:
  explicit Server(Config config = {}) : config_(std::move(config)), router_(TestRoutes()) {
    config_.listen_port = 0;
    config_.access_log = false;
    server_ = std::make_unique<HttpServer>(
        config_, router_,
        [](const WebRequest&, int status, const std::string& detail) {
          return Problem(status, detail);
        },
        &metrics_);
    const Result<int> port = server_->Listen();
    if (!port) throw std::runtime_error(port.error().message);
    port_ = *port;
    thread_ = std::thread([this] { server_->Run(); });
  }
  ~Server() { Stop(); }

  void Stop() {
    server_->Stop();
    if (thread_.joinable()) thread_.join();
  }
  int port() const { return port_; }
  httplib::Client client() const { return httplib::Client("127.0.0.1", port_); }
  std::string metrics() const { return metrics_.Render({}); }

 private:
  Config config_;
  Router router_;
  Metrics metrics_{std::vector<std::string>{"/"}};
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
  int port_ = 0;
};

// A socket as a client that does not keep to the protocol has it.
class RawClient {
 public:
  explicit RawClient(int port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval bound{20, 0};  // a test that fails does not hang
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &bound, sizeof bound);
    connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawClient() { ::close(fd_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return connected_; }
  bool Send(const std::string& data) const {
    return ::send(fd_, data.data(), data.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(data.size());
  }
  // All that comes until the server closes.
  std::string ReadAll() const {
    std::string all;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::recv(fd_, buffer, sizeof buffer, 0)) > 0;) {
      all.append(buffer, static_cast<std::size_t>(got));
    }
    return all;
  }
  std::string ReadSome() const {
    char buffer[4096];
    const ssize_t got = ::recv(fd_, buffer, sizeof buffer, 0);
    return got > 0 ? std::string(buffer, static_cast<std::size_t>(got)) : "";
  }

 private:
  int fd_;
  bool connected_ = false;
};

std::string Talk(const Server& server, const std::string& request) {
  const RawClient client(server.port());
  client.Send(request);
  return client.ReadAll();
}

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
      {"a", "1 2", "", ""}, {"b", "ё\r\nx", "", ""}, {"file", "ignored", "x.bin", "text/plain"}};
  EXPECT_EQ(client.Post("/echo/m", items)->body, "POST m\nform a=1 2\nform b=ё\r\nx\n");
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

TEST(HttpServerTest, AnswersOthersWhile300ConnectionsAreIdleAnd50SendSlowly) {
  const Server server;
  std::vector<std::unique_ptr<RawClient>> crowd;
  for (int i = 0; i < 350; ++i) {
    crowd.push_back(std::make_unique<RawClient>(server.port()));
    ASSERT_TRUE(crowd.back()->connected());
    if (i < 50) {
      ASSERT_TRUE(crowd.back()->Send("GET / HT"));
    } else if (i < 200) {  // these have had one answer
      ASSERT_TRUE(crowd.back()->Send("GET / HTTP/1.1\r\n\r\n"));
      ASSERT_THAT(crowd.back()->ReadSome(), StartsWith("HTTP/1.1 200"));
    }
  }
  auto client = server.client();
  client.set_read_timeout(5);
  for (int i = 0; i < 20; ++i) {
    const auto answer = client.Get("/");
    ASSERT_TRUE(answer) << i;
    EXPECT_EQ(answer->status, 200);
  }
  ASSERT_TRUE(crowd.back()->Send("GET /only/still HTTP/1.1\r\nConnection: close\r\n\r\n"));
  EXPECT_TRUE(crowd.back()->ReadAll().ends_with("still"));
}

TEST(HttpServerTest, MakesRoomByClosingTheConnectionIdleForLongest) {
  Config config;
  config.max_connections = 4;
  const Server server(config);
  std::vector<std::unique_ptr<RawClient>> idle;
  for (int i = 0; i < 10; ++i) idle.push_back(std::make_unique<RawClient>(server.port()));
  EXPECT_EQ(server.client().Get("/")->status, 200);
  EXPECT_EQ(idle.front()->ReadAll(), "");
}

TEST(HttpServerTest, LetsNewConnectionsWaitWhenAllAreBusy) {
  Config config;
  config.max_connections = 2;
  config.read_timeout = std::chrono::seconds(1);
  const Server server(config);
  const RawClient one(server.port());
  const RawClient two(server.port());
  for (const RawClient* client : {&one, &two}) {
    client->Send("POST /echo/x HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    ASSERT_THAT(client->ReadSome(), StartsWith("HTTP/1.1 100"));  // it is with a worker now
  }
  // They are given up after a second, and then there is room.
  EXPECT_EQ(server.client().Get("/")->status, 200);
  EXPECT_THAT(one.ReadAll(), StartsWith("HTTP/1.1 408 "));
}

TEST(HttpServerTest, GivesUpOnWhoSendsByteByByte) {
  Config config;
  config.read_timeout = std::chrono::seconds(1);
  const Server server(config);
  const RawClient client(server.port());
  std::atomic<bool> done{false};
  std::thread drip([&] {
    for (int i = 0; i < 200 && !done; ++i) {
      if (!client.Send("G")) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  EXPECT_THAT(client.ReadAll(), StartsWith("HTTP/1.1 408 "));
  done = true;
  drip.join();
}

TEST(HttpServerTest, AnswersABodyThatNeverComesWith408) {
  Config config;
  config.read_timeout = std::chrono::seconds(1);
  const Server server(config);
  EXPECT_THAT(Talk(server, "POST /echo/x HTTP/1.1\r\nContent-Length: 100\r\n\r\nabc"),
              StartsWith("HTTP/1.1 408 "));
}

TEST(HttpServerTest, FinishesWhatHasBegunWhenStopped) {
  Server server;
  const RawClient client(server.port());
  const RawClient idle(server.port());
  ASSERT_TRUE(
      client.Send("POST /echo/x HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"));
  ASSERT_THAT(client.ReadSome(), StartsWith("HTTP/1.1 100"));  // it is with a worker now
  std::thread stop([&] { server.Stop(); });
  EXPECT_EQ(idle.ReadAll(), "") << "an idle connection is closed at once";
  ASSERT_TRUE(client.Send("abc"));
  EXPECT_TRUE(client.ReadAll().ends_with("body 3\n"));
  stop.join();
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
