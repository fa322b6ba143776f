#include "indexer/language/analyzer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;

std::unique_ptr<Analyzer> Create(std::string_view language) {
  auto analyzer = Analyzer::Create(language);
  EXPECT_TRUE(analyzer.has_value()) << analyzer.error().message;
  return *std::move(analyzer);
}

std::vector<std::string> Words(std::string_view language, std::string_view text) {
  const auto analyzer = Create(language);
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(text, &tokens);
  std::vector<std::string> words;
  for (const AnalyzedToken& token : tokens) words.push_back(token.terms->word);
  return words;
}

std::vector<std::string> Grams(std::string_view language, std::string_view text) {
  const auto analyzer = Create(language);
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(text, &tokens);
  std::vector<std::string> grams;
  for (const AnalyzedToken& token : tokens) {
    grams.insert(grams.end(), token.terms->grams.begin(), token.terms->grams.end());
  }
  return grams;
}

TEST(AnalyzerTest, InflectionsMeetInOneTerm) {
  const struct {
    const char* language;
    const char* indexed;
    const char* asked;
  } kCases[] = {
      {"en", "printers", "printer"},
      {"en", "Connecting", "connected"},
      {"ru", "\u043f\u0440\u0438\u043d\u0442\u0435\u0440\u0430",
       "\u043f\u0440\u0438\u043d\u0442\u0435\u0440\u043e\u043c"},
      {"ru", "\u0451\u043b\u043a\u0438", "\u0415\u041b\u041a\u0410"},
      {"pl", "has\u0142a", "has\u0142o"},
      {"pl", "drukarki", "drukark\u0119"},
      {"pl", "laptopa", "laptopy"},
      {"de", "Passw\u00f6rter", "passw\u00f6rtern"},
      {"de", "Stra\u00dfe", "STRASSE"},
      {"fr", "imprimantes", "imprimante"},
      {"es", "contrase\u00f1as", "contrase\u00f1a"},
      {"zh", "\u5bc6\u78bc", "\u5bc6\u7801"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(Words(test.language, test.indexed), Words(test.language, test.asked))
        << test.language << ' ' << test.indexed;
  }
}

TEST(AnalyzerTest, PadsFourGramsOfTheFoldedWord) {
  EXPECT_THAT(Grams("pl", "has\u0142o"), ElementsAre("XG_has", "XGhasl", "XGaslo", "XGslo_"));
  EXPECT_EQ(Grams("pl", "has\u0142o"), Grams("pl", "haslo"));
  EXPECT_THAT(Grams("en", "pc"), ElementsAre("XG_pc_"));
  EXPECT_THAT(Grams("en", "a"), ElementsAre("XG_a_"));
}

TEST(AnalyzerTest, PairsOfHanCharactersCrossWords) {
  EXPECT_THAT(Grams("zh", "\u5fd8\u8bb0\u5bc6\u7801"),
              ElementsAre("XG\u5fd8\u8bb0", "XG\u8bb0\u5bc6", "XG\u5bc6\u7801"));
  EXPECT_THAT(Grams("zh", "\u7f51"), ElementsAre("XG\u7f51"));
  EXPECT_THAT(Grams("zh", "\u7f51 \u7edc"), ElementsAre("XG\u7f51", "XG\u7edc"));
  EXPECT_EQ(Grams("zh", "\u5fd8\u8a18\u5bc6\u78bc"), Grams("zh", "\u5fd8\u8bb0\u5bc6\u7801"));
}

TEST(AnalyzerTest, IdentifiersAreFoundWholeAndInParts) {
  EXPECT_THAT(Words("en", "KB-1042"), ElementsAre("XIkb-1042", "kb", "1042"));
  EXPECT_THAT(Words("ru", "user@example.com"), Contains("XIuser@example.com"));
  EXPECT_THAT(Words("en", "C:\\Temp"), Contains("XIc:\\temp"));
  EXPECT_THAT(Words("en", "ERR_CONNECTION_RESET"),
              IsSupersetOf({"XIerr_connection_reset", "connect", "reset"}));
  EXPECT_THAT(Words("zh", "\u9519\u8bef 0x80070005"), Contains("0x80070005"));
}

TEST(AnalyzerTest, ShortHyphenatedWordsAreFoundJoinedToo) {
  EXPECT_THAT(Words("en", "Wi-Fi"), ElementsAre("wifi", "wi", "fi"));
  EXPECT_THAT(Words("de", "E-Mails"), Contains(Words("de", "Email").front()));
  EXPECT_THAT(Words("en", "Wi\u2011Fi"), Contains("wifi"));
  EXPECT_EQ(Words("en", "user-friendliness").size(), 2u);
  EXPECT_EQ(Words("en", "2-3").size(), 2u);
}

TEST(AnalyzerTest, AnyLanguageWorksWithoutARow) {
  for (const char* language : {"ja", "th", "ko", "uk", "hi", "he", "tlh"}) {
    EXPECT_FALSE(
        Words(language,
              "\u30d1\u30b9\u30ef\u30fc\u30c9 password \u043f\u0430\u0440\u043e\u043b\u044c")
            .empty())
        << language;
  }
}

TEST(AnalyzerTest, FingerprintsTellLanguagesAndDictionariesApart) {
  std::set<std::string> fingerprints;
  for (const char* language : {"en", "ru", "pl", "zh", "de", "ja"}) {
    const auto analyzer = Create(language);
    EXPECT_EQ(analyzer->fingerprint(), *AnalyzerFingerprint(language));
    fingerprints.insert(analyzer->fingerprint());
  }
  EXPECT_EQ(fingerprints.size(), 6u);
}

// Text of pieces that are hard for a tokenizer, some of them broken.
std::string RandomText(std::mt19937* random) {
  static const char* const kPieces[] = {"password",
                                        "\u043f\u0430\u0440\u043e\u043b\u044c",
                                        "\u5fd8\u8a18",
                                        "\u5bc6",
                                        "has\u0142o",
                                        "KB-1042",
                                        "a@b.c",
                                        "C:\\",
                                        "_",
                                        ".",
                                        " ",
                                        "\n",
                                        "\xFF",
                                        "\xE4\xB8",
                                        "\U0001F600",
                                        "e\u0301",
                                        "\u0e25\u0e37\u0e21",
                                        "0x80070005",
                                        "\u200d",
                                        "\u3000",
                                        "\u30d1\u30b9",
                                        "'",
                                        "++"};
  std::string text;
  const int count = std::uniform_int_distribution<int>(0, 40)(*random);
  for (int i = 0; i < count; ++i) {
    text += kPieces[std::uniform_int_distribution<std::size_t>(0, std::size(kPieces) - 1)(*random)];
  }
  return text;
}

TEST(AnalyzerTest, OffsetsAreOrderedInsideTheTextAndOnCodePoints) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (const char* language : {"en", "ru", "pl", "zh", "th"}) {
    const auto analyzer = Create(language);
    std::vector<AnalyzedToken> tokens;
    for (int round = 0; round < 300; ++round) {
      const std::string text = RandomText(&random);
      analyzer->Analyze(text, &tokens);
      std::uint32_t previous = 0;
      for (const AnalyzedToken& token : tokens) {
        ASSERT_LE(previous, token.begin);
        ASSERT_LT(token.begin, token.end);
        ASSERT_LE(token.end, text.size());
        ASSERT_EQ(TruncateUtf8(text, token.begin).size(), token.begin) << text;
        ASSERT_FALSE(token.terms->word.empty());
        ASSERT_LE(token.terms->word.size(), kMaxTermBytes);
        ASSERT_EQ(token.terms->word_hash, HashTerm(token.terms->word));
        previous = token.begin;
      }
    }
  }
}

TEST(AnalyzerTest, VeryLongWordsStayWithinATerm) {
  const auto analyzer = Create("pl");
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(std::string(100000, 'x') + " \u0142" + std::string(500, 'y'), &tokens);
  ASSERT_EQ(tokens.size(), 2u);
  for (const AnalyzedToken& token : tokens) {
    EXPECT_LE(token.terms->word.size(), kMaxTermBytes);
    EXPECT_LE(token.terms->grams.size(), 50u);
  }
}

}  // namespace
}  // namespace zeroline
