// Rules about the front matter of one article.
#include <charconv>
#include <chrono>
#include <optional>
#include <string>

#include "indexer/check/checked_article.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

// All of `text` as a number of as many digits.
std::optional<int> Digits(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || text.front() == '-' || error != std::errc() ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

// "2030-01-31", with or without a time behind it.
std::optional<std::chrono::sys_days> ReadDate(std::string_view text) {
  if (text.size() > 10 && (text[10] == 'T' || text[10] == ' ')) text = text.substr(0, 10);
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = Digits(text.substr(0, 4));
  const auto month = Digits(text.substr(5, 2));
  const auto day = Digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

void CheckReview(const CheckedArticle& checked, std::vector<Diagnostic>* findings) {
  const std::string& written = checked.article->review_by;
  if (written.empty()) return;
  const SourcePlace place = checked.PlaceOfField("review_by");
  const auto date = ReadDate(written);
  if (!date) {
    if (!checked.Wants("review-date")) return;
    findings->push_back(checked.Finding("review-date", place,
                                        "review_by \"" + written +
                                            "\" is no date; write it as year-month-day, such as "
                                            "2030-01-31"));
    return;
  }
  const auto late = (checked.today - *date).count();
  if (late <= 0 || !checked.Wants("overdue-review")) return;
  const std::string& owner = checked.article->owner;
  findings->push_back(checked.Finding("overdue-review", place,
                                      "the review was due on " + written + ", " +
                                          std::to_string(late) +
                                          (late == 1 ? " day ago" : " days ago") +
                                          (owner.empty() ? "" : " (owner: " + owner + ")") +
                                          "; read the article again and set the next date"));
}

void CheckSummary(const CheckedArticle& checked, std::vector<Diagnostic>* findings) {
  if (!checked.Wants("long-summary")) return;
  const std::size_t limit = checked.Number("long-summary", "max_characters");
  const std::size_t length = CountCodePoints(checked.article->summary);
  if (length <= limit) return;
  findings->push_back(checked.Finding("long-summary", checked.PlaceOfField("summary"),
                                      "the summary has " + std::to_string(length) +
                                          " characters; say it in at most " +
                                          std::to_string(limit)));
}

}  // namespace

void CheckFields(const CheckedArticle& article, std::vector<Diagnostic>* findings) {
  CheckReview(article, findings);
  CheckSummary(article, findings);
}

}  // namespace zeroline
