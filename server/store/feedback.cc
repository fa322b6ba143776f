#include "server/store/feedback.h"

#include <algorithm>
#include <iterator>

#include "server/store/row_reader.h"
#include "server/store/soci_library.h"
#include "server/store/token.h"

namespace zeroline {
namespace {

// Ids, versions, tags: what comes from the base is shorter.
constexpr std::size_t kMaxNameBytes = 1000;

Status CheckFeedback(const ArticleFeedback& feedback) {
  if (feedback.visitor.empty() || feedback.article.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "an opinion needs a visitor and an article");
  }
  for (const std::string* name :
       {&feedback.visitor, &feedback.article, &feedback.language, &feedback.version}) {
    if (name->size() > kMaxNameBytes) {
      return Fail(ErrorCode::kInvalidArgument, "a name is longer than any article's");
    }
  }
  const bool is_known = std::find(std::begin(kFeedbackReasons), std::end(kFeedbackReasons),
                                  feedback.reason) != std::end(kFeedbackReasons);
  if (!feedback.reason.empty() && (feedback.helped || !is_known)) {
    return Fail(ErrorCode::kInvalidArgument, "this is no reason why an article does not help");
  }
  if (feedback.text.size() <= kMaxFeedbackTextBytes) return {};
  return Fail(ErrorCode::kInvalidArgument, "the text is too long");
}

std::size_t Execute(soci::statement&& statement) {
  statement.execute(true);
  return static_cast<std::size_t>(statement.get_affected_rows());
}

ArticleFeedback FeedbackOf(const soci::row& row) {
  ArticleFeedback feedback;
  feedback.visitor = TextColumn(row, "visitor");
  feedback.article = TextColumn(row, "article");
  feedback.language = TextColumn(row, "language");
  feedback.version = TextColumn(row, "version");
  feedback.helped = NumberColumn(row, "helped") != 0;
  feedback.reason = TextColumn(row, "reason");
  feedback.text = TextColumn(row, "text");
  feedback.at = NumberColumn(row, "at");
  return feedback;
}

}  // namespace

Status Feedback::Record(const ArticleFeedback& feedback) {
  if (Status checked = CheckFeedback(feedback); !checked) return checked;
  return connection_.Change<void>("keep the opinion", [&](soci::session& session) -> Status {
    const int helped = feedback.helped ? 1 : 0;
    const long long now = connection_.Now();
    session << "INSERT INTO article_feedback (visitor, article, language, version, helped, reason,"
               " text, at) VALUES (:visitor, :article, :language, :version, :helped, :reason,"
               " :text, :at) ON CONFLICT (visitor, article, language, version) DO UPDATE SET"
               " helped = excluded.helped, reason = excluded.reason, text = excluded.text,"
               " at = excluded.at",
        soci::use(feedback.visitor), soci::use(feedback.article), soci::use(feedback.language),
        soci::use(feedback.version), soci::use(helped), soci::use(feedback.reason),
        soci::use(feedback.text), soci::use(now);
    return {};
  });
}

Result<std::vector<ArticleFeedback>> Feedback::Between(std::int64_t from, std::int64_t to,
                                                       std::size_t limit) {
  using Found = std::vector<ArticleFeedback>;
  return connection_.Read<Found>("read the opinions", [&](soci::session& session) -> Result<Found> {
    const long long first = from;
    const long long end = to;
    const auto most = static_cast<long long>(limit);
    const soci::rowset<soci::row> rows =
        (session.prepare << "SELECT * FROM article_feedback WHERE at >= :from AND at < :to"
                            " ORDER BY at DESC, article DESC, visitor DESC, version DESC"
                            " LIMIT :limit",
         soci::use(first, "from"), soci::use(end, "to"), soci::use(most, "limit"));
    Found found;
    for (const soci::row& row : rows) found.push_back(FeedbackOf(row));
    std::reverse(found.begin(), found.end());
    return found;
  });
}

Result<std::size_t> Feedback::Erase(const std::string& visitor) {
  using Count = Result<std::size_t>;
  if (visitor.empty()) return Count(0);
  return connection_.Change<std::size_t>(
      "erase the opinions", [&](soci::session& session) -> Count {
        const std::string nobody = "erased-" + NewToken();
        return Execute((session.prepare << "UPDATE article_feedback SET text = '',"
                                           " visitor = :nobody WHERE"
                                           " visitor = :visitor",
                        soci::use(nobody), soci::use(visitor)));
      });
}

Result<std::size_t> Feedback::Purge(std::int64_t before) {
  using Count = Result<std::size_t>;
  return connection_.Change<std::size_t>(
      "purge the opinions", [&](soci::session& session) -> Count {
        const long long limit = before;
        return Execute((session.prepare << "DELETE FROM article_feedback WHERE at < :before",
                        soci::use(limit)));
      });
}

}  // namespace zeroline
