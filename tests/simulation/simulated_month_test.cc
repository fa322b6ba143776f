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

constexpr std::int64_t kEnd = 1'800'000'000;
constexpr std::int64_t kMonth = std::int64_t{30} * 24 * 60 * 60;
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

  // Planted failed questions whose article is among the first results.
  std::size_t CountFound() const {
    const auto index = ValueOrThrow(IndexReader::Open(tree_.path() / "index"));
    std::size_t found = 0;
    for (const PlantedQuestion& failed : plan_.failed) {
      SearchRequest request;
      request.query = Understand(failed.wordings.front());
      request.language = failed.language;
      request.audiences = {"public"};
      request.limit = kShown;
      const auto answer = ValueOrThrow(searcher_.Search(*index->snapshot(), request));
      found += std::any_of(answer.hits.begin(), answer.hits.end(),
                           [&](const SearchHit& hit) { return hit.id == failed.article; });
    }
    return found;
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

// The planted gap that the line is about; null for another.
const PlantedQuestion* PlantedGap(const MonthPlan& plan, const QuestionCluster& line) {
  for (const PlantedQuestion& gap : plan.gaps) {
    const auto& words = gap.wordings;
    if (gap.language != line.language) continue;
    if (std::find(words.begin(), words.end(), line.wordings.at(0).text) != words.end()) return &gap;
  }
  return nullptr;
}

TEST(SimulatedMonthTest, PlantedGapsComeFirst) {
  const SimulatedMonth& month = TheMonth();
  const std::size_t planted = month.plan().gaps.size();
  ASSERT_GE(month.report().gaps.size(), planted);
  std::set<const PlantedQuestion*> found;
  for (std::size_t i = 0; i < planted; ++i) {
    const QuestionCluster& line = month.report().gaps[i];
    const PlantedQuestion* gap = PlantedGap(month.plan(), line);
    EXPECT_NE(gap, nullptr) << "line " << i + 1 << ": " << line.wordings.at(0).text;
    found.insert(gap);
    EXPECT_EQ(NameOf(AdviceFor(line)), "write_article") << line.wordings.at(0).text;
  }
  EXPECT_EQ(found.size(), planted) << "all phrasings of a gap are one line";
}

TEST(SimulatedMonthTest, PlantedGapsComeFirstInEachLanguage) {
  const SimulatedMonth& month = TheMonth();
  for (const auto& [language, report] : month.by_language()) {
    const auto is_own = [&, tag = language](const PlantedQuestion& gap) {
      return gap.language == tag;
    };
    const auto planted = static_cast<std::size_t>(
        std::count_if(month.plan().gaps.begin(), month.plan().gaps.end(), is_own));
    ASSERT_GE(report.gaps.size(), planted) << language;
    for (std::size_t i = 0; i < planted; ++i) {
      EXPECT_NE(PlantedGap(month.plan(), report.gaps[i]), nullptr)
          << language << " line " << i + 1 << ": " << report.gaps[i].wordings.at(0).text;
    }
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
  EXPECT_LE(month.CountFound(), 1U) << "what is planted as failing is found without learning";
  month.Learn();
  EXPECT_EQ(month.CountFound(), month.plan().failed.size());
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
