// Articles for some readers only, beside those for everybody: neither takes a name from the other.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "indexer/commands/build.h"
#include "indexer/commands/inspect.h"
#include "indexer/index_format/catalog.h"
#include "tests/indexer/commands/built_tree.h"

namespace zeroline {
namespace {

using testing::Page;

class ConfidentialNamesTest : public testing::BuiltTree {
 protected:
  void WriteTree(int articles) {
    for (int i = 0; i < articles; ++i) {
      Write("en/help/page" + std::to_string(i) + ".md", Page("Reset", "Open it."));
    }
  }
};

TEST_F(ConfidentialNamesTest, PublishesAPublicArticleWhateverAConfidentialOneClaims) {
  WriteTree(10);
  Write("en/a.md", Page("Confidential", "Text.", "id: same\naudience: internal\n"));
  Write("en/x.md", Page("Open", "Text.", "id: same\n"));
  const BuildReport report = Built();
  EXPECT_EQ(report.articles.at({"public", "en"}), 11u);
  EXPECT_EQ(report.articles.count({"internal", "en"}), 0u);
  EXPECT_NE(ShowArticle(options_.index, "same", "en").value_or("").find("Open"), std::string::npos);
  Write("en/x.md", Page("Open", "Text.", "id: same\naudience: hr\n"));
  const BuildReport apart = Built();
  EXPECT_EQ(apart.articles.at({"internal", "en"}), 1u);
  EXPECT_EQ(apart.articles.at({"hr", "en"}), 1u);
}

TEST_F(ConfidentialNamesTest, RendersALinkToAConfidentialArticleAsIfThatWereNotThere) {
  WriteTree(10);
  Write("en/a.md", Page("Open", "See [the plan](staff/plan.md#costs) and [x](none.md)."));
  const BuildReport without = Built();
  const std::string articles = "index/builds/1/public/en/articles.cdb";
  const std::string before = tree_.Read(articles);
  Write("en/staff/plan.md", Page("Plan", "## Costs\n\nMuch.", "audience: internal\n"));
  const BuildReport with = Built();
  EXPECT_EQ(tree_.Read("index/builds/2/public/en/articles.cdb"), before);
  const auto rules = [](const BuildReport& report) {
    std::multiset<std::string> names;
    for (const Diagnostic& found : report.diagnostics) names.insert(found.rule);
    return names;
  };
  EXPECT_EQ(rules(without), (std::multiset<std::string>{"broken-link", "broken-link"}));
  EXPECT_EQ(rules(with), (std::multiset<std::string>{"broken-link", "confidential-link"}));
}

// A folder that both may look into has its page's name for those only whom the page is for.
TEST_F(ConfidentialNamesTest, NamesAFolderByAConfidentialPageForItsAudienceOnly) {
  Write("en/plans/_index.md", Page("Takeover of Wombat Ltd", "", "audience: internal\n"));
  Write("en/plans/open.md", Page("Open", "Text."));
  Write("en/plans/secret.md", Page("Secret", "Text.", "audience: internal\n"));
  Write("en/plans/pay.md", Page("Pay", "Text.", "audience: hr\n"));
  Built();
  const auto title = [&](const std::string& audience) {
    const auto catalog =
        Catalog::Open(tree_.path() / "index/builds/1" / audience / "en" / "catalog.flat");
    return catalog ? std::string((*catalog)->section(0).title) : catalog.error().message;
  };
  EXPECT_EQ(title("public"), "Plans");
  EXPECT_EQ(title("hr"), "Plans");
  EXPECT_EQ(title("internal"), "Takeover of Wombat Ltd");
}

}  // namespace
}  // namespace zeroline
