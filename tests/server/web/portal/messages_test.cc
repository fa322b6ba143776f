#include "server/web/portal/messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "server/web/portal/templates.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::HasSubstr;

const std::filesystem::path kTemplates = std::filesystem::path(ZEROLINE_SOURCE_DIR) / "templates";

std::unique_ptr<Templates> LoadTemplates() {
  auto templates = Templates::Load(kTemplates);
  EXPECT_TRUE(templates.has_value()) << (templates ? "" : templates.error().message);
  return templates ? std::move(*templates) : nullptr;
}

TEST(PluralCategoryTest, FollowsTheRulesOfEachLanguage) {
  const struct {
    const char* language;
    std::uint64_t number;
    const char* want;
  } kCases[] = {
      {"en", 0, "other"},  {"en", 1, "one"},    {"en", 2, "other"},  {"en", 21, "other"},
      {"ru", 0, "many"},   {"ru", 1, "one"},    {"ru", 2, "few"},    {"ru", 4, "few"},
      {"ru", 5, "many"},   {"ru", 11, "many"},  {"ru", 12, "many"},  {"ru", 14, "many"},
      {"ru", 21, "one"},   {"ru", 22, "few"},   {"ru", 101, "one"},  {"ru", 111, "many"},
      {"ru", 112, "many"}, {"ru", 122, "few"},  {"pl", 0, "many"},   {"pl", 1, "one"},
      {"pl", 2, "few"},    {"pl", 5, "many"},   {"pl", 12, "many"},  {"pl", 21, "many"},
      {"pl", 22, "few"},   {"pl", 101, "many"}, {"pl", 112, "many"}, {"zh", 0, "other"},
      {"zh", 1, "other"},  {"zh", 5, "other"},  {"pt-BR", 1, "one"}, {"ru-UA", 2, "few"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(PluralCategory(c.language, c.number), c.want) << c.language << " " << c.number;
  }
}

// "key.few" -> "key": languages differ in the forms they need, not in what they say.
std::set<std::string> Sentences(const Messages& messages) {
  std::set<std::string> keys;
  for (const std::string& key : messages.Keys()) keys.insert(key.substr(0, key.find('.')));
  return keys;
}

std::set<std::string> Placeholders(const std::string& sentence) {
  std::set<std::string> names;
  for (std::size_t open = 0; (open = sentence.find('{', open)) != std::string::npos; ++open) {
    names.insert(sentence.substr(open, sentence.find('}', open) - open));
  }
  return names;
}

TEST(MessagesTest, AreCompleteInEveryInterfaceLanguage) {
  const auto templates = LoadTemplates();
  ASSERT_NE(templates, nullptr);
  EXPECT_EQ(templates->interface_languages(), (std::vector<std::string>{"en", "pl", "ru", "zh"}));
  const std::set<std::string> english = Sentences(templates->messages("en"));
  for (const std::string& language : templates->interface_languages()) {
    EXPECT_EQ(Sentences(templates->messages(language)), english) << language;
  }
}

TEST(MessagesTest, KeepThePlaceholdersOfEnglish) {
  const auto templates = LoadTemplates();
  ASSERT_NE(templates, nullptr);
  for (const std::string& language : templates->interface_languages()) {
    const Messages& messages = templates->messages(language);
    for (const std::string& key : messages.Keys()) {
      const std::string* english = templates->messages("en").Find(key);
      if (english == nullptr) continue;  // a plural form that English lacks
      EXPECT_EQ(Placeholders(*messages.Find(key)), Placeholders(*english))
          << language << " " << key;
    }
  }
}

TEST(MessagesTest, HaveEveryPluralFormTheirLanguageUses) {
  const auto templates = LoadTemplates();
  ASSERT_NE(templates, nullptr);
  for (const std::string& language : templates->interface_languages()) {
    const Messages& messages = templates->messages(language);
    for (const char* key : {"articles_count", "results_count", "results_about"}) {
      for (const std::uint64_t number : {0u, 1u, 2u, 5u, 11u, 21u, 22u}) {
        const auto form = std::string(key) + "." + std::string(PluralCategory(language, number));
        EXPECT_NE(messages.Find(form), nullptr) << language << " " << form;
      }
    }
  }
}

TEST(MessagesTest, CountInTheReadersLanguage) {
  const auto templates = LoadTemplates();
  ASSERT_NE(templates, nullptr);
  const struct {
    const char* language;
    std::uint64_t number;
    const char* want;
  } kCases[] = {
      {"en", 1, "1 article"},   {"en", 12345, "12,345 articles"},
      {"ru", 21, "21 статья"},  {"ru", 3, "3 статьи"},
      {"ru", 11, "11 статей"},  {"pl", 2, "2 artykuły"},
      {"pl", 5, "5 artykułów"}, {"pl", 1, "1 artykuł"},
      {"zh", 7, "7 篇文章"},    {"ru", 1500, "1\u00A0500 статей"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(templates->messages(c.language).Count("articles_count", c.number), c.want);
  }
}

TEST(MessagesTest, WriteDatesAsTheLanguageDoes) {
  const auto templates = LoadTemplates();
  ASSERT_NE(templates, nullptr);
  const std::int64_t kTwelfthOfMarch = 1773273600;
  EXPECT_EQ(templates->messages("en").Date(kTwelfthOfMarch), "12 March 2026");
  EXPECT_EQ(templates->messages("ru").Date(kTwelfthOfMarch), "12 марта 2026 г.");
  EXPECT_EQ(templates->messages("pl").Date(kTwelfthOfMarch), "12 marca 2026");
  EXPECT_EQ(templates->messages("zh").Date(kTwelfthOfMarch), "2026年3月12日");
  EXPECT_EQ(templates->messages("en").Date(0), "");
  EXPECT_EQ(IsoDate(kTwelfthOfMarch), "2026-03-12");
  EXPECT_EQ(IsoDate(kTwelfthOfMarch - 1), "2026-03-11");
  EXPECT_EQ(IsoDate(0), "");
}

TEST(MessagesTest, RefuseFilesThatWouldBreakPages) {
  const std::string months = "months: [a, b, c, d, e, f, g, h, i, j, k, l]\n";
  const struct {
    const char* name;
    std::string content;
    const char* want;
  } kCases[] = {
      {"no map", "- a\n- b\n", "is not a map"},
      {"broken YAML", "a: [", "yaml"},
      {"eleven months", "months: [a, b, c, d, e, f, g, h, i, j, k]\n", "twelve"},
      {"template code", months + "search: \"{{site_name}}\"\n", "double brace"},
      {"unknown plural form", months + "n:\n  some: x\n  other: y\n", "unknown plural form some"},
      {"no other", months + "n:\n  one: x\n", "other"},
      {"a list", months + "n: [x]\n", "neither"},
  };
  for (const auto& c : kCases) {
    const testing::TempTree tree;
    const auto messages = Messages::Load(tree.Write("en.yaml", c.content), "en");
    ASSERT_FALSE(messages.has_value()) << c.name;
    EXPECT_THAT(messages.error().message, HasSubstr(c.want)) << c.name;
    EXPECT_THAT(messages.error().message, HasSubstr("en.yaml")) << c.name;
  }
}

}  // namespace
}  // namespace zeroline
