// The one step between a form and its request, shown if something may help that its sender has not
// looked at, and how a form ends without a request.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_REQUEST_STEP_H_
#define ZEROLINE_SERVER_WEB_PORTAL_REQUEST_STEP_H_

#include "server/web/portal/request_form.h"
#include "server/web/portal/request_help.h"

namespace zeroline {

// Says that nothing has been sent yet, and shows what may help, to be read right there. Everything
// that was typed and attached goes on in hidden fields.
WebResponse StepPage(const Page& page, const RequestForm& form, const UnreadHelp& help);

// Tells the ledger what a form that came from the step says about it: what was in view there, and
// why it did not help.
void RecordStepAnswer(const Page& page, const RequestForm& form);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_REQUEST_STEP_H_
