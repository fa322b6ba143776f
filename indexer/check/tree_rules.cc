#include "indexer/check/tree_rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "indexer/check/nearest.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

constexpr std::string_view kEverybody = "public";

// A habit is what at least this share of a language's articles do, if there are enough to tell.
constexpr std::size_t kHabitPercent = 60;
constexpr std::size_t kEnoughArticles = 10;
// A language counts as one that the tree is translated into if more of its articles are.
constexpr std::size_t kTranslatedPercent = 50;
// Articles that bear a tag which a rare one may be mistyped for.
constexpr std::size_t kFrequentTag = 5;

using Articles = std::vector<const CheckedArticle*>;

bool IsPublic(const CheckedArticle& checked) { return checked.article->audience == kEverybody; }

// Whether the readers of `one` may read `other`.
bool MayName(const CheckedArticle& one, const CheckedArticle& other) {
  return IsPublic(other) || one.article->audience == other.article->audience;
}

SourcePlace TitlePlace(const CheckedArticle& checked) {
  if (checked.manuscript->Field("title") != nullptr) return checked.PlaceOfField("title");
  const auto& headings = checked.manuscript->headings;
  return headings.empty() ? SourcePlace() : headings.front().place;
}

// Public articles first, so that a later one can name an earlier one.
Articles PublicFirst(const std::vector<CheckedArticle>& articles) {
  Articles ordered;
  for (const CheckedArticle& checked : articles) ordered.push_back(&checked);
  std::stable_partition(ordered.begin(), ordered.end(),
                        [](const CheckedArticle* checked) { return IsPublic(*checked); });
  return ordered;
}

void CheckTitles(const Articles& articles, std::vector<Diagnostic>* findings) {
  std::map<std::pair<std::string, std::string>, Articles> known;  // by language and title
  for (const CheckedArticle* checked : articles) {
    const std::string title = Slugify(checked->article->title);
    if (title.empty()) continue;
    Articles& same = known[{checked->article->language, title}];
    const auto other = std::find_if(same.begin(), same.end(), [&](const CheckedArticle* earlier) {
      return MayName(*checked, *earlier);
    });
    if (other != same.end() && checked->Wants("duplicate-title")) {
      findings->push_back(checked->Finding("duplicate-title", TitlePlace(*checked),
                                           "the title \"" + checked->article->title +
                                               "\" is also that of " + (*other)->path() +
                                               "; say in each what is particular to it"));
    }
    same.push_back(checked);
  }
}

void CheckListedTags(const CheckedArticle& checked, std::vector<Diagnostic>* findings) {
  const std::vector<std::string>& listed = checked.settings->tags();
  for (const std::string& tag : checked.article->tags) {
    if (std::find(listed.begin(), listed.end(), tag) != listed.end()) continue;
    const std::string nearest =
        Nearest(tag, std::vector<std::string_view>(listed.begin(), listed.end()));
    findings->push_back(checked.Finding(
        "unknown-tag", checked.PlaceOfField("tags"),
        "the tag \"" + tag + "\" is not among those of check.yaml" +
            (nearest.empty() ? "; use one of them, or add it there" : "; perhaps " + nearest)));
  }
}

// How many articles bear each tag.
using TagCounts = std::map<std::string, std::size_t, std::less<>>;

// The frequent tag that a rare one is one slip away from, or "".
std::string MeantTag(const std::string& tag, const TagCounts& counts) {
  constexpr std::size_t kShortest = 4;
  if (tag.size() < kShortest) return "";
  for (const auto& [other, count] : counts) {
    if (count < kFrequentTag || other == tag || EditDistance(tag, other, 1) > 1) continue;
    // Numbers and single letters make other tags, not mistyped ones: "windows-10", "windows-11".
    const auto differs = std::mismatch(tag.begin(), tag.end(), other.begin(), other.end());
    const auto is_digit = [](auto at, auto end) { return at != end && *at >= '0' && *at <= '9'; };
    if (is_digit(differs.first, tag.end()) || is_digit(differs.second, other.end())) continue;
    return other;
  }
  return "";
}

void CheckTags(const Articles& articles, std::vector<Diagnostic>* findings) {
  std::map<std::string, TagCounts> counts;  // by language; of public articles
  for (const CheckedArticle* checked : articles) {
    if (!IsPublic(*checked)) continue;
    for (const std::string& tag : checked->article->tags) ++counts[checked->article->language][tag];
  }
  for (const CheckedArticle* checked : articles) {
    if (!checked->Wants("unknown-tag")) continue;
    if (!checked->settings->tags().empty()) {
      CheckListedTags(*checked, findings);
      continue;
    }
    const TagCounts& known = counts[checked->article->language];
    for (const std::string& tag : checked->article->tags) {
      const auto found = known.find(tag);
      if (found != known.end() && found->second > 1) continue;
      const std::string meant = MeantTag(tag, known);
      if (meant.empty()) continue;
      findings->push_back(checked->Finding(
          "unknown-tag", checked->PlaceOfField("tags"),
          "the tag \"" + tag + "\" stands only here; perhaps it should be " + meant));
    }
  }
}

// Articles of a language that do something most others do not leave out.
template <typename Does>
void CheckHabit(const Articles& articles, std::string_view rule, const std::string& message,
                const Does& does, std::vector<Diagnostic>* findings) {
  std::map<std::string, std::pair<std::size_t, std::size_t>> habits;  // doing it, all
  for (const CheckedArticle* checked : articles) {
    auto& [doing, all] = habits[checked->article->language];
    doing += does(*checked->article) ? 1 : 0;
    ++all;
  }
  for (const CheckedArticle* checked : articles) {
    const auto& [doing, all] = habits[checked->article->language];
    const bool is_habit = all >= kEnoughArticles && doing * 100 >= all * kHabitPercent;
    if (!is_habit || does(*checked->article) || !checked->Wants(rule)) continue;
    findings->push_back(checked->Finding(rule, {}, message));
  }
}

class Translations {
 public:
  Translations(const Articles& articles, const std::string& original_language)
      : original_language_(original_language) {
    for (const CheckedArticle* checked : articles) {
      groups_[{checked->article->audience, checked->article->id}].push_back(checked);
    }
    FindHabits();
  }

  void Check(std::vector<Diagnostic>* findings) const {
    for (const auto& [key, group] : groups_) {
      const CheckedArticle& original = Original(group);
      if (!original.Wants("missing-translation")) continue;
      std::string missing;
      const std::vector<std::string>& decided = original.settings->languages();
      const auto habit = habits_.find(key.first);
      const std::vector<std::string>& wanted =
          decided.empty() && habit != habits_.end() ? habit->second : decided;
      for (const std::string& language : wanted) {
        const bool has = std::any_of(group.begin(), group.end(), [&](const CheckedArticle* one) {
          return one->article->language == language;
        });
        if (!has) missing += (missing.empty() ? "" : ", ") + language;
      }
      if (missing.empty()) continue;
      const std::string first = missing.substr(0, missing.find(','));
      findings->push_back(
          original.Finding("missing-translation", {},
                           "not translated into " + missing + "; begin with " + first + "/" +
                               original.path().substr(original.path().find('/') + 1)));
    }
  }

 private:
  const CheckedArticle& Original(const Articles& group) const {
    for (const CheckedArticle* checked : group) {
      if (checked->article->language == original_language_) return *checked;
    }
    return *group.front();
  }

  // The languages that most articles of each audience are in.
  void FindHabits() {
    std::map<std::string, std::map<std::string, std::size_t>> counts;
    std::map<std::string, std::size_t> all;
    for (const auto& [key, group] : groups_) {
      std::set<std::string> languages;
      for (const CheckedArticle* checked : group) languages.insert(checked->article->language);
      for (const std::string& language : languages) ++counts[key.first][language];
      ++all[key.first];
    }
    for (const auto& [audience, languages] : counts) {
      for (const auto& [language, count] : languages) {
        if (count * 100 > all[audience] * kTranslatedPercent) habits_[audience].push_back(language);
      }
    }
  }

  const std::string& original_language_;
  std::map<std::pair<std::string, std::string>, Articles> groups_;  // by audience and id
  std::map<std::string, std::vector<std::string>> habits_;          // by audience
};

}  // namespace

std::vector<Diagnostic> CheckAcross(const std::vector<CheckedArticle>& articles,
                                    const std::string& original_language) {
  std::vector<Diagnostic> findings;
  const Articles ordered = PublicFirst(articles);
  CheckTitles(ordered, &findings);
  CheckTags(ordered, &findings);
  CheckHabit(
      ordered, "missing-summary",
      "the article has no summary, as most others do; add one sentence as `summary`",
      [](const Article& article) { return !article.summary.empty(); }, &findings);
  CheckHabit(
      ordered, "missing-questions",
      "the article has no questions, as most others do; add what readers would ask",
      [](const Article& article) { return !article.questions.empty(); }, &findings);
  Translations(ordered, original_language).Check(&findings);
  return findings;
}

}  // namespace zeroline
