// Mustache templates for what is sent: bodies, headers, mails.
#ifndef ZEROLINE_SERVER_HANDOVER_TEMPLATE_TEXT_H_
#define ZEROLINE_SERVER_HANDOVER_TEMPLATE_TEXT_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

// What stands in a template: texts, and lists of more values. An empty text is false for a section,
// so {{^contact}}none{{/contact}} says what it looks like.
class TemplateValues {
 public:
  TemplateValues();
  ~TemplateValues();
  TemplateValues(TemplateValues&&) noexcept;
  TemplateValues& operator=(TemplateValues&&) noexcept;

  TemplateValues& Text(const std::string& name, const std::string& text);
  TemplateValues& Flag(const std::string& name, bool value);
  // Each item but the final one has the flag `more` set, for the comma between them.
  TemplateValues& List(const std::string& name, std::vector<TemplateValues> items);

 private:
  friend class TemplateText;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// What {{name}} does with a value; {{{name}}} leaves it as it is.
enum class Escaping {
  kNone,  // of plain text
  kJson,  // inside a string of JSON: "{{name}}"
  kUrl,   // percent-encoded, all but unreserved characters (RFC 3986)
};

// Thread-safe: every rendering parses anew, as the library's templates are not.
class TemplateText {
 public:
  TemplateText() = default;
  // kInvalidArgument says where it cannot be read.
  static Result<TemplateText> Parse(std::string source);

  std::string Render(const TemplateValues& values, Escaping escaping) const;

 private:
  explicit TemplateText(std::string source) : source_(std::move(source)) {}

  std::string source_;
};

// As it stands between the quotes of a JSON string; invalid UTF-8 becomes U+FFFD.
std::string EscapeJson(const std::string& text);

// One line without control characters, which could begin another header: each becomes a space.
std::string HeaderLine(std::string_view text);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_HANDOVER_TEMPLATE_TEXT_H_
