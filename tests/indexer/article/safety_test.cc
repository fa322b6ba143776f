// Whatever is thrown at the parser, what comes out is only what the element table allows.
#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/language/text.h"
#include "tests/indexer/article/parse.h"

namespace zeroline {
namespace {

// One tag as the page builder writes it: known names, known attributes, quoted values.
const std::regex& TagPattern() {
  static const std::regex pattern(
      "</?(a|abbr|b|blockquote|br|caption|cite|code|dd|del|details|div|dl|dt|em|figcaption|figure|"
      "h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|small|span|strong|sub|summary|sup|table|"
      "tbody|td|tfoot|th|thead|tr|u|ul|var)"
      "( (href|src|title|alt|id|class|align|colspan|rowspan|start|width|height|rel|loading)="
      "\"[^\"<>]*\")*>");
  return pattern;
}

// "" if `html` is safe, else the part that is not.
std::string UnsafePart(const std::string& html) {
  std::size_t done = 0;
  for (std::size_t i = html.find('<'); i != std::string::npos; i = html.find('<', done)) {
    const std::size_t end = html.find('>', i);
    if (html.substr(done, i - done).find('>') != std::string::npos)
      return html.substr(done, i - done);
    if (end == std::string::npos) return html.substr(i);
    const std::string tag = html.substr(i, end + 1 - i);
    if (!std::regex_match(tag, TagPattern())) return tag;
    for (const char* attribute : {" href=\"", " src=\""}) {
      const std::size_t value = tag.find(attribute);
      if (value == std::string::npos) continue;
      static const std::regex allowed("^(https?://|mailto:|tel:|/[^/]|/$|#|zeroline-asset:).*",
                                      std::regex::icase);
      std::string url = tag.substr(value + std::string_view(attribute).size());
      url = url.substr(0, url.find('"'));
      if (url != "/" && !std::regex_match(url, allowed)) return tag;
    }
    done = end + 1;
  }
  return "";
}

void ExpectSound(const std::string& content) {
  const ParsedArticle parsed = Parse(content);
  if (!parsed.article) return;
  const Article& article = *parsed.article;
  EXPECT_EQ(UnsafePart(article.html), "") << content;
  EXPECT_FALSE(FindInvalidUtf8(article.text).has_value()) << content;
  EXPECT_FALSE(FindInvalidUtf8(article.html).has_value()) << content;
  std::uint32_t end = 0;
  for (const ArticleSection& section : article.sections) {
    EXPECT_EQ(section.text_begin, end) << content;
    EXPECT_LE(section.text_begin, section.text_end) << content;
    end = section.text_end;
  }
  EXPECT_EQ(end, article.text.size()) << content;
}

TEST(SafetyTest, LetsNoKnownAttackThrough) {
  for (const char* body :
       {"<script>alert(1)</script>",
        "a <script>alert(1)</script> b",
        "<SCRIPT SRC=//x.example/x.js>",
        "<img src=x onerror=alert(1)>",
        "<img src=\"javascript:alert(1)\">",
        "<svg onload=alert(1)>",
        "<a href=\"java\nscript:alert(1)\">x</a>",
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<a href=\"&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74:alert(1)\">x</a>",
        "[x](javascript:alert(1))",
        "[x](<java script:alert(1)>)",
        "[x](&#106;avascript:alert(1))",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "![x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "<math><mi xlink:href=\"javascript:alert(1)\">",
        "<style>*{x:expression(alert(1))}</style>",
        "<div style=\"background:url(javascript:alert(1))\">x</div>",
        "<p id='\"><script>'>x</p>",
        "## x {#\"><script>alert(1)</script>}",
        "## <a name='\"><script>alert(1)</script>'></a>x",
        "```\"><script>alert(1)</script>\nx\n```",
        "<a title='\"><script>alert(1)</script>' href=x.md>",
        "[x](y.md \"\\\"><script>alert(1)</script>\")",
        "<noscript><p title=\"</noscript><img src=x>\">",
        "<!--><script>alert(1)</script>-->",
        "<! --><script>alert(1)</script>",
        "<b <script>alert(1)",
        "<<script>alert(1)//<</script>",
        "<table><td><form action=javascript:x><button>y</button>",
        "<code class=\"language-x&quot; onclick=&quot;y\">z</code>",
        "<base href=//x.example>",
        "<meta http-equiv=refresh content=0>",
        "<object data=x>",
        "<embed src=x>",
        "<input onfocus=x>",
        "https://x.example/\"onmouseover=alert(1)",
        "> [!NOTE\" onclick=x]\n> y",
        "~~<u>~~</u>",
        "|<b>|</b>|\n|-|-|\n|<script>|x</script>|"}) {
    ExpectSound("---\ntitle: T\n---\n" + std::string(body));
  }
}

TEST(SafetyTest, EscapesTitlesOnlyWhereTheyBecomeMarkup) {
  EXPECT_EQ(Parse("---\ntitle: \"<script>x</script>\"\n---\na").article->title,
            "<script>x</script>");
}

// Random sequences of the pieces that have meaning. The seed is printed with a failure.
TEST(SafetyTest, HoldsForRandomInput) {
  const std::vector<std::string> pieces = {"<",
                                           ">",
                                           "</",
                                           "<b>",
                                           "</b>",
                                           "<a href='x.md'>",
                                           "</a>",
                                           "<a name=\"n\">",
                                           "<script>",
                                           "</script>",
                                           "<td>",
                                           "<table>",
                                           "</table>",
                                           "<p>",
                                           "<div>",
                                           "</div>",
                                           "<h2>",
                                           "</h2>",
                                           "<li>",
                                           "<pre>",
                                           "<br>",
                                           "<img src=a.png alt=b>",
                                           "<tenant>",
                                           "<!--",
                                           "-->",
                                           "<?",
                                           "?>",
                                           "<![CDATA[",
                                           "[",
                                           "]",
                                           "(",
                                           ")",
                                           "!",
                                           "*",
                                           "**",
                                           "_",
                                           "~~",
                                           "`",
                                           "```\n",
                                           "\n",
                                           "\n\n",
                                           "> ",
                                           "- ",
                                           "1. ",
                                           "# ",
                                           "## ",
                                           "    ",
                                           "|",
                                           "|-|\n",
                                           "{#x}",
                                           "[!NOTE]",
                                           "[!DNL a]",
                                           "https://e.example/",
                                           "www.e.example",
                                           "a@e.example",
                                           "javascript:",
                                           "&lt;",
                                           "&#0;",
                                           "&quot;",
                                           "\"",
                                           "'",
                                           "=",
                                           "onclick=x",
                                           "style=y",
                                           "\\",
                                           "текст",
                                           "重置",
                                           "é",
                                           "\xc2\xa0",
                                           "word ",
                                           "<details>",
                                           "<summary>",
                                           "</details>",
                                           "<input type=checkbox>"};
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 3'000; ++round) {
    std::string content;
    for (auto left = random() % 40; left > 0; --left) content += pieces[random() % pieces.size()];
    ExpectSound(content);
    if (::testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace zeroline
