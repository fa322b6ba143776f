// A tree of articles that is written, built and looked into, in this process.
#ifndef ZEROLINE_TESTS_INDEXER_COMMANDS_BUILT_TREE_H_
#define ZEROLINE_TESTS_INDEXER_COMMANDS_BUILT_TREE_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "indexer/commands/build.h"
#include "indexer/index_format/build_directory.h"
#include "tests/support/temp_tree.h"

namespace zeroline::testing {

// A source file. `keys` are further lines of front matter.
inline std::string Page(const std::string& title, const std::string& body,
                        const std::string& keys = "") {
  return "---\ntitle: " + title + "\n" + keys + "---\n\n" + body + "\n";
}

// Whether these bytes are anywhere in the files of a folder.
inline bool FolderContains(const std::filesystem::path& folder, const std::string& bytes) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    if (text.find(bytes) != std::string::npos) return true;
  }
  return false;
}

class BuiltTree : public ::testing::Test {
 protected:
  BuiltTree() {
    options_.articles = tree_.path() / "articles";
    options_.index = tree_.path() / "index";
    options_.use_git = false;
    options_.jobs = 2;
  }

  void Write(const std::string& path, const std::string& text) {
    tree_.Write("articles/" + path, text);
  }
  Result<BuildReport> Build() {
    Progress silent(nullptr);
    return BuildIndex(options_, &silent);
  }
  BuildReport Built() {
    Result<BuildReport> report = Build();
    EXPECT_TRUE(report) << report.error().message;
    return report.value_or(BuildReport{});
  }
  std::filesystem::path Current() const {
    return BuildPath(options_.index, *CurrentBuild(options_.index));
  }

  TempTree tree_;
  BuildOptions options_;
};

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_INDEXER_COMMANDS_BUILT_TREE_H_
