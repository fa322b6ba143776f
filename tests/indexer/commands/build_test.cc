// Whole builds of small trees, in this process: what readers get, and what they can no longer find.
#include "indexer/commands/build.h"

#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <set>
#include <string>

#include "indexer/commands/inspect.h"
#include "indexer/index_format/article_store.h"
#include "indexer/index_format/build_directory.h"
#include "indexer/index_format/catalog.h"
#include "indexer/index_format/manifest.h"
#include "indexer/writer/publisher.h"
#include "tests/indexer/commands/built_tree.h"

namespace zeroline {
namespace {

using testing::Page;

namespace fs = std::filesystem;

class BuildTest : public testing::BuiltTree {
 protected:
  void WriteTree(int articles) {
    for (int i = 0; i < articles; ++i) {
      const std::string name = "page" + std::to_string(i);
      Write("en/help/" + name + ".md",
            Page("Reset number " + std::to_string(i),
                 "## First step {#first}\n\nOpen quokka" + std::to_string(i) + "."));
    }
  }
  bool Has(const std::string& id, const std::string& language = "en") const {
    return ShowArticle(options_.index, id, language).has_value();
  }
  std::string Shown(const std::string& id, const std::string& language = "en") const {
    return ShowArticle(options_.index, id, language).value_or("");
  }
};

TEST_F(BuildTest, PublishesThenHasNothingToDo) {
  WriteTree(5);
  const BuildReport first = Built();
  EXPECT_TRUE(first.published);
  EXPECT_EQ(first.articles.at({"public", "en"}), 5u);
  EXPECT_TRUE(Has("help/page3"));
  const BuildReport second = Built();
  EXPECT_FALSE(second.published);
  EXPECT_EQ(second.build, 1u);
  EXPECT_EQ(second.parsed, 0u);
}

TEST_F(BuildTest, ParsesOnlyWhatChanged) {
  WriteTree(20);
  Built();
  Write("en/help/page7.md", Page("Reset number 7", "Open wombat."));
  const BuildReport report = Built();
  EXPECT_TRUE(report.published);
  EXPECT_EQ(report.parsed, 1u);
  EXPECT_EQ(report.articles.at({"public", "en"}), 20u);
  EXPECT_NE(Shown("help/page7").find("wombat"), std::string::npos);
  EXPECT_EQ(Shown("help/page7").find("quokka7"), std::string::npos);
  EXPECT_NE(Shown("help/page8").find("quokka8"), std::string::npos);
}

TEST_F(BuildTest, NamesAFolderByItsPageElseByItsName) {
  Write("en/commercial-dialogues/a.md", Page("One", "Text."));
  Write("en/vpn/a.md", Page("Two", "Text."));
  Write("en/vpn/_index.md", Page("Remote access", "", "summary: From home\nweight: -1\n"));
  Write("en/a.md", Page("Three", "In no folder."));
  Built();
  const auto catalog = Catalog::Open(Current() / "public" / "en" / "catalog.flat");
  ASSERT_TRUE(catalog);
  ASSERT_EQ((*catalog)->section_count(), 2u);
  EXPECT_EQ((*catalog)->section(0).name, "vpn");
  EXPECT_EQ((*catalog)->section(0).title, "Remote access");
  EXPECT_EQ((*catalog)->section(1).name, "commercial-dialogues");
  EXPECT_EQ((*catalog)->section(1).title, "Commercial dialogues");
  EXPECT_EQ((*catalog)->section(1).article_count, 1u);
}

TEST_F(BuildTest, LinksUntouchedLanguages) {
  WriteTree(8);
  Write("pl/help/a.md", Page("Hasło", "Reset."));
  Built();
  const fs::path old = Current() / "public" / "pl" / "articles.cdb";
  Write("en/help/page1.md", Page("Changed", "Other."));
  Built();
  EXPECT_TRUE(fs::equivalent(old, Current() / "public" / "pl" / "articles.cdb"));
}

TEST_F(BuildTest, ForgetsDeletedAndFollowsRenamedArticles) {
  WriteTree(20);
  Built();
  fs::remove(options_.articles / "en/help/page3.md");
  fs::rename(options_.articles / "en/help/page4.md", options_.articles / "en/help/moved.md");
  const BuildReport report = Built();
  EXPECT_EQ(report.articles.at({"public", "en"}), 19u);
  EXPECT_FALSE(Has("help/page3"));
  EXPECT_FALSE(Has("help/page4"));
  EXPECT_TRUE(Has("help/moved"));
}

TEST_F(BuildTest, KeepsEveryArticleFindableWhenTheFirstIsDeleted) {
  WriteTree(20);
  Built();
  fs::remove(options_.articles / "en/help/page0.md");
  Built();
  for (int i = 1; i < 20; ++i) {
    const std::string id = "help/page" + std::to_string(i);
    EXPECT_NE(Shown(id).find("quokka" + std::to_string(i)), std::string::npos) << Shown(id);
  }
  fs::remove(options_.articles / "en/help/page19.md");
  EXPECT_EQ(Built().articles.at({"public", "en"}), 18u);
}

TEST_F(BuildTest, LeavesNoTraceOfAnArticleThatBecameInternal) {
  WriteTree(30);
  Write("en/help/secret.md", Page("Zyzzogeton plan", "The codeword is xylophagous."));
  Built();
  EXPECT_TRUE(testing::FolderContains(Current() / "public", "xylophagous"));
  Write("en/help/secret.md",
        Page("Zyzzogeton plan", "The codeword is xylophagous.", "audience: internal\n"));
  const BuildReport report = Built();
  EXPECT_EQ(report.articles.at({"public", "en"}), 30u);
  EXPECT_EQ(report.articles.at({"internal", "en"}), 1u);
  for (const char* trace : {"xylophagous", "zyzzogeton", "Zyzzogeton", "help/secret"}) {
    EXPECT_FALSE(testing::FolderContains(Current() / "public", trace)) << trace;
    EXPECT_TRUE(testing::FolderContains(Current() / "internal", trace) ||
                std::string(trace) == "zyzzogeton");
  }
}

TEST_F(BuildTest, TreatsNamedAudiencesAsPublicOnRequest) {
  Write("en/a.md", Page("A", "Text.", "audience: Admin\n"));
  EXPECT_EQ(Built().articles.count({"public", "en"}), 0u);
  options_.public_audiences = {"admin"};
  EXPECT_EQ(Built().articles.at({"public", "en"}), 1u);
}

TEST_F(BuildTest, NeverPublishesAnAudienceItCannotRead) {
  WriteTree(2);
  const char* audiences[] = {"audience: [public, internal]\n", "audience: {a: b}\n",
                             "audience: ../../public\n", "audience: \"\"\n", "audience: a/b\n"};
  int i = 0;
  for (const char* audience : audiences) {
    Write("en/bad" + std::to_string(i++) + ".md", Page("Bad", "Hidden walrus.", audience));
  }
  Built();
  EXPECT_FALSE(testing::FolderContains(Current() / "public", "walrus"));
}

TEST_F(BuildTest, KeepsDraftsOutAndTakesThemBack) {
  WriteTree(3);
  Write("en/d.md", Page("Draft", "Text.", "status: draft\n"));
  Built();
  EXPECT_FALSE(Has("d"));
  Write("en/d.md", Page("Draft", "Text."));
  Built();
  EXPECT_TRUE(Has("d"));
}

TEST_F(BuildTest, GivesTranslationsTheAnchorsOfTheOriginalAlsoWhenItChanges) {
  WriteTree(6);
  Write("ru/help/page1.md", Page("Сброс", "## Первый шаг\n\nТекст."));
  Built();
  EXPECT_NE(Shown("help/page1", "ru").find("#first "), std::string::npos);
  Write("en/help/page1.md", Page("Reset", "## Step {#begin}\n\nText."));
  Built();
  EXPECT_NE(Shown("help/page1", "ru").find("#begin "), std::string::npos);
}

TEST_F(BuildTest, PublishesTheFirstOfTwoAndTheOtherWhenTheFirstGoes) {
  WriteTree(10);
  Write("en/x1.md", Page("One", "Text.", "id: same\n"));
  Write("en/x2.md", Page("Two", "Text.", "id: same\n"));
  const BuildReport report = Built();
  EXPECT_NE(Shown("same").find("One"), std::string::npos);
  EXPECT_EQ(std::count_if(report.diagnostics.begin(), report.diagnostics.end(),
                          [](const Diagnostic& d) { return d.rule == "duplicate-id"; }),
            1);
  fs::remove(options_.articles / "en/x1.md");
  Built();
  EXPECT_NE(Shown("same").find("Two"), std::string::npos);
}

TEST_F(BuildTest, CopiesAssetsUnderTheirContentAndNeverFromOutside) {
  WriteTree(4);
  tree_.Write("outside.png", "stolen");
  tree_.Write("articles/en/img/ok.PNG", "picture one");
  fs::create_symlink(tree_.path() / "outside.png", options_.articles / "en/img/link.png");
  Write("en/a.md", Page("A", "![x](img/ok.PNG) ![y](img/link.png)"));
  Built();
  ASSERT_EQ(std::distance(fs::directory_iterator(Current() / "public/assets"), {}), 1);
  const fs::path first = fs::directory_iterator(Current() / "public/assets")->path();
  EXPECT_EQ(first.extension(), ".png");
  EXPECT_TRUE(
      testing::FolderContains(Current() / "public/en", "/assets/" + first.filename().string()));
  EXPECT_FALSE(testing::FolderContains(Current(), "stolen"));
  tree_.Write("articles/en/img/ok.PNG", "picture two");
  EXPECT_TRUE(Built().published);
  const fs::path second = fs::directory_iterator(Current() / "public/assets")->path();
  EXPECT_NE(first.filename(), second.filename());
  EXPECT_TRUE(
      testing::FolderContains(Current() / "public/en", "/assets/" + second.filename().string()));
}

TEST_F(BuildTest, RefusesToPublishNothingAndKeepsTheLastBuild) {
  fs::create_directories(options_.articles);
  EXPECT_EQ(Build().error().code, ErrorCode::kInvalidArgument);
  WriteTree(2);
  Built();
  fs::remove_all(options_.articles / "en");
  EXPECT_EQ(Build().error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(CurrentBuild(options_.index), 1u);
  EXPECT_TRUE(Has("help/page1"));
}

TEST_F(BuildTest, StartsOverWhenTheLastBuildIsDamaged) {
  WriteTree(20);
  for (const char* file :
       {"manifest.flat", "build.json", "public/en/articles.cdb", "public/en/text/iamglass"}) {
    SCOPED_TRACE(file);
    Built();
    fs::resize_file(Current() / file, 10);
    Write("en/help/page2.md", Page("New", std::string("Text ") + file + "."));
    EXPECT_TRUE(Built().published);
    EXPECT_TRUE(Has("help/page3"));
    EXPECT_TRUE(Has("help/page2"));
  }
}

TEST_F(BuildTest, BuildsOnTheBuildOneRolledBackTo) {
  WriteTree(12);
  Built();
  Write("en/help/page1.md", Page("Second", "Text."));
  Built();
  ASSERT_TRUE(SetCurrentBuild(options_.index, 1));
  EXPECT_TRUE(Built().published);
  EXPECT_EQ(CurrentBuild(options_.index), 3u);
  EXPECT_NE(Shown("help/page1").find("Second"), std::string::npos);
}

TEST_F(BuildTest, APublicTranslationTakesNothingFromAnInternalOriginal) {
  Write("en/help/vault.md",
        "---\ntitle: Vault\naudience: internal\n---\nText.\n\n## Secret word\n\nMore.\n");
  Write("pl/help/vault.md", "---\ntitle: Sejf\n---\nTekst.\n\n## Naglowek\n\nDalej.\n");
  Built();
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(options_.index / "current" / "public")) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    EXPECT_EQ(bytes.find("secret-word"), std::string::npos) << entry.path();
  }
}

TEST_F(BuildTest, KeepsThreeBuilds) {
  options_.kept_age = std::chrono::seconds(0);
  WriteTree(6);
  for (int i = 0; i < 6; ++i) {
    Write("en/help/page1.md", Page("Turn " + std::to_string(i), "Text."));
    Built();
  }
  EXPECT_EQ(ListBuilds(options_.index), (std::vector<std::uint64_t>{4, 5, 6}));
}

TEST_F(BuildTest, IsRefusedWhileAnotherIndexerWorks) {
  WriteTree(2);
  const Result<IndexLock> other = IndexLock::Acquire(options_.index);
  ASSERT_TRUE(other);
  EXPECT_EQ(Build().error().code, ErrorCode::kBusy);
}

// Opens everything that a server would.
void ExpectReadable(const fs::path& index) {
  const Result<std::uint64_t> number = CurrentBuild(index);
  ASSERT_TRUE(number) << number.error().message;
  const fs::path directory = DatabasePath(BuildPath(index, *number), "public", "en");
  const auto catalog = Catalog::Open(directory / "catalog.flat");
  ASSERT_TRUE(catalog) << catalog.error().message;
  ASSERT_GT((*catalog)->size(), 0u);
  for (std::size_t i = 0; i < (*catalog)->size(); ++i) {
    const auto shown = ShowArticle(index, (*catalog)->entry(i).id, "en");
    ASSERT_TRUE(shown) << shown.error().message;
  }
  ASSERT_TRUE(ReadManifest(BuildPath(index, *number) / "manifest.flat"));
}

TEST_F(BuildTest, SurvivesBeingKilledAtAnyMoment) {
  WriteTree(40);
  Built();
  const unsigned seed = std::random_device{}();
  std::cout << "seed " << seed << "\n";
  std::mt19937 random(seed);
  for (int round = 0; round < 30; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const std::string body = "Round " + std::to_string(round) + " text.";
    Write("en/help/page" + std::to_string(round) + ".md", Page("Round", body));
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      options_.jobs = 1;  // a forked child must not count on threads
      Progress silent(nullptr);
      _exit(BuildIndex(options_, &silent) ? 0 : 1);
    }
    usleep(static_cast<useconds_t>(random() % 40000));
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ExpectReadable(options_.index);
    Built();
    ExpectReadable(options_.index);
    EXPECT_NE(Shown("help/page" + std::to_string(round)).find("round"), std::string::npos);
    for (const auto& entry : fs::directory_iterator(options_.index / "builds")) {
      EXPECT_NE(entry.path().filename().string().front(), '.');
    }
  }
}

TEST_F(BuildTest, SaysThatTheDiskIsFullAndKeepsTheLastBuild) {
  const fs::path disk = tree_.path() / "disk";
  fs::create_directories(disk);
  if (mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=1m") != 0) {
    GTEST_SKIP() << "mounting a small tmpfs needs root";
  }
  options_.index = disk / "index";
  WriteTree(10);
  Built();
  for (int i = 0; i < 900; ++i) {
    Write("en/more/page" + std::to_string(i) + ".md",
          Page("More " + std::to_string(i), "Words like zebra" + std::to_string(i * 7919) + "."));
  }
  const Result<BuildReport> report = Build();
  EXPECT_FALSE(report);
  if (!report) {
    EXPECT_EQ(report.error().code, ErrorCode::kIo) << report.error().message;
    EXPECT_NE(report.error().message.find("No space left"), std::string::npos)
        << report.error().message;
  }
  ExpectReadable(options_.index);
  EXPECT_EQ(ListBuilds(options_.index), std::vector<std::uint64_t>{1});
  EXPECT_EQ(umount(disk.c_str()), 0);
}

TEST_F(BuildTest, SaysThatTheIndexFolderCannotBeWritten) {
  WriteTree(2);
  options_.index = tree_.Write("a-file", "") / "index";
  const Result<BuildReport> report = Build();
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kIo);
  EXPECT_NE(report.error().message.find("a-file"), std::string::npos);
}

}  // namespace
}  // namespace zeroline
