#include "bench/simulated_month.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <optional>
#include <random>
#include <utility>

#include "indexer/language/keyboard_layout.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

constexpr std::int64_t kMonth = std::int64_t{30} * 24 * 60 * 60;
constexpr std::size_t kFirstResults = 10;
// How many people ask in each language, of a hundred.
constexpr std::array<std::pair<const char*, std::size_t>, 4> kLanguages = {
    {{"en", 40}, {"ru", 25}, {"pl", 20}, {"zh", 15}}};

struct Readable {
  std::string id;
  std::string title;
  std::vector<std::string> questions;
};

// The first failure ends the month.
class Month {
 public:
  Month(const MonthOptions& options, const Snapshot& snapshot, Store* store, std::int64_t* now)
      : options_(options), snapshot_(snapshot), store_(*store), now_(*now), random_(options.seed) {
    for (const auto& [language, share] : kLanguages) ReadArticles(language);
  }

  Result<MonthCounts> Live(const MonthPlan& plan) {
    const std::int64_t begin = options_.end - kMonth;
    for (std::size_t i = 0; i < options_.visits && status_; ++i) {
      // Evenly over the month, in order.
      now_ = begin +
             static_cast<std::int64_t>(i) * kMonth / static_cast<std::int64_t>(options_.visits);
      visitor_ = NewVisitor();
      Visit(plan);
      Write();
    }
    if (!status_) return tl::unexpected(status_.error());
    return counts_;
  }

 private:
  void ReadArticles(const std::string& language) {
    for (const LanguageReader* reader : snapshot_.readers(language, {"public"})) {
      for (std::size_t i = 0; i < reader->catalog().size(); ++i) {
        const auto article = reader->articles().Find(reader->catalog().entry(i).docid);
        if (!article || article->question_count() == 0) continue;
        Readable readable{std::string(article->id()), std::string(article->title()), {}};
        for (std::size_t q = 0; q < article->question_count(); ++q) {
          readable.questions.emplace_back(article->question(q));
        }
        articles_[language].push_back(std::move(readable));
      }
    }
  }

  std::size_t Below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  bool Chance(std::size_t percent) { return Below(100) < percent; }
  template <typename T>
  const T& OneOf(const std::vector<T>& all) {
    return all[Below(all.size())];
  }

  std::string NewVisitor() {
    std::array<char, 33> id{};
    std::snprintf(id.data(), id.size(), "%016llx%016llx",
                  static_cast<unsigned long long>(random_()),
                  static_cast<unsigned long long>(random_()));
    return id.data();
  }

  void Visit(const MonthPlan& plan) {
    std::size_t kind = Below(100);
    if (kind < options_.gap_percent) return AskGap(OneOf(plan.gaps));
    kind -= options_.gap_percent;
    if (kind < options_.failed_percent) return AskFailed(OneOf(plan.failed));
    kind -= options_.failed_percent;
    if (kind < options_.missing_percent) return AskMissing(OneOf(plan.missing));
    AskEveryday();
  }

  // The first results; records the search.
  std::vector<SearchHit> Search(const std::string& text, const std::string& language) {
    SearchRequest request;
    request.query = Understand(text);
    request.language = language;
    request.audiences = {"public"};
    request.limit = kFirstResults;
    const Result<SearchAnswer> answer = searcher_.Search(snapshot_, request);
    if (!answer) {
      status_ = tl::unexpected(answer.error());
      return {};
    }
    IntentEvent event = Event(language);
    event.step.kind = TrailStep::Kind::kSearched;
    event.step.text = text;
    event.step.language = language;
    event.search.results = static_cast<std::int64_t>(answer->total);
    event.search.confidence = answer->confidence;
    if (!answer->hits.empty()) {
      event.search.nearest = answer->hits[0].id;
      event.search.nearest_language = answer->hits[0].language;
    }
    Record(event);
    ++counts_.searches;
    return answer->hits;
  }

  IntentEvent Event(const std::string& language) {
    IntentEvent event;
    event.visitor = visitor_;
    event.language = language;
    event.at = now_;
    event.step.at = now_;
    return event;
  }

  void Record(const IntentEvent& event) {
    events_.push_back(event);
    now_ += 1 + static_cast<std::int64_t>(Below(20));
  }

  void Open(const std::string& article, const std::string& language, const std::string& title) {
    IntentEvent event = Event(language);
    event.step.kind = TrailStep::Kind::kOpened;
    event.step.article = article;
    event.step.language = language;
    event.step.title = title;
    event.step.build = static_cast<std::int64_t>(snapshot_.build_number());
    Record(event);
    ++counts_.opened;
  }

  // Of one visit at once: a write waits for the disk.
  void Write() {
    if (status_ && !events_.empty()) status_ = store_.intents().Record(events_);
    events_.clear();
  }

  enum class Opinion { kHelped, kDidNot };

  void Say(const std::string& article, const std::string& language, Opinion opinion) {
    if (!status_) return;
    ArticleFeedback feedback;
    feedback.visitor = visitor_;
    feedback.article = article;
    feedback.language = language;
    feedback.version = "00000000";
    feedback.helped = opinion == Opinion::kHelped;
    if (!feedback.helped) feedback.reason = "incomplete";
    status_ = store_.feedback().Record(feedback);
    now_ += 5;
    ++counts_.opinions;
  }

  void SendRequest(const std::string& language) {
    IntentEvent event = Event(language);
    event.kind = IntentEvent::Kind::kFormOpened;
    event.intent = NewVisitor();
    Record(event);
    event.kind = IntentEvent::Kind::kSent;
    event.at = now_;
    Record(event);
    ++counts_.requests;
  }

  void AskGap(const PlantedQuestion& gap) {
    const auto hits = Search(OneOf(gap.wordings), gap.language);
    if (!hits.empty() && Chance(10)) {
      Open(hits[0].id, hits[0].language, hits[0].title);
      if (Chance(30)) Say(hits[0].id, hits[0].language, Opinion::kDidNot);
    }
    if (Chance(35)) SendRequest(gap.language);
  }

  void AskFailed(const PlantedQuestion& failed) {
    Search(OneOf(failed.wordings), failed.language);
    Open(failed.article, failed.language, failed.article);
    Say(failed.article, failed.language, Opinion::kHelped);
  }

  void AskMissing(const PlantedQuestion& missing) {
    const auto hits = Search(OneOf(missing.wordings), missing.language);
    for (const SearchHit& hit : hits) {
      if (hit.id != missing.article || !Chance(80)) continue;
      return Open(hit.id, hit.language, hit.title);
    }
  }

  // As people type it who know better.
  std::string Mistyped(const std::string& text, const std::string& language) {
    const std::size_t kind = Below(100);
    std::u32string letters = ToCodePoints(text);
    if (kind < 10 && letters.size() > 5 && language != "zh") {
      const std::size_t at = 1 + Below(letters.size() - 3);
      std::swap(letters[at], letters[at + 1]);
      return Encoded(letters);
    }
    if (kind < 13 && language == "ru") {
      return TypedOnOtherLayout(text, Layout::kRussian, Layout::kEnglish);
    }
    if (kind < 18 && letters.size() > 12) {
      return Encoded(letters.substr(0, letters.size() * 2 / 3));
    }
    return text;
  }

  static std::string Encoded(const std::u32string& letters) {
    std::string text;
    for (const char32_t c : letters) {
      if (c < 0x80) {
        text += static_cast<char>(c);
      } else if (c < 0x800) {
        text += static_cast<char>(0xC0 | (c >> 6));
        text += static_cast<char>(0x80 | (c & 0x3F));
      } else {
        text += static_cast<char>(0xE0 | (c >> 12));
        text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (c & 0x3F));
      }
    }
    return text;
  }

  std::string SomeLanguage() {
    std::size_t place = Below(100);
    for (const auto& [language, share] : kLanguages) {
      if (place < share) return language;
      place -= share;
    }
    return kLanguages[0].first;
  }

  static std::optional<std::size_t> RankOf(const std::string& id,
                                           const std::vector<SearchHit>& hits) {
    for (std::size_t i = 0; i < hits.size(); ++i) {
      if (hits[i].id == id) return i;
    }
    return std::nullopt;
  }

  void AskEveryday() {
    const std::string language = SomeLanguage();
    if (articles_[language].empty()) return;
    const Readable& wanted = OneOf(articles_[language]);
    auto rank = RankOf(wanted.id, Search(Mistyped(OneOf(wanted.questions), language), language));
    if (!rank) rank = RankOf(wanted.id, Search(wanted.title, language));
    const bool opens = rank && Chance(*rank < 3 ? 80 : 40);
    if (!opens) {
      if (!rank && Chance(20)) SendRequest(language);
      return;
    }
    Open(wanted.id, language, wanted.title);
    if (Chance(15)) {
      Say(wanted.id, language, Opinion::kHelped);
    } else if (Chance(3)) {
      Say(wanted.id, language, Opinion::kDidNot);
    } else if (Chance(4)) {
      SendRequest(language);
    }
  }

  const MonthOptions& options_;
  const Snapshot& snapshot_;
  const Searcher searcher_;
  Store& store_;
  std::int64_t& now_;
  std::mt19937_64 random_;
  std::map<std::string, std::vector<Readable>> articles_;
  std::string visitor_;
  std::vector<IntentEvent> events_;
  MonthCounts counts_;
  Status status_;
};

}  // namespace

Result<MonthCounts> SimulateMonth(const MonthOptions& options, const MonthPlan& plan,
                                  const Snapshot& snapshot, Store* store, std::int64_t* now) {
  return Month(options, snapshot, store, now).Live(plan);
}

}  // namespace zeroline
