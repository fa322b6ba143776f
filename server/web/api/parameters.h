// What JSON doors read from a request's query, and how they refuse it.
#ifndef ZEROLINE_SERVER_WEB_API_PARAMETERS_H_
#define ZEROLINE_SERVER_WEB_API_PARAMETERS_H_

#include <cstddef>
#include <string>

#include "indexer/error/result.h"
#include "server/web/door.h"

namespace zeroline {

struct NumberRule {
  const char* name;
  std::size_t least;
  std::size_t most;
  std::size_t otherwise;  // if the request does not say
};

// A plain decimal number within the rule.
Result<std::size_t> NumberParameter(const WebRequest& request, const NumberRule& rule);

// "1" or "true", "0" or "false"; false if the request does not say.
Result<bool> FlagParameter(const WebRequest& request, const char* name);

// `lang` if this reader has articles in it; without `lang` the language chosen for the reader. The
// refusal lists the languages there are.
Result<std::string> LanguageParameter(const WebRequest& request, const Services& services,
                                      const Snapshot& snapshot);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_API_PARAMETERS_H_
