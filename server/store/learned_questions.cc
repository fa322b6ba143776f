#include "server/store/learned_questions.h"

#include "server/store/row_reader.h"
#include "server/store/soci_library.h"

namespace zeroline {
namespace {

void KeepOne(soci::session& session, const ConfirmedQuestion& question, long long now) {
  const auto visitors = static_cast<long long>(question.visitors);
  const auto count = static_cast<long long>(question.count);
  const long long first = question.first;
  const long long last = question.last;
  session << "INSERT INTO learned_question (question_key, language, article, question, visitors,"
             " confirmations, first_at, last_at, learned_at) VALUES (:key, :language, :article, "
             ":question,"
             " :visitors, :count, :first, :last, :now)"
             " ON CONFLICT (question_key, language, article) DO UPDATE SET"
             " question = excluded.question,"
             " visitors = CASE WHEN excluded.visitors > learned_question.visitors"
             "  THEN excluded.visitors ELSE learned_question.visitors END,"
             " confirmations = CASE WHEN excluded.confirmations > learned_question.confirmations"
             "  THEN excluded.confirmations ELSE learned_question.confirmations END,"
             " first_at = CASE WHEN excluded.first_at < learned_question.first_at"
             "  THEN excluded.first_at ELSE learned_question.first_at END,"
             " last_at = CASE WHEN excluded.last_at > learned_question.last_at"
             "  THEN excluded.last_at ELSE learned_question.last_at END",
      soci::use(question.key), soci::use(question.language), soci::use(question.article),
      soci::use(question.question), soci::use(visitors), soci::use(count), soci::use(first),
      soci::use(last), soci::use(now);
}

}  // namespace

Status LearnedQuestions::Keep(const std::vector<ConfirmedQuestion>& questions) {
  if (questions.empty()) return {};
  return connection_.Change<void>("keep the questions", [&](soci::session& session) -> Status {
    for (const ConfirmedQuestion& question : questions) {
      KeepOne(session, question, connection_.Now());
    }
    return {};
  });
}

Result<std::vector<ConfirmedQuestion>> LearnedQuestions::All() {
  using Found = std::vector<ConfirmedQuestion>;
  return connection_.Read<Found>("read the questions", [](soci::session& session) -> Result<Found> {
    const soci::rowset<soci::row> rows =
        (session.prepare << "SELECT * FROM learned_question"
                            " ORDER BY language, article, question_key");
    Found found;
    for (const soci::row& row : rows) {
      found.push_back({.key = TextColumn(row, "question_key"),
                       .question = TextColumn(row, "question"),
                       .language = TextColumn(row, "language"),
                       .article = TextColumn(row, "article"),
                       .visitors = static_cast<std::size_t>(NumberColumn(row, "visitors")),
                       .count = static_cast<std::size_t>(NumberColumn(row, "confirmations")),
                       .first = NumberColumn(row, "first_at"),
                       .last = NumberColumn(row, "last_at"),
                       .learned = NumberColumn(row, "learned_at")});
    }
    return found;
  });
}

}  // namespace zeroline
