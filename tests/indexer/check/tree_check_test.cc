#include "indexer/check/tree_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "indexer/check/nearest.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

ArticleFacts Facts(const std::string& source_path) {
  ArticleFacts facts;
  facts.source_path = source_path;
  facts.language = source_path.substr(0, source_path.find('/'));
  facts.path = source_path.substr(facts.language.size() + 1);
  facts.path.resize(facts.path.rfind('.'));
  facts.id = facts.path;
  const std::size_t slash = facts.path.find('/');
  if (slash != std::string::npos) facts.section = facts.path.substr(0, slash);
  facts.audience = "public";
  return facts;
}

ArticleFacts WithLink(ArticleFacts facts, const std::string& target, const std::string& fragment) {
  facts.links.push_back(ArticleLink{target, fragment, 7});
  return facts;
}

TreeCheck Check(const std::vector<ArticleFacts>& articles) {
  return CheckTree(articles, [](std::string_view) { return true; });
}

std::vector<std::string> Texts(const TreeCheck& check) {
  std::vector<std::string> texts;
  for (const Diagnostic& diagnostic : check.diagnostics) texts.push_back(ToText(diagnostic));
  return texts;
}

TEST(TreeCheckTest, FindsNothingInASoundTree) {
  ArticleFacts setup = Facts("en/vpn/setup.md");
  setup.anchors = {"step-1"};
  ArticleFacts start = WithLink(Facts("en/start.md"), "en/vpn/setup", "step-1");
  start = WithLink(start, "en/vpn", "");  // a section page
  start = WithLink(start, "en", "");      // the home page
  const TreeCheck check = Check({setup, start, Facts("ru/vpn/setup.md")});
  EXPECT_THAT(Texts(check), IsEmpty());
  EXPECT_THAT(check.rejected, IsEmpty());
}

TEST(TreeCheckTest, RejectsTheSecondArticleWithAnIdWhateverTheOrder) {
  ArticleFacts a = Facts("en/a.md");
  ArticleFacts b = Facts("en/b.md");
  ArticleFacts other_language = Facts("ru/a.md");
  a.id = b.id = other_language.id = "KB-1";
  const TreeCheck check = Check({b, other_language, a});
  EXPECT_THAT(check.rejected, ElementsAre(0u));
  EXPECT_THAT(Texts(check), ElementsAre("en/b.md: error: the id \"KB-1\" is already that of "
                                        "en/a.md; give this article another [duplicate-id]"));
}

TEST(TreeCheckTest, RejectsTheSecondArticleWithAnAddress) {
  ArticleFacts first = Facts("en/a.markdown");
  ArticleFacts second = Facts("en/a.md");
  second.id = "other";
  const TreeCheck check = Check({first, second});
  EXPECT_THAT(check.rejected, ElementsAre(1u));
  ASSERT_EQ(check.diagnostics.size(), 1u);
  EXPECT_EQ(check.diagnostics[0].rule, "duplicate-url");
  EXPECT_THAT(check.diagnostics[0].message, HasSubstr("en/a.markdown"));
}

ArticleFacts For(const std::string& audience, ArticleFacts facts) {
  facts.audience = audience;
  return facts;
}

TEST(TreeCheckTest, NeverRejectsAPublicArticleBecauseOfAConfidentialOne) {
  ArticleFacts open = Facts("en/z.md");
  open.id = "same";
  ArticleFacts secret = For("internal", Facts("en/a.md"));
  secret.id = "same";
  const TreeCheck by_id = Check({secret, open});
  EXPECT_THAT(by_id.rejected, ElementsAre(0u));
  ASSERT_EQ(by_id.diagnostics.size(), 1u);
  EXPECT_EQ(by_id.diagnostics[0].path, "en/a.md");
  ArticleFacts secret_place = For("internal", Facts("en/a.md"));
  secret_place.path = "z";
  EXPECT_THAT(Check({secret_place, Facts("en/z.md")}).rejected, ElementsAre(0u));
  // A section that only some may know of takes no address from others.
  const ArticleFacts in_section = For("internal", Facts("en/vpn/a.md"));
  EXPECT_THAT(Check({in_section, Facts("en/vpn.md")}).rejected, IsEmpty());
  EXPECT_THAT(Check({Facts("en/vpn/a.md"), For("internal", Facts("en/vpn.md"))}).rejected,
              ElementsAre(1u));
}

TEST(TreeCheckTest, LetsEachConfidentialAudienceHaveItsOwn) {
  ArticleFacts one = For("hr", Facts("en/a.md"));
  ArticleFacts other = For("internal", Facts("en/b.md"));
  one.id = other.id = "same";
  EXPECT_THAT(Texts(Check({one, other})), IsEmpty());
  other.audience = "hr";
  EXPECT_THAT(Check({one, other}).rejected, ElementsAre(1u));
}

TEST(TreeCheckTest, WarnsOfALinkThatItsReadersCannotFollow) {
  const ArticleFacts secret = For("internal", Facts("en/staff/plan.md"));
  const TreeCheck check = Check({secret, WithLink(Facts("en/a.md"), "en/staff/plan", "x")});
  ASSERT_EQ(check.diagnostics.size(), 1u);
  EXPECT_EQ(check.diagnostics[0].rule, "confidential-link");
  EXPECT_EQ(check.diagnostics[0].path, "en/a.md");
  EXPECT_EQ(check.diagnostics[0].line, 7);
  EXPECT_THAT(Texts(Check({secret, For("internal", WithLink(Facts("en/a.md"), "en/staff", ""))})),
              IsEmpty());
  EXPECT_THAT(
      Texts(Check({Facts("en/a.md"), For("internal", WithLink(Facts("en/b.md"), "en/a", ""))})),
      IsEmpty());
}

TEST(TreeCheckTest, LetsAPublicRedirectPassOverAConfidentialArticle) {
  ArticleFacts open = Facts("en/new.md");
  open.redirect_from = {"old"};
  EXPECT_THAT(Texts(Check({open, For("internal", Facts("en/old.md"))})), IsEmpty());
  ArticleFacts secret = For("internal", Facts("en/new.md"));
  secret.redirect_from = {"old"};
  ASSERT_EQ(Check({secret, Facts("en/old.md")}).diagnostics.size(), 1u);
}

TEST(TreeCheckTest, RejectsPlacesOfThePortalAndOfSections) {
  const TreeCheck check = Check({Facts("en/search.md"), Facts("en/new-request.md"),
                                 Facts("en/vpn.md"), Facts("en/vpn/setup.md"), Facts("ru/vpn.md")});
  EXPECT_THAT(check.rejected, ElementsAre(0u, 1u, 2u));
  for (const Diagnostic& diagnostic : check.diagnostics) {
    EXPECT_EQ(diagnostic.rule, "reserved-url");
    EXPECT_EQ(diagnostic.severity, Severity::kError);
  }
}

TEST(TreeCheckTest, LetsDraftsClaimNothing) {
  ArticleFacts draft = Facts("en/a.md");
  draft.status = ArticleStatus::kDraft;
  ArticleFacts archived = WithLink(Facts("en/b.md"), "en/nowhere", "");
  archived.status = ArticleStatus::kArchived;
  ArticleFacts published = WithLink(Facts("en/c.md"), "en/a", "");
  published.id = "a";
  const TreeCheck check = Check({draft, archived, published});
  EXPECT_THAT(check.rejected, IsEmpty());
  EXPECT_THAT(Texts(check),
              ElementsAre(HasSubstr("en/c.md:7: warning: there is no article /en/a")));
}

TEST(TreeCheckTest, SuggestsWhereABrokenLinkMayLead) {
  const std::vector<ArticleFacts> tree = {
      Facts("en/network/vpn-setup.md"), Facts("en/accounts/password.md"),
      WithLink(Facts("en/moved.md"), "en/old/vpn-setup", ""),
      WithLink(Facts("en/typo.md"), "en/accounts/pasword", ""),
      WithLink(Facts("en/lost.md"), "en/completely/different/thing", "")};
  EXPECT_THAT(
      Texts(Check(tree)),
      ElementsAre("en/lost.md:7: warning: there is no article /en/completely/different/thing "
                  "[broken-link]",
                  "en/moved.md:7: warning: there is no article /en/old/vpn-setup; perhaps "
                  "/en/network/vpn-setup [broken-link]",
                  "en/typo.md:7: warning: there is no article /en/accounts/pasword; perhaps "
                  "/en/accounts/password [broken-link]"));
}

TEST(TreeCheckTest, DoesNotNameInternalArticlesToPublicWriters) {
  ArticleFacts internal = Facts("en/accounts/password.md");
  internal.audience = "internal";
  const auto texts =
      Texts(Check({internal, WithLink(Facts("en/typo.md"), "en/accounts/pasword", "")}));
  EXPECT_THAT(texts, ElementsAre("en/typo.md:7: warning: there is no article /en/accounts/pasword "
                                 "[broken-link]"));
}

TEST(TreeCheckTest, FindsABrokenAnchor) {
  ArticleFacts setup = Facts("en/setup.md");
  setup.anchors = {"before-you-start", "step-1"};
  EXPECT_THAT(Texts(Check({setup, WithLink(Facts("en/a.md"), "en/setup", "before-you-begin")})),
              ElementsAre("en/a.md:7: warning: /en/setup has no anchor #before-you-begin; perhaps "
                          "#before-you-start [broken-anchor]"));
}

TEST(TreeCheckTest, AcceptsALinkToARedirect) {
  ArticleFacts moved = Facts("en/new.md");
  moved.redirect_from = {"old"};
  EXPECT_THAT(Texts(Check({moved, WithLink(Facts("en/a.md"), "en/old", "")})), IsEmpty());
}

TEST(TreeCheckTest, ReportsRedirectsThatCannotWork) {
  ArticleFacts a = Facts("en/a.md");
  a.redirect_from = {"b", "old", "vpn"};
  ArticleFacts b = Facts("en/b.md");
  b.redirect_from = {"old"};
  EXPECT_THAT(
      Texts(Check({a, b, Facts("en/vpn/x.md")})),
      ElementsAre(HasSubstr("redirect_from \"b\" is ignored: it is the address of en/b.md"),
                  HasSubstr("redirect_from \"vpn\" is ignored: it is the address of a section"),
                  HasSubstr("redirect_from \"old\" is ignored: another article")));
}

TEST(TreeCheckTest, AsksOnceForEachAsset) {
  ArticleFacts a = Facts("en/a.md");
  a.assets = {{"en/x.png", 3}, {"en/gone.png", 4}};
  ArticleFacts b = Facts("en/b.md");
  b.assets = {{"en/gone.png", 5}};
  std::map<std::string, int> asked;
  const TreeCheck check = CheckTree({a, b}, [&](std::string_view path) {
    ++asked[std::string(path)];
    return path == "en/x.png";
  });
  EXPECT_THAT(asked, ElementsAre(std::pair("en/gone.png", 1), std::pair("en/x.png", 1)));
  EXPECT_THAT(Texts(check),
              ElementsAre(HasSubstr("en/a.md:4: warning: there is no file en/gone.png"),
                          HasSubstr("en/b.md:5: warning: there is no file en/gone.png")));
}

TEST(FactsOfTest, CollectsEveryAnchorOfThePage) {
  Article article;
  article.language = "en";
  article.path = "a";
  article.html = "<a id=\"top\"></a><h2 id=\"q&amp;a\">Q&amp;A</h2><p> id=&quot;text&quot;</p>";
  EXPECT_THAT(FactsOf(article).anchors, ElementsAre("top", "q&a"));
}

TEST(NearestTest, PrefersTheFewestChanges) {
  EXPECT_EQ(EditDistance("kitten", "sitting", 5), 3u);
  EXPECT_EQ(EditDistance("kitten", "sitting", 2), 3u);
  EXPECT_EQ(EditDistance("", "abc", 3), 3u);
  EXPECT_EQ(Nearest("password", {"passport", "passwords", "keyword"}), "passwords");
  EXPECT_EQ(Nearest("vpn", {"printer"}), "");
  EXPECT_EQ(Nearest("vpn", {}), "");
}

}  // namespace
}  // namespace zeroline
