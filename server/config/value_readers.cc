#include "server/config/value_readers.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace zeroline {
namespace {

// Letters, digits, '-' and '_': it stands in forms, templates and routing rules.
bool IsIdentifier(const std::string& text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_';
  });
}

bool SetCategory(const YAML::Node& value, Category* out) {
  if (!value.IsMap() || value.size() != 2) return false;
  const YAML::Node id = value["id"];
  const YAML::Node names = value["names"];
  if (!id.IsDefined() || !names.IsDefined() || !SetText(id, &out->id)) return false;
  if (!IsIdentifier(out->id) || !names.IsMap() || names.size() == 0) return false;
  for (const auto& name : names) {
    if (!name.first.IsScalar() || !SetText(name.second, &out->names[name.first.Scalar()])) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool SetText(const YAML::Node& value, std::string* out) {
  if (!value.IsScalar()) return false;
  *out = value.Scalar();
  return !out->empty();
}

bool SetPath(const YAML::Node& value, std::filesystem::path* out) {
  std::string text;
  if (!SetText(value, &text)) return false;
  *out = text;
  return true;
}

bool ReadNumber(const YAML::Node& value, long long least, long long most, long long* out) {
  if (!value.IsScalar()) return false;
  const std::string& text = value.Scalar();
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, *out);
  return error == std::errc() && stop == end && *out >= least && *out <= most;
}

bool SetSize(const YAML::Node& value, long long most, std::size_t* out) {
  long long number = 0;
  if (!ReadNumber(value, 1, most, &number)) return false;
  *out = static_cast<std::size_t>(number);
  return true;
}

bool SetEditUrl(const YAML::Node& value, std::string* out) {
  if (!SetText(value, out)) return false;
  return (out->starts_with("https://") || out->starts_with("http://")) &&
         out->find("{path}") != std::string::npos;
}

bool SetTexts(const YAML::Node& value, std::vector<std::string>* out) {
  if (!value.IsSequence()) return false;
  std::vector<std::string> texts(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (!SetText(value[i], &texts[i])) return false;
  }
  *out = std::move(texts);
  return true;
}

bool SetOrigin(const YAML::Node& value, std::string* out) {
  std::string text;
  if (!SetText(value, &text)) return false;
  if (text.back() == '/') text.pop_back();
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!text.starts_with(scheme)) continue;
    if (!LooksLikeHost(std::string_view(text).substr(scheme.size()))) return false;
    *out = std::move(text);
    return true;
  }
  return false;
}

bool SetSwitch(const YAML::Node& value, bool* out) {
  return value.IsScalar() && YAML::convert<bool>::decode(value, *out);
}

bool SetInt(const YAML::Node& value, int least, int most, int* out) {
  long long number = 0;
  if (!ReadNumber(value, least, most, &number)) return false;
  *out = static_cast<int>(number);
  return true;
}

bool SetOrigins(const YAML::Node& value, std::vector<std::string>* out) {
  if (!value.IsSequence()) return false;
  std::vector<std::string> origins(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (!SetOrigin(value[i], &origins[i])) return false;
  }
  *out = std::move(origins);
  return true;
}

bool SetReaders(const YAML::Node& value, AuthorsShown* out) {
  if (!value.IsScalar()) return false;
  for (const AuthorsShown shown :
       {AuthorsShown::kNobody, AuthorsShown::kTeam, AuthorsShown::kEverybody}) {
    if (value.Scalar() != NameOf(shown)) continue;
    *out = shown;
    return true;
  }
  return false;
}

bool SetCategories(const YAML::Node& value, std::vector<Category>* out) {
  if (!value.IsSequence()) return false;
  std::vector<Category> categories(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (!SetCategory(value[i], &categories[i])) return false;
    const auto is_same = [&](const Category& other) { return other.id == categories[i].id; };
    const auto end = categories.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::any_of(categories.begin(), end, is_same)) return false;
  }
  *out = std::move(categories);
  return true;
}

}  // namespace zeroline
