// A ticket as templates and the JSON of webhooks name its parts.
#ifndef ZEROLINE_SERVER_HANDOVER_TICKET_VALUES_H_
#define ZEROLINE_SERVER_HANDOVER_TICKET_VALUES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "server/handover/connector.h"
#include "server/handover/template_text.h"

namespace zeroline {

// The texts event, number, created, subject, text, contact, mail, telephone, language, category,
// queue, channel, portal, site_name, idempotency_key, receipt; full_text, the text with everything
// below, and full_html, the same for those who want HTML; the lists trail (kind, at, text, title,
// url, lang, is_<kind>) and attachments (name, type, bytes, content in base64); the flags
// has_trail, has_attachments. `mail` is the contact if it is an address, `telephone` if it is not;
// a ticket without a subject has the beginning of its text for one.
TemplateValues ValuesOf(const Shipment& shipment, const Portal& portal);

// Our own complete JSON.
std::string JsonOf(const Shipment& shipment, const Portal& portal);

// The ticket as a letter to level 1, in the ticket's language.
std::string FullText(const Shipment& shipment, const Portal& portal);

// What readers call the ticket: its subject, or the beginning of its text.
std::string SubjectOf(const Ticket& ticket);

// Where level 1 sees what the reader saw: the article by its short link, with the build that was
// served, or the search. Without a portal's URL it begins with '/'.
std::string LinkOf(const TrailStep& step, const Portal& portal);

// RFC 4648, section 4.
std::string Base64(std::string_view bytes);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_HANDOVER_TICKET_VALUES_H_
