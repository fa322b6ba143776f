#include "server/web/portal/messages.h"

#include <yaml-cpp/yaml.h>

#include <chrono>
#include <cstdio>
#include <set>

namespace zeroline {
namespace {

constexpr std::size_t kMonths = 12;

bool UsesSlavicFew(std::uint64_t number) {
  const std::uint64_t unit = number % 10;
  const std::uint64_t ten = number % 100;
  return unit >= 2 && unit <= 4 && (ten < 12 || ten > 14);
}

// The rules of CLDR's plurals.xml for whole numbers.
std::string_view RussianPlural(std::uint64_t number) {
  if (number % 10 == 1 && number % 100 != 11) return "one";
  return UsesSlavicFew(number) ? "few" : "many";
}

std::string_view PolishPlural(std::uint64_t number) {
  if (number == 1) return "one";
  return UsesSlavicFew(number) ? "few" : "many";
}

// 1234567 -> "1,234,567".
std::string GroupDigits(std::uint64_t number, std::string_view separator) {
  const std::string digits = std::to_string(number);
  std::string grouped;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) grouped += separator;
    grouped += digits[i];
  }
  return grouped;
}

std::chrono::year_month_day CalendarDay(std::int64_t unix_seconds) {
  using std::chrono::sys_days;
  const std::chrono::sys_seconds time{std::chrono::seconds(unix_seconds)};
  return std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(time)};
}

Status Invalid(const std::filesystem::path& file, const std::string& key,
               const std::string& fault) {
  return Fail(ErrorCode::kInvalidArgument, file.string() + ": " + key + ": " + fault);
}

// Mustache delimiters in a sentence would become part of a template, so they are refused.
Status AddSentence(const std::filesystem::path& file, const std::string& key,
                   const YAML::Node& node,
                   std::map<std::string, std::string, std::less<>>* sentences) {
  if (!node.IsScalar())
    return Invalid(file, key, "is neither a sentence nor a map of plural forms");
  std::string sentence = node.Scalar();
  if (sentence.find("{{") != std::string::npos || sentence.find("}}") != std::string::npos) {
    return Invalid(file, key, "holds a double brace");
  }
  (*sentences)[key] = std::move(sentence);
  return {};
}

Status AddPlural(const std::filesystem::path& file, const std::string& key, const YAML::Node& node,
                 std::map<std::string, std::string, std::less<>>* sentences) {
  static const std::set<std::string> kCategories = {"zero", "one", "two", "few", "many", "other"};
  for (const auto& form : node) {
    const auto category = form.first.as<std::string>();
    if (!kCategories.contains(category))
      return Invalid(file, key, "unknown plural form " + category);
    auto added = AddSentence(file, key + "." + category, form.second, sentences);
    if (!added) return added;
  }
  if (!sentences->contains(key + ".other")) return Invalid(file, key, "lacks the form \"other\"");
  return {};
}

}  // namespace

std::string_view PluralCategory(std::string_view language, std::uint64_t number) {
  const std::string_view base = language.substr(0, language.find('-'));
  if (base == "ru") return RussianPlural(number);
  if (base == "pl") return PolishPlural(number);
  if (base == "zh") return "other";
  return number == 1 ? "one" : "other";
}

Result<Messages> Messages::Load(const std::filesystem::path& file, std::string language) {
  Messages messages;
  messages.language_ = std::move(language);
  try {
    const YAML::Node root = YAML::LoadFile(file.string());
    if (!root.IsMap()) return Fail(ErrorCode::kInvalidArgument, file.string() + ": is not a map");
    for (const auto& pair : root) {
      const auto key = pair.first.as<std::string>();
      Status added;
      if (key == "months") {
        messages.months_ = pair.second.as<std::vector<std::string>>();
      } else if (pair.second.IsMap()) {
        added = AddPlural(file, key, pair.second, &messages.sentences_);
      } else {
        added = AddSentence(file, key, pair.second, &messages.sentences_);
      }
      if (!added) return tl::unexpected(added.error());
    }
  } catch (const YAML::BadFile&) {
    return Fail(ErrorCode::kNotFound, file.string() + ": cannot be read");
  } catch (const YAML::Exception& fault) {
    return Fail(ErrorCode::kInvalidArgument, file.string() + ": " + fault.what());
  }
  if (messages.months_.size() != kMonths) {
    return Fail(ErrorCode::kInvalidArgument, file.string() + ": months: twelve names are needed");
  }
  return messages;
}

const std::string* Messages::Find(std::string_view key) const {
  const auto found = sentences_.find(key);
  return found == sentences_.end() ? nullptr : &found->second;
}

std::string Messages::Say(
    std::string_view key,
    const std::vector<std::pair<std::string_view, std::string_view>>& values) const {
  const std::string* sentence = Find(key);
  if (sentence == nullptr) return std::string(key);
  std::string said;
  std::size_t from = 0;
  while (from < sentence->size()) {
    const std::size_t open = sentence->find('{', from);
    const std::size_t close = sentence->find('}', open == std::string::npos ? from : open);
    if (open == std::string::npos || close == std::string::npos) break;
    said.append(*sentence, from, open - from);
    const std::string_view name = std::string_view(*sentence).substr(open + 1, close - open - 1);
    for (const auto& [placeholder, value] : values) {
      if (placeholder == name) said += value;
    }
    from = close + 1;
  }
  return said.append(*sentence, from);
}

std::string Messages::Count(std::string_view key, std::uint64_t number) const {
  std::string form = std::string(key) + "." + std::string(PluralCategory(language_, number));
  if (Find(form) == nullptr) form = std::string(key) + ".other";
  const std::string* separator = Find("digit_group");
  return Say(form, {{"count", GroupDigits(number, separator == nullptr ? "," : *separator)}});
}

std::string Messages::Date(std::int64_t unix_seconds) const {
  if (unix_seconds == 0) return "";
  const std::chrono::year_month_day day = CalendarDay(unix_seconds);
  if (!day.ok()) return "";
  return Say("date_format", {{"day", std::to_string(static_cast<unsigned>(day.day()))},
                             {"month", months_[static_cast<unsigned>(day.month()) - 1]},
                             {"year", std::to_string(static_cast<int>(day.year()))}});
}

std::vector<std::string> Messages::Keys() const {
  std::vector<std::string> keys;
  keys.reserve(sentences_.size());
  for (const auto& [key, sentence] : sentences_) keys.push_back(key);
  return keys;
}

std::string IsoDate(std::int64_t unix_seconds) {
  if (unix_seconds == 0) return "";
  const std::chrono::year_month_day day = CalendarDay(unix_seconds);
  if (!day.ok()) return "";
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

}  // namespace zeroline
