#include "server/analytics/word_mending.h"

#include <algorithm>
#include <functional>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

// Shorter words have too many neighbours that mean something else.
constexpr std::size_t kMinMendedLength = 4;
constexpr std::size_t kMaxMendedLength = 40;
// A word that so many typed is meant as it stands.
constexpr std::size_t kManyTyped = 5;
// A neighbour must have been typed so many times as often.
constexpr std::size_t kTypedMoreOften = 3;
constexpr double kMaxDistance = 1.2;  // of Vocabulary::Similar(): one slip

// Whether one letter more, less or other, or two exchanged, make one of the other.
bool IsOneSlip(std::u32string a, std::u32string b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() < b.size()) return a.compare(i, a.npos, b, i + 1, b.npos) == 0;
  if (i == a.size()) return true;
  if (a.compare(i + 1, a.npos, b, i + 1, b.npos) == 0) return true;
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] &&
         a.compare(i + 2, a.npos, b, i + 2, b.npos) == 0;
}

std::vector<std::size_t> HashesOf(const std::u32string& word) {
  const std::hash<std::u32string> hash;
  std::vector<std::size_t> hashes = {hash(word)};
  for (std::size_t i = 0; i < word.size(); ++i) {
    std::u32string shorter = word;
    hashes.push_back(hash(shorter.erase(i, 1)));
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

bool CanBeMended(const std::string& folded) {
  const std::size_t length = CountCodePoints(folded);
  return length >= kMinMendedLength && length <= kMaxMendedLength &&
         folded.find_first_of("0123456789") == std::string::npos;
}

}  // namespace

WordMending::WordMending(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

void WordMending::Count(const std::string& normal, const std::string& folded, std::size_t count) {
  const std::size_t own = counts_[normal] += count;
  Typed& typed = typed_[folded];
  typed.all += count;
  const bool is_commoner = own > typed.count || (own == typed.count && normal > typed.normal);
  if (typed.normal != normal && !is_commoner) return;
  typed.normal = normal;
  typed.count = own;
}

bool WordMending::IsKnown(const std::string& normal, const std::string& folded) const {
  if (vocabulary_.Articles(normal) > 0 || !vocabulary_.WithFoldedForm(folded).empty()) return true;
  const auto typed = typed_.find(folded);
  return typed != typed_.end() && typed->second.all >= kManyTyped;
}

const std::string& WordMending::Mend(const std::string& normal, const std::string& folded) {
  const auto known = mended_.find(normal);
  if (known != mended_.end()) return known->second;
  return mended_.emplace(normal, Meant(normal, folded)).first->second;
}

std::string WordMending::Meant(const std::string& normal, const std::string& folded) {
  if (vocabulary_.Articles(normal) > 0) return normal;
  if (const auto words = vocabulary_.WithFoldedForm(folded); !words.empty()) return words[0].word;
  const auto typed = typed_.find(folded);
  const std::string& usual = typed == typed_.end() ? normal : typed->second.normal;
  const std::size_t count = typed == typed_.end() ? 0 : typed->second.all;
  if (count >= kManyTyped || !CanBeMended(folded) || vocabulary_.IsCorrect(normal) ||
      vocabulary_.IsCorrect(usual)) {
    return usual;
  }
  if (const Typed* near = NearestTyped(folded, count)) return near->normal;
  const auto similar = vocabulary_.Similar(normal, 1);
  return !similar.empty() && similar[0].distance <= kMaxDistance ? similar[0].known.word : usual;
}

void WordMending::MakeNeighbourhoods() {
  has_neighbours_ = true;
  for (const auto& [folded, typed] : typed_) {
    if (typed.all < kTypedMoreOften || !CanBeMended(folded)) continue;
    for (const std::size_t hash : HashesOf(ToCodePoints(folded))) {
      neighbours_[hash].push_back(&folded);
    }
  }
}

// The commonest word one slip away; null if there is none that is typed so much more often.
const WordMending::Typed* WordMending::NearestTyped(const std::string& folded,
                                                    std::size_t own_count) {
  if (!has_neighbours_) MakeNeighbourhoods();
  const std::u32string letters = ToCodePoints(folded);
  const std::string* nearest = nullptr;
  const Typed* best = nullptr;
  for (const std::size_t hash : HashesOf(letters)) {
    const auto found = neighbours_.find(hash);
    if (found == neighbours_.end()) continue;
    for (const std::string* candidate : found->second) {
      const Typed& typed = typed_.at(*candidate);
      if (typed.all < kTypedMoreOften * own_count || *candidate == folded) continue;
      if (!IsOneSlip(letters, ToCodePoints(*candidate))) continue;
      const bool is_better = best == nullptr || typed.all > best->all ||
                             (typed.all == best->all && *candidate < *nearest);
      if (!is_better) continue;
      best = &typed;
      nearest = candidate;
    }
  }
  return best;
}

}  // namespace zeroline
