// What to do about each line of the report.
#include <string>

#include "server/analytics/writers_report.h"

namespace zeroline {
namespace {

// From here on the nearest article is about the question, and only its words are missing.
constexpr double kSureOfNearest = .35;
// An article that so many saw first and not one in so many opened is not what they want.
constexpr std::size_t kEnoughShown = 5;
constexpr std::size_t kOpenedShare = 6;

using Problem = QuestionCluster::Problem;

std::string InQuotes(const std::string& text) { return "\"" + text + "\""; }

std::string People(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " person" : " people");
}

std::string Sections(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " section" : " sections");
}

bool IsAnswered(const QuestionCluster& cluster) {
  if (!cluster.nearest || cluster.nearest->confidence < kSureOfNearest) return false;
  const QuestionCluster::Nearest& nearest = *cluster.nearest;
  return nearest.shown < kEnoughShown || nearest.opened * kOpenedShare >= nearest.shown;
}

bool IsReadAndSent(const QuestionCluster& cluster) {
  if (cluster.problem != Problem::kSentAnyway || !cluster.nearest) return false;
  for (const QuestionCluster::Opened& opened : cluster.opened) {
    if (opened.article == cluster.nearest->article) return 2 * opened.intents >= cluster.sent;
  }
  return false;
}

}  // namespace

std::string_view NameOf(Advice advice) {
  switch (advice) {
    case Advice::kAddQuestions:
      return "add_questions";
    case Advice::kWriteArticle:
      return "write_article";
    case Advice::kTranslate:
      return "translate";
    case Advice::kUpdateTranslation:
      return "update_translation";
    case Advice::kMendArticle:
      return "mend_article";
    case Advice::kAnswerFlag:
      return "answer_flag";
    case Advice::kRetireOrRename:
      return "retire_or_rename";
  }
  return "";
}

std::string_view NameOf(QuestionCluster::Problem problem) {
  switch (problem) {
    case Problem::kNone:
      return "none";
    case Problem::kSentAnyway:
      return "sent_anyway";
    case Problem::kUnanswered:
      return "unanswered";
    case Problem::kReformulated:
      return "reformulated";
    case Problem::kUnopened:
      return "unopened";
  }
  return "";
}

std::string_view NameOf(ArticleLine::Problem problem) {
  switch (problem) {
    case ArticleLine::Problem::kNotHelping:
      return "not_helping";
    case ArticleLine::Problem::kFlagged:
      return "flagged";
    case ArticleLine::Problem::kOverdue:
      return "overdue";
    case ArticleLine::Problem::kOutdatedTranslation:
      return "outdated_translation";
    case ArticleLine::Problem::kNeverFound:
      return "never_found";
  }
  return "";
}

Advice AdviceFor(const QuestionCluster& cluster) {
  if (!IsAnswered(cluster)) return Advice::kWriteArticle;
  if (cluster.nearest->language != cluster.language) return Advice::kTranslate;
  return IsReadAndSent(cluster) ? Advice::kMendArticle : Advice::kAddQuestions;
}

Advice AdviceFor(const MissingTranslation&) { return Advice::kTranslate; }

Advice AdviceFor(const ArticleLine& line) {
  switch (line.problems.front()) {
    case ArticleLine::Problem::kFlagged:
      return Advice::kAnswerFlag;
    case ArticleLine::Problem::kOutdatedTranslation:
      return Advice::kUpdateTranslation;
    case ArticleLine::Problem::kNeverFound:
      return Advice::kRetireOrRename;
    case ArticleLine::Problem::kNotHelping:
    case ArticleLine::Problem::kOverdue:
      break;
  }
  return Advice::kMendArticle;
}

std::string AdviceText(const QuestionCluster& cluster) {
  const Advice advice = AdviceFor(cluster);
  if (advice == Advice::kWriteArticle) {
    return cluster.nearest
               ? "Write an article; the nearest is " + InQuotes(cluster.nearest->title) +
                     ", opened by " + std::to_string(cluster.nearest->opened) + " of " +
                     std::to_string(cluster.nearest->shown) + " who saw it first."
               : "Write an article; nothing is near.";
  }
  const std::string title = InQuotes(cluster.nearest->title);
  if (advice == Advice::kTranslate) {
    return "Translate " + title + " (" + cluster.nearest->language + ") into " + cluster.language +
           ".";
  }
  if (advice == Advice::kMendArticle) {
    return "Mend " + title + ": people read it and ask for help all the same.";
  }
  return "Add these wordings to the questions of " + title + ".";
}

std::string AdviceText(const MissingTranslation& missing) {
  return "Translate " + InQuotes(missing.title) + " into " + missing.language + ": " +
         People(missing.visitors) + " wanted it.";
}

std::string AdviceText(const ArticleLine& line) {
  switch (AdviceFor(line)) {
    case Advice::kAnswerFlag:
      return "Look at what the support team flagged, and close the flag.";
    case Advice::kUpdateTranslation:
      return "Bring the translation up to date: " + Sections(line.outdated_sections) +
             " of the original changed since.";
    case Advice::kRetireOrRename:
      return "Nobody found it: give it a title and questions in readers' words, or retire it.";
    default:
      break;
  }
  return "Mend it: " + std::to_string(line.not_helped) + " said that it did not help, " +
         std::to_string(line.sent_anyway) + " sent a request after reading it.";
}

}  // namespace zeroline
