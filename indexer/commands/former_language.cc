#include "indexer/commands/former_language.h"

#include <utility>

#include "indexer/article/article_parser.h"
#include "indexer/commands/former_anchors.h"
#include "indexer/index_format/build_directory.h"

namespace zeroline {
namespace {

// In front of an old id in a redirect; other redirects are paths.
constexpr std::string_view kShortLink = "/a/";

std::vector<FormerAnchor> PutAnchors(std::vector<FormerAnchor> anchors, std::string* html) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (FormerAnchor& anchor : anchors) {
    pairs.emplace_back(std::move(anchor.anchor), std::move(anchor.section));
  }
  *html = AddFormerAnchors(*html, &pairs);
  anchors.clear();
  for (auto& [anchor, section] : pairs) anchors.push_back({std::move(anchor), std::move(section)});
  return anchors;
}

}  // namespace

FormerBuild FindFormerBuild(const std::filesystem::path& index) {
  const Result<std::uint64_t> number = CurrentBuild(index);
  if (!number) return {};
  return {BuildPath(index, *number), *number};
}

FormerLanguage::FormerLanguage(const FormerBuild& build, const std::filesystem::path& directory,
                               const CatalogContent& next, std::int64_t now)
    : number_(build.number), now_(now) {
  for (const CatalogRedirect& redirect : next.redirects) {
    moved_from_[redirect.id].push_back(redirect.from);
  }
  if (number_ == 0) return;
  auto catalog = Catalog::Open(directory / "catalog.flat");
  auto articles = ArticleStore::Open(directory / "articles.cdb");
  if (!catalog || !articles) return;
  catalog_ = *std::move(catalog);
  articles_ = *std::move(articles);
  if (auto history = History::Open(directory / kHistoryFile)) history_ = *std::move(history);
}

std::string FormerLanguage::Follow(StoredArticle* article) const {
  if (number_ == 0) return "";
  const std::optional<Known> before = FindArticle(article->id);
  ArticleHistory history;
  if (before) {
    history = FindHistory(before->id);
    const std::string version = ArticleVersion(before->article);
    if (version != ArticleVersion(article->title, article->text)) {
      StoredArticle old = before->article.Unpack();
      history.versions.insert(history.versions.begin(),
                              {version, number_, now_, std::move(old.title), std::move(old.text),
                               std::move(old.sections)});
    }
    history.anchors = PutAnchors(
        FollowAnchors(std::move(history.anchors), before->article, *article), &article->html);
  } else {
    history.unknown_until = number_;
  }
  const bool is_empty =
      history.versions.empty() && history.anchors.empty() && history.unknown_until == 0;
  return is_empty ? "" : EncodeHistory(article->id, std::move(history));
}

std::string FormerLanguage::Forget(const StoredArticle& article) const {
  ArticleHistory history;
  history.unknown_until = number_;
  return number_ == 0 ? "" : EncodeHistory(article.id, std::move(history));
}

std::string_view FormerLanguage::Carry(std::string_view id) const {
  return history_ == nullptr ? std::string_view() : history_->FindBytes(id);
}

std::optional<FormerLanguage::Known> FormerLanguage::FindArticle(std::string_view id) const {
  if (catalog_ == nullptr) return std::nullopt;
  if (auto same = Read(catalog_->FindId(id))) return same;
  const auto moved = moved_from_.find(id);
  if (moved == moved_from_.end()) return std::nullopt;
  for (const std::string_view from : moved->second) {
    auto known = from.starts_with(kShortLink)
                     ? Read(catalog_->FindId(from.substr(kShortLink.size())))
                     : Read(catalog_->FindPath(from));
    if (known) return known;
  }
  return std::nullopt;
}

std::optional<FormerLanguage::Known> FormerLanguage::Read(
    const std::optional<Catalog::Entry>& entry) const {
  if (!entry) return std::nullopt;
  const std::string_view bytes = articles_->FindBytes(entry->docid);
  if (!VerifyArticle(bytes)) return std::nullopt;
  const Result<ArticleView> article = ArticleView::Open(bytes);
  if (!article) return std::nullopt;
  return Known{std::string(entry->id), *article};
}

ArticleHistory FormerLanguage::FindHistory(std::string_view id) const {
  if (history_ == nullptr) return {};
  Result<ArticleHistory> found = history_->Find(id);
  if (found) return *std::move(found);
  ArticleHistory lost;
  lost.unknown_until = number_;
  return lost;
}

}  // namespace zeroline
