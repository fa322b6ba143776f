// Are articles found by their own questions? Asks every question of every article's front matter;
// the article it stands in is the only right answer.
#ifndef ZEROLINE_SERVER_EVALUATION_ARTICLE_QUESTIONS_H_
#define ZEROLINE_SERVER_EVALUATION_ARTICLE_QUESTIONS_H_

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/error/result.h"
#include "server/evaluation/measures.h"

namespace zeroline {

// A question whose article is not among this many first results is listed.
inline constexpr std::size_t kFindableRank = 3;

struct ArticleQuestionOptions {
  std::filesystem::path index;
  std::string language;  // "" for all
};

struct MissedQuestion {
  std::string article;
  std::string question;
  std::size_t rank = 0;  // 0 if not found at all
  std::string first;     // the article found first, "" if none
};

struct LanguageQuestions {
  std::string language;
  Summary summary;                     // intervals by article
  std::vector<MissedQuestion> missed;  // in the order of the articles' paths
};

// Languages in alphabetical order; only those with questions. kNotFound if there is none, naming
// the languages of the index if `language` is not among them.
Result<std::vector<LanguageQuestions>> AskArticleQuestions(const ArticleQuestionOptions& options);

// A table of measures per language and the missed questions, for people.
std::string ToText(const std::vector<LanguageQuestions>& languages);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_EVALUATION_ARTICLE_QUESTIONS_H_
