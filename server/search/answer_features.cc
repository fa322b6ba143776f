#include "server/search/answer_features.h"

#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "server/search/ranking.h"

namespace zeroline {
namespace {

// The ranking that a first score is compared with.
constexpr std::size_t kComparedScores = 10;
// An article may have many questions; one of the first will do.
constexpr std::size_t kMaxComparedQuestions = 10;

double Idf(double documents, double frequency) {
  return std::log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
}

// Below it a word was not typed but stands in for one that was, or says little. That an article
// lacks it is no loss; that it has it is some gain.
constexpr double kTypedWeight = 0.5;

// One channel of the query, by term.
struct Channel {
  struct Term {
    const std::string* term = nullptr;
    double weight = 0;  // idf times what the term counts in the query
    double idf = 0;
    bool typed = false;
    bool found = false;  // in the first article
  };
  std::vector<Term> terms;

  Channel(const std::vector<QueryTerm>& query, const Xapian::Database& text) {
    const double documents = text.get_doccount();
    for (const QueryTerm& term : query) {
      const double idf = Idf(documents, text.get_termfreq(term.term));
      terms.push_back({&term.term, idf * term.saturated(), idf, term.weight >= kTypedWeight});
    }
    std::sort(terms.begin(), terms.end(),
              [](const Term& a, const Term& b) { return *a.term < *b.term; });
  }

  // Walks both in order.
  void Find(std::uint32_t document, const Xapian::Database& text) {
    auto at = text.termlist_begin(document);
    const auto end = text.termlist_end(document);
    for (Term& term : terms) {
      if (at != end) at.skip_to(*term.term);
      term.found = at != end && *at == *term.term;
    }
  }

  // Of the weights, once Find() has looked.
  double Total() const {
    double total = 0;
    for (const Term& term : terms) total += term.typed || term.found ? term.weight : 0;
    return total;
  }

  double FoundShare() const {
    const double total = Total();
    double found = 0;
    for (const Term& term : terms) found += term.found ? term.weight : 0;
    return total > 0 ? found / total : 0;
  }

  double RarestFound() const {
    double rarest = 0;
    double rarest_found = 0;
    for (const Term& term : terms) {
      if (term.typed || term.found) rarest = std::max(rarest, term.idf);
      if (term.found) rarest_found = std::max(rarest_found, term.idf);
    }
    return rarest > 0 ? rarest_found / rarest : 0;
  }
};

// How much a title or a question and the query's words have of each other.
struct Overlap {
  double of_query = 0;
  double of_title = 0;
};

Overlap Compare(const Channel& words, std::string_view title, const Xapian::Database& text,
                Analyzer* analyzer) {
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(title, &tokens);
  std::vector<std::string_view> seen;
  double all = 0;
  double shared_of_title = 0;
  double shared_of_query = 0;
  for (const AnalyzedToken& token : tokens) {
    const std::string& word = token.terms->word;
    if (std::find(seen.begin(), seen.end(), word) != seen.end()) continue;
    seen.push_back(word);
    const auto asked =
        std::lower_bound(words.terms.begin(), words.terms.end(), word,
                         [](const Channel::Term& a, const std::string& b) { return *a.term < b; });
    const bool shared = asked != words.terms.end() && *asked->term == word;
    const double idf = shared ? asked->idf : Idf(text.get_doccount(), text.get_termfreq(word));
    all += idf;
    if (!shared) continue;
    shared_of_title += idf;
    shared_of_query += asked->weight;
  }
  const double total = words.Total();
  return {total > 0 ? shared_of_query / total : 0, all > 0 ? shared_of_title / all : 0};
}

Overlap BestOverlap(const Channel& words, const AnswerEvidence& evidence, Analyzer* analyzer) {
  const Xapian::Database& text = evidence.text.xapian();
  Overlap best = Compare(words, evidence.article.title(), text, analyzer);
  const std::size_t questions = std::min(evidence.article.question_count(), kMaxComparedQuestions);
  for (std::size_t i = 0; i < questions; ++i) {
    const Overlap other = Compare(words, evidence.article.question(i), text, analyzer);
    if (other.of_query * other.of_title > best.of_query * best.of_title) best = other;
  }
  return best;
}

double MeanOf(const std::vector<double>& scores, std::size_t begin, std::size_t end) {
  double sum = 0;
  for (std::size_t i = begin; i < end; ++i) sum += scores[i];
  return end > begin ? sum / static_cast<double>(end - begin) : 0;
}

// Standard deviations of the first score above the mean; of one score alone, 0.
double Deviations(const std::vector<double>& scores) {
  const double mean = MeanOf(scores, 0, scores.size());
  double squares = 0;
  for (const double score : scores) squares += (score - mean) * (score - mean);
  const double deviation = std::sqrt(squares / static_cast<double>(scores.size()));
  return deviation > 0 ? (scores.front() - mean) / deviation : 0;
}

}  // namespace

AnswerFeatures FeaturesOf(const AnswerEvidence& evidence, Analyzer* analyzer) {
  const Xapian::Database& text = evidence.text.xapian();
  Channel words(evidence.terms.words, text);
  Channel grams(evidence.terms.grams, text);
  words.Find(evidence.first, text);
  grams.Find(evidence.first, text);
  const Overlap title = BestOverlap(words, evidence, analyzer);

  const std::vector<double>& scores = evidence.scores;
  const double first = std::max(scores.front(), 1e-9);
  const double second = scores.size() > 1 ? scores[1] : 0;
  const double ten = MeanOf(scores, 1, std::min(kComparedScores, scores.size()));
  const double scale = 1 + evidence.use_weight;
  const double greatest =
      scale * (kTextBm25.k1 + 1) * (words.Total() + evidence.terms.gram_weight * grams.Total());
  const double words_found = words.FoundShare();
  const double grams_found = grams.FoundShare();
  return {greatest > 0 ? first / greatest : 0,
          (first - second) / first,
          second / first,
          (first - ten) / first,
          words_found,
          grams_found,
          title.of_query,
          title.of_title,
          words.RarestFound(),
          Deviations(scores),
          std::log1p(first / scale),
          std::log1p(static_cast<double>(evidence.terms.words.size())),
          words_found * grams_found,
          title.of_query * title.of_title};
}

}  // namespace zeroline
