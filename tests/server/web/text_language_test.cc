#include "server/web/text_language.h"

#include <gtest/gtest.h>

#include "tests/server/web/api/small_index.h"
#include "tests/support/temp_tree.h"

namespace zeroline::testing {
namespace {

class TextLanguageTest : public ::testing::Test {
 protected:
  TextLanguageTest() {
    std::vector<StoredArticle> base = {
        SmallArticle("en", "vpn", "The VPN does not connect",
                     "What to do when the connection to the office cannot be made from home."),
        SmallArticle("en", "printer", "The printer does not print",
                     "Switch it off and on again, then send the page to the printer once more."),
        SmallArticle("pl", "vpn", "VPN się nie łączy",
                     "Co zrobić, gdy nie mogę połączyć się z siecią firmową z domu."),
        SmallArticle("pl", "printer", "Drukarka nie drukuje",
                     "Wyłącz drukarkę i włącz ją ponownie, a potem wydrukuj stronę jeszcze raz."),
        SmallArticle("de", "vpn", "VPN verbindet sich nicht",
                     "Was zu tun ist, wenn die Verbindung zum Büro von zu Hause nicht geht."),
        SmallArticle("ru", "vpn", "VPN не подключается",
                     "Что делать, если не удаётся подключиться к сети компании из дома."),
        SmallArticle("uk", "vpn", "VPN не підключається",
                     "Що робити, якщо не вдається підключитися до мережі компанії з дому."),
        SmallArticle("zh", "vpn", "VPN 连接不上", "在家连不上公司内网时怎么办。"),
        SmallArticle("ja", "vpn", "VPNに接続できない",
                     "自宅から会社に接続できない場合の対処方法。")};
    StoredArticle secret = SmallArticle("cs", "staff", "Tajné", "Velmi tajná zpráva pro podporu.");
    secret.audience = "internal";
    base.push_back(secret);
    PublishBuild(tree_.path() / "index", base);
    index_ = ValueOrThrow(IndexReader::Open(tree_.path() / "index"));
  }

  std::string LanguageOf(const std::string& text, const Audiences& audiences = {"public"},
                         const std::string& likely = "fallback") const {
    return LanguageOfText(*index_->snapshot(), audiences, text, likely);
  }

  TempTree tree_;
  std::unique_ptr<IndexReader> index_;
};

TEST_F(TextLanguageTest, TellsTheLanguageByItsWordsAndScript) {
  const struct {
    const char* name;
    std::string text;
    const char* want;
  } kCases[] = {
      {"English", "My printer is not working, what can I do?", "en"},
      {"Polish", "Nie mogę się połączyć z VPN", "pl"},
      {"Polish without diacritics", "nie moge polaczyc sie z domu", "pl"},
      {"Polish in capitals", "DRUKARKA NIE DRUKUJE", "pl"},
      {"German", "Die Verbindung geht nicht", "de"},
      {"Russian", "не могу подключиться из дома", "ru"},
      {"Ukrainian", "не вдається підключитися з дому", "uk"},
      {"Chinese", "我连不上公司的网络", "zh"},
      {"Japanese has kana", "会社に接続できません", "ja"},
      {"names of programs are Latin", "Outlook и VPN не работают", "ru"},
      {"an error message in a Chinese text", "VPN error 809 Connection refused 怎么办", "zh"},
      {"words that no article has, by their spelling", "wszystkie pieniadze przyszly wczoraj",
       "pl"},
      {"nothing", "", "fallback"},
      {"digits", "0x80070005 ???", "fallback"},
      {"a script that nothing is written in", "δεν συνδέεται", "fallback"},
      {"broken UTF-8", "\xFF\xFE nie mog\xC4", "pl"},
      {"the beginning of a long text",
       "Nie mogę się połączyć z siecią. " + std::string(50'000, 'x'), "pl"},
  };
  for (const auto& c : kCases) EXPECT_EQ(LanguageOf(c.text), c.want) << c.name;
}

TEST_F(TextLanguageTest, WordsOfEveryLanguageAreOfTheOneThatIsExpected) {
  for (const char* likely : {"en", "pl", "de"}) {
    EXPECT_EQ(LanguageOf("VPN 809", {"public"}, likely), likely);
    EXPECT_EQ(LanguageOf("Nie mogę się połączyć z VPN", {"public"}, likely), "pl");
    EXPECT_EQ(LanguageOf("VPN не подключается", {"public"}, likely), "ru");
  }
  EXPECT_EQ(LanguageOf("VPN 809", {"public"}, "ru"), "en") << "the language of originals";
}

TEST_F(TextLanguageTest, AsksOnlyWhatTheAudiencesMayRead) {
  EXPECT_NE(LanguageOf("velmi tajná zpráva"), "cs");
  EXPECT_EQ(LanguageOf("velmi tajná zpráva", {"public", "internal"}), "cs");
}

}  // namespace
}  // namespace zeroline::testing
