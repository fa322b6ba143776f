#include "indexer/commands/restamp.h"

#include <CLI/CLI.hpp>
#include <map>
#include <ostream>
#include <set>
#include <system_error>
#include <utility>

#include "indexer/article/front_matter_edit.h"
#include "indexer/commands/examine.h"
#include "indexer/commands/freshness.h"
#include "indexer/writer/file_operations.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

// Relative to the tree, as SourceFile::path; from the working folder if that is in the tree, else
// taken as it is.
std::string PathInTree(const fs::path& root, const fs::path& typed) {
  std::error_code error;
  const fs::path tree = fs::canonical(root, error);
  const fs::path file = fs::weakly_canonical(typed, error);
  if (!error && fs::exists(file, error)) {
    const fs::path relative = file.lexically_relative(tree);
    if (!relative.empty() && *relative.begin() != "..") return relative.generic_string();
  }
  return typed.lexically_normal().generic_string();
}

// Written beside the file and put into its place, so that no reader sees half of it.
Status ReplaceContent(const fs::path& file, const std::string& content) {
  std::error_code error;
  const fs::path target = fs::canonical(file, error);
  if (error) return Fail(ErrorCode::kIo, file.string() + ": " + error.message());
  const fs::path next = target.parent_path() / ("." + target.filename().string() + ".restamped");
  if (Status written = WriteSynced(next, content); !written) return written;
  fs::permissions(next, fs::status(target).permissions(), error);
  fs::rename(next, target, error);
  if (!error) return {};
  std::error_code ignored;
  fs::remove(next, ignored);
  return Fail(ErrorCode::kIo, target.string() + ": " + error.message());
}

class Restamp {
 public:
  Restamp(const RestampCommand& command, Run* run, std::ostream* out)
      : command_(command), out_(out) {
    for (SourceState& state : run->scan.states) states_.emplace(state.file.path, &state);
    for (TranslationState& pair : JudgeTranslations(command.build, &run->scan)) {
      originals_.emplace(pair.translation, pair.original);
    }
  }

  Status Follow() {
    if (!command_.original.empty()) StampAllOf(PathInTree(root(), command_.original));
    for (const fs::path& path : command_.paths) StampNamed(PathInTree(root(), path));
    if (refused_ == 0) return {};
    return Fail(ErrorCode::kInvalidArgument, std::to_string(refused_) + " not stamped");
  }

 private:
  const fs::path& root() const { return command_.build.articles; }

  void StampAllOf(const std::string& path) {
    const SourceState* original = Find(path);
    if (original == nullptr) return;
    std::size_t count = 0;
    for (const auto& [translation, of] : originals_) {
      if (of != original) continue;
      ++count;
      Stamp(translation, *of);
    }
    if (count == 0) Refuse(path, "it has no translations");
  }

  void StampNamed(const std::string& path) {
    SourceState* translation = Find(path);
    if (translation == nullptr) return;
    const auto original = originals_.find(translation);
    if (original != originals_.end()) return Stamp(translation, *original->second);
    for (const auto& [other, of] : originals_) {
      if (of != translation) continue;
      return Refuse(path,
                    "it is an original; to stamp all its translations say --original " + path);
    }
    Refuse(path, "it is no translation of an article in the tree");
  }

  // Null, with the reason said, if there is no such published article.
  SourceState* Find(const std::string& path) {
    const auto found = states_.find(path);
    if (found == states_.end()) {
      Refuse(path, "there is no such article in " + root().string());
      return nullptr;
    }
    if (found->second->is_published()) return found->second;
    std::string why = "it is not published";
    for (const ManifestDiagnostic& finding : found->second->entry.diagnostics) {
      if (finding.is_error)
        why += "; line " + std::to_string(finding.line) + ": " + finding.message;
    }
    Refuse(path, why);
    return nullptr;
  }

  void Stamp(SourceState* translation, const SourceState& original) {
    const std::string& path = translation->file.path;
    if (!done_.insert(path).second) return;
    const std::string version = ArticleVersion(original.article->title, original.article->text);
    const Result<std::string> content = ReadFile(root() / path, kMaxSourceBytes);
    if (!content) return Refuse(path, content.error().message);
    const Result<std::string> stamped = SetFrontMatterValue(*content, "original_version", version);
    if (!stamped) return Refuse(path, stamped.error().message);
    if (translation->article->original_version == version) {
      *out_ << path << ": is stamped " << version << " already\n";
      return;
    }
    const Status written = ReplaceContent(root() / path, *stamped);
    if (!written) return Refuse(path, written.error().message);
    *out_ << path << ": stamped " << version << ", as " << original.file.path << " is now\n";
  }

  void Refuse(const std::string& path, const std::string& why) {
    ++refused_;
    *out_ << path << ": not stamped: " << why << "\n";
  }

  struct ByPath {
    bool operator()(const SourceState* a, const SourceState* b) const {
      return a->file.path < b->file.path;
    }
  };

  const RestampCommand& command_;
  std::ostream* const out_;
  std::map<std::string, SourceState*> states_;
  std::map<SourceState*, const SourceState*, ByPath> originals_;
  std::set<std::string> done_;
  std::size_t refused_ = 0;
};

}  // namespace

void AddRestamp(CLI::App* app, RestampCommand* command) {
  app->add_option("--articles", command->build.articles, "Folder of articles: <lang>/...")
      ->required();
  app->add_option("--original-language", command->build.original_language,
                  "Language that articles are translated from")
      ->capture_default_str();
  app->add_option("--public-audience", command->build.public_audiences,
                  "Audience name that means everybody")
      ->type_name("NAME");
  CLI::Option* original =
      app->add_option("--original", command->original, "Stamp all translations of this article")
          ->type_name("PATH");
  app->add_option("paths", command->paths, "Translations to stamp")->excludes(original);
}

Status RunRestamp(const RestampCommand& command, std::ostream& out) {
  if (command.paths.empty() && command.original.empty()) {
    return Fail(ErrorCode::kInvalidArgument,
                "name the translations to stamp, or with --original the article they are of");
  }
  BuildOptions build = command.build;
  build.use_git = false;  // what is stamped does not depend on the past
  Result<Sources> sources = OpenSources(build);
  if (!sources) return tl::unexpected(sources.error());
  Progress silent(nullptr);
  Run run = Examine(build, std::move(*sources), nullptr, &silent);
  return Restamp(command, &run, &out).Follow();
}

}  // namespace zeroline
