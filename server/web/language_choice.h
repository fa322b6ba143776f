// Which language a reader who has not said so in the URL gets.
#ifndef ZEROLINE_SERVER_WEB_LANGUAGE_CHOICE_H_
#define ZEROLINE_SERVER_WEB_LANGUAGE_CHOICE_H_

#include <string>
#include <string_view>
#include <vector>

#include "server/web/door.h"

namespace zeroline {

inline constexpr std::string_view kLanguageCookie = "lang";

// One of `available`: the cookie if it names one, else the best for Accept-Language, else
// `fallback` if it is available, else the first. "" only if `available` is empty.
std::string ChooseLanguage(const WebRequest& request, const std::vector<std::string>& available,
                           std::string_view fallback);

// Remembers the choice for a year.
void RememberLanguage(std::string_view language, const WebRequest& request, WebResponse* response);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_LANGUAGE_CHOICE_H_
