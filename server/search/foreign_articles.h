// Which articles exist in one language and not in another, remembered per pair of languages and
// audiences, so that a knowledge base which is translated throughout pays nothing per query.
#ifndef ZEROLINE_SERVER_SEARCH_FOREIGN_ARTICLES_H_
#define ZEROLINE_SERVER_SEARCH_FOREIGN_ARTICLES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace zeroline {

class LanguageReader;

// Of the union of some readers' databases; see DatabasePool::Borrow() for the numbers.
class DocumentSet {
 public:
  void Add(std::uint32_t docid);  // each once
  bool Has(std::uint32_t docid) const { return docid < members_.size() && members_[docid]; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

 private:
  std::vector<bool> members_;
  std::size_t size_ = 0;
};

// Thread-safe.
class ForeignArticles {
 public:
  // The articles of `there` whose ids no reader of `here` has. About 1 ms per 3,000 articles the
  // first time.
  std::shared_ptr<const DocumentSet> Find(const std::vector<const LanguageReader*>& here,
                                          const std::vector<const LanguageReader*>& there);

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const DocumentSet>> known_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_FOREIGN_ARTICLES_H_
