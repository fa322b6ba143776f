// Links as they are pasted: what an article is called stays a name in every form.
#include "server/web/article_link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "indexer/language/text.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Owns the encoded article, in aligned memory. Each section's text begins with its heading.
class LinkedArticle {
 public:
  struct Part {
    std::string heading;
    std::string anchor;
    std::uint8_t level = 0;
    std::string text;
  };

  LinkedArticle(const std::string& id, const std::string& title, const std::vector<Part>& parts) {
    StoredArticle article;
    article.id = id;
    article.language = "en";
    article.title = title;
    for (const Part& part : parts) {
      const auto begin = static_cast<std::uint32_t>(article.text.size());
      if (!part.heading.empty()) article.text += part.heading + "\n";
      article.text += part.text + "\n";
      const auto end = static_cast<std::uint32_t>(article.text.size());
      article.sections.push_back({part.heading, part.anchor, part.level, begin, end});
    }
    const std::string encoded = EncodeArticle(article);
    bytes_.resize(encoded.size() / 8);
    encoded.copy(reinterpret_cast<char*>(bytes_.data()), encoded.size());
  }

  ArticleView view() const {
    return *ArticleView::Open({reinterpret_cast<const char*>(bytes_.data()), bytes_.size() * 8});
  }

 private:
  std::vector<std::uint64_t> bytes_;
};

LinkedArticle Vpn() {
  return LinkedArticle("network/vpn", "VPN",
                       {{"", "", 0, "Four causes."},
                        {"Repair", "repair", 2, ""},
                        {"Windows", "windows", 3, "Open the manager.\nRestart."},
                        {"macOS", "macos", 3, "Switch it off."},
                        {"Prevent", "prevent", 2, "Update."}});
}

TEST(ArticleLinkTest, CarriesLanguageVersionAndSection) {
  const LinkedArticle article = Vpn();
  const std::string version = ArticleVersion(article.view());
  EXPECT_EQ(VersionedUrl(article.view(), "windows"),
            "/a/network/vpn?lang=en&v=" + version + "#windows");
  EXPECT_EQ(VersionedUrl(article.view(), ""), "/a/network/vpn?lang=en&v=" + version);
  EXPECT_EQ(VersionedUrl(article.view(), "gone"), "/a/network/vpn?lang=en&v=" + version);
}

TEST(ArticleLinkTest, HasEveryForm) {
  const LinkedArticle article = Vpn();
  const std::string url =
      "https://help.example.com/a/network/vpn?lang=en&v=" + ArticleVersion(article.view()) +
      "#windows";
  const ArticleLink link = MakeArticleLink("https://help.example.com", article.view(), "windows");
  EXPECT_EQ(link.url, url);
  EXPECT_EQ(link.markdown, "[VPN: Windows](" + url + ")");
  EXPECT_EQ(link.html, "<a href=\"" + EscapeHtml(url) + "\" hreflang=\"en\">VPN: Windows</a>");
  EXPECT_EQ(link.text, "VPN: Windows\n" + url);
  EXPECT_EQ(link.quote, "> Windows\n>\n> Open the manager.\n>\n> Restart.\n\nVPN: Windows\n" + url);
}

TEST(ArticleLinkTest, QuotesTheBeginningWithoutASection) {
  const LinkedArticle article = Vpn();
  EXPECT_THAT(MakeArticleLink("", article.view(), "").quote, StartsWith("> Four causes.\n>\n> Re"));
  EXPECT_THAT(MakeArticleLink("", article.view(), "gone").quote, StartsWith("> Four causes.\n"));
}

TEST(ArticleLinkTest, QuotesWhatStandsBelowAHeadingWithoutWords) {
  const LinkedArticle article = Vpn();
  const std::string quote = MakeArticleLink("", article.view(), "repair").quote;
  EXPECT_THAT(quote, StartsWith("> Repair\n>\n> Windows\n>\n> Open the manager."));
  EXPECT_THAT(quote, HasSubstr("Switch it off."));
  EXPECT_THAT(quote, Not(HasSubstr("Prevent")));
}

TEST(ArticleLinkTest, LeavesNamesNamesInEveryForm) {
  const struct {
    const char* name;
    const char* title;
    const char* markdown;
    const char* html;
    const char* line;
  } kCases[] = {
      {"plain", "No network", "No network", "No network", "No network"},
      {"brackets", "Error [0x1](x)", "Error \\[0x1\\](x)", "Error [0x1](x)", "Error [0x1](x)"},
      {"emphasis", "a *b* _c_ ~d~", "a \\*b\\* \\_c\\_ \\~d\\~", "a *b* _c_ ~d~", "a *b* _c_ ~d~"},
      {"markup", "<b> & \"c\"", "\\<b\\> \\& \"c\"", "&lt;b&gt; &amp; &quot;c&quot;",
       "<b> & \"c\""},
      {"code and table", "`x|y` \\", "\\`x\\|y\\` \\\\", "`x|y` \\", "`x|y` \\"},
      {"line breaks", " a\r\n\tb\n\nc\u2028d ", "a b c d", "a b c d", "a b c d"},
      {"controls", "a\x01\x1b[2Jb\u0085", "a\\[2Jb", "a[2Jb", "a[2Jb"},
      {"turned around", "photo_\u202Egpj\u2066.exe", "photo\\_gpj.exe", "photo_gpj.exe",
       "photo_gpj.exe"},
      {"not UTF-8", "a\xFF", "a\uFFFD", "a\uFFFD", "a\uFFFD"},
      {"nothing", "\n", "an/id", "an/id", "an/id"},
      {"Chinese", "无法连接", "无法连接", "无法连接", "无法连接"},
  };
  for (const auto& one : kCases) {
    const LinkedArticle article("an/id", one.title, {{"", "", 0, "Text."}});
    const ArticleLink link = MakeArticleLink("https://h", article.view(), "");
    EXPECT_EQ(link.markdown, "[" + std::string(one.markdown) + "](" + link.url + ")") << one.name;
    EXPECT_THAT(link.html, HasSubstr("\">" + std::string(one.html) + "</a>")) << one.name;
    EXPECT_EQ(link.text, std::string(one.line) + "\n" + link.url) << one.name;
  }
}

TEST(ArticleLinkTest, EncodesWhatEndsAnAddress) {
  const LinkedArticle article("a b/(c)\"<d>?#&e", "T", {{"H", "x\")>", 2, "Text."}});
  const ArticleLink link = MakeArticleLink("https://h", article.view(), "x\")>");
  EXPECT_THAT(link.url, StartsWith("https://h/a/a%20b/%28c%29%22%3Cd%3E%3F%23%26e?lang=en&v="));
  EXPECT_THAT(link.url, ::testing::EndsWith("#x%22%29%3E"));
}

TEST(ArticleLinkTest, CutsAQuoteAfterAWord) {
  std::string words;
  for (int i = 0; i < 500; ++i) words += "слово ";
  const LinkedArticle article("a", "T", {{"", "", 0, words}});
  const std::string quote = MakeArticleLink("", article.view(), "").quote;
  EXPECT_THAT(quote, HasSubstr(" слово…\n\nT\n/a/a"));
  EXPECT_LE(CountCodePoints(quote), kMaxQuoteCodePoints + 60);
  EXPECT_GE(CountCodePoints(quote), kMaxQuoteCodePoints - 40);
}

TEST(ArticleLinkTest, CutsAQuoteWithoutSpacesToo) {
  std::string words;
  for (std::size_t i = 0; i < 2 * kMaxQuoteCodePoints; ++i) words += "字";
  const LinkedArticle article("a", "T", {{"", "", 0, words}});
  std::string want = "> ";
  for (std::size_t i = 0; i < kMaxQuoteCodePoints; ++i) want += "字";
  EXPECT_THAT(MakeArticleLink("", article.view(), "").quote, StartsWith(want + "…\n\n"));
}

std::string RandomText(std::mt19937* random) {
  static const std::vector<std::string> kPieces = {
      "a",  " ",    "\n",   "[",     "]",      "(",           ")",       "<script>",   "</a>",
      "\"", "'",    "&",    "&amp;", "\\",     "`",           "*",       "_",          "~",
      "|",  "\r\n", "\x01", "\x7f",  "\u0085", "\u2028",      "\u202E",  "\u2069",     "\xFF",
      "ё",  "字",   "🙂", "> ",    "# ",     "http://x.y/", "![i](u)", "javascript:"};
  std::string text;
  for (std::size_t i = (*random)() % 30; i > 0; --i) text += kPieces[(*random)() % kPieces.size()];
  return text;
}

// Whether the text between the brackets of [text](url) ends where it should: no bracket of its own
// without a backslash.
bool IsOneLink(const std::string& markdown, const std::string& url) {
  const std::string end = "](" + url + ")";
  if (!markdown.starts_with("[") || !markdown.ends_with(end)) return false;
  for (std::size_t i = 1; i + end.size() < markdown.size(); ++i) {
    if (markdown[i] == '\\') {
      ++i;
    } else if (std::string_view("[]<>`*_").find(markdown[i]) != std::string_view::npos) {
      return false;
    }
  }
  return true;
}

TEST(ArticleLinkTest, NothingThatAnArticleSaysEscapesItsPlace) {
  std::mt19937 random(20);
  for (int round = 0; round < 2000; ++round) {
    const std::string title = RandomText(&random);
    const std::string heading = RandomText(&random);
    const std::string anchor = RandomText(&random);
    const LinkedArticle article(
        "id" + RandomText(&random), title,
        {{"", "", 0, RandomText(&random)}, {heading, anchor, 2, RandomText(&random)}});
    const ArticleLink link = MakeArticleLink("https://h", article.view(), anchor);
    const std::string about = "seed 20, round " + std::to_string(round) + ": " + title;
    ASSERT_EQ(link.url.find_first_of(" \n\"'<>()[]\\`|"), std::string::npos) << about;
    ASSERT_TRUE(IsOneLink(link.markdown, link.url)) << about << "\n" << link.markdown;
    ASSERT_EQ(std::count(link.html.begin(), link.html.end(), '<'), 2) << about;
    ASSERT_EQ(std::count(link.html.begin(), link.html.end(), '"'), 4) << about;
    ASSERT_EQ(std::count(link.text.begin(), link.text.end(), '\n'), 1) << about;
    ASSERT_TRUE(link.quote.ends_with(link.text)) << about;
    for (const std::string& form : {link.markdown, link.html, link.text, link.quote}) {
      ASSERT_FALSE(FindInvalidUtf8(form)) << about;
      for (const char* unseen : {"\x01", "\x7f", "\r", "\u202E", "\u2069", "\u2028"}) {
        ASSERT_EQ(form.find(unseen), std::string::npos) << about;
      }
    }
    const std::string quoted = link.quote.substr(0, link.quote.size() - link.text.size());
    for (std::size_t at = quoted.find('\n'); at != std::string::npos;
         at = quoted.find('\n', at + 1)) {
      ASSERT_TRUE(at + 1 >= quoted.size() || quoted[at + 1] == '>' || quoted[at + 1] == '\n')
          << about;
    }
  }
}

}  // namespace
}  // namespace zeroline
