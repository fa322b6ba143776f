#include "indexer/article/front_matter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/indexer/article/parse.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(FrontMatterTest, ReadsEveryOwnKey) {
  const ParsedArticle parsed = Parse(
      "---\n"
      "title: \"Reset your password\"\n"
      "id: KB-1042\n"
      "summary: >\n"
      "  How to get\n"
      "  back in.\n"
      "section: accounts\n"
      "tags: [password, sign-in]\n"
      "audience: Internal\n"
      "status: draft\n"
      "questions:\n"
      "- I forgot my password\n"
      "- 'Cannot sign in'\n"
      "redirect_from: [/en/old/reset.md, legacy/reset/]\n"
      "owner: desk\n"
      "review_by: 2030-01-31\n"
      "deflect: never\n"
      "ms.author: somebody\n"
      "---\n"
      "Text.\n");
  ASSERT_TRUE(parsed.article.has_value());
  const Article& article = *parsed.article;
  EXPECT_EQ(article.title, "Reset your password");
  EXPECT_EQ(article.id, "KB-1042");
  EXPECT_EQ(article.summary, "How to get back in.");
  EXPECT_EQ(article.section, "accounts");
  EXPECT_THAT(article.tags, ElementsAre("password", "sign-in"));
  EXPECT_EQ(article.audience, "internal");
  EXPECT_EQ(article.status, ArticleStatus::kDraft);
  EXPECT_THAT(article.questions, ElementsAre("I forgot my password", "Cannot sign in"));
  EXPECT_THAT(article.redirect_from, ElementsAre("old/reset", "legacy/reset"));
  EXPECT_EQ(article.owner, "desk");
  EXPECT_EQ(article.review_by, "2030-01-31");
  EXPECT_FALSE(article.deflect);
  EXPECT_THAT(parsed.diagnostics, IsEmpty());
}

TEST(FrontMatterTest, HasDefaultsForAllKeys) {
  const ParsedArticle parsed = Parse("# Title\n\nText.\n", "ru/почта/не приходит.md");
  ASSERT_TRUE(parsed.article.has_value());
  const Article& article = *parsed.article;
  EXPECT_EQ(article.source_path, "ru/почта/не приходит.md");
  EXPECT_EQ(article.language, "ru");
  EXPECT_EQ(article.path, "почта/не приходит");
  EXPECT_EQ(article.id, "почта/не приходит");
  EXPECT_EQ(article.section, "почта");
  EXPECT_EQ(article.audience, "public");
  EXPECT_EQ(article.status, ArticleStatus::kPublished);
  EXPECT_TRUE(article.deflect);
  EXPECT_EQ(Parse("# T", "en/top.markdown").article->path, "top");
  EXPECT_EQ(Parse("# T", "en/top.markdown").article->section, "");
}

struct RefusedCase {
  const char* name;
  const char* matter;
  int line;
};

// A wrong guess would show an article to the wrong people, so these are not published at all.
TEST(FrontMatterTest, RefusesWhatItCannotBeSureOf) {
  constexpr RefusedCase kCases[] = {
      {"broken YAML", "title: a\naudience: [internal\n", 4},
      {"a colon in a plain text", "title: a: b\naudience: internal\n", 2},
      {"a tab as indentation", "a:\n\tb: c\n", 3},
      {"no map", "- a\n- b\n", 2},
      {"a sentence", "just words\n", 2},
      {"audience list", "audience: [internal]\n", 2},
      {"audience map", "audience:\n  name: internal\n", 2},
      {"audience without value", "title: a\naudience:\n", 3},
      {"audience with two words", "audience: Admin, Developer\n", 2},
      {"audience with a slash", "audience: ../public\n", 2},
      {"audience too long", "audience: aaaaaaaaaabbbbbbbbbbccccccccccddd\n", 2},
      {"audience twice", "audience: internal\ntitle: a\naudience: public\n", 4},
      {"unknown status", "status: hidden\n", 2},
      {"status list", "status: [draft]\n", 2},
      {"status without value", "status:\n", 2},
      {"id map", "id: {a: b}\n", 2},
      {"id without value", "id: ''\n", 2},
      {"title twice", "title: a\ntitle: b\n", 3},
      {"tags twice, by YAML", "tags: [a]\ntags: [b]\n", 3},
  };
  for (const RefusedCase& test : kCases) {
    const ParsedArticle parsed = Parse("---\n" + std::string(test.matter) + "---\nText.\n");
    EXPECT_FALSE(parsed.article.has_value()) << test.name;
    ASSERT_EQ(parsed.diagnostics.size(), 1u) << test.name;
    EXPECT_EQ(parsed.diagnostics[0].severity, Severity::kError) << test.name;
    EXPECT_EQ(parsed.diagnostics[0].rule, "front-matter") << test.name;
    EXPECT_EQ(parsed.diagnostics[0].line, test.line) << test.name;
  }
}

TEST(FrontMatterTest, IgnoresOtherWrongTypesWithAWarning) {
  const std::string content =
      "---\ntitle: T\nsummary: [a]\nsection: {a: b}\ntags: {a: b}\nquestions: [[a]]\n"
      "redirect_from: [../x, 'https://example.com/a', fine]\ndeflect: perhaps\nowner: "
      "[a]\n---\nText.\n";
  EXPECT_THAT(FindingsOf(content),
              ElementsAre("7 front-matter", "7 front-matter", "8 front-matter", "3 front-matter",
                          "4 front-matter", "9 front-matter", "5 front-matter", "6 front-matter"));
  const Article article = *Parse(content).article;
  EXPECT_EQ(article.summary, "");
  EXPECT_EQ(article.section, "guide");
  EXPECT_THAT(article.redirect_from, ElementsAre("fine"));
  EXPECT_TRUE(article.deflect);
}

TEST(FrontMatterTest, TakesHugosDraftForADraft) {
  EXPECT_EQ(Parse("---\ndraft: true\n---\nText").article->status, ArticleStatus::kDraft);
  EXPECT_EQ(Parse("---\ndraft: false\n---\nText").article->status, ArticleStatus::kPublished);
}

TEST(FrontMatterTest, IgnoresUnknownKeysOfAnyShape) {
  const std::string content =
      "---\ntitle: T\nms.custom:\n- \"9003546\"\nmenu: {main: {weight: 1}}\nx: 1\nx: "
      "2\n---\nText.\n";
  EXPECT_THAT(FindingsOf(content), IsEmpty());
  EXPECT_EQ(Parse(content).article->title, "T");
}

TEST(FrontMatterTest, MustBeClosed) {
  const ParsedArticle parsed = Parse("---\naudience: internal\n\nText without end.\n");
  EXPECT_FALSE(parsed.article.has_value());
  ASSERT_EQ(parsed.diagnostics.size(), 1u);
  EXPECT_THAT(ToText(parsed.diagnostics[0]), HasSubstr("page.md:1: error: the front matter"));
}

TEST(FrontMatterTest, MayBeAbsentOrEmpty) {
  EXPECT_EQ(Parse("Text only.").article->text, "Text only.");
  EXPECT_EQ(Parse("---\n---\nText only.").article->text, "Text only.");
  EXPECT_EQ(Parse("----\n\nA rule above.").article->text, "A rule above.");
}

// The fast reader must agree with YAML wherever it does not give up.
TEST(FrontMatterTest, ReadsPlainLinesAsYamlDoes) {
  struct {
    const char* line;
    const char* title;
  } constexpr kCases[] = {
      {"title: Plain words", "Plain words"},
      {"title:   spaces  ", "spaces"},
      {"title: \"quoted: colon\"", "quoted: colon"},
      {"title: 'it''s'", "it's"},
      {"title: \"a \\\"b\\\"\"", "a \"b\""},
      {"title: \"tab\\tinside\"", "tab inside"},
      {"title: words # comment", "words"},
      {"title: no#comment", "no#comment"},
      {"title: Пароль", "Пароль"},
      {"title: 'C:\\Temp'", "C:\\Temp"},
      {"title: |\n  block", "block"},
      {"title: first\n  second", "first second"},
      {"title: 42", "42"},
      {"title: [list]", "Page"},
      {"title: ~", "Page"},
      {"title: null", "Page"},
      {"title:", "Page"},
      {"'title': quoted key", "quoted key"},
      {"title: &a anchor", "anchor"},
  };
  for (const auto& test : kCases) {
    const ParsedArticle parsed = Parse("---\n" + std::string(test.line) + "\n---\nText.\n");
    ASSERT_TRUE(parsed.article.has_value()) << test.line;
    EXPECT_EQ(parsed.article->title, test.title) << test.line;
  }
}

TEST(FrontMatterTest, SurvivesHostileYaml) {
  const std::string open = "---\n";
  const std::string close = "\n---\nText\n";
  for (const char* piece : {"[", "- ", "{a: ", "? ", "&a *a ", "!!", "\"", "%", "|"}) {
    std::string yaml;
    while (yaml.size() < 60'000) yaml += piece;
    EXPECT_FALSE(Parse(open + yaml + close).diagnostics.empty()) << piece;
  }
}

TEST(SectionPageTest, NamesAFirstFolder) {
  SourceFile file;
  file.kind = SourceKind::kSectionPage;
  file.path = "pl/vpn/_index.md";
  file.language = "pl";
  const ParsedSectionPage parsed =
      ParseSectionPage(file, "---\ntitle: Praca zdalna\nsummary: VPN i pulpit\nweight: 3\n---\n");
  ASSERT_TRUE(parsed.page.has_value());
  EXPECT_EQ(parsed.page->language, "pl");
  EXPECT_EQ(parsed.page->name, "vpn");
  EXPECT_EQ(parsed.page->title, "Praca zdalna");
  EXPECT_EQ(parsed.page->summary, "VPN i pulpit");
  EXPECT_EQ(parsed.page->weight, 3);
  EXPECT_EQ(ParseSectionPage(file, "# Zdalnie\n").page->title, "Zdalnie");
  EXPECT_EQ(ParseSectionPage(file, "").page->title, "Vpn");
  EXPECT_FALSE(ParseSectionPage(file, "---\ntitle: [\n---\n").page.has_value());
  file.path = "pl/vpn/deep/_index.md";
  EXPECT_FALSE(ParseSectionPage(file, "# X\n").page.has_value());
}

}  // namespace
}  // namespace zeroline
