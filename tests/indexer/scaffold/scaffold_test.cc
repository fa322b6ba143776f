#include "indexer/scaffold/scaffold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/article/article_parser.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const std::vector<std::string> kLanguages = {"en", "ru", "pl", "zh"};

Article Parsed(const std::string& language, const std::string& text) {
  const SourceFile file{SourceKind::kArticle, language + "/network/vpn-slow.md", language};
  ParsedArticle parsed = ParseArticle(file, text);
  EXPECT_TRUE(parsed.article) << text;
  return parsed.article.value_or(Article{});
}

std::vector<std::string> Headings(const Article& article) {
  std::vector<std::string> headings;
  for (const ArticleSection& section : article.sections) {
    if (section.level > 0) headings.push_back(section.heading);
  }
  return headings;
}

TEST(ScaffoldTest, KnowsThreeKinds) {
  EXPECT_THAT(ScaffoldKinds(), ElementsAre("how-to", "known-issue", "troubleshooting"));
}

TEST(ScaffoldTest, MakesDraftsWithTheSameOutlineInEveryLanguage) {
  for (const std::string& kind : ScaffoldKinds()) {
    std::size_t sections = 0;
    for (const std::string& language : kLanguages) {
      const auto text = ScaffoldArticle(
          kind, language, {"VPN: slow \"at home\"", "service-desk", "internal", "2027-11-22"});
      ASSERT_TRUE(text) << text.error().message;
      const Article article = Parsed(language, *text);
      EXPECT_EQ(article.title, "VPN: slow \"at home\"");
      EXPECT_EQ(article.owner, "service-desk");
      EXPECT_EQ(article.audience, "internal");
      EXPECT_EQ(article.review_by, "2027-11-22");
      EXPECT_EQ(article.status, ArticleStatus::kDraft);
      const std::size_t count = Headings(article).size();
      EXPECT_EQ(count, sections == 0 ? count : sections) << language << "/" << kind;
      sections = count;
      EXPECT_GE(sections, 4u);
    }
  }
}

TEST(ScaffoldTest, UsesEnglishWordsForOtherLanguages) {
  const ArticleSeed seed{"Langsam", "", "", ""};
  EXPECT_EQ(ScaffoldArticle("how-to", "de", seed).value_or("failed"),
            ScaffoldArticle("how-to", "en", seed).value_or(""));
  EXPECT_EQ(ScaffoldArticle("how-to", "zh-TW", seed).value_or("failed"),
            ScaffoldArticle("how-to", "zh", seed).value_or(""));
  EXPECT_THAT(*ScaffoldArticle("how-to", "de", seed), Not(HasSubstr("owner")));
}

TEST(ScaffoldTest, RefusesWhatIsNoTitleOrKind) {
  EXPECT_FALSE(ScaffoldArticle("poem", "en", {"A title", "", "", ""}));
  for (const std::string& title : {std::string(), std::string("  "), std::string("a\nb"),
                                   std::string("\xff"), std::string(121, 'a')}) {
    EXPECT_FALSE(ScaffoldArticle("how-to", "en", {title, "", "", ""})) << title;
  }
}

constexpr const char* kOriginal =
    "---\r\ntitle: VPN is slow\r\nid: KB-7\r\nsummary: Short.\r\naudience: internal\r\n"
    "owner: network\r\nquestions: [why so slow]\r\n---\r\n\r\nFirst words.\r\n\r\n"
    "## What you see {#symptoms}\r\n\r\n```\r\n# no heading\r\n```\r\n\r\n### Measure --> "
    "it\r\n\r\n"
    "Numbers.\r\n\r\nIf it did not help\r\n---\r\n";

TEST(ScaffoldTest, GivesATranslationTheOutlineOfItsOriginal) {
  const auto text =
      ScaffoldTranslation("ru", {"en/network/vpn-slow.md", "en", kOriginal, "2027-11-22"});
  ASSERT_TRUE(text) << text.error().message;
  const Article article = Parsed("ru", *text);
  EXPECT_EQ(article.title, "VPN is slow");
  EXPECT_EQ(article.id, "KB-7");
  EXPECT_EQ(article.audience, "internal");
  EXPECT_EQ(article.owner, "network");
  EXPECT_EQ(article.status, ArticleStatus::kDraft);
  EXPECT_TRUE(article.questions.empty());
  EXPECT_THAT(Headings(article),
              ElementsAre("Как это выглядит", "Measure --> it", "Если не помогло"));
  EXPECT_THAT(*text, HasSubstr("en/network/vpn-slow.md, строка 18"));
  EXPECT_EQ(article.text.find("строка"), std::string::npos) << "prompts stay comments";
}

TEST(ScaffoldTest, RefusesAnOriginalThatCannotBeRead) {
  const auto text = ScaffoldTranslation("ru", {"en/a.md", "en", "---\ntitle: a: b\n---\n", ""});
  ASSERT_FALSE(text);
  EXPECT_THAT(text.error().message, HasSubstr("en/a.md:"));
}

}  // namespace
}  // namespace zeroline
