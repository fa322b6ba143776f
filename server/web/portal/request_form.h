// The request form: its fields as they come in, what is wrong with them, and the page that shows
// both. Whatever somebody typed or attached comes back with every page.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_REQUEST_FORM_H_
#define ZEROLINE_SERVER_WEB_PORTAL_REQUEST_FORM_H_

#include <optional>
#include <string>
#include <vector>

#include "server/store/tickets.h"
#include "server/web/portal/page.h"

namespace zeroline {

// Of the file chooser; its files become uploads at once, and travel as tokens from there.
inline constexpr const char* kFilesField = "files";

struct RequestForm {
  std::string subject;
  std::string body;  // line ends are "\n"
  std::string contact;
  std::string category;  // id from the configuration, or ""
  std::string article;   // id of the article that did not help, or ""
  std::string key;       // idempotency key
  std::string intent;    // row of the ledger
  std::vector<Attachment> uploads;
  bool is_confirmed = false;    // its sender saw what may help, and wants a person
  bool knows_incident = false;  // ... saw beside the form that it is known
};

// Message keys, "" where nothing is wrong; but for `files`, which are sentences.
struct RequestErrors {
  std::string banner;
  std::string subject;
  std::string body;
  std::string contact;
  std::vector<std::string> files;

  bool empty() const {
    return banner.empty() && subject.empty() && body.empty() && contact.empty() && files.empty();
  }
};

// "/{lang}/new-request".
std::string RequestUrl(const std::string& language);

// An empty form with what the URL brings, in the intent that the browser remembers.
RequestForm NewRequestForm(const Page& page);
// The fields of a form that was sent, without its new files.
RequestForm ReadRequestForm(const Page& page);
// One field, in valid UTF-8; "" if it is absent.
std::string FormField(const Page& page, const std::string& name);

// What is wrong with what was typed.
RequestErrors CheckRequestForm(const RequestForm& form);
// Stores the files that came with the request, and adds what is wrong with them, and with those
// that came before, to `errors`.
void KeepUploads(const Page& page, RequestForm* form, RequestErrors* errors);

WebResponse FormPage(const Page& page, const RequestForm& form, const RequestErrors& errors,
                     int status);
// The form, and one sentence about all of it.
WebResponse Refuse(const Page& page, const RequestForm& form, const std::string& banner,
                   int status);

// The template with everything that carries the form on: hidden fields, the token against forgery,
// and the cookies that go with them.
WebResponse AnswerWithForm(const Page& page, const RequestForm& form,
                           std::string_view template_name, View view, int status);

// "5 MB", "300 KB".
std::string FileSize(const Messages& messages, std::size_t bytes);

// The article `id` for this reader: in the page's language if it exists there, else in any.
std::optional<FoundArticle> FindReadersArticle(const Page& page, const std::string& id);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_REQUEST_FORM_H_
