// Article parser on whole files: whatever the bytes, what it returns is safe and whole.
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/article/article_parser.h"
#include "tests/fuzz/article_promises.h"
#include "tests/fuzz/property.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  zeroline::SourceFile file;
  file.path = "en/vpn/setup.md";
  file.language = "en";
  file.size = size;
  const zeroline::ParsedArticle parsed = zeroline::ParseArticle(file, content);
  if (!parsed.article) {
    zeroline::testing::Require(!parsed.diagnostics.empty(), "a skipped file says why");
    return 0;
  }
  zeroline::testing::RequireWholeArticle(*parsed.article);
  zeroline::testing::RequireSafeHtml(
      zeroline::ResolveAssets(parsed.article->html, [](std::string_view path) {
        return path.size() % 2 == 0 ? std::string() : std::string("/assets/0123456789abcdef.png");
      }));
  return 0;
}
