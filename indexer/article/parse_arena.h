// Memory for one Markdown parse: thousands of small nodes that all die together.
#ifndef ZEROLINE_INDEXER_ARTICLE_PARSE_ARENA_H_
#define ZEROLINE_INDEXER_ARTICLE_PARSE_ARENA_H_

struct cmark_mem;

namespace zeroline {

// This thread's. New nodes must come from here, too: cmark refuses to join nodes of two allocators.
cmark_mem* ParseMemory();

// Everything that ParseMemory() gives out while it lives is gone when it ends. At most one at a
// time per thread, because cmark's allocators carry no context.
class ParseArenaScope {
 public:
  ParseArenaScope() = default;
  ~ParseArenaScope();
  ParseArenaScope(const ParseArenaScope&) = delete;
  ParseArenaScope& operator=(const ParseArenaScope&) = delete;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_PARSE_ARENA_H_
