#include "server/store/incidents.h"

#include "server/store/row_reader.h"
#include "server/store/soci_library.h"

namespace zeroline {
namespace {

constexpr const char* kSection = "section";
constexpr const char* kWord = "word";

Status Check(const Incident& incident) {
  if (incident.texts.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "an incident needs a text in at least one language");
  }
  for (const auto& [language, text] : incident.texts) {
    if (language.empty() || text.empty()) {
      return Fail(ErrorCode::kInvalidArgument,
                  "an incident's text and its language must not be"
                  " empty");
    }
  }
  return {};
}

void InsertTopics(soci::session& session, long long id, const std::string& kind,
                  const std::vector<std::string>& values) {
  for (const std::string& value : values) {
    session << "INSERT INTO incident_topic (incident, kind, value) VALUES (:id, :kind, :value)",
        soci::use(id), soci::use(kind), soci::use(value);
  }
}

std::vector<std::string> TopicsOf(soci::session& session, long long id, const std::string& kind) {
  const soci::rowset<std::string> rows =
      (session.prepare << "SELECT value FROM incident_topic WHERE incident = :id AND kind = :kind"
                          " ORDER BY value",
       soci::use(id), soci::use(kind));
  return {rows.begin(), rows.end()};
}

std::map<std::string, std::string> TextsOf(soci::session& session, long long id) {
  const soci::rowset<soci::row> rows =
      (session.prepare << "SELECT language, text FROM incident_text WHERE incident = :id",
       soci::use(id));
  std::map<std::string, std::string> texts;
  for (const soci::row& row : rows) texts[TextColumn(row, "language")] = TextColumn(row, "text");
  return texts;
}

}  // namespace

Result<Incident> Incidents::Start(const Incident& incident) {
  if (Status checked = Check(incident); !checked) return tl::unexpected(checked.error());
  const std::string doing = "announce the incident";
  return connection_.Change<Incident>(doing, [&](soci::session& session) -> Result<Incident> {
    const long long now = connection_.Now();
    long long id = 0;
    session << "UPDATE counter SET value = value + 1 WHERE name = 'incident'";
    session << "SELECT value FROM counter WHERE name = 'incident'", soci::into(id);
    session << "INSERT INTO incident (id, started) VALUES (:id, :now)", soci::use(id),
        soci::use(now);
    InsertTopics(session, id, kSection, incident.sections);
    InsertTopics(session, id, kWord, incident.words);
    for (const auto& [language, text] : incident.texts) {
      session << "INSERT INTO incident_text (incident, language, text) VALUES (:id, :language,"
                 " :text)",
          soci::use(id), soci::use(language), soci::use(text);
    }
    Incident started = incident;
    started.id = id;
    started.started = now;
    started.ended = 0;
    return started;
  });
}

Status Incidents::End(std::int64_t id) {
  return connection_.Change<void>("end the incident", [&](soci::session& session) -> Status {
    const long long row = id;
    const long long now = connection_.Now();
    int lasting = 0;
    session << "SELECT COUNT(*) FROM incident WHERE id = :id AND ended = 0", soci::use(row),
        soci::into(lasting);
    if (lasting == 0) {
      return Fail(ErrorCode::kNotFound, "no incident " + std::to_string(id) + " lasts");
    }
    session << "UPDATE incident SET ended = :now WHERE id = :id", soci::use(now), soci::use(row);
    return {};
  });
}

Result<std::vector<Incident>> Incidents::Current() {
  using Found = std::vector<Incident>;
  return connection_.Read<Found>(
      "read the incidents", [&](soci::session& session) -> Result<Found> {
        const soci::rowset<soci::row> rows =
            (session.prepare << "SELECT id, started FROM incident WHERE ended = 0 ORDER BY id");
        Found found;
        for (const soci::row& row : rows) {
          Incident incident;
          incident.id = NumberColumn(row, "id");
          incident.started = NumberColumn(row, "started");
          found.push_back(std::move(incident));
        }
        for (Incident& incident : found) {
          incident.sections = TopicsOf(session, incident.id, kSection);
          incident.words = TopicsOf(session, incident.id, kWord);
          incident.texts = TextsOf(session, incident.id);
        }
        return found;
      });
}

}  // namespace zeroline
