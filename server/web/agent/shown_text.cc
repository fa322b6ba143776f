#include "server/web/agent/shown_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "indexer/language/text.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::size_t kMaxFileNameBytes = 150;

bool TurnsDirection(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool IsControl(char32_t c) {
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
}

// One digit after the decimal sign.
std::string Decimal(const Messages& messages, double value, const char* format) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), format,
                value);  // NOLINT(cppcoreguidelines-pro-type-vararg)
  std::string decimal = text.data();
  const std::size_t point = decimal.find('.');
  if (point != std::string::npos) decimal.replace(point, 1, messages.Say("agent_decimal"));
  return decimal;
}

// What neither a header nor a file system wants in a name.
bool IsUnsafeInName(char c) {
  constexpr std::string_view kUnsafe = "/\\:*?\"<>|%;";
  return kUnsafe.find(c) != std::string_view::npos;
}

}  // namespace

std::string Harmless(std::string_view text) {
  const std::string valid = RepairUtf8(text);
  std::string harmless;
  harmless.reserve(valid.size());
  for (std::size_t i = 0; i < valid.size();) {
    const std::size_t start = i;
    const char32_t c = NextCodePoint(valid, &i);
    if (c == '\r') continue;  // browsers send line breaks as CR LF
    if (TurnsDirection(c)) {
      harmless += kReplacement;
    } else if (!IsControl(c)) {
      harmless.append(valid, start, i - start);
    }
  }
  return harmless;
}

std::string HarmlessLine(std::string_view text, std::string_view fallback) {
  const std::string line = CollapseWhiteSpace(Harmless(text));
  return line.empty() ? std::string(fallback) : line;
}

std::string TimeText(const Messages& messages, std::int64_t unix_seconds) {
  if (unix_seconds == 0) return "";
  const std::string date = messages.Date(unix_seconds);
  const std::string time = FormatUtc(unix_seconds, "%H:%M");
  return messages.Say("agent_time_format", {{"date", date}, {"time", time}});
}

std::string ClockText(std::int64_t unix_seconds) { return FormatUtc(unix_seconds, "%H:%M:%S"); }

std::string AgeText(const Messages& messages, std::int64_t then, std::int64_t now) {
  constexpr std::int64_t kMinute = 60;
  constexpr std::int64_t kHour = 60 * kMinute;
  constexpr std::int64_t kDay = 24 * kHour;
  const std::int64_t age = std::max<std::int64_t>(0, now - then);
  const auto count = [&](const char* key, std::int64_t number) {
    return messages.Count(key, static_cast<std::uint64_t>(number));
  };
  if (age < kMinute) return messages.Say("agent_age_now");
  if (age < kHour) return count("agent_age_minutes", age / kMinute);
  if (age < 2 * kDay) return count("agent_age_hours", age / kHour);
  return count("agent_age_days", age / kDay);
}

std::string SizeText(const Messages& messages, std::size_t bytes) {
  constexpr std::size_t kKilobyte = 1000;
  constexpr std::size_t kMegabyte = 1000 * kKilobyte;
  if (bytes < kKilobyte) return std::to_string(bytes) + " B";
  if (bytes < kMegabyte) return std::to_string(bytes / kKilobyte) + " kB";
  const double megabytes = static_cast<double>(bytes) / static_cast<double>(kMegabyte);
  return Decimal(messages, megabytes, "%.1f") + " MB";
}

std::string PercentText(const Messages& messages, double share) {
  return messages.Say("agent_percent", {{"value", Decimal(messages, 100 * share, "%.1f")}});
}

std::string PointsText(const Messages& messages, double share) {
  const double points = std::round(1000 * share) / 10;
  return Decimal(messages, points == 0 ? 0 : points, "%+.1f");
}

std::string AttachmentDisposition(std::string_view name, std::string_view fallback) {
  std::string safe = HarmlessLine(name.substr(name.find_last_of("/\\") + 1), fallback);
  std::replace_if(safe.begin(), safe.end(), &IsUnsafeInName, '_');
  safe.erase(0, std::min(safe.find_first_not_of(". "), safe.size()));
  if (safe.size() > kMaxFileNameBytes) {
    // The ending is what a computer goes by.
    const std::size_t dot = safe.rfind('.');
    const std::string ending =
        dot != std::string::npos && safe.size() - dot <= 10 ? safe.substr(dot) : "";
    safe = std::string(TruncateUtf8(safe, kMaxFileNameBytes - ending.size())) + ending;
  }
  if (safe.empty()) safe = std::string(fallback);
  std::string ascii;
  for (std::size_t i = 0; i < safe.size();) {
    const char32_t c = NextCodePoint(safe, &i);
    ascii += c < 0x80 ? static_cast<char>(c) : '_';
  }
  return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + EscapeUrl(safe);
}

}  // namespace zeroline
