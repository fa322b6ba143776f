#include "indexer/language/transliteration.h"

#include <algorithm>

#include "indexer/language/normalizer.h"
#include "indexer/language/pinyin.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

struct Letter {
  char32_t letter;
  std::string_view latin;
};

// One usual spelling of each letter; KeyOfSounds() makes the other ones the same.
constexpr Letter kCyrillicLetters[] = {
    {U'а', "a"},  {U'б', "b"},  {U'в', "v"},    {U'г', "g"}, {U'д', "d"},  {U'е', "e"},
    {U'ё', "yo"}, {U'ж', "zh"}, {U'з', "z"},    {U'и', "i"}, {U'й', "y"},  {U'к', "k"},
    {U'л', "l"},  {U'м', "m"},  {U'н', "n"},    {U'о', "o"}, {U'п', "p"},  {U'р', "r"},
    {U'с', "s"},  {U'т', "t"},  {U'у', "u"},    {U'ф', "f"}, {U'х', "kh"}, {U'ц', "ts"},
    {U'ч', "ch"}, {U'ш', "sh"}, {U'щ', "shch"}, {U'ъ', ""},  {U'ы', "y"},  {U'ь', ""},
    {U'э', "e"},  {U'ю', "yu"}, {U'я', "ya"},   {U'і', "i"}, {U'ї', "yi"}, {U'є', "ye"},
    {U'ґ', "g"},  {U'ў', "u"},
};
constexpr Letter kBulgarianLetters[] = {{U'щ', "sht"}, {U'ъ', "a"}};
constexpr Letter kGermanLetters[] = {{U'ä', "ae"}, {U'ö', "oe"}, {U'ü', "ue"}, {U'ß', "ss"}};
constexpr Letter kNordicLetters[] = {
    {U'ä', "ae"}, {U'ö', "oe"}, {U'å', "aa"}, {U'æ', "ae"}, {U'ø', "oe"}};

// With háčeks and primes, as scholars write Russian.
constexpr Letter kScholarly[] = {{U'š', "sh"},   {U'č', "ch"}, {U'ž', "zh"},
                                 {U'ŝ', "shch"}, {U'ʹ', ""},   {U'ʺ', ""}};

enum class Method { kNone, kCyrillic, kPinyin, kGerman, kNordic };

std::string_view Primary(std::string_view tag) { return tag.substr(0, tag.find_first_of("-_")); }

Method MethodOf(std::string_view language) {
  constexpr struct {
    std::string_view tag;
    Method method;
  } kMethods[] = {{"ru", Method::kCyrillic}, {"uk", Method::kCyrillic}, {"be", Method::kCyrillic},
                  {"bg", Method::kCyrillic}, {"zh", Method::kPinyin},   {"de", Method::kGerman},
                  {"sv", Method::kNordic},   {"da", Method::kNordic},   {"nb", Method::kNordic},
                  {"nn", Method::kNordic},   {"no", Method::kNordic},   {"fi", Method::kNordic}};
  for (const auto& row : kMethods) {
    if (row.tag == Primary(language)) return row.method;
  }
  return Method::kNone;
}

bool IsAsciiAlnum(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'); }

template <std::size_t count>
const Letter* Find(const Letter (&letters)[count], char32_t c) {
  const auto found = std::find_if(std::begin(letters), std::end(letters),
                                  [c](const Letter& letter) { return letter.letter == c; });
  return found == std::end(letters) ? nullptr : found;
}

bool IsVowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

// A group of Latin letters and the one letter all spellings of a sound become.
struct Sound {
  std::string_view spelling;
  std::string_view key;
};

// The first that fits counts, so longer ones stand before their beginnings. w is ш and щ, q is ч, h
// is х and кс, c is ц, i is и, й, ы and a soft vowel's beginning.
constexpr Sound kSounds[] = {
    {"schtsch", "w"}, {"shtsch", "w"}, {"shch", "w"}, {"schch", "w"}, {"tsch", "q"},
    {"tsh", "tw"},    {"tch", "q"},    {"sch", "w"},  {"shh", "w"},   {"sh", "w"},
    {"ksh", "kw"},    {"kh", "h"},     {"ks", "h"},   {"ch", "q"},    {"ts", "c"},
    {"tz", "c"},      {"ck", "k"},     {"x", "h"},    {"w", "v"},     {"y", "i"},
};

// ж is typed zh or j, and j is й and the beginning of a soft vowel too. Between consonants nothing
// tells them apart (можно as mojno, войти as vojti), so there both are i.
char KeyOfZhe(std::string_view rest) { return rest.empty() || IsVowel(rest.front()) ? 'j' : 'i'; }

bool StaysAfterI(char c) { return c != 'e' && c != 'o' && c != 'u'; }

// Adds a letter of the key: no letter twice, e for ie (ye, je) and io (yo, jo), u for iu (yu, ju).
void Push(char c, std::string* key) {
  if (!key->empty() && key->back() == 'i' && !StaysAfterI(c)) {
    key->pop_back();
    if (c == 'o') c = 'e';
  }
  if (key->empty() || key->back() != c) *key += c;
}

// The key of a Russian word in lower-case Latin letters, however spelled. In Ukrainian and
// Belarusian г is h to some and g to others, and ji is ї.
std::string KeyOfSounds(std::string_view latin, std::string_view language) {
  const std::string_view primary = Primary(language);
  const bool is_h = primary == "uk" || primary == "be";
  std::string key;
  while (!latin.empty()) {
    const auto sound = std::find_if(
        std::begin(kSounds), std::end(kSounds),
        [latin](const Sound& candidate) { return latin.starts_with(candidate.spelling); });
    if (sound != std::end(kSounds)) {
      latin.remove_prefix(sound->spelling.size());
      for (const char c : sound->key) Push(c, &key);
    } else if (latin.starts_with("zh")) {
      latin.remove_prefix(2);
      Push(KeyOfZhe(latin), &key);
    } else {
      const char c = latin.front();
      latin.remove_prefix(1);
      if (c == 'j') {
        Push(!is_h && latin.starts_with("i") ? 'j' : 'i', &key);
      } else {
        Push(is_h && c == 'g' ? 'h' : c, &key);
      }
    }
  }
  return key;
}

// "" if the word has a letter that is neither Cyrillic nor in a to z, or none that is Cyrillic.
std::string SpellCyrillic(std::string_view word, std::string_view language) {
  const bool is_bulgarian = Primary(language) == "bg";
  std::string latin;
  bool is_native = false;
  for (std::size_t i = 0; i < word.size();) {
    const char32_t c = NextCodePoint(word, &i);
    const Letter* letter = is_bulgarian ? Find(kBulgarianLetters, c) : nullptr;
    if (letter == nullptr) letter = Find(kCyrillicLetters, c);
    if (letter != nullptr) {
      latin += letter->latin;
      is_native = true;
    } else if (IsAsciiAlnum(c)) {
      latin += static_cast<char>(c);
    } else if (c >= 0x80) {
      return {};
    }
  }
  return is_native ? latin : std::string();
}

std::vector<std::string> KeysOfHan(std::string_view word) {
  std::vector<std::string> keys = {""};
  bool is_native = false;
  for (std::size_t i = 0; i < word.size();) {
    const std::size_t begin = i;
    const char32_t c = NextCodePoint(word, &i);
    if (IsAsciiAlnum(c)) {
      for (std::string& key : keys) key += word.substr(begin, i - begin);
      continue;
    }
    if (c < 0x80 || c > 0xFFFF) return {};
    const auto& readings = PinyinOf(SimplifyHan(static_cast<char16_t>(c)));
    if (readings.empty()) return {};
    is_native = true;
    const std::size_t before = keys.size();
    for (std::size_t k = 1; k < readings.size(); ++k) {
      for (std::size_t old = 0; old < before && keys.size() < kMaxLatinKeys; ++old) {
        keys.push_back(keys[old] + std::string(readings[k]));
      }
    }
    for (std::size_t old = 0; old < before; ++old) keys[old] += readings.front();
  }
  if (!is_native) return {};
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

// What is written in place of each letter that `letters` has; the rest stays.
template <std::size_t count>
std::string Replace(std::string_view word, const Letter (&letters)[count]) {
  std::string latin;
  for (std::size_t i = 0; i < word.size();) {
    const std::size_t begin = i;
    const Letter* letter = Find(letters, NextCodePoint(word, &i));
    latin += letter != nullptr ? letter->latin : word.substr(begin, i - begin);
  }
  return latin;
}

std::string Substituted(std::string_view word, Method method) {
  return method == Method::kGerman ? Replace(word, kGermanLetters) : Replace(word, kNordicLetters);
}

// Only the letters and digits; "" if one is outside ASCII.
std::string OnlyAscii(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return {};
    if (IsAsciiAlnum(static_cast<char32_t>(c))) kept += c;
  }
  return kept;
}

std::string KeyOfPinyin(std::string_view typed) {
  const std::string latin = OnlyAscii(FoldNormalized(typed));
  std::string key;
  for (const char c : latin) {
    const bool is_tone = c >= '1' && c <= '5' && !key.empty() && key.back() > '9';
    if (!is_tone) key += c == 'v' ? 'u' : c;
  }
  return key;
}

}  // namespace

std::vector<std::string> LatinKeysOfWord(std::string_view word, std::string_view language) {
  const Method method = MethodOf(language);
  std::string key;
  switch (method) {
    case Method::kNone:
      return {};
    case Method::kPinyin:
      return KeysOfHan(word);
    case Method::kCyrillic:
      key = KeyOfSounds(SpellCyrillic(word, language), language);
      break;
    case Method::kGerman:
    case Method::kNordic:
      key = OnlyAscii(Substituted(word, method));
      if (key == word) key.clear();
      break;
  }
  if (key.empty()) return {};
  return {key};
}

std::string LatinKey(std::string_view typed, std::string_view language) {
  const Method method = MethodOf(language);
  const std::string word = NormalizeWord(RepairUtf8(typed));
  switch (method) {
    case Method::kNone:
      break;
    case Method::kPinyin:
      return KeyOfPinyin(word);
    case Method::kCyrillic:
      return KeyOfSounds(OnlyAscii(FoldNormalized(Replace(word, kScholarly))), language);
    case Method::kGerman:
    case Method::kNordic:
      return OnlyAscii(Substituted(word, method));
  }
  return {};
}

}  // namespace zeroline
