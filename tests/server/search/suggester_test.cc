#include "server/search/suggester.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "server/query/query.h"
#include "server/search/searcher.h"
#include "tests/server/web/api/small_index.h"
#include "tests/support/temp_tree.h"

namespace zeroline {

void PrintTo(const Suggestion& suggestion, std::ostream* out) {
  constexpr std::string_view kKinds[] = {"article", "question", "completion"};
  *out << kKinds[static_cast<int>(suggestion.kind)] << " '" << suggestion.text << "'";
}

namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using Kind = Suggestion::Kind;

StoredArticle Asked(StoredArticle article, std::vector<std::string> questions,
                    std::vector<StoredConfirmedQuestion> confirmed) {
  article.questions = std::move(questions);
  article.confirmed_questions = std::move(confirmed);
  return article;
}

std::vector<StoredArticle> Base() {
  using testing::SmallArticle;
  std::vector<StoredArticle> base = {
      SmallArticle("en", "devices/printer", "The printer does not print",
                   "Switch the printer on. Open the spooler and look at the queue."),
      SmallArticle("en", "devices/add", "Add a printer", "Choose a printer from the list."),
      SmallArticle("en", "accounts/reset", "Reset your password",
                   "Forgotten the password? Choose a new password."),
      Asked(SmallArticle("en", "network/vpn", "Connect to the company network",
                         "Start the VPN client, then sign in with your password."),
            {"How do I work from home?", "Why does the VPN drop?"},
            {{"vpn drops every ten minutes", 4}, {"working at home", 1}}),
      SmallArticle("ru", "accounts/reset", "Сброс пароля", "Откройте страницу смены пароля."),
      SmallArticle("ru", "devices/printer", "Не печатает принтер",
                   "Включите принтер и проверьте бумагу."),
      SmallArticle("ru", "mail/outlook", "Outlook не получает почту", "Перезапустите Outlook."),
      SmallArticle("pl", "accounts/reset", "Nie pamiętam hasła", "Ustaw nowe hasło."),
      SmallArticle("pl", "devices/printer", "Drukarka nie drukuje", "Włącz drukarkę."),
      SmallArticle("zh", "accounts/reset", "忘记密码怎么办", "打开登录页面，重置密码。"),
      SmallArticle("zh", "network/vpn", "VPN 连接失败", "检查网络连接。"),
      SmallArticle("zh", "devices/printer", "打印机无法打印", "请打开打印机。"),
      SmallArticle("de", "accounts/reset", "Passwort zurücksetzen",
                   "Wählen Sie ein neues Passwort."),
      SmallArticle("de", "devices/printer", "Der Drucker druckt nicht", "Schalten Sie ihn ein."),
  };
  StoredArticle secret = SmallArticle("en", "staff/vault", "Printer vault", "The zebrafish code.");
  secret.audience = "internal";
  secret.questions = {"Where is the zebrafish?"};
  base.push_back(std::move(secret));
  return base;
}

class SuggesterTest : public ::testing::Test {
 protected:
  SuggesterTest() {
    testing::PublishBuild(tree_.path(), Base());
    reader_ = testing::ValueOrThrow(IndexReader::Open(tree_.path()));
  }

  std::vector<Suggestion> Suggest(std::string_view typed, const std::string& language,
                                  const Audiences& audiences = {"public"},
                                  std::size_t limit = 8) const {
    SearchRequest request;
    request.query = Understand(typed);
    request.language = language;
    request.audiences = audiences;
    request.limit = limit;
    return testing::ValueOrThrow(searcher_.Suggest(*reader_->snapshot(), request));
  }

  testing::TempTree tree_;
  std::unique_ptr<IndexReader> reader_;
  Searcher searcher_;
};

auto Suggests(Kind kind, const std::string& text) {
  return Contains(AllOf(Field(&Suggestion::kind, kind), Field(&Suggestion::text, text)));
}

struct Typed {
  const char* name;
  const char* language;
  const char* typed;
  Kind kind;
  const char* want;
};

constexpr Kind kArticle = Kind::kArticle;
constexpr Kind kQuestion = Kind::kQuestion;
constexpr Kind kCompletion = Kind::kCompletion;

constexpr Typed kTable[] = {
    {"one letter", "en", "p", kCompletion, "printer"},
    {"one letter, titles", "en", "p", kArticle, "Add a printer"},
    {"beginning", "en", "prin", kCompletion, "printer"},
    {"in capitals", "en", "PRIN", kArticle, "The printer does not print"},
    {"whole word", "en", "printer", kArticle, "Add a printer"},
    {"several words", "en", "printer does n", kArticle, "The printer does not print"},
    {"words in another order", "en", "password res", kArticle, "Reset your password"},
    {"word of a text only", "en", "spoo", kCompletion, "spooler"},
    {"article of such a word", "en", "spoo", kArticle, "The printer does not print"},
    {"word that goes with the one before", "en", "forgotten pas", kCompletion,
     "forgotten password"},
    {"exchanged letters", "en", "pritne", kCompletion, "printer"},
    {"exchanged letters, titles", "en", "pritne", kArticle, "Add a printer"},
    {"letter missing", "en", "paswo", kArticle, "Reset your password"},
    {"letter too many", "en", "prrint", kArticle, "Add a printer"},
    {"error in a whole word", "en", "pasword res", kArticle, "Reset your password"},
    {"Russian layout", "en", "зкште", kArticle, "Add a printer"},
    {"question", "en", "how do i w", kQuestion, "How do I work from home?"},
    {"question by a word in it", "en", "why vpn", kQuestion, "Why does the VPN drop?"},
    {"confirmed question", "en", "vpn dr", kQuestion, "vpn drops every ten minutes"},
    {"Russian beginning", "ru", "прин", kCompletion, "принтер"},
    {"English layout", "ru", "ghby", kCompletion, "принтер"},
    {"English layout, two words", "ru", "yt gtxf", kArticle, "Не печатает принтер"},
    {"layout of some words", "ru", "outlook yt", kArticle, "Outlook не получает почту"},
    {"Latin letters", "ru", "parol", kArticle, "Сброс пароля"},
    {"Russian typing error", "ru", "прнитер", kArticle, "Не печатает принтер"},
    {"Polish beginning", "pl", "druka", kArticle, "Drukarka nie drukuje"},
    {"without diacritics", "pl", "nie pamietam has", kArticle, "Nie pamiętam hasła"},
    {"diacritics come back", "pl", "pamietam ha", kCompletion, "pamiętam hasła"},
    {"inflected word before", "ru", "принтеру бум", kCompletion, "принтеру бумагу"},
    {"word without diacritics", "pl", "hasl", kArticle, "Nie pamiętam hasła"},
    {"Polish typing error", "pl", "drukrak", kArticle, "Drukarka nie drukuje"},
    {"one character", "zh", "忘", kArticle, "忘记密码怎么办"},
    {"one character, word", "zh", "忘", kCompletion, "忘记"},
    {"middle of a run", "zh", "密", kArticle, "忘记密码怎么办"},
    {"run", "zh", "忘记密", kArticle, "忘记密码怎么办"},
    {"word in a run", "zh", "忘记密", kCompletion, "忘记密码"},
    {"two scripts", "zh", "vpn 连", kArticle, "VPN 连接失败"},
    {"traditional", "zh", "忘記密碼", kArticle, "忘记密码怎么办"},
    {"pinyin", "zh", "wangji", kArticle, "忘记密码怎么办"},
    {"pinyin of a beginning", "zh", "mim", kCompletion, "密码"},
    {"joined pinyin", "zh", "wangjimima", kArticle, "忘记密码怎么办"},
    {"pinyin with spaces", "zh", "wang ji mi ma", kArticle, "忘记密码怎么办"},
    {"pinyin behind a name", "zh", "vpn lian", kArticle, "VPN 连接失败"},
    {"German beginning", "de", "passw", kArticle, "Passwort zurücksetzen"},
    {"without umlaut", "de", "zuruck", kArticle, "Passwort zurücksetzen"},
    {"German typing error", "de", "drukcer", kArticle, "Der Drucker druckt nicht"},
};

TEST_F(SuggesterTest, SuggestsWhatIsMeant) {
  for (const Typed& row : kTable) {
    SCOPED_TRACE(row.name);
    EXPECT_THAT(Suggest(row.typed, row.language), Suggests(row.kind, row.want)) << row.typed;
  }
}

TEST_F(SuggesterTest, FindsNothingForNonsense) {
  const struct {
    const char* language;
    const char* typed;
  } table[] = {{"en", ""},       {"en", "   "},   {"en", "?!"},     {"en", "qwxzkv"},
               {"en", "zzzzzz"}, {"ru", "щщщъъ"}, {"pl", "xqzvk"},  {"zh", "qqqq"},
               {"zh", "鱻"},     {"zh", "打码"},  {"en", "0x8007"}, {"xx", "printer"}};
  for (const auto& row : table) {
    EXPECT_THAT(Suggest(row.typed, row.language), IsEmpty()) << row.typed;
  }
}

TEST_F(SuggesterTest, KeepsWhatIsInternalFromThePublic) {
  for (const char* typed : {"printer va", "zebra", "z", "where is the", "zebrfish", "vault"}) {
    for (const Suggestion& suggestion : Suggest(typed, "en")) {
      EXPECT_THAT(suggestion.text, Not(HasSubstr("zebrafish"))) << typed;
      EXPECT_THAT(suggestion.text, Not(HasSubstr("vault"))) << typed;
      EXPECT_NE(suggestion.id, "staff/vault") << typed;
    }
  }
  const Audiences staff = {"public", "internal"};
  EXPECT_THAT(Suggest("zebra", "en", staff), Suggests(kCompletion, "zebrafish"));
  EXPECT_THAT(Suggest("zebra", "en", staff), Suggests(kQuestion, "Where is the zebrafish?"));
}

TEST_F(SuggesterTest, PutsShortTitlesThatBeginSoFirst) {
  std::vector<std::string> titles;
  for (const Suggestion& suggestion : Suggest("add", "en")) {
    if (suggestion.kind != kCompletion) titles.push_back(suggestion.text);
  }
  ASSERT_THAT(titles, Not(IsEmpty()));
  EXPECT_EQ(titles.front(), "Add a printer");
}

TEST_F(SuggesterTest, MarksTheWordsThatBeginSo) {
  const auto suggestions = Suggest("add prin", "en");
  const auto article = std::find_if(suggestions.begin(), suggestions.end(),
                                    [](const auto& found) { return found.kind == kArticle; });
  ASSERT_NE(article, suggestions.end());
  std::string marked;
  for (const SnippetPart& part : article->parts) {
    marked += part.matched ? "[" + part.text + "]" : part.text;
  }
  EXPECT_EQ(marked, "[Add] a [printer]");
}

TEST_F(SuggesterTest, CompletesOnlyToWhatSomeArticleHas) {
  for (const Suggestion& suggestion : Suggest("spooler pas", "en")) {
    EXPECT_NE(suggestion.kind, kCompletion) << suggestion.text;
  }
}

TEST_F(SuggesterTest, SuggestsAnArticleOnce) {
  for (const char* typed : {"p", "the", "how", "vpn", "company"}) {
    std::vector<std::string> ids;
    for (const Suggestion& suggestion : Suggest(typed, "en")) {
      if (suggestion.kind != kCompletion) ids.push_back(suggestion.id);
    }
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end()) << typed;
  }
}

TEST_F(SuggesterTest, KeepsToTheLimit) {
  for (std::size_t limit : {1u, 2u, 3u}) {
    EXPECT_THAT(Suggest("p", "en", {"public"}, limit), SizeIs(limit));
  }
}

}  // namespace
}  // namespace zeroline
