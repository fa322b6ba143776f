#include "server/web/api/parameters.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "indexer/language/text.h"
#include "server/web/language_choice.h"

namespace zeroline {

Result<std::size_t> NumberParameter(const WebRequest& request, const NumberRule& rule) {
  const std::optional<std::string> text = request.Query(rule.name);
  if (!text) return rule.otherwise;
  std::size_t number = 0;
  const char* end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, number);
  if (error != std::errc() || stop != end || number < rule.least || number > rule.most) {
    return Fail(ErrorCode::kInvalidArgument,
                std::string("'") + rule.name + "' must be a whole number from " +
                    std::to_string(rule.least) + " to " + std::to_string(rule.most) + ".");
  }
  return number;
}

Result<bool> FlagParameter(const WebRequest& request, const char* name) {
  const std::string text = request.QueryOr(name, "false");
  if (text == "1" || text == "true") return true;
  if (text == "0" || text == "false") return false;
  return Fail(ErrorCode::kInvalidArgument,
              std::string("'") + name + "' must be 1 or true, 0 or false.");
}

Result<std::string> LanguageParameter(const WebRequest& request, const Services& services,
                                      const Snapshot& snapshot) {
  const std::vector<std::string> available = snapshot.languages(AudiencesOf(request));
  const std::optional<std::string> asked = request.Query("lang");
  if (!asked) return ChooseLanguage(request, available, services.config->default_language);
  const std::optional<std::string> tag = CanonicalLanguageTag(*asked);
  if (tag && std::find(available.begin(), available.end(), *tag) != available.end()) return *tag;
  std::string list;
  for (const std::string& language : available) list += (list.empty() ? "" : ", ") + language;
  return Fail(ErrorCode::kInvalidArgument,
              "There is nothing in this language. 'lang' is one of: " + list + ".");
}

}  // namespace zeroline
