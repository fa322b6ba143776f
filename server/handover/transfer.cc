#include "server/handover/transfer.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

namespace zeroline {
namespace {

struct HandleCloser {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Handle = std::unique_ptr<CURL, HandleCloser>;

struct ListCloser {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListCloser>;

void Append(const std::string& line, List* list) {
  if (curl_slist* longer = curl_slist_append(list->get(), line.c_str()); longer != nullptr) {
    static_cast<void>(list->release());
    list->reset(longer);
  }
}

// libcurl wants to be set up once, before threads use it.
Handle Open() {
  static const CURLcode set_up = curl_global_init(CURL_GLOBAL_DEFAULT);
  return Handle(set_up == CURLE_OK ? curl_easy_init() : nullptr);
}

// curl_easy_setopt() is declared with "...", and so is everything it takes.
// NOLINTBEGIN(cppcoreguidelines-pro-type-vararg)

// Stops the transfer when enough was read; the status is known by then.
std::size_t KeepBeginning(const char* data, std::size_t, std::size_t size, void* kept) {
  auto* body = static_cast<std::string*>(kept);
  const std::size_t room = kMaxAnswerBytes - body->size();
  body->append(data, std::min(size, room));
  return size <= room ? size : 0;
}

template <typename TransferCall>
void SetCommon(CURL* handle, const TransferCall& call, const char* protocols) {
  curl_easy_setopt(handle, CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, protocols);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(call.timeout.count()));
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(call.timeout.count()));
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!call.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, call.ca_file.c_str());
}

void SetMethod(CURL* handle, const HttpCall& call) {
  if (call.method == "GET") return;
  curl_easy_setopt(handle, CURLOPT_POST, 1L);
  if (call.method != "POST") curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, call.method.c_str());
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call.body.c_str());
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
}

List HeadersOf(const HttpCall& call) {
  List headers;
  for (const std::string& header : call.headers) Append(header, &headers);
  Append("Expect:", &headers);  // no waiting for "100 Continue"
  return headers;
}

// What is left of a mail to be sent.
std::size_t ReadOn(char* to, std::size_t unit, std::size_t count, void* rest) {
  auto* message = static_cast<std::string_view*>(rest);
  const std::size_t size = std::min(unit * count, message->size());
  std::memcpy(to, message->data(), size);
  message->remove_prefix(size);
  return size;
}

void SetMail(CURL* handle, const MailCall& call) {
  SetCommon(handle, call, "smtp,smtps");
  const bool required = call.encryption == Encryption::kRequired;
  curl_easy_setopt(handle, CURLOPT_USE_SSL,
                   static_cast<long>(required ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  if (!required) {
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 0L);
  }
  if (!call.user.empty()) {
    curl_easy_setopt(handle, CURLOPT_USERNAME, call.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, call.password.c_str());
  }
  curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle, CURLOPT_READFUNCTION, &ReadOn);
}

// NOLINTEND(cppcoreguidelines-pro-type-vararg)

std::string HostOf(const std::string& url) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), &curl_url_cleanup);
  char* host = nullptr;
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK ||
      curl_url_get(parsed.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK) {
    return "";
  }
  const std::string kept(host);
  curl_free(host);
  return kept;
}

bool IsThisMachine(const std::string& host) {
  return host == "localhost" || host == "[::1]" ||
         (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos);
}

}  // namespace

HttpAnswer Call(const HttpCall& call) {
  HttpAnswer answer;
  const Handle handle = Open();
  if (!handle) {
    answer.error = "libcurl cannot be used";
    return answer;
  }
  const List headers = HeadersOf(call);
  // NOLINTBEGIN(cppcoreguidelines-pro-type-vararg): as above
  SetCommon(handle.get(), call, "http,https");
  SetMethod(handle.get(), call);
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, &KeepBeginning);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &answer.body);
  const CURLcode code = curl_easy_perform(handle.get());
  long status = 0;
  curl_off_t retry_after = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(handle.get(), CURLINFO_RETRY_AFTER, &retry_after);
  // NOLINTEND(cppcoreguidelines-pro-type-vararg)
  const bool was_cut = code == CURLE_WRITE_ERROR && answer.body.size() == kMaxAnswerBytes;
  if (code != CURLE_OK && !was_cut) {
    answer.error = curl_easy_strerror(code);
    return answer;
  }
  answer.status = static_cast<int>(status);
  if (retry_after > 0) answer.retry_after = std::chrono::seconds(retry_after);
  return answer;
}

Outcome OutcomeOf(const HttpAnswer& answer) {
  constexpr int kWorthAnotherAttempt[] = {401, 407, 408, 425, 429};
  const int status = answer.status;
  if ((status >= 200 && status < 300) || status == 409) return Outcome::Accepted("");
  if (status == 0) return Outcome::Failed(answer.error);
  const bool is_failure =
      status < 400 || status >= 500 ||
      std::find(std::begin(kWorthAnotherAttempt), std::end(kWorthAnotherAttempt), status) !=
          std::end(kWorthAnotherAttempt);
  Outcome outcome = is_failure ? Outcome::Failed("HTTP " + std::to_string(status))
                               : Outcome::Refused("HTTP " + std::to_string(status));
  outcome.detail = answer.body.substr(0, 1000);
  if (status == 429 || status == 503) outcome.retry_after = answer.retry_after;
  return outcome;
}

Outcome SendMail(const MailCall& call) {
  const Handle handle = Open();
  if (!handle) return Outcome::Failed("libcurl cannot be used");
  List recipients;
  Append("<" + call.to + ">", &recipients);
  std::string_view rest = call.message;
  SetMail(handle.get(), call);
  // NOLINTBEGIN(cppcoreguidelines-pro-type-vararg): as above
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, ("<" + call.from + ">").c_str());
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(handle.get(), CURLOPT_READDATA, &rest);
  const CURLcode code = curl_easy_perform(handle.get());
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  // NOLINTEND(cppcoreguidelines-pro-type-vararg)
  // A server that took the mail and closed the connection without a farewell has taken it.
  if (code == CURLE_OK) return Outcome::Accepted("");
  std::string error = curl_easy_strerror(code);
  if (status >= 400) error = "SMTP " + std::to_string(status);
  const bool is_refusal = status >= 500 && status < 600 && code != CURLE_LOGIN_DENIED;
  return is_refusal ? Outcome::Refused(error) : Outcome::Failed(error);
}

std::string FaultOfUrl(const std::string& url, UrlKind kind, bool require_tls) {
  const bool is_http = kind == UrlKind::kHttp;
  const std::string host = HostOf(url);
  if (host.empty() || url.find_first_of(" \t\r\n") != std::string::npos) return "'url' is no URL";
  if (url.starts_with(is_http ? "https://" : "smtps://")) return "";
  if (!url.starts_with(is_http ? "http://" : "smtp://")) {
    return is_http ? "'url' must begin with https://" : "'url' must begin with smtp:// or smtps://";
  }
  if (is_http && require_tls && !IsThisMachine(host)) {
    return "'url' must begin with https://, or 'require_tls: false' must allow to speak in clear";
  }
  return "";
}

}  // namespace zeroline
