#include "indexer/source/git_renames.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "indexer/source/git_command.h"

namespace zeroline {
namespace {

// A commit that renames more than this is a move of the whole tree at once; Git then tells only
// files that were not edited on the way.
constexpr const char* kRenameLimit = "-l1000";
// Beyond these the oldest renames are not known.
constexpr std::size_t kMaxNames = 100'000;
constexpr std::size_t kMaxObjects = 20'000;
constexpr std::size_t kMaxObjectBytes = std::size_t{256} << 20;

// One line of a commit.
struct Entry {
  bool is_rename = false;
  std::string content;
  std::string from;
  std::string to;
};

// Walks from now into the past, knowing at each moment which of today's files each path was.
class Walk {
 public:
  explicit Walk(Renames* renames) : renames_(renames) {}

  // Entries of one commit: all of them see the tree as it was after it.
  void Undo(const std::vector<Entry>& commit) {
    std::vector<std::optional<std::string>> files;
    for (const Entry& entry : commit) files.push_back(FileAt(entry.to));
    for (const Entry& entry : commit) files_[entry.to] = std::nullopt;
    for (std::size_t i = 0; i < commit.size(); ++i) {
      if (!commit[i].is_rename) continue;
      files_[commit[i].from] = files[i];
      if (files[i]) Note(*files[i], commit[i]);
    }
  }

  void Finish() {
    if (renames_->is_whole) return;
    for (const auto& [path, file] : files_) renames_->origins.emplace(path, "");
    for (const auto& [path, file] : files_) {
      if (file) renames_->origins[*file] = path;
    }
  }

  bool is_full() const { return renames_->names.size() >= kMaxNames; }

 private:
  std::optional<std::string> FileAt(const std::string& path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? path : found->second;
  }

  void Note(const std::string& file, const Entry& entry) {
    if (file == entry.from || !known_.insert(entry.from).second || is_full()) return;
    renames_->names.push_back({file, entry.from, entry.content});
  }

  Renames* renames_;
  // Path at this moment -> path now, nothing if it is not there any more. A path that is not here
  // is that of the same file.
  std::unordered_map<std::string, std::optional<std::string>> files_;
  std::unordered_set<std::string> known_;  // former names
};

constexpr char kCommitMark = '\x01';

// Reads "git log --raw -z": a mark for each commit, then ":<modes> <before> <after> <status>",
// path, and for a rename the new path.
class LogReader {
 public:
  explicit LogReader(Walk* walk) : walk_(walk) {}

  bool operator()(std::string_view piece) {
    while (!piece.empty() && piece.front() == '\n') piece.remove_prefix(1);
    if (paths_left_ > 0) {
      TakePath(piece);
    } else if (!piece.empty() && piece.front() == kCommitMark) {
      Finish();
    } else if (!piece.empty() && piece.front() == ':') {
      Begin(piece);
    }
    return !walk_->is_full();
  }

  void Finish() { walk_->Undo(std::exchange(commit_, {})); }

 private:
  void Begin(std::string_view piece) {
    std::vector<std::string_view> words;
    for (std::size_t begin = 0; begin <= piece.size();) {
      const std::size_t end = std::min(piece.find(' ', begin), piece.size());
      words.push_back(piece.substr(begin, end - begin));
      begin = end + 1;
    }
    if (words.size() != 5) return;
    Entry entry;
    entry.is_rename = words[4].starts_with('R');
    entry.content = words[2];
    commit_.push_back(std::move(entry));
    paths_left_ = commit_.back().is_rename ? 2 : 1;
  }

  void TakePath(std::string_view path) {
    Entry& entry = commit_.back();
    (paths_left_ == 2 ? entry.from : entry.to) = path;
    --paths_left_;
  }

  Walk* walk_;
  std::vector<Entry> commit_;
  int paths_left_ = 0;
};

// Reads "git cat-file --batch": "<name> blob <size>\n", the bytes, "\n"; or "<name> missing\n".
class ObjectReader {
 public:
  ObjectReader(std::size_t max_bytes, std::vector<std::optional<std::string>>* objects)
      : max_bytes_(max_bytes), objects_(objects) {}

  bool operator()(std::string_view bytes) {
    while (!bytes.empty() && next_ < objects_->size()) {
      if (!in_object_) {
        const std::size_t end = bytes.find('\n');
        header_ += bytes.substr(0, end);
        if (end == std::string_view::npos) return header_.size() < 4096;
        bytes.remove_prefix(end + 1);
        if (!ReadHeader()) return false;
        continue;
      }
      const std::size_t taken = std::min(left_, bytes.size());
      if (is_kept_) (*objects_)[next_]->append(bytes.substr(0, taken));
      left_ -= taken;
      bytes.remove_prefix(taken);
      if (left_ > 0) continue;
      // The line end behind the object was read with it.
      if (is_kept_) (*objects_)[next_]->pop_back();
      in_object_ = false;
      ++next_;
    }
    return next_ < objects_->size();
  }

  // An object that was not read to its end is none.
  void Finish() {
    if (in_object_) (*objects_)[next_].reset();
  }

 private:
  bool ReadHeader() {
    const std::string header = std::exchange(header_, "");
    const std::size_t space = header.rfind(' ');
    if (header.ends_with(" missing") || space == std::string::npos) {
      ++next_;
      return true;
    }
    std::size_t size = 0;
    const auto [end, error] =
        std::from_chars(header.data() + space + 1, header.data() + header.size(), size);
    if (error != std::errc() || end != header.data() + header.size()) return false;
    total_ += size;
    if (total_ > kMaxObjectBytes) return false;
    is_kept_ = size <= max_bytes_;
    if (is_kept_) (*objects_)[next_] = "";
    left_ = size + 1;
    in_object_ = true;
    return true;
  }

  std::size_t max_bytes_;
  std::vector<std::optional<std::string>>* objects_;
  std::string header_;
  std::size_t next_ = 0;
  std::size_t left_ = 0;
  std::size_t total_ = 0;
  bool in_object_ = false;
  bool is_kept_ = false;
};

bool Ignore(std::string_view) { return true; }

}  // namespace

Renames FindRenames(const std::filesystem::path& root, const std::string& since) {
  Renames renames;
  renames.is_whole =
      since.empty() || !RunGit(root, {"merge-base", "--is-ancestor", since, "HEAD"}, Ignore);
  Walk walk(&renames);
  LogReader reader(&walk);
  GitPieces pieces(std::ref(reader));
  std::vector<std::string> arguments = {"log",           "--format=%x01",
                                        "--raw",         "-z",
                                        "--no-abbrev",   "-M",
                                        kRenameLimit,    "--diff-filter=AR",
                                        "--topo-order",  "--no-ext-diff",
                                        "--no-textconv", "--relative"};
  if (!renames.is_whole) arguments.push_back(since + "..HEAD");
  arguments.insert(arguments.end(), {"--", "."});
  RunGit(root, arguments, std::ref(pieces));
  reader.Finish();
  walk.Finish();
  return renames;
}

std::vector<std::optional<std::string>> ReadGitObjects(const std::filesystem::path& root,
                                                       const std::vector<std::string>& names,
                                                       std::size_t max_bytes) {
  std::vector<std::optional<std::string>> objects(std::min(names.size(), kMaxObjects));
  std::string input;
  for (std::size_t i = 0; i < objects.size(); ++i) input += names[i] + "\n";
  ObjectReader reader(max_bytes, &objects);
  if (!objects.empty()) RunGit(root, {"cat-file", "--batch"}, std::ref(reader), input);
  reader.Finish();
  objects.resize(names.size());
  return objects;
}

}  // namespace zeroline
