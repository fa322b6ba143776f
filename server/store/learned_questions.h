// Questions that readers asked and that an article then answered, as aggregates without visitors:
// what the base has learned stays when the visits it was learned from are forgotten.
//
// Thread-safe. A call that returned success has reached the disk.
#ifndef ZEROLINE_SERVER_STORE_LEARNED_QUESTIONS_H_
#define ZEROLINE_SERVER_STORE_LEARNED_QUESTIONS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/error/result.h"
#include "server/store/sql_connection.h"

namespace zeroline {

struct ConfirmedQuestion {
  std::string key;           // the same for wordings that are the same question
  std::string question;      // the wording that most use
  std::string language;      // of the question
  std::string article;       // id
  std::size_t visitors = 0;  // different ones that confirmed it
  std::size_t count = 0;     // of confirmations
  std::int64_t first = 0;    // Unix seconds of the first confirmation, and of the last
  std::int64_t last = 0;
  std::int64_t learned = 0;  // when it was kept for the first time; set by Keep()

  bool operator==(const ConfirmedQuestion&) const = default;
};

class LearnedQuestions {
 public:
  // `connection` outlives this.
  explicit LearnedQuestions(SqlConnection* connection) : connection_(*connection) {}

  // Of a question that is known for the article, numbers only grow and the wording is replaced.
  Status Keep(const std::vector<ConfirmedQuestion>& questions);
  // By language, article and key.
  Result<std::vector<ConfirmedQuestion>> All();

 private:
  SqlConnection& connection_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_LEARNED_QUESTIONS_H_
