#include "indexer/article/link_target.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "indexer/article/article.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

bool IsAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string ToLowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Percent-encodes every byte but letters, digits, "-._~" and those in `kept`.
std::string Encode(std::string_view text, std::string_view kept) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (IsAlpha(c) || IsDigit(c) || c == '-' || c == '.' || c == '_' || c == '~' ||
        kept.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', kDigits[byte >> 4], kDigits[byte & 0xf]};
    }
  }
  return encoded;
}

// What may stand in a URL as it is, escapes included.
std::string EncodeUrl(std::string_view url) { return Encode(url, "%:/?#[]@!$&'()*+,;="); }

LinkTarget Reject(std::string_view rule, std::string problem) {
  LinkTarget target;
  target.rule = rule;
  target.problem = std::move(problem);
  return target;
}

LinkTarget Accept(LinkTarget::Kind kind, std::string url) {
  LinkTarget target;
  target.kind = kind;
  target.url = std::move(url);
  return target;
}

// Browsers ignore these inside a URL, so "java\nscript:" is a scheme to them.
std::string WithoutControls(std::string_view address) {
  std::string clean;
  for (const char c : address) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) clean += c;
  }
  const std::size_t begin = clean.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  return clean.substr(begin, clean.find_last_not_of(' ') - begin + 1);
}

// The scheme in lower case, "" if `address` is relative.
std::string SchemeOf(std::string_view address) {
  const std::size_t end = address.find_first_of(":/?#\\");
  if (end == std::string_view::npos || address[end] != ':') return "";
  const std::string_view name = address.substr(0, end);
  const bool well_formed =
      !name.empty() && IsAlpha(name.front()) && std::all_of(name.begin(), name.end(), [](char c) {
        return IsAlpha(c) || IsDigit(c) || c == '+' || c == '-' || c == '.';
      });
  // "заметка: раз.md" is a file name, but what looks like a scheme in any way is none of ours.
  return well_formed ? ToLowerAscii(name) : "";
}

LinkTarget WithScheme(const std::string& scheme, std::string_view address) {
  if (scheme == "http" || scheme == "https") {
    return Accept(LinkTarget::Kind::kExternal, EncodeUrl(address));
  }
  if (scheme == "mailto" || scheme == "tel") {
    return Accept(LinkTarget::Kind::kContact, EncodeUrl(address));
  }
  return Reject("link-scheme", "a link of the kind \"" + std::string(TruncateUtf8(scheme, 40)) +
                                   ":\" is not followed; only http, https, mailto and tel are");
}

struct Parts {
  std::string path;  // decoded
  std::string fragment;
};

Parts Split(std::string_view address) {
  Parts parts;
  const std::size_t hash = address.find('#');
  if (hash != std::string_view::npos) parts.fragment = DecodePercent(address.substr(hash + 1));
  address = address.substr(0, hash);
  parts.path = DecodePercent(address.substr(0, address.find('?')));
  std::replace(parts.path.begin(), parts.path.end(), '\\', '/');  // written on Windows
  return parts;
}

// "a/./b/../c" -> {a, c}; nothing if it climbs above its start.
std::optional<std::vector<std::string>> Normalise(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    if (segment == "..") {
      if (segments.empty()) return std::nullopt;
      segments.pop_back();
    } else if (!segment.empty() && segment != ".") {
      segments.emplace_back(segment);
    }
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return segments;
}

std::string Join(const std::vector<std::string>& segments) {
  std::string path;
  for (const std::string& segment : segments) {
    if (!path.empty()) path += '/';
    path += segment;
  }
  return path;
}

std::string ExtensionOf(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return "";
  const std::string_view extension = name.substr(dot + 1);
  const bool plausible = !extension.empty() && extension.size() <= 8 &&
                         std::all_of(extension.begin(), extension.end(),
                                     [](char c) { return IsAlpha(c) || IsDigit(c); }) &&
                         std::any_of(extension.begin(), extension.end(), IsAlpha);
  return plausible ? ToLowerAscii(extension) : "";
}

// Pages that a browser would run as part of the portal if we served them.
bool IsActiveContent(std::string_view extension) {
  constexpr std::array<std::string_view, 14> kActive = {"html", "htm", "xhtml", "shtml", "xml",
                                                        "xsl",  "js",  "mjs",   "php",   "asp",
                                                        "aspx", "jsp", "cgi",   "swf"};
  return std::find(kActive.begin(), kActive.end(), extension) != kActive.end();
}

std::string_view FirstFolder(std::string_view path) { return path.substr(0, path.find('/')); }

LinkTarget ToArticle(const SourceFile& from, std::vector<std::string> segments,
                     std::string fragment) {
  std::optional<std::string> language =
      segments[0] == FirstFolder(from.path) ? from.language : CanonicalLanguageTag(segments[0]);
  if (!language) {
    return Reject("link-outside",
                  "the link to \"" + Join(segments) +
                      "\" leaves the language folders; link to an article or remove it");
  }
  segments[0] = std::move(*language);
  if (segments.back() == "_index") segments.pop_back();
  LinkTarget target;
  target.kind = LinkTarget::Kind::kArticle;
  target.path = Join(segments);
  target.fragment = std::move(fragment);
  target.url = "/" + EncodePath(target.path);
  if (segments.size() == 1) target.url += '/';  // a language's home page
  if (!target.fragment.empty()) target.url += "#" + EncodePath(target.fragment);
  return target;
}

LinkTarget ToFile(const SourceFile& from, std::vector<std::string> segments, Parts parts) {
  const std::string extension = ExtensionOf(segments.back());
  if (extension == "md" || extension == "markdown" || extension.empty()) {
    segments.back() = WithoutArticleExtension(segments.back());
    return ToArticle(from, std::move(segments), std::move(parts.fragment));
  }
  if (IsActiveContent(extension)) {
    return Reject("unresolved-link",
                  "the link to \"" + Join(segments) +
                      "\" is no article and is not published; link to the .md file");
  }
  LinkTarget target;
  target.kind = LinkTarget::Kind::kAsset;
  target.path = Join(segments);
  target.url = std::string(kAssetScheme) + EncodePath(target.path);
  if (!parts.fragment.empty()) target.url += "#" + EncodePath(parts.fragment);
  return target;
}

LinkTarget FromRoot(const SourceFile& from, std::string_view address, Parts parts) {
  auto segments = Normalise(parts.path);
  const std::string folder(FirstFolder(from.path));
  if (!segments) return Reject("link-outside", "the link leaves the articles folder");
  if (segments->empty()) return Accept(LinkTarget::Kind::kPage, "/");
  std::string& first = segments->front();
  if (first == "a" && segments->size() == 2) {
    return Accept(LinkTarget::Kind::kPage, "/" + EncodePath(Join(*segments)));
  }
  if (first == folder || CanonicalLanguageTag(first)) {
    return ToFile(from, std::move(*segments), std::move(parts));
  }
  if (ExtensionOf(segments->back()).empty()) {
    return Reject(
        "unresolved-link",
        "\"" + std::string(TruncateUtf8(address, 200)) +
            "\" is an address of another site; write the whole URL, or link to the .md file");
  }
  if (first == "help" && segments->size() > 1) {
    first = folder;
  } else {
    segments->insert(segments->begin(), folder);
  }
  return ToFile(from, std::move(*segments), std::move(parts));
}

LinkTarget FromFolder(const SourceFile& from, Parts parts) {
  const std::string folder = from.path.substr(0, from.path.rfind('/'));
  auto segments = Normalise(folder + "/" + parts.path);
  if (!segments || segments->empty()) {
    return Reject("link-outside", "the link to \"" + std::string(TruncateUtf8(parts.path, 200)) +
                                      "\" leaves the articles folder");
  }
  return ToFile(from, std::move(*segments), std::move(parts));
}

}  // namespace

LinkTarget ResolveLink(const SourceFile& from, std::string_view address) {
  std::string clean = WithoutControls(address);
  if (clean.empty()) return Reject("unresolved-link", "the link has no address");
  const std::string scheme = SchemeOf(clean);
  if (!scheme.empty()) return WithScheme(scheme, clean);
  const auto is_slash = [](char c) { return c == '/' || c == '\\'; };
  if (clean.size() > 1 && is_slash(clean[0]) && is_slash(clean[1])) {
    if (clean[0] == '/' && clean[1] == '/' && clean.size() > 2 && !is_slash(clean[2])) {
      return Accept(LinkTarget::Kind::kExternal, "https:" + EncodeUrl(clean));
    }
    return Reject("unresolved-link", "\"" + std::string(TruncateUtf8(clean, 200)) +
                                         "\" is a network path that a browser cannot open");
  }
  Parts parts = Split(clean);
  if (FindInvalidUtf8(parts.path) || FindInvalidUtf8(parts.fragment) ||
      parts.path.find('\0') != std::string::npos ||
      parts.fragment.find('\0') != std::string::npos) {
    return Reject("unresolved-link", "the address is not UTF-8 once its %-escapes are resolved");
  }
  if (parts.path.empty()) {
    LinkTarget here;
    here.kind = LinkTarget::Kind::kArticle;
    here.path =
        from.language +
        std::string(WithoutArticleExtension(from.path)).substr(FirstFolder(from.path).size());
    here.fragment = std::move(parts.fragment);
    here.url = "#" + EncodePath(here.fragment);
    return here;
  }
  if (is_slash(clean[0])) return FromRoot(from, clean, std::move(parts));
  return FromFolder(from, std::move(parts));
}

std::string EncodePath(std::string_view path) { return Encode(path, "/"); }

std::string DecodePercent(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const int high = HexValue(text[i + 1]);
      const int low = HexValue(text[i + 2]);
      if (high >= 0 && low >= 0) {
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    decoded += text[i];
  }
  return decoded;
}

std::string_view WithoutArticleExtension(std::string_view path) {
  for (const std::string_view extension : {".md", ".markdown"}) {
    if (path.size() <= extension.size()) continue;
    if (ToLowerAscii(path.substr(path.size() - extension.size())) == extension) {
      return path.substr(0, path.size() - extension.size());
    }
  }
  return path;
}

}  // namespace zeroline
