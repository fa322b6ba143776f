#include "server/analytics/report_clusters.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

#include "indexer/language/analyzer.h"
#include "indexer/language/text.h"
#include "server/analytics/question_clusters.h"
#include "server/analytics/redaction.h"
#include "server/query/query.h"
#include "server/search/index_vocabulary.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxOpened = 5;
// An article that so many visitors said helped them is the answer, whatever search thinks.
constexpr std::size_t kEnoughHelped = 2;
constexpr std::size_t kTroubledShare = 3;  // one in so many intents makes a problem

using Problem = QuestionCluster::Problem;

// The same for texts that differ in case, accents, spaces and the punctuation around them.
std::string KeyOf(std::string_view text) {
  std::string key = FoldWord(CollapseWhiteSpace(RepairUtf8(text)));
  constexpr std::string_view kMarks = " .,;:!?\"'()";
  const std::size_t begin = key.find_first_not_of(kMarks);
  if (begin == std::string::npos) return key;
  return key.substr(begin, key.find_last_not_of(kMarks) - begin + 1);
}

// In one line, what is personal in it masked.
std::string Shown(std::string_view text) {
  return CollapseWhiteSpace(Redacted(CollapseWhiteSpace(RepairUtf8(text))));
}

// What was typed as it is shown and compared. Many type the same, so each text is read once.
class Texts {
 public:
  struct Text {
    std::string shown;
    std::string key;
  };
  const Text& Of(const std::string& typed) {
    const auto [place, is_new] = texts_.try_emplace(typed);
    if (is_new) {
      place->second.shown = Shown(typed);
      place->second.key = KeyOf(place->second.shown);
    }
    return place->second;
  }

 private:
  std::unordered_map<std::string, Text> texts_;
};

// Intents that ended with one wording.
struct Asked {
  std::vector<const SearchIntent*> intents;
  std::map<std::string, std::size_t> spellings;
  std::map<std::string, std::pair<std::size_t, double>> nearest;  // article -> times, confidence
};

// The most frequent key, the least of several.
template <typename Map, typename Count>
const typename Map::value_type* MostFrequent(const Map& map, Count count) {
  const typename Map::value_type* best = nullptr;
  for (const auto& entry : map) {
    if (best == nullptr || count(entry.second) > count(best->second)) best = &entry;
  }
  return best;
}

AskedQuestion QuestionOf(const Asked& asked) {
  AskedQuestion question;
  const auto* spelling = MostFrequent(asked.spellings, [](std::size_t count) { return count; });
  question.text = spelling->first;
  question.count = asked.intents.size();
  const auto* nearest = MostFrequent(asked.nearest, [](const auto& found) { return found.first; });
  if (nearest == nullptr) return question;
  question.nearest = nearest->first;
  question.confidence = nearest->second.second / static_cast<double>(nearest->second.first);
  return question;
}

std::map<std::string, Asked> GroupByWording(const std::vector<const SearchIntent*>& intents,
                                            Texts* texts) {
  std::map<std::string, Asked> groups;
  for (const SearchIntent* intent : intents) {
    if (intent->wordings.empty()) continue;
    const Texts::Text& text = texts->Of(intent->wording());
    if (text.shown.empty()) continue;
    Asked& asked = groups[text.key];
    asked.intents.push_back(intent);
    ++asked.spellings[text.shown];
    if (intent->nearest.empty()) continue;
    auto& nearest = asked.nearest[intent->nearest];
    ++nearest.first;
    nearest.second += intent->confidence;
  }
  return groups;
}

std::string IdOf(const std::string& language, const std::string& wording) {
  std::array<char, 16> id{};
  std::snprintf(id.data(), id.size(), "q-%08x",
                static_cast<unsigned>(HashTerm(language + "\n" + KeyOf(wording))));
  return id.data();
}

// What became of the intents of one cluster.
class ClusterCounter {
 public:
  ClusterCounter(ReportReader* reader, Texts* texts, QuestionCluster* cluster)
      : reader_(*reader), texts_(*texts), cluster_(*cluster) {}

  void Add(const SearchIntent& intent) {
    using Outcome = SearchIntent::Outcome;
    ++cluster_.intents;
    cluster_.unanswered += intent.outcome == Outcome::kUnanswered;
    cluster_.unopened += intent.outcome == Outcome::kUnopened;
    cluster_.helped += intent.outcome == Outcome::kHelped;
    cluster_.sent += intent.outcome == Outcome::kSent;
    cluster_.reformulated += intent.is_reformulated;
    cluster_.last_asked = std::max(cluster_.last_asked, intent.at);
    visitors_.insert(intent.visitor);
    if (IsTroubled(intent)) {
      ++troubled_;
      lost_.insert(intent.visitor);
    }
    for (const std::string& text : intent.wordings) {
      const Texts::Text& read = texts_.Of(text);
      if (!read.shown.empty()) ++wordings_[read.key][read.shown];
    }
    for (const OpenedArticle& opened : intent.opened) Add(opened);
    if (!intent.nearest.empty()) ++shown_[intent.nearest];
  }

  // `name` is what most of the intents ended with.
  void Finish(const std::string& name) {
    cluster_.visitors = visitors_.size();
    cluster_.lost = lost_.size();
    cluster_.problem = ProblemOf();
    FinishWordings(KeyOf(name));
    cluster_.shown.assign(shown_.begin(), shown_.end());
    for (auto& [key, opened] : opened_) cluster_.opened.push_back(std::move(opened));
    std::stable_sort(cluster_.opened.begin(), cluster_.opened.end(),
                     [](const auto& a, const auto& b) { return a.intents > b.intents; });
    if (cluster_.opened.size() > kMaxOpened) cluster_.opened.resize(kMaxOpened);
  }

 private:
  void Add(const OpenedArticle& opened) {
    const auto article = reader_.Find(opened.language, opened.article);
    if (!article) return;
    QuestionCluster::Opened& line = opened_[{opened.article, opened.language}];
    line.article = opened.article;
    line.language = opened.language;
    line.title = std::string(article->title());
    ++line.intents;
    line.helped += opened.helped;
  }

  Problem ProblemOf() const {
    if (troubled_ * kTroubledShare < cluster_.intents || troubled_ == 0) return Problem::kNone;
    const std::pair<Problem, std::size_t> kinds[] = {
        {Problem::kSentAnyway, cluster_.sent},
        {Problem::kUnanswered, cluster_.unanswered},
        {Problem::kReformulated, cluster_.reformulated},
        {Problem::kUnopened, cluster_.unopened},
    };
    return std::max_element(std::begin(kinds), std::end(kinds),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  }

  // The cluster's name first, whatever else was asked on the way to it.
  void FinishWordings(const std::string& name) {
    std::vector<std::pair<std::string, QuestionCluster::Wording>> rows;
    for (const auto& [key, spellings] : wordings_) {
      QuestionCluster::Wording row;
      row.text = MostFrequent(spellings, [](std::size_t count) { return count; })->first;
      for (const auto& [text, count] : spellings) row.count += count;
      rows.emplace_back(key, std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
      if ((a.first == name) != (b.first == name)) return a.first == name;
      return a.second.count > b.second.count;
    });
    if (rows.size() > kMaxClusterWordings) rows.resize(kMaxClusterWordings);
    for (auto& [key, row] : rows) cluster_.wordings.push_back(std::move(row));
  }

  ReportReader& reader_;
  Texts& texts_;
  QuestionCluster& cluster_;
  std::size_t troubled_ = 0;
  std::set<std::string> visitors_;
  std::set<std::string> lost_;
  std::map<std::string, std::map<std::string, std::size_t>> wordings_;
  std::map<std::pair<std::string, std::string>, QuestionCluster::Opened> opened_;
  std::map<std::string, std::size_t> shown_;
};

QuestionCluster::Nearest NearestOf(const ArticleView& article, double confidence) {
  QuestionCluster::Nearest nearest;
  nearest.article = std::string(article.id());
  nearest.language = std::string(article.language());
  nearest.title = std::string(article.title());
  nearest.source_path = std::string(article.source_path());
  nearest.confidence = confidence;
  return nearest;
}

}  // namespace

bool IsTroubled(const SearchIntent& intent) {
  using Outcome = SearchIntent::Outcome;
  switch (intent.outcome) {
    case Outcome::kUnanswered:
    case Outcome::kUnopened:
    case Outcome::kSent:
      return true;
    case Outcome::kOpened:
    case Outcome::kHelped:
      return intent.is_reformulated;
  }
  return false;
}

Result<std::vector<QuestionCluster>> MakeClusters(const std::vector<const SearchIntent*>& intents,
                                                  const std::string& language,
                                                  ReportReader* reader) {
  Result<std::unique_ptr<Analyzer>> analyzer = Analyzer::Create(language);
  if (!analyzer) return tl::unexpected(analyzer.error());
  const IndexVocabulary vocabulary(reader->snapshot().readers(language, reader->audiences()),
                                   language);
  const QuestionLanguage read_with{language, analyzer->get(), &vocabulary,
                                   reader->CountArticles(language)};
  Texts texts;
  std::vector<const Asked*> asked;
  std::vector<AskedQuestion> questions;
  const std::map<std::string, Asked> groups = GroupByWording(intents, &texts);
  for (const auto& [key, group] : groups) {
    asked.push_back(&group);
    questions.push_back(QuestionOf(group));
  }
  std::vector<QuestionCluster> clusters;
  for (const std::vector<std::size_t>& members : ClusterQuestions(questions, read_with)) {
    QuestionCluster& cluster = clusters.emplace_back();
    const std::string& name = questions[members.front()].text;
    cluster.id = IdOf(language, name);
    cluster.language = language;
    ClusterCounter counter(reader, &texts, &cluster);
    for (const std::size_t member : members) {
      for (const SearchIntent* intent : asked[member]->intents) counter.Add(*intent);
    }
    counter.Finish(name);
  }
  return clusters;
}

namespace {

// What readers made of it in the period.
void CountNearest(QuestionCluster* cluster) {
  if (!cluster->nearest) return;
  for (const auto& [article, count] : cluster->shown) {
    if (article == cluster->nearest->article) cluster->nearest->shown += count;
  }
  for (const QuestionCluster::Opened& opened : cluster->opened) {
    if (opened.article == cluster->nearest->article) cluster->nearest->opened += opened.intents;
  }
}

Status FindNearestArticle(const Searcher& searcher, ReportReader* reader,
                          QuestionCluster* cluster) {
  if (cluster->wordings.empty()) return {};
  SearchRequest request;
  request.language = cluster->language;
  request.audiences = reader->audiences();
  request.limit = 1;
  request.query = Understand(cluster->wordings.front().text);
  const Result<SearchAnswer> answer = searcher.Search(reader->snapshot(), request);
  if (!answer) return tl::unexpected(answer.error());
  if (!answer->hits.empty()) {
    const SearchHit& hit = answer->hits.front();
    if (const auto article = reader->Find(hit.language, hit.id)) {
      cluster->nearest = NearestOf(*article, hit.confidence);
    }
  }
  const auto most =
      std::max_element(cluster->opened.begin(), cluster->opened.end(),
                       [](const auto& a, const auto& b) { return a.helped < b.helped; });
  if (most == cluster->opened.end() || most->helped < kEnoughHelped) return {};
  const auto article = reader->Find(most->language, most->article);
  if (!article) return {};
  const double share = static_cast<double>(most->helped) /
                       static_cast<double>(std::max(most->intents, most->helped));
  const bool is_found = cluster->nearest && cluster->nearest->article == most->article;
  cluster->nearest =
      NearestOf(*article, is_found ? std::max(share, cluster->nearest->confidence) : share);
  return {};
}

}  // namespace

Status FindNearest(const Searcher& searcher, ReportReader* reader, QuestionCluster* cluster) {
  if (Status status = FindNearestArticle(searcher, reader, cluster); !status) return status;
  CountNearest(cluster);
  return {};
}

}  // namespace zeroline
