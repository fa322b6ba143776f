#include "indexer/commands/assets.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "indexer/source/source_tree.h"
#include "indexer/writer/file_operations.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxAssetBytes = 256u << 20;

// What a browser shows or saves and never runs as a page of the portal.
constexpr std::array<std::string_view, 26> kExtensions = {
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico",  "bmp", "pdf", "txt", "csv",  "log",
    "zip", "7z",  "docx", "doc", "xlsx", "xls",  "odt", "pptx", "ods", "mp4", "mp3", "webm", "reg"};

std::string Extension(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return "";
  std::string extension(path.substr(dot + 1));
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return extension;
}

// The file as a build would have it: kInvalidArgument with the reason if it must not be published.
Result<ManifestAsset> Inspect(const fs::path& root, const std::string& path,
                              const ManifestAsset* known) {
  const std::string extension = Extension(path);
  if (std::find(kExtensions.begin(), kExtensions.end(), extension) == kExtensions.end()) {
    return Fail(ErrorCode::kInvalidArgument, "files of this kind are not published");
  }
  const Result<fs::path> file = LocateInTree(root, path);
  if (!file) return tl::unexpected(file.error());
  struct stat status {};
  if (stat(file->c_str(), &status) != 0) return Fail(ErrorCode::kNotFound, "it is missing");
  ManifestAsset asset;
  asset.path = path;
  asset.size = static_cast<std::uint64_t>(status.st_size);
  asset.modified_ns = status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec;
  if (known != nullptr && known->size == asset.size && known->modified_ns == asset.modified_ns) {
    asset.name = known->name;
    return asset;
  }
  const Result<std::string> content = ReadFile(*file, kMaxAssetBytes);
  if (!content) return tl::unexpected(content.error());
  asset.name = ContentHash(*content) + "." + extension;
  return asset;
}

const ManifestAsset* FindKnown(const LastBuild* last, const std::string& path) {
  if (last == nullptr) return nullptr;
  const std::vector<ManifestAsset>& known = last->manifest.assets;
  const auto at = std::lower_bound(
      known.begin(), known.end(), path,
      [](const ManifestAsset& asset, const std::string& wanted) { return asset.path < wanted; });
  return at != known.end() && at->path == path ? &*at : nullptr;
}

}  // namespace

bool AssetsUntouched(const BuildOptions& options, const LastBuild& last) {
  const std::vector<ManifestAsset>& assets = last.manifest.assets;
  return std::all_of(assets.begin(), assets.end(), [&](const ManifestAsset& known) {
    const Result<ManifestAsset> now = Inspect(options.articles, known.path, &known);
    return now ? now->name == known.name : known.name.empty();
  });
}

void AssetTable::Refresh(const BuildOptions& options, const LastBuild* last,
                         std::deque<SourceState>* states, std::vector<Diagnostic>* diagnostics) {
  for (SourceState& state : *states) {
    if (!state.is_published()) continue;
    for (const ManifestAssetUse& use : state.entry.assets) {
      if (!assets_.contains(use.path)) {
        Result<ManifestAsset> asset =
            Inspect(options.articles, use.path, FindKnown(last, use.path));
        if (!asset) {
          problems_[use.path] = asset.error();
          asset = ManifestAsset{use.path, 0, 0, ""};
        }
        assets_.emplace(use.path, std::move(*asset));
      }
      const ManifestAsset* known = FindKnown(last, use.path);
      const std::string& name = assets_.find(use.path)->second.name;
      if (name != (known == nullptr ? "" : known->name)) state.touches_content = true;
      const auto problem = problems_.find(use.path);
      if (problem == problems_.end() || problem->second.code == ErrorCode::kNotFound) continue;
      diagnostics->push_back({Severity::kWarning, state.entry.path, use.line, "asset",
                              "the file " + use.path + " is left out: " + problem->second.message,
                              use.column});
    }
  }
}

bool AssetTable::Exists(std::string_view path) const {
  const auto problem = problems_.find(path);
  return problem == problems_.end() || problem->second.code != ErrorCode::kNotFound;
}

std::string AssetTable::UrlOf(std::string_view path) const {
  const auto found = assets_.find(path);
  if (found == assets_.end() || found->second.name.empty()) return "";
  return "/assets/" + found->second.name;
}

Status AssetTable::Write(const BuildOptions& options, const std::deque<SourceState>& states,
                         const LastBuild* last, const fs::path& build) const {
  std::set<std::pair<std::string, std::string>> wanted;  // audience, path
  for (const SourceState& state : states) {
    if (!state.is_published()) continue;
    for (const ManifestAssetUse& use : state.entry.assets) {
      if (!UrlOf(use.path).empty()) wanted.emplace(state.entry.audience, use.path);
    }
  }
  std::set<fs::path> written;
  for (const auto& [audience, path] : wanted) {
    const std::string& name = assets_.find(path)->second.name;
    const fs::path target = build / audience / "assets" / name;
    if (!written.insert(target).second) continue;
    if (Status made = MakeDirectories(target.parent_path()); !made) return made;
    const fs::path old = last == nullptr ? fs::path() : last->path / audience / "assets" / name;
    if (last != nullptr && fs::exists(old)) {
      if (Status linked = LinkFile(old, target); !linked) return linked;
      continue;
    }
    const Result<fs::path> file = LocateInTree(options.articles, path);
    if (!file) return tl::unexpected(file.error());
    Status copied = CopyFile(*file, target).and_then([&] { return SyncPath(target); });
    if (!copied) return copied;
  }
  return {};
}

std::vector<ManifestAsset> AssetTable::ToManifest() const {
  std::vector<ManifestAsset> assets;
  for (const auto& [path, asset] : assets_) assets.push_back(asset);
  return assets;
}

}  // namespace zeroline
