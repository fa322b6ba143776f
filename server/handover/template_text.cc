#include "server/handover/template_text.h"

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>
#include <utility>

namespace zeroline {
namespace {

namespace mustache = kainjow::mustache;

std::string EscapeUrlPart(const std::string& text) {
  constexpr std::string_view kUnreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    if (kUnreserved.find(c) != std::string_view::npos) {
      escaped += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      escaped += {'%', kDigits[byte >> 4], kDigits[byte & 0xF]};
    }
  }
  return escaped;
}

std::string Escape(const std::string& text, Escaping escaping) {
  switch (escaping) {
    case Escaping::kNone:
      return text;
    case Escaping::kJson:
      return EscapeJson(text);
    case Escaping::kUrl:
      return EscapeUrlPart(text);
  }
  return text;
}

}  // namespace

struct TemplateValues::Impl {
  mustache::data data{mustache::data::type::object};
};

TemplateValues::TemplateValues() : impl_(std::make_unique<Impl>()) {}
TemplateValues::~TemplateValues() = default;
TemplateValues::TemplateValues(TemplateValues&&) noexcept = default;
TemplateValues& TemplateValues::operator=(TemplateValues&&) noexcept = default;

// data::set() copies what it is given, whole trees too; operator[] lets it be moved in.
TemplateValues& TemplateValues::Text(const std::string& name, const std::string& text) {
  impl_->data[name] = text.empty() ? mustache::data(false) : mustache::data(text);
  return *this;
}

TemplateValues& TemplateValues::Flag(const std::string& name, bool value) {
  impl_->data[name] = mustache::data(value);
  return *this;
}

TemplateValues& TemplateValues::List(const std::string& name, std::vector<TemplateValues> items) {
  mustache::data list(mustache::data::type::list);
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i].Flag("more", i + 1 < items.size());
    list.push_back(std::move(items[i].impl_->data));
  }
  impl_->data[name] = std::move(list);
  return *this;
}

Result<TemplateText> TemplateText::Parse(std::string source) {
  const mustache::mustache parsed(source);
  if (!parsed.is_valid()) {
    return Fail(ErrorCode::kInvalidArgument,
                "the template cannot be read: " + parsed.error_message());
  }
  return TemplateText(std::move(source));
}

std::string TemplateText::Render(const TemplateValues& values, Escaping escaping) const {
  mustache::mustache parsed(source_);
  parsed.set_custom_escape([escaping](const std::string& text) { return Escape(text, escaping); });
  return parsed.render(values.impl_->data);
}

std::string EscapeJson(const std::string& text) {
  const std::string quoted =
      nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

std::string HeaderLine(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    line += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line.substr(std::min(line.size(), line.find_first_not_of(' ')));
}

}  // namespace zeroline
