#include "server/search/foreign_articles.h"

#include <algorithm>

#include "server/search/index_reader.h"

namespace zeroline {
namespace {

std::string KeyOf(const std::vector<const LanguageReader*>& readers) {
  std::string key;
  for (const LanguageReader* reader : readers) {
    key += reader->audience() + '/' + reader->language() + '\n';
  }
  return key;
}

}  // namespace

void DocumentSet::Add(std::uint32_t docid) {
  if (docid >= members_.size()) members_.resize(docid + std::size_t{1});
  members_[docid] = true;
  ++size_;
}

std::shared_ptr<const DocumentSet> ForeignArticles::Find(
    const std::vector<const LanguageReader*>& here,
    const std::vector<const LanguageReader*>& there) {
  const std::string key = KeyOf(here) + '\n' + KeyOf(there);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
  }
  auto found = std::make_shared<DocumentSet>();
  for (std::size_t r = 0; r < there.size(); ++r) {
    const Catalog& catalog = there[r]->catalog();
    for (std::size_t i = 0; i < catalog.size(); ++i) {
      const Catalog::Entry entry = catalog.entry(i);
      const bool is_here = std::any_of(here.begin(), here.end(), [&](const LanguageReader* reader) {
        return reader->catalog().FindId(entry.id).has_value();
      });
      if (is_here) continue;
      found->Add(static_cast<std::uint32_t>((entry.docid - 1) * there.size() + r + 1));
    }
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  return known_.emplace(key, std::move(found)).first->second;
}

}  // namespace zeroline
