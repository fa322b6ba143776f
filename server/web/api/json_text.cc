#include "server/web/api/json_text.h"

#include <optional>
#include <utility>

#include "indexer/language/text.h"
#include "server/web/escape.h"
#include "server/web/language_choice.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxTagBytes = 100;

}  // namespace

std::string ToText(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json ResultOf(const SearchHit& hit) {
  return {{"id", hit.id},
          {"lang", hit.language},
          {"title", hit.title},
          {"url", ArticleUrl(hit.language, hit.path, hit.anchor)},
          {"section", {{"heading", hit.heading}, {"anchor", hit.anchor}}},
          {"snippet", MarkedHtml(hit.snippet)},
          {"score", hit.score},
          {"confidence", hit.confidence}};
}

bool IsJson(const WebRequest& request) {
  std::string type = request.Header("content-type");
  type = type.substr(0, type.find(';'));
  while (!type.empty() && type.back() == ' ') type.pop_back();
  for (char& c : type) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  return type == "application/json";
}

Result<Json> ObjectOf(const WebRequest& request) {
  Json json = Json::parse(request.body, nullptr, false);
  if (json.is_object()) return json;
  return Fail(ErrorCode::kInvalidArgument, "The body must be one JSON object in UTF-8.");
}

Result<std::string> TextOf(const Json& json, const char* name, std::size_t max_bytes) {
  const auto member = json.find(name);
  if (member == json.end() || member->is_null()) return "";
  if (!member->is_string()) {
    return Fail(ErrorCode::kInvalidArgument, std::string("'") + name + "' must be a text.");
  }
  const std::string& text = member->get_ref<const std::string&>();
  if (text.size() > max_bytes) {
    return Fail(ErrorCode::kInvalidArgument, std::string("'") + name + "' may be at most " +
                                                 std::to_string(max_bytes) + " bytes long.");
  }
  return RepairUtf8(text);
}

Result<std::string> LanguageOf(const Json& json, const WebRequest& request,
                               const Services& services) {
  Result<std::string> given = TextOf(json, "lang", kMaxTagBytes);
  if (!given) return given;
  if (given->empty()) {
    return ChooseLanguage(request, services.index->snapshot()->languages(AudiencesOf(request)),
                          services.config->default_language);
  }
  if (std::optional<std::string> tag = CanonicalLanguageTag(*given)) return *std::move(tag);
  return Fail(ErrorCode::kInvalidArgument, "'lang' must be a language tag such as \"en\".");
}

}  // namespace zeroline
