// Query understanding: whatever was typed, the query is bounded, valid and stays what it is when
// understood again.
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/language/text.h"
#include "server/query/query.h"
#include "tests/fuzz/property.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using zeroline::testing::Require;
  const std::string_view typed(reinterpret_cast<const char*>(data), size);
  const zeroline::Query query = zeroline::Understand(typed);
  Require(query.text.size() <= zeroline::kMaxQueryBytes, "a query is bounded");
  Require(!zeroline::FindInvalidUtf8(query.text), "a query is valid UTF-8");
  for (const char c : query.text) {
    Require(static_cast<unsigned char>(c) >= ' ' && c != 0x7F, "a query has no control characters");
  }
  Require(query.text.find("  ") == std::string::npos, "white space is collapsed");
  for (const zeroline::Rewrite& rewrite : query.rewrites) {
    Require(!rewrite.kind.empty(), "a rewrite says what it is");
    Require(!zeroline::FindInvalidUtf8(rewrite.from) && !zeroline::FindInvalidUtf8(rewrite.to),
            "a rewrite can be shown");
  }
  const zeroline::Query again = zeroline::Understand(query.text);
  Require(again.text == query.text, "understanding twice changes nothing");
  return 0;
}
