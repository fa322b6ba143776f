#include "indexer/index_format/vocabulary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

// As it stands in the file.
std::vector<VocabularyWord> SmallVocabulary() {
  return {{"größe", "grosse", {"groesse"}, 3},
          {"haslo", "haslo", {}, 1},
          {"hasło", "haslo", {}, 9},
          {"print", "print", {}, 2},
          {"printer", "printer", {}, 70000},
          {"вход", "вход", {"vhod"}, 4},
          {"银行", "银行", {"yinhang", "yinxing"}, 5}};
}

class VocabularyTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const Status written = WriteVocabulary(file_, SmallVocabulary());
    ASSERT_TRUE(written) << written.error().message;
    auto opened = StoredVocabulary::Open(file_);
    ASSERT_TRUE(opened) << opened.error().message;
    vocabulary_ = std::move(*opened);
  }
  std::vector<std::string> WithLatin(std::string_view latin) const {
    std::vector<std::string> words;
    const auto [begin, end] = vocabulary_->WithLatin(latin);
    for (std::size_t i = begin; i < end; ++i) {
      words.emplace_back(vocabulary_->at(vocabulary_->key_at(i).rank).word);
    }
    return words;
  }

  testing::TempTree tree_;
  fs::path file_ = tree_.path() / "vocabulary.flat";
  std::unique_ptr<StoredVocabulary> vocabulary_;
};

TEST_F(VocabularyTest, GivesBackEveryWordInOrder) {
  const std::vector<VocabularyWord> words = SmallVocabulary();
  ASSERT_EQ(vocabulary_->size(), words.size());
  EXPECT_TRUE(vocabulary_->Verify());
  for (std::size_t rank = 0; rank < words.size(); ++rank) {
    const StoredVocabulary::Word word = vocabulary_->at(rank);
    EXPECT_EQ(word.word, words[rank].word);
    EXPECT_EQ(word.folded, words[rank].folded);
    EXPECT_EQ(word.articles, words[rank].articles);
    EXPECT_EQ(vocabulary_->Find(word.word, word.folded), word.articles);
  }
}

TEST_F(VocabularyTest, FindsNothingThatIsNotThere) {
  for (const char* word : {"", "a", "gross", "grosse", "printers", "zzz", "Ā", "银", "𠀀"}) {
    EXPECT_EQ(vocabulary_->Find(word, word), 0u) << word;
    EXPECT_TRUE(WithLatin(word).empty()) << word;
  }
}

TEST_F(VocabularyTest, FindsByFoldedForm) {
  EXPECT_EQ(vocabulary_->WithFolded("haslo"), (StoredVocabulary::Range{1, 3}));
  EXPECT_EQ(vocabulary_->WithFolded("grosse"), (StoredVocabulary::Range{0, 1}));
  const auto [begin, end] = vocabulary_->WithFolded("has");
  EXPECT_EQ(begin, end);
}

TEST_F(VocabularyTest, FindsByEveryLatinKey) {
  EXPECT_EQ(WithLatin("groesse"), std::vector<std::string>{"größe"});
  EXPECT_EQ(WithLatin("yinhang"), std::vector<std::string>{"银行"});
  EXPECT_EQ(WithLatin("yinxing"), std::vector<std::string>{"银行"});
  EXPECT_TRUE(WithLatin("yin").empty());
}

TEST_F(VocabularyTest, RefusesCutFilesAndOtherOnes) {
  const std::string good = tree_.Read("vocabulary.flat");
  for (std::size_t size = 0; size < good.size(); ++size) {
    const auto opened = StoredVocabulary::Open(tree_.Write("cut.flat", good.substr(0, size)));
    ASSERT_FALSE(opened) << size;
    EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
  }
  EXPECT_EQ(StoredVocabulary::Open(tree_.Write("long.flat", good + "12345678")).error().code,
            ErrorCode::kCorrupt);
  EXPECT_EQ(StoredVocabulary::Open(tree_.path() / "none").error().code, ErrorCode::kNotFound);
}

// Every byte is changed once: a changed one is noticed by Open() or Verify(), and reading what
// Open() let pass stays inside the file.
TEST_F(VocabularyTest, StaysInsideDamagedFiles) {
  const std::string good = tree_.Read("vocabulary.flat");
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0xFF);
    const auto opened = StoredVocabulary::Open(tree_.Write("bad.flat", bad));
    if (!opened) {
      EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
      continue;
    }
    EXPECT_FALSE((*opened)->Verify()) << i;
    std::size_t bytes = 0;
    for (std::size_t rank = 0; rank < (*opened)->size(); ++rank) {
      bytes += (*opened)->at(rank).word.size() + (*opened)->at(rank).folded.size();
    }
    for (std::size_t key = 0; key < (*opened)->key_count(); ++key) {
      EXPECT_LT((*opened)->key_at(key).rank, (*opened)->size());
      bytes += (*opened)->key_at(key).latin.size();
    }
    EXPECT_LT(bytes, good.size() * 20);
    for (const char* word : {"haslo", "printer", "银行", "yinhang"}) {
      (*opened)->Find(word, word);
      (*opened)->WithLatin(word);
    }
  }
}

TEST(VocabularyEdgeTest, HoldsNothingAtAll) {
  const testing::TempTree tree;
  ASSERT_TRUE(WriteVocabulary(tree.path() / "v", {}));
  const auto vocabulary = StoredVocabulary::Open(tree.path() / "v");
  ASSERT_TRUE(vocabulary);
  EXPECT_EQ((*vocabulary)->size(), 0u);
  EXPECT_EQ((*vocabulary)->Find("word", "word"), 0u);
  EXPECT_EQ((*vocabulary)->LowerBound("a", 0), 0u);
  EXPECT_EQ((*vocabulary)->WithLatin("a"), (StoredVocabulary::Range{0, 0}));
}

TEST(VocabularyEdgeTest, FindsTheLowerBoundFromAnywhere) {
  const unsigned seed = 11;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  std::vector<std::string> words;
  for (int i = 0; i < 300; ++i) {
    std::string word;
    for (auto length = 1 + random() % 4; length > 0; --length) {
      word += static_cast<char>('a' + random() % 4);
    }
    words.push_back(word);
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::vector<VocabularyWord> rows;
  for (const std::string& word : words) rows.push_back({word, word, {}, 1});
  const testing::TempTree tree;
  ASSERT_TRUE(WriteVocabulary(tree.path() / "v", rows));
  const auto vocabulary = StoredVocabulary::Open(tree.path() / "v");
  ASSERT_TRUE(vocabulary);
  for (std::size_t begin = 0; begin <= words.size(); begin += 7) {
    for (const char* folded : {"", "a", "ab", "abca", "bb", "bcd", "d", "dddd", "e"}) {
      const auto want = std::lower_bound(words.begin() + static_cast<std::ptrdiff_t>(begin),
                                         words.end(), std::string(folded));
      EXPECT_EQ((*vocabulary)->LowerBound(folded, begin),
                static_cast<std::size_t>(want - words.begin()))
          << folded << " from " << begin;
    }
  }
}

}  // namespace
}  // namespace zeroline
