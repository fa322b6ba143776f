#include "indexer/source/source_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

// Folders below one another. Real trees have three or four levels.
constexpr int kMaxFolderDepth = 64;

struct Folder {
  std::string path;      // relative to the root, no trailing '/'; "" is the root itself
  std::string language;  // "" for the root
  int depth = 0;
};

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor() {
    if (fd_ >= 0) close(fd_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

std::string ErrnoText(int error) { return std::generic_category().message(error); }

bool EndsWithIgnoringCase(std::string_view name, std::string_view lower_ending) {
  if (name.size() <= lower_ending.size()) return false;
  name.remove_prefix(name.size() - lower_ending.size());
  return std::equal(name.begin(), name.end(), lower_ending.begin(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

bool IsArticleName(std::string_view name) {
  return EndsWithIgnoringCase(name, ".md") || EndsWithIgnoringCase(name, ".markdown");
}

bool HasControlCharacter(std::string_view name) {
  return std::any_of(name.begin(), name.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::optional<std::string> RealPath(const std::string& path) {
  std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr), &std::free);
  if (!real) return std::nullopt;
  return std::string(real.get());
}

// Whether `path` is `folder` or lies below it; both are real paths.
bool IsWithin(std::string_view path, std::string_view folder) {
  if (folder == "/") return true;
  return path.substr(0, folder.size()) == folder &&
         (path.size() == folder.size() || path[folder.size()] == '/');
}

class Walker {
 public:
  Walker(std::string root, std::string real_root, SourceTree* tree)
      : root_(std::move(root)), real_root_(std::move(real_root)), tree_(tree) {}

  void Walk() {
    pending_.push_back(Folder{});
    while (!pending_.empty()) {
      Folder folder = std::move(pending_.back());
      pending_.pop_back();
      Read(folder);
    }
  }

 private:
  void Report(Severity severity, const std::string& path, std::string_view rule,
              std::string message) {
    tree_->diagnostics.push_back(
        Diagnostic{severity, RepairUtf8(path), 0, std::string(rule), std::move(message)});
  }

  void Read(const Folder& folder) {
    Directory directory(opendir((root_ + "/" + folder.path).c_str()));
    if (!directory) {
      Report(Severity::kError, folder.path, "unreadable",
             "the folder cannot be read (" + ErrnoText(errno) + "); its articles are left out");
      return;
    }
    while (const dirent* entry = readdir(directory.get())) {
      if (entry->d_name[0] == '.') continue;
      Visit(folder, *entry, dirfd(directory.get()));
    }
  }

  void Visit(const Folder& folder, const dirent& entry, int parent) {
    const std::string_view name = entry.d_name;
    const bool article_name = IsArticleName(name);
    // Most entries are plain files; only what can matter is asked about with a system call.
    if (entry.d_type == DT_REG && (!article_name || folder.depth == 0)) return;
    std::string path = folder.path.empty() ? std::string(name) : folder.path + "/";
    if (!folder.path.empty()) path += name;
    struct stat info;
    if (fstatat(parent, entry.d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) return;  // vanished
    if (S_ISLNK(info.st_mode)) {
      if (!FollowLink(path, article_name, &info)) return;
    }
    if (S_ISDIR(info.st_mode)) {
      EnterFolder(folder, name, std::move(path));
    } else if (article_name && folder.depth > 0) {
      AddFile(folder, name, std::move(path), info);
    }
  }

  // Replaces *info by that of the file a link inside the tree names. False if the entry is done
  // with.
  bool FollowLink(const std::string& path, bool article_name, struct stat* info) {
    const std::string full = root_ + "/" + path;
    struct stat target;
    if (stat(full.c_str(), &target) != 0) {
      if (article_name || errno == ELOOP) {
        Report(Severity::kError, path, "link",
               errno == ELOOP ? "the symbolic link leads to itself; remove it"
                              : "the symbolic link leads nowhere (" + ErrnoText(errno) + ")");
      }
      return false;
    }
    if (!S_ISDIR(target.st_mode) && !article_name) return false;
    const std::optional<std::string> real = RealPath(full);
    if (!real || !IsWithin(*real, real_root_)) {
      Report(
          Severity::kError, path, "link",
          "the symbolic link leaves the articles folder and is not followed; copy what it names");
      return false;
    }
    if (S_ISDIR(target.st_mode)) {
      const std::optional<std::string> from = RealPath(full.substr(0, full.rfind('/')));
      const bool loop = from && IsWithin(*from, *real);
      Report(Severity::kError, path, "link",
             loop ? "the symbolic link leads back to a folder it lies in and is not followed"
                  : "a linked folder is not followed, its articles are read where they really are");
      return false;
    }
    *info = target;
    return true;
  }

  void EnterFolder(const Folder& parent, std::string_view name, std::string path) {
    if (parent.depth == 0 && (name == "synonyms" || name == "words")) return;
    if (!CheckName(path, name)) return;
    Folder folder{std::move(path), parent.language, parent.depth + 1};
    if (parent.depth == 0) {
      std::optional<std::string> language = CanonicalLanguageTag(name);
      if (!language) {
        Report(Severity::kWarning, folder.path, "language-folder",
               "the folder name is no language tag such as \"en\" or \"pt-BR\"; it is left out");
        return;
      }
      folder.language = std::move(*language);
    }
    if (folder.depth > kMaxFolderDepth) {
      Report(Severity::kError, folder.path, "too-deep",
             "folders are nested more than " + std::to_string(kMaxFolderDepth) + " deep");
      return;
    }
    pending_.push_back(std::move(folder));
  }

  bool CheckName(const std::string& path, std::string_view name) {
    if (FindInvalidUtf8(name)) {
      Report(Severity::kError, path, "file-name", "the name is not UTF-8; rename it");
      return false;
    }
    if (HasControlCharacter(name)) {
      Report(Severity::kError, path, "file-name", "the name holds control characters; rename it");
      return false;
    }
    return true;
  }

  void AddFile(const Folder& folder, std::string_view name, std::string path,
               const struct stat& info) {
    if (!CheckName(path, name)) return;
    if (!S_ISREG(info.st_mode)) {
      Report(Severity::kError, path, "unreadable", "this is no regular file; it is left out");
      return;
    }
    constexpr mode_t kReadableByAll = S_IRUSR | S_IRGRP | S_IROTH;
    if ((info.st_mode & kReadableByAll) != kReadableByAll &&
        access((root_ + "/" + path).c_str(), R_OK) != 0) {
      Report(Severity::kError, path, "unreadable",
             "the file cannot be read (" + ErrnoText(errno) + "); it is left out");
      return;
    }
    const auto size = static_cast<std::uint64_t>(info.st_size);
    if (size > kMaxSourceBytes) {
      Report(Severity::kError, path, "too-large",
             "the file has " + std::to_string(size) + " bytes, the limit is " +
                 std::to_string(kMaxSourceBytes) + "; split the article");
      return;
    }
    SourceFile file;
    file.kind = name == "_index.md" ? SourceKind::kSectionPage : SourceKind::kArticle;
    file.path = std::move(path);
    file.language = folder.language;
    file.size = size;
    file.modified_ns =
        std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + std::int64_t{info.st_mtim.tv_nsec};
    tree_->files.push_back(std::move(file));
  }

  const std::string root_;
  const std::string real_root_;
  SourceTree* const tree_;
  std::vector<Folder> pending_;
};

}  // namespace

Result<SourceTree> WalkSourceTree(const std::filesystem::path& root) {
  const std::optional<std::string> real_root = RealPath(root.string());
  if (!real_root || !Directory(opendir(real_root->c_str()))) {
    return Fail(ErrorCode::kNotFound,
                "cannot read the articles folder " + root.string() + ": " + ErrnoText(errno));
  }
  SourceTree tree;
  tree.root = root;
  Walker(root.string(), *real_root, &tree).Walk();
  std::sort(tree.files.begin(), tree.files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  std::sort(tree.diagnostics.begin(), tree.diagnostics.end(),
            [](const Diagnostic& a, const Diagnostic& b) { return a.path < b.path; });
  return tree;
}

std::optional<SourceFile> ArticleFileAt(std::string_view path) {
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos || FindInvalidUtf8(path) || HasControlCharacter(path)) {
    return std::nullopt;
  }
  const bool is_hidden = path.front() == '.' || path.find("/.") != std::string_view::npos;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  std::optional<std::string> language = CanonicalLanguageTag(path.substr(0, slash));
  if (is_hidden || !language || !IsArticleName(name) || name == "_index.md") return std::nullopt;
  SourceFile file;
  file.path = path;
  file.language = *std::move(language);
  return file;
}

Result<std::string> ReadFile(const std::filesystem::path& file, std::uint64_t max_bytes) {
  const FileDescriptor fd(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (fd.get() < 0) {
    const ErrorCode code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
    return Fail(code, "cannot open " + file.string() + ": " + ErrnoText(errno));
  }
  struct stat info;
  if (fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) {
    return Fail(ErrorCode::kIo, file.string() + " is no regular file");
  }
  std::string content;
  // One byte more than stat promised, so that a file which did not grow needs a single read.
  content.resize(std::min(static_cast<std::uint64_t>(info.st_size), max_bytes) + 1);
  std::size_t length = 0;
  while (true) {
    const ssize_t got = read(fd.get(), content.data() + length, content.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      return Fail(ErrorCode::kIo, "cannot read " + file.string() + ": " + ErrnoText(errno));
    }
    if (got == 0) break;
    length += static_cast<std::size_t>(got);
    if (length > max_bytes) {
      return Fail(ErrorCode::kInvalidArgument,
                  file.string() + " is longer than " + std::to_string(max_bytes) + " bytes");
    }
    if (length == content.size()) content.resize(std::min(2 * length, max_bytes + 1));
  }
  content.resize(length);
  return content;
}

Result<std::filesystem::path> LocateInTree(const std::filesystem::path& root,
                                           std::string_view relative) {
  const std::optional<std::string> real_root = RealPath(root.string());
  const std::optional<std::string> real =
      RealPath((root / std::filesystem::path(relative)).string());
  struct stat info;
  if (!real_root || !real || stat(real->c_str(), &info) != 0) {
    return Fail(ErrorCode::kNotFound, "there is no file " + std::string(relative));
  }
  if (!IsWithin(*real, *real_root)) {
    return Fail(ErrorCode::kInvalidArgument,
                std::string(relative) + " is a link that leaves the articles folder");
  }
  if (!S_ISREG(info.st_mode)) {
    return Fail(ErrorCode::kInvalidArgument, std::string(relative) + " is no regular file");
  }
  return std::filesystem::path(*real);
}

std::string ContentHash(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  XXH64_hash_t hash = XXH3_64bits(bytes.data(), bytes.size());
  std::string hex(16, '0');
  for (std::size_t i = 16; i-- > 0; hash >>= 4) hex[i] = kDigits[hash & 0xf];
  return hex;
}

}  // namespace zeroline
