#include "server/search/snippet.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "indexer/language/analyzer.h"
#include "indexer/language/text.h"
#include "server/search/match_finder.h"
#include "server/search/query_terms.h"
#include "tests/support/analyzed_article.h"

namespace zeroline {
namespace {

class TestArticle {
 public:
  TestArticle(std::string_view language, std::string text)
      : analyzer_(*Analyzer::Create(language)), article_("", std::move(text), analyzer_.get()) {}

  ArticleView view() const { return article_.view(); }
  Analyzer* analyzer() const { return analyzer_.get(); }

 private:
  std::unique_ptr<Analyzer> analyzer_;
  AnalyzedArticle article_;
};

MatchFinder FinderFor(const TestArticle& article, std::string_view query) {
  return MatchFinder(AnalyzeQuery(query, 64, article.analyzer()),
                     [](const std::string&) { return 1.0; });
}

std::string Marked(const std::vector<SnippetPart>& parts) {
  std::string text;
  for (const SnippetPart& part : parts) text += part.matched ? "[" + part.text + "]" : part.text;
  return text;
}

std::string SnippetOf(const TestArticle& article, std::string_view query) {
  std::vector<Match> matches;
  FinderFor(article, query).Find(article.view(), &matches);
  const std::string_view text = article.view().text();
  const std::optional<Passage> best = BestPassage(matches, SnippetBytes(text));
  if (!best) return "";
  return Marked(CutSnippet(text, *best, 0, static_cast<std::uint32_t>(text.size()), matches));
}

TEST(SnippetTest, MarksWhatTheAnalyzerMatchedInEveryScript) {
  const struct {
    const char* language;
    const char* text;
    const char* query;
    const char* want;
  } kCases[] = {
      {"en", "Restart both printers now.", "printer restarting", "[Restart] both [printers] now."},
      {"ru", "Забыли пароль? Сбросьте его.", "забыл пароли", "[Забыли] [пароль]? Сбросьте его."},
      {"pl", "Zresetuj hasło do drukarki.", "hasła drukarka", "Zresetuj [hasło] do [drukarki]."},
      {"zh", "如果您忘记密码，请重置。", "我忘記密碼怎麼辦", "如果您[忘记密码]，请重置。"},
      {"en", "See KB-1042 for more.", "kb-1042", "See [KB-1042] for more."},
      {"en", "Nothing of this.", "printer", ""},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(SnippetOf(TestArticle(test.language, test.text), test.query), test.want);
  }
}

TEST(SnippetTest, ShowsTheDensestPassageFromItsSentence) {
  std::string text = "The printer is in the hall. ";
  for (int i = 0; i < 60; ++i) text += "Filler sentence goes here. ";
  text += "Reset the printer queue. Done.";
  for (int i = 0; i < 60; ++i) text += " More filler follows.";
  const std::string snippet = SnippetOf(TestArticle("en", text), "reset printer queue");
  EXPECT_NE(snippet.find("[Reset] the [printer] [queue]."), std::string::npos) << snippet;
  EXPECT_TRUE(snippet.ends_with("…")) << snippet;
}

TEST(SnippetTest, NeverCutsInsideACharacter) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += i % 7 == 0 ? "密码" : "网络连接";
  const std::string snippet = SnippetOf(TestArticle("zh", text), "密码");
  EXPECT_FALSE(FindInvalidUtf8(snippet).has_value());
  EXPECT_NE(snippet.find("[密码]"), std::string::npos);
}

TEST(SnippetTest, EndsAtAWordEvenInsideAMatch) {
  std::string text = "Printer";
  while (text.size() < 400) text += " configuration";
  const std::string snippet = SnippetOf(TestArticle("en", text), "printer configuration");
  EXPECT_TRUE(snippet.ends_with("[configuration]…")) << snippet;
}

TEST(SnippetTest, KeepsListItemsApart) {
  EXPECT_EQ(SnippetOf(TestArticle("en", "Check:\nthe cable\nthe printer\nDone."), "printer"),
            "the [printer] \u00b7 Done.");
}

TEST(SnippetTest, LeavesWordsThatSayLittleUnmarked) {
  const TestArticle article("en", "It is not connected.");
  const MatchFinder finder(AnalyzeQuery("not connected", 64, article.analyzer()),
                           [](const std::string& term) { return term == "not" ? 0.1 : 3.0; });
  std::vector<Match> matches;
  finder.Find(article.view(), &matches);
  EXPECT_EQ(Marked(MarkMatches(article.view().text(), 0, article.view().text().size(), matches)),
            "It is not [connected].");
}

TEST(SnippetTest, FindsWhatAMisspeltQueryMeant) {
  const TestArticle article("en", "Forgotten password");
  std::vector<Match> matches;
  const MatchFinder finder = FinderFor(article, "pasword");
  finder.FindSimilar(article.view().text(), article.analyzer(), &matches);
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(article.view().text().substr(matches[0].begin, matches[0].end - matches[0].begin),
            "password");
}

TEST(BestPassageTest, CountsDistinctTermsBeforeRepeats) {
  const std::vector<Match> matches = {{0, 5, 0, 1.0f},
                                      {10, 15, 0, 1.0f},
                                      {20, 25, 0, 1.0f},
                                      {500, 505, 0, 1.0f},
                                      {510, 515, 1, 1.0f}};
  const std::optional<Passage> best = BestPassage(matches, 100);
  ASSERT_TRUE(best.has_value());
  EXPECT_EQ(best->begin, 500u);
  EXPECT_EQ(best->end, 515u);
  EXPECT_FALSE(BestPassage({}, 100).has_value());
}

}  // namespace
}  // namespace zeroline
