// Does the report of a month show writers what was planted in it, and does the base learn from it?
//
// ZEROLINE_MONTH_FIGURES=1 prints what the month and its report are made of.
#include "bench/simulated_month.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/analytics/confirmed_questions.h"
#include "server/analytics/report_facts.h"
#include "server/analytics/writers_report.h"
#include "tests/support/process.h"
#include "tests/support/temp_tree.h"
#include "tests/support/value_or_throw.h"

namespace zeroline::testing {
namespace {

namespace fs = std::filesystem;

using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The indexer counts old confirmations less and believes none of tomorrow: the month ends today.
const std::int64_t kEnd = SystemSeconds();
constexpr std::int64_t kMonth = std::int64_t{30} * 24 * 60 * 60;
// Of the planted failed questions search may find one or the other without having learned it.
constexpr std::size_t kReallyFailing = 4;
constexpr std::size_t kShown = 3;  // first results that a reader looks at

// The starter articles without the missing translations, a month of use of them, and its report.
class SimulatedMonth {
 public:
  SimulatedMonth() {
    fs::copy(fs::path(ZEROLINE_SOURCE_DIR) / "articles", tree_.path() / "articles",
             fs::copy_options::recursive);
    for (const PlantedQuestion& missing : plan_.missing) {
      const fs::path file =
          tree_.path() / "articles" / missing.language / (missing.article + ".md");
      if (!fs::remove(file)) throw std::runtime_error("no article to leave out: " + file.string());
    }
    Build({});
    store_ = ValueOrThrow(Store::Open(tree_.path() / "state.db", [this] { return now_; }));
    const auto index = ValueOrThrow(IndexReader::Open(tree_.path() / "index"));
    const auto snapshot = index->snapshot();
    MonthOptions options;
    options.end = kEnd;
    counts_ = ValueOrThrow(SimulateMonth(options, plan_, *snapshot, store_.get(), &now_));
    now_ = kEnd;
    const auto facts = ValueOrThrow(ReadReportFacts(store_.get(), {kEnd - kMonth, kEnd}));
    report_ = ValueOrThrow(ComputeWritersReport(facts, *snapshot, searcher_, {{"public"}, ""}));
    for (const auto& [language, count] : report_.intents_by_language) {
      by_language_[language] =
          ValueOrThrow(ComputeWritersReport(facts, *snapshot, searcher_, {{"public"}, language}));
    }
  }

  // Publishes one more build, with these questions if there are any.
  void Build(const std::string& questions) {
    std::vector<std::string> command = {ZEROLINE_INDEXER, "build",
                                        "--articles",     (tree_.path() / "articles").string(),
                                        "--index",        (tree_.path() / "index").string()};
    if (!questions.empty()) {
      command.insert(command.end(), {"--confirmed-questions", questions});
    }
    std::string output;
    if (RunCommand(command, tree_.path() / "build.log", &output) != 0) {
      throw std::runtime_error(output);
    }
  }

  // What the store learned goes into the next build.
  void Learn() {
    const auto index = ValueOrThrow(IndexReader::Open(tree_.path() / "index"));
    LearningPeriod period;
    period.from = kEnd - kMonth;
    period.to = kEnd;
    if (const Status learned = LearnQuestions(period, *index->snapshot(), store_.get()); !learned) {
      throw std::runtime_error(learned.error().message);
    }
    const auto questions = ValueOrThrow(PublicQuestions(*index->snapshot(), store_.get()));
    Build(tree_.Write("questions.tsv", QuestionsTable(questions)).string());
  }

  // Planted failed questions whose article is not among the first results.
  std::vector<std::string> Failing() const {
    const auto index = ValueOrThrow(IndexReader::Open(tree_.path() / "index"));
    std::vector<std::string> failing;
    for (const PlantedQuestion& failed : plan_.failed) {
      SearchRequest request;
      request.query = Understand(failed.wordings.front());
      request.language = failed.language;
      request.audiences = {"public"};
      request.limit = kShown;
      const auto answer = ValueOrThrow(searcher_.Search(*index->snapshot(), request));
      const bool is_found =
          std::any_of(answer.hits.begin(), answer.hits.end(),
                      [&](const SearchHit& hit) { return hit.id == failed.article; });
      if (!is_found) failing.push_back(failed.wordings.front());
    }
    return failing;
  }

  const MonthPlan& plan() const { return plan_; }
  const MonthCounts& counts() const { return counts_; }
  const WritersReport& report() const { return report_; }
  const std::map<std::string, WritersReport>& by_language() const { return by_language_; }

 private:
  TempTree tree_;
  std::int64_t now_ = kEnd - kMonth;
  const MonthPlan plan_ = StarterPlan();
  const Searcher searcher_;
  std::unique_ptr<Store> store_;
  MonthCounts counts_;
  WritersReport report_;
  std::map<std::string, WritersReport> by_language_;
};

// One month for all tests: it takes some seconds.
SimulatedMonth& TheMonth() {
  static SimulatedMonth month;
  return month;
}

// The planted question that the line is about; null for another.
const PlantedQuestion* Planted(const std::vector<PlantedQuestion>& all,
                               const QuestionCluster& line) {
  for (const PlantedQuestion& one : all) {
    const auto& words = one.wordings;
    if (one.language != line.language) continue;
    if (std::find(words.begin(), words.end(), line.wordings.at(0).text) != words.end()) return &one;
  }
  return nullptr;
}

// How many of the first lines are of one planted gap each. A translation that is missing and that
// search does not show in another language is a gap as well, and passed over.
std::size_t CountLeadingGaps(const MonthPlan& plan, const std::vector<QuestionCluster>& lines) {
  std::set<const PlantedQuestion*> found;
  for (const QuestionCluster& line : lines) {
    if (Planted(plan.missing, line) != nullptr) continue;
    const PlantedQuestion* gap = Planted(plan.gaps, line);
    if (gap == nullptr || !found.insert(gap).second) break;
  }
  return found.size();
}

TEST(SimulatedMonthTest, PlantedGapsComeFirstEachAsOneLine) {
  const SimulatedMonth& month = TheMonth();
  EXPECT_EQ(CountLeadingGaps(month.plan(), month.report().gaps), month.plan().gaps.size());
  for (const QuestionCluster& line : month.report().gaps) {
    if (Planted(month.plan().gaps, line) == nullptr) continue;
    EXPECT_EQ(NameOf(AdviceFor(line)), "write_article")
        << line.wordings.at(0).text << ": " << AdviceText(line);
  }
}

TEST(SimulatedMonthTest, PlantedGapsComeFirstInEachLanguage) {
  const SimulatedMonth& month = TheMonth();
  for (const auto& [language, report] : month.by_language()) {
    std::size_t planted = 0;
    for (const PlantedQuestion& gap : month.plan().gaps) planted += gap.language == language;
    EXPECT_EQ(CountLeadingGaps(month.plan(), report.gaps), planted) << language;
  }
}

TEST(SimulatedMonthTest, MissingTranslationsLeadTheirList) {
  const SimulatedMonth& month = TheMonth();
  const auto& lines = month.report().missing_translations;
  const auto& missing = month.plan().missing;
  ASSERT_GE(lines.size(), missing.size());
  for (std::size_t i = 0; i < missing.size(); ++i) {
    const bool is_planted = std::any_of(missing.begin(), missing.end(), [&](const auto& planted) {
      return planted.article == lines[i].article && planted.language == lines[i].language;
    });
    EXPECT_TRUE(is_planted) << lines[i].language << " " << lines[i].article;
  }
}

TEST(SimulatedMonthTest, FailedQuestionsFindTheirArticlesOnceTheLoopIsClosed) {
  SimulatedMonth& month = TheMonth();
  EXPECT_THAT(month.Failing(), SizeIs(Ge(kReallyFailing)));
  month.Learn();
  EXPECT_THAT(month.Failing(), IsEmpty());
}

TEST(SimulatedMonthTest, TellsItsFigures) {
  const SimulatedMonth& month = TheMonth();
  EXPECT_GE(month.counts().searches, 3000U);
  EXPECT_GT(month.report().intents, 2500U);
  if (std::getenv("ZEROLINE_MONTH_FIGURES") == nullptr) return;
  const MonthCounts& counts = month.counts();
  std::cout << counts.searches << " searches, " << counts.opened << " articles opened, "
            << counts.opinions << " opinions, " << counts.requests << " requests\n"
            << ToText(month.report());
}

}  // namespace
}  // namespace zeroline::testing
