// What should be written next: questions that articles do not answer, translations that readers
// miss, articles that do not help. Each line says what to do.
//
// ComputeWritersReport() asks the searcher what the base answers today; everything else is
// arithmetic over facts, without store or clock.
#ifndef ZEROLINE_SERVER_ANALYTICS_WRITERS_REPORT_H_
#define ZEROLINE_SERVER_ANALYTICS_WRITERS_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/error/result.h"
#include "server/analytics/search_intent.h"
#include "server/search/index_reader.h"
#include "server/search/searcher.h"
#include "server/store/writer_inbox.h"

namespace zeroline {

// What a report lists is bounded, the most urgent first; its counts are not.
inline constexpr std::size_t kMaxReportLines = 200;

// Wordings of one question, in one language.
struct QuestionCluster {
  // What is wrong with how it is answered; the first that fits most of its intents.
  enum class Problem {
    kNone,
    kSentAnyway,    // people sent a request after it
    kUnanswered,    // nothing was found
    kReformulated,  // people had to ask again in other words
    kUnopened,      // what was found was not opened
  };
  struct Wording {
    std::string text;
    std::size_t count = 0;
  };
  // The article that is nearest to it today.
  struct Nearest {
    std::string article;   // id
    std::string language;  // the question's, or another if the article exists only there
    std::string title;
    std::string source_path;  // relative to the articles folder
    double confidence = 0;    // 0..1: that it answers the question
  };

  std::string id;  // "q-" and 8 hexadecimal digits: the same while its main wording is
  std::string language;
  std::vector<Wording> wordings;  // most frequent first; the first names the cluster
  std::size_t intents = 0;
  std::size_t visitors = 0;
  std::size_t unanswered = 0;
  std::size_t unopened = 0;
  std::size_t reformulated = 0;
  std::size_t helped = 0;
  std::size_t sent = 0;
  Problem problem = Problem::kNone;
  std::optional<Nearest> nearest;
  std::int64_t last_asked = 0;  // Unix seconds
};

// An article that readers of `language` wanted and had to read, or to leave, in another.
struct MissingTranslation {
  std::string article;   // id
  std::string language;  // that it is missing in
  std::string title;
  std::vector<std::string> available;
  std::size_t intents = 0;  // searches that it was the first result of, and visits to it
  std::size_t visitors = 0;
};

// One article in one language that deserves a look.
struct ArticleLine {
  enum class Problem { kNotHelping, kFlagged, kOverdue, kOutdatedTranslation, kNeverFound };

  std::string article;  // id
  std::string language;
  std::string title;
  std::string source_path;
  std::size_t found = 0;   // intents whose first result it was
  std::size_t opened = 0;  // intents in which it was opened
  std::size_t helped = 0;
  std::size_t not_helped = 0;
  std::size_t sent_anyway = 0;  // a request was sent after it was opened
  std::size_t flags = 0;        // open ones of the support team
  std::vector<std::pair<std::string, std::size_t>> reasons;  // of readers' no, most frequent first
  std::vector<Problem> problems;                             // at least one
};

// A question that the base has learned from readers.
struct LearnedQuestion {
  std::string question;
  std::string language;
  std::string article;  // id
  std::string title;
  std::size_t visitors = 0;  // who confirmed it
  bool is_in_build = false;  // false: it comes with the next one
  // Intents that asked it, and the share of them that opened the article, before the article had
  // learned it and since.
  std::size_t intents_before = 0;
  std::size_t opened_before = 0;
  std::size_t intents_since = 0;
  std::size_t opened_since = 0;
};

struct DayCount {
  std::int64_t day = 0;  // Unix seconds of its beginning, UTC
  std::size_t intents = 0;
  std::size_t answered = 0;  // opened or helped, and not sent
};

struct WritersReport {
  std::int64_t from = 0;  // Unix seconds: searches in [from, to)
  std::int64_t to = 0;
  std::size_t intents = 0;
  std::size_t visitors = 0;
  std::map<std::string, std::size_t> intents_by_language;
  std::vector<DayCount> days;  // every day of the period
  std::size_t unanswered = 0;
  std::size_t unopened = 0;
  std::size_t reformulated = 0;
  std::size_t helped = 0;
  std::size_t sent = 0;
  std::vector<QuestionCluster> top;   // asked most, whatever became of them
  std::vector<QuestionCluster> gaps;  // those with a problem, most lost people first
  std::vector<MissingTranslation> missing_translations;  // most wanted first
  std::vector<ArticleLine> articles;                     // most urgent first
  std::vector<LearnedQuestion> learned;
};

// For a terminal.
std::string ToText(const WritersReport& report);
// One object, described in the API's manual; `zeroline-indexer propose` and `translations` read it.
std::string ToJson(const WritersReport& report);
// One row per gap, missing translation and article, RFC 4180, UTF-8. Cells that a spreadsheet would
// run as a formula are defused with an apostrophe.
std::string ToCsv(const WritersReport& report);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_WRITERS_REPORT_H_
