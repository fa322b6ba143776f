#include "server/handover/mail_message.h"

#include <time.h>

#include <algorithm>
#include <array>

#include "indexer/language/text.h"
#include "server/handover/mail_address.h"
#include "server/handover/template_text.h"
#include "server/handover/ticket_values.h"

namespace zeroline {
namespace {

// In a body of base64 no line can be this.
constexpr std::string_view kBoundary = "=_zeroline_part_of_mail_=";
constexpr std::size_t kMaxHeaderBytes = 2000;
constexpr std::size_t kMaxFileNameBytes = 200;

bool IsPlain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

// Names of months and days are English in a mail, whatever the locale.
std::string DateLine(std::int64_t unix_seconds) {
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto seconds = static_cast<time_t>(unix_seconds);
  tm parts{};
  std::array<char, 32> text{};
  ::gmtime_r(&seconds, &parts);
  const std::size_t size = std::strftime(text.data(), text.size(), " %Y %H:%M:%S +0000", &parts);
  return std::string(kDays[static_cast<std::size_t>(parts.tm_wday)]) + ", " +
         std::to_string(parts.tm_mday) + " " + kMonths[static_cast<std::size_t>(parts.tm_mon)] +
         std::string(text.data(), size);
}

std::string Base64Lines(std::string_view bytes) {
  constexpr std::size_t kLineBytes = 76;
  const std::string whole = Base64(bytes);
  std::string lines;
  lines.reserve(whole.size() + whole.size() / kLineBytes * 2 + 2);
  for (std::size_t from = 0; from < whole.size(); from += kLineBytes) {
    lines.append(whole, from, kLineBytes).append("\r\n");
  }
  return lines;
}

// A name in quotes, or as encoded words, which quotes would take for text.
std::string DisplayName(std::string_view name) {
  const std::string line = HeaderLine(name);
  if (!IsPlain(line)) return EncodeHeader(line);
  std::string quoted = "\"";
  for (const char c : line) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

// What nothing but an address may be, is nothing: an address is checked before it gets here.
std::string AddressOnly(std::string_view address) {
  return IsMailAddress(address) ? std::string(address) : "";
}

// "type/subtype" of tokens (RFC 2045), else what says nothing.
std::string MediaType(std::string_view type) {
  const auto is_token = [](char c) {
    return c > 0x20 && c < 0x7F &&
           std::string_view("()<>@,;:\\\"[]?=").find(c) == std::string_view::npos;
  };
  const bool is_good = std::count(type.begin(), type.end(), '/') == 1 && type.front() != '/' &&
                       type.back() != '/' && type.size() <= 100 &&
                       std::all_of(type.begin(), type.end(), is_token);
  return is_good ? std::string(type) : "application/octet-stream";
}

// In quotes, or percent-encoded (RFC 2231) if it would not be the same name there.
std::string Disposition(std::string_view file_name) {
  std::string name = HeaderLine(TruncateUtf8(RepairUtf8(file_name), kMaxFileNameBytes));
  if (name.empty()) name = "file";
  const std::string header = "Content-Disposition: attachment;\r\n filename";
  if (IsPlain(name) && name.find_first_of("\"\\") == std::string::npos) {
    return header + "=\"" + name + "\"\r\n";
  }
  static const TemplateText percent = *TemplateText::Parse("{{name}}");
  TemplateValues values;
  values.Text("name", name);
  return header + "*=UTF-8''" + percent.Render(values, Escaping::kUrl) + "\r\n";
}

std::string TextPart(std::string_view text) {
  std::string repaired = RepairUtf8(text);
  std::string lines;
  for (const char c : repaired) {
    if (c == '\r') continue;
    if (c == '\n') lines += '\r';
    lines += c;
  }
  return "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
         Base64Lines(lines);
}

std::string FilePart(const Upload& file) {
  return "Content-Type: " + MediaType(file.type) + "\r\n" + Disposition(file.name) +
         "Content-Transfer-Encoding: base64\r\n\r\n" + Base64Lines(file.content);
}

std::string HeadersOf(const MailMessage& message) {
  std::string headers = "Date: " + DateLine(message.date) + "\r\n";
  headers +=
      "From: " + DisplayName(message.from_name) + "\r\n <" + AddressOnly(message.from) + ">\r\n";
  headers += "To: <" + AddressOnly(message.to) + ">\r\n";
  if (const std::string address = AddressOnly(message.reply_to); !address.empty()) {
    headers += "Reply-To: <" + address + ">\r\n";
  }
  headers += "Subject: " + EncodeHeader(message.subject) + "\r\n";
  headers += "Message-ID: <" + AddressOnly(message.message_id) + ">\r\n";
  if (const std::string id = AddressOnly(message.references); !id.empty()) {
    headers += "In-Reply-To: <" + id + ">\r\nReferences: <" + id + ">\r\n";
  }
  headers += "Auto-Submitted: " + EncodeHeader(message.auto_submitted) + "\r\n";
  // Keeps a mailbox that answers by itself (Exchange) from answering us.
  return headers + "X-Auto-Response-Suppress: All\r\nMIME-Version: 1.0\r\n";
}

}  // namespace

std::string EncodeHeader(std::string_view text) {
  constexpr std::size_t kPlainBytes = 900;  // of a line that may have 998
  constexpr std::size_t kWordBytes = 45;    // in base64 and its frame: 72
  const std::string line = HeaderLine(TruncateUtf8(RepairUtf8(text), kMaxHeaderBytes));
  if (IsPlain(line) && line.size() <= kPlainBytes && line.find("=?") == std::string::npos) {
    return line;
  }
  std::string words;
  for (std::string_view rest = line; !rest.empty();) {
    const std::string_view part = TruncateUtf8(rest, kWordBytes);
    if (!words.empty()) words += "\r\n ";
    words += "=?UTF-8?B?" + Base64(part) + "?=";
    rest.remove_prefix(part.size());
  }
  return words;
}

std::string Encode(const MailMessage& message) {
  std::string mail = HeadersOf(message);
  if (message.files.empty()) return mail + TextPart(message.text);
  const std::string mark(kBoundary);
  mail += "Content-Type: multipart/mixed;\r\n boundary=\"" + mark + "\"\r\n\r\n";
  mail += "--" + mark + "\r\n" + TextPart(message.text);
  for (const Upload& file : message.files) mail += "--" + mark + "\r\n" + FilePart(file);
  return mail + "--" + mark + "--\r\n";
}

}  // namespace zeroline
