// POST /agent/uses: an article went into a reply.
#include "server/web/agent/agent.h"
#include "server/web/agent/agent_page.h"
#include "server/web/writer_notes.h"

namespace zeroline {
namespace {

// A script wants to know that it worked, a browser wants a page.
bool WantsPage(const WebRequest& request) {
  return request.Header("accept").find("text/html") != std::string::npos;
}

WebResponse RecordUse(const AgentPage& page) {
  const WebRequest& request = page.request();
  ArticleUse given;
  given.article = FormField(request, "article");
  given.language = FormField(request, "language");
  given.version = FormField(request, "version");
  given.anchor = FormField(request, "anchor");
  given.ticket = FormField(request, "ticket");
  given.by = page.identity.name;
  const Result<ArticleUse> use =
      CheckedUse(*page.page.snapshot, AudiencesOf(request), std::move(given));
  if (!use && use.error().code == ErrorCode::kInvalidArgument) {
    return MessagePage(page, "agent_use_refused", 400);
  }
  if (!use && use.error().code != ErrorCode::kNotFound) return Unavailable(page, use.error());
  if (!use) return MessagePage(page, "agent_no_article", 404);
  const Status kept = page.store().writer_inbox().RecordUse(*use);
  if (!kept) return Unavailable(page, kept.error());
  if (WantsPage(request)) return AgentRedirect("/agent");
  WebResponse response;
  response.status = 204;
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace

Door RecordUseDoor(const Services& services, const Templates& templates) {
  return ForAgents(services, templates, &RecordUse);
}

}  // namespace zeroline
