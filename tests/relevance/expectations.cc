#include "tests/relevance/expectations.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace zeroline::testing {
namespace {

std::vector<std::string> SplitList(const std::string& text) {
  std::vector<std::string> items;
  std::istringstream in(text);
  std::string item;
  while (std::getline(in, item, ',')) {
    const std::size_t begin = item.find_first_not_of(' ');
    if (begin != std::string::npos) items.push_back(item.substr(begin));
  }
  return items;
}

std::string JoinList(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

// Takes one "key: value" line; the keys of a block come in the order of Expectation.
bool TakeLine(const std::string& key, const std::string& value, Expectations* expectations) {
  std::vector<Expectation>& items = expectations->items;
  if (key == "question") {
    if (value.empty() || (!items.empty() && items.back().want.empty())) return false;
    Expectation next;
    next.before = std::move(expectations->after);
    next.question = value;
    expectations->after.clear();
    items.push_back(std::move(next));
    return true;
  }
  if (items.empty() || !expectations->after.empty()) return false;
  if (key == "want") {
    items.back().want = SplitList(value);
    return !items.back().want.empty();
  }
  if (key != "top" && key != "miss") return false;
  items.back().top = SplitList(value);
  items.back().missed = key == "miss";
  return !items.back().want.empty();
}

}  // namespace

Expectations ParseExpectations(std::string_view text) {
  Expectations expectations;
  std::istringstream in{std::string(text)};
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') {
      expectations.after += line + "\n";
      continue;
    }
    const std::size_t colon = line.find(':');
    const std::string key = line.substr(0, colon);
    const std::size_t value =
        colon == std::string::npos ? colon : line.find_first_not_of(' ', colon + 1);
    if (!TakeLine(key, value == std::string::npos ? "" : line.substr(value), &expectations)) {
      throw std::runtime_error("line " + std::to_string(number) + ": not understood: " + line);
    }
  }
  if (!expectations.items.empty() && expectations.items.back().want.empty()) {
    throw std::runtime_error("the last question has no `want`");
  }
  return expectations;
}

std::string ToText(const Expectations& expectations) {
  std::string text;
  for (const Expectation& item : expectations.items) {
    text += item.before + "question: " + item.question + "\nwant:     " + JoinList(item.want) +
            (item.missed ? "\nmiss:" : "\ntop:");
    if (!item.top.empty()) text += (item.missed ? "     " : "      ") + JoinList(item.top);
    text += "\n";
  }
  return text + expectations.after;
}

Expectation Answered(Expectation expectation, const std::vector<std::string>& ranking) {
  const auto& want = expectation.want;
  expectation.missed =
      ranking.empty() || std::find(want.begin(), want.end(), ranking.front()) == want.end();
  expectation.top = ranking;
  expectation.top.resize(std::min(ranking.size(), kShownArticles));
  return expectation;
}

}  // namespace zeroline::testing
