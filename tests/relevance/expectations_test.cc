#include "tests/relevance/expectations.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace zeroline::testing {
namespace {

constexpr const char* kText =
    "# Help desk.\n"
    "\n"
    "question: print jam: paper\n"
    "want:     a/b, c\n"
    "top:      c, d\n"
    "\n"
    "# Typed badly.\n"
    "question: prnt\n"
    "want:     a/b\n"
    "miss:\n"
    "\n"
    "# The end.\n";

TEST(ExpectationsTest, AreWrittenAsTheyWereRead) {
  const Expectations expectations = ParseExpectations(kText);
  ASSERT_EQ(expectations.items.size(), 2u);
  EXPECT_EQ(expectations.items[0].question, "print jam: paper");
  EXPECT_EQ(expectations.items[0].want, (std::vector<std::string>{"a/b", "c"}));
  EXPECT_EQ(expectations.items[0].top, (std::vector<std::string>{"c", "d"}));
  EXPECT_FALSE(expectations.items[0].missed);
  EXPECT_TRUE(expectations.items[1].missed);
  EXPECT_EQ(ToText(expectations), kText);
}

TEST(ExpectationsTest, RefuseWhatTheyDoNotUnderstand) {
  for (const char* text : {"want: a\n", "question: x\n", "question: x\nquestion: y\nwant: a\n",
                           "question: x\ntop: a\n", "question: x\nwant: a\nwrong: b\n", "what\n",
                           "question:\nwant: a\n", "question: x\nwant:\n"}) {
    EXPECT_THROW(ParseExpectations(text), std::runtime_error) << text;
  }
}

TEST(ExpectationsTest, AreMetByAnyWantedArticleInFirstPlace) {
  const Expectation item = ParseExpectations(kText).items[0];
  EXPECT_FALSE(Answered(item, {"a/b", "x"}).missed);
  EXPECT_TRUE(Answered(item, {"x", "a/b"}).missed);
  EXPECT_TRUE(Answered(item, {}).missed);
  EXPECT_EQ(Answered(item, {"1", "2", "3", "4"}).top, (std::vector<std::string>{"1", "2", "3"}));
}

}  // namespace
}  // namespace zeroline::testing
