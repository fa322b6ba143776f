// "Did this help?": what readers say of an article.
//
// Thread-safe. A call that returned success has reached the disk.
#ifndef ZEROLINE_SERVER_STORE_FEEDBACK_H_
#define ZEROLINE_SERVER_STORE_FEEDBACK_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"
#include "server/store/sql_connection.h"

namespace zeroline {

struct ArticleFeedback {
  std::string visitor;
  std::string article;   // id
  std::string language;  // of the article
  std::string version;   // ArticleVersion() of what was read
  bool helped = false;
  std::string reason;   // of a no, one of kFeedbackReasons, or ""
  std::string text;     // what they say besides, or ""
  std::int64_t at = 0;  // Unix seconds; set when it is written
};

inline constexpr std::string_view kFeedbackReasons[] = {"wrong", "outdated", "unclear",
                                                        "incomplete", "other"};
inline constexpr std::size_t kMaxFeedbackTextBytes = 2000;

class Feedback {
 public:
  // `connection` outlives this.
  explicit Feedback(SqlConnection* connection) : connection_(*connection) {}

  // One opinion a visitor, article, language and version: the last one counts. kInvalidArgument
  // without visitor or article, for a reason that is none, or if the text is too long.
  Status Record(const ArticleFeedback& feedback);
  // In [from, to), Unix seconds, oldest first; at most `limit`, the newest ones.
  Result<std::vector<ArticleFeedback>> Between(std::int64_t from, std::int64_t to,
                                               std::size_t limit);

  // Forgets the visitor: their words go, their opinions stay under an id that is nobody's. How many
  // rows.
  Result<std::size_t> Erase(const std::string& visitor);
  // Deletes what is older than `before`. How many rows.
  Result<std::size_t> Purge(std::int64_t before);

 private:
  SqlConnection& connection_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_FEEDBACK_H_
