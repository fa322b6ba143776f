#include "server/web/router.h"

#include <algorithm>
#include <utility>

namespace zeroline {
namespace {

std::vector<std::string> Split(std::string_view path) {
  std::vector<std::string> segments;
  std::size_t begin = 1;  // after the leading '/'
  for (std::size_t slash = 0; slash != std::string_view::npos; begin = slash + 1) {
    slash = path.find('/', begin);
    segments.emplace_back(
        path.substr(begin, slash == std::string_view::npos ? slash : slash - begin));
  }
  return segments;
}

bool IsVariable(std::string_view segment) { return segment.starts_with('{'); }
bool IsRest(std::string_view segment) { return segment.ends_with("...}"); }

using Variables = std::map<std::string, std::string>;

// Compares without copying; variables are filled by Extract() for the one row that matches.
bool Matches(const std::vector<std::string>& pattern, std::string_view path) {
  std::string_view rest = path;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (!rest.starts_with('/')) return false;
    rest.remove_prefix(1);
    if (IsRest(pattern[i])) return !rest.empty();
    const std::string_view segment = rest.substr(0, rest.find('/'));
    if (IsVariable(pattern[i]) ? segment.empty() : segment != pattern[i]) return false;
    rest.remove_prefix(segment.size());
  }
  return rest.empty();
}

Variables Extract(const std::vector<std::string>& pattern, std::string_view path) {
  Variables variables;
  std::string_view rest = path;
  for (const std::string& part : pattern) {
    rest.remove_prefix(1);
    const std::string_view segment = IsRest(part) ? rest : rest.substr(0, rest.find('/'));
    if (IsVariable(part)) {
      const std::size_t marks = IsRest(part) ? 5 : 2;  // "{...}" or "{}"
      variables.emplace(part.substr(1, part.size() - marks), segment);
    }
    rest.remove_prefix(segment.size());
  }
  return variables;
}

}  // namespace

Router::Router(std::vector<Route> routes) {
  for (Route& route : routes) {
    std::vector<std::string> segments = Split(route.pattern);
    rows_.push_back({std::move(route), std::move(segments)});
  }
}

Router::Match Router::Find(std::string_view method, std::string_view path) const {
  Match match;
  const auto first = std::find_if(rows_.begin(), rows_.end(),
                                  [&](const Row& row) { return Matches(row.segments, path); });
  if (first == rows_.end()) return match;
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  for (auto row = first; row != rows_.end(); ++row) {
    if (row->route.pattern != first->route.pattern) continue;
    if (row->route.method == wanted || row->route.method == "*") {
      match.route = &row->route;
      match.variables = Extract(row->segments, path);
      match.allowed.clear();
      return match;
    }
    match.allowed.push_back(row->route.method);
    if (row->route.method == "GET") match.allowed.emplace_back("HEAD");
  }
  return match;
}

std::vector<std::size_t> Router::body_limits() const {
  std::vector<std::size_t> limits;
  for (const Row& row : rows_) limits.push_back(row.route.max_body_bytes);
  return limits;
}

std::vector<std::string> Router::patterns() const {
  std::vector<std::string> patterns;
  for (const Row& row : rows_) {
    if (std::find(patterns.begin(), patterns.end(), row.route.pattern) == patterns.end()) {
      patterns.push_back(row.route.pattern);
    }
  }
  return patterns;
}

}  // namespace zeroline
