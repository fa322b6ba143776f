#include "indexer/language/pinyin.h"

#include <unordered_map>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

using Readings = std::unordered_map<char32_t, std::vector<std::string_view>>;

bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }

Readings ReadTable() {
  Readings readings;
  readings.reserve(7000);
  const std::string_view table = kPinyinSyllables;
  std::string_view syllable;
  for (std::size_t i = 0; i < table.size();) {
    const std::size_t begin = i;
    while (i < table.size() && IsLetter(table[i])) ++i;
    if (i > begin) {
      syllable = table.substr(begin, i - begin);
    } else {
      readings[NextCodePoint(table, &i)].push_back(syllable);
    }
  }
  return readings;
}

}  // namespace

const std::vector<std::string_view>& PinyinOf(char32_t character) {
  static const Readings readings = ReadTable();
  static const std::vector<std::string_view> none;
  const auto found = readings.find(character);
  return found == readings.end() ? none : found->second;
}

}  // namespace zeroline
