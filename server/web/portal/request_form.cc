#include "server/web/portal/request_form.h"

#include <algorithm>
#include <utility>

#include "server/web/csrf.h"
#include "server/web/escape.h"
#include "server/web/portal/request_intent.h"
#include "server/web/uploads.h"

namespace zeroline {
namespace {

constexpr std::size_t kBytesPerMegabyte = 1u << 20;
constexpr std::size_t kBytesPerKilobyte = 1u << 10;

void AddCarriedFields(const Page& page, const RequestForm& form, View* view) {
  view->Text("subject", form.subject).Text("body", form.body).Text("contact", form.contact);
  view->Text("category", form.category);
  view->Text("key", form.key).Text("intent", form.intent).Text("action", RequestUrl(page.language));
  view->Flag("is_confirmed", form.is_confirmed);
  std::vector<View> uploads;
  for (const Attachment& upload : form.uploads) {
    View item;
    item.Text("token", upload.token).Text("file_name", upload.name);
    item.Text("size", upload.bytes > 0 ? FileSize(page.messages(), upload.bytes) : "");
    uploads.push_back(std::move(item));
  }
  view->Flag("has_uploads", !uploads.empty());
  view->List("uploads", std::move(uploads));
}

void AddErrors(const Page& page, const RequestErrors& errors, View* view) {
  const auto say = [&](const std::string& key) {
    return key.empty() ? std::string() : page.messages().Say(key);
  };
  view->Text("banner", say(errors.banner));
  view->Text("subject_error", say(errors.subject));
  view->Text("body_error", say(errors.body));
  view->Text("contact_error", say(errors.contact));
  std::vector<View> files;
  for (const std::string& sentence : errors.files) {
    View file;
    file.Text("sentence", sentence);
    files.push_back(std::move(file));
  }
  view->Flag("has_file_errors", !files.empty());
  view->List("file_errors", std::move(files));
  const bool in_text = !errors.subject.empty() || !errors.body.empty() || !errors.contact.empty();
  view->Flag("has_field_errors", in_text || !errors.files.empty());
}

void AddCategories(const Page& page, const std::string& chosen, View* view) {
  std::vector<View> categories;
  for (const Category& category : page.services.config->categories) {
    View item;
    item.Text("id", category.id).Text("name", category.Name(page.interface_language));
    item.Flag("is_chosen", category.id == chosen);
    categories.push_back(std::move(item));
  }
  view->Flag("has_categories", !categories.empty());
  view->List("categories", std::move(categories));
}

void AddUploadLimits(const Page& page, View* view) {
  const Config& config = *page.services.config;
  view->Flag("takes_files", config.max_attachments > 0);
  view->Text("accept", std::string(AcceptedUploads()));
  view->Text("max_files", std::to_string(config.max_attachments));
  view->Text("max_file_bytes", std::to_string(config.max_attachment_bytes));
  const std::string size = FileSize(page.messages(), config.max_attachment_bytes);
  view->Text("hint_files",
             page.messages().Say("hint_files", {{"count", std::to_string(config.max_attachments)},
                                                {"size", size}}));
  view->Text(
      "too_many_files",
      page.messages().Say("error_file_count", {{"count", std::to_string(config.max_attachments)}}));
  view->Text("too_large_file",
             page.messages().Say("error_file_large", {{"name", "{name}"}, {"size", size}}));
}

// What the script beside the form says; "{count}" is known to the browser only.
void AddSuggestionTexts(const Page& page, const RequestForm& form, View* view) {
  std::vector<View> announcements;
  for (std::uint64_t count = 1; count <= 3; ++count) {
    View item;
    item.Text("sentence", page.messages().Count("help_announced", count));
    announcements.push_back(std::move(item));
  }
  view->List("announcements", std::move(announcements));
  view->Text("tried_article", form.article);
}

View AddArticle(const Page& page, const RequestForm& form, View view) {
  const auto article = FindReadersArticle(page, form.article);
  view.Flag("article", false);
  if (!article) return view;
  View child;
  child.Text("id", form.article).Text("name", std::string(article->article.title()));
  child.Text("article_lang", std::string(article->article.language()));
  child.Text("url", ArticleUrl(page.language, article->article.path()));
  view.Child("article", std::move(child));
  return view;
}

Frame FormFrame(const Page& page, const RequestForm& form) {
  Frame frame;
  frame.title = page.messages().Say("request_title");
  frame.description = page.messages().Say("request_lead");
  frame.canonical = RequestUrl(page.language);
  frame.indexing = Indexing::kForbidden;
  const auto article = FindReadersArticle(page, form.article);
  if (article) frame.section = std::string(article->article.section());
  frame.about = form.subject + " " + form.body;
  const std::string carried = article ? "?article=" + EscapeUrl(form.article) : "";
  frame.languages = LanguageLinks(
      page, [&](const std::string& language) { return RequestUrl(language) + carried; });
  return frame;
}

}  // namespace

std::string RequestUrl(const std::string& language) {
  return "/" + EscapeUrl(language) + "/new-request";
}

std::string FileSize(const Messages& messages, std::size_t bytes) {
  const bool is_large = bytes >= kBytesPerMegabyte;
  const std::size_t unit = is_large ? kBytesPerMegabyte : kBytesPerKilobyte;
  const std::string count = std::to_string(std::max<std::size_t>(1, (bytes + unit / 2) / unit));
  return messages.Say(is_large ? "size_megabytes" : "size_kilobytes", {{"count", count}});
}

std::optional<FoundArticle> FindReadersArticle(const Page& page, const std::string& id) {
  if (id.empty()) return std::nullopt;
  if (auto own = page.snapshot->FindId(page.language, id, page.audiences)) return *own;
  for (const std::string& language : page.snapshot->Translations(id, page.audiences)) {
    if (auto other = page.snapshot->FindId(language, id, page.audiences)) return *other;
  }
  return std::nullopt;
}

WebResponse AnswerWithForm(const Page& page, const RequestForm& form,
                           std::string_view template_name, View view, int status) {
  AddCarriedFields(page, form, &view);
  // A new token differs at every call.
  const std::string token = page.services.csrf->TokenFor(page.request);
  view.Text("csrf", token).Text("csrf_field", std::string(kCsrfField));
  WebResponse response = Answer(page, template_name, view, status);
  page.services.csrf->AddCookie(token, page.request, &response);
  RememberIntent(kIntentCookie, form.intent, page.request, &response);
  return response;
}

WebResponse FormPage(const Page& page, const RequestForm& form, const RequestErrors& errors,
                     int status) {
  View view = AddArticle(page, form, FrameView(page, FormFrame(page, form)));
  AddCategories(page, form.category, &view);
  AddUploadLimits(page, &view);
  AddSuggestionTexts(page, form, &view);
  AddErrors(page, errors, &view);
  return AnswerWithForm(page, form, "request", std::move(view), status);
}

WebResponse Refuse(const Page& page, const RequestForm& form, const std::string& banner,
                   int status) {
  RequestErrors errors;
  errors.banner = banner;
  // Files are not kept for somebody we do not trust yet.
  for (const UploadedFile& file : page.request.files) {
    if (file.field != kFilesField) continue;
    const std::string name = SafeFileName(file.name);
    errors.files.push_back(page.messages().Say("error_file_gone", {{"name", name}}));
  }
  return FormPage(page, form, errors, status);
}

}  // namespace zeroline
