#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "server/analytics/report_articles.h"
#include "server/analytics/wording.h"

namespace zeroline {
namespace {

bool HasConfirmed(const ArticleView& article, const std::string& question) {
  for (std::size_t i = 0; i < article.stored_confirmed_count(); ++i) {
    if (article.confirmed_question(i).text == question) return true;
  }
  return false;
}

bool HasOpened(const SearchIntent& intent, const std::string& article) {
  return std::any_of(intent.opened.begin(), intent.opened.end(),
                     [&](const OpenedArticle& opened) { return opened.article == article; });
}

}  // namespace

std::vector<LearnedQuestion> MeasureLearned(const WritersReportFacts& facts,
                                            const std::vector<const SearchIntent*>& intents,
                                            ReportReader* reader) {
  std::vector<LearnedQuestion> lines;
  std::multimap<std::pair<std::string, std::string>, std::size_t> by_wording;  // language, key
  WordingReader wordings;
  for (const LearnedQuestion& learned : facts.learned) {
    if (!reader->WantsLanguage(learned.language)) continue;
    const auto article = reader->Find(learned.language, learned.article);
    if (!article) continue;
    LearnedQuestion& line = lines.emplace_back(learned);
    line.title = std::string(article->title());
    line.is_in_build = HasConfirmed(*article, learned.question);
    by_wording.emplace(
        std::pair(learned.language, wordings.Read(learned.question, learned.language).Key()),
        lines.size() - 1);
  }
  if (lines.empty()) return lines;
  for (const SearchIntent* intent : intents) {
    for (const std::string& text : intent->wordings) {
      const auto [begin, end] = by_wording.equal_range(
          std::pair(intent->language, wordings.Read(text, intent->language).Key()));
      for (auto found = begin; found != end; ++found) {
        LearnedQuestion& line = lines[found->second];
        const bool is_before = intent->at < line.since;
        ++(is_before ? line.intents_before : line.intents_since);
        (is_before ? line.opened_before : line.opened_since) += HasOpened(*intent, line.article);
      }
    }
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const auto& a, const auto& b) { return a.visitors > b.visitors; });
  if (lines.size() > kMaxReportLines) lines.resize(kMaxReportLines);
  return lines;
}

}  // namespace zeroline
