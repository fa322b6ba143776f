#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/web/portal/world.h"

namespace zeroline::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t kChanged = 1773273600;  // 12 March 2026

StoredArticle WithSections(const std::string& language, const std::string& title,
                           const std::string& heading) {
  StoredArticle article = MakeArticle(language, "network/vpn", title);
  article.text = "Beginning.\n" + heading + "\nBody.";
  const auto end = static_cast<std::uint32_t>(article.text.size());
  article.sections = {{"", "", 0, 0, 11}, {heading, "install", 2, 11, end}};
  article.authors = {"Ada <Lovelace>", "Ben"};
  return article;
}

std::vector<StoredArticle> Base() {
  StoredArticle polish = WithSections("pl", "Sieć VPN", "Instalacja");
  polish.original_language = "en";
  polish.outdated_sections = {{"", "", kChanged - 86400},
                              {"Install", "install", kChanged},
                              {"Log <in>", "", kChanged - 86400}};
  StoredArticle original = WithSections("en", "The VPN", "Install");
  StoredArticle russian = WithSections("ru", "Сеть VPN", "Установка");
  russian.original_language = "en";
  StoredArticle chinese = WithSections("zh", "VPN", "安装");
  chinese.original_language = "en";
  chinese.outdated_sections = {{"", "", kChanged}};
  return {original, polish, russian, chinese};
}

class ArticleOriginTest : public ::testing::Test {
 protected:
  std::string Show(const std::string& language, const std::vector<std::string>& roles = {}) {
    WebRequest request = World::Get(language, "network/vpn");
    if (!roles.empty()) request.identity = Identity{"anna", roles, {}, Proof::kSession};
    return world_.Content(request).body;
  }

  World world_{Base()};
};

TEST_F(ArticleOriginTest, SaysWhichSectionsOfTheOriginalChangedSince) {
  EXPECT_THAT(
      Show("pl"),
      AllOf(HasSubstr("To tłumaczenie jest starsze niż oryginał"),
            HasSubstr("<time datetime=\"2026-03-12\">Oryginał zmienił się 12 marca 2026.</time>"),
            HasSubstr("2 części mogą być nieaktualne:"),
            HasSubstr("<a href=\"#install\">Instalacja</a>"),
            HasSubstr("lang=\"en\" hreflang=\"en\" dir=\"ltr\">Log &lt;in&gt;</a>"),
            HasSubstr("<a href=\"/en/network/vpn\" hreflang=\"en\">Przeczytaj oryginał po "
                      "angielsku</a>")));
}

TEST_F(ArticleOriginTest, NamesNoSectionsWhereOnlyTheWholeIsKnown) {
  EXPECT_THAT(Show("zh"),
              AllOf(HasSubstr("阅读原文（英文版）"), Not(HasSubstr("outdated-sections"))));
}

TEST_F(ArticleOriginTest, SaysNothingOfWhatIsFresh) {
  EXPECT_THAT(Show("ru"), Not(HasSubstr("outdated-title")));
  EXPECT_THAT(Show("en"), Not(HasSubstr("outdated-title")));
}

TEST_F(ArticleOriginTest, ShowsAuthorsToWhomTheConfigurationSays) {
  const char* const names = "Ada &lt;Lovelace&gt;, Ben";
  const struct {
    AuthorsShown shown;
    bool to_all;
    bool to_team;
  } kCases[] = {{AuthorsShown::kNobody, false, false},
                {AuthorsShown::kTeam, false, true},
                {AuthorsShown::kEverybody, true, true}};
  for (const auto& c : kCases) {
    world_.config().show_authors = c.shown;
    EXPECT_EQ(Show("en").find(names) != std::string::npos, c.to_all) << NameOf(c.shown);
    EXPECT_EQ(Show("en", {"agent"}).find(names) != std::string::npos, c.to_team) << NameOf(c.shown);
    EXPECT_EQ(Show("en", {"reader"}).find(names) != std::string::npos, c.to_all) << NameOf(c.shown);
  }
}

}  // namespace
}  // namespace zeroline::testing
