#include "server/deflection/deflection.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "indexer/language/text.h"
#include "server/deflection/incident_watch.h"
#include "server/deflection/ledger_queue.h"
#include "server/deflection/never_articles.h"
#include "server/deflection/recent_keys.h"
#include "server/deflection/topic_words.h"
#include "server/query/ticket.h"
#include "server/search/analyzer_pool.h"

namespace zeroline {
namespace {

constexpr std::chrono::milliseconds kIncidentInterval{1000};
constexpr std::chrono::milliseconds kTrailPatience{1000};
constexpr std::size_t kRecentKeys = 20'000;
// While somebody writes, the ledger hears of it this often.
constexpr std::int64_t kSignOfLifeSeconds = 60;
// Looked at while articles of an incident's sections may have to be left out.
constexpr std::size_t kCandidates = 10;

// Articles less likely than this share of the best one's likelihood only take room from it.
constexpr double kMinLikelihood = 1.0 / 20;

constexpr std::size_t kMinWords = 2;
constexpr std::size_t kMinCharacters = 8;
constexpr std::size_t kMinUnspacedCharacters = 2;

// Thai, Lao, Burmese, Khmer; kana; Han.
bool IsOfUnspacedScript(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
         (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0x30FF) ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}

// Whether there is something to look for: each search costs, and the first letters of a text find
// anything.
bool SaysEnough(const HelpRequest& request) {
  std::size_t words = 0;
  std::size_t characters = 0;
  std::size_t unspaced = 0;
  for (const std::string& sentence : SplitTicket(request.subject, request.body, request.language)) {
    words += CountRoughWords(sentence);
    for (std::size_t i = 0; i < sentence.size();) {
      const char32_t c = NextCodePoint(sentence, &i);
      characters += c != ' ' ? 1 : 0;
      unspaced += IsOfUnspacedScript(c) ? 1 : 0;
    }
  }
  return unspaced >= kMinUnspacedCharacters || (words >= kMinWords && characters >= kMinCharacters);
}

bool IsOfSection(const Incident& incident, const std::string& section) {
  const auto& sections = incident.sections;
  return std::find(sections.begin(), sections.end(), section) != sections.end();
}

bool IsOfAnySection(const std::vector<Incident>& incidents, const std::string& section) {
  return std::any_of(incidents.begin(), incidents.end(),
                     [&](const Incident& one) { return IsOfSection(one, section); });
}

IntentEvent EventOf(const HelpRequest& request, IntentEvent::Kind kind) {
  IntentEvent event;
  event.kind = kind;
  event.intent = request.intent;
  event.visitor = request.visitor;
  event.language = request.language;
  event.channel = request.channel;
  return event;
}

TrailStep ShownStep(const SearchHit& hit, std::uint64_t build) {
  TrailStep step;
  step.kind = TrailStep::Kind::kShown;
  step.article = hit.id;
  step.language = hit.language;
  step.title = hit.title;
  step.anchor = hit.anchor;
  step.build = static_cast<std::int64_t>(build);
  return step;
}

}  // namespace

struct Deflection::Impl {
  Impl(const DeflectionSettings& given, const Searcher* used, Store* state)
      : settings(given),
        searcher(*used),
        store(*state),
        incidents(kIncidentInterval, [this] { return store.incidents().Current(); }),
        queue(QueueSettings(given),
              [this](const auto& events) { return store.intents().Record(events); }) {}

  static LedgerQueue::Settings QueueSettings(const DeflectionSettings& settings) {
    LedgerQueue::Settings queue;
    queue.max_queued = settings.max_queued;
    return queue;
  }

  void Record(IntentEvent event) {
    if (event.at == 0) event.at = settings.clock();
    if (event.step.at == 0) event.step.at = event.at;
    queue.Push(std::move(event));
  }

  // `key` says what happened in this intent.
  void RecordOnce(const std::string& key, IntentEvent event) {
    if (event.intent.empty()) return;
    if (recent.IsNew(event.intent + '\n' + key)) Record(std::move(event));
  }

  Result<std::vector<Incident>> IncidentsAbout(const std::string& text, const std::string& language,
                                               const std::vector<Incident>& current);
  Result<SearchAnswer> Search(const Snapshot& snapshot, const HelpRequest& request,
                              std::size_t limit);
  Result<Help> Answer(const Snapshot& snapshot, const HelpRequest& request);
  void Offer(std::uint64_t build, const HelpRequest& request, Help* help);

  const DeflectionSettings settings;
  const Searcher& searcher;
  Store& store;
  AnalyzerPool analyzers;
  NeverArticles never;
  RecentKeys recent{kRecentKeys};
  IncidentWatch incidents;
  LedgerQueue queue;
};

Result<std::vector<Incident>> Deflection::Impl::IncidentsAbout(
    const std::string& text, const std::string& language, const std::vector<Incident>& current) {
  std::vector<Incident> about;
  if (std::all_of(current.begin(), current.end(),
                  [](const Incident& one) { return one.words.empty(); })) {
    return about;
  }
  const auto analyzer = analyzers.Borrow(language);
  if (!analyzer) return tl::unexpected(analyzer.error());
  const TopicWords topics(TruncateUtf8(text, kMaxTicketBytes), &**analyzer);
  for (const Incident& incident : current) {
    const bool is_about = std::any_of(incident.words.begin(), incident.words.end(),
                                      [&](const std::string& word) { return topics.Has(word); });
    if (is_about) about.push_back(incident);
  }
  return about;
}

Result<SearchAnswer> Deflection::Impl::Search(const Snapshot& snapshot, const HelpRequest& request,
                                              std::size_t limit) {
  Result<std::vector<std::string>> excluded =
      never.Of(snapshot, request.language, request.audiences);
  if (!excluded) return tl::unexpected(excluded.error());
  TicketRequest ticket;
  ticket.subject = request.subject;
  ticket.body = request.body;
  ticket.language = request.language;
  ticket.audiences = request.audiences;
  ticket.limit = limit;
  ticket.excluded = *std::move(excluded);
  return searcher.SearchTicket(snapshot, ticket);
}

// Confident articles: shown, or withheld so that the effect of showing can be told.
void Deflection::Impl::Offer(std::uint64_t build, const HelpRequest& request, Help* help) {
  RecordOnce("eligible", EventOf(request, IntentEvent::Kind::kEligible));
  if (!request.intent.empty() && IsWithheld(request.intent, settings.holdout)) {
    RecordOnce("withheld", EventOf(request, IntentEvent::Kind::kWithheld));
    help->articles.clear();
    return;
  }
  help->decision = Help::Decision::kSuggest;
  for (const SearchHit& hit : help->articles) {
    IntentEvent event = EventOf(request, IntentEvent::Kind::kStep);
    event.step = ShownStep(hit, build);
    RecordOnce("shown\n" + hit.id + '\n' + hit.language, std::move(event));
  }
}

Result<Help> Deflection::Impl::Answer(const Snapshot& snapshot, const HelpRequest& request) {
  const std::string minute = std::to_string(settings.clock() / kSignOfLifeSeconds);
  RecordOnce(minute, EventOf(request, IntentEvent::Kind::kFormOpened));
  const IncidentWatch::Current current = incidents.current();
  Help help;
  Result<std::vector<Incident>> about =
      IncidentsAbout(request.subject + "\n" + request.body, request.language, *current);
  if (!about) return tl::unexpected(about.error());
  help.incidents = *std::move(about);
  if (!help.incidents.empty()) {
    help.decision = Help::Decision::kIncident;
    return help;
  }
  if (!SaysEnough(request)) return help;
  Result<SearchAnswer> answer =
      Search(snapshot, request, current->empty() ? kMaxHelpArticles : kCandidates);
  if (!answer) return tl::unexpected(answer.error());
  help.confidence = answer->confidence;
  if (!answer->suggest || answer->hits.empty()) return help;
  const std::string& best_section = answer->hits.front().section;
  for (const Incident& incident : *current) {
    if (IsOfSection(incident, best_section)) help.incidents.push_back(incident);
  }
  if (!help.incidents.empty()) {
    help.decision = Help::Decision::kIncident;
    return help;
  }
  const double least = kMinLikelihood * answer->hits.front().confidence;
  for (SearchHit& hit : answer->hits) {
    if (help.articles.size() == kMaxHelpArticles || hit.confidence < least) break;
    if (!IsOfAnySection(*current, hit.section)) help.articles.push_back(std::move(hit));
  }
  Offer(snapshot.build_number(), request, &help);
  return help;
}

Deflection::Deflection(const DeflectionSettings& settings, const Searcher* searcher, Store* store)
    : impl_(std::make_unique<Impl>(settings, searcher, store)) {}

Deflection::~Deflection() = default;

void Deflection::Warm(const Snapshot& snapshot) {
  // What cannot be read is reported by the first answer that needs it.
  static_cast<void>(impl_->never.Warm(snapshot));
}

Result<Help> Deflection::Answer(const Snapshot& snapshot, const HelpRequest& request) {
  return impl_->Answer(snapshot, request);
}

void Deflection::Record(IntentEvent event) { impl_->Record(std::move(event)); }

Status Deflection::Flush(std::chrono::milliseconds limit) { return impl_->queue.Flush(limit); }

Result<std::vector<TrailStep>> Deflection::Trail(const std::string& intent,
                                                 const std::string& visitor) {
  // A trail without its last steps is better than none.
  static_cast<void>(impl_->queue.Flush(kTrailPatience));
  const std::int64_t since = impl_->settings.clock() - impl_->settings.trail_window.count();
  return impl_->store.intents().Trail(intent, visitor, since, kMaxTrailSteps);
}

Result<std::vector<IntentArticle>> Deflection::Articles(const std::string& intent) {
  static_cast<void>(impl_->queue.Flush(kTrailPatience));
  return impl_->store.intents().Articles(intent);
}

std::shared_ptr<const std::vector<Incident>> Deflection::incidents() const {
  return impl_->incidents.current();
}

Result<std::vector<Incident>> Deflection::IncidentsAbout(const std::string& text,
                                                         const std::string& language) {
  return impl_->IncidentsAbout(text, language, *incidents());
}

std::size_t Deflection::dropped_events() const { return impl_->queue.dropped(); }

bool IsWithheld(const std::string& intent, double holdout) {
  // FNV-1a, and the last mixing of MurmurHash3 so that the high bits depend on every byte.
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : intent) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3;
  }
  hash ^= hash >> 33;
  hash *= 0xff51afd7ed558ccd;
  hash ^= hash >> 33;
  hash *= 0xc4ceb9fe1a85ec53;
  hash ^= hash >> 33;
  return std::ldexp(static_cast<double>(hash >> 11), -53) < holdout;
}

std::vector<Incident> IncidentsOfSection(const std::vector<Incident>& incidents,
                                         const std::string& section) {
  std::vector<Incident> announced;
  for (const Incident& incident : incidents) {
    const bool is_about_everything = incident.sections.empty() && incident.words.empty();
    if (is_about_everything || IsOfSection(incident, section)) announced.push_back(incident);
  }
  return announced;
}

std::string IncidentLanguage(const Incident& incident, const std::string& language) {
  for (const std::string& tag :
       {language, language.substr(0, language.find('-')), std::string("en")}) {
    if (incident.texts.contains(tag)) return tag;
  }
  return incident.texts.empty() ? "" : incident.texts.begin()->first;
}

std::string IncidentText(const Incident& incident, const std::string& language) {
  const auto text = incident.texts.find(IncidentLanguage(incident, language));
  return text == incident.texts.end() ? "" : text->second;
}

}  // namespace zeroline
