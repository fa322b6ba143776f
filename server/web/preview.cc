#include "server/web/preview.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "server/web/escape.h"

namespace zeroline {
namespace {

constexpr std::chrono::seconds kLongestWait{20};

// 0 if the text is no number: then the answer comes at once.
std::uint64_t NumberOf(const std::string& text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool IsPage(const WebResponse& response) { return response.content_type.starts_with("text/html"); }

bool IsAboutCaching(const std::pair<std::string, std::string>& header) {
  return header.first == "ETag" || header.first == "Cache-Control" ||
         header.first == "Last-Modified";
}

void AddScript(std::uint64_t build, const std::string& script_url, WebResponse* page) {
  const std::size_t end = page->body.rfind("</body>");
  if (end == std::string::npos) return;
  page->body.insert(end, "<script type=\"module\" src=\"" + EscapeHtml(script_url) +
                             "\" data-preview-build=\"" + std::to_string(build) + "\"></script>\n");
  std::erase_if(page->headers, IsAboutCaching);
  page->headers.emplace_back("Cache-Control", "no-store");
}

}  // namespace

std::uint64_t Preview::build() const {
  const std::lock_guard lock(mutex_);
  return build_;
}

void Preview::Announce(std::uint64_t build) {
  {
    const std::lock_guard lock(mutex_);
    build_ = build;
  }
  changed_.notify_all();
}

void Preview::Close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
}

std::uint64_t Preview::Wait(std::uint64_t seen, std::chrono::milliseconds limit) {
  std::unique_lock lock(mutex_);
  if (waiting_ >= kMaxWaiting) return build_;
  ++waiting_;
  changed_.wait_for(lock, limit, [&] { return closed_ || build_ != seen; });
  --waiting_;
  return build_;
}

std::vector<Route> WithPreview(std::vector<Route> routes, Preview* preview,
                               const std::string& script_url) {
  for (Route& route : routes) {
    if (route.method != "GET") continue;
    route.door = [door = std::move(route.door), preview, script_url](const WebRequest& request) {
      // Asked for before the page is made: the page may be of a newer build, and is then fetched
      // once too often.
      const std::uint64_t build = preview->build();
      WebResponse response = door(request);
      if (IsPage(response)) AddScript(build, script_url, &response);
      return response;
    };
  }
  const Door events = [preview](const WebRequest& request) {
    const std::uint64_t seen = NumberOf(request.QueryOr("build", ""));
    return WebResponse::Json("{\"build\":" + std::to_string(preview->Wait(seen, kLongestWait)) +
                             "}");
  };
  routes.insert(routes.begin(), {"GET", "/preview/events", events});
  return routes;
}

}  // namespace zeroline
