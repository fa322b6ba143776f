#include "server/printing/printed_text.h"

#include <gtest/gtest.h>

namespace zeroline {
namespace {

struct Case {
  const char* text;
  const char* want;
};

TEST(PrintableTest, LeavesNothingThatMovesACursor) {
  for (const Case& item : {Case{"plain", "plain"}, Case{"\x1b[2J", " [2J"}, Case{"a\r\nb", "a  b"},
                           Case{"\xC2\x9B"
                                "2J",
                                " 2J"},
                           Case{"\x7F", " "}, Case{"ż é", "ż é"}}) {
    EXPECT_EQ(Printable(item.text), item.want);
  }
}

TEST(CsvCellTest, IsQuotedAndRunsNoFormula) {
  for (const Case& item : {Case{"", ""}, Case{"plain", "plain"}, Case{"a,b", "\"a,b\""},
                           Case{"a\"b", "\"a\"\"b\""}, Case{"=1+1", "'=1+1"}, Case{"@x", "'@x"},
                           Case{"-1,2", "\"'-1,2\""}, Case{"a\nb", "\"a\nb\""}}) {
    EXPECT_EQ(CsvCell(item.text), item.want);
  }
}

}  // namespace
}  // namespace zeroline
