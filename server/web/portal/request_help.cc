#include "server/web/portal/request_help.h"

#include <algorithm>
#include <utility>

#include "server/deflection/deflection.h"
#include "server/telemetry/log.h"
#include "server/web/visitor.h"

namespace zeroline {
namespace {

HelpRequest HelpFor(const Page& page, const RequestForm& form) {
  HelpRequest help;
  help.subject = form.subject;
  help.body = form.body;
  help.language = page.language;
  help.audiences = page.audiences;
  // What is found for somebody who has chosen already is not offered to them.
  if (!form.is_confirmed) {
    help.intent = form.intent;
    help.visitor = page.visitor;
  }
  return help;
}

bool WasLookedAt(const std::vector<IntentArticle>& known, const SearchHit& hit) {
  return std::any_of(known.begin(), known.end(), [&](const IntentArticle& one) {
    return one.article == hit.id && (one.opened > 0 || one.rejected > 0);
  });
}

}  // namespace

UnreadHelp FindUnreadHelp(const Page& page, const RequestForm& form) {
  Deflection* const deflection = page.services.deflection;
  const double holdout = page.services.config->holdout_percent / 100.0;
  if (deflection == nullptr || (form.is_confirmed && IsWithheld(form.intent, holdout))) return {};
  const auto known = deflection->Articles(form.intent);
  Result<Help> help = deflection->Answer(*page.snapshot, HelpFor(page, form));
  if (!known || !help) {
    LogWarning("a request goes without suggestions: " +
               (known ? help.error().message : known.error().message));
    return {};
  }
  UnreadHelp unread;
  if (help->decision == Help::Decision::kIncident) {
    for (const Incident& incident : help->incidents) {
      unread.incidents.push_back(IncidentText(incident, page.interface_language));
    }
  }
  if (help->decision != Help::Decision::kSuggest) return unread;
  for (SearchHit& hit : help->articles) {
    if (WasLookedAt(*known, hit) || hit.id == form.article) continue;
    unread.articles.push_back(std::move(hit));
  }
  return unread;
}

std::string ArticleReference(std::string_view language, std::string_view id) {
  return std::string(language) + " " + std::string(id);
}

std::optional<FoundArticle> FindReference(const Page& page, const std::string& reference) {
  const std::size_t space = reference.find(' ');
  if (space == std::string::npos) return std::nullopt;
  const auto found = page.snapshot->FindId(reference.substr(0, space), reference.substr(space + 1),
                                           page.audiences);
  return found ? std::optional(*found) : std::nullopt;
}

TrailStep StepAbout(const Page& page, const FoundArticle& found, TrailStep::Kind kind) {
  TrailStep step;
  step.kind = kind;
  step.article = std::string(found.article.id());
  step.language = std::string(found.article.language());
  step.title = std::string(found.article.title());
  step.build = static_cast<std::int64_t>(page.snapshot->build_number());
  return step;
}

}  // namespace zeroline
