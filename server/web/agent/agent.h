// The workspace of the support team, below /agent. One factory per door; the URL table of
// server/app decides where each hangs. Every page works without JavaScript.
//
//   GET  /agent                                 WorkspaceDoor       ?q=&ticket=&customer=
//   POST /agent                                 WorkspaceDoor       text, ticket, customer, part
//   *    /agent/panel                           PanelDoor           the same, framed by a help desk
//   GET  /agent/tools                           ToolsDoor
//   GET  /agent/sign-in                         SignInDoor          ?next=/agent/...
//   POST /agent/sign-in                         TrySignInDoor       name, password, next
//   POST /agent/sign-out                        SignOutDoor
//   GET  /agent/setup                           SetupDoor           ?token=, printed at the start
//   POST /agent/setup                           MakeFirstAccountDoor
//   GET  /agent/queue                           QueueDoor           ?show=&queue=&offset=
//   GET  /agent/queue/{number}                  TicketDoor
//   POST /agent/queue/{number}/take             TakeTicketDoor
//   POST /agent/queue/{number}/release          ReleaseTicketDoor
//   POST /agent/queue/{number}/close            CloseTicketDoor
//   GET  /agent/queue/{number}/files/{token}    TicketFileDoor
//   GET  /agent/deliveries                      DeliveriesDoor
//   POST /agent/deliveries                      RetryDeliveryDoor   id
//   GET  /agent/deflection                      DeflectionReportDoor  ?days=
//   GET  /agent/account                         AccountDoor         one's own
//   POST /agent/account                         ChangeAccountDoor   action, and what it needs
//   GET  /agent/accounts                        AccountsDoor        ?offset= of the record; admins
//   POST /agent/accounts                        AddAccountDoor      name, role_*, audiences,
//                                                                   password
//   GET  /agent/accounts/{name}                 SomeoneDoor         admins
//   POST /agent/accounts/{name}                 ChangeSomeoneDoor   action, and what it needs
//   POST /agent/uses                            RecordUseDoor       article, language, version,
//                                                                   anchor, ticket
//   GET  /agent/notes                           NotesDoor           ?show=open|done&offset=
//   GET  /agent/notes.csv                       NotesTableDoor      ?show=
//   GET  /agent/notes/new                       NoteFormDoor        ?kind=flag|wish and the fields
//   POST /agent/notes/new                       KeepNoteDoor        article, language, version,
//                                                                   anchor, ticket, reason, title,
//                                                                   text
//   POST /agent/notes/{id}/done                 FinishNoteDoor
//   GET  /agent/report                          WritersReportDoor   ?days=&in=&show=
//   GET  /agent/report.csv                      WritersReportTableDoor  ?days=&in=
//   GET  /agent/report.json                     WritersReportJsonDoor   ?days=&in=
//   GET  /agent/report/{id}                     WritersQuestionDoor     ?days=&in=
//   *    /agent/{rest...}                       UnknownAgentDoor
//
// But for signing in, setting up and accounts, every door wants the role "agent": a stranger is led
// to the sign-in page (GET) or refused (POST: 403; with a token that is not valid: 401), somebody
// without the role gets 403. Every POST needs the CSRF token. Nothing is kept by caches or search
// engines. All take ?lang= of an interface language, and remember it. `csrf` and `identities` of
// the services are needed.
#ifndef ZEROLINE_SERVER_WEB_AGENT_AGENT_H_
#define ZEROLINE_SERVER_WEB_AGENT_AGENT_H_

#include <memory>

#include "server/web/door.h"
#include "server/web/portal/templates.h"

namespace zeroline {

class WritersReports;  // server/web/writers_reports.h

// The returned doors keep a copy of `services`, and a reference to `templates`; what these point at
// outlives them.
Door WorkspaceDoor(const Services& services, const Templates& templates);
Door PanelDoor(const Services& services, const Templates& templates);
Door ToolsDoor(const Services& services, const Templates& templates);
Door SignInDoor(const Services& services, const Templates& templates);
Door TrySignInDoor(const Services& services, const Templates& templates);
Door SignOutDoor(const Services& services, const Templates& templates);
Door SetupDoor(const Services& services, const Templates& templates);
Door MakeFirstAccountDoor(const Services& services, const Templates& templates);
Door QueueDoor(const Services& services, const Templates& templates);
Door TicketDoor(const Services& services, const Templates& templates);
Door TakeTicketDoor(const Services& services, const Templates& templates);
Door ReleaseTicketDoor(const Services& services, const Templates& templates);
Door CloseTicketDoor(const Services& services, const Templates& templates);
Door TicketFileDoor(const Services& services, const Templates& templates);
Door DeliveriesDoor(const Services& services, const Templates& templates);
Door RetryDeliveryDoor(const Services& services, const Templates& templates);
Door DeflectionReportDoor(const Services& services, const Templates& templates);
Door AccountDoor(const Services& services, const Templates& templates);
Door ChangeAccountDoor(const Services& services, const Templates& templates);
Door AccountsDoor(const Services& services, const Templates& templates);
Door AddAccountDoor(const Services& services, const Templates& templates);
Door SomeoneDoor(const Services& services, const Templates& templates);
Door ChangeSomeoneDoor(const Services& services, const Templates& templates);
// 204, but a page for a browser.
Door RecordUseDoor(const Services& services, const Templates& templates);
// For the role "writer" as well.
Door NotesDoor(const Services& services, const Templates& templates);
Door NotesTableDoor(const Services& services, const Templates& templates);
Door NoteFormDoor(const Services& services, const Templates& templates);
Door KeepNoteDoor(const Services& services, const Templates& templates);
Door FinishNoteDoor(const Services& services, const Templates& templates);
// The writers' report, for every role of the team.
Door WritersReportDoor(const Services& services, const Templates& templates,
                       const std::shared_ptr<WritersReports>& reports);
Door WritersQuestionDoor(const Services& services, const Templates& templates,
                         const std::shared_ptr<WritersReports>& reports);
Door WritersReportTableDoor(const Services& services, const Templates& templates,
                            const std::shared_ptr<WritersReports>& reports);
Door WritersReportJsonDoor(const Services& services, const Templates& templates,
                           const std::shared_ptr<WritersReports>& reports);
Door UnknownAgentDoor(const Services& services, const Templates& templates);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_AGENT_AGENT_H_
