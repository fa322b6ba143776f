// Queries as people mistype them, made from clean ones, to measure how well searching forgives.
#ifndef ZEROLINE_SERVER_EVALUATION_QUERY_MUTATOR_H_
#define ZEROLINE_SERVER_EVALUATION_QUERY_MUTATOR_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/evaluation/evaluation_files.h"

namespace zeroline {

enum class MutationKind {
  kTypo,        // one slip in one word: a letter substituted, deleted, inserted or two exchanged
  kDiacritics,  // without the marks people leave out
  kLayout,      // typed while another keyboard layout was active
};

// "typo", "diacritics" or "layout".
std::optional<MutationKind> ParseMutationKind(std::string_view name);
std::string_view Name(MutationKind kind);

// Mutates single queries. A query's mutation depends on its id and text, the seed and the letters
// of its language's queries alone, so that leaving out a query changes no other.
//
// Thread-safe.
class QueryMutator {
 public:
  // Learns each language's letters from `queries`: slips in a language without a keyboard table
  // take any of them.
  QueryMutator(MutationKind kind, std::uint64_t seed, const std::vector<EvaluationQuery>& queries);

  // The query's text, mutated; as it is where there is nothing to mutate: no word of at least four
  // letters (Chinese has none), no diacritics, no other layout known for the language.
  std::string Mutate(const EvaluationQuery& query) const;

 private:
  using Letters = std::vector<std::string>;  // UTF-8, one code point each

  std::string WithTypo(const EvaluationQuery& query) const;

  MutationKind kind_;
  std::uint64_t seed_;
  std::map<std::string, Letters> alphabets_;  // by language, in order
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_EVALUATION_QUERY_MUTATOR_H_
