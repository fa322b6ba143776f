// The intent behind a request form: one row of the ledger from the moment the form is opened until
// its request is sent or solved. The browser remembers it for half an hour, so that a form that is
// loaded again, or opened in another language, is the same intent.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_REQUEST_INTENT_H_
#define ZEROLINE_SERVER_WEB_PORTAL_REQUEST_INTENT_H_

#include <string>
#include <string_view>

#include "server/store/intents.h"
#include "server/web/portal/page.h"

namespace zeroline {

inline constexpr std::string_view kIntentCookie = "zl_intent";
// The intent whose step before sending was shown, so that it is shown once.
inline constexpr std::string_view kStepCookie = "zl_step";

// The intent that the browser remembers, or a new one.
std::string CurrentIntent(const WebRequest& request);
// Whether the step before sending was shown for this intent.
bool HasSeenStep(const WebRequest& request, const std::string& intent);

void RememberIntent(std::string_view cookie, const std::string& intent, const WebRequest& request,
                    WebResponse* response);
// It was sent, or solved: the next form is another intent.
void ForgetIntent(const WebRequest& request, WebResponse* response);

// Tells the ledger, if there is one.
void RecordIntent(const Page& page, const std::string& intent, IntentEvent::Kind kind,
                  const TrailStep& step = {}, std::int64_t seconds = 0);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_REQUEST_INTENT_H_
