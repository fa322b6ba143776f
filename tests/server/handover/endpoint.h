// A real HTTP endpoint that keeps what it got and answers as a test wants.
#ifndef ZEROLINE_TESTS_SERVER_HANDOVER_ENDPOINT_H_
#define ZEROLINE_TESTS_SERVER_HANDOVER_ENDPOINT_H_

#include <httplib.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace zeroline::testing {

class Endpoint {
 public:
  using Answer = std::function<void(int attempt, const httplib::Request& request,
                                    httplib::Response& response)>;

  // `answer` is told how many requests came before this one.
  explicit Endpoint(Answer answer) : answer_(std::move(answer)) {
    const auto handle = [this](const httplib::Request& request, httplib::Response& response) {
      int attempt = 0;
      {
        const std::lock_guard lock(mutex_);
        attempt = static_cast<int>(requests_.size());
        requests_.push_back(request);
        times_.push_back(std::chrono::steady_clock::now());
      }
      answer_(attempt, request, response);
      changed_.notify_all();
    };
    server_.Post(".*", handle);
    server_.Put(".*", handle);
    server_.Get(".*", handle);
    server_.set_payload_max_length(100 << 20);
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~Endpoint() {
    server_.stop();
    thread_.join();
  }

  std::string url(const std::string& path = "/tickets") const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  // Once there were `count` requests; what there was after a minute otherwise.
  std::vector<httplib::Request> Requests(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::minutes(1), [&] { return requests_.size() >= count; });
    return requests_;
  }
  std::vector<std::chrono::steady_clock::time_point> times() {
    const std::lock_guard lock(mutex_);
    return times_;
  }

 private:
  Answer answer_;
  httplib::Server server_;
  int port_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<httplib::Request> requests_;
  std::vector<std::chrono::steady_clock::time_point> times_;
  std::thread thread_;
};

inline Endpoint::Answer Always(int status, const std::string& body = "") {
  return [status, body](int, const httplib::Request&, httplib::Response& response) {
    response.status = status;
    response.set_content(body, "application/json");
  };
}

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_SERVER_HANDOVER_ENDPOINT_H_
