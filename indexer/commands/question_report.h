// What `propose` needs of the writers' report.
#ifndef ZEROLINE_INDEXER_COMMANDS_QUESTION_REPORT_H_
#define ZEROLINE_INDEXER_COMMANDS_QUESTION_REPORT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

// One question in its wordings.
struct ReportedQuestion {
  std::string id;                     // "q-1a2b3c4d"
  std::string language;               // canonical tag
  std::vector<std::string> wordings;  // most frequent first
  std::string action;  // "add_questions", "write_article", "translate", "" if nothing is to be done
  std::size_t visitors = 0;  // different people who asked
  // The source of the nearest article, "" if there is none.
  std::string nearest_path;
};

struct QuestionReport {
  std::vector<ReportedQuestion> gaps;  // those that cost most first
  std::vector<ReportedQuestion> top;   // those that are asked most, answered or not
};

// kInvalidArgument if the text is no such report.
Result<QuestionReport> ReadQuestionReport(std::string_view json);

// Whether a wording may stand in a file that everybody reads: one line of a length that people
// type, without mail addresses, links, long numbers and what the report has masked.
bool IsFitForArticle(std::string_view wording);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_QUESTION_REPORT_H_
