#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/article/text_links.h"
#include "tests/indexer/article/parse.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

struct HtmlCase {
  const char* name;
  const char* body;
  const char* html;
};

void ExpectHtml(const std::vector<HtmlCase>& cases) {
  for (const HtmlCase& test : cases) EXPECT_EQ(HtmlOf(test.body), test.html) << test.name;
}

TEST(BodyTest, RendersMarkdown) {
  ExpectHtml({
      {"inline", "*a* **b** `c<d` ~~e~~ \\*f",
       "<p><em>a</em> <strong>b</strong> <code>c&lt;d</code> <del>e</del> *f</p>\n"},
      {"break", "a  \nb", "<p>a<br>b</p>\n"},
      {"tight list", "- a\n- b", "<ul><li>a</li>\n<li>b</li>\n</ul>\n"},
      {"ordered from 3", "3. a", "<ol start=\"3\"><li>a</li>\n</ol>\n"},
      {"tasks", "- [x] a\n- [ ] b", "<ul><li>\u2611\na</li>\n<li>\u2610\nb</li>\n</ul>\n"},
      {"code", "```c++ title=x\na < b\n```",
       "<pre><code class=\"language-c++\">a &lt; b\n</code></pre>\n"},
      {"code language that is no name", "```\"><script>\na\n```", "<pre><code>a\n</code></pre>\n"},
      {"table", "|a|b|\n|:-|-:|\n|c|d|",
       "<table><thead><tr><th align=\"left\">a</th><th align=\"right\">b</th></tr>\n</thead>\n"
       "<tbody><tr><td align=\"left\">c</td><td align=\"right\">d</td></tr>\n</tbody>\n</table>\n"},
      {"rule", "a\n\n---", "<p>a</p>\n<hr>"},
      {"three tildes are no strike", "a ~~~b~~~ ~~ c ~~", "<p>a ~~~b~~~ ~~ c ~~</p>\n"},
      {"strike around bold", "~~a **b** c~~", "<p><del>a <strong>b</strong> c</del></p>\n"},
  });
}

TEST(BodyTest, TellsPlaceholdersFromHtml) {
  ExpectHtml({
      {"placeholder", "Open <tenant> now", "<p>Open &lt;tenant&gt; now</p>\n"},
      {"with spaces", "at <your domain>.com", "<p>at &lt;your domain&gt;.com</p>\n"},
      {"as a block", "<your-project>\n\nb", "<p>&lt;your-project&gt;</p>\n<p>b</p>\n"},
      {"inside HTML", "<div>x <user_name> y</div>", "<div>x &lt;user_name&gt; y</div>\n"},
      {"comment", "a <!-- b --> c", "<p>a  c</p>\n"},
      {"comment block", "<!-- a\n\nb -->\n\nc", "<p>c</p>\n"},
      {"allowed inline", "<u>a</u> H<sub>2</sub>O <kbd>Ctrl</kbd>",
       "<p><u>a</u> H<sub>2</sub>O <kbd>Ctrl</kbd></p>\n"},
      {"br", "a<br/>b</br>c", "<p>a<br>b<br>c</p>\n"},
      {"attributes go", "<span style='x' onclick='y' class=z>a</span>", "<p><span>a</span></p>\n"},
      {"crossed tags", "<b>a <i>b</b> c</i>", "<p><b>a <i>b</i></b><i> c</i></p>\n"},
      {"never closed", "a <b>b\n\nc", "<p>a <b>b</b></p>\n<b><p>c</p>\n</b>"},
      {"unwrapped", "<font color=red>a</font> <center>b</center>", "<p>a b</p>\n"},
      {"details", "<details><summary>More</summary>\n\n*a*\n\n</details>",
       "<details><summary>More</summary>\n<p><em>a</em></p>\n</details>\n"},
      {"php", "Write <?php echo 1 ?> here", "<p>Write &lt;?php echo 1 ?&gt; here</p>\n"},
  });
}

TEST(BodyTest, HonoursAnchorsAndDropsTheirMarkup) {
  ExpectHtml({
      {"name in a heading", "## <a name=\"old\"></a>New", "<h2 id=\"old\">New</h2>\n"},
      {"name around words", "## <a name=\"old\">New</a> words", "<h2 id=\"old\">New words</h2>\n"},
      {"id", "## <a id=old></a>New", "<h2 id=\"old\">New</h2>\n"},
      {"braces", "## New {#old}", "<h2 id=\"old\">New</h2>\n"},
      {"braces with a class", "## New {#old .x}", "<h2 id=\"old\">New</h2>\n"},
      {"underscores", "## A b {#a_b_c}", "<h2 id=\"a_b_c\">A b</h2>\n"},
      {"alone", "<a name=\"x\"></a>\n\na", "<a id=\"x\"></a><p>a</p>\n"},
      {"before a heading", "<a name=\"x\"></a>\n## H", "<a id=\"x\"></a><h2 id=\"h\">H</h2>\n"},
      {"in a paragraph", "a <a name=\"x\"></a>b", "<p>a <a id=\"x\"></a>b</p>\n"},
      {"two in a heading", "## <a name=\"x\"></a><a name=\"y\"></a>H",
       "<h2 id=\"x\"><a id=\"y\"></a>H</h2>\n"},
      {"white space", "## <a name=\"a b\"></a>H", "<h2 id=\"a-b\">H</h2>\n"},
  });
}

TEST(BodyTest, GivesEveryHeadingAUniqueAnchor) {
  const ParsedArticle parsed = Parse(
      "---\ntitle: T\n---\n## Setup\n## Setup\n## Setup 2\n## !!!\n## Сброс пароля (Windows)\n"
      "## x {#setup}\n");
  std::vector<std::string> anchors;
  for (const ArticleSection& section : parsed.article->sections) anchors.push_back(section.anchor);
  EXPECT_THAT(anchors, ElementsAre("setup", "setup-2", "setup-2-2", "section-4",
                                   "сброс-пароля-windows", "x"));
  EXPECT_FALSE(parsed.article->sections[0].anchor_is_explicit);
  ASSERT_EQ(parsed.diagnostics.size(), 1u);
  EXPECT_EQ(parsed.diagnostics[0].rule, "duplicate-anchor");
}

TEST(BodyTest, ShowsNotesAndVideos) {
  ExpectHtml({
      {"note", "> [!NOTE]\n> a", "<blockquote class=\"note\"><p>a</p>\n</blockquote>\n"},
      {"lower case", ">![info]\n>\n>a", "<blockquote class=\"note\"><p>a</p>\n</blockquote>\n"},
      {"same line", "> [!WARNING] a *b*",
       "<blockquote class=\"warning\"><p>a <em>b</em></p>\n</blockquote>\n"},
      {"with HTML", "> [!TIP]\n> a<span>b</span> <i>c",
       "<blockquote class=\"tip\"><p>a<span>b</span> <i>c</i></p>\n</blockquote>\n"},
      {"quote", "> a", "<blockquote><p>a</p>\n</blockquote>\n"},
      {"unknown", "> [!DANCE]\n> a", "<blockquote><p>[!DANCE]\na</p>\n</blockquote>\n"},
      {"video", "> [!VIDEO https://example.com/v?a=1]",
       "<p><a href=\"https://example.com/v?a=1\" "
       "rel=\"noopener\">https://example.com/v?a=1</a></p>\n"},
      {"label", "Install [!DNL Commerce] [!UICONTROL now]", "<p>Install Commerce now</p>\n"},
  });
}

TEST(BodyTest, LeavesTheTitleToThePage) {
  struct {
    const char* name;
    const char* content;
    const char* title;
    const char* html;
  } constexpr kCases[] = {
      {"repeated", "---\ntitle: Reset it\n---\n# Reset it\n\na", "Reset it", "<p>a</p>\n"},
      {"other case and dot", "---\ntitle: Reset it.\n---\n# RESET IT\n\na", "Reset it.",
       "<p>a</p>\n"},
      {"different", "---\ntitle: Reset\n---\n# Change\n\na", "Reset",
       "<h1 id=\"change\">Change</h1>\n<p>a</p>\n"},
      {"from the heading", "# *Reset* it\n\na", "Reset it", "<p>a</p>\n"},
      {"second H1 stays", "# A\n\n# A\n", "A", "<h1 id=\"a\">A</h1>\n"},
      {"explicit anchor stays", "# <a name=\"x\"></a>A\n\na", "A", "<a id=\"x\"></a><p>a</p>\n"},
      {"from a lower heading", "## A\n\na", "A", "<h2 id=\"a\">A</h2>\n<p>a</p>\n"},
      {"from the file", "a", "Page", "<p>a</p>\n"},
      {"marks in the title", "---\ntitle: Cannot save *x* as `y`, 2 * 3\n---\na",
       "Cannot save x as y, 2 * 3", "<p>a</p>\n"},
  };
  for (const auto& test : kCases) {
    const ParsedArticle parsed = Parse(test.content);
    ASSERT_TRUE(parsed.article.has_value()) << test.name;
    EXPECT_EQ(parsed.article->title, test.title) << test.name;
    EXPECT_EQ(parsed.article->html, test.html) << test.name;
  }
  EXPECT_THAT(FindingsOf("a"), ElementsAre("1 no-title"));
  EXPECT_THAT(FindingsOf("# A"), IsEmpty());
}

TEST(BodyTest, WritesPlainTextLineByLine) {
  struct {
    const char* name;
    const char* body;
    const char* text;
  } constexpr kCases[] = {
      {"paragraphs", "a\nb\n\nc", "a b\nc"},
      {"break", "a<br>b  \nc", "a\nb\nc"},
      {"list", "- a\n- b\n  - c", "a\nb\nc"},
      {"table", "|a|b|\n|-|-|\n|c| |\n| |d|", "a b\nc\nd"},
      {"code", "```\nif x\n  y\n```\nz", "if x\n  y\nz"},
      {"image", "![A *cat*](cat.png) sleeps", "A cat sleeps"},
      {"entities", "a &amp; b&nbsp;c &lt;d&gt;", "a & b c <d>"},
      {"invisible", "па&#8203;роль soft&shy;ware", "пароль software"},
      {"Chinese lines", "重置\n密码\nWindows\n系统", "重置密码 Windows 系统"},
      {"Chinese lines with HTML", "<div>重置\n密码</div>", "重置密码"},
      {"headings", "a\n## b\nc", "a\nb\nc"},
      {"HTML table",
       "<table><tr><td>a</td><td><p>b</p></td></tr><tr><td></td><td>c</td></tr></table>", "a b\nc"},
  };
  for (const auto& test : kCases) EXPECT_EQ(TextOf(test.body), test.text) << test.name;
}

TEST(BodyTest, CutsTheTextIntoSections) {
  const Article article =
      *Parse("---\ntitle: T\n---\nвведение\n\n## Шаг 1\n\nодин\n\n### 2\n## 3\n\nтри\n").article;
  std::vector<std::string> sections;
  for (const ArticleSection& section : article.sections) {
    sections.push_back(
        std::to_string(section.level) + "|" + section.heading + "|" +
        article.text.substr(section.text_begin, section.text_end - section.text_begin));
  }
  EXPECT_THAT(sections,
              ElementsAre("0||введение\n", "2|Шаг 1|Шаг 1\nодин\n", "3|2|2\n", "2|3|3\nтри"));
  EXPECT_THAT(Parse("").article->sections, IsEmpty());
}

TEST(TextLinksTest, FindsAddressesAndNothingElse) {
  struct {
    const char* text;
    std::vector<std::string> urls;
  } const cases[] = {
      {"see https://example.com/a_b?c=1&d=2#e.", {"https://example.com/a_b?c=1&d=2#e"}},
      {"(http://example.com/a(b))", {"http://example.com/a(b)"}},
      {"www.example.com, ok", {"http://www.example.com"}},
      {"write to first.last+x@mail.example.com.", {"mailto:first.last+x@mail.example.com"}},
      {"访问https://example.com/中文，然后", {"https://example.com/"}},
      {"https://пример.рф/путь", {"https://пример.рф/путь"}},
      {"«https://example.com»", {"https://example.com"}},
      {"two http://a.b http://c.d", {"http://a.b", "http://c.d"}},
      {"xhttp://example.com www.nodot http:// @user a@b", {}},
  };
  for (const auto& test : cases) {
    std::vector<std::string> urls;
    for (const TextLink& link : FindTextLinks(test.text)) urls.push_back(link.url);
    EXPECT_EQ(urls, test.urls) << test.text;
  }
}

TEST(BodyTest, LinksBareAddressesOutsideOfLinksAndCode) {
  EXPECT_EQ(HtmlOf("https://a.example"),
            "<p><a href=\"https://a.example\" rel=\"noopener\">https://a.example</a></p>\n");
  EXPECT_EQ(HtmlOf("[https://a.example](https://b.example) `https://c.example`"),
            "<p><a href=\"https://b.example\" rel=\"noopener\">https://a.example</a> "
            "<code>https://c.example</code></p>\n");
}

TEST(BodyTest, ReportsDroppedActiveHtmlWithItsLine) {
  const std::string content =
      "---\ntitle: T\n---\na\n\n<iframe src='https://x.example'></iframe>\n";
  EXPECT_THAT(FindingsOf(content), ElementsAre("6 raw-html"));
  EXPECT_THAT(Parse(content).article->html, Not(HasSubstr("iframe")));
}

}  // namespace
}  // namespace zeroline
