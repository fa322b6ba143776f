// How sure is an answer? A logistic model over what ranking saw: the probability that one of the
// first three results answers the question.
//
// The coefficients are data: server/search/confidence_data.txt is compiled in, and an operator may
// load a file refitted by `zeroline-server calibrate`. A file holds two models, one for queries and
// one for tickets, as lines of words ('#' begins a comment):
//   model query|ticket
//   threshold P        a suggestion is made at this probability or above
//   sharpness S        how fast the probability falls from one result to the next
//   intercept B
//   feature NAME MEAN SCALE WEIGHT    once for each of kAnswerFeatureNames
#ifndef ZEROLINE_SERVER_SEARCH_CONFIDENCE_H_
#define ZEROLINE_SERVER_SEARCH_CONFIDENCE_H_

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

// What the features say; shares are of inverse document frequency, scores as ranked.
inline constexpr std::array<std::string_view, 14> kAnswerFeatureNames = {
    "score_share",    // the first score / the greatest that these terms could have
    "margin_second",  // (first - second) / first
    "second_share",   // second / first
    "margin_ten",     // (first - mean of the next nine) / first
    "words",          // share of the query's words that the first article has
    "grams",          // share of its character runs
    "title",          // share of the query's words in the title, or in the question that has most
    "title_covered",  // share of that title or question in the query
    "rarest",         // greatest weight of a word found / of any word of the query
    "deviations",     // standard deviations of the first above the mean of the ranked
    "log_score",      // log(1 + first)
    "log_words",      // log(1 + distinct words of the query)
    "words_x_grams", "title_x_covered",
};
inline constexpr std::size_t kAnswerFeatures = kAnswerFeatureNames.size();
using AnswerFeatures = std::array<double, kAnswerFeatures>;

// A right answer is looked for among this many first results.
inline constexpr std::size_t kAnswerDepth = 3;

struct ConfidenceModel {
  AnswerFeatures mean{};
  AnswerFeatures scale{};
  AnswerFeatures weight{};
  double intercept = 0;
  double threshold = 1;
  double sharpness = 0;

  // 0..1: that one of the first kAnswerDepth results answers the question.
  double Probability(const AnswerFeatures& features) const;
};

struct ConfidenceModels {
  ConfidenceModel query;
  ConfidenceModel ticket;
};

// `name` begins the message of an error. kInvalidArgument with the line of what is unknown,
// missing, twice there or no number.
Result<ConfidenceModels> ParseConfidence(std::string_view text, const std::string& name);
// kNotFound if the file cannot be read, else as ParseConfidence().
Result<ConfidenceModels> LoadConfidence(const std::filesystem::path& file);
// What ParseConfidence() reads.
std::string ToText(const ConfidenceModels& models);

// server/search/confidence_data.txt as it was when the program was built. Thread-safe.
const ConfidenceModels& BuiltInConfidence();

// Each result's own probability of being the answer, never rising along `scores`, which do not
// either: the answer's probability shared out by exp(sharpness * score / first score), so that the
// first kAnswerDepth have it among them.
std::vector<double> HitConfidences(const ConfidenceModel& model, double answer,
                                   const std::vector<double>& scores);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_CONFIDENCE_H_
