#include "server/app/search_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "server/app/command_line.h"
#include "tests/server/web/api/small_index.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

SearchAnswer MendedAnswer() {
  SearchAnswer answer;
  answer.query = Understand("drukrka hp");
  answer.query.text = "drukarka hp";
  answer.query.rewrites = {{"spelling", "drukrka", "drukarka"}};
  answer.query.phrases = {"hp 4000"};
  answer.query.expansions = {{0, 8, 0.75, {{"ksero", 0.5}, {"urządzenie", 0.25}}}};
  SearchHit hit;
  hit.id = "printing/jam";
  hit.language = "pl";
  hit.path = "printing/jam";
  hit.title = "Drukarka";
  hit.heading = "Papier";
  hit.anchor = "papier";
  hit.snippet = {{"Włącz ", false}, {"drukarkę", true}};
  hit.score = 2.5;
  hit.confidence = 0.875;
  hit.parts = {{"text", 1.5}, {"passages", 1.0}, {"total", 2.5}};
  answer.hits.push_back(hit);
  answer.total = 1;
  return answer;
}

std::string Printed(const SearchAnswer& answer, SearchOutput output) {
  std::ostringstream out;
  PrintAnswer(answer, output, out);
  return out.str();
}

TEST(SearchCommandTest, ExplainsTheWordsAndWhatGaveEachScore) {
  EXPECT_EQ(Printed(MendedAnswer(), SearchOutput::kExplain),
            "query: drukarka hp\n"
            "rewrite spelling: drukrka -> drukarka\n"
            "phrase: hp 4000\n"
            "expand drukarka (0.750): ksero (0.500), urządzenie (0.250)\n"
            "total: 1\n"
            "\n"
            "1. Drukarka > Papier\n"
            "   /pl/printing/jam#papier\n"
            "   id printing/jam, language pl, score 2.500, confidence 0.875\n"
            "   text 1.500, passages 1.000, total 2.500\n"
            "   Włącz *drukarkę*\n");
}

TEST(SearchCommandTest, TellsAReaderOfMendedWords) {
  EXPECT_EQ(Printed(MendedAnswer(), SearchOutput::kText),
            "showing results for: drukarka hp\n"
            "\n"
            "1. Drukarka > Papier\n"
            "   /pl/printing/jam#papier\n"
            "   Włącz *drukarkę*\n");
  SearchAnswer nothing;
  nothing.query = Understand("wkjh");
  EXPECT_EQ(Printed(nothing, SearchOutput::kText), "nothing found\n");
}

TEST(SearchCommandTest, SurvivesOffsetsBeyondTheQuery) {
  SearchAnswer answer = MendedAnswer();
  answer.query.expansions = {{9, 400, 1, {}}, {500, 600, 1, {}}, {8, 2, 1, {}}};
  EXPECT_THAT(Printed(answer, SearchOutput::kExplain),
              HasSubstr("expand hp (1.000):\nexpand  (1.000):\nexpand  (1.000):\n"));
}

TEST(SearchCommandTest, TakesWordsAsTheyAreTyped) {
  const testing::TempTree tree;
  testing::PublishBuild(tree.path() / "index", testing::SmallBase());
  const std::string index = (tree.path() / "index").string();
  std::ostringstream out;
  std::ostringstream err;
  const int status = RunCommandLine(
      {"search", "--index", index, "--lang", "en", "--exact", "--explain", "printer"}, out, err);
  EXPECT_EQ(status, 0) << err.str();
  EXPECT_THAT(out.str(), AllOf(HasSubstr("query: printer\n"), Not(HasSubstr("rewrite")),
                               HasSubstr("1. The printer does not print"), HasSubstr("time: ")));
}

}  // namespace
}  // namespace zeroline
