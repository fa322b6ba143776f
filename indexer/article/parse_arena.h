// Memory for one Markdown parse: thousands of small nodes that all die together.
#ifndef ZEROLINE_INDEXER_ARTICLE_PARSE_ARENA_H_
#define ZEROLINE_INDEXER_ARTICLE_PARSE_ARENA_H_

struct cmark_mem;

namespace zeroline {

// While it lives, memory() serves this thread; everything it gave out is gone when the scope ends.
// At most one at a time per thread, because cmark's allocators carry no context.
class ParseArenaScope {
 public:
  ParseArenaScope() = default;
  ~ParseArenaScope();
  ParseArenaScope(const ParseArenaScope&) = delete;
  ParseArenaScope& operator=(const ParseArenaScope&) = delete;

  cmark_mem* memory() const;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_PARSE_ARENA_H_
