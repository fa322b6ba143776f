#include "server/query/query.h"

#include "indexer/language/text.h"

namespace zeroline {
namespace {

// Enough of an oversized input to fill kMaxQueryBytes even if most of it is white space, and no
// more.
constexpr std::size_t kMaxTypedBytes = 16 * kMaxQueryBytes;

}  // namespace

Query Understand(std::string_view typed) {
  Query query;
  const std::string valid = RepairUtf8(TruncateUtf8(typed, kMaxTypedBytes));
  const std::string collapsed = CollapseWhiteSpace(valid);
  query.typed = TruncateUtf8(collapsed, kMaxQueryBytes);
  while (query.typed.ends_with(' ')) query.typed.pop_back();  // the cut may fall behind a word
  query.text = query.typed;
  if (query.text.size() < collapsed.size() || typed.size() > kMaxTypedBytes) {
    query.rewrites.push_back({"truncated", std::string(TruncateUtf8(collapsed, 80)), query.text});
  }
  return query;
}

}  // namespace zeroline
