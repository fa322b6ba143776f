#include "server/store/visits.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "server/store/soci_library.h"

namespace zeroline {
namespace {

// Read at once: the connection is others' too, and a long read would keep their requests waiting.
constexpr std::size_t kRowsAtOnce = 10'000;

// Where a batch begins: before this moment, in the order in which rows were written.
struct Position {
  long long at = 0;
  long long ordinal = 0;
};

struct Row {
  std::string kind;
  long long at = 0;
  long long build = 0;
  long long results = 0;
  long long ordinal = 0;
  Visit visit;
};

Visit VisitOf(Row row) {
  Visit visit = std::move(row.visit);
  visit.step.kind = ParseTrailKind(row.kind).value_or(TrailStep::Kind::kOpened);
  visit.step.at = row.at;
  visit.step.build = row.build;
  visit.search.results = row.results;
  return visit;
}

// Adds rows of [from, before), the newest first. How many.
std::size_t ReadRows(soci::session& session, long long from, std::size_t limit, Position* before,
                     std::vector<Visit>* newest_first) {
  const auto most = static_cast<long long>(limit);
  const Position end = *before;
  Row row;
  TrailStep& step = row.visit.step;
  SearchOutcome& search = row.visit.search;
  soci::statement statement =
      (session.prepare
           << "SELECT visitor, intent, kind, at, text, article, language, title, anchor, build,"
              " results, confidence, nearest, nearest_language, channel, ordinal FROM visit_step"
              " WHERE kind IN ('searched', 'opened') AND at >= :from AND at <= :end AND"
              " (at < :end OR ordinal < :ordinal) ORDER BY at DESC, ordinal DESC LIMIT :limit",
       soci::into(row.visit.visitor), soci::into(row.visit.intent), soci::into(row.kind),
       soci::into(row.at), soci::into(step.text), soci::into(step.article),
       soci::into(step.language), soci::into(step.title), soci::into(step.anchor),
       soci::into(row.build), soci::into(row.results), soci::into(search.confidence),
       soci::into(search.nearest), soci::into(search.nearest_language), soci::into(search.channel),
       soci::into(row.ordinal), soci::use(from, "from"), soci::use(end.at, "end"),
       soci::use(end.ordinal, "ordinal"), soci::use(most, "limit"));
  statement.execute();
  std::size_t count = 0;
  while (statement.fetch()) {
    newest_first->push_back(VisitOf(row));
    *before = {row.at, row.ordinal};
    ++count;
  }
  return count;
}

}  // namespace

Result<std::vector<Visit>> Visits::Between(std::int64_t from, std::int64_t to, std::size_t limit) {
  std::vector<Visit> visits;
  if (to <= from) return visits;
  Position before{to - 1, std::numeric_limits<long long>::max()};
  while (visits.size() < limit) {
    const std::size_t wanted = std::min(kRowsAtOnce, limit - visits.size());
    const auto read = connection_.Read<std::size_t>(
        "read the visits", [&](soci::session& session) -> Result<std::size_t> {
          return ReadRows(session, from, wanted, &before, &visits);
        });
    if (!read) return tl::unexpected(read.error());
    if (*read < wanted) break;
  }
  std::reverse(visits.begin(), visits.end());
  return visits;
}

}  // namespace zeroline
