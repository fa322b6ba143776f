#include "indexer/index_format/article_store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

StoredArticle MakeArticle(std::uint32_t docid) {
  StoredArticle article;
  article.id = "vpn/setup-" + std::to_string(docid);
  article.language = "ru";
  article.audience = "public";
  article.path = "vpn/setup";
  article.title = "Настройка VPN";
  article.summary = std::string(docid % 9, 's');
  article.section = "vpn";
  article.tags = {"vpn", "сеть"};
  article.questions = {"как подключить vpn"};
  article.html = "<p>" + std::string(docid % 13, 'h') + "</p>";
  article.text = "Настройка\nШаг";
  article.sections = {{"", "", 0, 0, 19}, {"Шаг", "step", 2, 19, 25}};
  article.words.Add(71, {1, 2, 3});
  article.words.Add(72, {});
  article.words.Add(73, {4});
  article.title_words = {1, 0};
  article.tokens = {{0, 0, 18}, {2, 19, 6}};
  article.source_path = "ru/vpn/setup.md";
  article.updated = docid % 2 == 0 ? 0 : 1700000000;
  article.deflect = docid % 2 == 0;
  return article;
}

void ExpectSame(const StoredArticle& want, const StoredArticle& got) {
  EXPECT_EQ(want.id, got.id);
  EXPECT_EQ(want.audience, got.audience);
  EXPECT_EQ(want.title, got.title);
  EXPECT_EQ(want.summary, got.summary);
  EXPECT_EQ(want.tags, got.tags);
  EXPECT_EQ(want.questions, got.questions);
  EXPECT_EQ(want.html, got.html);
  EXPECT_EQ(want.text, got.text);
  ASSERT_EQ(want.sections.size(), got.sections.size());
  for (std::size_t i = 0; i < want.sections.size(); ++i) {
    EXPECT_EQ(want.sections[i].anchor, got.sections[i].anchor);
    EXPECT_EQ(want.sections[i].text_end, got.sections[i].text_end);
  }
  EXPECT_EQ(want.words.hashes, got.words.hashes);
  EXPECT_EQ(want.words.gram_begins, got.words.gram_begins);
  EXPECT_EQ(want.words.gram_hashes, got.words.gram_hashes);
  EXPECT_EQ(want.title_words, got.title_words);
  ASSERT_EQ(want.tokens.size(), got.tokens.size());
  for (std::size_t i = 0; i < want.tokens.size(); ++i) {
    EXPECT_EQ(want.tokens[i].word, got.tokens[i].word);
    EXPECT_EQ(want.tokens[i].begin, got.tokens[i].begin);
    EXPECT_EQ(want.tokens[i].length, got.tokens[i].length);
  }
  EXPECT_EQ(want.updated, got.updated);
  EXPECT_EQ(want.deflect, got.deflect);
}

class ArticleStoreTest : public ::testing::Test {
 protected:
  void WriteStore(std::uint32_t count) {
    auto writer = ArticleStoreWriter::Create(file_);
    ASSERT_TRUE(writer) << writer.error().message;
    for (std::uint32_t docid = 1; docid <= count; ++docid) {
      ASSERT_TRUE((*writer)->Add(docid, EncodeArticle(MakeArticle(docid))));
    }
    ASSERT_TRUE((*writer)->Finish());
  }
  testing::TempTree tree_;
  fs::path file_ = tree_.path() / "articles.cdb";
};

TEST_F(ArticleStoreTest, GivesBackWhatWasStored) {
  WriteStore(300);
  const auto store = ArticleStore::Open(file_);
  ASSERT_TRUE(store) << store.error().message;
  for (std::uint32_t docid = 1; docid <= 300; ++docid) {
    const Result<ArticleView> view = (*store)->Find(docid);
    ASSERT_TRUE(view) << docid << ": " << view.error().message;
    ExpectSame(MakeArticle(docid), view->Unpack());
    EXPECT_TRUE(VerifyArticle((*store)->FindBytes(docid)));
  }
}

TEST_F(ArticleStoreTest, SaysNotFoundForOtherNumbers) {
  WriteStore(3);
  const auto store = ArticleStore::Open(file_);
  ASSERT_TRUE(store);
  for (const std::uint32_t docid : {0u, 4u, 4000000000u}) {
    EXPECT_EQ((*store)->Find(docid).error().code, ErrorCode::kNotFound);
    EXPECT_TRUE((*store)->FindBytes(docid).empty());
  }
}

TEST_F(ArticleStoreTest, RefusesAFileCutAnywhere) {
  WriteStore(20);
  const std::uintmax_t size = fs::file_size(file_);
  for (std::uintmax_t cut = 0; cut < size; cut += 97) {
    const fs::path copy = tree_.path() / "cut.cdb";
    fs::copy_file(file_, copy, fs::copy_options::overwrite_existing);
    fs::resize_file(copy, cut);
    EXPECT_FALSE(ArticleStore::Open(copy)) << cut;
  }
}

TEST_F(ArticleStoreTest, RefusesAFileThatWasNeverFinished) {
  {
    auto writer = ArticleStoreWriter::Create(file_);
    ASSERT_TRUE(writer);
    ASSERT_TRUE((*writer)->Add(1, EncodeArticle(MakeArticle(1))));
    fs::copy_file(file_, tree_.path() / "half.cdb");
  }
  EXPECT_FALSE(ArticleStore::Open(tree_.path() / "half.cdb"));
  tree_.Write("zeros.cdb", std::string(4096, '\0'));
  EXPECT_FALSE(ArticleStore::Open(tree_.path() / "zeros.cdb"));
  EXPECT_EQ(ArticleStore::Open(tree_.path() / "none.cdb").error().code, ErrorCode::kNotFound);
}

TEST_F(ArticleStoreTest, IsReadByManyThreads) {
  WriteStore(200);
  const auto store = ArticleStore::Open(file_);
  ASSERT_TRUE(store);
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (std::uint32_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::uint32_t i = 0; i < 5000; ++i) {
        const std::uint32_t docid = (i * 7 + t * 13) % 200 + 1;
        const Result<ArticleView> view = (*store)->Find(docid);
        if (!view || view->id() != "vpn/setup-" + std::to_string(docid)) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(StoredArticleTest, NoticesEveryChangedByte) {
  const std::string good = EncodeArticle(MakeArticle(1));
  ASSERT_EQ(good.size() % 8, 0u);
  std::vector<std::uint64_t> aligned(good.size() / 8);
  char* bytes = reinterpret_cast<char*>(aligned.data());
  good.copy(bytes, good.size());
  ASSERT_TRUE(VerifyArticle({bytes, good.size()}));
  for (std::size_t i = 0; i < good.size(); ++i) {
    bytes[i] = static_cast<char>(bytes[i] ^ 0x41);
    EXPECT_FALSE(VerifyArticle({bytes, good.size()})) << i;
    bytes[i] = good[i];
  }
  for (std::size_t size = 0; size < good.size(); size += 8) {
    EXPECT_FALSE(ArticleView::Open({bytes, size})) << size;
  }
}

}  // namespace
}  // namespace zeroline
