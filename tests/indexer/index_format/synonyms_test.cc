#include "indexer/index_format/synonyms.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using Others = std::vector<std::string_view>;

SynonymContent Content(int keys) {
  SynonymContent content;
  content.source_hash = "0123456789abcdef";
  content.fingerprint = "v1;icu 72";
  for (int i = 0; i < keys; ++i) {
    content.others["key " + std::to_string(i)] = {"other " + std::to_string(i), "more"};
  }
  return content;
}

TEST(SynonymTableTest, FindsEveryKeyAndNoOther) {
  for (const int keys : {0, 1, 2, 3, 7, 100}) {
    const testing::TempTree tree;
    const std::filesystem::path file = tree.path() / "en.flat";
    ASSERT_TRUE(WriteSynonyms(file, Content(keys)));
    const auto table = SynonymTable::Open(file);
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ((*table)->source_hash(), "0123456789abcdef");
    EXPECT_EQ((*table)->fingerprint(), "v1;icu 72");
    for (int i = 0; i < keys; ++i) {
      EXPECT_EQ((*table)->Find("key " + std::to_string(i)),
                (Others{"other " + std::to_string(i), "more"}));
    }
    for (const char* none : {"", "a", "key", "key 1000", "z", "other 1", "more"}) {
      EXPECT_TRUE((*table)->Find(none).empty()) << none;
    }
  }
}

TEST(SynonymTableTest, RefusesWhatIsNotWhole) {
  const testing::TempTree tree;
  EXPECT_EQ(SynonymTable::Open(tree.path() / "none.flat").error().code, ErrorCode::kNotFound);
  const std::filesystem::path file = tree.path() / "en.flat";
  ASSERT_TRUE(WriteSynonyms(file, Content(3)));
  std::string bytes = tree.Read("en.flat");
  tree.Write("cut.flat", bytes.substr(0, bytes.size() - 1));
  EXPECT_EQ(SynonymTable::Open(tree.path() / "cut.flat").error().code, ErrorCode::kCorrupt);
  bytes[bytes.size() - 3] ^= 1;
  tree.Write("changed.flat", bytes);
  EXPECT_EQ(SynonymTable::Open(tree.path() / "changed.flat").error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace zeroline
