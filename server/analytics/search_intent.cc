#include "server/analytics/search_intent.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "server/analytics/redaction.h"
#include "server/analytics/wording.h"

namespace zeroline {
namespace {

// One fact about a visitor: a visit, an opinion or a form, by its place in the facts. Of one second
// what is read comes before what is said of it.
struct Sign {
  enum class Kind { kVisit, kOpinion, kForm };
  std::int64_t at = 0;
  Kind kind = Kind::kVisit;
  std::size_t index = 0;

  bool operator<(const Sign& other) const {
    return std::tie(at, kind, index) < std::tie(other.at, other.kind, other.index);
  }
};

using SignsByVisitor = std::unordered_map<std::string_view, std::vector<Sign>>;

SignsByVisitor SignsOf(const VisitFacts& facts) {
  SignsByVisitor signs;
  for (std::size_t i = 0; i < facts.visits.size(); ++i) {
    const Visit& visit = facts.visits[i];
    signs[visit.visitor].push_back({visit.step.at, Sign::Kind::kVisit, i});
  }
  for (std::size_t i = 0; i < facts.feedback.size(); ++i) {
    const auto visitor = signs.find(facts.feedback[i].visitor);
    if (visitor == signs.end()) continue;
    visitor->second.push_back({facts.feedback[i].at, Sign::Kind::kOpinion, i});
  }
  for (std::size_t i = 0; i < facts.forms.size(); ++i) {
    const auto visitor = signs.find(facts.forms[i].visitor);
    if (visitor == signs.end()) continue;
    visitor->second.push_back({facts.forms[i].opened_form, Sign::Kind::kForm, i});
  }
  signs.erase("");
  return signs;
}

// An intent and what is needed until its end is known.
struct Draft {
  SearchIntent intent;
  std::size_t first_visit = 0;
  std::vector<std::size_t> forms;
  bool is_solved = false;
  bool is_sent = false;
};

// Follows one visitor.
class Follower {
 public:
  Follower(const VisitFacts& facts, WordingReader* reader, std::vector<Draft>* drafts)
      : facts_(facts), reader_(*reader), drafts_(*drafts), own_(drafts->size()) {}

  void See(const Sign& sign) {
    if (sign.at - last_ > kVisitGap.count()) visit_ = drafts_.size();
    last_ = sign.at;
    switch (sign.kind) {
      case Sign::Kind::kVisit:
        return SeeVisit(sign.index);
      case Sign::Kind::kOpinion:
        return SeeOpinion(facts_.feedback[sign.index]);
      case Sign::Kind::kForm:
        if (Draft* const draft = Current()) draft->forms.push_back(sign.index);
        return;
    }
  }

  // The outcomes, once everything was seen.
  void Finish() {
    for (std::size_t i = own_; i < drafts_.size(); ++i) {
      for (const std::size_t form : drafts_[i].forms) AddForm(facts_.forms[form], &drafts_[i]);
      drafts_[i].intent.outcome = OutcomeOf(drafts_[i]);
    }
  }

 private:
  // The intent that what happens now belongs to; null after a silence.
  Draft* Current() { return drafts_.size() > visit_ ? &drafts_.back() : nullptr; }

  void SeeVisit(std::size_t index) {
    const Visit& visit = facts_.visits[index];
    if (visit.step.kind == TrailStep::Kind::kOpened) {
      if (Draft* const draft = Current()) Open(visit.step, &draft->intent);
    } else if (visit.step.kind == TrailStep::Kind::kSearched) {
      Search(visit, index);
    }
  }

  void Search(const Visit& visit, std::size_t index) {
    const std::string& language = visit.step.language;
    Wording wording = reader_.Read(Redacted(visit.step.text), language);
    if (wording.text.empty()) return;
    Draft* draft = Current();
    if (draft != nullptr && draft->intent.language != language) draft = nullptr;
    WordingRelation relation = draft == nullptr ? WordingRelation::kUnrelated
                                                : reader_.Relate(wording_, wording, language);
    if (relation == WordingRelation::kUnrelated && IsSecondTry(draft, visit)) {
      relation = WordingRelation::kRefinement;
    }
    if (relation == WordingRelation::kSame || (draft != nullptr && IsKnown(*draft, wording))) {
      return;
    }
    if (relation == WordingRelation::kUnrelated) draft = Begin(visit, index);
    draft->intent.is_reformulated |= relation == WordingRelation::kRefinement;
    draft->intent.wordings.push_back(wording.text);
    draft->intent.results = visit.search.results;
    draft->intent.confidence = visit.search.confidence;
    draft->intent.nearest = visit.search.nearest;
    draft->intent.nearest_language = visit.search.nearest_language;
    wording_ = std::move(wording);
    searched_ = visit.step.at;
  }

  bool IsSecondTry(const Draft* draft, const Visit& visit) const {
    return draft != nullptr && draft->intent.results == 0 && draft->intent.opened.empty() &&
           visit.step.at - searched_ <= kSecondTry.count();
  }

  static bool IsKnown(const Draft& draft, const Wording& wording) {
    const auto& wordings = draft.intent.wordings;
    return std::find(wordings.begin(), wordings.end(), wording.text) != wordings.end();
  }

  Draft* Begin(const Visit& visit, std::size_t index) {
    Draft draft;
    draft.first_visit = index;
    draft.intent.visitor = visit.visitor;
    draft.intent.language = visit.step.language;
    draft.intent.channel = visit.search.channel;
    draft.intent.at = visit.step.at;
    drafts_.push_back(std::move(draft));
    return &drafts_.back();
  }

  static OpenedArticle* Find(const std::string& article, SearchIntent* intent) {
    const auto found =
        std::find_if(intent->opened.begin(), intent->opened.end(),
                     [&](const OpenedArticle& opened) { return opened.article == article; });
    return found == intent->opened.end() ? nullptr : &*found;
  }

  static void Open(const TrailStep& step, SearchIntent* intent) {
    if (step.article.empty() || Find(step.article, intent) != nullptr) return;
    intent->opened.push_back({step.article, step.language, step.title});
  }

  // Of the intent of this visit that the article was opened in last.
  void SeeOpinion(const ArticleFeedback& feedback) {
    for (std::size_t i = drafts_.size(); i-- > visit_;) {
      OpenedArticle* const opened = Find(feedback.article, &drafts_[i].intent);
      if (opened == nullptr) continue;
      opened->helped = feedback.helped;
      opened->not_helped = !feedback.helped;
      return;
    }
  }

  // Solved, and not asked again before the window had passed.
  bool IsSolved(const IntentFacts& form) const {
    return form.solved > 0 && form.sent == 0 &&
           (form.next_ticket == 0 ||
            form.next_ticket - form.solved > facts_.reversal_window.count());
  }

  void AddForm(const IntentFacts& form, Draft* draft) const {
    SearchIntent& intent = draft->intent;
    const bool is_sent = form.sent > 0;
    if (intent.ticket_intent.empty() || (is_sent && !draft->is_sent)) {
      intent.ticket_intent = form.intent;
    }
    draft->is_sent |= is_sent;
    if (!IsSolved(form)) return;
    draft->is_solved = true;
    if (form.solved_by.empty()) return;
    OpenedArticle* opened = Find(form.solved_by, &intent);
    if (opened == nullptr) {
      intent.opened.push_back({form.solved_by, form.language, ""});
      opened = &intent.opened.back();
    }
    opened->helped = true;
    opened->not_helped = false;
  }

  static SearchIntent::Outcome OutcomeOf(const Draft& draft) {
    using Outcome = SearchIntent::Outcome;
    const auto& opened = draft.intent.opened;
    if (draft.is_sent) return Outcome::kSent;
    const bool is_helped = std::any_of(opened.begin(), opened.end(),
                                       [](const auto& article) { return article.helped; });
    if (is_helped || draft.is_solved) return Outcome::kHelped;
    if (!opened.empty()) return Outcome::kOpened;
    return draft.intent.results == 0 ? Outcome::kUnanswered : Outcome::kUnopened;
  }

  const VisitFacts& facts_;
  WordingReader& reader_;
  std::vector<Draft>& drafts_;
  const std::size_t own_;               // where this visitor's drafts begin
  std::size_t visit_ = drafts_.size();  // where those of this visit begin
  std::int64_t last_ = 0;
  Wording wording_;            // the last one of the current intent
  std::int64_t searched_ = 0;  // when
};

}  // namespace

std::vector<SearchIntent> AssembleSearchIntents(const VisitFacts& facts) {
  WordingReader reader;
  std::vector<Draft> drafts;
  for (auto& [visitor, signs] : SignsOf(facts)) {
    std::vector<Sign> in_order = signs;
    std::sort(in_order.begin(), in_order.end());
    Follower follower(facts, &reader, &drafts);
    for (const Sign& sign : in_order) follower.See(sign);
    follower.Finish();
  }
  std::sort(drafts.begin(), drafts.end(),
            [](const Draft& a, const Draft& b) { return a.first_visit < b.first_visit; });
  std::vector<SearchIntent> intents;
  intents.reserve(drafts.size());
  for (Draft& draft : drafts) intents.push_back(std::move(draft.intent));
  return intents;
}

}  // namespace zeroline
