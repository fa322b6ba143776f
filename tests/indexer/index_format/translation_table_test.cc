#include "indexer/index_format/translation_table.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

class TranslationTableTest : public ::testing::Test {
 protected:
  std::filesystem::path Write(std::vector<TranslationEntry> entries) {
    std::filesystem::create_directories(TranslationsDirectory(tree_.path()));
    const std::filesystem::path file = TranslationPath(tree_.path(), "en", "ru");
    EXPECT_TRUE(WriteTranslationTable(file, std::move(entries)));
    return file;
  }
  testing::TempTree tree_;
};

TEST_F(TranslationTableTest, GivesBackWhatWasWrittenBestFirst) {
  const auto table = TranslationTable::Open(Write({{"printer", "принтер", 0.75F},
                                                   {"network drive", "сетев диск", 1},
                                                   {"printer", "печат", 0.25F},
                                                   {"disk", "диск", 1}}));
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ((*table)->size(), 3u);
  EXPECT_EQ((*table)->longest_phrase(), 2u);
  const auto printer = (*table)->Find("printer");
  ASSERT_EQ(printer.size(), 2u);
  EXPECT_EQ(printer[0].to, "принтер");
  EXPECT_EQ(printer[0].probability, 0.75F);
  EXPECT_EQ(printer[1].to, "печат");
  ASSERT_EQ((*table)->Find("network drive").size(), 1u);
  EXPECT_EQ((*table)->Find("network drive")[0].to, "сетев диск");
  for (const char* unknown : {"", "a", "network", "printers", "zzz"}) {
    EXPECT_TRUE((*table)->Find(unknown).empty()) << unknown;
  }
}

TEST_F(TranslationTableTest, MayBeEmpty) {
  const auto table = TranslationTable::Open(Write({}));
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ((*table)->size(), 0u);
  EXPECT_EQ((*table)->longest_phrase(), 0u);
  EXPECT_TRUE((*table)->Find("a").empty());
}

TEST_F(TranslationTableTest, RefusesEveryDamagedByte) {
  const std::filesystem::path file = Write({{"a", "b", 1}, {"c", "d", 0.5F}});
  std::ifstream in(file, std::ios::binary);
  const std::string good((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const auto opens = [&](const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    return TranslationTable::Open(file).has_value();
  };
  EXPECT_TRUE(opens(good));
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string damaged = good;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x41);
    EXPECT_FALSE(opens(damaged)) << "byte " << i;
    EXPECT_FALSE(opens(good.substr(0, i))) << "cut at " << i;
  }
  EXPECT_FALSE(opens(good + "x"));
}

}  // namespace
}  // namespace zeroline
