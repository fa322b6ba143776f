#include "server/web/escape.h"

namespace zeroline {
namespace {

bool IsUnreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::string Encode(std::string_view text, std::string_view also_safe) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (IsUnreserved(c) || also_safe.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string_view Entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

// Text between special characters, nearly all of it, is appended in runs.
std::string EscapeHtml(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view entity = Entity(text[at]);
    if (entity.empty()) continue;
    out.append(text, from, at - from);
    out += entity;
    from = at + 1;
  }
  return out.append(text, from);
}

std::string EscapeUrl(std::string_view text) { return Encode(text, ""); }

std::string EscapeUrlPath(std::string_view path) { return Encode(path, "/"); }

std::string ArticleUrl(std::string_view language, std::string_view path, std::string_view anchor) {
  std::string url = "/" + EscapeUrl(language) + "/" + EscapeUrlPath(path);
  if (!anchor.empty()) url += "#" + EscapeUrl(anchor);
  return url;
}

std::optional<std::string> DecodeUrl(std::string_view text, PlusSign plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == PlusSign::kIsSpace) {
      out += ' ';
    } else if (text[i] == '%') {
      const int high = i + 2 < text.size() ? HexDigit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? HexDigit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string MarkedHtml(const std::vector<SnippetPart>& parts) {
  std::string out;
  for (const SnippetPart& part : parts) {
    out += part.matched ? "<mark>" + EscapeHtml(part.text) + "</mark>" : EscapeHtml(part.text);
  }
  return out;
}

}  // namespace zeroline
