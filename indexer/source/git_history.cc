#include "indexer/source/git_history.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "indexer/language/text.h"
#include "indexer/source/git_command.h"

namespace zeroline {
namespace {

// A commit that renames more than this is a move of the whole tree at once; Git then tells only
// files that were not edited on the way.
constexpr const char* kRenameLimit = "-l1000";
constexpr std::size_t kMaxNameBytes = 100;

// One line of "--raw".
struct Change {
  char status = ' ';
  std::string before;  // objects; "" for none
  std::string after;
  std::string from;  // of a rename
  std::string path;
};

bool IsNothing(std::string_view object) {
  return object.find_first_not_of('0') == std::string_view::npos;
}

// Reads the NUL-terminated pieces of "--raw -z": ":<modes> <before> <after> <status>", a path, and
// for a rename another one.
class RawReader {
 public:
  // Whether the piece belongs to a change; once that is whole, it is in `change()`.
  enum class Piece { kOther, kPart, kWhole };

  Piece Take(std::string_view piece) {
    if (paths_left_ == 0) return Begin(piece) ? Piece::kPart : Piece::kOther;
    (paths_left_ == 2 ? change_.from : change_.path) = piece;
    return --paths_left_ == 0 ? Piece::kWhole : Piece::kPart;
  }
  Change& change() { return change_; }

 private:
  bool Begin(std::string_view piece) {
    if (piece.empty() || piece.front() != ':') return false;
    std::string_view words[5];
    std::size_t count = 0;
    for (std::size_t begin = 0; begin <= piece.size() && count < 5; ++count) {
      const std::size_t end = std::min(piece.find(' ', begin), piece.size());
      words[count] = piece.substr(begin, end - begin);
      begin = end + 1;
    }
    if (count != 5 || words[4].empty()) return false;
    change_ = {words[4].front(), IsNothing(words[2]) ? "" : std::string(words[2]),
               IsNothing(words[3]) ? "" : std::string(words[3]), "", ""};
    paths_left_ = change_.status == 'R' ? 2 : 1;
    return true;
  }

  Change change_;
  int paths_left_ = 0;
};

// "" if the history must not show it.
std::string ShownName(std::string_view name) {
  std::string clean = CollapseWhiteSpace(RepairUtf8(name));
  if (clean.find('@') != std::string::npos) return "";
  return std::string(TruncateUtf8(clean, kMaxNameBytes));
}

struct Commit {
  std::int64_t time = 0;
  bool is_merge = false;
  std::string author;
  std::vector<Change> changes;  // of a merge: to its first parent
};

// Walks from now into the past, knowing at each moment which of today's files each path was.
class Walk {
 public:
  explicit Walk(std::unordered_map<std::string, GitFile>* files) : files_(files) {
    for (auto& [path, file] : *files) {
      file.former_path = path;
      file.former_content = file.head_content;
    }
  }

  // Entries of one commit: all of them see the tree as it was after it. The renames of a merge are
  // those of a commit on one of its branches.
  void Undo(const Commit& commit) {
    std::vector<GitFile*> files;
    for (const Change& change : commit.changes) files.push_back(FileAt(change.path));
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (files[i] != nullptr) Note(commit, commit.changes[i], files[i]);
    }
    if (commit.is_merge) return;
    for (const Change& change : commit.changes) {
      if (change.before.empty() || change.status == 'R') at_[change.path] = nullptr;
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (commit.changes[i].status == 'R') at_[commit.changes[i].from] = files[i];
    }
  }

 private:
  GitFile* FileAt(const std::string& path) {
    const auto moved = at_.find(path);
    if (moved != at_.end()) return moved->second;
    const auto same = files_->find(path);
    return same == files_->end() ? nullptr : &same->second;
  }

  static void Note(const Commit& commit, const Change& change, GitFile* file) {
    if (change.after.empty()) return;
    if (change.after == file->former_content) {
      file->versions.push_back({commit.time, change.after});
      file->former_content = change.before;
      file->former_path = change.status == 'R' ? change.from : change.path;
      if (change.before.empty()) file->former_path.clear();
    }
    if (commit.is_merge) return;
    file->updated = std::max(file->updated, commit.time);
    std::vector<std::string>& authors = file->authors;
    const bool is_known = std::find(authors.begin(), authors.end(), commit.author) != authors.end();
    if (!is_known && !commit.author.empty() && authors.size() < kMaxFileAuthors) {
      authors.push_back(commit.author);
    }
  }

  std::unordered_map<std::string, GitFile>* const files_;
  // Path at this moment -> the file of today, null if it is there no more. A path that is not here
  // is that of the same file.
  std::unordered_map<std::string, GitFile*> at_;
};

constexpr char kCommitMark = '\x01';

// "git log --raw -z --format=%x01%ct %P%x01%aN".
class LogReader {
 public:
  explicit LogReader(Walk* walk) : walk_(walk) {}

  bool operator()(std::string_view piece) {
    while (!piece.empty() && piece.front() == '\n') piece.remove_prefix(1);
    const RawReader::Piece kind = raw_.Take(piece);
    if (kind == RawReader::Piece::kWhole) commit_.changes.push_back(std::move(raw_.change()));
    if (kind == RawReader::Piece::kOther && !piece.empty() && piece.front() == kCommitMark) {
      Finish();
      Begin(piece.substr(1));
    }
    return true;
  }

  void Finish() {
    if (!commit_.changes.empty()) walk_->Undo(commit_);
    commit_ = {};
  }

 private:
  void Begin(std::string_view line) {
    const std::size_t mark = std::min(line.find(kCommitMark), line.size());
    const std::string_view numbers = line.substr(0, mark);
    std::from_chars(numbers.data(), numbers.data() + numbers.size(), commit_.time);
    commit_.is_merge = std::count(numbers.begin(), numbers.end(), ' ') > 1;
    commit_.author = ShownName(line.substr(std::min(mark + 1, line.size())));
  }

  Walk* walk_;
  RawReader raw_;
  Commit commit_;
};

bool Ignore(std::string_view) { return true; }

// "<mode> <object> <stage>\t<path>"
void AddTracked(std::string_view piece, GitHistory* history) {
  const std::size_t tab = piece.find('\t');
  const std::size_t object = piece.find(' ') + 1;
  if (tab == std::string_view::npos || object == 0 || object > tab) return;
  GitFile& file = history->files[std::string(piece.substr(tab + 1))];
  file.head_content = piece.substr(object, piece.find(' ', object) - object);
}

// All tracked files, and which of them are edited; false if nothing can be said.
bool ReadWorkTree(const std::filesystem::path& root, GitHistory* history) {
  GitPieces tracked([&](std::string_view piece) {
    AddTracked(piece, history);
    return true;
  });
  if (!RunGit(root, {"ls-files", "-z", "--stage", "--", "."}, std::ref(tracked))) return false;
  RawReader raw;
  GitPieces edited([&](std::string_view piece) {
    if (raw.Take(piece) != RawReader::Piece::kWhole) return true;
    const auto file = history->files.find(raw.change().path);
    if (file == history->files.end()) return true;
    file->second.is_edited = true;
    file->second.head_content = raw.change().before;
    return true;
  });
  return RunGit(root,
                {"diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff",
                 "--relative", "HEAD", "--", "."},
                std::ref(edited));
}

}  // namespace

GitHistory ReadGitHistory(const std::filesystem::path& root, const std::string& since) {
  GitHistory history;
  history.is_whole =
      since.empty() || !RunGit(root, {"merge-base", "--is-ancestor", since, "HEAD"}, Ignore);
  if (!ReadWorkTree(root, &history) || history.files.empty()) return {history.is_whole, {}};
  Walk walk(&history.files);
  LogReader reader(&walk);
  GitPieces pieces(std::ref(reader));
  std::vector<std::string> arguments = {"log",
                                        "--format=%x01%ct %P%x01%aN",
                                        "--encoding=UTF-8",
                                        "--raw",
                                        "-z",
                                        "--no-abbrev",
                                        "-M",
                                        kRenameLimit,
                                        "--diff-merges=first-parent",
                                        "--date-order",
                                        "--no-ext-diff",
                                        "--no-textconv",
                                        "--relative"};
  if (!history.is_whole) arguments.push_back(since + "..HEAD");
  arguments.insert(arguments.end(), {"--", "."});
  RunGit(root, arguments, std::ref(pieces));
  reader.Finish();
  return history;
}

std::string HeadCommit(const std::filesystem::path& root) {
  std::string commit;
  const bool known =
      RunGit(root, {"rev-parse", "--verify", "--quiet", "HEAD"}, [&commit](std::string_view bytes) {
        commit += bytes;
        return commit.size() < 256;
      });
  if (!known) return "";
  while (!commit.empty() && commit.back() == '\n') commit.pop_back();
  return commit;
}

}  // namespace zeroline
