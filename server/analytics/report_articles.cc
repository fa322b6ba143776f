#include "server/analytics/report_articles.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace zeroline {
namespace {

using Problem = ArticleLine::Problem;
using ArticleKey = std::pair<std::string, std::string>;  // id, language

// Below it a first result in another language is as likely chance as an answer.
constexpr double kSureOfForeign = .3;
// An article does not help if so many say so, and more than say that it does ...
constexpr std::size_t kEnoughNo = 2;
// ... or if so many, and one in so many readers, send a request after reading it.
constexpr std::size_t kEnoughSent = 3;
constexpr std::size_t kSentShare = 4;
// So many intents for each article of a language tell which articles nobody finds.
constexpr std::size_t kIntentsPerArticle = 5;

// Counts of one article in one language.
struct Tally {
  ArticleLine line;
  std::map<std::string, std::size_t> reasons;
};

class Tallies {
 public:
  explicit Tallies(ReportReader* reader) : reader_(*reader) {}

  // Null for an article that the reader does not know of, or did not ask for.
  Tally* Of(const std::string& article, const std::string& language) {
    if (!reader_.WantsLanguage(language)) return nullptr;
    const auto found = reader_.Find(language, article);
    if (!found) return nullptr;
    const auto [place, is_new] = tallies_.try_emplace({article, language});
    ArticleLine& line = place->second.line;
    if (is_new) {
      line.article = article;
      line.language = language;
      line.title = std::string(found->title());
      line.source_path = std::string(found->source_path());
      line.outdated_sections = found->outdated_section_count();
    }
    return &place->second;
  }

  void Count(const SearchIntent& intent) {
    if (Tally* tally = Of(intent.nearest, intent.nearest_language)) ++tally->line.found;
    for (const OpenedArticle& opened : intent.opened) {
      Tally* tally = Of(opened.article, opened.language);
      if (tally == nullptr) continue;
      ++tally->line.opened;
      tally->line.sent_anyway += intent.outcome == SearchIntent::Outcome::kSent;
    }
  }

  void Count(const ArticleFeedback& feedback) {
    Tally* tally = Of(feedback.article, feedback.language);
    if (tally == nullptr) return;
    (feedback.helped ? tally->line.helped : tally->line.not_helped)++;
    if (!feedback.helped && !feedback.reason.empty()) ++tally->reasons[feedback.reason];
  }

  void Count(const WriterNote& note) {
    if (note.kind != WriterNote::Kind::kFlag || note.state != WriterNote::State::kOpen) return;
    if (Tally* tally = Of(note.article, note.language)) ++tally->line.flags;
  }

  std::map<ArticleKey, Tally>& all() { return tallies_; }

 private:
  ReportReader& reader_;
  std::map<ArticleKey, Tally> tallies_;
};

bool IsNotHelping(const ArticleLine& line) {
  return (line.not_helped >= kEnoughNo && line.not_helped > line.helped) ||
         (line.sent_anyway >= kEnoughSent && line.sent_anyway * kSentShare >= line.opened);
}

// The gravest problem first, then what it costs.
std::pair<int, std::size_t> UrgencyOf(const ArticleLine& line) {
  switch (line.problems.front()) {
    case Problem::kFlagged:
      return {3, 2 * line.flags + line.not_helped + line.sent_anyway};
    case Problem::kNotHelping:
      return {3, line.not_helped + line.sent_anyway};
    case Problem::kOutdatedTranslation:
    case Problem::kOverdue:
      return {2, line.found + line.opened};
    case Problem::kNeverFound:
      break;
  }
  return {1, 0};
}

void AddProblems(const ArticleLine& counts, std::vector<Problem>* problems) {
  if (counts.flags > 0) problems->push_back(Problem::kFlagged);
  if (IsNotHelping(counts)) problems->push_back(Problem::kNotHelping);
  if (counts.outdated_sections > 0) problems->push_back(Problem::kOutdatedTranslation);
}

std::map<std::string, std::size_t> CountByLanguage(
    const std::vector<const SearchIntent*>& intents) {
  std::map<std::string, std::size_t> counts;
  for (const SearchIntent* intent : intents) ++counts[intent->language];
  return counts;
}

// Every article of the reader's languages; those that nobody found in all the period, where enough
// was asked to tell, have that for a problem.
void AddUnasked(const WritersReportFacts& facts, const std::vector<const SearchIntent*>& intents,
                ReportReader* reader, Tallies* tallies) {
  const std::map<std::string, std::size_t> asked = CountByLanguage(intents);
  for (const std::string& language : reader->snapshot().languages(reader->audiences())) {
    if (!reader->WantsLanguage(language)) continue;
    const auto count = asked.find(language);
    const bool is_enough = count != asked.end() &&
                           count->second >= kIntentsPerArticle * reader->CountArticles(language);
    for (const LanguageReader* one : reader->snapshot().readers(language, reader->audiences())) {
      for (std::size_t i = 0; i < one->catalog().size(); ++i) {
        const Catalog::Entry entry = one->catalog().entry(i);
        Tally* tally = tallies->Of(std::string(entry.id), language);
        if (tally == nullptr || !is_enough) continue;
        const bool is_never =
            tally->line.found + tally->line.opened == 0 && entry.updated < facts.from;
        if (is_never) tally->line.problems.push_back(Problem::kNeverFound);
      }
    }
  }
}

}  // namespace

std::vector<MissingTranslation> FindMissingTranslations(
    const std::vector<const SearchIntent*>& intents, ReportReader* reader) {
  struct Wanted {
    std::string found_in;
    std::size_t intents = 0;
    std::set<std::string> visitors;
  };
  std::map<ArticleKey, Wanted> wanted;
  for (const SearchIntent* intent : intents) {
    std::map<std::string, std::string> articles;  // id -> language it is in
    if (intent->confidence >= kSureOfForeign) {
      articles.emplace(intent->nearest, intent->nearest_language);
    }
    for (const OpenedArticle& opened : intent->opened) {
      articles.emplace(opened.article, opened.language);
    }
    for (const auto& [article, language] : articles) {
      if (language == intent->language || !reader->Find(language, article)) continue;
      if (reader->Find(intent->language, article)) continue;
      Wanted& line = wanted[{article, intent->language}];
      line.found_in = language;
      ++line.intents;
      line.visitors.insert(intent->visitor);
    }
  }
  std::vector<MissingTranslation> lines;
  for (const auto& [key, want] : wanted) {
    MissingTranslation& line = lines.emplace_back();
    line.article = key.first;
    line.language = key.second;
    line.available = reader->snapshot().Translations(line.article, reader->audiences());
    // What writers call it: the original's title, where readers may see that.
    const auto original = reader->Find(reader->snapshot().info().original_language, line.article);
    const auto named = original ? original : reader->Find(want.found_in, line.article);
    line.title = std::string(named->title());
    line.intents = want.intents;
    line.visitors = want.visitors.size();
  }
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) {
    return std::pair(a.visitors, a.intents) > std::pair(b.visitors, b.intents);
  });
  if (lines.size() > kMaxReportLines) lines.resize(kMaxReportLines);
  return lines;
}

std::vector<ArticleLine> FindArticleProblems(const WritersReportFacts& facts,
                                             const std::vector<const SearchIntent*>& intents,
                                             ReportReader* reader) {
  Tallies tallies(reader);
  for (const SearchIntent* intent : intents) tallies.Count(*intent);
  for (const ArticleFeedback& feedback : facts.feedback) tallies.Count(feedback);
  for (const WriterNote& note : facts.flags) tallies.Count(note);
  AddUnasked(facts, intents, reader, &tallies);
  std::vector<ArticleLine> lines;
  for (auto& [key, tally] : tallies.all()) {
    std::vector<Problem> problems;
    AddProblems(tally.line, &problems);
    problems.insert(problems.end(), tally.line.problems.begin(), tally.line.problems.end());
    if (problems.empty()) continue;
    tally.line.problems = std::move(problems);
    tally.line.reasons.assign(tally.reasons.begin(), tally.reasons.end());
    std::stable_sort(tally.line.reasons.begin(), tally.line.reasons.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    lines.push_back(std::move(tally.line));
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const auto& a, const auto& b) { return UrgencyOf(a) > UrgencyOf(b); });
  if (lines.size() > kMaxReportLines) lines.resize(kMaxReportLines);
  return lines;
}

}  // namespace zeroline
