#include "indexer/article/front_matter_edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "indexer/article/front_matter.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct SetCase {
  const char* name;
  std::string input;
  std::string value;
  std::string want;
};

TEST(FrontMatterEditTest, SetsOneValueAndKeepsTheRest) {
  const std::vector<SetCase> cases = {
      {"plain", "---\ntitle: Old  # short\nid: a\n---\nText.\n", "New",
       "---\ntitle: New  # short\nid: a\n---\nText.\n"},
      {"double quotes stay", "---\ntitle: \"Old\"\n---\n", "New", "---\ntitle: \"New\"\n---\n"},
      {"single quotes stay", "---\ntitle: 'Old'\n---\n", "It's", "---\ntitle: 'It''s'\n---\n"},
      {"needs quotes", "---\ntitle: Old\n---\n", "Error: 5 #1",
       "---\ntitle: \"Error: 5 #1\"\n---\n"},
      {"a date stays text", "---\ntitle: Old\n---\n", "2027-01-31",
       "---\ntitle: \"2027-01-31\"\n---\n"},
      {"a word of YAML", "---\ntitle: Old\n---\n", "No", "---\ntitle: \"No\"\n---\n"},
      {"quotes and line ends", "---\ntitle: Old\n---\n", "a \"b\"\n\\c",
       "---\ntitle: \"a \\\"b\\\"\\n\\\\c\"\n---\n"},
      {"empty", "---\ntitle: Old\n---\n", "", "---\ntitle: \"\"\n---\n"},
      {"empty before", "---\ntitle:\nid: a\n---\n", "New", "---\ntitle: New\nid: a\n---\n"},
      {"null before, with a comment", "---\ntitle: # write me\nid: a\n---\n", "New",
       "---\ntitle: New # write me\nid: a\n---\n"},
      {"tilde before", "---\ntitle: ~ # none\n---\n", "New", "---\ntitle: New # none\n---\n"},
      {"missing", "---\nid: a\n# the end\n---\nText.\n", "New",
       "---\nid: a\n# the end\ntitle: New\n---\nText.\n"},
      {"no front matter", "# Heading\n", "New", "---\ntitle: New\n---\n# Heading\n"},
      {"empty file", "", "New", "---\ntitle: New\n---\n"},
      {"empty front matter", "---\n---\nText.\n", "New", "---\ntitle: New\n---\nText.\n"},
      {"line ends of Windows", "---\r\ntitle: Old\r\nid: a\r\n---\r\nText.\r\n", "New",
       "---\r\ntitle: New\r\nid: a\r\n---\r\nText.\r\n"},
      {"missing, line ends of Windows", "---\r\nid: a\r\n---\r\nText.\r\n", "New",
       "---\r\nid: a\r\ntitle: New\r\n---\r\nText.\r\n"},
      {"byte-order mark", "\xef\xbb\xbf---\ntitle: Old\n---\n", "New",
       "\xef\xbb\xbf---\ntitle: New\n---\n"},
      {"byte-order mark alone", "\xef\xbb\xbfText.\n", "New",
       "\xef\xbb\xbf---\ntitle: New\n---\nText.\n"},
      {"folded over lines", "---\ntitle: >\n  Old\n  # text\n\nid: a\n---\n", "New",
       "---\ntitle: New\n\nid: a\n---\n"},
      {"continued in the next line", "---\ntitle: \"Old\n  title\"\nid: a\n---\n", "New",
       "---\ntitle: \"New\"\nid: a\n---\n"},
      {"quoted key", "---\n\"title\": Old\n---\n", "New", "---\n\"title\": New\n---\n"},
      {"indented front matter", "---\n  id: a\n---\n", "New", "---\n  id: a\n  title: New\n---\n"},
      {"closed by dots, at the end", "---\nid: a\n...", "New", "---\nid: a\ntitle: New\n..."},
      {"Chinese", "---\ntitle: 旧的\n---\n", "打印机：无法打印",
       "---\ntitle: 打印机：无法打印\n---\n"},
      {"key that another ends with", "---\nsubtitle: Old\n---\n", "New",
       "---\nsubtitle: Old\ntitle: New\n---\n"},
  };
  for (const SetCase& test : cases) {
    const Result<std::string> changed = SetFrontMatterValue(test.input, "title", test.value);
    ASSERT_TRUE(changed) << test.name << ": " << changed.error().message;
    EXPECT_EQ(*changed, test.want) << test.name;
  }
}

struct AppendCase {
  const char* name;
  std::string input;
  std::vector<std::string> items;
  std::string want;
};

TEST(FrontMatterEditTest, AppendsToAListInItsOwnForm) {
  const std::vector<AppendCase> cases = {
      {"block",
       "---\ntags:\n  - a\nid: x\n---\n",
       {"b", "c"},
       "---\ntags:\n  - a\n  - b\n  - c\nid: x\n---\n"},
      {"block, quoted, not indented",
       "---\ntags:\n- \"a\"  # first\n---\n",
       {"b"},
       "---\ntags:\n- \"a\"  # first\n- \"b\"\n---\n"},
      {"comments between and behind",
       "---\ntags:\n  - a\n# more\n  - 'b'\n\n# next\nid: x\n---\n",
       {"c"},
       "---\ntags:\n  - a\n# more\n  - 'b'\n  - c\n\n# next\nid: x\n---\n"},
      {"what is there is not added", "---\ntags: [a, b]\n---\n", {"b"}, "---\ntags: [a, b]\n---\n"},
      {"flow",
       "---\ntags: [a, b] # few\n---\n",
       {"c d", "e, f"},
       "---\ntags: [a, b, c d, \"e, f\"] # few\n---\n"},
      {"flow, quoted",
       "---\ntags: [ 'a, ]', b ]\n---\n",
       {"c"},
       "---\ntags: [ 'a, ]', b, 'c' ]\n---\n"},
      {"flow, empty", "---\ntags: []\n---\n", {"c", "d"}, "---\ntags: [c, d]\n---\n"},
      {"flow, last comma", "---\ntags: [a, b,]\n---\n", {"c"}, "---\ntags: [a, b, c]\n---\n"},
      {"flow over lines",
       "---\ntags: [\n  a, # one\n  b # two\n  ]\nid: x\n---\n",
       {"c", "d"},
       "---\ntags: [\n  a, # one\n  b,\n  c,\n  d # two\n  ]\nid: x\n---\n"},
      {"missing",
       "---\nid: x\n---\n",
       {"It does not start"},
       "---\nid: x\ntags:\n  - It does not start\n---\n"},
      {"nothing yet", "---\ntags:\nid: x\n---\n", {"a"}, "---\ntags:\n  - a\nid: x\n---\n"},
      {"tilde", "---\ntags: ~\nid: x\n---\n", {"a"}, "---\ntags:\n  - a\nid: x\n---\n"},
      {"one value",
       "---\ntags: \"a\" # one\nid: x\n---\n",
       {"b"},
       "---\ntags: # one\n  - \"a\"\n  - \"b\"\nid: x\n---\n"},
      {"line ends of Windows",
       "---\r\ntags:\r\n  - a\r\n---\r\n",
       {"b"},
       "---\r\ntags:\r\n  - a\r\n  - b\r\n---\r\n"},
      {"no front matter", "Text.\n", {"a"}, "---\ntags:\n  - a\n---\nText.\n"},
      {"no such tag twice", "---\nid: x\n---\n", {"a", "a"}, "---\nid: x\ntags:\n  - a\n---\n"},
  };
  for (const AppendCase& test : cases) {
    const Result<std::string> changed = AppendToFrontMatterList(test.input, "tags", test.items);
    ASSERT_TRUE(changed) << test.name << ": " << changed.error().message;
    EXPECT_EQ(*changed, test.want) << test.name;
  }
}

TEST(FrontMatterEditTest, RemovesAKeyWithItsLines) {
  const std::string text = "---\nid: a\ntags:\n  - b\n\n  - c\n# kept\ntitle: T\n---\nText.\n";
  EXPECT_EQ(RemoveFrontMatterKey(text, "tags").value_or("failed"),
            "---\nid: a\n# kept\ntitle: T\n---\nText.\n");
  EXPECT_EQ(RemoveFrontMatterKey(text, "owner").value_or("failed"), text);
}

TEST(FrontMatterEditTest, LeavesWhatItCannotChangeToAPerson) {
  struct Case {
    const char* name;
    std::string input;
    const char* says;
  };
  const std::vector<Case> cases = {
      {"list", "---\ntitle: [a]\n---\n", "line 2 begins a list"},
      {"map", "---\ntitle: {a: b}\n---\n", "line 2 begins a list or a map"},
      {"twice", "---\ntitle: a\nid: x\ntitle: b\n---\n", "twice, in lines 2 and 4"},
      {"flow map", "---\n{title: a, id: x}\n---\n", "line 2 does not begin with it"},
      {"broken", "---\ntitle: a: b\n---\n", "no valid YAML"},
      {"not closed", "---\ntitle: a\n", "not closed"},
      {"named elsewhere", "---\ntitle: &t a\nid: *t\n---\n", "only a person can change"},
      {"not UTF-8", "---\ntitle: \xff\n---\n", "not UTF-8"},
  };
  for (const Case& test : cases) {
    const Result<std::string> changed = SetFrontMatterValue(test.input, "title", "New");
    ASSERT_FALSE(changed) << test.name << ": " << *changed;
    EXPECT_THAT(changed.error().message, HasSubstr(test.says)) << test.name;
  }
  EXPECT_FALSE(SetFrontMatterValue("Text.\n", "my title", "New"));
  EXPECT_FALSE(AppendToFrontMatterList("---\ntags:\n  - a: b\n---\n", "tags", {"c"}));
}

const FrontMatterValue* Find(const FrontMatter& matter, const std::string& key) {
  for (const FrontMatterValue& value : matter.values) {
    if (value.key == key) return &value;
  }
  return nullptr;
}

template <std::size_t size>
const char* Any(std::mt19937* random, const char* const (&choices)[size]) {
  return choices[(*random)() % size];
}

// Front matter as careless people write it.
std::string RandomFile(std::mt19937* random) {
  static const char* const kLines[] = {
      "id: a",          "tags: [a, 'b c']", "tags:",          "  - one",  "- \"two\"",
      "title: Old # c", "title: 'Old'",     "# comment",      "",         "summary: >",
      "  folded text",  "title: \"Old\"",   "questions: [\n", "  x, y ]", "owner: ~"};
  static const char* const kEnds[] = {"\n", "\r\n"};
  const std::string end = Any(random, kEnds);
  std::string text = "---" + end;
  for (std::size_t count = (*random)() % 8; count > 0; --count) text += Any(random, kLines) + end;
  return text + "---" + end + "Text." + end;
}

std::size_t CommonEnd(const std::string& a, const std::string& b) {
  std::size_t length = 0;
  while (length < a.size() && length < b.size() &&
         a[a.size() - 1 - length] == b[b.size() - 1 - length]) {
    ++length;
  }
  return length;
}

TEST(FrontMatterEditTest, WhateverItAcceptsReadsBackAsAsked) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  static const char* const kValues[] = {"New", "a: b", "# x",  "'q'", "\"",        "да",     "[x]",
                                        "- y", "",     "true", "\\n", "tab\there", " space "};
  std::size_t accepted = 0;
  for (int round = 0; round < 4000; ++round) {
    const std::string file = RandomFile(&random);
    const std::string value = Any(&random, kValues);
    const auto set = SetFrontMatterValue(file, "title", value);
    const auto appended = AppendToFrontMatterList(file, "tags", {value});
    if (set) {
      ++accepted;
      std::string plain = *set;
      std::erase(plain, '\r');
      const FrontMatter matter = ReadFrontMatter(plain);
      ASSERT_NE(Find(matter, "title"), nullptr) << file;
      ASSERT_EQ(Find(matter, "title")->scalar, value) << file;
      ASSERT_GE(CommonEnd(file, *set), std::string("---\nText.\n").size()) << file;
      ASSERT_EQ(SetFrontMatterValue(*set, "title", value).value_or("failed"), *set) << file;
    }
    if (appended) {
      std::string plain = *appended;
      std::erase(plain, '\r');
      const FrontMatter matter = ReadFrontMatter(plain);
      ASSERT_NE(Find(matter, "tags"), nullptr) << file;
      ASSERT_EQ(AppendToFrontMatterList(*appended, "tags", {value}).value_or("failed"), *appended);
    }
  }
  EXPECT_GT(accepted, 1000u);
}

}  // namespace
}  // namespace zeroline
