#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <string>
#include <vector>

#include "indexer/index_format/build_directory.h"
#include "tests/support/process.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct Pushed {
  int status = -1;
  std::string output;
};

// A bare repository with the hooks, an index beside it, and clones of writers.
class HooksTest : public ::testing::Test {
 protected:
  HooksTest() {
    // Whoever runs the tests may sign commits or have hooks of their own.
    setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
    setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
    Git(".", {"init", "--quiet", "--bare", "--initial-branch=main", "kb.git"});
    Configure("index", (tree_.path() / "index").string());
    Configure("indexer", ZEROLINE_INDEXER);
    Install("post-receive");
    Clone("anna");
  }

  void Configure(const std::string& name, const std::string& value) {
    Git("kb.git", {"config", "zeroline." + name, value});
  }
  void Install(const std::string& hook) {
    fs::copy_file(fs::path(ZEROLINE_SOURCE_DIR) / "indexer/hooks" / hook,
                  tree_.path() / "kb.git/hooks" / hook, fs::copy_options::overwrite_existing);
  }
  void Clone(const std::string& who) {
    Git(".", {"clone", "--quiet", "kb.git", who});
    Git(who, {"config", "user.name", who});
    Git(who, {"config", "user.email", who + "@example.com"});
    Git(who, {"checkout", "--quiet", "-B", "main"});
  }

  Pushed Run(const std::string& folder, const std::vector<std::string>& arguments) {
    std::vector<std::string> command = {"/usr/bin/git", "-C", (tree_.path() / folder).string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    Pushed pushed;
    const std::string log = "log-" + std::to_string(++runs_);
    testing::Process process(command, tree_.path() / log);
    pushed.status = process.Wait(std::chrono::seconds(60));
    pushed.output = process.Output();
    return pushed;
  }
  void Git(const std::string& folder, const std::vector<std::string>& arguments) {
    const Pushed done = Run(folder, arguments);
    ASSERT_EQ(done.status, 0) << done.output;
  }
  void Write(const std::string& who, const std::string& path, const std::string& text) {
    tree_.Write(who + "/articles/" + path, text);
  }
  void Commit(const std::string& who) {
    Git(who, {"add", "--all"});
    Git(who, {"commit", "--quiet", "--allow-empty", "-m", "words"});
  }
  Pushed Push(const std::string& who, const std::string& refs = "main") {
    return Run(who, {"push", "origin", refs});
  }
  Pushed CommitAndPush(const std::string& who) {
    Commit(who);
    return Push(who);
  }

  std::uint64_t Live() const { return CurrentBuild(tree_.path() / "index").value_or(0); }
  // What the index holds of an article; "" if it has none.
  std::string Shown(const std::string& id) {
    std::string text;
    const int status = testing::RunCommand(
        {ZEROLINE_INDEXER, "show", "--index", (tree_.path() / "index").string(), id},
        tree_.path() / "shown", &text);
    return status == 0 ? text : "";
  }

  testing::TempTree tree_;
  std::atomic<int> runs_ = 0;
};

constexpr const char* kVpn = "---\ntitle: VPN does not connect\n---\n\nRestart it.\n";
constexpr const char* kBroken = "---\ntitle: a: b\n---\n\nText.\n";

TEST_F(HooksTest, PublishesWhatIsPushed) {
  Write("anna", "en/network/vpn.md", kVpn);
  const Pushed pushed = CommitAndPush("anna");
  EXPECT_EQ(pushed.status, 0);
  EXPECT_THAT(pushed.output, HasSubstr("is live"));
  EXPECT_THAT(Shown("network/vpn"), HasSubstr("VPN does not connect"));

  Write("anna", "en/network/wifi.md", "---\ntitle: Wi-Fi\n---\n\n![](missing.png)\n");
  fs::remove(tree_.path() / "anna/articles/en/network/vpn.md");
  const Pushed again = CommitAndPush("anna");
  EXPECT_THAT(again.output, HasSubstr("remote: articles/en/network/wifi.md:5"));
  EXPECT_NE(Shown("network/wifi"), "");
  EXPECT_EQ(Shown("network/vpn"), "");
}

TEST_F(HooksTest, PublishesTheOthersWhenOneArticleIsBroken) {
  Write("anna", "en/network/vpn.md", kVpn);
  Write("anna", "en/network/broken.md", kBroken);
  const Pushed pushed = CommitAndPush("anna");
  EXPECT_EQ(pushed.status, 0);
  EXPECT_THAT(pushed.output,
              AllOf(HasSubstr("remote: articles/en/network/broken.md:2"), HasSubstr("is live")));
  EXPECT_NE(Shown("network/vpn"), "");
}

TEST_F(HooksTest, KeepsTheLastBuildWhenNothingCanBePublished) {
  Write("anna", "en/network/vpn.md", kVpn);
  CommitAndPush("anna");
  const std::uint64_t before = Live();
  Write("anna", "en/network/vpn.md", kBroken);
  const Pushed pushed = CommitAndPush("anna");
  EXPECT_THAT(pushed.output, AllOf(HasSubstr("not published; what was published before stays"),
                                   HasSubstr("en/network/vpn.md:2"), Not(HasSubstr("is live"))));
  EXPECT_EQ(Live(), before);
  EXPECT_NE(Shown("network/vpn"), "");

  Write("anna", "en/network/vpn.md", "---\ntitle: VPN mended\n---\n\nText.\n");
  EXPECT_THAT(CommitAndPush("anna").output, HasSubstr("is live"));
  EXPECT_THAT(Shown("network/vpn"), HasSubstr("VPN mended"));
}

TEST_F(HooksTest, PublishesOneBranchOnly) {
  Write("anna", "en/network/vpn.md", kVpn);
  CommitAndPush("anna");
  const std::uint64_t before = Live();
  Write("anna", "en/network/wifi.md", kVpn);
  Commit("anna");
  const Pushed pushed = Push("anna", "main:refs/heads/idea");
  EXPECT_EQ(pushed.status, 0);
  EXPECT_THAT(pushed.output, Not(HasSubstr("remote:")));
  EXPECT_EQ(Live(), before);
}

TEST_F(HooksTest, EndsWithTheLastOfTwoPushesAtOnce) {
  Write("anna", "en/network/vpn.md", kVpn);
  CommitAndPush("anna");
  Clone("boris");
  Write("anna", "en/network/first.md", "---\ntitle: First\n---\n\nText.\n");
  Commit("anna");
  auto first = std::async(std::launch::async, [&] { return Push("anna"); });
  // On top of the first push as soon as that has been received, published or not.
  const std::string commit = Run("anna", {"rev-parse", "main"}).output;
  for (int attempt = 0; attempt < 10'000; ++attempt) {
    if (Run("kb.git", {"rev-parse", "main"}).output == commit) break;
  }
  Git("boris", {"pull", "--quiet", "--rebase", "origin", "main"});
  Write("boris", "en/network/second.md", "---\ntitle: Second\n---\n\nText.\n");
  const Pushed second = CommitAndPush("boris");
  EXPECT_EQ(first.get().status, 0);
  EXPECT_EQ(second.status, 0) << second.output;
  EXPECT_NE(Shown("network/first"), "");
  EXPECT_NE(Shown("network/second"), "");
}

TEST_F(HooksTest, SaysThatItIsNotSetUp) {
  Git("kb.git", {"config", "--unset", "zeroline.index"});
  Write("anna", "en/network/vpn.md", kVpn);
  EXPECT_THAT(CommitAndPush("anna").output, HasSubstr("zeroline.index is not set"));
}

TEST_F(HooksTest, RefusesErrorsWhereThatIsWanted) {
  Install("pre-receive");
  Write("anna", "en/network/vpn.md", kVpn);
  EXPECT_EQ(CommitAndPush("anna").status, 0);
  const std::uint64_t before = Live();
  Write("anna", "en/network/broken.md", kBroken);
  const Pushed refused = CommitAndPush("anna");
  EXPECT_NE(refused.status, 0);
  EXPECT_THAT(refused.output,
              AllOf(HasSubstr("remote: articles/en/network/broken.md:2"), HasSubstr("refused")));
  EXPECT_EQ(Live(), before);

  Write("anna", "en/network/broken.md", "---\ntitle: Warned\n---\n\n![](missing.png)\n");
  EXPECT_EQ(CommitAndPush("anna").status, 0) << "a warning is no error";
  Configure("strict", "warnings");
  Write("anna", "en/network/vpn.md", "---\ntitle: VPN\n---\n\nWords.\n");
  EXPECT_NE(CommitAndPush("anna").status, 0);
  EXPECT_NE(Push("anna", ":refs/heads/main").status, 0) << "what readers see is not removed";
}

TEST_F(HooksTest, IsReadBySmallShells) {
  for (const char* hook : {"post-receive", "pre-receive"}) {
    std::string output;
    EXPECT_EQ(testing::RunCommand(
                  {"/bin/dash", "-n", std::string(ZEROLINE_SOURCE_DIR "/indexer/hooks/") + hook},
                  tree_.path() / "log", &output),
              0)
        << output;
  }
}

}  // namespace
}  // namespace zeroline
