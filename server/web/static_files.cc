#include "server/web/static_files.h"

#include <sodium.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "server/web/escape.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxBytes = 16u << 20;
constexpr std::size_t kHashBytes = 8;

std::string HashOf(const std::string& content) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> full;
  crypto_generichash(full.data(), full.size(),
                     reinterpret_cast<const unsigned char*>(content.data()), content.size(),
                     nullptr, 0);
  std::array<char, kHashBytes * 2 + 1> hex;
  sodium_bin2hex(hex.data(), hex.size(), full.data(), kHashBytes);
  return hex.data();
}

}  // namespace

std::string_view ContentTypeOf(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".txt", "text/plain; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".gif", "image/gif"},
      {".webp", "image/webp"},
      {".avif", "image/avif"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".woff", "font/woff"},
      {".pdf", "application/pdf"},
      {".mp4", "video/mp4"},
      {".webm", "video/webm"},
      {".webmanifest", "application/manifest+json"},
  };
  std::string lower(name);
  for (char& c : lower) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  for (const auto& [extension, type] : kTypes) {
    if (lower.ends_with(extension)) return type;
  }
  return "application/octet-stream";
}

Result<StaticFiles> StaticFiles::Load(const fs::path& folder) {
  if (sodium_init() < 0) return Fail(ErrorCode::kInternal, "libsodium does not start");
  StaticFiles files;
  std::error_code error;
  if (!fs::exists(folder, error)) return files;
  std::uintmax_t total = 0;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    if (!it->is_regular_file(error)) continue;
    total += it->file_size(error);
    if (total > kMaxBytes) {
      return Fail(ErrorCode::kInvalidArgument,
                  folder.string() + " holds more than 16 MiB; it is kept in memory");
    }
    std::ifstream in(it->path(), std::ios::binary);
    File file;
    file.content.assign(std::istreambuf_iterator<char>(in), {});
    if (!in || in.bad()) return Fail(ErrorCode::kIo, "cannot read " + it->path().string());
    file.hash = HashOf(file.content);
    file.content_type = ContentTypeOf(it->path().string());
    files.files_.emplace(it->path().lexically_relative(folder).generic_string(), std::move(file));
  }
  if (error) return Fail(ErrorCode::kIo, folder.string() + ": " + error.message());
  return files;
}

std::string StaticFiles::Url(std::string_view name) const {
  const std::string url = "/static/" + EscapeUrlPath(name);
  const auto found = files_.find(name);
  return found == files_.end() ? url : url + "?v=" + found->second.hash;
}

WebResponse StaticFiles::Serve(const WebRequest& request) const {
  const auto name = request.variables.find("name");
  const auto found = name == request.variables.end() ? files_.end() : files_.find(name->second);
  if (found == files_.end()) {
    WebResponse missing = WebResponse::Html("Not Found\n", 404);
    missing.content_type = "text/plain; charset=utf-8";
    return missing;
  }
  const File& file = found->second;
  WebResponse response;
  response.content_type = file.content_type;
  response.body = file.content;
  response.headers.emplace_back("ETag", "\"" + file.hash + "\"");
  response.headers.emplace_back("Cache-Control", request.QueryOr("v", "") == file.hash
                                                     ? "public, max-age=31536000, immutable"
                                                     : "public, no-cache");
  return response;
}

}  // namespace zeroline
