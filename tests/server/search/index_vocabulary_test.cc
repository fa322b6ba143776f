#include "server/search/index_vocabulary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "indexer/language/analyzer.h"
#include "indexer/language/keyboard_layout.h"
#include "indexer/language/transliteration.h"
#include "server/search/similar_words.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

using Counts = std::map<std::string, std::uint32_t>;  // word -> articles

Status WriteCounts(const fs::path& file, const Counts& counts, const std::string& language) {
  struct Row {
    std::string folded, word;
    std::vector<std::string> latin;
    std::uint32_t articles = 0;
  };
  std::vector<Row> rows;
  for (const auto& [word, articles] : counts) {
    rows.push_back({FoldWord(word), word, LatinKeysOfWord(word, language), articles});
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return ComesBefore(a.folded, a.word, b.folded, b.word);
  });
  std::vector<VocabularyWord> words;
  for (const Row& row : rows) {
    words.push_back({row.word, row.folded, {row.latin.begin(), row.latin.end()}, row.articles});
  }
  return WriteVocabulary(file, words);
}

// Readers of one language with nothing in them but words.
class Readers {
 public:
  Readers(std::string language, const std::vector<Counts>& audiences)
      : language_(std::move(language)) {
    for (std::size_t i = 0; i < audiences.size(); ++i)
      Add("audience" + std::to_string(i), audiences[i]);
  }
  IndexVocabulary vocabulary(std::size_t audiences = 99) const {
    std::vector<const LanguageReader*> readers;
    for (const auto& reader : readers_) {
      if (readers.size() < audiences) readers.push_back(reader.get());
    }
    return IndexVocabulary(readers, language_);
  }
  const StoredVocabulary& stored() const { return readers_.front()->vocabulary(); }

 private:
  void Add(const std::string& audience, const Counts& counts) {
    const fs::path directory = tree_.path() / audience;
    fs::create_directories(directory);
    EXPECT_TRUE(WriteCatalog(directory / "catalog.flat", {}));
    EXPECT_TRUE((*ArticleStoreWriter::Create(directory / "articles.cdb"))->Finish());
    EXPECT_TRUE(WriteCounts(directory / "vocabulary.flat", counts, language_));
    BuildLanguage info;
    info.audience = audience;
    info.language = language_;
    readers_.push_back(std::make_unique<LanguageReader>(
        info, directory, *Catalog::Open(directory / "catalog.flat"),
        *ArticleStore::Open(directory / "articles.cdb"),
        *StoredVocabulary::Open(directory / "vocabulary.flat")));
  }

  testing::TempTree tree_;
  const std::string language_;
  std::vector<std::unique_ptr<LanguageReader>> readers_;
};

std::string Texts(const std::vector<KnownWord>& words) {
  std::string text;
  for (const KnownWord& word : words) {
    text += (text.empty() ? "" : " ") + word.word + ":" + std::to_string(word.articles);
  }
  return text;
}

std::string Texts(const std::vector<SimilarWord>& words) {
  std::string text;
  for (const SimilarWord& word : words) text += (text.empty() ? "" : " ") + word.known.word;
  return text;
}

TEST(IndexVocabularyTest, CountsOverTheAudiencesThatTheReaderSees) {
  const Readers readers("pl", {{{"hasło", 3}, {"drukarka", 2}}, {{"hasło", 4}, {"haslo", 1}}});
  const IndexVocabulary all = readers.vocabulary();
  EXPECT_EQ(all.Articles("hasło"), 7u);
  EXPECT_EQ(all.Articles("drukarka"), 2u);
  EXPECT_EQ(all.Articles("haslo"), 1u);
  EXPECT_EQ(all.Articles("hasl"), 0u);
  EXPECT_EQ(Texts(all.WithFoldedForm("haslo")), "hasło:7 haslo:1");
  const IndexVocabulary one = readers.vocabulary(1);
  EXPECT_EQ(one.Articles("hasło"), 3u);
  EXPECT_EQ(Texts(one.WithFoldedForm("haslo")), "hasło:3");
  EXPECT_EQ(Texts(one.WithFoldedForm("hasla")), "");
  const IndexVocabulary none = readers.vocabulary(0);
  EXPECT_EQ(none.Articles("hasło"), 0u);
  EXPECT_TRUE(none.Similar("haslo", 5).empty());
}

TEST(IndexVocabularyTest, SaysWhatMisspeltWordsMayBe) {
  const struct {
    const char* language;
    Counts words;
    const char* typed;
    const char* want;
  } cases[] = {
      {"en",
       {{"password", 9}, {"passport", 2}, {"printer", 5}, {"word", 9}},
       "pasword",
       "password"},
      {"en", {{"password", 9}, {"passport", 2}, {"printer", 5}}, "passwrod", "password"},
      {"en", {{"printer", 5}, {"painter", 5}, {"print", 9}}, "prniter", "printer painter"},
      {"en", {{"settings", 5}, {"sitting", 1}}, "setings", "settings"},
      {"en", {{"gmail", 3}, {"mail", 30}, {"email", 9}}, "emial", "email"},
      {"en", {{"the", 90}, {"then", 5}}, "th", ""},
      {"en", {{"vpn", 9}}, "vpm", "vpn"},
      {"en", {{"vpn", 9}}, "vxx", ""},
      {"en", {{"password", 3}}, "password", ""},
      {"ru",
       {{"принтер", 5}, {"принтера", 7}, {"партнер", 2}},
       "прнтер",
       "принтер партнер принтера"},
      {"ru", {{"пароль", 9}, {"роль", 9}}, "парлоь", "пароль"},
      {"ru", {{"подключить", 9}, {"отключить", 9}}, "подлкючить", "подключить"},
      {"ru", {{"ёлка", 2}, {"полка", 2}}, "елка", "ёлка"},
      {"ru", {{"пароль", 9}, {"password", 2}}, "passwrd", "password"},
      {"pl", {{"hasło", 9}, {"masło", 1}, {"hasła", 3}}, "hslo", "hasło"},
      {"pl",
       {{"przeglądarka", 9}, {"przeglądarki", 9}},
       "przegladrka",
       "przeglądarka przeglądarki"},
      {"pl", {{"drukarka", 9}}, "durkarka", "drukarka"},
      {"de", {{"einstellung", 9}, {"einstellungen", 20}}, "einstelung", "einstellung"},
      {"de", {{"drucker", 9}, {"drücken", 9}}, "drukcer", "drucker drücken"},
      {"de", {{"größe", 9}, {"grösse", 1}}, "grosse", "größe grösse"},
      {"de", {{"netzwerk", 9}}, "netywerk", "netzwerk"},
      {"zh", {{"密码", 9}, {"密钥", 9}}, "密玛", ""},
      {"zh", {{"密码", 9}, {"wifi", 9}}, "wfii", "wifi"},
      {"ko", {{"비밀번호", 9}}, "비밀번후", "비밀번호"},
      {"en", {{"1234567", 9}}, "1234568", ""},
      {"en", {{"hello", 1}}, "", ""},
  };
  for (const auto& item : cases) {
    const Readers readers(item.language, {item.words});
    EXPECT_EQ(Texts(readers.vocabulary().Similar(item.typed, 3)), item.want)
        << item.language << ' ' << item.typed;
  }
}

TEST(IndexVocabularyTest, PrefersCommonWordsOfAllAudiencesTogether) {
  const Readers readers("en", {{{"parser", 3}}, {{"parsed", 1}, {"parser", 1}}, {{"parsed", 40}}});
  EXPECT_EQ(Texts(readers.vocabulary(1).Similar("parsew", 5)), "parser");
  EXPECT_EQ(Texts(readers.vocabulary().Similar("parseq", 5)), "parsed parser");
  EXPECT_EQ(Texts(readers.vocabulary().Similar("parseq", 1)), "parsed");
  EXPECT_EQ(readers.vocabulary().Similar("parseq", 1).at(0).known.articles, 41u);
}

TEST(IndexVocabularyTest, FindsWordsByTheirLatinSpelling) {
  const struct {
    const char* language;
    Counts words;
    const char* typed;
    const char* want;
  } cases[] = {
      {"ru", {{"забыл", 2}, {"забил", 1}, {"пароль", 3}}, "zabyl", "забыл:2 забил:1"},
      {"ru", {{"пароль", 3}}, "parol'", "пароль:3"},
      {"ru", {{"пароль", 3}}, "parole", ""},
      {"zh", {{"忘记", 3}, {"密码", 4}}, "wang ji", "忘记:3"},
      {"zh", {{"银行", 3}}, "yinhang", "银行:3"},
      {"de", {{"größe", 3}}, "groesse", "größe:3"},
      {"en", {{"printer", 3}}, "printer", ""},
  };
  for (const auto& item : cases) {
    const Readers readers(item.language, {item.words, item.words});
    EXPECT_EQ(Texts(readers.vocabulary(1).WithLatinKey(LatinKey(item.typed, item.language))),
              item.want)
        << item.typed;
  }
}

TEST(IndexVocabularyTest, TakesEnglishForCorrectInEveryLanguage) {
  const Readers readers("ru", {{}});
  const IndexVocabulary vocabulary = readers.vocabulary();
  EXPECT_TRUE(vocabulary.IsCorrect("принтер"));
  EXPECT_TRUE(vocabulary.IsCorrect("printer"));
  EXPECT_FALSE(vocabulary.IsCorrect("прнтер"));
  EXPECT_FALSE(vocabulary.IsCorrect("prnter"));
}

// The rules of similar_words.h, cell by cell, without leaving anything out.
double PlainDistance(const std::string& typed, const std::string& word) {
  const std::size_t n = typed.size();
  const std::size_t m = word.size();
  std::vector<std::vector<double>> d(n + 1, std::vector<double>(m + 1));
  for (std::size_t i = 0; i <= n; ++i) d[i][0] = static_cast<double>(i);
  for (std::size_t j = 0; j <= m; ++j) d[0][j] = static_cast<double>(j);
  for (std::size_t i = 1; i <= n; ++i) {
    const auto near = NeighbouringLetters(typed.substr(i - 1, 1), Layout::kEnglish);
    for (std::size_t j = 1; j <= m; ++j) {
      const bool touches = std::find(near.begin(), near.end(), word.substr(j - 1, 1)) != near.end();
      double cost = typed[i - 1] == word[j - 1] ? 0 : touches ? .7 : 1;
      cost += d[i - 1][j - 1];
      cost = std::min(cost, d[i - 1][j] + (i > 1 && typed[i - 1] == typed[i - 2] ? .6 : .9));
      cost = std::min(cost, d[i][j - 1] + (j > 1 && word[j - 1] == word[j - 2] ? .6 : .9));
      if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1]) {
        cost = std::min(cost, d[i - 2][j - 2] + .7);
      }
      d[i][j] = cost;
    }
  }
  return d[n][m] + (typed[0] == word[0] ? 0 : .3);
}

std::string RandomWord(std::mt19937* random) {
  std::string word;
  for (auto length = 3 + (*random)() % 6; length > 0; --length) {
    word += "aeqwstr"[(*random)() % 7];
  }
  return word;
}

TEST(SimilarWordsTest, AgreesWithThePlainFormula) {
  const unsigned seed = 5;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  Counts words;
  for (int i = 0; i < 3000; ++i) words[RandomWord(&random)] = 1;
  const Readers readers("en", {words});
  const StoredVocabulary& stored = readers.stored();
  for (int i = 0; i < 60; ++i) {
    const std::string typed = RandomWord(&random);
    std::map<std::string, int> want;
    for (const auto& [word, articles] : words) {
      const double distance = PlainDistance(typed, word);
      if (distance <= (typed.size() <= 5 || typed[0] != word[0] ? 1.35 : 2.0) + 1e-9) {
        want[word] = static_cast<int>(std::lround(distance * 100));
      }
    }
    std::map<std::string, int> got;
    for (const SimilarRank& similar : FindSimilarWords(stored, typed, "en")) {
      got[std::string(stored.at(similar.rank).word)] =
          static_cast<int>(std::lround(similar.distance * 100));
    }
    EXPECT_EQ(got, want) << typed;
  }
}

TEST(SimilarWordsTest, BearsOddWords) {
  const Readers readers("en", {{{"printer", 1}, {std::string(160, 'x'), 1}, {"\xff\xfe\xff", 1}}});
  for (const std::string& typed :
       {std::string(39, 'x'), std::string(40, 'x'), std::string(41, 'x'),
        std::string("\xff\xfe\xfd"), std::string("a\0b", 3), std::string("😀😀😀")}) {
    for (const SimilarRank& similar : FindSimilarWords(readers.stored(), typed, "en")) {
      EXPECT_LT(similar.rank, readers.stored().size());
    }
  }
}

}  // namespace
}  // namespace zeroline
