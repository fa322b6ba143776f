// The limit of every HTTP answer: cpp-httplib, set up as the server sets it up, with a handler that
// does nothing. Prints its URL and serves until it is killed: zeroline-empty-server [SECONDS]
#include <httplib.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>

int main(int argc, char** argv) {
  const int seconds = argc > 1 ? std::atoi(argv[1]) : 60;
  httplib::Server server;
  server.new_task_queue = [] { return new httplib::ThreadPool(256); };
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(1u << 30);
  server.Get("/", [](const httplib::Request&, httplib::Response& response) {
    response.set_content("ok\n", "text/plain");
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  if (port < 0) return 1;
  std::cout << "http://127.0.0.1:" << port << "/" << std::endl;
  std::thread clock([&server, seconds] {
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    server.stop();
  });
  const bool served = server.listen_after_bind();
  clock.join();
  return served ? 0 : 1;
}
