#include "server/query/query.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

TEST(QueryTest, TidiesWhatWasTyped) {
  const struct {
    const char* name;
    std::string typed;
    std::string want;
  } kCases[] = {
      {"plain", "vpn error 720", "vpn error 720"},
      {"white space of any kind", "  vpn\t\n\u00a0error\u3000720 ", "vpn error 720"},
      {"empty", "", ""},
      {"only white space", " \n\t ", ""},
      {"NUL bytes", std::string("vpn\0error", 9), "vpn error"},
      {"invalid UTF-8", "vpn \xFF error", "vpn \uFFFD error"},
      {"punctuation stays for the analyzer", "???", "???"},
  };
  for (const auto& test : kCases) {
    const Query query = Understand(test.typed);
    EXPECT_EQ(query.text, test.want) << test.name;
    EXPECT_TRUE(query.rewrites.empty()) << test.name;
  }
}

TEST(QueryTest, CutsWhatIsTooLongAndSaysSo) {
  for (const std::string& unit :
       {std::string("word "), std::string("\u5bc6"), std::string("\xFF")}) {
    std::string typed;
    while (typed.size() < 100000) typed += unit;
    const Query query = Understand(typed);
    EXPECT_LE(query.text.size(), kMaxQueryBytes);
    EXPECT_GT(query.text.size(), kMaxQueryBytes - 5);
    EXPECT_FALSE(FindInvalidUtf8(query.text).has_value());
    EXPECT_EQ(Understand(query.text).text, query.text);
    ASSERT_EQ(query.rewrites.size(), 1u);
    EXPECT_EQ(query.rewrites[0].kind, "truncated");
  }
}

TEST(QueryTest, KeepsQuotedPhrases) {
  const struct {
    const char* name;
    const char* typed;
    const char* text;
    std::vector<std::string> phrases;
  } kCases[] = {
      {"straight", "error \"access denied\" again", "error access denied again", {"access denied"}},
      {"German and Polish",
       "Fehler „Zugriff verweigert“ „brak dostępu”",
       "Fehler Zugriff verweigert brak dostępu",
       {"Zugriff verweigert", "brak dostępu"}},
      {"Russian and French",
       "ошибка «доступ запрещён»",
       "ошибка доступ запрещён",
       {"доступ запрещён"}},
      {"English", "“access denied”", "access denied", {"access denied"}},
      {"Chinese", "显示「拒绝访问」怎么办", "显示 拒绝访问 怎么办", {"拒绝访问"}},
      {"straight among Han", "显示\"拒绝访问\"怎么办", "显示 拒绝访问 怎么办", {"拒绝访问"}},
      {"one in another", "«доступ \"A\" запрещён»", "доступ A запрещён", {"доступ A запрещён"}},
      {"unpaired", "access \"denied", "access denied", {}},
      {"inches", "14\" and 15\" screens", "14 and 15 screens", {}},
      {"empty", "access \"\" denied \" \"", "access denied", {}},
      {"only a mark", "\"", "", {}},
      {"apostrophes are none", "don't can't", "don't can't", {}},
  };
  for (const auto& test : kCases) {
    const Query query = Understand(test.typed);
    EXPECT_EQ(query.text, test.text) << test.name;
    EXPECT_EQ(query.phrases, test.phrases) << test.name;
    EXPECT_EQ(query.typed, test.typed) << test.name;
    EXPECT_TRUE(query.rewrites.empty()) << test.name;
    EXPECT_EQ(Understand(query.text).text, query.text) << test.name;
  }
}

}  // namespace
}  // namespace zeroline
