#include "indexer/source/synonym_file.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using Groups = std::vector<std::vector<std::string>>;

struct Parsed {
  Groups groups;
  std::vector<std::string> findings;  // "line: message"
};

Parsed Parse(const std::string& content) {
  std::vector<Diagnostic> diagnostics;
  Parsed parsed;
  for (const SynonymGroup& group : ParseSynonyms("synonyms/en.txt", content, &diagnostics)) {
    parsed.groups.push_back(group.entries);
  }
  for (const Diagnostic& diagnostic : diagnostics) {
    EXPECT_EQ(diagnostic.path, "synonyms/en.txt");
    EXPECT_EQ(diagnostic.rule, "synonyms");
    parsed.findings.push_back(std::to_string(diagnostic.line) + ": " + diagnostic.message);
  }
  return parsed;
}

TEST(SynonymFileTest, ReadsGroups) {
  const struct {
    const char* name;
    std::string content;
    Groups want;
  } kCases[] = {
      {"one group", "wifi, wireless , wlan\n", {{"wifi", "wireless", "wlan"}}},
      {"comments and empty lines", "# networks\n\n  \na, b\n", {{"a", "b"}}},
      {"no newline at the end", "a, b\nc, d", {{"a", "b"}, {"c", "d"}}},
      {"Windows line ends", "a, b\r\nc, d\r\n", {{"a", "b"}, {"c", "d"}}},
      {"a byte order mark",
       "\xEF\xBB\xBF"
       "a, b",
       {{"a", "b"}}},
      {"phrases", "hard  drive, disk", {{"hard drive", "disk"}}},
      {"Chinese commas", "密码，口令、登录密码", {{"密码", "口令", "登录密码"}}},
      {"nothing", "", {}},
  };
  for (const auto& test : kCases) {
    const Parsed parsed = Parse(test.content);
    EXPECT_EQ(parsed.groups, test.want) << test.name;
    EXPECT_TRUE(parsed.findings.empty()) << test.name;
  }
}

TEST(SynonymFileTest, SaysWhatIsWrongAndReadsTheRest) {
  const std::string longer(kMaxSynonymEntryBytes + 1, 'x');
  std::string many = "w0";
  for (std::size_t i = 1; i <= kMaxSynonymsInGroup; ++i) many += ", w" + std::to_string(i);
  const struct {
    const char* name;
    std::string line;
    const char* finding;  // a part of it
    std::size_t entries;  // of the line that are kept
  } kCases[] = {
      {"one entry", "wifi", "at least two", 0},
      {"an empty entry", "wifi,, wlan", "empty", 2},
      {"only commas", ",,", "at least two", 0},
      {"the same twice", "wifi, WiFi, wlan", "\"WiFi\" stands twice", 2},
      {"too long", "wifi, wlan, " + longer, "longer than", 2},
      {"too many", many, "only the first", kMaxSynonymsInGroup},
      {"not UTF-8", "wifi, \xFF", "UTF-8", 0},
  };
  for (const auto& test : kCases) {
    const Parsed parsed = Parse("first, one\n" + test.line + "\nlast, one\n");
    ASSERT_FALSE(parsed.findings.empty()) << test.name;
    EXPECT_TRUE(parsed.findings.back().starts_with("2: ")) << parsed.findings.back();
    EXPECT_NE(parsed.findings.back().find(test.finding), std::string::npos)
        << parsed.findings.back();
    ASSERT_EQ(parsed.groups.size(), test.entries > 0 ? 3u : 2u) << test.name;
    if (test.entries == 0) continue;
    EXPECT_EQ(parsed.groups[1].size(), test.entries) << test.name;
  }
}

TEST(SynonymFileTest, ReadsTheFilesOfATree) {
  const testing::TempTree tree;
  tree.Write("synonyms/pl.txt", "hasło, password\n");
  tree.Write("synonyms/en.txt", "wifi, wlan\n");
  tree.Write("synonyms/notes.txt", "wifi, wlan\n");
  tree.Write("synonyms/de.csv", "a, b\n");
  tree.Write("synonyms/.en.txt.swp", "x");
  tree.Write("synonyms/PL.txt", "a, b\n");
  tree.Write("synonyms/fr/words.txt", "a, b\n");
  const SynonymFiles all = ReadSynonymFiles(tree.path());
  ASSERT_EQ(all.files.size(), 2u);
  EXPECT_EQ(all.files[0].language, "en");
  EXPECT_EQ(all.files[0].path, "synonyms/en.txt");
  EXPECT_EQ(all.files[1].language, "pl");
  std::vector<std::string> named;
  for (const Diagnostic& diagnostic : all.diagnostics) named.push_back(diagnostic.path);
  EXPECT_EQ(named, (std::vector<std::string>{"synonyms/de.csv", "synonyms/fr", "synonyms/notes.txt",
                                             "synonyms/pl.txt"}));
}

TEST(SynonymFileTest, IsContentWithoutFiles) {
  const testing::TempTree tree;
  const SynonymFiles all = ReadSynonymFiles(tree.path());
  EXPECT_TRUE(all.files.empty());
  EXPECT_TRUE(all.diagnostics.empty());
}

}  // namespace
}  // namespace zeroline
