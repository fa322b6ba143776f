#include "indexer/translation/glossary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace zeroline {
namespace {

TEST(GlossaryTest, ReadsConceptsWithSeveralWordings) {
  std::vector<Diagnostic> diagnostics;
  const Glossary glossary = ParseGlossary(
      "\xEF\xBB\xBF# a comment\r\n\r\nen\tRU\tzh\r\npassword | passcode\tпароль\t密码\r\n"
      "printer\t\t打印机\r\n",
      &diagnostics);
  EXPECT_TRUE(diagnostics.empty());
  EXPECT_EQ(glossary.languages, (std::vector<std::string>{"en", "ru", "zh"}));
  ASSERT_EQ(glossary.concepts.size(), 2u);
  EXPECT_EQ(glossary.concepts[0][0], (std::vector<std::string>{"password", "passcode"}));
  EXPECT_TRUE(glossary.concepts[1][1].empty());
  EXPECT_EQ(glossary.concepts[1][2], (std::vector<std::string>{"打印机"}));
}

TEST(GlossaryTest, SaysWhichLineIsWrongAndKeepsTheOthers) {
  struct Case {
    const char* name;
    std::string text;
    int line;  // of the one diagnostic
    std::size_t concepts;
  };
  const Case cases[] = {
      {"too many cells", "en\tru\na\tб\nc\td\te\nx\ty\n", 3, 2},
      {"one language only", "en\tru\na\tб\n\nspaces instead of tabs\nx\ty\n", 4, 2},
      {"not UTF-8", "en\tru\na\t\xFF\nx\ty\n", 2, 1},
      {"no language tag", "# words\nword\tru\na\tб\n", 2, 0},
      {"a language twice", "en\tEN\na\tб\n", 1, 0},
      {"one column", "en\na\n", 1, 0},
      {"a sentence", "en\tru\na|" + std::string(300, 'x') + "\tб\n", 2, 1},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    std::vector<Diagnostic> diagnostics;
    const Glossary glossary = ParseGlossary(test.text, &diagnostics);
    EXPECT_EQ(glossary.concepts.size(), test.concepts);
    ASSERT_EQ(diagnostics.size(), 1u);
    EXPECT_EQ(diagnostics.front().path, kGlossaryName);
    EXPECT_EQ(diagnostics.front().line, test.line);
    EXPECT_EQ(diagnostics.front().rule, "glossary");
  }
}

std::vector<TranslationEntry> Entries(const Glossary& glossary, const char* from, const char* to) {
  const auto first = Analyzer::Create(from);
  const auto second = Analyzer::Create(to);
  EXPECT_TRUE(first && second);
  return GlossaryEntries(AnalyzeColumn(glossary, from, first->get()),
                         AnalyzeColumn(glossary, to, second->get()));
}

TEST(GlossaryTest, TranslatesTermsAndPhrases) {
  std::vector<Diagnostic> diagnostics;
  const Glossary glossary = ParseGlossary(
      "en\tru\npasswords\tпароли|пароль\nnetwork drive\tсетевой диск\n", &diagnostics);
  const std::vector<TranslationEntry> entries = Entries(glossary, "en", "ru");
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].from, "password");
  EXPECT_EQ(entries[0].to, "парол");  // both wordings have one stem
  EXPECT_EQ(entries[1].from, "network drive");
  EXPECT_EQ(entries[1].to, "сетев диск");
  EXPECT_TRUE(Entries(glossary, "en", "pl").empty());
}

TEST(GlossaryTest, StandsInFrontOfWhatWasLearned) {
  const std::vector<TranslationEntry> merged =
      MergeEntries({{"a", "x", 1}, {"a", "y", 1}},
                   {{"a", "y", 0.9F}, {"a", "z", 0.5F}, {"a", "w", 0.2F}, {"b", "q", 0.7F}}, 3);
  std::vector<std::string> got;
  for (const TranslationEntry& entry : merged) got.push_back(entry.from + ">" + entry.to);
  EXPECT_EQ(got, (std::vector<std::string>{"a>x", "a>y", "a>z", "b>q"}));
}

TEST(GlossaryTest, OfTheStarterArticlesIsSound) {
  std::ifstream in(std::string(ZEROLINE_SOURCE_DIR) + "/articles/glossary.tsv", std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  std::vector<Diagnostic> diagnostics;
  const Glossary glossary = ParseGlossary(text, &diagnostics);
  for (const Diagnostic& found : diagnostics) ADD_FAILURE() << ToText(found);
  EXPECT_EQ(glossary.languages, (std::vector<std::string>{"en", "ru", "pl", "zh"}));
  EXPECT_GE(glossary.concepts.size(), 100u);
  for (const auto& row : glossary.concepts) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      EXPECT_FALSE(row[i].empty()) << glossary.languages[i] << " of " << row[0].front();
    }
  }
}

}  // namespace
}  // namespace zeroline
