#include "server/analytics/confirmed_questions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "server/analytics/replaced_file.h"
#include "tests/support/temp_tree.h"
#include "tests/support/value_or_throw.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kMay17 = 1'779'000'000;  // 2026-05-17

SearchIntent Helped(const std::string& visitor, const std::vector<std::string>& wordings,
                    const std::string& article = "vpn") {
  SearchIntent intent;
  intent.visitor = visitor;
  intent.language = "en";
  intent.at = kMay17;
  intent.wordings = wordings;
  intent.opened.push_back({article, "en", "", true, false});
  return intent;
}

std::vector<std::string> QuestionsOf(const std::vector<SearchIntent>& intents) {
  std::vector<std::string> questions;
  for (const ConfirmedQuestion& question : GroupConfirmations(intents, 3)) {
    questions.push_back(question.article + ": " + question.question);
  }
  return questions;
}

// The same story by three visitors.
std::vector<SearchIntent> ByThree(const std::vector<std::string>& wordings) {
  return {Helped("a", wordings), Helped("b", wordings), Helped("c", wordings)};
}

TEST(ConfirmedQuestionsTest, NeedSeveralDifferentVisitors) {
  EXPECT_THAT(QuestionsOf({Helped("a", {"tunnel drops"}), Helped("b", {"tunnel drops"}),
                           Helped("b", {"tunnel drops"}), Helped("a", {"tunnel drops"})}),
              IsEmpty());
  EXPECT_THAT(QuestionsOf(ByThree({"tunnel drops"})), ElementsAre("vpn: tunnel drops"));
}

TEST(ConfirmedQuestionsTest, AreCountedAcrossInflectionCaseAndPunctuation) {
  std::vector<SearchIntent> intents = {Helped("a", {"Tunnel drops?"}), Helped("b", {"tunnel drop"}),
                                       Helped("c", {"tunnel drop"}), Helped("c", {"tunnel drop"})};
  intents[3].at = kMay17 + 5;
  intents[0].at = kMay17 - 5;
  const auto questions = GroupConfirmations(intents, 3);
  ASSERT_THAT(questions, SizeIs(1));
  EXPECT_EQ(questions[0].question, "tunnel drop");
  EXPECT_EQ(questions[0].language, "en");
  EXPECT_EQ(questions[0].article, "vpn");
  EXPECT_EQ(questions[0].visitors, 3u);
  EXPECT_EQ(questions[0].count, 4u);
  EXPECT_EQ(questions[0].first, kMay17 - 5);
  EXPECT_EQ(questions[0].last, kMay17 + 5);
}

TEST(ConfirmedQuestionsTest, AreOfTheArticleThatHelped) {
  std::vector<SearchIntent> intents = ByThree({"tunnel drops"});
  intents[2].opened[0].article = "wifi";
  EXPECT_THAT(QuestionsOf(intents), IsEmpty()) << "two articles";
  intents = ByThree({"tunnel drops"});
  for (SearchIntent& intent : intents)
    intent.opened.insert(intent.opened.begin(), {"wifi", "en", ""});
  EXPECT_THAT(QuestionsOf(intents), ElementsAre("vpn: tunnel drops")) << "read, and did not help";
}

TEST(ConfirmedQuestionsTest, AreWhatFailedBeforeOtherWordsFoundIt) {
  struct Case {
    std::string name;
    std::vector<std::string> wordings;
    std::vector<std::string> want;
  };
  const std::vector<Case> cases = {
      {"other words", {"tunnel drops", "vpn disconnects"}, {"tunnel drops", "vpn disconnects"}},
      {"narrowed", {"vpn", "vpn disconnects"}, {"vpn disconnects"}},
      {"corrected", {"vpn disconects", "vpn disconnects"}, {"vpn disconnects"}},
  };
  for (const Case& test : cases) {
    std::vector<std::string> found;
    for (const auto& question : GroupConfirmations(ByThree(test.wordings), 3)) {
      found.push_back(question.question);
    }
    EXPECT_THAT(found, ::testing::UnorderedElementsAreArray(test.want)) << test.name;
  }
}

TEST(ConfirmedQuestionsTest, TellNobodysAddress) {
  EXPECT_THAT(QuestionsOf(ByThree({"mail to vera@example.com bounces"})), IsEmpty());
  EXPECT_THAT(QuestionsOf(ByThree({"mail to [@] bounces"})), IsEmpty());
  EXPECT_THAT(QuestionsOf(ByThree({std::string(501, 'x')})), IsEmpty());
}

TEST(ConfirmedQuestionsTest, MakeATableForTheIndexer) {
  EXPECT_EQ(QuestionsTable({{"k", "tunnel\tdrops\n", "en", "network/vpn", 3, 7, 1, kMay17}}),
            "question\tlanguage\tarticle\tcount\tdate\n"
            "tunnel drops\ten\tnetwork/vpn\t7\t2026-05-17\n");
}

TEST(ReplacedFileTest, IsWrittenOnceForTheSameText) {
  const testing::TempTree tree;
  const auto file = tree.path() / "state" / "questions.tsv";
  EXPECT_TRUE(testing::ValueOrThrow(ReplaceFile(file, "a\n")));
  EXPECT_FALSE(testing::ValueOrThrow(ReplaceFile(file, "a\n")));
  EXPECT_TRUE(testing::ValueOrThrow(ReplaceFile(file, "b\n")));
  EXPECT_EQ(tree.Read("state/questions.tsv"), "b\n");
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(file.parent_path())) {
    files += entry.is_regular_file() ? 1 : 0;
  }
  EXPECT_EQ(files, 1u) << "nothing is left over";
}

TEST(ReplacedFileTest, SaysWhatStoodInTheWay) {
  const testing::TempTree tree;
  tree.Write("file", "");
  const auto replaced = ReplaceFile(tree.path() / "file" / "questions.tsv", "a");
  ASSERT_FALSE(replaced);
  EXPECT_EQ(replaced.error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace zeroline
