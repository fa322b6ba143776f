// Teaches the next build what readers confirmed: keeps it in the state, and writes the file that
// the indexer reads.
#ifndef ZEROLINE_SERVER_APP_LEARNING_H_
#define ZEROLINE_SERVER_APP_LEARNING_H_

#include <cstdint>

#include "indexer/error/result.h"
#include "server/config/config.h"
#include "server/search/index_reader.h"
#include "server/store/store.h"

namespace zeroline {

// Not thread-safe.
class Learning {
 public:
  // All outlive this.
  Learning(const Config* config, IndexReader* index, Store* store)
      : config_(*config), index_(*index), store_(*store) {}

  // Costs a look at the store unless something was confirmed since the last time; then it reads all
  // visits there are. Failures go to the log: what was not learned now is learned the next time.
  void Run();

 private:
  Status Learn();
  Result<bool> HasNews() const;

  const Config& config_;
  IndexReader& index_;
  Store& store_;
  std::int64_t learned_until_ = 0;  // Unix seconds; 0: not yet
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_APP_LEARNING_H_
