#include "server/web/portal/linked_version.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "server/search/former_version.h"
#include "server/web/article_link.h"
#include "server/web/portal/difference.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxBuildDigits = 18;

bool IsBuild(const std::string& text) {
  return !text.empty() && text.size() <= kMaxBuildDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A damaged history is told as one that is not known: the article itself is whole.
std::optional<LinkedVersion> FindLinked(const Page& page, const FoundArticle& found) {
  const std::string version = page.request.QueryOr("v", "");
  const std::string build = page.request.QueryOr("build", "");
  if (IsArticleVersion(version)) return FindVersion(found, version).value_or(LinkedVersion{});
  if (!IsBuild(build)) return std::nullopt;
  std::uint64_t number = 0;
  std::from_chars(build.data(), build.data() + build.size(), number);
  return FindVersionOfBuild(found, number).value_or(LinkedVersion{});
}

View ViewOf(const ChangedPiece& piece) {
  View view;
  view.Text("text", piece.text);
  view.Flag("is_removed", piece.change == Change::kRemoved);
  view.Flag("is_added", piece.change == Change::kAdded);
  return view;
}

View ViewOf(const Page& page, const ChangedBlock& block) {
  View view;
  view.Flag("is_heading", block.is_heading);
  view.Text("unchanged", block.unchanged == 0
                             ? std::string()
                             : page.messages().Count("changed_unchanged", block.unchanged));
  std::vector<View> pieces;
  for (const ChangedPiece& piece : block.pieces) pieces.push_back(ViewOf(piece));
  view.Flag("has_pieces", !pieces.empty());
  view.List("pieces", std::move(pieces));
  return view;
}

View ViewOf(const Page& page, const ChangedSection& section) {
  View view;
  view.Text("heading", section.heading);
  std::vector<View> blocks;
  for (const ChangedBlock& block : section.blocks) blocks.push_back(ViewOf(page, block));
  view.List("blocks", std::move(blocks));
  return view;
}

}  // namespace

std::string VersionQuery(const WebRequest& request) {
  const std::string version = request.QueryOr("v", "");
  if (IsArticleVersion(version)) return "?v=" + version;
  const std::string build = request.QueryOr("build", "");
  return IsBuild(build) ? "?build=" + build : "";
}

void AddLinkedVersion(const Page& page, const FoundArticle& found, View* view) {
  view->Flag("changed", false);
  if (found.article.language() != page.language) return;
  const std::optional<LinkedVersion> linked = FindLinked(page, found);
  if (!linked || linked->state == LinkedState::kCurrent) return;
  View changed;
  const std::int64_t when = linked->changed > 0 ? linked->changed : found.article.updated();
  changed.Text("changed_date", page.messages().Date(when)).Text("changed_iso", IsoDate(when));
  changed.Flag("is_unknown", linked->state == LinkedState::kUnknown);
  changed.Flag("is_known", false).Flag("is_too_long", false);
  if (linked->former) {
    const Difference difference = Compare(*linked->former, found.article);
    std::vector<View> sections;
    for (const ChangedSection& section : difference.sections) {
      sections.push_back(ViewOf(page, section));
    }
    changed.Flag("is_too_long", difference.is_too_long);
    changed.Flag("is_known", !difference.is_too_long);
    changed.List("sections", std::move(sections));
  }
  view->Child("changed", std::move(changed));
}

}  // namespace zeroline
