#include "indexer/commands/article_place.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <string_view>
#include <system_error>

#include "indexer/language/text.h"
#include "indexer/source/source_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxPathBytes = 200;

tl::unexpected<Error> BadPath(const std::string& path, const std::string& why) {
  return Fail(ErrorCode::kInvalidArgument, "\"" + path + "\" is no path of an article: " + why);
}

std::string WithoutExtension(const std::string& path) {
  for (const std::string_view extension : {".md", ".markdown"}) {
    if (path.size() > extension.size() && path.ends_with(extension)) {
      return path.substr(0, path.size() - extension.size());
    }
  }
  return path;
}

bool HasBadCharacter(const std::string& path) {
  return std::any_of(path.begin(), path.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f ||
           std::string_view("\\:*?\"<>|#%").find(c) != std::string_view::npos;
  });
}

Status CheckPath(const std::string& path) {
  if (FindInvalidUtf8(path) || HasBadCharacter(path)) {
    return BadPath(path, "it holds characters that no address or no file system takes");
  }
  if (path.size() > kMaxPathBytes) return BadPath(path, "it is too long");
  std::string_view rest = path;
  while (true) {
    const std::size_t slash = rest.find('/');
    const std::string_view name = rest.substr(0, slash);
    if (name.empty()) return BadPath(path, "say it as in network/vpn-slow");
    if (name.front() == '.' || name.front() == '_' || name.back() == '.') {
      return BadPath(path, "no name in it begins with \".\" or \"_\", or ends with \".\"");
    }
    if (name.front() == ' ' || name.back() == ' ') {
      return BadPath(path, "a name in it begins or ends with a space");
    }
    if (slash == std::string_view::npos) return {};
    rest.remove_prefix(slash + 1);
  }
}

// The folder of a language as the tree spells it, or its tag.
std::string LanguageFolder(const fs::path& articles, const std::string& language) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(articles, ignored)) {
    const std::string name = entry.path().filename().string();
    if (CanonicalLanguageTag(name) == language && entry.is_directory(ignored)) return name;
  }
  return language;
}

bool IsInside(const fs::path& articles, const fs::path& file) {
  std::error_code error;
  const fs::path root = fs::canonical(articles, error);
  if (error) return false;
  const fs::path real = fs::weakly_canonical(file, error);
  if (error) return false;
  return std::mismatch(root.begin(), root.end(), real.begin(), real.end()).first == root.end();
}

}  // namespace

Result<ArticlePlace> PlaceArticle(const fs::path& articles, const std::string& language,
                                  const std::string& path) {
  std::error_code ignored;
  if (!fs::is_directory(articles, ignored)) {
    return Fail(ErrorCode::kNotFound, "there is no folder " + articles.string());
  }
  const std::optional<std::string> tag = CanonicalLanguageTag(language);
  if (!tag) {
    return Fail(ErrorCode::kInvalidArgument,
                "\"" + language + "\" is no language; say a tag such as en, ru or pt-BR");
  }
  const std::string name = WithoutExtension(path);
  if (Status checked = CheckPath(name); !checked) return tl::unexpected(checked.error());
  if (const auto first = CanonicalLanguageTag(name.substr(0, name.find('/')));
      first && fs::is_directory(articles / name.substr(0, name.find('/')), ignored)) {
    return BadPath(path, "leave the language out of it, and say it with --lang");
  }
  ArticlePlace place;
  place.language = *tag;
  const std::string base = LanguageFolder(articles, *tag) + "/" + name;
  place.path = base + ".md";
  for (const char* extension : {".md", ".markdown"}) {
    if (!fs::exists(fs::symlink_status(articles / (base + extension), ignored))) continue;
    place.exists = true;
    place.path = base + extension;
    break;
  }
  if (!ArticleFileAt(place.path)) return BadPath(path, "no article is read from " + place.path);
  if (!IsInside(articles, articles / place.path)) {
    return BadPath(path, "a link leads out of the articles folder");
  }
  return place;
}

Status CreateFile(const fs::path& file, const std::string& content) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) return Fail(ErrorCode::kIo, "cannot make " + file.parent_path().string());
  const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    const ErrorCode code = errno == EEXIST ? ErrorCode::kConflict : ErrorCode::kIo;
    return Fail(code,
                "cannot make " + file.string() + ": " + std::generic_category().message(errno));
  }
  std::string_view rest = content;
  while (!rest.empty()) {
    const ssize_t written = write(descriptor, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) break;
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  if (close(descriptor) != 0 || !rest.empty()) {
    return Fail(ErrorCode::kIo, "cannot write " + file.string());
  }
  return {};
}

}  // namespace zeroline
