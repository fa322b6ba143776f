#include "indexer/commands/new_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>

#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::HasSubstr;

constexpr std::chrono::year_month_day kLeapDay{std::chrono::year(2028), std::chrono::month(2),
                                               std::chrono::day(29)};

class NewCommandTest : public ::testing::Test {
 protected:
  NewCommandTest() {
    std::filesystem::create_directories(tree_.path() / "articles/zh-cn");
    command_.articles = tree_.path() / "articles";
    command_.path = "network/vpn-slow";
    command_.title = "VPN is slow";
  }

  Status Run() {
    std::ostringstream out;
    const Status status = RunNew(command_, kLeapDay, out);
    printed_ = out.str();
    return status;
  }
  bool Exists(const std::string& path) const {
    return std::filesystem::exists(command_.articles / path);
  }

  testing::TempTree tree_;
  NewCommand command_;
  std::string printed_;
};

TEST_F(NewCommandTest, WritesTheArticleAndItsTranslations) {
  command_.kind = "troubleshooting";
  command_.translations = {"ru", "zh-CN"};
  const Status status = Run();
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_THAT(tree_.Read("articles/en/network/vpn-slow.md"), HasSubstr("title: VPN is slow\n"));
  EXPECT_THAT(tree_.Read("articles/en/network/vpn-slow.md"),
              HasSubstr("review_by: \"2029-02-28\""));
  EXPECT_THAT(tree_.Read("articles/ru/network/vpn-slow.md"), HasSubstr("## Как это выглядит"));
  EXPECT_THAT(tree_.Read("articles/zh-cn/network/vpn-slow.md"), HasSubstr("## 问题现象"));
  EXPECT_THAT(printed_, HasSubstr("zeroline-indexer check"));
}

TEST_F(NewCommandTest, NeverOverwritesAndThenWritesNothing) {
  tree_.Write("articles/ru/network/vpn-slow.markdown", "here");
  command_.translations = {"ru"};
  const Status status = Run();
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().message, HasSubstr("ru/network/vpn-slow.markdown is there already"));
  EXPECT_FALSE(Exists("en/network/vpn-slow.md"));
  EXPECT_EQ(tree_.Read("articles/ru/network/vpn-slow.markdown"), "here");
}

TEST_F(NewCommandTest, TranslatesAnArticleThatIsThere) {
  tree_.Write("articles/en/network/vpn-slow.md",
              "---\ntitle: VPN is slow\n---\n\n## Check this first\n");
  command_.translate = {"pl"};
  const Status status = Run();
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_THAT(tree_.Read("articles/pl/network/vpn-slow.md"), HasSubstr("## Sprawdź najpierw\n"));
  EXPECT_FALSE(Run()) << "it is there now";
}

TEST_F(NewCommandTest, RefusesPathsThatNameNoArticle) {
  tree_.Write("articles/en/a.md", "text");
  std::filesystem::create_directory_symlink("/tmp", command_.articles / "en/out");
  for (const char* path : {"", "/etc/passwd", "../x", "a/../../x", "a//b", "a/.hidden", "_index",
                           "a\nb", "a\\b", "en/vpn", "out/x", "a/", "what?", "a/\xff"}) {
    command_.path = path;
    EXPECT_FALSE(Run()) << path;
  }
  command_.path = "vpn";
  command_.language = "nothing";
  EXPECT_FALSE(Run());
  command_.language = "en";
  command_.audience = "a/b";
  EXPECT_FALSE(Run());
  command_.audience = "";
  command_.title = "";
  EXPECT_FALSE(Run());
  command_.translate = {"ru"};
  EXPECT_FALSE(Run()) << "there is no original";
}

}  // namespace
}  // namespace zeroline
