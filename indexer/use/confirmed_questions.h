// The file of confirmed questions: what readers asked and which article they then said had helped.
//
// A TSV of five columns, UTF-8:
//   question TAB language TAB article id TAB count TAB date
//   VPN drops every ten minutes	en	network/vpn-does-not-connect	3	2026-05-17
// `language` is the BCP 47 tag of the question, `count` how often it was confirmed (a positive
// number), `date` the day of the last confirmation (YYYY-MM-DD). A first line that begins with
// "question" TAB is a header; empty lines and lines that begin with '#' are passed over. The same
// question may have any number of lines.
#ifndef ZEROLINE_INDEXER_USE_CONFIRMED_QUESTIONS_H_
#define ZEROLINE_INDEXER_USE_CONFIRMED_QUESTIONS_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/diagnostics/diagnostic.h"
#include "indexer/error/result.h"

namespace zeroline {

inline constexpr std::uint64_t kMaxConfirmedBytes = 256u << 20;
inline constexpr std::size_t kMaxConfirmedLines = 2'000'000;
inline constexpr std::size_t kMaxQuestionBytes = 500;  // a longer text is a ticket, not a question
inline constexpr std::uint32_t kMaxRowCount = 1'000'000;

// One line of the file.
struct ConfirmedRow {
  std::string question;  // white space collapsed
  std::string language;  // canonical tag
  std::string article_id;
  std::uint32_t count = 0;
  std::int32_t day = 0;  // since 1970-01-01
};

struct ConfirmedQuestions {
  std::vector<ConfirmedRow> rows;
  // Lines that were skipped, as warnings at file:line; the first ones, and how many more there are.
  std::vector<Diagnostic> diagnostics;
};

// Days from 1970-01-01 to now, in UTC.
std::int32_t Today();

// `name` is the file as diagnostics call it; rows dated after `today` are refused. Never fails: a
// line that cannot be read is skipped and reported.
ConfirmedQuestions ParseConfirmedQuestions(std::string_view text, const std::string& name,
                                           std::int32_t today);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_USE_CONFIRMED_QUESTIONS_H_
