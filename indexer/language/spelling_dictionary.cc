#include "indexer/language/spelling_dictionary.h"

#include <map>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "indexer/language/hunspell_dictionary.h"

namespace zeroline {
namespace {

// Forgotten all at once beyond this many, which is a few megabytes.
constexpr std::size_t kMaxRemembered = 1u << 15;
// Nothing longer is in a dictionary, and compounds of any length are costly to take apart.
constexpr std::size_t kMaxWordBytes = 120;

}  // namespace

struct SpellingDictionary::Impl {
  std::string name;
  std::once_flag loading;
  std::shared_ptr<HunspellDictionary> dictionary;  // set once, stays empty if there is none
  std::mutex mutex;
  std::unordered_map<std::string, bool> answers;  // guarded by mutex
};

SpellingDictionary::SpellingDictionary(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SpellingDictionary::~SpellingDictionary() = default;

SpellingDictionary& SpellingDictionary::Of(std::string_view language) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<SpellingDictionary>, std::less<>> dictionaries;
  const std::lock_guard<std::mutex> lock(mutex);
  const auto found = dictionaries.find(language);
  if (found != dictionaries.end()) return *found->second;
  auto impl = std::make_unique<Impl>();
  impl->name = InstalledDictionary(language);
  std::unique_ptr<SpellingDictionary> made(new SpellingDictionary(std::move(impl)));
  return *dictionaries.emplace(language, std::move(made)).first->second;
}

bool SpellingDictionary::IsCorrect(std::string_view word) {
  if (impl_->name.empty() || word.empty() || word.size() > kMaxWordBytes) return false;
  std::call_once(impl_->loading, [this] {
    if (auto loaded = HunspellDictionary::Load(impl_->name)) impl_->dictionary = *std::move(loaded);
  });
  if (impl_->dictionary == nullptr) return false;
  std::string key(word);
  {
    const std::lock_guard<std::mutex> lock(impl_->mutex);
    const auto found = impl_->answers.find(key);
    if (found != impl_->answers.end()) return found->second;
  }
  const bool is_correct = impl_->dictionary->HasWord(word);
  const std::lock_guard<std::mutex> lock(impl_->mutex);
  if (impl_->answers.size() >= kMaxRemembered) impl_->answers.clear();
  impl_->answers.emplace(std::move(key), is_correct);
  return is_correct;
}

}  // namespace zeroline
