// Synonyms on their way into builds: what a changed file changes.
#include "indexer/commands/synonyms.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/commands/build.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

class SynonymBuildTest : public ::testing::Test {
 protected:
  SynonymBuildTest() {
    options_.articles = tree_.path() / "articles";
    options_.index = tree_.path() / "index";
    options_.use_git = false;
    options_.jobs = 1;
    tree_.Write("articles/en/wifi.md", "---\ntitle: Wi-Fi\n---\n\nConnect to the network.\n");
    tree_.Write("articles/ru/wifi.md", "---\ntitle: Wi-Fi\n---\n\nПодключение к сети.\n");
  }

  BuildReport Build() {
    Progress silent(nullptr);
    Result<BuildReport> report = BuildIndex(options_, &silent);
    EXPECT_TRUE(report) << report.error().message;
    return report.value_or(BuildReport{});
  }

  std::vector<std::string> Find(const std::string& language, const std::string& key) {
    const fs::path build = BuildPath(options_.index, *CurrentBuild(options_.index));
    const auto table = SynonymTable::Open(SynonymPath(build, language));
    if (!table) return {"no table"};
    std::vector<std::string> found;
    for (const std::string_view other : (*table)->Find(key)) found.emplace_back(other);
    return found;
  }

  testing::TempTree tree_;
  BuildOptions options_;
};

using Words = std::vector<std::string>;

TEST_F(SynonymBuildTest, KeysPhrasesAsWrittenAndByTheirStems) {
  tree_.Write("articles/synonyms/en.txt",
              "Wi-Fi, wireless networks, WLAN\nnetwork drive, share\nshare, stake\n");
  tree_.Write("articles/synonyms/ru.txt", "принтеры, печатающее устройство\n");
  const BuildReport report = Build();
  EXPECT_TRUE(report.diagnostics.empty());
  EXPECT_EQ(report.articles.size(), 2u);  // none of the files became an article
  EXPECT_EQ(Find("en", "wi fi"), (Words{"wireless networks", "WLAN"}));
  EXPECT_EQ(Find("en", "wireless networks"), (Words{"Wi-Fi", "WLAN"}));
  EXPECT_EQ(Find("en", "wireless network"), (Words{"Wi-Fi", "WLAN"}));
  EXPECT_EQ(Find("en", "share"), (Words{"network drive", "stake"}));
  EXPECT_EQ(Find("ru", "принтер"), (Words{"печатающее устройство"}));
  EXPECT_EQ(Find("en", "принтер"), Words{});
}

TEST_F(SynonymBuildTest, PublishesWhenAFileChangesAndOnlyThen) {
  EXPECT_TRUE(Build().published);
  EXPECT_FALSE(Build().published);
  tree_.Write("articles/synonyms/en.txt", "wifi, wlan\n");
  BuildReport report = Build();
  EXPECT_TRUE(report.published);
  EXPECT_EQ(report.parsed, 0u);
  EXPECT_EQ(Find("en", "wlan"), Words{"wifi"});
  EXPECT_FALSE(Build().published);

  tree_.Write("articles/synonyms/en.txt", "wifi, wlon\n");  // as long as before
  EXPECT_TRUE(Build().published);
  EXPECT_EQ(Find("en", "wlon"), Words{"wifi"});
  tree_.Write("articles/synonyms/ru.txt", "сеть, сетка\n");
  EXPECT_TRUE(Build().published);
  EXPECT_EQ(Find("en", "wlon"), Words{"wifi"});
  EXPECT_EQ(Find("ru", "сетка"), Words{"сеть"});

  fs::remove(tree_.path() / "articles/synonyms/en.txt");
  EXPECT_TRUE(Build().published);
  EXPECT_EQ(Find("en", "wlon"), Words{"no table"});
  EXPECT_FALSE(Build().published);
}

TEST_F(SynonymBuildTest, KeepsSayingWhatIsWrong) {
  tree_.Write("articles/synonyms/en.txt", "# networks\nwifi\nlan, cable\n");
  for (const bool published : {true, false}) {
    const BuildReport report = Build();
    EXPECT_EQ(report.published, published);
    ASSERT_EQ(report.diagnostics.size(), 1u);
    EXPECT_EQ(report.diagnostics[0].path, "synonyms/en.txt");
    EXPECT_EQ(report.diagnostics[0].line, 2);
  }
  EXPECT_EQ(Find("en", "cable"), Words{"lan"});
}

}  // namespace
}  // namespace zeroline
