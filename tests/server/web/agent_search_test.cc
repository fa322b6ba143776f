#include "server/web/agent_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/server/web/api/small_index.h"
#include "tests/support/temp_tree.h"

namespace zeroline::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr std::int64_t kOld = 1'600'000'000;
constexpr std::int64_t kNew = 1'700'000'000;

// An article of a beginning and one section, "heading" with "anchor".
StoredArticle TwoSections(const std::string& language, const std::string& title,
                          const std::string& beginning, const std::string& heading,
                          const std::string& anchor, const std::string& body) {
  StoredArticle article =
      SmallArticle(language, "network/vpn", title, beginning + "\n" + heading + "\n" + body);
  const auto cut = static_cast<std::uint32_t>(beginning.size() + 1);
  const auto end = static_cast<std::uint32_t>(article.text.size());
  article.sections = {{"", "", 0, 0, cut}, {heading, anchor, 2, cut, end}};
  return article;
}

std::vector<StoredArticle> Base() {
  std::vector<StoredArticle> base = {
      TwoSections("en", "The VPN does not connect", "What to do about the tunnel.",
                  "Expired certificate", "certificate", "Renew the certificate in the portal."),
      TwoSections("pl", "VPN się nie łączy", "Co zrobić z tunelem.", "Certyfikat wygasł",
                  "certificate", "Odnów certyfikat w portalu."),
      TwoSections("ru", "VPN не подключается", "Что делать с туннелем.", "Сертификат истёк",
                  "сертификат-истёк", "Обновите сертификат на портале."),
      SmallArticle("zh", "network/vpn", "VPN 连接不上", "请在门户中更新证书。"),
      SmallArticle("en", "devices/scanner", "The scanner is dark", "Clean the quokka lamp."),
      SmallArticle("ru", "staff/vault", "Сейф", "Ключ от сейфа лежит в охране.")};
  base[1].original_language = "en";
  base[1].outdated_sections = {{"Beginning", "", kOld}, {"Certificate", "certificate", kNew}};
  StoredArticle secret = SmallArticle("en", "staff/master", "Master password",
                                      "The master password of the tills is in the vault.");
  secret.audience = "internal";
  base.push_back(secret);
  base[5].audience = "hr";
  return base;
}

class AgentSearchTest : public ::testing::Test {
 protected:
  AgentSearchTest() {
    PublishBuild(tree_.path() / "index", Base());
    index_ = ValueOrThrow(IndexReader::Open(tree_.path() / "index"));
    services_.config = &config_;
    services_.index = index_.get();
    services_.searcher = &searcher_;
  }

  AgentFindings Find(AgentQuestion question) const {
    if (question.audiences.empty()) question.audiences = {"public", "internal"};
    return ValueOrThrow(FindForAgent(services_, *snapshot_, question));
  }
  AgentFindings Find(const std::string& text, const std::string& customer_language = "") const {
    AgentQuestion question;
    question.text = text;
    question.customer_language = customer_language;
    return Find(question);
  }
  static std::vector<std::string> Ids(const AgentFindings& findings) {
    std::vector<std::string> ids;
    for (const AgentHit& hit : findings.hits) ids.push_back(hit.hit.id);
    return ids;
  }

  TempTree tree_;
  Config config_;
  Searcher searcher_;
  Services services_;
  std::unique_ptr<IndexReader> index_;
  std::shared_ptr<const Snapshot> snapshot_ = nullptr;

  void SetUp() override { snapshot_ = index_->snapshot(); }
};

TEST_F(AgentSearchTest, LinksTheTranslationAtTheSameSection) {
  const struct {
    const char* name;
    const char* customer;
    const char* title;
    const char* anchor;
  } kCases[] = {
      {"as it was found", "en", "The VPN does not connect", "certificate"},
      {"with the original's anchors", "pl", "VPN się nie łączy", "certificate"},
      {"with anchors of its own", "ru", "VPN не подключается", "сертификат-истёк"},
      {"with another outline", "zh", "VPN 连接不上", ""},
      {"of another region", "pl-PL", "VPN się nie łączy", "certificate"},
  };
  for (const auto& c : kCases) {
    const AgentFindings findings = Find("renew expired certificate", c.customer);
    EXPECT_EQ(findings.language, "en");
    EXPECT_EQ(findings.customer_language, c.customer);
    ASSERT_THAT(findings.hits, Not(IsEmpty())) << c.name;
    const AgentHit& hit = findings.hits[0];
    EXPECT_EQ(hit.hit.anchor, "certificate") << c.name;
    EXPECT_EQ(hit.linked.article.title(), c.title) << c.name;
    EXPECT_EQ(hit.anchor, c.anchor) << c.name;
    EXPECT_FALSE(hit.is_missing) << c.name;
    EXPECT_FALSE(hit.is_internal) << c.name;
    EXPECT_THAT(hit.languages, UnorderedElementsAre("en", "pl", "ru", "zh"));
  }
}

TEST_F(AgentSearchTest, SaysThatATranslationIsMissingOrOlderThanItsOriginal) {
  EXPECT_EQ(Find("certyfikat wygasł").hits.at(0).original_changed, kNew);
  EXPECT_EQ(Find("сертификат истёк").hits.at(0).original_changed, 0);
  EXPECT_EQ(Find("expired certificate").hits.at(0).original_changed, 0);
  const AgentFindings findings = Find("quokka lamp", "pl");
  ASSERT_THAT(findings.hits, SizeIs(1));
  EXPECT_TRUE(findings.hits[0].is_missing);
  EXPECT_EQ(findings.hits[0].linked.article.language(), "en");
}

TEST_F(AgentSearchTest, TheReplyIsInTheLanguageOfTheTextUnlessSomebodySaysOtherwise) {
  const AgentFindings findings = Find("VPN się nie łączy");
  EXPECT_EQ(findings.language, "pl");
  EXPECT_EQ(findings.customer_language, "pl");
  EXPECT_EQ(findings.hits.at(0).linked.article.language(), "pl");
}

TEST_F(AgentSearchTest, ShowsWhatTheAgentMayReadAndNothingElse) {
  AgentQuestion question;
  question.text = "master password tills";
  const AgentFindings all = Find(question);
  ASSERT_THAT(Ids(all), Contains("staff/master"));
  EXPECT_TRUE(all.hits.at(0).is_internal);
  question.audiences = {"public"};
  EXPECT_THAT(Ids(Find(question)), Not(Contains("staff/master")));
  question.text = "ключ от сейфа";
  EXPECT_THAT(Ids(Find(question)), Not(Contains("staff/vault")));
}

TEST_F(AgentSearchTest, WordsThatTheirOwnLanguageDoesNotHaveAreLookedForInOthers) {
  AgentQuestion question;
  question.text = "quokka";
  question.language = "zh";
  const AgentFindings findings = Find(question);
  EXPECT_THAT(Ids(findings), ElementsAre("devices/scanner"));
  EXPECT_EQ(findings.hits.at(0).hit.language, "en");
  EXPECT_TRUE(findings.hits.at(0).is_missing);
}

TEST_F(AgentSearchTest, ATicketIsReadSentenceBySentenceAndEachArticleComesOnce) {
  const std::string ticket =
      "Dear support,\n\nI have been on holiday. The VPN does not connect any more! It says that "
      "the "
      "certificate has expired.\n\nAlso, the scanner is dark. Please help.\n\nKind regards\n";
  std::vector<std::string> ids = Ids(Find(ticket));
  EXPECT_THAT(ids, Contains("network/vpn"));
  EXPECT_THAT(ids, Contains("devices/scanner"));
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::unique(ids.begin(), ids.end()), ids.end());
}

TEST_F(AgentSearchTest, NothingAskedIsNothingFound) {
  for (const char* text : {"", " \n\t ", "???"}) EXPECT_THAT(Find(text).hits, IsEmpty()) << text;
}

TEST_F(AgentSearchTest, TakesWhateverIsPasted) {
  const std::string one_word(100'000, 'x');
  std::string many_words;
  for (int i = 0; i < 20'000; ++i) many_words += "certificate expired ";
  EXPECT_THAT(Find(one_word).hits, SizeIs(0));
  EXPECT_THAT(Ids(Find(many_words)), Contains("network/vpn"));
  EXPECT_THAT(Ids(Find("expired \xFF\xC4 certificate")), Contains("network/vpn"));
}

TEST_F(AgentSearchTest, GivesAtMostAsManyAsAreWanted) {
  AgentQuestion question;
  question.text = "the vpn certificate scanner lamp master password";
  question.limit = 1;
  EXPECT_THAT(Find(question).hits, SizeIs(1));
}

}  // namespace
}  // namespace zeroline::testing
