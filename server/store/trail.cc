#include "server/store/trail.h"

#include <array>
#include <utility>

namespace zeroline {
namespace {

constexpr std::array<std::pair<TrailStep::Kind, std::string_view>, 4> kNames = {{
    {TrailStep::Kind::kSearched, "searched"},
    {TrailStep::Kind::kShown, "shown"},
    {TrailStep::Kind::kOpened, "opened"},
    {TrailStep::Kind::kRejected, "rejected"},
}};

}  // namespace

std::string_view NameOf(TrailStep::Kind kind) {
  for (const auto& [known, name] : kNames) {
    if (known == kind) return name;
  }
  return "";
}

std::optional<TrailStep::Kind> ParseTrailKind(std::string_view name) {
  for (const auto& [kind, known] : kNames) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

}  // namespace zeroline
