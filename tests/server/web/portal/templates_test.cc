#include "server/web/portal/templates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::HasSubstr;

constexpr const char* kWords = "months: [a, b, c, d, e, f, g, h, i, j, k, l]\n";

// What the page renders as, or the fault of its template.
std::string Render(const std::string& page, const View& view) {
  const testing::TempTree tree;
  tree.Write("messages/en.yaml", kWords);
  tree.Write("partials/unused.html", "");
  tree.Write("pages/page.html", page);
  const auto templates = Templates::Load(tree.path());
  return templates ? (*templates)->Render("page", "en", view) : templates.error().message;
}

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

TEST(ViewTest, FillsATemplate) {
  const struct {
    const char* name;
    const char* source;
    const char* want;
  } kCases[] = {
      {"text", "a { b } c", "a { b } c"},
      {"escaped", "{{name}}", "&lt;&amp;&gt;&quot;&#39;"},
      {"raw", "{{{name}}}", "<&>\"'"},
      {"unknown", "[{{unknown}}]", "[]"},
      {"true flag", "{{#yes}}x{{/yes}}", "x"},
      {"false flag", "{{#no}}x{{/no}}", ""},
      {"inverted", "{{^no}}x{{/no}}{{^yes}}y{{/yes}}", "x"},
      {"unknown inverted", "{{^unknown}}x{{/unknown}}", "x"},
      {"empty text is false", "{{#empty}}x{{/empty}}{{^empty}}y{{/empty}}[{{empty}}]", "y[]"},
      {"text as a section", "{{#note}}[{{note}}]{{/note}}", "[outer]"},
      {"child", "{{#child}}{{name}} {{note}}{{/child}}", "child outer"},
      {"list", "{{#items}}{{name}},{{/items}}", "one,two,"},
      {"an empty text hides the outer one", "{{#items}}{{note}};{{/items}}", "first;;"},
      {"empty list", "{{#none}}x{{/none}}{{^none}}y{{/none}}", "y"},
      {"a section tag alone leaves no line", "a\n  {{#yes}}  \nb\n{{/yes}}\nc\n", "a\nb\nc\n"},
      {"a variable keeps its line", "a\n{{note}}\nb", "a\nouter\nb"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Render(c.source, Sample()), c.want) << c.name;
}

TEST(ViewTest, IsNeverReadAsTemplateSource) {
  const std::string code = "{{secret}}{{{secret}}}{{#secret}}{{> unused}}{{=a b=}}{{t.search}}";
  std::vector<View> items(1);
  items[0].Text("name", code);
  View view;
  view.Text("name", code).Text("secret", "leaked").List("items", std::move(items));
  EXPECT_EQ(Render("{{name}}|{{{name}}}|{{#items}}{{name}}{{/items}}", view),
            "{{secret}}{{{secret}}}{{#secret}}{{&gt; unused}}{{=a b=}}{{t.search}}|" + code +
                "|{{secret}}{{{secret}}}{{#secret}}{{&gt; unused}}{{=a b=}}{{t.search}}");
}

TEST(ViewTest, ALaterValueReplacesAnEarlierOne) {
  View view = Sample();
  view.Text("items", "text").Flag("name", false);
  EXPECT_EQ(Render("{{#items}}{{items}}{{/items}}{{^name}}no{{/name}}{{name}}", view), "textno");
}

TEST(TemplatesTest, NameTheFileAndTheFault) {
  const std::string words =
      "months: [a, b, c, d, e, f, g, h, i, j, k, l]\nhello: \"Hello {name}\"\n";
  const struct {
    const char* name;
    const char* page;
    const char* want;
  } kCases[] = {
      {"unknown word", "{{t.missing}}", "lacks \"missing\""},
      {"unknown partial", "{{> missing}}", "no partial \"missing\""},
      {"unclosed section", "{{#a}}", "Unclosed section"},
      {"recursive partial", "{{> loop}}", "include themselves"},
  };
  for (const auto& c : kCases) {
    const testing::TempTree tree;
    tree.Write("messages/en.yaml", words);
    tree.Write("partials/loop.html", "{{> loop}}");
    tree.Write("pages/broken.html", c.page);
    const auto templates = Templates::Load(tree.path());
    ASSERT_FALSE(templates.has_value()) << c.name;
    EXPECT_THAT(templates.error().message, HasSubstr(c.want)) << c.name;
    EXPECT_THAT(templates.error().message, HasSubstr("broken.html")) << c.name;
  }
}

TEST(TemplatesTest, EscapeWhatFillsAPlaceholderOfAMessage) {
  const testing::TempTree tree;
  tree.Write("messages/en.yaml",
             "months: [a, b, c, d, e, f, g, h, i, j, k, l]\nhello: \"Hello <{name}>\"\n");
  tree.Write("partials/inner.html", "<b>{{t.hello}}</b>");
  tree.Write("pages/page.html", "{{> inner}}{{{raw}}}");
  const auto templates = Templates::Load(tree.path());
  ASSERT_TRUE(templates.has_value()) << templates.error().message;
  View view;
  view.Text("name", "<script>{{raw}}").Text("raw", "<i>");
  EXPECT_EQ((*templates)->Render("page", "en", view),
            "<b>Hello &lt;&lt;script&gt;{{raw}}&gt;</b><i>");
  EXPECT_EQ((*templates)->Render("unknown", "en", view), "");
  EXPECT_EQ((*templates)->InterfaceLanguage("en-GB"), "en");
  EXPECT_EQ((*templates)->InterfaceLanguage("ar"), "en");
}

}  // namespace
}  // namespace zeroline
