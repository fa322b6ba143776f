#include "indexer/language/stemmer/stemmer.h"

#include <xapian.h>

#include <utility>

namespace zeroline {
namespace {

class SnowballStemmer : public Stemmer {
 public:
  explicit SnowballStemmer(Xapian::Stem stem) : stem_(std::move(stem)) {}
  std::string Stem(const std::string& word) override { return stem_(word); }

 private:
  Xapian::Stem stem_;
};

}  // namespace

std::unique_ptr<Stemmer> Stemmer::Create(std::string_view algorithm) {
  try {
    return std::make_unique<SnowballStemmer>(Xapian::Stem(std::string(algorithm)));
  } catch (const Xapian::InvalidArgumentError&) {
    return nullptr;
  }
}

}  // namespace zeroline
