// Which version of an article a link was made for, and what is known of it.
#ifndef ZEROLINE_SERVER_SEARCH_FORMER_VERSION_H_
#define ZEROLINE_SERVER_SEARCH_FORMER_VERSION_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "indexer/error/result.h"
#include "indexer/index_format/history.h"
#include "server/search/index_reader.h"

namespace zeroline {

enum class LinkedState {
  kCurrent,  // the article says what it said then
  kFormer,   // it has changed, and what it said is known
  kUnknown,  // it has changed, or was not there; what it said is not known
};

struct LinkedVersion {
  LinkedState state = LinkedState::kUnknown;
  std::optional<FormerVersion> former;  // of kFormer
  std::int64_t changed = 0;             // Unix seconds of the article's last change; 0 if unknown
};

// By ArticleVersion(), and by the build that was current then. Whoever has `found` may read what it
// said: a history is of one audience. kCorrupt if the history is damaged.
Result<LinkedVersion> FindVersion(const FoundArticle& found, std::string_view version);
Result<LinkedVersion> FindVersionOfBuild(const FoundArticle& found, std::uint64_t build);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_FORMER_VERSION_H_
