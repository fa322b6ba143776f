#include "server/evaluation/article_questions.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "server/evaluation/evaluation_search.h"

namespace zeroline {
namespace {

// 1 for the first; 0 if absent.
std::size_t RankOf(const std::string& id, const std::vector<std::string>& ranking) {
  const auto found = std::find(ranking.begin(), ranking.end(), id);
  return found == ranking.end() ? 0 : static_cast<std::size_t>(found - ranking.begin()) + 1;
}

class LanguageAsker {
 public:
  LanguageAsker(const EvaluationSearch& search, std::string language) : search_(search) {
    asked_.language = std::move(language);
  }

  Status AskAll(const LanguageReader& reader) {
    for (std::size_t i = 0; i < reader.catalog().size(); ++i) {
      const Result<ArticleView> article = reader.articles().Find(reader.catalog().entry(i).docid);
      if (!article) return tl::unexpected(article.error());
      for (std::size_t q = 0; q < article->question_count(); ++q) {
        const Status asked = Ask(std::string(article->id()), std::string(article->question(q)));
        if (!asked) return asked;
      }
    }
    return {};
  }

  LanguageQuestions Finish() && {
    asked_.summary = Summarize(scores_);
    return std::move(asked_);
  }

 private:
  Status Ask(const std::string& id, const std::string& question) {
    const auto top = search_.Rank(question, asked_.language, kEvaluationDepth);
    if (!top) return tl::unexpected(top.error());
    const std::vector<std::string> ids = Ids(*top);
    scores_.push_back({id, Score(ids, {{id, 1}})});
    std::size_t rank = RankOf(id, ids);
    if (rank != 0 && rank <= kFindableRank) return {};
    if (rank == 0) {
      const auto all = search_.Rank(question, asked_.language, kMaxSearchLimit);
      if (!all) return tl::unexpected(all.error());
      rank = RankOf(id, Ids(*all));
    }
    asked_.missed.push_back({id, question, rank, ids.empty() ? "" : ids.front()});
    return {};
  }

  const EvaluationSearch& search_;
  LanguageQuestions asked_;
  std::vector<ClusteredScore> scores_;
};

Result<std::vector<std::string>> LanguagesToAsk(const EvaluationSearch& search,
                                                const std::string& wanted) {
  std::vector<std::string> languages = search.snapshot().languages(search.audiences());
  std::sort(languages.begin(), languages.end());
  if (wanted.empty()) return languages;
  if (std::find(languages.begin(), languages.end(), wanted) != languages.end()) {
    return std::vector<std::string>{wanted};
  }
  std::string list;
  for (const std::string& one : languages) list += " " + one;
  return Fail(ErrorCode::kNotFound, "the index has nothing in '" + wanted + "'; it has:" + list);
}

std::string Row(const LanguageQuestions& asked) {
  std::array<char, 200> text{};
  const Measures& mean = asked.summary.mean;
  const MeasureIntervals& interval = asked.summary.interval;
  std::snprintf(text.data(), text.size(),
                "%-9s %9zu  %.4f [%.4f, %.4f]  %.4f  %.4f  %.4f        %.4f\n",
                asked.language.c_str(), asked.summary.queries, mean.ndcg, interval.low.ndcg,
                interval.high.ndcg, mean.mrr, mean.hit_at_1, mean.hit_at_depth, mean.zero_results);
  return text.data();
}

std::string Line(const std::string& language, const MissedQuestion& missed) {
  std::string line = language + " " + missed.article + ": \"" + missed.question + "\" -> ";
  line += missed.rank == 0 ? "not found" : "rank " + std::to_string(missed.rank);
  return line + (missed.first.empty() ? "" : " (first: " + missed.first + ")") + "\n";
}

}  // namespace

Result<std::vector<LanguageQuestions>> AskArticleQuestions(const ArticleQuestionOptions& options) {
  const auto search = EvaluationSearch::Open(options.index);
  if (!search) return tl::unexpected(search.error());
  const auto languages = LanguagesToAsk(**search, options.language);
  if (!languages) return tl::unexpected(languages.error());
  std::vector<LanguageQuestions> all;
  for (const std::string& language : *languages) {
    LanguageAsker asker(**search, language);
    for (const LanguageReader* reader :
         (*search)->snapshot().readers(language, (*search)->audiences())) {
      if (Status asked = asker.AskAll(*reader); !asked) return tl::unexpected(asked.error());
    }
    LanguageQuestions asked = std::move(asker).Finish();
    if (asked.summary.queries > 0) all.push_back(std::move(asked));
  }
  if (all.empty()) return Fail(ErrorCode::kNotFound, "no article has `questions`");
  return all;
}

std::string ToText(const std::vector<LanguageQuestions>& languages) {
  std::string text =
      "language  questions  nDCG@10 [95 % interval]   MRR@10  Hit@1   Hit@10  zero results\n";
  for (const LanguageQuestions& asked : languages) text += Row(asked);
  std::size_t missed = 0;
  for (const LanguageQuestions& asked : languages) missed += asked.missed.size();
  text += "\n" + std::to_string(missed) + " questions whose article is not among the first " +
          std::to_string(kFindableRank) + (missed == 0 ? "\n" : ":\n");
  for (const LanguageQuestions& asked : languages) {
    for (const MissedQuestion& question : asked.missed) text += Line(asked.language, question);
  }
  return text;
}

}  // namespace zeroline
