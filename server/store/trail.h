// What somebody did before asking for a person: one step of the trail that a ticket carries to
// level 1, so that nobody has to say it twice.
#ifndef ZEROLINE_SERVER_STORE_TRAIL_H_
#define ZEROLINE_SERVER_STORE_TRAIL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zeroline {

struct TrailStep {
  enum class Kind {
    kSearched,  // text: the words
    kShown,     // the article was offered beside the request form or after it
    kOpened,    // the article was read
    kRejected,  // the article did not help; text: why, in the reader's words or ""
  };

  Kind kind = Kind::kSearched;
  std::int64_t at = 0;  // Unix seconds
  std::string text;
  std::string article;   // id; "" for kSearched
  std::string language;  // of the article, or of the search
  std::string title;
  std::string anchor;      // of the section that was shown; "" for the article's beginning
  std::int64_t build = 0;  // that was being served: what the reader saw

  bool operator==(const TrailStep&) const = default;
};

// "searched", "shown", "opened", "rejected".
std::string_view NameOf(TrailStep::Kind kind);
std::optional<TrailStep::Kind> ParseTrailKind(std::string_view name);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_TRAIL_H_
