// Does the starter knowledge base answer what people ask? Builds articles/ with the indexer's
// program and asks it the questions of <language>.txt and the articles' own ones.
//
// ZEROLINE_UPDATE_GOLDENS=1 rewrites what was found and the statistics; a reviewer reads the diff.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iterator>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "server/evaluation/article_questions.h"
#include "server/evaluation/evaluation_search.h"
#include "server/evaluation/measures.h"
#include "tests/relevance/expectations.h"
#include "tests/support/process.h"
#include "tests/support/temp_tree.h"

namespace zeroline::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLanguages[] = {"en", "ru", "pl", "zh"};
// Statistics may fall by this much: a question or two of a language's hundred in another order.
constexpr double kTolerance = 0.005;

const fs::path& Folder() {
  static const fs::path folder = fs::path(ZEROLINE_SOURCE_DIR) / "tests" / "relevance";
  return folder;
}

bool UpdatesGoldens() {
  const char* update = std::getenv("ZEROLINE_UPDATE_GOLDENS");
  return update != nullptr && std::string_view(update) == "1";
}

std::string ReadText(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void WriteText(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  ASSERT_TRUE(out.flush()) << file;
}

// The index of the repository's articles, built once per process.
class StarterBase {
 public:
  StarterBase() {
    std::string output;
    const int status = RunCommand({ZEROLINE_INDEXER, "build", "--articles",
                                   ZEROLINE_SOURCE_DIR "/articles", "--index", index().string()},
                                  tree_.path() / "log", &output);
    if (status != 0) throw std::runtime_error("the indexer failed:\n" + output);
    auto opened = EvaluationSearch::Open(index());
    if (!opened) throw std::runtime_error(opened.error().message);
    search_ = *std::move(opened);
  }
  fs::path index() const { return tree_.path() / "index"; }

  std::vector<std::string> Ask(const std::string& question, const std::string& language) const {
    const auto ranking = search_->Rank(question, language, kEvaluationDepth);
    if (!ranking) throw std::runtime_error(ranking.error().message);
    return Ids(*ranking);
  }

 private:
  TempTree tree_;
  std::unique_ptr<EvaluationSearch> search_;
};

const StarterBase& Starter() {
  static const StarterBase base;
  return base;
}

Expectations ReadExpectations(const std::string& language) {
  return ParseExpectations(ReadText(Folder() / (language + ".txt")));
}

class RelevanceTest : public ::testing::TestWithParam<const char*> {};

TEST_P(RelevanceTest, FindsWhatPeopleAskFor) {
  const std::string language = GetParam();
  Expectations expectations = ReadExpectations(language);
  EXPECT_GE(expectations.items.size(), 15u);
  for (Expectation& item : expectations.items) {
    const Expectation now = Answered(item, Starter().Ask(item.question, language));
    if (!UpdatesGoldens()) {
      EXPECT_EQ(now.top, item.top) << item.question;
      EXPECT_EQ(now.missed, item.missed) << item.question;
    }
    item = now;
  }
  if (UpdatesGoldens()) WriteText(Folder() / (language + ".txt"), ToText(expectations));
}

INSTANTIATE_TEST_SUITE_P(Languages, RelevanceTest, ::testing::ValuesIn(kLanguages),
                         [](const auto& test) { return std::string(test.param); });

// "own en" (the articles' own questions) or "short en" (those of en.txt) -> what the file says.
struct Row {
  std::size_t queries = 0;
  Measures mean;
};
using Statistics = std::map<std::string, Row>;

Statistics Measure() {
  Statistics statistics;
  const auto own = AskArticleQuestions({Starter().index(), ""});
  if (!own) throw std::runtime_error(own.error().message);
  for (const LanguageQuestions& one : *own) {
    statistics["own " + one.language] = {one.summary.queries, one.summary.mean};
  }
  for (const std::string language : kLanguages) {
    std::vector<ClusteredScore> scores;
    for (const Expectation& item : ReadExpectations(language).items) {
      std::map<std::string, int> relevant;
      for (const std::string& id : item.want) relevant[id] = 1;
      scores.push_back({item.want[0], Score(Starter().Ask(item.question, language), relevant)});
    }
    statistics["short " + language] = {scores.size(), Mean(scores)};
  }
  return statistics;
}

std::string StatisticsText(const Statistics& statistics) {
  std::ostringstream out;
  out << "# How well the starter knowledge base answers: its articles' own questions, and the\n"
         "# short ones of <language>.txt. A measure that falls by more than "
      << kTolerance
      << " fails the test;\n"
         "# ZEROLINE_UPDATE_GOLDENS=1 writes what is measured.\n"
         "#\n"
         "#          queries  nDCG@10  MRR@10   Hit@1\n"
      << std::fixed << std::setprecision(4);
  for (const auto& [name, row] : statistics) {
    out << std::left << std::setw(10) << name << std::right << std::setw(8) << row.queries
        << std::setw(9) << row.mean.ndcg << std::setw(8) << row.mean.mrr << std::setw(8)
        << row.mean.hit_at_1 << "\n";
  }
  return out.str();
}

Statistics ParseStatistics(const std::string& text) {
  Statistics statistics;
  std::istringstream in(text);
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    std::string kind;
    std::string language;
    Row row;
    if (!(fields >> kind >> language >> row.queries >> row.mean.ndcg >> row.mean.mrr >>
          row.mean.hit_at_1)) {
      throw std::runtime_error("statistics.txt: not understood: " + line);
    }
    statistics[kind + " " + language] = row;
  }
  return statistics;
}

TEST(RelevanceStatisticsTest, DoNotFall) {
  const Statistics measured = Measure();
  const fs::path file = Folder() / "statistics.txt";
  if (UpdatesGoldens()) {
    WriteText(file, StatisticsText(measured));
    return;
  }
  const Statistics golden = ParseStatistics(ReadText(file));
  ASSERT_GE(golden.size(), 2 * std::size(kLanguages));
  for (const auto& [name, row] : golden) {
    ASSERT_EQ(measured.count(name), 1u) << name;
    const Measures& now = measured.at(name).mean;
    EXPECT_GE(now.ndcg, row.mean.ndcg - kTolerance) << name;
    EXPECT_GE(now.mrr, row.mean.mrr - kTolerance) << name;
    EXPECT_GE(now.hit_at_1, row.mean.hit_at_1 - kTolerance) << name;
  }
}

}  // namespace
}  // namespace zeroline::testing
