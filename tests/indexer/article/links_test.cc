#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/article/link_target.h"
#include "tests/indexer/article/parse.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Kind = LinkTarget::Kind;

struct LinkCase {
  const char* address;
  Kind kind;
  const char* url;   // of a rejected link: its rule
  const char* path;  // decoded
  const char* fragment;
};

TEST(LinkTargetTest, KnowsWhereEachAddressLeads) {
  SourceFile from;
  from.path = "pt-br/rede/vpn.md";
  from.language = "pt-BR";
  const LinkCase cases[] = {
      {"https://example.com/a b", Kind::kExternal, "https://example.com/a%20b", "", ""},
      {"HTTP://example.com", Kind::kExternal, "HTTP://example.com", "", ""},
      {"//example.com/x", Kind::kExternal, "https://example.com/x", "", ""},
      {"mailto:a@example.com", Kind::kContact, "mailto:a@example.com", "", ""},
      {"tel:+48123", Kind::kContact, "tel:+48123", "", ""},
      {"wifi.md", Kind::kArticle, "/pt-BR/rede/wifi", "pt-BR/rede/wifi", ""},
      {"./wifi.md#passo-2", Kind::kArticle, "/pt-BR/rede/wifi#passo-2", "pt-BR/rede/wifi",
       "passo-2"},
      {"../contas/senha.md?x=1", Kind::kArticle, "/pt-BR/contas/senha", "pt-BR/contas/senha", ""},
      {"../../en/net/vpn.MD", Kind::kArticle, "/en/net/vpn", "en/net/vpn", ""},
      {"wifi", Kind::kArticle, "/pt-BR/rede/wifi", "pt-BR/rede/wifi", ""},
      {"a%20b.md", Kind::kArticle, "/pt-BR/rede/a%20b", "pt-BR/rede/a b", ""},
      {"почта.md#шаг", Kind::kArticle,
       "/pt-BR/rede/%D0%BF%D0%BE%D1%87%D1%82%D0%B0#%D1%88%D0%B0%D0%B3", "pt-BR/rede/почта", "шаг"},
      {"_index.md", Kind::kArticle, "/pt-BR/rede", "pt-BR/rede", ""},
      {"../_index.md", Kind::kArticle, "/pt-BR/", "pt-BR", ""},
      {"#passo", Kind::kArticle, "#passo", "pt-BR/rede/vpn", "passo"},
      {"/help/contas/senha.md", Kind::kArticle, "/pt-BR/contas/senha", "pt-BR/contas/senha", ""},
      {"/contas/senha.md", Kind::kArticle, "/pt-BR/contas/senha", "pt-BR/contas/senha", ""},
      {"/en/net/vpn", Kind::kArticle, "/en/net/vpn", "en/net/vpn", ""},
      {"/a/KB-1", Kind::kPage, "/a/KB-1", "", ""},
      {"img/a b.png", Kind::kAsset, "zeroline-asset:pt-br/rede/img/a%20b.png",
       "pt-br/rede/img/a b.png", ""},
      {"img\\a.png", Kind::kAsset, "zeroline-asset:pt-br/rede/img/a.png", "pt-br/rede/img/a.png",
       ""},
      {"../../media/a.pdf#page=2", Kind::kAsset, "zeroline-asset:media/a.pdf#page%3D2",
       "media/a.pdf", ""},
      {"../../../secret.md", Kind::kRejected, "link-outside", "", ""},
      {"../../../../etc/passwd", Kind::kRejected, "link-outside", "", ""},
      {"../../readme.md", Kind::kRejected, "link-outside", "", ""},
      {"%2e%2e/%2e%2e/%2e%2e/x.png", Kind::kRejected, "link-outside", "", ""},
      {"/microsoft-365/admin", Kind::kRejected, "unresolved-link", "", ""},
      {"old.html", Kind::kRejected, "unresolved-link", "", ""},
      {"%ff.md", Kind::kRejected, "unresolved-link", "", ""},
      {"%00.md", Kind::kRejected, "unresolved-link", "", ""},
      {"", Kind::kRejected, "unresolved-link", "", ""},
      {"\\\\server\\share", Kind::kRejected, "unresolved-link", "", ""},
      {"/\\example.com", Kind::kRejected, "unresolved-link", "", ""},
      {"javascript:alert(1)", Kind::kRejected, "link-scheme", "", ""},
      {" JaVa\tscript:alert(1)", Kind::kRejected, "link-scheme", "", ""},
      {"\x01javascript:alert(1)", Kind::kRejected, "link-scheme", "", ""},
      {"data:text/html,x", Kind::kRejected, "link-scheme", "", ""},
      {"vbscript:x", Kind::kRejected, "link-scheme", "", ""},
      {"ms-settings:network", Kind::kRejected, "link-scheme", "", ""},
      {"file:///etc/passwd", Kind::kRejected, "link-scheme", "", ""},
      {"zeroline-asset:../x", Kind::kRejected, "link-scheme", "", ""},
  };
  for (const LinkCase& test : cases) {
    const LinkTarget target = ResolveLink(from, test.address);
    EXPECT_EQ(target.kind, test.kind) << test.address;
    EXPECT_EQ(target.kind == Kind::kRejected ? target.rule : target.url, test.url) << test.address;
    EXPECT_EQ(target.path, test.path) << test.address;
    if (target.kind == Kind::kArticle) {
      EXPECT_EQ(target.fragment, test.fragment) << test.address;
    }
  }
}

TEST(LinksTest, RecordsLinksAndAssetsWithTheirLines) {
  const Article article = *Parse(
                               "---\ntitle: T\n---\n"
                               "[a](other.md#x)\nand ![b](b.png)\n\n"
                               "- [c](c.pdf) ![b](b.png)\n")
                               .article;
  ASSERT_EQ(article.links.size(), 1u);
  EXPECT_EQ(article.links[0].target, "en/guide/other");
  EXPECT_EQ(article.links[0].fragment, "x");
  EXPECT_EQ(article.links[0].line, 4);
  ASSERT_EQ(article.assets.size(), 2u);
  EXPECT_EQ(article.assets[0].path, "en/guide/b.png");
  EXPECT_EQ(article.assets[0].line, 5);
  EXPECT_EQ(article.assets[1].path, "en/guide/c.pdf");
  EXPECT_EQ(article.assets[1].line, 7);
}

TEST(LinksTest, KeepsTheTextOfARejectedLink) {
  const std::string content = "---\ntitle: T\n---\n[open *it*](ms-settings:x) now\n";
  EXPECT_EQ(Parse(content).article->html, "<p>open <em>it</em> now</p>\n");
  EXPECT_THAT(FindingsOf(content), ElementsAre("4 link-scheme"));
}

TEST(LinksTest, ReportsAnAddressWithSpaces) {
  EXPECT_THAT(FindingsOf("# T\n\na\n\n![b](my file.png)\n"), ElementsAre("5 link-syntax"));
  EXPECT_THAT(FindingsOf("# T\n\n![b](<my file.png>) `a](b`\n"), IsEmpty());
}

TEST(LinksTest, LoadsNothingFromElsewhere) {
  EXPECT_EQ(HtmlOf("![A cat](https://cats.example/1.png)"),
            "<p><a href=\"https://cats.example/1.png\" rel=\"noopener\">A cat</a></p>\n");
  EXPECT_EQ(HtmlOf("[![A cat](https://cats.example/1.png)](page2.md)"),
            "<p><a href=\"/en/guide/page2\">A cat</a></p>\n");
  EXPECT_EQ(HtmlOf("<img src='//cats.example/1.png' alt='A cat'>"),
            "<a href=\"https://cats.example/1.png\" rel=\"noopener\">A cat</a>");
  EXPECT_EQ(HtmlOf("![A cat](data:image/png;base64,AAAA)"), "<p>A cat</p>\n");
  EXPECT_THAT(FindingsOf("---\ntitle: T\n---\n![](https://cats.example/1.png)"),
              ElementsAre("4 remote-image"));
}

TEST(LinksTest, ShowsImagesWithCheckedAttributes) {
  EXPECT_EQ(HtmlOf("<img src=\"a.png\" width=\"20px\" height='50%' onerror=x alt='a \"b\"'>"),
            "<img src=\"zeroline-asset:en/guide/a.png\" alt=\"a &quot;b&quot;\" width=\"20\" "
            "loading=\"lazy\">");
}

TEST(ResolveAssetsTest, PutsUrlsInOrTakesTheReferenceOut) {
  const auto url_of = [](std::string_view path) -> std::string {
    return path == "en/guide/a b.png" ? "/assets/1234.png?x&y" : "";
  };
  const std::string html =
      HtmlOf("![A](a%20b.png) ![Gone & away](gone.png) [file](gone.pdf) zeroline-asset:x");
  EXPECT_EQ(ResolveAssets(html, url_of),
            "<p><img src=\"/assets/1234.png?x&amp;y\" alt=\"A\" loading=\"lazy\"> Gone &amp; away "
            "<a>file</a> zeroline-asset:x</p>\n");
  EXPECT_EQ(ResolveAssets("", url_of), "");
}

TEST(ResolveAssetsTest, IsNotFooledByText) {
  const std::string body =
      "`src=\"zeroline-asset:en/guide/a.png\"` ![x=\"zeroline-asset:y\"](a.png)";
  std::vector<std::string> asked;
  ResolveAssets(HtmlOf(body), [&](std::string_view path) {
    asked.emplace_back(path);
    return std::string("/u");
  });
  EXPECT_THAT(asked, ElementsAre("en/guide/a.png"));
}

TEST(AdoptAnchorsTest, GivesATranslationTheAnchorsOfItsOriginal) {
  const Article original = *Parse("# T\n\n## Before you start\n\n### Step 1\n\n## Help\n").article;
  Article translation =
      *Parse("# Т\n\n## Прежде чем начать\n\n### Шаг 1 {#own}\n\n## Помощь\n", "ru/guide/page.md")
           .article;
  AdoptAnchors(original, &translation);
  EXPECT_EQ(translation.html,
            "<h2 id=\"before-you-start\"><a id=\"прежде-чем-начать\"></a>Прежде чем начать</h2>\n"
            "<h3 id=\"own\">Шаг 1</h3>\n"
            "<h2 id=\"help\"><a id=\"помощь\"></a>Помощь</h2>\n");
  EXPECT_EQ(translation.sections[0].anchor, "before-you-start");
  EXPECT_EQ(translation.sections[1].anchor, "own");
}

TEST(AdoptAnchorsTest, LeavesAnArticleOfAnotherShapeAlone) {
  const Article original = *Parse("# T\n\n## A\n\n## B\n").article;
  for (const char* content :
       {"# T\n\n## C\n", "# T\n\n## C\n\n### D\n", "# T\n\na\n\n## C\n\n## D\n"}) {
    Article translation = *Parse(content, "ru/guide/page.md").article;
    const std::string before = translation.html;
    AdoptAnchors(original, &translation);
    EXPECT_EQ(translation.html, before) << content;
  }
}

TEST(AdoptAnchorsTest, NeverMakesAnAnchorTwice) {
  const Article original = *Parse("# T\n\n## A\n\n## B\n").article;
  Article translation = *Parse("# T\n\n## B\n\n## A\n", "pl/guide/page.md").article;
  AdoptAnchors(original, &translation);
  EXPECT_EQ(translation.html, "<h2 id=\"b\">B</h2>\n<h2 id=\"a\">A</h2>\n");
}

}  // namespace
}  // namespace zeroline
