#include "indexer/language/lemmatizer.h"

#include <unicode/locid.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <xxhash.h>

#include <filesystem>
#include <fstream>
#include <hunspell/hunspell.hxx>
#include <initializer_list>
#include <iterator>
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

struct DictionaryFiles {
  fs::path affixes;
  fs::path words;
};

Result<DictionaryFiles> FindFiles(std::string_view dictionary) {
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

std::string ReadAll(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

class HunspellLemmatizer : public Lemmatizer {
 public:
  explicit HunspellLemmatizer(const DictionaryFiles& files)
      : hunspell_(files.affixes.c_str(), files.words.c_str()) {
    UErrorCode error = U_ZERO_ERROR;
    converter_ = ucnv_open(hunspell_.get_dict_encoding().c_str(), &error);
    if (converter_ == nullptr) return;
    // A word with letters outside the dictionary's alphabet is simply unknown.
    ucnv_setFromUCallBack(converter_, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  }
  ~HunspellLemmatizer() override { ucnv_close(converter_); }

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

}  // namespace

Result<std::shared_ptr<Lemmatizer>> Lemmatizer::Load(std::string_view dictionary) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<Lemmatizer>, std::less<>> loaded;
  const std::lock_guard<std::mutex> lock(mutex);
  if (const auto found = loaded.find(dictionary); found != loaded.end()) return found->second;
  const Result<DictionaryFiles> files = FindFiles(dictionary);
  if (!files) return tl::unexpected(files.error());
  auto lemmatizer = std::make_shared<HunspellLemmatizer>(*files);
  loaded.emplace(dictionary, lemmatizer);
  return lemmatizer;
}

Result<std::string> DictionaryFingerprint(std::string_view dictionary) {
  static std::mutex mutex;
  static std::map<std::string, std::string, std::less<>> known;
  const std::lock_guard<std::mutex> lock(mutex);
  if (const auto found = known.find(dictionary); found != known.end()) return found->second;
  const Result<DictionaryFiles> files = FindFiles(dictionary);
  if (!files) return tl::unexpected(files.error());
  const std::string bytes = ReadAll(files->affixes) + ReadAll(files->words);
  std::string fingerprint = std::to_string(XXH3_64bits(bytes.data(), bytes.size()));
  return known.emplace(dictionary, std::move(fingerprint)).first->second;
}

}  // namespace zeroline
