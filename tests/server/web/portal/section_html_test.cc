#include "server/web/portal/section_html.h"

#include <gtest/gtest.h>

namespace zeroline {
namespace {

TEST(SectionHtmlTest, BeginsAtTheHeadingThatTheAnchorNames) {
  const std::string_view html =
      "<p>Start</p><h2 id=\"a\">A</h2><p title='a > b'>One<br>two</p><h2 id=\"a-2\">A2</h2>"
      "<ul><li><h3 id=\"in\">In</h3></li></ul><h2 id=\"сброс\">S</h2><p>End</p>";
  const struct {
    const char* anchor;
    std::string_view want_begin;
  } kCases[] = {
      {"", "<p>Start"},          {"a", "<h2 id=\"a\">"},         {"a-2", "<h2 id=\"a-2\">"},
      {"in", "<p>Start"},        {"сброс", "<h2 id=\"сброс\">"}, {"nothing", "<p>Start"},
      {"\" id=\"a", "<p>Start"},
  };
  for (const auto& c : kCases) {
    const std::string_view got = HtmlFromSection(html, c.anchor);
    EXPECT_TRUE(got.starts_with(c.want_begin)) << c.anchor << ": " << got;
    EXPECT_TRUE(got.ends_with("<p>End</p>")) << c.anchor;
  }
  EXPECT_EQ(HtmlFromSection("", "a"), "");
  EXPECT_EQ(HtmlFromSection("<p", "a"), "<p");
}

}  // namespace
}  // namespace zeroline
