// From what readers confirm to the file that the next build learns from.
#include "server/app/learning.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "server/app/command_line.h"
#include "tests/server/web/api/small_index.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class LearningTest : public ::testing::Test {
 protected:
  LearningTest() {
    testing::PublishBuild(tree_.path() / "index", testing::SmallBase());
    index_ = testing::ValueOrThrow(IndexReader::Open(tree_.path() / "index"));
    config_.state = tree_.path() / "state.db";
    store_ = testing::ValueOrThrow(Store::Open(config_.state));
  }

  void Confirm(const std::string& visitor, const std::string& question,
               const std::string& article = "devices/printer") {
    IntentEvent searched;
    searched.visitor = visitor;
    searched.at = SystemSeconds();
    searched.step.text = question;
    searched.step.language = "en";
    IntentEvent opened = searched;
    opened.step.kind = TrailStep::Kind::kOpened;
    opened.step.text = "";
    opened.step.article = article;
    ASSERT_TRUE(store_->intents().Record({searched, opened}));
    ArticleFeedback yes;
    yes.visitor = visitor;
    yes.article = article;
    yes.language = "en";
    yes.helped = true;
    ASSERT_TRUE(store_->feedback().Record(yes));
  }
  void ConfirmByThree(const std::string& question, const std::string& article) {
    for (const char* visitor : {"a", "b", "c"}) Confirm(visitor + question, question, article);
  }
  std::string File() const { return tree_.Read("confirmed-questions.tsv"); }
  int Run(std::vector<std::string> arguments) {
    std::ostringstream out;
    std::ostringstream err;
    const int status = RunCommandLine(arguments, out, err);
    out_ = out.str() + err.str();
    return status;
  }

  testing::TempTree tree_;
  Config config_;
  std::unique_ptr<IndexReader> index_;
  std::unique_ptr<Store> store_;
  std::string out_;
};

TEST_F(LearningTest, WritesWhatSeveralReadersConfirmed) {
  Learning learning(&config_, index_.get(), store_.get());
  Confirm("a", "toner smells");
  Confirm("b", "toner smells");
  learning.Run();
  EXPECT_THAT(File(), Not(HasSubstr("toner")));
  Confirm("c", "Toner smells");
  learning.Run();
  EXPECT_THAT(File(), HasSubstr("toner smells\ten\tdevices/printer\t3\t"));
}

TEST_F(LearningTest, DoesNotWriteTheSameAgain) {
  ConfirmByThree("toner smells", "devices/printer");
  Learning learning(&config_, index_.get(), store_.get());
  learning.Run();
  const auto file = ConfirmedQuestionsFile(config_);
  const auto old = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
  std::filesystem::last_write_time(file, old);
  learning.Run();
  EXPECT_EQ(std::filesystem::last_write_time(file), old);
}

TEST_F(LearningTest, KeepsWhatWasLearnedWhenTheVisitsAreForgotten) {
  ConfirmByThree("toner smells", "devices/printer");
  Learning(&config_, index_.get(), store_.get()).Run();
  const std::string before = File();
  ASSERT_TRUE(store_->intents().Purge(SystemSeconds() + 10));
  ASSERT_TRUE(store_->feedback().Purge(SystemSeconds() + 10));
  Learning(&config_, index_.get(), store_.get()).Run();
  EXPECT_EQ(File(), before);
}

TEST_F(LearningTest, PublishesNothingOfConfidentialArticles) {
  ConfirmByThree("vault combination", "staff/master");
  ConfirmByThree("gone article", "devices/gone");
  Learning(&config_, index_.get(), store_.get()).Run();
  EXPECT_EQ(File(), "question\tlanguage\tarticle\tcount\tdate\n");
  EXPECT_THAT(testing::ValueOrThrow(store_->learned_questions().All()), IsEmpty());
}

TEST_F(LearningTest, HidesWhatBecameConfidential) {
  ConfirmByThree("toner smells", "devices/printer");
  Learning(&config_, index_.get(), store_.get()).Run();
  auto articles = testing::SmallBase();
  articles[1].audience = "internal";
  testing::PublishBuild(tree_.path() / "index", articles);
  ASSERT_TRUE(index_->Refresh());
  Learning(&config_, index_.get(), store_.get()).Run();
  EXPECT_THAT(File(), Not(HasSubstr("toner")));
}

TEST_F(LearningTest, IsACommandToo) {
  ConfirmByThree("toner smells", "devices/printer");
  const std::string index = (tree_.path() / "index").string();
  const std::string file = (tree_.path() / "out.tsv").string();
  ASSERT_EQ(Run({"confirmed", "--state", config_.state.string(), "--index", index}), 0) << out_;
  EXPECT_THAT(out_, HasSubstr("toner smells\ten\tdevices/printer\t3\t"));
  ASSERT_EQ(Run({"confirmed", "--state", config_.state.string(), "--index", index, "--out", file}),
            0);
  EXPECT_THAT(out_, HasSubstr("1 confirmed questions"));
  EXPECT_THAT(tree_.Read("out.tsv"), HasSubstr("toner smells"));
  ASSERT_EQ(Run({"confirmed", "--state", config_.state.string(), "--index", index, "--out", file}),
            0);
  EXPECT_THAT(out_, HasSubstr("as before"));
  EXPECT_EQ(
      Run({"confirmed", "--state", config_.state.string(), "--index", index, "--visitors", "1"}),
      2);
}

TEST_F(LearningTest, ErasingAVisitorTakesWhatTheySaid) {
  Confirm("fedcba9876543210fedcba9876543210", "toner smells");
  ASSERT_EQ(Run({"erase", "--state", config_.state.string(), "--visitor",
                 "fedcba9876543210fedcba9876543210"}),
            0)
      << out_;
  const std::int64_t ever = std::int64_t{1} << 40;
  EXPECT_THAT(testing::ValueOrThrow(store_->visits().Between(0, ever, 9)), IsEmpty());
  const auto feedback = testing::ValueOrThrow(store_->feedback().Between(0, ever, 9));
  ASSERT_THAT(feedback, SizeIs(1));
  EXPECT_THAT(feedback[0].visitor, ::testing::StartsWith("erased-"));
}

}  // namespace
}  // namespace zeroline
