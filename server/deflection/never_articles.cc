#include "server/deflection/never_articles.h"

#include <algorithm>

namespace zeroline {
namespace {

// The current one, and the one that requests finish on.
constexpr std::size_t kKeptBuilds = 2;

Result<std::vector<std::string>> Ask(const LanguageReader& reader) {
  std::vector<std::string> ids;
  const Catalog& catalog = reader.catalog();
  for (std::size_t i = 0; i < catalog.size(); ++i) {
    const Catalog::Entry entry = catalog.entry(i);
    const Result<ArticleView> article = reader.articles().Find(entry.docid);
    if (!article) return tl::unexpected(article.error());
    if (!article->deflect()) ids.emplace_back(entry.id);
  }
  return ids;
}

}  // namespace

Result<std::shared_ptr<const NeverArticles::Ids>> NeverArticles::OfReader(
    std::uint64_t build, const LanguageReader& reader) {
  const std::lock_guard lock(mutex_);
  auto known = std::find_if(builds_.begin(), builds_.end(),
                            [&](const Build& one) { return one.number == build; });
  if (known == builds_.end()) {
    if (builds_.size() == kKeptBuilds) builds_.erase(builds_.begin());
    known = builds_.insert(builds_.end(), {build, {}});
  }
  std::shared_ptr<const Ids>& ids = known->ids[{reader.audience(), reader.language()}];
  if (ids != nullptr) return ids;
  Result<Ids> asked = Ask(reader);
  if (!asked) return tl::unexpected(asked.error());
  ids = std::make_shared<const Ids>(*std::move(asked));
  return ids;
}

Result<std::vector<std::string>> NeverArticles::Of(const Snapshot& snapshot,
                                                   const std::string& language,
                                                   const Audiences& audiences) {
  Ids all;
  for (const LanguageReader* reader : snapshot.readers(language, audiences)) {
    const auto ids = OfReader(snapshot.build_number(), *reader);
    if (!ids) return tl::unexpected(ids.error());
    all.insert(all.end(), (*ids)->begin(), (*ids)->end());
  }
  return all;
}

Status NeverArticles::Warm(const Snapshot& snapshot) {
  for (const BuildLanguage& language : snapshot.info().languages) {
    const auto ids = Of(snapshot, language.language, {language.audience});
    if (!ids) return tl::unexpected(ids.error());
  }
  return {};
}

}  // namespace zeroline
