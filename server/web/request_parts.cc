#include "server/web/request_parts.h"

#include "server/web/escape.h"

namespace zeroline {
namespace {

std::string Decode(std::string_view text) {
  if (auto decoded = DecodeUrl(text, PlusSign::kIsSpace)) return *std::move(decoded);
  std::string plain(text);
  for (char& c : plain) c = c == '+' ? ' ' : c;
  return plain;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Calls `each` with the parts of `text` between `separator`s.
template <typename Each>
void ForEachPart(std::string_view text, char separator, Each each) {
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    each(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
}

}  // namespace

std::vector<std::pair<std::string, std::string>> ParseUrlEncoded(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> fields;
  ForEachPart(text, '&', [&](std::string_view part) {
    if (part.empty() || fields.size() >= kMaxFields) return;
    const std::size_t equals = part.find('=');
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
    fields.emplace_back(Decode(part.substr(0, equals)), Decode(value));
  });
  return fields;
}

std::map<std::string, std::string> ParseCookies(std::string_view header) {
  std::map<std::string, std::string> cookies;
  ForEachPart(header, ';', [&](std::string_view part) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || cookies.size() >= kMaxFields) return;
    std::string_view value = Trim(part.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    cookies.emplace(Trim(part.substr(0, equals)), value);
  });
  return cookies;
}

std::optional<Target> ParseTarget(std::string_view target) {
  if (const std::size_t scheme = target.find("://");
      scheme != std::string_view::npos && !target.starts_with('/')) {
    target.remove_prefix(scheme + 3);
    const std::size_t path = target.find_first_of("/?");
    target.remove_prefix(path == std::string_view::npos ? target.size() : path);
    if (!target.starts_with('/')) return std::nullopt;
  }
  target = target.substr(0, target.find('#'));
  const std::size_t question = target.find('?');
  std::optional<std::string> path = DecodeUrl(target.substr(0, question), PlusSign::kIsItself);
  if (!path || !path->starts_with('/') || path->find('\0') != std::string::npos) {
    return std::nullopt;
  }
  return Target{*std::move(path), question == std::string_view::npos ? std::string_view()
                                                                     : target.substr(question + 1)};
}

}  // namespace zeroline
