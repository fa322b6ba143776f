#include "server/analytics/confirmed_questions.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "indexer/index_format/schema.h"
#include "indexer/language/text.h"
#include "server/analytics/redaction.h"
#include "server/analytics/wording.h"
#include "server/store/unix_time.h"

namespace zeroline {
namespace {

// More visits than a month of a large site has; beyond it the newest count.
constexpr std::size_t kMaxVisits = 2'000'000;
constexpr std::size_t kMaxQuestionBytes = 500;  // a longer text is a ticket, not a question

struct Group {
  std::map<std::string, std::size_t> wordings;  // how often each
  std::set<std::string> visitors;
  std::size_t count = 0;
  std::int64_t first = 0;
  std::int64_t last = 0;
};
using Groups = std::map<std::tuple<std::string, std::string, std::string>, Group>;

std::set<std::string> TopicOf(const Wording& wording) {
  std::set<std::string> topic;
  for (const Wording::Word& word : wording.words) {
    if (word.tells_topic) topic.insert(word.term);
  }
  return topic;
}

// "printer" before "printer eats paper" asks for more than the article that helped, and a slip that
// was mended is nobody's question.
bool AsksForLess(const Wording& wording, const Wording& last, const std::string& language,
                 WordingReader* reader) {
  if (reader->Relate(wording, last, language) == WordingRelation::kCorrection) return true;
  const std::set<std::string> topic = TopicOf(wording);
  const std::set<std::string> whole = TopicOf(last);
  return std::includes(whole.begin(), whole.end(), topic.begin(), topic.end());
}

bool MayBePublished(const Wording& wording) {
  return !wording.words.empty() && wording.text.size() <= kMaxQuestionBytes &&
         !HasPersonalData(wording.text);
}

std::vector<Wording> QuestionsOf(const SearchIntent& intent, WordingReader* reader) {
  std::vector<Wording> questions;
  const Wording last = reader->Read(intent.wording(), intent.language);
  for (const std::string& text : intent.wordings) {
    Wording wording = reader->Read(text, intent.language);
    const bool is_last = text == intent.wording();
    if (!MayBePublished(wording)) continue;
    if (!is_last && AsksForLess(wording, last, intent.language, reader)) continue;
    questions.push_back(std::move(wording));
  }
  return questions;
}

void Confirm(const SearchIntent& intent, const Wording& question, Group* group) {
  ++group->wordings[question.text];
  group->visitors.insert(intent.visitor);
  ++group->count;
  group->first = group->first == 0 ? intent.at : std::min(group->first, intent.at);
  group->last = std::max(group->last, intent.at);
}

const std::string& MostFrequent(const std::map<std::string, std::size_t>& wordings) {
  return std::max_element(wordings.begin(), wordings.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

bool IsPublic(const Snapshot& snapshot, const std::string& article) {
  return !snapshot.Translations(article, {std::string(kPublicAudience)}).empty();
}

Result<VisitFacts> ReadFacts(const LearningPeriod& period, Store* store) {
  VisitFacts facts;
  facts.reversal_window = period.reversal_window;
  auto visits = store->visits().Between(period.from, period.to, kMaxVisits);
  if (!visits) return tl::unexpected(visits.error());
  facts.visits = *std::move(visits);
  auto feedback = store->feedback().Between(period.from, period.to, kMaxVisits);
  if (!feedback) return tl::unexpected(feedback.error());
  facts.feedback = *std::move(feedback);
  auto forms = store->intents().Facts(period.from, period.to);
  if (!forms) return tl::unexpected(forms.error());
  facts.forms = *std::move(forms);
  return facts;
}

void DropConfidential(const Snapshot& snapshot, std::vector<ConfirmedQuestion>* questions) {
  std::map<std::string, bool> known;
  std::erase_if(*questions, [&](const ConfirmedQuestion& question) {
    const auto [article, is_new] = known.emplace(question.article, false);
    if (is_new) article->second = IsPublic(snapshot, question.article);
    return !article->second;
  });
}

}  // namespace

std::vector<ConfirmedQuestion> GroupConfirmations(const std::vector<SearchIntent>& intents,
                                                  std::size_t min_visitors) {
  WordingReader reader;
  Groups groups;
  for (const SearchIntent& intent : intents) {
    for (const OpenedArticle& opened : intent.opened) {
      if (!opened.helped) continue;
      for (const Wording& question : QuestionsOf(intent, &reader)) {
        Confirm(intent, question, &groups[{intent.language, opened.article, question.Key()}]);
      }
    }
  }
  std::vector<ConfirmedQuestion> questions;
  for (const auto& [place, group] : groups) {
    if (group.visitors.size() < min_visitors) continue;
    const auto& [language, article, key] = place;
    questions.push_back({key, MostFrequent(group.wordings), language, article,
                         group.visitors.size(), group.count, group.first, group.last});
  }
  return questions;
}

Status LearnQuestions(const LearningPeriod& period, const Snapshot& snapshot, Store* store) {
  const Result<VisitFacts> facts = ReadFacts(period, store);
  if (!facts) return tl::unexpected(facts.error());
  auto questions = GroupConfirmations(AssembleSearchIntents(*facts), period.min_visitors);
  DropConfidential(snapshot, &questions);
  return store->learned_questions().Keep(questions);
}

Result<std::vector<ConfirmedQuestion>> PublicQuestions(const Snapshot& snapshot, Store* store) {
  auto questions = store->learned_questions().All();
  if (questions) DropConfidential(snapshot, &*questions);
  return questions;
}

std::string QuestionsTable(const std::vector<ConfirmedQuestion>& questions) {
  std::string table = "question\tlanguage\tarticle\tcount\tdate\n";
  for (const ConfirmedQuestion& question : questions) {
    table += CollapseWhiteSpace(question.question) + '\t' + question.language + '\t' +
             CollapseWhiteSpace(question.article) + '\t' + std::to_string(question.count) + '\t' +
             FormatUtc(question.last, "%Y-%m-%d") + '\n';
  }
  return table;
}

}  // namespace zeroline
