#include <gtest/gtest.h>

#include "tests/server/query/fake_vocabulary.h"
#include "tests/server/query/mended_text.h"

namespace zeroline {
namespace {

using testing::Expansions;
using testing::FakeVocabulary;
using testing::MendTyped;
using testing::WithRewrites;

TEST(SynonymsTest, FindsOtherWordsForTheSameThing) {
  FakeVocabulary words("en");
  words.Has({"shared", "drive", "folder", "mfp", "is", "full", "my", "wi", "fi", "printers"});
  words.Means("shared drive", {"network drive"}).Means("drive", {"disk"}).Means("mfp", {"printer"});
  words.Means("wi fi", {"wifi"}).Means("printer", {"mfp"}).Means("pritner", {"never"});
  const struct {
    const char* name;
    const char* typed;
    const char* want;
  } kCases[] = {
      {"a word", "my MFP", "MFP*1.00: printer*0.40"},
      {"the longest phrase", "shared drive is full", "shared drive*1.00: network drive*0.40"},
      {"a word of it alone", "drive is full", "drive*1.00: disk*0.40"},
      {"a hyphen is a space", "wi-fi", "wi-fi*1.00: wifi*0.40"},
      {"a comma parts", "shared, drive", "drive*1.00: disk*0.40"},
      {"inflected", "printers", "printers*1.00: mfp*0.40"},
      {"quoted words mean themselves", "\"shared drive\" is full", ""},
      {"nothing", "my folder", ""},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(Expansions(MendTyped(test.typed, "en", words)), test.want) << test.name;
  }
}

TEST(SynonymsTest, FindsChinesePhrasesAcrossWords) {
  FakeVocabulary words("zh");
  words.Means("网络驱动器", {"共享文件夹"}).Means("密码", {"口令"});
  EXPECT_EQ(Expansions(MendTyped("网络驱动器打不开", "zh", words)),
            "网络驱动器*1.00: 共享文件夹*0.40");
  EXPECT_EQ(Expansions(MendTyped("忘记密码", "zh", words)), "密码*1.00: 口令*0.40");
}

TEST(SynonymsTest, IsLimited) {
  FakeVocabulary words("en");
  std::vector<std::string> many;
  for (int i = 0; i < 20; ++i) many.push_back("other" + std::to_string(i));
  std::string typed;
  for (int i = 0; i < 20; ++i) {
    const std::string word = std::string("word") + static_cast<char>('a' + i);
    words.Has(word.c_str()).Means(word, many);
    typed += word + " ";
  }
  const Query query = MendTyped(typed, "en", words);
  std::size_t all = 0;
  for (const Expansion& expansion : query.expansions) {
    EXPECT_LE(expansion.alternatives.size(), 6u);
    all += expansion.alternatives.size();
  }
  EXPECT_EQ(all, 24u);
}

TEST(IdentifierTest, IsSearchedInItsOtherNotations) {
  FakeVocabulary words("en");
  words.Has({"kb1042", "windows", "error", "aadsts"});
  const struct {
    const char* name;
    const char* typed;
    const char* want;
  } kCases[] = {
      {"parted", "KB 1042", "KB 1042*1.00: kb1042*1.00"},
      {"hyphenated", "KB-1042", "KB-1042*1.00: kb1042*1.00"},
      {"joined as the articles have it", "KB1042", ""},
      {"joined as they do not", "AADSTS50011", "AADSTS50011*1.00: aadsts-50011*1.00"},
      {"a word and a number", "windows 10", ""},
  };
  for (const auto& test : kCases) {
    const Query query = MendTyped(test.typed, "en", words);
    EXPECT_EQ(Expansions(query), test.want) << test.name;
    EXPECT_EQ(WithRewrites(query), test.typed) << test.name;
  }
}

}  // namespace
}  // namespace zeroline
