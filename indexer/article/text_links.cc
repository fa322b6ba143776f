#include "indexer/article/text_links.h"

#include <algorithm>
#include <optional>

namespace zeroline {
namespace {

// RFC 5321 allows 64 bytes before the '@'; it also bounds how far each '@' looks back.
constexpr std::size_t kMaxLocalPart = 64;

bool IsAlnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool IsOneOf(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

// Where an address that starts at `begin` must end: white space, '<', quotes, or a character of
// U+2000 and up (typographic quotes, dashes, Chinese).
std::size_t AddressEnd(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size()) {
    const auto c = static_cast<unsigned char>(text[end]);
    if (c <= 0x20 || c == 0x7f || c == '<' || c == '>' || c == '"' || c == '`' || c >= 0xe2) break;
    if (c == 0xc2) break;  // U+0080..U+00BF: a no-break space, guillemets, signs
    ++end;
  }
  int open = 0;
  for (std::size_t i = begin; i < end; ++i) open += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
  while (end > begin) {
    const char last = text[end - 1];
    if (last == ')' && open < 0) {
      ++open;
    } else if (!IsOneOf(last, "?!.,:;*_~'|]}\\")) {
      break;
    }
    --end;
  }
  return end;
}

// An address whose part after `prefix` begins with a host.
std::optional<TextLink> WebAddress(std::string_view text, std::size_t begin, std::size_t prefix) {
  if (begin > 0 && IsAlnum(text[begin - 1])) return std::nullopt;
  if (begin + prefix >= text.size()) return std::nullopt;
  const char first = text[begin + prefix];
  if (!IsAlnum(first) && static_cast<unsigned char>(first) < 0x80) return std::nullopt;
  const std::size_t end = AddressEnd(text, begin);
  if (end <= begin + prefix) return std::nullopt;
  return TextLink{begin, end, std::string(text.substr(begin, end - begin))};
}

std::optional<TextLink> MailAddress(std::string_view text, std::size_t at, std::size_t not_before) {
  std::size_t begin = at;
  while (begin > not_before && at - begin < kMaxLocalPart &&
         (IsAlnum(text[begin - 1]) || IsOneOf(text[begin - 1], "._+-"))) {
    --begin;
  }
  while (begin < at && !IsAlnum(text[begin])) ++begin;
  std::size_t end = at + 1;
  while (end < text.size() && (IsAlnum(text[end]) || text[end] == '-' || text[end] == '.')) ++end;
  while (end > at + 1 && !IsAlnum(text[end - 1])) --end;
  const std::string_view host = text.substr(at + 1, end - at - 1);
  const std::size_t dot = host.find('.');
  if (begin == at || dot == 0 || dot == std::string_view::npos || host.size() > 253) {
    return std::nullopt;
  }
  return TextLink{begin, end, "mailto:" + std::string(text.substr(begin, end - begin))};
}

std::optional<TextLink> LinkAround(std::string_view text, std::size_t i, std::size_t not_before) {
  const std::string_view rest = text.substr(i);
  switch (text[i]) {
    case 'h':
      if (rest.substr(0, 7) == "http://") return WebAddress(text, i, 7);
      if (rest.substr(0, 8) == "https://") return WebAddress(text, i, 8);
      return std::nullopt;
    case 'w': {
      if (rest.substr(0, 4) != "www.") return std::nullopt;
      std::optional<TextLink> link = WebAddress(text, i, 4);
      if (!link || link->url.find('.', 4) == std::string::npos) return std::nullopt;
      link->url.insert(0, "http://");
      return link;
    }
    case '@':
      return MailAddress(text, i, not_before);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::vector<TextLink> FindTextLinks(std::string_view text) {
  std::vector<TextLink> links;
  if (text.find("://") == std::string_view::npos && text.find("www.") == std::string_view::npos &&
      text.find('@') == std::string_view::npos) {
    return links;
  }
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::optional<TextLink> link = LinkAround(text, i, done);
    if (!link) {
      // "http://" without a host: the rest of the word holds no address either, and is not read
      // again.
      if (text[i] == 'h' && text.substr(i, 4) == "http") i += 3;
      continue;
    }
    done = link->end;
    i = std::max(i, done - 1);
    links.push_back(std::move(*link));
  }
  return links;
}

}  // namespace zeroline
