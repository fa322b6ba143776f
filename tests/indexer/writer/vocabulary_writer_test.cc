// A language that is brought up to date again and again is held against one written from nothing.
#include "indexer/writer/vocabulary_writer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "indexer/index_format/article_store.h"
#include "indexer/index_format/vocabulary.h"
#include "indexer/writer/language_writer.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

using Tree = std::map<std::uint32_t, StoredArticle>;  // by docid

StoredArticle MakeArticle(const std::string& language, const std::string& title,
                          const std::string& text) {
  StoredArticle article;
  article.id = "id";
  article.language = language;
  article.audience = "public";
  article.path = "path";
  article.title = title;
  article.text = text;
  article.sections = {{"", "", 0, 0, static_cast<std::uint32_t>(text.size())}};
  return article;
}

std::vector<ArticleBatch> Batches(const Tree& articles, std::size_t per_batch) {
  std::vector<ArticleBatch> batches;
  if (articles.empty()) return batches;
  const auto analyzer = Analyzer::Create(articles.begin()->second.language);
  EXPECT_TRUE(analyzer);
  ArticleBatchBuilder builder(analyzer->get());
  std::size_t count = 0;
  for (const auto& [docid, article] : articles) {
    StoredArticle copy = article;
    builder.Add(docid, &copy);
    if (++count % per_batch == 0) batches.push_back(builder.Finish());
  }
  if (count % per_batch != 0) batches.push_back(builder.Finish());
  return batches;
}

void Perform(const Result<std::vector<WriteTask>>& tasks) {
  ASSERT_TRUE(tasks) << tasks.error().message;
  for (const WriteTask& task : *tasks) {
    const Status done = task();
    ASSERT_TRUE(done) << done.error().message;
  }
}

class VocabularyWriterTest : public ::testing::Test {
 protected:
  std::string Bytes(const std::string& folder) const {
    return tree_.Read(folder + "/vocabulary.flat");
  }
  void WriteAll(const std::string& folder, const Tree& articles, std::size_t per_batch = 3) {
    const std::vector<ArticleBatch> batches = Batches(articles, per_batch);
    const CatalogContent catalog;
    Perform(WriteLanguage(tree_.path() / folder, batches, catalog));
  }
  std::map<std::string, std::uint32_t> Words(const std::string& folder) const {
    const auto opened = StoredVocabulary::Open(tree_.path() / folder / "vocabulary.flat");
    EXPECT_TRUE(opened);
    std::map<std::string, std::uint32_t> words;
    for (std::size_t rank = 0; rank < (*opened)->size(); ++rank) {
      const StoredVocabulary::Word word = (*opened)->at(rank);
      EXPECT_EQ(word.folded, FoldWord(word.word));
      words[std::string(word.word)] = word.articles;
    }
    return words;
  }
  Status Update(const std::string& folder, const std::vector<ArticleBatch>& batches,
                const std::vector<std::uint32_t>& removed) {
    const OldWords old = {tree_.path() / folder / "vocabulary.flat",
                          tree_.path() / folder / "articles.cdb"};
    fs::remove(tree_.path() / "new.flat");
    return UpdateWords(tree_.path() / "new.flat", old, batches, removed);
  }

  testing::TempTree tree_;
};

TEST_F(VocabularyWriterTest, CountsInHowManyArticlesAWordIs) {
  StoredArticle first =
      MakeArticle("pl", "Zmień hasło", "Hasło, HASŁO i wi-fi. KB-1042 ma 12 stron.");
  first.questions = {"Jak zmienić hasło?"};
  first.tags = {"konto"};
  first.summary = "Krótko";
  StoredArticle second =
      MakeArticle("pl", "Haslo", "Konto " + std::string(41, 'x') + " " + std::string(40, 'y'));
  WriteAll("a", {{1, first}, {2, second}}, 1);
  const std::map<std::string, std::uint32_t> want = {
      {"zmień", 1},   {"hasło", 1}, {"i", 1},      {"wi", 1},    {"fi", 1},
      {"wifi", 1},    {"kb", 1},    {"ma", 1},     {"stron", 1}, {"jak", 1},
      {"path", 2},  // the file's name
      {"zmienić", 1}, {"konto", 2}, {"krótko", 1}, {"haslo", 1}, {std::string(40, 'y'), 1}};
  EXPECT_EQ(Words("a"), want);
}

TEST_F(VocabularyWriterTest, KeepsWordsOfScriptsWithoutSpaces) {
  WriteAll("zh", {{1, MakeArticle("zh", "忘记密码", "重置密码 VPN")}});
  const auto words = Words("zh");
  EXPECT_EQ(words.at("密码"), 1u);
  EXPECT_EQ(words.at("忘记"), 1u);
  EXPECT_EQ(words.at("vpn"), 1u);
  const auto stored = StoredVocabulary::Open(tree_.path() / "zh/vocabulary.flat");
  const auto [begin, end] = (*stored)->WithLatin("mima");
  ASSERT_EQ(end - begin, 1u);
  EXPECT_EQ((*stored)->at((*stored)->key_at(begin).rank).word, "密码");
}

TEST_F(VocabularyWriterTest, DoesNotDependOnHowArticlesAreBatched) {
  Tree articles;
  for (std::uint32_t i = 1; i < 9; ++i) {
    articles[i] = MakeArticle("ru", "Пароль " + std::to_string(i), "принтер ёлка елка Елка");
  }
  WriteAll("one", articles, 1);
  WriteAll("three", articles, 3);
  WriteAll("all", articles, 100);
  EXPECT_EQ(Bytes("one"), Bytes("three"));
  EXPECT_EQ(Bytes("one"), Bytes("all"));
}

std::uint32_t Below(std::uint32_t bound, std::mt19937* random) {
  return static_cast<std::uint32_t>((*random)() % bound);
}

std::string RandomText(const std::string& language, std::mt19937* random) {
  static const std::map<std::string, std::vector<std::string>> words = {
      {"en",
       {"Printer", "printer", "printers", "Wi-Fi", "wifi", "KB-1042", "naïve", "naive", "don't"}},
      {"ru",
       {"Принтер", "принтера", "ёлка", "елка", "подключить", "ёж", "Windows", "жить", "счёт"}},
      {"pl", {"Hasło", "haslo", "hasła", "drukarka", "drukarką", "ż", "łódź", "konto", "lodz"}},
      {"zh", {"忘记密码", "忘記密碼", "银行", "重置", "wifi", "登录", "绿色", "，", "女"}},
      {"de", {"Größe", "grösse", "groesse", "Straße", "strasse", "Drucker", "drücken", "ß", "öl"}}};
  const std::vector<std::string>& some = words.at(language);
  std::string text;
  for (std::uint32_t i = Below(12, random); i > 0; --i) {
    text += some[Below(static_cast<std::uint32_t>(some.size()), random)] +
            (Below(4, random) == 0 ? ". " : " ");
    if (Below(6, random) == 0) text += "rare" + std::to_string(Below(50, random)) + "x ";
  }
  return text;
}

TEST_F(VocabularyWriterTest, GivesTheSameBytesHoweverABuildCameToBe) {
  const unsigned seed = 3;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  for (const std::string language : {"en", "ru", "pl", "zh", "de"}) {
    Tree articles;
    for (std::uint32_t docid = 1; docid <= 12; ++docid) {
      articles[docid] =
          MakeArticle(language, RandomText(language, &random), RandomText(language, &random));
    }
    std::string last = language + "0";
    WriteAll(last, articles);
    for (int round = 1; round <= 6; ++round) {
      Tree changed;
      LanguageChange change;
      for (std::uint32_t i = 1 + Below(3, &random); i > 0; --i) {
        const std::uint32_t docid = 1 + Below(16, &random);
        if (articles.contains(docid) && !changed.contains(docid) && Below(3, &random) == 0) {
          change.removed.push_back(docid);
          articles.erase(docid);
        } else {
          articles[docid] = changed[docid] =
              MakeArticle(language, RandomText(language, &random), RandomText(language, &random));
          std::erase(change.removed, docid);
        }
      }
      for (const auto& [docid, article] : articles) {
        if (!changed.contains(docid)) change.kept.push_back(docid);
      }
      change.previous = tree_.path() / last;
      change.batches = Batches(changed, 2);
      change.removal = change.removed.empty() ? Removal::kForget : Removal::kErase;
      last = language + std::to_string(round);
      Perform(UpdateLanguage(tree_.path() / last, change));
      fs::create_directories(tree_.path() / (last + "-anew"));
      ASSERT_TRUE(
          WriteWords(tree_.path() / (last + "-anew") / "vocabulary.flat", Batches(articles, 3)));
      ASSERT_EQ(Bytes(last), Bytes(last + "-anew")) << last;
    }
  }
}

TEST_F(VocabularyWriterTest, ForgetsWordsThatNoArticleHasAnyMore) {
  WriteAll("a", {{1, MakeArticle("ru", "Общее", "секретище общее")},
                 {2, MakeArticle("ru", "Общее", "")}});
  const Status updated = Update("a", {}, {1});
  ASSERT_TRUE(updated) << updated.error().message;
  const std::string bytes = tree_.Read("new.flat");
  EXPECT_EQ(bytes.find("секретище"), std::string::npos);
  EXPECT_EQ(bytes.find("sekret"), std::string::npos);
  EXPECT_NE(bytes.find("общее"), std::string::npos);
}

TEST_F(VocabularyWriterTest, LinksTheFileWhenNoArticleChanged) {
  WriteAll("a", {{1, MakeArticle("en", "Title", "text")}});
  const CatalogContent catalog;
  Perform(RelinkLanguage(tree_.path() / "b", tree_.path() / "a", catalog));
  EXPECT_TRUE(
      fs::equivalent(tree_.path() / "a/vocabulary.flat", tree_.path() / "b/vocabulary.flat"));
}

TEST_F(VocabularyWriterTest, RefusesOldFilesItCannotTrust) {
  WriteAll("a", {{1, MakeArticle("en", "One", "alpha")}, {2, MakeArticle("en", "Two", "beta")}});
  WriteAll("other", {{1, MakeArticle("en", "One", "gamma")}});
  const std::string good = Bytes("a");
  std::string bad = good;
  bad[bad.size() - 1] = static_cast<char>(bad[bad.size() - 1] ^ 1);
  const std::string foreign = Bytes("other");
  for (const std::string& bytes : {bad, foreign}) {
    tree_.Write("a/vocabulary.flat", bytes);
    const Status updated = Update("a", {}, {2});
    ASSERT_FALSE(updated);
    EXPECT_EQ(updated.error().code, ErrorCode::kCorrupt) << updated.error().message;
  }
  tree_.Write("a/vocabulary.flat", good);
  EXPECT_TRUE(Update("a", {}, {2}));
}

}  // namespace
}  // namespace zeroline
