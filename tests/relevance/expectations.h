// Relevance expectations as text that a writer can read and a reviewer sees as a diff:
//
//   # a comment
//   question: printer wont print
//   want:     printing/printer-does-not-print
//   top:      printing/printer-does-not-print, devices/slow-computer
//
// `question` and `want` are written by people; `want` names the articles that may come first,
// separated by commas. `top` is what the search found; it is called `miss` while none of the wanted
// articles is first.
#ifndef ZEROLINE_TESTS_RELEVANCE_EXPECTATIONS_H_
#define ZEROLINE_TESTS_RELEVANCE_EXPECTATIONS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zeroline::testing {

// `top` shows this many articles.
inline constexpr std::size_t kShownArticles = 3;

struct Expectation {
  std::string before;  // comments and empty lines above the question, as they are
  std::string question;
  std::vector<std::string> want;
  std::vector<std::string> top;
  bool missed = false;  // what the file says, as found last time
};

struct Expectations {
  std::vector<Expectation> items;
  std::string after;  // what follows the last one
};

// Throws std::runtime_error with the number of the line that it does not understand.
Expectations ParseExpectations(std::string_view text);
std::string ToText(const Expectations& expectations);

// The expectation as it reads after the search found `ranking` (article ids, best first).
Expectation Answered(Expectation expectation, const std::vector<std::string>& ranking);

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_RELEVANCE_EXPECTATIONS_H_
