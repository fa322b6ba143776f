#include "indexer/use/use_weights.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "indexer/language/analyzer.h"
#include "indexer/use/question_language.h"

namespace zeroline {
namespace {

using Family = std::vector<std::size_t>;  // indices of an article's versions

// Which versions an id stands for, old ids included; a current id is stronger than an old one.
class Families {
 public:
  explicit Families(const std::vector<UseTarget>& targets) {
    for (std::size_t i = 0; i < targets.size(); ++i) by_id_[targets[i].id].push_back(i);
    for (const UseTarget& target : targets) {
      for (const std::string& former : target.former_ids) renamed_.emplace(former, target.id);
    }
  }

  // "" if no such article is published.
  std::string_view CurrentId(const std::string& id) const {
    if (const auto found = by_id_.find(id); found != by_id_.end()) return found->first;
    const auto renamed = renamed_.find(id);
    return renamed == renamed_.end() ? std::string_view() : std::string_view(renamed->second);
  }
  const Family& Of(std::string_view id) const { return by_id_.at(std::string(id)); }

 private:
  std::unordered_map<std::string, Family> by_id_;
  std::unordered_map<std::string, std::string> renamed_;
};

// What speaks for a question leading to one article.
struct Evidence {
  double strength = 0;
  double heaviest = 0;  // of one line
  std::string_view text;

  void Add(double more, std::string_view written) {
    strength += more;
    if (more > heaviest || (more == heaviest && written < text)) {
      heaviest = more;
      text = written;
    }
  }
};

using ByArticle = std::map<std::string_view, Evidence>;
using QuestionKey = std::pair<std::string, std::string_view>;  // SameQuestionKey(), language

std::map<QuestionKey, ByArticle> Gather(const std::vector<ConfirmedRow>& rows,
                                        const Families& families, std::size_t* unknown) {
  std::int32_t newest = 0;
  for (const ConfirmedRow& row : rows) newest = std::max(newest, row.day);
  std::map<QuestionKey, ByArticle> gathered;
  for (const ConfirmedRow& row : rows) {
    const std::string_view id = families.CurrentId(row.article_id);
    if (id.empty()) {
      ++*unknown;
      continue;
    }
    const double age = newest - row.day;
    gathered[{SameQuestionKey(row.question), row.language}][id].Add(
        row.count * std::exp2(-age / kHalfLifeDays), row.question);
  }
  return gathered;
}

// The claims of articles that have a version for this audience.
ByArticle ClaimsOf(const std::string& audience, const ByArticle& claims, const Families& families,
                   const std::vector<UseTarget>& targets) {
  ByArticle own;
  for (const auto& [id, evidence] : claims) {
    const Family& family = families.Of(id);
    const bool is_here = std::any_of(family.begin(), family.end(), [&](std::size_t i) {
      return targets[i].audience == audience;
    });
    if (is_here) own.emplace(id, evidence);
  }
  return own;
}

// Where clicks disagree, some are wrong.
ByArticle Settled(ByArticle claims) {
  double total = 0;
  for (const auto& [id, evidence] : claims) total += evidence.strength;
  const bool is_clear = std::any_of(claims.begin(), claims.end(), [&](const auto& claim) {
    return claim.second.strength >= kClearMajority * total;
  });
  for (auto& [id, evidence] : claims) {
    const double share = evidence.strength / total;
    if (is_clear && share < kClearMajority) evidence.strength = 0;
    if (!is_clear) evidence.strength *= share;
  }
  return claims;
}

// The versions of an article that a question belongs to.
std::vector<std::size_t> Recipients(const Family& family, const std::vector<UseTarget>& targets,
                                    const ConfirmedRow& question,
                                    const std::string& public_audience) {
  auto home = std::find_if(family.begin(), family.end(),
                           [&](std::size_t i) { return targets[i].language == question.language; });
  if (home == family.end()) {
    home = std::find_if(family.begin(), family.end(), [&](std::size_t i) {
      return SameLanguage(targets[i].language, question.language);
    });
  }
  const bool has_home = home != family.end();
  if (has_home && !IsLanguageNeutral(question.question, question.language)) return {*home};
  const bool is_mixed = std::any_of(family.begin(), family.end(), [&](std::size_t i) {
    return targets[i].audience != targets[family.front()].audience;
  });
  std::vector<std::size_t> recipients;
  for (const std::size_t i : family) {
    const std::string& audience = targets[i].audience;
    const bool may_know =
        has_home ? audience == targets[*home].audience : !is_mixed || audience != public_audience;
    if (may_know) recipients.push_back(i);
  }
  return recipients;
}

std::vector<CountedQuestion> Strongest(const std::map<std::string_view, Evidence>& by_key) {
  std::vector<Evidence> all;
  for (const auto& [key, evidence] : by_key) all.push_back(evidence);
  std::sort(all.begin(), all.end(), [](const Evidence& a, const Evidence& b) {
    return a.strength != b.strength ? a.strength > b.strength : a.text < b.text;
  });
  if (all.size() > kMaxQuestionsPerArticle) all.resize(kMaxQuestionsPerArticle);
  std::vector<CountedQuestion> counted;
  for (const Evidence& evidence : all) {
    const auto count = std::bit_floor(static_cast<std::uint32_t>(
        std::clamp(evidence.strength, 1.0, static_cast<double>(kMaxRowCount))));
    counted.push_back({std::string(evidence.text), count});
  }
  return counted;
}

}  // namespace

UseWeights WeighQuestions(const std::vector<ConfirmedRow>& rows,
                          const std::vector<UseTarget>& targets,
                          const std::string& public_audience) {
  UseWeights weights;
  const Families families(targets);
  std::set<std::string> audiences;
  for (const UseTarget& target : targets) audiences.insert(target.audience);
  std::vector<std::map<std::string_view, Evidence>> by_target(targets.size());
  const auto deal = [&](const QuestionKey& key, const ByArticle& claims,
                        const std::string& audience) {
    for (const auto& [id, evidence] : claims) {
      if (evidence.strength < kMinStrength) continue;
      const ConfirmedRow question{std::string(evidence.text), std::string(key.second), {}, 0, 0};
      for (const std::size_t i : Recipients(families.Of(id), targets, question, public_audience)) {
        if (targets[i].audience != audience) continue;
        by_target[i][key.first].Add(evidence.strength, evidence.text);
      }
    }
  };
  const std::map<QuestionKey, ByArticle> gathered =
      Gather(rows, families, &weights.unknown_articles);
  for (const auto& [key, claims] : gathered) {
    for (const std::string& audience : audiences) {
      deal(key, Settled(ClaimsOf(audience, claims, families, targets)), audience);
    }
  }
  for (const auto& by_key : by_target) weights.questions.push_back(Strongest(by_key));
  return weights;
}

}  // namespace zeroline
