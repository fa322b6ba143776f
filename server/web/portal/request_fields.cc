// Reading and checking the fields of a request form.
#include <algorithm>

#include "indexer/language/text.h"
#include "server/store/token.h"
#include "server/web/portal/request_form.h"
#include "server/web/portal/request_intent.h"
#include "server/web/uploads.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxLineCharacters = 200;
constexpr std::size_t kMaxBodyCharacters = 10'000;
// Hidden fields that name a stored file: the prefix, then its token.
constexpr std::string_view kUploadPrefix = "upload_";
constexpr std::string_view kRemovePrefix = "remove_";

bool IsKey(const std::string& key) {
  return key.size() >= 16 && key.size() <= 64 && std::all_of(key.begin(), key.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-';
         });
}

// Browsers end lines with "\r\n" in what is typed and with either in what is hidden.
std::string WithPlainLineEnds(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
  return text;
}

std::string KnownCategory(const Page& page, const std::string& id) {
  const auto& categories = page.services.config->categories;
  const bool is_known = std::any_of(categories.begin(), categories.end(),
                                    [&](const Category& category) { return category.id == id; });
  return is_known ? id : "";
}

std::vector<Attachment> CarriedUploads(const Page& page) {
  std::vector<Attachment> uploads;
  for (const auto& [name, value] : page.request.form) {
    if (!name.starts_with(kUploadPrefix)) continue;
    const std::string token = name.substr(kUploadPrefix.size());
    const bool is_removed = page.request.form.contains(std::string(kRemovePrefix) + token);
    const bool is_full = uploads.size() >= page.services.config->max_attachments;
    if (!IsToken(token) || is_removed || is_full) continue;
    Attachment upload;
    upload.token = token;
    upload.name = SafeFileName(value);
    uploads.push_back(std::move(upload));
  }
  return uploads;
}

// Files whose day is over, or that another request took, have to be attached again.
void DropLostUploads(const Page& page, RequestForm* form, RequestErrors* errors) {
  std::vector<Attachment> found;
  for (Attachment& upload : form->uploads) {
    Result<Attachment> stored = page.services.store->tickets().FindUpload(upload.token);
    if (stored) {
      found.push_back(*std::move(stored));
    } else if (stored.error().code == ErrorCode::kNotFound) {
      errors->files.push_back(page.messages().Say("error_file_gone", {{"name", upload.name}}));
    } else {
      found.push_back(std::move(upload));
    }
  }
  form->uploads = std::move(found);
}

}  // namespace

std::string FormField(const Page& page, const std::string& name) {
  const auto field = page.request.form.find(name);
  return field == page.request.form.end() ? "" : RepairUtf8(field->second);
}

RequestForm NewRequestForm(const Page& page) {
  RequestForm form;
  form.subject = CollapseWhiteSpace(RepairUtf8(page.request.QueryOr("subject", "")));
  form.article = RepairUtf8(page.request.QueryOr("article", ""));
  form.key = NewToken();
  form.intent = CurrentIntent(page.request);
  return form;
}

RequestForm ReadRequestForm(const Page& page) {
  RequestForm form;
  form.subject = CollapseWhiteSpace(FormField(page, "subject"));
  form.body = WithPlainLineEnds(FormField(page, "body"));
  form.contact = CollapseWhiteSpace(FormField(page, "contact"));
  form.category = KnownCategory(page, FormField(page, "category"));
  form.article = FormField(page, "article");
  form.key = FormField(page, "key");
  if (!IsKey(form.key)) form.key = NewToken();
  form.intent = FormField(page, "intent");
  if (!IsToken(form.intent)) form.intent = CurrentIntent(page.request);
  form.uploads = CarriedUploads(page);
  form.is_confirmed = !FormField(page, "confirmed").empty();
  form.knows_incident = !FormField(page, "knows_incident").empty();
  return form;
}

RequestErrors CheckRequestForm(const RequestForm& form) {
  RequestErrors errors;
  if (form.subject.empty()) errors.subject = "error_subject_empty";
  if (CountCodePoints(form.subject) > kMaxLineCharacters) errors.subject = "error_subject_long";
  if (CollapseWhiteSpace(form.body).empty()) errors.body = "error_description_empty";
  if (CountCodePoints(form.body) > kMaxBodyCharacters) errors.body = "error_description_long";
  if (CountCodePoints(form.contact) > kMaxLineCharacters) errors.contact = "error_contact_long";
  return errors;
}

void KeepUploads(const Page& page, RequestForm* form, RequestErrors* errors) {
  DropLostUploads(page, form, errors);
  const Config& config = *page.services.config;
  const Messages& messages = page.messages();
  for (const UploadedFile& file : page.request.files) {
    if (file.field != kFilesField) continue;
    if (form->uploads.size() >= config.max_attachments) {
      const std::string count = std::to_string(config.max_attachments);
      errors->files.push_back(messages.Say("error_file_count", {{"count", count}}));
      return;
    }
    Upload upload;
    upload.name = SafeFileName(file.name);
    upload.type = std::string(TypeOfUpload(file.content));
    const bool is_large = file.content.size() > config.max_attachment_bytes;
    if (is_large || upload.type.empty()) {
      errors->files.push_back(messages.Say(
          is_large ? "error_file_large" : "error_file_type",
          {{"name", upload.name}, {"size", FileSize(messages, config.max_attachment_bytes)}}));
      continue;
    }
    upload.content = file.content;
    Result<Attachment> kept = page.services.store->tickets().KeepUpload(upload);
    if (kept) {
      form->uploads.push_back(*std::move(kept));
    } else {
      errors->files.push_back(messages.Say("error_file_store", {{"name", upload.name}}));
    }
  }
}

}  // namespace zeroline
