// The text of confidence_data.txt, compiled in; confidence.h describes it.
#ifndef ZEROLINE_SERVER_SEARCH_CONFIDENCE_DATA_H_
#define ZEROLINE_SERVER_SEARCH_CONFIDENCE_DATA_H_

#include <string_view>

namespace zeroline {

extern const std::string_view kConfidenceText;

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_CONFIDENCE_DATA_H_
