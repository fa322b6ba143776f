// The words of one interface language, messages/<lang>.yaml: a flat map of keys to sentences.
//
// A sentence may hold {placeholders}. A key whose value is a map of CLDR plural categories (one,
// few, many, other) is chosen by Count(). `months` is a list of twelve names as they stand inside a
// date.
//
// Immutable, therefore thread-safe.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_MESSAGES_H_
#define ZEROLINE_SERVER_WEB_PORTAL_MESSAGES_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

// The CLDR plural category of a whole number in one of the interface languages: "one", "few",
// "many" or "other". A language not in the table counts like English.
std::string_view PluralCategory(std::string_view language, std::uint64_t number);

class Messages {
 public:
  // kInvalidArgument names the file and the fault.
  static Result<Messages> Load(const std::filesystem::path& file, std::string language);

  const std::string& language() const { return language_; }

  // The sentence, or nullptr.
  const std::string* Find(std::string_view key) const;
  // The sentence with its placeholders replaced; the key itself if there is no such sentence. Plain
  // text.
  std::string Say(
      std::string_view key,
      const std::vector<std::pair<std::string_view, std::string_view>>& values = {}) const;
  // The plural form for `number`, {count} replaced by it with the language's digit grouping.
  std::string Count(std::string_view key, std::uint64_t number) const;

  // A calendar date in UTC: "12 March 2026". "" for 0, which means unknown.
  std::string Date(std::int64_t unix_seconds) const;

  // Every key, plural forms as "key.few"; sorted.
  std::vector<std::string> Keys() const;

 private:
  std::string language_;
  std::map<std::string, std::string, std::less<>> sentences_;
  std::vector<std::string> months_;
};

// "2026-03-12", UTC: the machine-readable form of the same date.
std::string IsoDate(std::int64_t unix_seconds);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_MESSAGES_H_
