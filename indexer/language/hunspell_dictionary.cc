#include "indexer/language/hunspell_dictionary.h"

#include <unicode/locid.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <hunspell/hunspell.hxx>
#include <initializer_list>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace zeroline {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "/usr/share/hunspell";
// hunspell's work grows faster than the word; nothing this long is in a dictionary.
constexpr std::int32_t kMaxWordUnits = 60;

class LoadedDictionary : public HunspellDictionary {
 public:
  explicit LoadedDictionary(const DictionaryFiles& files)
      : hunspell_(files.affixes.c_str(), files.words.c_str()) {
    UErrorCode error = U_ZERO_ERROR;
    converter_ = ucnv_open(hunspell_.get_dict_encoding().c_str(), &error);
    if (converter_ == nullptr) return;
    // A word with letters outside the dictionary's alphabet is simply unknown.
    ucnv_setFromUCallBack(converter_, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  }
  ~LoadedDictionary() override { ucnv_close(converter_); }

  std::string FirstLemma(std::string_view surface) override {
    const icu::UnicodeString typed = icu::UnicodeString::fromUTF8(
        icu::StringPiece(surface.data(), static_cast<std::int32_t>(surface.size())));
    if (typed.length() > kMaxWordUnits || converter_ == nullptr) return {};
    const icu::Locale& root = icu::Locale::getRoot();
    icu::UnicodeString lower(typed);
    lower.toLower(root);
    icu::UnicodeString title(typed, 0, typed.moveIndex32(0, 1));
    title.toUpper(root);
    title.append(lower, lower.moveIndex32(0, 1), lower.length());
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const icu::UnicodeString* form :
         std::initializer_list<const icu::UnicodeString*>{&typed, &lower, &title}) {
      if (form != &typed && *form == typed) continue;
      const std::string encoded = Encode(*form);
      if (encoded.empty()) continue;
      const std::vector<std::string> lemmas = hunspell_.stem(encoded);
      if (!lemmas.empty()) return Decode(lemmas.front());
    }
    return {};
  }

  // In capitals a word may have been spelled in any way, in German with ß too.
  bool HasWord(std::string_view folded) override {
    const icu::UnicodeString word = icu::UnicodeString::fromUTF8(
        icu::StringPiece(folded.data(), static_cast<std::int32_t>(folded.size())));
    if (word.length() > kMaxWordUnits || converter_ == nullptr) return false;
    icu::UnicodeString capitals(word);
    capitals.toUpper(icu::Locale::getRoot());
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const icu::UnicodeString* form :
         {&word, static_cast<const icu::UnicodeString*>(&capitals)}) {
      const std::string encoded = Encode(*form);
      if (!encoded.empty() && hunspell_.spell(encoded)) return true;
    }
    return false;
  }

 private:
  std::string Encode(const icu::UnicodeString& word) {
    UErrorCode error = U_ZERO_ERROR;
    std::string bytes(static_cast<std::size_t>(word.length()) * 4 + 8, '\0');
    const std::int32_t length =
        ucnv_fromUChars(converter_, bytes.data(), static_cast<std::int32_t>(bytes.size()),
                        word.getBuffer(), word.length(), &error);
    if (U_FAILURE(error)) return {};
    bytes.resize(static_cast<std::size_t>(length));
    return bytes;
  }

  std::string Decode(const std::string& bytes) {
    UErrorCode error = U_ZERO_ERROR;
    const icu::UnicodeString word(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter_,
                                  error);
    std::string utf8;
    if (U_SUCCESS(error)) word.toUTF8String(utf8);
    return utf8;
  }

  std::mutex mutex_;
  Hunspell hunspell_;                // guarded by mutex_
  UConverter* converter_ = nullptr;  // guarded by mutex_
};

std::string UpperCase(std::string_view ascii) {
  std::string upper(ascii);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

bool IsInstalled(const std::string& dictionary) {
  return FindDictionaryFiles(dictionary).has_value();
}

// The first in order of the alphabet whose name begins like this.
std::string FirstInstalled(const std::string& beginning) {
  std::string first;
  std::error_code error;
  for (fs::directory_iterator entry(kFolder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().stem().string();
    if (entry->path().extension() != ".dic" || !name.starts_with(beginning)) continue;
    if ((first.empty() || name < first) && IsInstalled(name)) first = name;
  }
  return first;
}

}  // namespace

Result<DictionaryFiles> FindDictionaryFiles(std::string_view dictionary) {
  DictionaryFiles files;
  const std::string name(dictionary);
  files.affixes = fs::path(kFolder) / (name + ".aff");
  files.words = fs::path(kFolder) / (name + ".dic");
  std::error_code error;
  if (fs::exists(files.affixes, error) && fs::exists(files.words, error)) return files;
  return Fail(ErrorCode::kNotFound, "the dictionary " + files.words.string() +
                                        " is not installed; install the package hunspell-" +
                                        name.substr(0, name.find('_')));
}

std::string InstalledDictionary(std::string_view tag) {
  std::string name(tag);
  std::replace(name.begin(), name.end(), '-', '_');
  std::string primary = name.substr(0, name.find('_'));
  if (primary.empty() || primary.find_first_of("./") != std::string::npos) return {};
  if (name != primary && IsInstalled(name)) return name;
  if (primary == "no") primary = "nb";
  const std::string country = primary == "en" ? "US" : UpperCase(primary);
  for (const std::string& candidate : {primary + "_" + country, primary}) {
    if (IsInstalled(candidate)) return candidate;
  }
  return FirstInstalled(primary + "_");
}

Result<std::shared_ptr<HunspellDictionary>> HunspellDictionary::Load(std::string_view dictionary) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<HunspellDictionary>, std::less<>> loaded;
  const std::lock_guard<std::mutex> lock(mutex);
  if (const auto found = loaded.find(dictionary); found != loaded.end()) return found->second;
  const Result<DictionaryFiles> files = FindDictionaryFiles(dictionary);
  if (!files) return tl::unexpected(files.error());
  auto made = std::make_shared<LoadedDictionary>(*files);
  loaded.emplace(dictionary, made);
  return made;
}

}  // namespace zeroline
