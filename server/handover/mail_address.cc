#include "server/handover/mail_address.h"

#include <algorithm>

namespace zeroline {
namespace {

bool IsAlphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Parts between dots, none empty, each true for `is_part`.
template <typename IsPart>
bool AllParts(std::string_view text, IsPart is_part) {
  for (;;) {
    const std::size_t dot = text.find('.');
    if (!is_part(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool IsAtom(std::string_view part) {
  constexpr std::string_view kSigns = "#$&'*+-/=?^_`{|}~";
  return !part.empty() && std::all_of(part.begin(), part.end(), [&](char c) {
    return IsAlphanumeric(c) || kSigns.find(c) != std::string_view::npos;
  });
}

bool IsLabel(std::string_view part) {
  return !part.empty() && part.size() <= 63 && part.front() != '-' && part.back() != '-' &&
         std::all_of(part.begin(), part.end(),
                     [](char c) { return IsAlphanumeric(c) || c == '-'; });
}

}  // namespace

bool IsMailAddress(std::string_view text) {
  constexpr std::size_t kMaxBytes = 254;
  constexpr std::size_t kMaxLocalBytes = 64;
  const std::size_t at = text.find('@');
  if (text.size() > kMaxBytes || at == std::string_view::npos || at > kMaxLocalBytes) return false;
  return text.front() != '-' && AllParts(text.substr(0, at), IsAtom) &&
         AllParts(text.substr(at + 1), IsLabel);
}

}  // namespace zeroline
