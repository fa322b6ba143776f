// Front matter: any YAML, however wrong its types, gives an article or a reason, and never an id or
// path that leaves its place.
#include <cstdint>
#include <string>

#include "indexer/article/article_parser.h"
#include "indexer/language/text.h"
#include "tests/fuzz/article_promises.h"
#include "tests/fuzz/property.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using zeroline::testing::Require;
  const std::string yaml(reinterpret_cast<const char*>(data), size);
  const std::string content = "---\n" + yaml + "\n---\n\nFirst lines.\n\n## A heading\n\nMore.\n";
  zeroline::SourceFile file;
  file.path = "pl/wifi/połączenie.md";
  file.language = "pl";
  file.size = content.size();

  const zeroline::ParsedArticle parsed = zeroline::ParseArticle(file, content);
  Require(parsed.article || !parsed.diagnostics.empty(), "a skipped file says why");
  for (const zeroline::Diagnostic& diagnostic : parsed.diagnostics) {
    Require(diagnostic.path == file.path && !diagnostic.message.empty() && diagnostic.line >= 0,
            "a diagnostic says where and what");
  }
  if (parsed.article) {
    zeroline::testing::RequireWholeArticle(*parsed.article);
    Require(parsed.article->path == "wifi/połączenie", "front matter does not move an article");
    Require(!parsed.article->audience.empty(), "an article has an audience");
    for (const std::string& from : parsed.article->redirect_from) {
      Require(!from.empty() && !zeroline::FindInvalidUtf8(from), "a redirect is a path");
    }
  }

  file.kind = zeroline::SourceKind::kSectionPage;
  file.path = "pl/wifi/_index.md";
  const zeroline::ParsedSectionPage page = zeroline::ParseSectionPage(file, content);
  Require(page.page || !page.diagnostics.empty(), "a skipped section page says why");
  return 0;
}
