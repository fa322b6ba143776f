#include "indexer/source/git_branch.h"

#include <optional>
#include <string_view>

#include "indexer/source/git_command.h"
#include "indexer/source/source_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRegularFile = "100644";
constexpr std::string_view kExecutableFile = "100755";

// What git printed, without the last line end; nothing if it failed.
std::optional<std::string> Ask(const fs::path& root, const std::vector<std::string>& arguments) {
  std::string output;
  const bool is_done = RunGit(root, arguments, [&](std::string_view bytes) {
    output += bytes;
    return output.size() <= kMaxSourceBytes;
  });
  if (!is_done) return std::nullopt;
  if (!output.empty() && output.back() == '\n') output.pop_back();
  return output;
}

// "100644" of a file at HEAD, "" if there is none.
std::string ModeAtHead(const fs::path& root, const std::string& path) {
  const auto listed = Ask(root, {"--literal-pathspecs", "ls-tree", "HEAD", "--", path});
  return listed.value_or("").substr(0, kRegularFile.size());
}

bool IsFile(std::string_view mode) { return mode == kRegularFile || mode == kExecutableFile; }

// As fast-import reads it.
std::string Quoted(std::string_view path) {
  std::string quoted = "\"";
  for (const char c : path) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return quoted + "\"";
}

std::string Data(std::string_view bytes) {
  return "data " + std::to_string(bytes.size()) + "\n" + std::string(bytes) + "\n";
}

Result<std::string> Author(const fs::path& root) {
  const auto author = Ask(root, {"-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT"});
  if (!author) {
    return Fail(ErrorCode::kInvalidArgument,
                "git does not know who you are; say it with: git config --global user.name "
                "\"Your Name\" and git config --global user.email you@example.com");
  }
  return *author;
}

// HEAD's commit, if the branch can be made.
Result<std::string> StartOf(const fs::path& root, const std::string& name) {
  const auto head = Ask(root, {"rev-parse", "--verify", "--quiet", "HEAD^{commit}"});
  if (!head) {
    return Fail(ErrorCode::kNotFound,
                root.string() + " is in no Git repository, or in one without a commit");
  }
  if (!Ask(root, {"check-ref-format", "refs/heads/" + name}) || name.starts_with('-')) {
    return Fail(ErrorCode::kInvalidArgument, "\"" + name + "\" is no name of a branch");
  }
  if (Ask(root, {"rev-parse", "--verify", "--quiet", "refs/heads/" + name})) {
    return Fail(ErrorCode::kConflict, "there is a branch " + name +
                                          " already; choose another name, or remove it with: git "
                                          "branch -D " +
                                          name);
  }
  return *head;
}

}  // namespace

Result<std::string> ReadAtHead(const fs::path& root, const std::string& path) {
  const std::string mode = ModeAtHead(root, path);
  if (mode.empty()) {
    return Fail(ErrorCode::kNotFound, path + " is in no commit yet; commit it first");
  }
  if (!IsFile(mode)) return Fail(ErrorCode::kInvalidArgument, path + " is no regular file");
  std::string content;
  const bool is_read =
      RunGit(root, {"cat-file", "blob", "HEAD:./" + path}, [&](std::string_view bytes) {
        content += bytes;
        return content.size() <= kMaxSourceBytes;
      });
  if (!is_read) return Fail(ErrorCode::kIo, "git does not give " + path + " of HEAD");
  return content;
}

Result<std::string> CommitToNewBranch(const fs::path& root, const ProposedBranch& branch) {
  const Result<std::string> start = StartOf(root, branch.name);
  if (!start) return start;
  const Result<std::string> author = Author(root);
  if (!author) return author;
  const auto prefix = Ask(root, {"rev-parse", "--show-prefix"});
  if (!prefix) return Fail(ErrorCode::kNotFound, root.string() + " is in no work tree of Git");
  const std::string reference = "refs/heads/" + branch.name;
  std::string stream = "feature done\ncommit " + reference + "\nauthor " + *author +
                       "\ncommitter " + *author + "\n" + Data(branch.message) + "from " + *start +
                       "\n";
  for (const ProposedFile& file : branch.files) {
    const std::string mode = ModeAtHead(root, file.path);
    if (!mode.empty() && !IsFile(mode)) {
      return Fail(ErrorCode::kInvalidArgument, file.path + " is no regular file");
    }
    stream += "M " + std::string(mode.empty() ? kRegularFile : mode) + " inline " +
              Quoted(*prefix + file.path) + "\n" + Data(file.content);
  }
  stream += "done\n";
  const bool is_made = RunGit(
      root, {"fast-import", "--quiet", "--date-format=raw"}, [](std::string_view) { return true; },
      stream);
  const auto commit = Ask(root, {"rev-parse", "--verify", "--quiet", reference});
  if (!is_made || !commit) {
    return Fail(ErrorCode::kIo, "git did not make the branch " + branch.name);
  }
  return *commit;
}

Result<std::string> SummarizeBranch(const fs::path& root, const std::string& name) {
  const auto summary =
      Ask(root, {"diff", "--no-ext-diff", "--stat=100", "HEAD", "refs/heads/" + name, "--"});
  if (!summary) return Fail(ErrorCode::kIo, "git does not compare the branch " + name);
  return *summary;
}

}  // namespace zeroline
