// Which articles did their writers keep out of deflection (`deflect: never`)?
//
// Thread-safe. Every article of a build is asked once, and what they said is kept for the builds in
// use.
#ifndef ZEROLINE_SERVER_DEFLECTION_NEVER_ARTICLES_H_
#define ZEROLINE_SERVER_DEFLECTION_NEVER_ARTICLES_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "indexer/error/result.h"
#include "server/search/index_reader.h"

namespace zeroline {

class NeverArticles {
 public:
  // Ids, of the articles in this language that these audiences may see.
  Result<std::vector<std::string>> Of(const Snapshot& snapshot, const std::string& language,
                                      const Audiences& audiences);
  // Asks every article of the build.
  Status Warm(const Snapshot& snapshot);

 private:
  using Ids = std::vector<std::string>;
  using Key = std::pair<std::string, std::string>;  // audience, language
  struct Build {
    std::uint64_t number = 0;
    std::map<Key, std::shared_ptr<const Ids>> ids;
  };

  Result<std::shared_ptr<const Ids>> OfReader(std::uint64_t build, const LanguageReader& reader);

  std::mutex mutex_;
  std::vector<Build> builds_;  // newest last; guarded by mutex_
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_DEFLECTION_NEVER_ARTICLES_H_
