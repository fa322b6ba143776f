// Values of options, from YAML. Each function returns false, and leaves *out alone, if the value is
// not what it expects; whoever calls says what that would be.
//
// Private to this room.
#ifndef ZEROLINE_SERVER_CONFIG_VALUE_READERS_H_
#define ZEROLINE_SERVER_CONFIG_VALUE_READERS_H_

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "server/config/config.h"

namespace YAML {
class Node;
}

namespace zeroline {

bool SetText(const YAML::Node& value, std::string* out);
bool SetTexts(const YAML::Node& value, std::vector<std::string>* out);
bool SetPath(const YAML::Node& value, std::filesystem::path* out);
bool SetSwitch(const YAML::Node& value, bool* out);

// Accepts `least`..`most` only; the bounds keep later arithmetic from overflowing.
bool ReadNumber(const YAML::Node& value, long long least, long long most, long long* out);
bool SetSize(const YAML::Node& value, long long most, std::size_t* out);
bool SetInt(const YAML::Node& value, int least, int most, int* out);

template <typename Duration>
bool SetDuration(const YAML::Node& value, long long most, Duration* out) {
  long long number = 0;
  if (!ReadNumber(value, 1, most, &number)) return false;
  *out = Duration(number);
  return true;
}

// Scheme and host, as Origin in RFC 6454: paths of ours start at the root.
bool SetOrigin(const YAML::Node& value, std::string* out);
bool SetOrigins(const YAML::Node& value, std::vector<std::string>* out);

// An address of the web with {path} in it.
bool SetEditUrl(const YAML::Node& value, std::string* out);

// "nobody", "team" or "everybody".
bool SetReaders(const YAML::Node& value, AuthorsShown* out);

bool SetCategories(const YAML::Node& value, std::vector<Category>* out);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_CONFIG_VALUE_READERS_H_
