// Which word is meant by one that was typed without its diacritics, or with a slip? Told from the
// words of the articles, and from what others who asked have typed.
//
// Not thread-safe.
#ifndef ZEROLINE_SERVER_ANALYTICS_WORD_MENDING_H_
#define ZEROLINE_SERVER_ANALYTICS_WORD_MENDING_H_

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/query/vocabulary.h"

namespace zeroline {

class WordMending {
 public:
  // `vocabulary` outlives this.
  explicit WordMending(const Vocabulary& vocabulary);

  // Somebody typed this word so many times. All are counted before one is mended.
  void Count(const std::string& normal, const std::string& folded, std::size_t count);

  // Whether articles have it, or many who asked.
  bool IsKnown(const std::string& normal, const std::string& folded) const;

  // The normal form of what is meant: the word itself if articles or a dictionary have it, or if
  // nothing better is near.
  const std::string& Mend(const std::string& normal, const std::string& folded);

 private:
  struct Typed {
    std::string normal;  // the spelling that most use
    std::size_t count = 0;
    std::size_t all = 0;  // of every spelling
  };

  std::string Meant(const std::string& normal, const std::string& folded);
  const Typed* NearestTyped(const std::string& folded, std::size_t own_count);
  void MakeNeighbourhoods();

  const Vocabulary& vocabulary_;
  std::unordered_map<std::string, std::size_t> counts_;  // by normal form
  std::unordered_map<std::string, Typed> typed_;         // by folded form
  // Frequent folded forms, by the hash of each with one letter taken out, and of the whole.
  std::unordered_map<std::size_t, std::vector<const std::string*>> neighbours_;
  bool has_neighbours_ = false;
  std::unordered_map<std::string, std::string> mended_;  // by normal form
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_WORD_MENDING_H_
