#include "server/search/former_version.h"

#include <algorithm>
#include <string>
#include <utility>

namespace zeroline {
namespace {

Result<ArticleHistory> HistoryOf(const FoundArticle& found) {
  const History* history = found.reader->history();
  if (history == nullptr) return ArticleHistory{};
  return history->Find(found.article.id());
}

LinkedVersion Unknown(const FoundArticle& found, const ArticleHistory& history) {
  LinkedVersion linked;
  linked.changed = found.article.updated();
  if (!history.versions.empty()) {
    linked.changed = std::max(linked.changed, history.versions.front().replaced);
  }
  return linked;
}

LinkedVersion Current() { return {LinkedState::kCurrent, std::nullopt, 0}; }

// `at` may be the end.
template <typename Iterator>
LinkedVersion Former(LinkedVersion linked, Iterator at, Iterator end) {
  if (at == end) return linked;
  linked.state = LinkedState::kFormer;
  linked.former = std::move(*at);
  return linked;
}

}  // namespace

Result<LinkedVersion> FindVersion(const FoundArticle& found, std::string_view version) {
  if (version == ArticleVersion(found.article)) return Current();
  Result<ArticleHistory> history = HistoryOf(found);
  if (!history) return tl::unexpected(history.error());
  const auto same =
      std::find_if(history->versions.begin(), history->versions.end(),
                   [&](const FormerVersion& former) { return former.version == version; });
  return Former(Unknown(found, *history), same, history->versions.end());
}

Result<LinkedVersion> FindVersionOfBuild(const FoundArticle& found, std::uint64_t build) {
  Result<ArticleHistory> history = HistoryOf(found);
  if (!history) return tl::unexpected(history.error());
  const LinkedVersion unknown = Unknown(found, *history);
  if (build <= history->unknown_until) return unknown;
  // The oldest of those that were still there after `build` is the one that was there in it.
  const auto oldest =
      std::find_if(history->versions.rbegin(), history->versions.rend(),
                   [&](const FormerVersion& former) { return former.last_build >= build; });
  if (oldest == history->versions.rend() || oldest->version == ArticleVersion(found.article)) {
    return Current();
  }
  return Former(unknown, oldest, history->versions.rend());
}

}  // namespace zeroline
