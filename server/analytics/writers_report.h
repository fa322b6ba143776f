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
inline constexpr std::size_t kMaxClusterWordings = 20;

// What a writer should do about a line.
enum class Advice {
  kAddQuestions,       // the article is there: it lacks the words
  kWriteArticle,       // nothing answers it
  kTranslate,          // the answer is there in another language
  kUpdateTranslation,  // the original says more by now
  kMendArticle,        // it is found and read and does not help
  kAnswerFlag,         // the support team said what is wrong
  kRetireOrRename,     // nobody finds it
};
// "add_questions", "write_article": stable, for programs.
std::string_view NameOf(Advice advice);

// Wordings of one question, in one language.
struct QuestionCluster {
  // What is wrong with how it is answered: what most of its troubled intents have in common, in
  // this order where several have; kNone if fewer than a third of them are troubled.
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
    // Intents that it was the first result of, and those in which it was opened.
    std::size_t shown = 0;
    std::size_t opened = 0;
  };
  struct Opened {
    std::string article;  // id
    std::string language;
    std::string title;
    std::size_t intents = 0;
    std::size_t helped = 0;
  };

  std::string id;  // "q-" and 8 hexadecimal digits: the same while its main wording is
  std::string language;
  // Most frequent first, at most kMaxClusterWordings; the first names the cluster. What is personal
  // in them is masked.
  std::vector<Wording> wordings;
  std::size_t intents = 0;
  std::size_t visitors = 0;
  std::size_t unanswered = 0;
  std::size_t unopened = 0;
  std::size_t reformulated = 0;
  std::size_t helped = 0;
  std::size_t sent = 0;
  std::size_t lost =
      0;  // visitors of whose intents one was any of: unanswered, unopened, sent, reformulated
  Problem problem = Problem::kNone;
  // What readers said helped them, else what search finds.
  std::optional<Nearest> nearest;
  std::vector<Opened> opened;  // what people read, most first; at most five
  // Ids of articles, and of how many intents each was the first result.
  std::vector<std::pair<std::string, std::size_t>> shown;
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
  std::size_t outdated_sections = 0;                         // of the original that changed since
  std::vector<Problem> problems;                             // at least one, the gravest first
};

// A question that the base has learned from readers.
struct LearnedQuestion {
  std::string question;
  std::string language;
  std::string article;  // id
  std::string title;
  std::size_t visitors = 0;  // who confirmed it
  std::int64_t since = 0;    // Unix seconds: when it was learned
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

// What a report is made from. Intents and opinions are those of the period.
struct WritersReportFacts {
  std::int64_t from = 0;  // Unix seconds
  std::int64_t to = 0;
  std::vector<SearchIntent> intents;
  std::vector<ArticleFeedback> feedback;
  std::vector<WriterNote> flags;         // open ones; wishes are passed over
  std::vector<LearnedQuestion> learned;  // question, language, article, visitors, since
};

// Who reads it, and what of it.
struct WritersReportScope {
  Audiences audiences;   // what is about articles of others, their readers' searches included, is
                         // not there
  std::string language;  // of questions and articles; "" for all
};

// Fails as Searcher::Search() does, and where an analyzer has no dictionary.
Result<WritersReport> ComputeWritersReport(const WritersReportFacts& facts,
                                           const Snapshot& snapshot, const Searcher& searcher,
                                           const WritersReportScope& scope);

Advice AdviceFor(const QuestionCluster& cluster);
Advice AdviceFor(const MissingTranslation& missing);
Advice AdviceFor(const ArticleLine& line);  // for the gravest of its problems
// The same as a sentence in English.
std::string AdviceText(const QuestionCluster& cluster);
std::string AdviceText(const MissingTranslation& missing);
std::string AdviceText(const ArticleLine& line);

// "sent_anyway", "not_helping": stable, for programs.
std::string_view NameOf(QuestionCluster::Problem problem);
std::string_view NameOf(ArticleLine::Problem problem);

// For a terminal.
std::string ToText(const WritersReport& report);
// One object, described in the API's manual; `zeroline-indexer propose` and `translations` read it.
std::string ToJson(const WritersReport& report);
// One row per gap, missing translation and article, RFC 4180, UTF-8. Cells that a spreadsheet would
// run as a formula are defused with an apostrophe.
std::string ToCsv(const WritersReport& report);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_WRITERS_REPORT_H_
