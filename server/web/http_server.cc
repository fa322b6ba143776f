#include "server/web/http_server.h"

#include <httplib.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "server/telemetry/log.h"
#include "server/web/body_parts.h"
#include "server/web/connection_loop.h"
#include "server/web/http_rules.h"
#include "server/web/language_choice.h"
#include "server/web/problem.h"
#include "server/web/request_parts.h"
#include "server/web/visitor.h"

namespace zeroline {
namespace {

using After = ConnectionLoop::After;

// Shorter bodies gain nothing from compression.
constexpr std::size_t kCompressFrom = 1024;
// A multipart body is larger than its fields by boundaries and part headers.
constexpr std::size_t kMultipartSlack = 16 * 1024;
// Bytes per second of somebody who attaches files by a poor mobile network.
constexpr std::size_t kSlowestSender = 64 * 1024;

constexpr std::pair<const char*, const char*> kSecurityHeaders[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
};

// The library's view of a connection.
class ConnectionStream : public httplib::Stream {
 public:
  explicit ConnectionStream(Connection* connection) : connection_(connection) {}

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* out, std::size_t size) override { return connection_->Read(out, size); }
  ssize_t write(const char* data, std::size_t size) override {
    return connection_->Write(data, size);
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip = connection_->remote_address();
    port = 0;
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  socket_t socket() const override { return connection_->fd(); }

 private:
  Connection* const connection_;
};

// One request on its way through the library, which calls back in three places without saying whose
// request it is.
struct Turn {
  Connection* connection = nullptr;
  httplib::Request* request = nullptr;  // set when line and headers are parsed
  std::size_t max_body_bytes = 0;
  bool has_body = false;
  bool body_was_read = false;

  // Makes this request the last of its connection, and the answer says so.
  void CloseAfter() {
    is_last = true;
    request->headers.erase("Connection");
    request->set_header("Connection", "close");
  }
  bool is_last = false;
};
thread_local Turn* t_turn = nullptr;

// A request whose body nobody will read must be the last of its connection: the body would be taken
// for the next request.
bool HasBody(const httplib::Request& request) {
  return request.has_header("Transfer-Encoding") ||
         (request.has_header("Content-Length") &&
          request.get_header_value("Content-Length") != "0");
}

// Every cookie but the choice of language and the visitor's id, which no page shows.
bool SetsSecret(const WebResponse& response) {
  return std::any_of(response.headers.begin(), response.headers.end(), [](const auto& header) {
    return header.first == "Set-Cookie" &&
           !header.second.starts_with(std::string(kLanguageCookie) + "=") &&
           !header.second.starts_with(std::string(kVisitorCookie) + "=");
  });
}

std::string* FindHeader(WebResponse* response, std::string_view name) {
  for (auto& [key, value] : response->headers) {
    if (key == name) return &value;
  }
  return nullptr;
}

}  // namespace

struct HttpServer::Impl : private httplib::Server {
  Impl(const Config& c, const Router& r, ErrorDoor e, Metrics* m);

  After ServeOne(Connection* connection);
  void PrepareRequest(Turn* turn, httplib::Request* request) const;
  void RefuseHead(Connection* connection) const;

  void Answer(const httplib::Request& in, httplib::Response* out,
              const httplib::ContentReader* reader);
  WebResponse Ask(const Router::Match& match, const httplib::Request& in, WebRequest* request,
                  const httplib::ContentReader* reader) const;
  bool FillFromHead(const httplib::Request& in, WebRequest* request) const;
  int ReadBody(const httplib::Request& in, const httplib::ContentReader& reader,
               WebRequest* request) const;
  std::size_t BodyLimit(const httplib::Request& in) const;
  void Send(WebResponse response, const WebRequest& request, httplib::Response* out) const;

  const Config& config;
  const Router& router;
  const ErrorDoor error_door;
  Metrics* const metrics;
  ConnectionLoop loop;
};

HttpServer::Impl::Impl(const Config& c, const Router& r, ErrorDoor e, Metrics* m)
    : config(c),
      router(r),
      error_door(std::move(e)),
      metrics(m),
      loop({c.max_connections, c.keep_alive_timeout},
           [this](Connection* connection) { return ServeOne(connection); }) {
  std::size_t largest = config.max_body_bytes;
  for (const std::size_t bytes : router.body_limits()) largest = std::max(largest, bytes);
  set_payload_max_length(largest + kMultipartSlack);
  set_keep_alive_timeout(config.keep_alive_timeout.count());
  set_keep_alive_max_count(1'000'000);  // said in a header only; the loop does not count
  httplib::Headers always = {{"Content-Security-Policy", SecurityPolicy({})}};
  for (const auto& [name, value] : kSecurityHeaders) always.emplace(name, value);
  set_default_headers(always);
  // GET and the like are answered before the library looks for a handler; only POST has a body to
  // read.
  set_pre_routing_handler([this](const httplib::Request& in, httplib::Response& out) {
    if (in.method == "POST") return HandlerResponse::Unhandled;
    Answer(in, &out, nullptr);
    return HandlerResponse::Handled;
  });
  Post(R"([\s\S]*)", [this](const httplib::Request& in, httplib::Response& out,
                            const httplib::ContentReader& reader) { Answer(in, &out, &reader); });
  set_error_handler([](const httplib::Request&, httplib::Response& out) {
    if (!out.body.empty() || out.has_header("Content-Type")) return;
    out.set_content(std::string(StatusPhrase(out.status)) + "\n", "text/plain; charset=utf-8");
  });
}

// What the door of this request takes: more than others if it says so.
std::size_t HttpServer::Impl::BodyLimit(const httplib::Request& in) const {
  const std::optional<Target> target = ParseTarget(in.target);
  if (!target) return config.max_body_bytes;
  const Router::Match match = router.Find(in.method, target->path);
  const bool says_so = match.route != nullptr && match.route->max_body_bytes > 0;
  return says_so ? match.route->max_body_bytes : config.max_body_bytes;
}

void HttpServer::Impl::PrepareRequest(Turn* turn, httplib::Request* request) const {
  turn->request = request;
  turn->has_body = HasBody(*request);
  turn->max_body_bytes = BodyLimit(*request);
  const bool is_large = turn->max_body_bytes > config.max_body_bytes;
  turn->connection->BeginBody(turn->max_body_bytes + 2 * kMultipartSlack,
                              is_large ? kSlowestSender : 0);
  // Ranges would let one request ask for the same bytes thousands of times.
  request->ranges.clear();
  // Of the encodings the library knows, only gzip is cheap enough to do per answer.
  const bool gzip = request->get_header_value("Accept-Encoding").find("gzip") != std::string::npos;
  request->headers.erase("Accept-Encoding");
  if (gzip) request->set_header("Accept-Encoding", "gzip");
}

// What the library answers to a head it could not read is replaced by the reason.
void HttpServer::Impl::RefuseHead(Connection* connection) const {
  connection->Discard();
  const bool too_large = connection->trouble() == Connection::Trouble::kTooLarge;
  const int status = !too_large ? 408 : connection->has_line() ? 431 : 414;
  metrics->Record(Metrics::kUnmatched, status, std::chrono::microseconds(0));
  const std::string phrase(StatusPhrase(status));
  const std::string answer = "HTTP/1.1 " + std::to_string(status) + " " + phrase +
                             "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " +
                             std::to_string(phrase.size() + 1) +
                             "\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n" +
                             phrase + "\n";
  connection->Write(answer.data(), answer.size());
}

After HttpServer::Impl::ServeOne(Connection* connection) {
  connection->BeginRequest(config.read_timeout, kMaxHeadBytes);
  ConnectionStream stream(connection);
  Turn turn;
  turn.connection = connection;
  t_turn = &turn;
  bool closed = false;
  const bool answered =
      process_request(stream, loop.is_stopping(), closed,
                      [&](httplib::Request& request) { PrepareRequest(&turn, &request); });
  t_turn = nullptr;
  const bool has_head = turn.request != nullptr;
  const auto trouble = connection->trouble();
  if (!has_head && connection->has_begun() &&
      (trouble == Connection::Trouble::kTimeout || trouble == Connection::Trouble::kTooLarge)) {
    RefuseHead(connection);
  }
  const bool sent = connection->Flush();
  const bool unread = !has_head || (turn.has_body && !turn.body_was_read);
  if (sent && unread && connection->has_begun()) connection->CloseGently();
  const bool keep = sent && answered && !closed && !unread && !turn.is_last &&
                    trouble == Connection::Trouble::kNone;
  return keep ? After::kKeep : After::kClose;
}

bool HttpServer::Impl::FillFromHead(const httplib::Request& in, WebRequest* request) const {
  request->method = in.method == "HEAD" ? "GET" : in.method;
  for (const auto& [name, value] : in.headers) {
    const std::string lower = LowerAscii(name);
    if (IsAddedByLibrary(lower)) continue;
    std::string& joined = request->headers[lower];
    joined += (joined.empty() ? "" : lower == "cookie" ? "; " : ", ") + value;
  }
  request->cookies = ParseCookies(request->Header("cookie"));
  const std::string& peer = t_turn->connection->remote_address();
  request->remote_address =
      RemoteAddress(peer, request->Header("x-forwarded-for"), config.trusted_proxies);
  const auto& trusted = config.trusted_proxies;
  request->is_from_proxy = std::find(trusted.begin(), trusted.end(), peer) != trusted.end();
  request->origin = OriginOf(config.public_url, request->Header("host"),
                             request->is_from_proxy ? request->Header("x-forwarded-proto") : "");
  const std::optional<Target> target = ParseTarget(in.target);
  if (!target) return false;
  request->path = target->path;
  for (auto& [name, value] : ParseUrlEncoded(target->query)) {
    request->query.emplace(std::move(name), std::move(value));
  }
  return true;
}

// 0, or the status to refuse with.
int HttpServer::Impl::ReadBody(const httplib::Request& in, const httplib::ContentReader& reader,
                               WebRequest* request) const {
  if (!t_turn->has_body) return 0;
  if (in.has_header("Content-Length") && in.has_header("Transfer-Encoding")) return 400;
  const std::size_t limit = t_turn->max_body_bytes;
  const std::string length = in.get_header_value("Content-Length");
  if (length.find_first_not_of("0123456789") != std::string::npos) return 400;
  if (length.size() > 18 || (!length.empty() && std::stoull(length) > limit + kMultipartSlack)) {
    return 413;
  }
  bool too_large = false;
  bool complete = false;
  if (in.is_multipart_form_data()) {
    BodyParts parts(limit, config.max_body_bytes, request);
    complete = reader(
        [&](const httplib::MultipartFormData& part) {
          parts.Begin(part.name, part.filename);
          return true;
        },
        [&](const char* data, std::size_t size) {
          return parts.Append({data, size});
        });
    too_large = parts.is_too_large();
  } else {
    // Files come in parts, or in base64 in JSON; other text stays as small as everywhere.
    const bool is_json = HasType(request->Header("content-type"), "application/json");
    const std::size_t most = is_json ? limit : config.max_body_bytes;
    complete = reader([&](const char* data, std::size_t size) {
      too_large = request->body.size() + size > most;
      if (!too_large) request->body.append(data, size);
      return !too_large;
    });
  }
  t_turn->body_was_read = complete;
  const auto trouble = t_turn->connection->trouble();
  if (too_large || trouble == Connection::Trouble::kTooLarge) return 413;
  if (trouble == Connection::Trouble::kTimeout) return 408;
  if (!complete) return 400;
  if (HasType(request->Header("content-type"), "application/x-www-form-urlencoded")) {
    for (auto& [name, value] : ParseUrlEncoded(request->body)) {
      request->form.emplace(std::move(name), std::move(value));
    }
    request->body.clear();
  }
  return 0;
}

WebResponse HttpServer::Impl::Ask(const Router::Match& match, const httplib::Request& in,
                                  WebRequest* request, const httplib::ContentReader* reader) const {
  if (match.route == nullptr && match.allowed.empty()) {
    return error_door(*request, 404, "There is nothing at this address.");
  }
  if (match.route == nullptr) {
    std::string allow;
    for (const std::string& method : match.allowed) allow += (allow.empty() ? "" : ", ") + method;
    WebResponse response = error_door(*request, 405, "This address answers to " + allow + " only.");
    response.headers.emplace_back("Allow", allow);
    return response;
  }
  if (reader != nullptr) {
    if (const int refused = ReadBody(in, *reader, request); refused != 0) {
      const std::string limit = std::to_string(t_turn->max_body_bytes);
      return error_door(*request, refused,
                        refused == 413 ? "The body may be at most " + limit + " bytes long."
                                       : "The body is not complete or not well formed.");
    }
  }
  request->variables = match.variables;
  return match.route->door(*request);
}

void HttpServer::Impl::Answer(const httplib::Request& in, httplib::Response* out,
                              const httplib::ContentReader* reader) {
  const auto begin = std::chrono::steady_clock::now();
  WebRequest request;
  Router::Match match;
  WebResponse response;
  try {
    if (FillFromHead(in, &request)) {
      match = router.Find(in.method, request.path);
      response = Ask(match, in, &request, reader);
    } else {
      request.path = "/";
      t_turn->CloseAfter();
      response = error_door(request, 400, "The address is not encoded properly.");
    }
  } catch (const std::exception& error) {
    LogError("a door failed: " + std::string(match.route ? match.route->pattern : "-") + ": " +
             error.what());
    response = error_door(request, 500, "The server failed to answer. Its log says why.");
  }
  const std::string_view route =
      match.route != nullptr ? std::string_view(match.route->pattern) : Metrics::kUnmatched;
  if (t_turn->has_body && !t_turn->body_was_read) t_turn->CloseAfter();
  Send(std::move(response), request, out);
  const auto time = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
  metrics->Record(route, out->status, time);
  if (config.access_log) LogAccess(in.method, route, out->status, time);
}

void HttpServer::Impl::Send(WebResponse response, const WebRequest& request,
                            httplib::Response* out) const {
  std::string* etag = FindHeader(&response, "ETag");
  // A compressed answer that holds a secret beside what a stranger may choose gives it away by its
  // length (BREACH), and every page that holds one sets it as a cookie.
  const bool secret = SetsSecret(response);
  const bool compress = !secret && response.body.size() >= kCompressFrom;
  if (!compress) t_turn->request->headers.erase("Accept-Encoding");
  if (etag != nullptr && response.status == 200 &&
      MatchesEtag(request.Header("if-none-match"), *etag)) {
    response.status = 304;
    response.body.clear();
  }
  if (etag != nullptr && compress && !etag->starts_with("W/")) *etag = "W/" + *etag;
  out->status = response.status;
  out->set_header("Date", HttpDate());
  if (compress) out->set_header("Vary", "Accept-Encoding");
  if (FindHeader(&response, "Cache-Control") == nullptr) {
    out->set_header("Cache-Control", "no-store");
  }
  for (const auto& [name, value] : response.headers) {
    if (name != "Set-Cookie" && name != "Vary") out->headers.erase(name);
    // A door takes a header of all pages away by leaving it empty.
    if (!value.empty()) out->set_header(name, value);
  }
  if (response.status == 304) return;
  out->body = std::move(response.body);
  out->set_header("Content-Type", response.content_type);
}

HttpServer::HttpServer(const Config& config, const Router& router, ErrorDoor error_door,
                       Metrics* metrics)
    : impl_(std::make_unique<Impl>(config, router, std::move(error_door), metrics)) {}

HttpServer::~HttpServer() = default;

Result<int> HttpServer::Listen() {
  return impl_->loop.Listen(impl_->config.listen_host, impl_->config.listen_port);
}

void HttpServer::Run() { impl_->loop.Run(); }

void HttpServer::Stop() { impl_->loop.Stop(); }

}  // namespace zeroline
