#include "indexer/use/confirmed_questions.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

constexpr std::size_t kColumns = 5;
constexpr std::size_t kMaxIdBytes = 1000;
constexpr std::size_t kShownDiagnostics = 50;
constexpr std::string_view kRule = "confirmed-question";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

using Columns = std::array<std::string_view, kColumns>;

std::optional<Columns> SplitColumns(std::string_view line) {
  Columns columns;
  for (std::size_t i = 0; i < kColumns; ++i) {
    const std::size_t tab = line.find('\t');
    const bool is_last = i + 1 == kColumns;
    if (is_last != (tab == std::string_view::npos)) return std::nullopt;
    columns[i] = line.substr(0, tab);
    line.remove_prefix(is_last ? line.size() : tab + 1);
  }
  return columns;
}

template <typename Number>
std::optional<Number> ParseNumber(std::string_view digits) {
  Number number = 0;
  const char* end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

// YYYY-MM-DD, a day that the calendar has.
std::optional<std::int32_t> ParseDay(std::string_view date) {
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
  const auto year = ParseNumber<unsigned>(date.substr(0, 4));
  const auto month = ParseNumber<unsigned>(date.substr(5, 2));
  const auto day = ParseNumber<unsigned>(date.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day civil{std::chrono::year(static_cast<int>(*year)),
                                          std::chrono::month(*month), std::chrono::day(*day)};
  if (!civil.ok()) return std::nullopt;
  return static_cast<std::int32_t>(std::chrono::sys_days(civil).time_since_epoch().count());
}

std::string Quoted(std::string_view text) {
  constexpr std::size_t kShownBytes = 60;
  return "\"" + CollapseWhiteSpace(RepairUtf8(TruncateUtf8(text, kShownBytes))) + "\"";
}

// What the columns say, or what is wrong with them and how to mend it.
tl::expected<ConfirmedRow, std::string> ReadRow(std::string_view line, std::int32_t today) {
  if (FindInvalidUtf8(line))
    return tl::unexpected<std::string>("not UTF-8; save the file as UTF-8");
  const std::optional<Columns> columns = SplitColumns(line);
  if (!columns) {
    return tl::unexpected<std::string>(
        "not five columns; write question, language, article id, count and date with one tab "
        "between them");
  }
  const auto& [question, language, id, count, date] = *columns;
  ConfirmedRow row;
  row.question = CollapseWhiteSpace(question);
  if (row.question.empty()) return tl::unexpected<std::string>("the question is empty");
  if (row.question.size() > kMaxQuestionBytes) {
    return tl::unexpected("the question is longer than " + std::to_string(kMaxQuestionBytes) +
                          " bytes; keep its first sentence");
  }
  const std::optional<std::string> tag = CanonicalLanguageTag(language);
  if (!tag) {
    return tl::unexpected(Quoted(language) + " is no language; write a tag such as en or pt-BR");
  }
  row.language = *tag;
  row.article_id = CollapseWhiteSpace(id);
  if (row.article_id.empty() || row.article_id.size() > kMaxIdBytes) {
    return tl::unexpected<std::string>("the article id is empty or too long");
  }
  const auto confirmed = ParseNumber<std::uint64_t>(count);
  if (!confirmed || *confirmed == 0) {
    return tl::unexpected("the count " + Quoted(count) + " is not a number above 0");
  }
  row.count = static_cast<std::uint32_t>(std::min<std::uint64_t>(*confirmed, kMaxRowCount));
  const std::optional<std::int32_t> day = ParseDay(date);
  if (!day) return tl::unexpected("the date " + Quoted(date) + " is not a day as YYYY-MM-DD");
  if (*day > today) {
    return tl::unexpected("the date " + Quoted(date) + " has not come yet; correct it");
  }
  row.day = *day;
  return row;
}

// Takes the next line off `*rest`, without its end.
std::string_view NextLine(std::string_view* rest) {
  const std::size_t end = rest->find('\n');
  std::string_view line = rest->substr(0, end);
  rest->remove_prefix(end == std::string_view::npos ? rest->size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

}  // namespace

std::int32_t Today() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::int32_t>(std::chrono::floor<std::chrono::days>(now).count());
}

ConfirmedQuestions ParseConfirmedQuestions(std::string_view text, const std::string& name,
                                           std::int32_t today) {
  ConfirmedQuestions found;
  std::size_t skipped = 0;
  const auto report = [&](int line, std::string message) {
    if (++skipped > kShownDiagnostics) return;
    found.diagnostics.push_back(
        {Severity::kWarning, name, line, std::string(kRule), "skipped: " + std::move(message)});
  };
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = NextLine(&text);
    if (line.empty() || line.front() == '#') continue;
    if (number == 1 && line.starts_with("question\t")) continue;
    if (found.rows.size() == kMaxConfirmedLines) {
      report(number, "this and all further lines; the file has more than " +
                         std::to_string(kMaxConfirmedLines) + ", leave out the oldest");
      break;
    }
    tl::expected<ConfirmedRow, std::string> row = ReadRow(line, today);
    if (row) {
      found.rows.push_back(std::move(*row));
    } else {
      report(number, std::move(row.error()));
    }
  }
  if (skipped > kShownDiagnostics) {
    found.diagnostics.push_back({Severity::kWarning, name, 0, std::string(kRule),
                                 std::to_string(skipped - kShownDiagnostics) +
                                     " more lines were skipped; mend those above first"});
  }
  return found;
}

}  // namespace zeroline
