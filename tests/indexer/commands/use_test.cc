// Confirmed questions through whole builds: who gets them, and what is written again for them.
#include "indexer/commands/use.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/index_format/article_store.h"
#include "indexer/index_format/build_directory.h"
#include "indexer/index_format/catalog.h"
#include "indexer/writer/document_terms.h"
#include "tests/indexer/commands/built_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

class UseTest : public testing::BuiltTree {
 protected:
  UseTest() { options_.confirmed_questions = tree_.path() / "confirmed.tsv"; }

  void Write(const std::string& path, const std::string& title, const std::string& keys = "") {
    tree_.Write("articles/" + path,
                "---\ntitle: " + title + "\n" + keys + "---\n\nA text about " + title + ".\n");
  }
  void WriteTwenty() {
    for (int i = 0; i < 20; ++i) {
      Write("en/page" + std::to_string(i) + ".md", "Page " + std::to_string(i));
    }
  }
  void Confirm(const std::string& rows) { tree_.Write("confirmed.tsv", rows); }

  struct Stored {
    std::vector<std::string> confirmed;  // "text x count"
    std::vector<std::string> terms;      // of titles/
    std::vector<std::string> text_terms;
  };
  Stored Find(const std::string& id, const std::string& language = "en",
              const std::string& audience = "public") const {
    Stored stored;
    const fs::path directory = DatabasePath(Current(), audience, language);
    const auto catalog = Catalog::Open(directory / "catalog.flat");
    const auto store = ArticleStore::Open(directory / "articles.cdb");
    const auto entry = catalog ? (*catalog)->FindId(id) : std::nullopt;
    if (!entry || !store) {
      ADD_FAILURE() << "no article " << id;
      return stored;
    }
    const auto article = (*store)->Find(entry->docid);
    for (std::size_t i = 0; i < article->stored_confirmed_count(); ++i) {
      const auto question = article->confirmed_question(i);
      stored.confirmed.push_back(std::string(question.text) + " x " +
                                 std::to_string(question.count));
    }
    for (const auto& [name, terms] :
         {std::pair{"titles", &stored.terms}, std::pair{"text", &stored.text_terms}}) {
      const auto read = ReadDocumentTerms(directory / name, entry->docid);
      for (const DocumentTerm& term : *read) {
        terms->push_back(term.term + ":" + std::to_string(term.wdf));
      }
    }
    return stored;
  }
  static bool Has(const std::vector<std::string>& terms, const std::string& term) {
    return std::find(terms.begin(), terms.end(), term) != terms.end();
  }
};

TEST_F(UseTest, MakesAnArticleFindableByWhatItDoesNotSay) {
  Write("en/vpn.md", "Remote access");
  Confirm("quokka tunnel\ten\tvpn\t2\t2024-01-01\nwombat\ten\tvpn\t100\t2024-01-01\n");
  Built();
  const Stored stored = Find("vpn");
  EXPECT_EQ(stored.confirmed, (std::vector<std::string>{"wombat x 64", "quokka tunnel x 2"}));
  EXPECT_TRUE(Has(stored.terms, "quokka:2"));
  EXPECT_TRUE(Has(stored.terms, "wombat:3"));
  EXPECT_TRUE(Has(stored.terms, "XBquokka tunnel:2"));
  EXPECT_TRUE(Has(stored.terms, "XBremot access:1"));
  EXPECT_FALSE(Has(stored.terms, "XBaccess quokka:1"));
  for (const std::string& term : stored.text_terms)
    EXPECT_EQ(term.find("quokka"), std::string::npos);
}

TEST_F(UseTest, HasNothingToDoWhenTheFileIsTheSame) {
  WriteTwenty();
  Confirm("quokka\ten\tpage3\t1\t2024-01-01\nno line at all\n");
  const BuildReport first = Built();
  ASSERT_EQ(first.diagnostics.size(), 1u);
  EXPECT_EQ(first.diagnostics[0].line, 2);
  const BuildReport second = Built();
  EXPECT_FALSE(second.published);
  EXPECT_EQ(second.parsed, 0u);
  EXPECT_EQ(second.diagnostics.size(), 1u);
}

TEST_F(UseTest, WritesOnlyArticlesWhoseQuestionsChanged) {
  WriteTwenty();
  Confirm("quokka\ten\tpage3\t1\t2024-01-01\nwombat\ten\tpage4\t1\t2024-01-01\n");
  Built();
  struct Case {
    const char* name;
    const char* rows;
    std::size_t written;
    std::vector<std::string> page3;
  };
  const std::vector<Case> cases = {
      {"more clicks",
       "quokka\ten\tpage3\t3\t2024-01-01\nwombat\ten\tpage4\t1\t2024-01-01\n",
       1,
       {"quokka x 2"}},
      {"nearly as many, in another order",
       "wombat\ten\tpage4\t1\t2024-01-01\nquokka\ten\tpage3\t2\t2024-01-01\n",
       0,
       {"quokka x 2"}},
      {"a new question",
       "quokka\ten\tpage3\t2\t2024-01-01\nemu\ten\tpage3\t1\t2024-01-01\n"
       "wombat\ten\tpage4\t1\t2024-01-01\n",
       1,
       {"quokka x 2", "emu x 1"}},
      {"forgotten", "wombat\ten\tpage4\t1\t2024-01-01\n", 1, {}},
  };
  for (const Case& item : cases) {
    Confirm(item.rows);
    const BuildReport report = Built();
    EXPECT_EQ(report.published, item.written > 0) << item.name;
    EXPECT_EQ(report.parsed, item.written) << item.name;
    EXPECT_EQ(Find("page3").confirmed, item.page3) << item.name;
    EXPECT_EQ(Find("page4").confirmed, std::vector<std::string>{"wombat x 1"}) << item.name;
  }
  EXPECT_FALSE(Has(Find("page3").terms, "quokka:1"));
}

TEST_F(UseTest, ForgetsEverythingWithoutTheFileOption) {
  WriteTwenty();
  Confirm("quokka\ten\tpage3\t1\t2024-01-01\n");
  Built();
  options_.confirmed_questions.clear();
  EXPECT_EQ(Built().parsed, 1u);
  EXPECT_TRUE(Find("page3").confirmed.empty());
}

TEST_F(UseTest, KeepsTheLastBuildWhenTheFileIsGone) {
  WriteTwenty();
  Confirm("quokka\ten\tpage3\t1\t2024-01-01\n");
  Built();
  fs::remove(options_.confirmed_questions);
  const Result<BuildReport> report = Build();
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().message.find("confirmed questions"), std::string::npos);
  EXPECT_EQ(Find("page3").confirmed.size(), 1u);
}

TEST_F(UseTest, SaysHowManyLinesAreAboutNoPublishedArticle) {
  Write("en/vpn.md", "Remote access");
  Write("en/draft.md", "Draft", "status: draft\n");
  Confirm("a\ten\tdraft\t1\t2024-01-01\nb\ten\tgone\t1\t2024-01-01\nc\ten\tvpn\t1\t2024-01-01\n");
  const BuildReport report = Built();
  ASSERT_EQ(report.diagnostics.size(), 1u);
  EXPECT_EQ(report.diagnostics[0].severity, Severity::kWarning);
  EXPECT_NE(report.diagnostics[0].message.find("2 lines are about articles"), std::string::npos);
}

TEST_F(UseTest, LeavesQuestionsInTheArticlesAudience) {
  Write("en/vpn.md", "Remote access", "audience: internal\n");
  Write("en/mail.md", "Mail");
  Confirm("secretquokka\ten\tvpn\t1\t2024-01-01\nwombat\ten\tmail\t1\t2024-01-01\n");
  Built();
  EXPECT_TRUE(testing::FolderContains(Current() / "internal", "secretquokka"));
  EXPECT_FALSE(testing::FolderContains(Current() / "public", "quokka"));
  EXPECT_FALSE(testing::FolderContains(Current() / "internal", "wombat"));
}

TEST_F(UseTest, SharesWithTranslationsWhatTheirLanguageAllows) {
  Write("en/vpn.md", "Remote access");
  Write("ru/vpn.md", "Доступ");
  Write("en/mail.md", "Mail");
  Confirm(
      "не работает туннель\tru\tvpn\t1\t2024-01-01\nCisco AnyConnect\tru\tvpn\t2\t2024-01-01\n"
      "не приходит почта\tru\tmail\t1\t2024-01-01\n");
  Built();
  EXPECT_EQ(Find("vpn", "ru").confirmed,
            (std::vector<std::string>{"Cisco AnyConnect x 2", "не работает туннель x 1"}));
  EXPECT_EQ(Find("vpn", "en").confirmed, std::vector<std::string>{"Cisco AnyConnect x 2"});
  EXPECT_EQ(Find("mail", "en").confirmed, std::vector<std::string>{"не приходит почта x 1"});
}

}  // namespace
}  // namespace zeroline
