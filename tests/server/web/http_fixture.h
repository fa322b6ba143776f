// A server with a few doors on a free port, and a client that need not keep to the protocol.
#ifndef ZEROLINE_TESTS_SERVER_WEB_HTTP_FIXTURE_H_
#define ZEROLINE_TESTS_SERVER_WEB_HTTP_FIXTURE_H_

#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "server/web/http_server.h"
#include "server/web/problem.h"

namespace zeroline::testing {

inline WebResponse Text(std::string body, int status = 200) {
  WebResponse response = WebResponse::Html(std::move(body), status);
  response.content_type = "text/plain; charset=utf-8";
  return response;
}

inline std::string Variable(const WebRequest& request, const std::string& name) {
  const auto found = request.variables.find(name);
  return found == request.variables.end() ? "-" : found->second;
}

inline std::vector<Route> TestRoutes() {
  const Door echo = [](const WebRequest& request) {
    std::string out = request.method + " " + Variable(request, "rest") + "\n";
    for (const auto& [name, value] : request.query) out += "query " + name + "=" + value + "\n";
    for (const auto& [name, value] : request.form) out += "form " + name + "=" + value + "\n";
    for (const auto& file : request.files) {
      out += "file " + file.field + "=" + file.name + " " + std::to_string(file.content.size());
      out += "\n";
    }
    if (!request.body.empty()) out += "body " + std::to_string(request.body.size()) + "\n";
    return Text(out);
  };
  const Door tagged = [](const WebRequest&) {
    WebResponse response = Text(std::string(5000, 'x'));
    response.headers.emplace_back("ETag", "\"v1\"");
    response.headers.emplace_back("Content-Security-Policy", "sandbox");
    response.headers.emplace_back("X-Frame-Options", "");
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
      {"GET", "/origin", [](const WebRequest& r) { return Text("origin " + r.origin); }},
      {"GET", "/throw", [](const WebRequest&) -> WebResponse { throw std::runtime_error("oops"); }},
      {"GET", "/tagged", tagged},
      {"GET", "/secret", secret},
      {"GET", "/big", [](const WebRequest&) { return Text(std::string(8 << 20, 'y')); }},
      {"GET", "/echo/{rest...}", echo},
      {"POST", "/echo/{rest...}", echo},
      {"POST", "/files/{rest...}", echo, 3u << 20},
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

inline std::string Talk(const Server& server, const std::string& request) {
  const RawClient client(server.port());
  client.Send(request);
  return client.ReadAll();
}

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_SERVER_WEB_HTTP_FIXTURE_H_
