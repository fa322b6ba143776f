// Whole articles as real trees write them: golden/<name>.md -> .html and .txt (title, text,
// sections and findings). ZEROLINE_UPDATE_GOLDENS=1 rewrites them; the difference is what a
// reviewer reads.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/indexer/article/parse.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

std::string ReadAll(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string Describe(const ParsedArticle& parsed) {
  std::string text;
  if (parsed.article) {
    text += "title: " + parsed.article->title + "\naudience: " + parsed.article->audience + "\n\n";
    text += parsed.article->text + "\n\n";
    for (const ArticleSection& section : parsed.article->sections) {
      text += std::to_string(section.text_begin) + "-" + std::to_string(section.text_end) + " h" +
              std::to_string(section.level) + " #" + section.anchor +
              (section.anchor_is_explicit ? " (explicit) " : " ") + section.heading + "\n";
    }
    for (const ArticleLink& link : parsed.article->links) {
      text += "link " + link.target + " #" + link.fragment + "\n";
    }
    for (const ArticleAsset& asset : parsed.article->assets) text += "asset " + asset.path + "\n";
  }
  for (const Diagnostic& diagnostic : parsed.diagnostics) text += ToText(diagnostic) + "\n";
  return text;
}

TEST(GoldenTest, CompilesWholeArticlesAsReviewed) {
  const fs::path folder = fs::path(ZEROLINE_SOURCE_DIR) / "tests/indexer/article/golden";
  const bool update = std::getenv("ZEROLINE_UPDATE_GOLDENS") != nullptr;
  std::vector<fs::path> sources;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".md") sources.push_back(entry.path());
  }
  std::sort(sources.begin(), sources.end());
  ASSERT_FALSE(sources.empty());
  for (const fs::path& source : sources) {
    const ParsedArticle parsed = Parse(ReadAll(source), "en/guide/" + source.filename().string());
    const std::string outputs[2] = {parsed.article ? parsed.article->html : "", Describe(parsed)};
    const char* const extensions[2] = {".html", ".txt"};
    for (int i = 0; i < 2; ++i) {
      fs::path golden = source;
      golden.replace_extension(extensions[i]);
      if (update) std::ofstream(golden, std::ios::binary) << outputs[i];
      EXPECT_EQ(outputs[i], ReadAll(golden)) << golden.filename();
    }
  }
}

}  // namespace
}  // namespace zeroline
