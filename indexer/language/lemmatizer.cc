#include "indexer/language/lemmatizer.h"

#include <xxhash.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <utility>

#include "indexer/language/hunspell_dictionary.h"

namespace zeroline {
namespace {

std::string ReadAll(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

class DictionaryLemmatizer : public Lemmatizer {
 public:
  explicit DictionaryLemmatizer(std::shared_ptr<HunspellDictionary> dictionary)
      : dictionary_(std::move(dictionary)) {}

  std::string FirstLemma(std::string_view surface) override {
    return dictionary_->FirstLemma(surface);
  }

 private:
  std::shared_ptr<HunspellDictionary> dictionary_;
};

}  // namespace

Result<std::shared_ptr<Lemmatizer>> Lemmatizer::Load(std::string_view dictionary) {
  auto loaded = HunspellDictionary::Load(dictionary);
  if (!loaded) return tl::unexpected(loaded.error());
  return std::make_shared<DictionaryLemmatizer>(*std::move(loaded));
}

Result<std::string> DictionaryFingerprint(std::string_view dictionary) {
  static std::mutex mutex;
  static std::map<std::string, std::string, std::less<>> known;
  const std::lock_guard<std::mutex> lock(mutex);
  if (const auto found = known.find(dictionary); found != known.end()) return found->second;
  const Result<DictionaryFiles> files = FindDictionaryFiles(dictionary);
  if (!files) return tl::unexpected(files.error());
  const std::string bytes = ReadAll(files->affixes) + ReadAll(files->words);
  std::string fingerprint = std::to_string(XXH3_64bits(bytes.data(), bytes.size()));
  return known.emplace(dictionary, std::move(fingerprint)).first->second;
}

}  // namespace zeroline
