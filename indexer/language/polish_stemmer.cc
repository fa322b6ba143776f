#include "indexer/language/polish_stemmer.h"

#include <unicode/unistr.h>

#include <initializer_list>

namespace zeroline {
namespace {

using Endings = std::initializer_list<std::u16string_view>;

constexpr Endings kVerbalNouns = {u"acja", u"acji", u"acją", u"anie", u"enie", u"aniu", u"eniu"};
constexpr Endings kNounCases = {u"ach", u"ami", u"nia", u"niu", u"cia", u"ciu", u"ce"};
constexpr Endings kDiminutives = {u"eczek", u"iczek", u"iszek", u"aszek", u"uszek"};
constexpr Endings kSuperlatives = {u"szego", u"szemu", u"szych", u"szym", u"szej",
                                   u"sze",   u"szy",   u"sza",   u"szą"};
constexpr Endings kAdjectives = {u"owy", u"owa", u"owe", u"ych", u"ego", u"emu", u"ej"};
constexpr Endings kConditionals = {u"byście", u"byśmy", u"bym", u"byś"};
constexpr Endings kPersonal = {u"aliśmy",  u"iliśmy",  u"ałyśmy",  u"iłyśmy", u"aliście",
                               u"iliście", u"ałyście", u"iłyście", u"acie",   u"ecie",
                               u"ałem",    u"iłem",    u"ałam",    u"iłam",   u"ałeś",
                               u"iłeś",    u"ałaś",    u"iłaś",    u"asz",    u"esz",
                               u"amy",     u"emy",     u"cie",     u"eść",    u"aść"};
constexpr Endings kParticiples = {u"ących", u"ącego", u"ącemu", u"ącymi", u"ącym", u"ącej",
                                  u"ącą",   u"ące",   u"ąca",   u"ący",   u"ąc",   u"ać",
                                  u"eć",    u"ić",    u"em",    u"am",    u"ał",   u"ił"};
constexpr Endings kPlurals = {u"ami", u"ów", u"om"};
constexpr Endings kVowels = {u"ia", u"ie", u"u", u"ą", u"ę", u"i", u"a", u"y", u"ł"};

// Length of the longest ending of `word` among `endings`, 0 if there is none.
std::size_t Ending(std::u16string_view word, const Endings& endings) {
  std::size_t longest = 0;
  for (const std::u16string_view ending : endings) {
    if (ending.size() > longest && word.ends_with(ending)) longest = ending.size();
  }
  return longest;
}

void Drop(std::size_t count, std::u16string_view* word) { word->remove_suffix(count); }

void DropNounEnding(std::u16string_view* word) {
  if (word->size() > 6 && word->ends_with(u"tyka")) {
    Drop(2, word);
  } else if (const std::size_t n = word->size() > 6 ? Ending(*word, kVerbalNouns) : 0; n > 0) {
    Drop(n, word);
  } else if (word->size() > 5) {
    Drop(Ending(*word, {u"cja", u"cji", u"cją"}) > 0 ? 2 : Ending(*word, kNounCases), word);
  }
}

void DropDiminutive(std::u16string_view* word) {
  if (word->size() > 6 && Ending(*word, kDiminutives) > 0) {
    Drop(5, word);
  } else if (word->size() > 4 && Ending(*word, {u"ek", u"ak"}) > 0) {
    Drop(2, word);
  }
}

void DropAdjectiveEnding(std::u16string_view* word) {
  const std::size_t superlative = word->starts_with(u"naj") ? Ending(*word, kSuperlatives) : 0;
  if (superlative > 0 && word->size() > superlative + 5) {
    Drop(superlative, word);
    word->remove_prefix(3);
  } else if (word->size() > 6 && word->ends_with(u"czny")) {
    Drop(4, word);
  } else if (word->size() > 5) {
    Drop(Ending(*word, kAdjectives), word);
  }
}

void DropVerbEnding(std::u16string_view* word) {
  if (word->size() > 6) Drop(Ending(*word, kConditionals), word);
  const std::size_t personal = word->size() > 5 ? Ending(*word, kPersonal) : 0;
  if (personal > 0 && word->size() > personal + 1) {
    Drop(personal, word);
  } else if (word->size() > 3) {
    const std::size_t n = Ending(*word, kParticiples);
    Drop(n > 0 && word->size() > n ? n : (word->ends_with(u"aj") ? 1 : 0), word);
  }
}

}  // namespace

std::string StemPolish(std::string_view word) {
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(
      icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())));
  std::u16string_view stem(wide.getBuffer(), static_cast<std::size_t>(wide.length()));
  DropNounEnding(&stem);
  DropDiminutive(&stem);
  DropAdjectiveEnding(&stem);
  DropVerbEnding(&stem);
  if (stem.size() > 4 && Ending(stem, {u"nie", u"wie", u"rze"}) > 0) Drop(2, &stem);
  if (stem.size() > 4) Drop(Ending(stem, kPlurals), &stem);
  if (stem.size() > 4) Drop(Ending(stem, kVowels), &stem);
  std::string utf8;
  icu::UnicodeString(stem.data(), static_cast<std::int32_t>(stem.size())).toUTF8String(utf8);
  return utf8;
}

}  // namespace zeroline
