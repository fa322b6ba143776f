#include "indexer/language/spelling_dictionary.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "indexer/language/hunspell_dictionary.h"
#include "indexer/language/normalizer.h"

namespace zeroline {
namespace {

TEST(SpellingDictionaryTest, KnowsCorrectWordsOfItsLanguage) {
  const struct {
    const char* language;
    const char* word;  // as written; asked in normal form
    bool want;
  } cases[] = {
      {"en", "printer", true},  {"en", "printers", true},
      {"en", "Paris", true},    {"en", "USB", true},
      {"en", "don't", true},    {"en", "prnter", false},
      {"en", "recieve", false}, {"en-US", "color", true},
      {"ru", "принтер", true},  {"ru", "принтеров", true},
      {"ru", "Москва", true},   {"ru", "прнтер", false},
      {"ru", "printer", false}, {"pl", "hasło", true},
      {"pl", "haseł", true},    {"pl", "haslo", false},
      {"pl", "Kraków", true},   {"pl", "принтер", false},
      {"de", "Passwort", true}, {"de", "Größe", true},
      {"de", "Straße", true},   {"de", "Druckereinstellungen", true},
      {"de", "Pasword", false}, {"de", "zurücksetzen", true},
  };
  for (const auto& item : cases) {
    EXPECT_EQ(SpellingDictionary::Of(item.language).IsCorrect(NormalizeWord(item.word)), item.want)
        << item.language << ' ' << item.word;
  }
}

TEST(SpellingDictionaryTest, AnswersTheSameTwice) {
  SpellingDictionary& english = SpellingDictionary::Of("en");
  EXPECT_EQ(&english, &SpellingDictionary::Of("en"));
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(english.IsCorrect("printer"));
    EXPECT_FALSE(english.IsCorrect("prnter"));
  }
}

TEST(SpellingDictionaryTest, KnowsNothingWithoutADictionary) {
  for (const char* language : {"zh", "xx", "", "../etc", "en/../pl", "."}) {
    EXPECT_FALSE(SpellingDictionary::Of(language).IsCorrect("printer")) << language;
  }
  EXPECT_EQ(InstalledDictionary("zh-Hans"), "");
}

TEST(SpellingDictionaryTest, TakesTheDictionaryOfTheRegionElseOfTheLanguage) {
  EXPECT_EQ(InstalledDictionary("en"), "en_US");
  EXPECT_EQ(InstalledDictionary("en-ZZ"), "en_US");
  EXPECT_EQ(InstalledDictionary("de"), "de_DE");
  EXPECT_EQ(InstalledDictionary("pl-PL"), "pl_PL");
}

TEST(SpellingDictionaryTest, BearsOddWords) {
  SpellingDictionary& german = SpellingDictionary::Of("de");
  for (const std::string& word :
       {std::string(), std::string(5000, 'a'), std::string("\xff\xfe"), std::string("a\0b", 3),
        std::string("密码"), std::string("😀"), std::string("---")}) {
    german.IsCorrect(word);
  }
  EXPECT_FALSE(german.IsCorrect(std::string(5000, 'a')));
}

TEST(SpellingDictionaryTest, ServesSeveralThreads) {
  std::vector<std::thread> threads;
  std::vector<int> correct(4);
  for (std::size_t t = 0; t < correct.size(); ++t) {
    threads.emplace_back([&correct, t] {
      for (int i = 0; i < 200; ++i) {
        correct[t] += SpellingDictionary::Of("pl").IsCorrect("drukarka") ? 1 : 0;
        correct[t] += SpellingDictionary::Of("pl").IsCorrect("x" + std::to_string(i)) ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(correct, std::vector<int>(4, 200));
}

}  // namespace
}  // namespace zeroline
