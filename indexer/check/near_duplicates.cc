#include "indexer/check/near_duplicates.h"

#include <algorithm>
#include <limits>
#include <string>
#include <unordered_map>

#include "indexer/check/prose.h"

namespace zeroline {
namespace {

// Words of one shingle: fewer find articles of one template, more miss those with small changes.
constexpr std::size_t kShingleWords = 4;
// Bins of one band: 16 bands of 4 find a pair with 85 % in common nearly always (1 - (1 -
// .85^4)^16) and one with 30 % one time in ten.
constexpr std::size_t kBandBins = 4;
// Earlier articles of one band that an article is compared with: a hundred of one template are not
// all compared with one another.
constexpr std::size_t kMaxCompared = 16;

constexpr std::uint32_t kEmpty = std::numeric_limits<std::uint32_t>::max();
constexpr std::string_view kEverybody = "public";

std::uint64_t Mixed(std::uint64_t hash) {
  hash ^= hash >> 33;
  hash *= 0xFF51AFD7ED558CCDull;
  hash ^= hash >> 33;
  hash *= 0xC4CEB9FE1A85EC53ull;
  return hash ^ (hash >> 33);
}

// FNV-1a without regard to ASCII case.
std::uint64_t HashWord(std::string_view word) {
  std::uint64_t hash = 0xCBF29CE484222325ull;
  for (const char c : word) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    hash = (hash ^ static_cast<unsigned char>(lower)) * 0x100000001B3ull;
  }
  return hash;
}

void Sign(TextSketch* sketch) {
  sketch->signature.fill(kEmpty);
  for (const std::uint32_t shingle : sketch->shingles) {
    const std::uint64_t mixed = Mixed(shingle);
    std::uint32_t& bin = sketch->signature[mixed % kSketchBins];
    bin = std::min(bin, static_cast<std::uint32_t>(mixed >> 32));
  }
  // An empty bin has what the next full one has.
  if (sketch->shingles.empty()) return;
  for (std::size_t i = 0; i < kSketchBins; ++i) {
    for (std::size_t j = 1; sketch->signature[i] == kEmpty && j < kSketchBins; ++j) {
      const std::uint32_t next = sketch->signature[(i + j) % kSketchBins];
      if (next != kEmpty) sketch->signature[i] = next + static_cast<std::uint32_t>(j);
    }
  }
}

bool MayName(const CheckedArticle& one, const CheckedArticle& other) {
  const std::string& audience = other.article->audience;
  return audience == kEverybody || audience == one.article->audience;
}

class Finder {
 public:
  Finder(const std::vector<CheckedArticle>& articles, const std::vector<TextSketch>& sketches)
      : articles_(articles), sketches_(sketches) {}

  std::vector<Diagnostic> Find() {
    std::vector<Diagnostic> findings;
    // Public articles first: they are never compared with what came later.
    for (const bool is_public : {true, false}) {
      for (std::size_t i = 0; i < articles_.size(); ++i) {
        if ((articles_[i].article->audience == kEverybody) == is_public) Visit(i, &findings);
      }
    }
    return findings;
  }

 private:
  void Visit(std::size_t i, std::vector<Diagnostic>* findings) {
    const CheckedArticle& checked = articles_[i];
    if (!checked.Wants("near-duplicate") ||
        sketches_[i].words < checked.Number("near-duplicate", "min_words")) {
      return;
    }
    std::size_t best = 0;
    std::size_t nearest = i;
    for (const std::size_t other : Candidates(i)) {
      const std::size_t common = CommonPercent(sketches_[i], sketches_[other]);
      if (common <= best || !MayName(checked, articles_[other])) continue;
      best = common;
      nearest = other;
    }
    if (best < checked.Number("near-duplicate", "min_percent")) return;
    findings->push_back(checked.Finding(
        "near-duplicate", {},
        std::to_string(best) + " % of the text is also in " + articles_[nearest].path() +
            "; merge the two, or link one from the other and keep what differs"));
  }

  // Earlier articles of the language that share a band, and enters the article for later ones.
  std::vector<std::size_t> Candidates(std::size_t i) {
    std::vector<std::size_t> found;
    const std::uint64_t language = HashWord(articles_[i].article->language);
    for (std::size_t band = 0; band < kSketchBins / kBandBins; ++band) {
      std::uint64_t key = Mixed(language + band);
      for (std::size_t bin = 0; bin < kBandBins; ++bin) {
        key = Mixed(key ^ sketches_[i].signature[band * kBandBins + bin]);
      }
      std::vector<std::size_t>& same = bands_[key];
      found.insert(found.end(), same.begin(), same.end());
      if (same.size() < kMaxCompared) same.push_back(i);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  const std::vector<CheckedArticle>& articles_;
  const std::vector<TextSketch>& sketches_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> bands_;
};

}  // namespace

TextSketch SketchOf(const Manuscript& manuscript) {
  TextSketch sketch;
  std::vector<ProseWord> words;
  std::array<std::uint64_t, kShingleWords> last{};
  for (const ManuscriptText& text : manuscript.texts) {
    SplitProse(text.text, &words);
    for (const ProseWord& word : words) {
      const std::string_view surface =
          std::string_view(text.text).substr(word.begin, word.end - word.begin);
      std::rotate(last.begin(), last.begin() + 1, last.end());
      last.back() = HashWord(surface);
      if (++sketch.words < kShingleWords) continue;
      std::uint64_t hash = 0;
      for (const std::uint64_t one : last) hash = Mixed(hash ^ one);
      sketch.shingles.push_back(static_cast<std::uint32_t>(hash));
    }
  }
  std::vector<std::uint32_t>& shingles = sketch.shingles;
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  Sign(&sketch);
  return sketch;
}

std::size_t CommonPercent(const TextSketch& a, const TextSketch& b) {
  std::size_t common = 0;
  auto in_b = b.shingles.begin();
  for (const std::uint32_t shingle : a.shingles) {
    while (in_b != b.shingles.end() && *in_b < shingle) ++in_b;
    if (in_b == b.shingles.end()) break;
    common += *in_b == shingle ? 1 : 0;
  }
  const std::size_t all = a.shingles.size() + b.shingles.size() - common;
  return all == 0 ? 0 : common * 100 / all;
}

std::vector<Diagnostic> FindNearDuplicates(const std::vector<CheckedArticle>& articles,
                                           const std::vector<TextSketch>& sketches) {
  return Finder(articles, sketches).Find();
}

}  // namespace zeroline
