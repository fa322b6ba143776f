#include "indexer/article/limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "tests/indexer/article/parse.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Repeat(const std::string& piece, std::size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

struct RefusedCase {
  const char* name;
  std::string content;
  const char* finding;
};

TEST(LimitsTest, FailTheFileWithAMessage) {
  std::string nested;
  for (int i = 0; i < 200; ++i)
    nested += std::string(static_cast<std::size_t>(2 * i), ' ') + "- a\n";
  const RefusedCase cases[] = {
      {"10 MB", "# T\n\n" + Repeat("word ", 2'000'000), "!0 too-large"},
      {"10,000 list levels on one line", "# T\n\n" + Repeat("- ", 10'000) + "a", "!3 too-deep"},
      {"10,000 quotes", "# T\n\n" + Repeat(">", 10'000) + "a", "!3 too-deep"},
      {"200 list levels", "# T\n\n" + nested, "!101 too-deep"},
      {"emphasis", "# T\n\n" + Repeat("*a **a ", 500) + "b" + Repeat(" a** a*", 500),
       "!3 too-deep"},
      {"100,000 table rows", "# T\n\n|a|b|\n|-|-|\n" + Repeat("|c|d|\n", 100'000),
       "!20005 too-large"},
      {"10,000 table columns", "# T\n\n" + Repeat("|a", 10'000) + "\n" + Repeat("|-", 10'000),
       "!4 too-large"},
      {"empty cells",
       "# T\n\n" + Repeat("a|", 200) + "\n" + Repeat("-|", 200) + "\n" + Repeat("|\n", 5'000),
       "!2492 too-large"},
      {"delimiters in one paragraph", "# T\n\n" + Repeat("a\n-|-|-\n", 10'000), "!700 too-complex"},
      {"unclosed instructions", "# T\n\na " + Repeat("<?", 200'000), "!3 too-complex"},
      {"images in one paragraph", "# T\n\n" + Repeat("![[]()", 100'000), "!3 too-complex"},
      {"a long reference",
       "# T\n\n[a]: /" + std::string(100'000, 'x') + "\n\n" + Repeat("[a]", 1'000),
       "!0 too-complex"},
      {"unclosed HTML", "# T\n\n" + Repeat("<div>", 10'000), "!0 too-deep"},
      {"HTML tags", "# T\n\na" + Repeat("<br>", 300'000), "!0 too-large"},
      {"front matter", "---\n" + Repeat("a: b\n", 20'000) + "---\n", "!1 front-matter"},
      {"not UTF-8", "# T\n\ncaf\xe9\n", "!3 encoding"},
      {"NUL", std::string("# T\n\na\0b\n", 9), "!3 encoding"},
  };
  for (const RefusedCase& test : cases) {
    EXPECT_THAT(FindingsOf(test.content), ElementsAre(test.finding)) << test.name;
    EXPECT_FALSE(Parse(test.content).article.has_value()) << test.name;
  }
}

TEST(LimitsTest, LetLargeArticlesPass) {
  std::string nested;
  for (int i = 0; i < 30; ++i)
    nested += std::string(static_cast<std::size_t>(2 * i), ' ') + "- a\n";
  const std::string contents[] = {
      "# T\n\n" + Repeat("A paragraph of some words.\n\n", 20'000),
      "# T\n\n|a|b|\n|-|-|\n" + Repeat("|[c](c.md)|![d](d.png)|\n", 1'000),
      "# T\n\n" + nested,
      "# T\n\n" + Repeat("- - ", 200) + "-",  // a rule
      "# T\n\n" + Repeat("## Same heading\n\n", 20'000),
  };
  for (const std::string& content : contents) {
    EXPECT_THAT(FindingsOf(content), IsEmpty()) << content.substr(0, 60);
  }
}

TEST(LimitsTest, CapTheWarningsOfOneFile) {
  const ParsedArticle parsed = Parse("# T\n\n" + Repeat("[a](x:y)\n", 1'000));
  ASSERT_TRUE(parsed.article.has_value());
  EXPECT_EQ(parsed.diagnostics.size(), static_cast<std::size_t>(kMaxWarnings));
}

TEST(InputTest, TakesByteOrderMarksAndAnyLineEnds) {
  const Article expected = *Parse("---\ntitle: T\n---\na\nb\n\n## c\n").article;
  for (const char* content : {"\xef\xbb\xbf---\ntitle: T\n---\na\nb\n\n## c\n",
                              "---\r\ntitle: T\r\n---\r\na\r\nb\r\n\r\n## c\r\n",
                              "\xef\xbb\xbf---\r\ntitle: T\r\n---\r\na\r\nb\r\n\r\n## c\r\n",
                              "---\rtitle: T\r---\ra\rb\r\r## c\r"}) {
    const ParsedArticle parsed = Parse(content);
    ASSERT_TRUE(parsed.article.has_value());
    EXPECT_EQ(parsed.article->title, expected.title);
    EXPECT_EQ(parsed.article->html, expected.html);
    EXPECT_EQ(parsed.article->text, expected.text);
  }
}

TEST(InputTest, ParsesTheSameOnManyThreads) {
  const std::string content =
      "# T\n\n" + Repeat("a ~~b~~ https://example.com www.example.com <u>c</u> |d|\n\n", 200);
  const std::string expected = Parse(content).article->html;
  std::vector<std::thread> threads;
  std::vector<int> differences(4, 0);
  for (int& count : differences) {
    threads.emplace_back([&count, &content, &expected] {
      for (int i = 0; i < 20; ++i) count += Parse(content).article->html == expected ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(differences, ElementsAre(0, 0, 0, 0));
}

}  // namespace
}  // namespace zeroline
