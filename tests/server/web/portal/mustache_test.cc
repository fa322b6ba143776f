#include "server/web/portal/mustache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace zeroline {
namespace {

using ::testing::HasSubstr;

View Sample() {
  std::vector<View> items(2);
  items[0].Text("name", "one").Text("note", "first");
  items[1].Text("name", "two").Text("note", "");
  View child;
  child.Text("name", "child");
  View view;
  view.Text("name", "<&>\"'").Text("note", "outer").Text("empty", "");
  view.Flag("yes", true).Flag("no", false);
  view.Child("child", std::move(child)).List("items", std::move(items)).List("none", {});
  return view;
}

TEST(MustacheTest, RendersAsTheSpecificationSays) {
  const struct {
    const char* name;
    const char* source;
    const char* want;
  } kCases[] = {
      {"text", "a { b } c", "a { b } c"},
      {"escaped", "{{name}}", "&lt;&amp;&gt;&quot;&#39;"},
      {"raw", "{{{name}}}", "<&>\"'"},
      {"blanks in tags", "{{ note }}{{# yes }}!{{/ yes }}", "outer!"},
      {"unknown", "[{{unknown}}]", "[]"},
      {"true flag", "{{#yes}}x{{/yes}}", "x"},
      {"false flag", "{{#no}}x{{/no}}", ""},
      {"inverted", "{{^no}}x{{/no}}{{^yes}}y{{/yes}}", "x"},
      {"unknown inverted", "{{^unknown}}x{{/unknown}}", "x"},
      {"empty text is false", "{{#empty}}x{{/empty}}{{^empty}}y{{/empty}}", "y"},
      {"text as a section", "{{#note}}[{{note}}]{{/note}}", "[outer]"},
      {"child", "{{#child}}{{name}} {{note}}{{/child}}", "child outer"},
      {"list", "{{#items}}{{name}},{{/items}}", "one,two,"},
      {"an empty text hides the outer one", "{{#items}}{{note}};{{/items}}", "first;;"},
      {"empty list", "{{#none}}x{{/none}}{{^none}}y{{/none}}", "y"},
      {"nested", "{{#items}}{{#yes}}{{name}}{{#note}}!{{/note}}{{/yes}} {{/items}}", "one! two "},
      {"comment", "a{{! {{name}b }}c", "ac"},
      {"a section tag alone leaves no line", "a\n  {{#yes}}  \nb\n{{/yes}}\nc\n", "a\nb\nc\n"},
      {"a variable keeps its line", "a\n{{note}}\nb", "a\nouter\nb"},
      {"last line without end", "a\n{{#yes}}\nb\n{{/yes}}", "a\nb\n"},
      {"empty", "", ""},
  };
  for (const auto& c : kCases) {
    const auto mustache = Mustache::Compile(c.source);
    ASSERT_TRUE(mustache.has_value()) << c.name << ": " << mustache.error().message;
    EXPECT_EQ(mustache->Render(Sample()), c.want) << c.name;
  }
}

TEST(MustacheTest, NeverReadsWhatFillsItAsSource) {
  View view;
  view.Text("name", "{{secret}}{{{secret}}}{{#secret}}").Text("secret", "leaked");
  const auto mustache = Mustache::Compile("{{name}}|{{{name}}}");
  ASSERT_TRUE(mustache.has_value());
  EXPECT_EQ(mustache->Render(view),
            "{{secret}}{{{secret}}}{{#secret}}|{{secret}}{{{secret}}}{{#secret}}");
}

TEST(MustacheTest, ALaterValueReplacesAnEarlierOne) {
  View view = Sample();
  view.Text("items", "text").Flag("name", false);
  const auto mustache =
      Mustache::Compile("{{#items}}{{items}}{{/items}}{{^name}}no{{/name}}{{name}}");
  ASSERT_TRUE(mustache.has_value());
  EXPECT_EQ(mustache->Render(view), "textno");
}

TEST(MustacheTest, SaysWhichLineIsWrong) {
  const struct {
    const char* source;
    const char* want;
  } kCases[] = {
      {"a\n{{#x}}b", "Unclosed section \"x\""},
      {"a\nb {{/x}}", "line 2: {{/x}} closes nothing"},
      {"{{#x}}{{#y}}{{/x}}{{/y}}", "line 1: {{/x}} closes nothing"},
      {"a\n\n{{name", "line 3: a tag is not closed"},
      {"{{{name}}", "line 1: a tag is not closed"},
  };
  for (const auto& c : kCases) {
    const auto mustache = Mustache::Compile(c.source);
    ASSERT_FALSE(mustache.has_value()) << c.source;
    EXPECT_THAT(mustache.error().message, HasSubstr(c.want));
  }
}

}  // namespace
}  // namespace zeroline
