#include "server/analytics/question_vector.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

#include "indexer/language/keyboard_layout.h"
#include "indexer/language/text.h"
#include "server/analytics/question_words.h"
#include "server/analytics/word_mending.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxTokens = 48;
// Of a question word, beside 1 for a word that half of the articles have.
constexpr double kQuestionWordWeight = .12;
// Of all character pairs of an unspaced word together, beside the word: words there are cut now one
// way, now another.
constexpr double kPairsWeight = .8;

// A text's words before they have numbers.
struct Word {
  std::string normal;
  std::string folded;
  std::string term;
  std::vector<std::string> pairs;  // of an unspaced script
};

class QuestionsOfLanguage {
 public:
  explicit QuestionsOfLanguage(const QuestionLanguage& language)
      : language_(language), mending_(*language.vocabulary) {
    std::istringstream words(QuestionWords(language.tag));
    for (std::string word; words >> word;) question_words_.insert(FoldWord(word));
  }

  std::vector<QuestionVector> Read(const std::vector<AskedText>& texts) {
    std::vector<std::vector<Word>> all;
    all.reserve(texts.size());
    for (const AskedText& text : texts) {
      all.push_back(WordsOf(std::string(text.text)));
      for (const Word& word : all.back()) Count(word, text.count);
    }
    std::vector<QuestionVector> vectors;
    vectors.reserve(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (IsOfNoWords(all[i])) all[i] = OnOtherLayout(texts[i], std::move(all[i]));
      vectors.push_back(TermsOf(all[i]));
    }
    for (QuestionVector& vector : vectors) Normalise(&vector);
    return vectors;
  }

 private:
  std::vector<Word> WordsOf(const std::string& text) {
    language_.analyzer->Analyze(text, &tokens_);
    std::vector<Word> words;
    for (const AnalyzedToken& token : tokens_) {
      if (token.terms->kind == TokenKind::kCompound) continue;
      if (words.size() == kMaxTokens) break;
      Word word{token.terms->normal, token.terms->folded, token.terms->word, {}};
      if (token.terms->kind == TokenKind::kUnspaced) word.pairs = token.terms->grams;
      words.push_back(std::move(word));
    }
    return words;
  }

  void Count(const Word& word, std::size_t count) {
    if (word.pairs.empty()) mending_.Count(word.normal, word.folded, count);
  }

  bool IsOfNoWords(const std::vector<Word>& words) {
    return std::none_of(words.begin(), words.end(), [&](const Word& word) {
      return !word.pairs.empty() || mending_.IsKnown(word.normal, word.folded) ||
             question_words_.contains(word.folded);
    });
  }

  // What was meant if another keyboard layout was active; `words` if that is no better.
  std::vector<Word> OnOtherLayout(const AskedText& text, std::vector<Word> words) {
    const auto own = LayoutOfLanguage(language_.tag);
    if (!own) return words;
    const Layout active = *own == Layout::kEnglish ? Layout::kRussian : Layout::kEnglish;
    std::vector<Word> meant =
        WordsOf(TypedOnOtherLayout(LowerCase(RepairUtf8(text.text)), active, *own));
    std::size_t known = 0;
    for (const Word& word : meant) {
      known += mending_.IsKnown(word.normal, word.folded) || question_words_.contains(word.folded);
    }
    return 2 * known > meant.size() ? meant : words;
  }

  // The term of another word.
  const std::string& TermOf(const std::string& word) {
    auto [place, is_new] = terms_of_words_.try_emplace(word);
    if (is_new) {
      language_.analyzer->Analyze(word, &tokens_);
      place->second = tokens_.empty() ? word : tokens_.front().terms->word;
    }
    return place->second;
  }

  double WeightOf(const std::string& normal, const std::string& folded) const {
    if (question_words_.contains(folded)) return kQuestionWordWeight;
    const double articles = static_cast<double>(language_.articles) + 1;
    const double with = language_.vocabulary->Articles(normal);
    return std::log(1 + articles / (with + .5));
  }

  // Forms of one word are of different rarity: the commonest one says how much it tells.
  void Add(const std::string& term, double weight, std::unordered_map<std::uint32_t, double>* sum) {
    const auto number =
        numbers_.try_emplace(term, static_cast<std::uint32_t>(numbers_.size())).first->second;
    const auto given = static_cast<float>(weight);
    float& least = least_weights_.try_emplace(number, given).first->second;
    least = std::min(least, given);
    double& kept = sum->try_emplace(number, 0).first->second;
    kept = std::max(kept, weight);
  }

  // Its terms with their weights here.
  QuestionVector TermsOf(const std::vector<Word>& words) {
    std::unordered_map<std::uint32_t, double> sum;
    for (const Word& word : words) {
      if (!word.pairs.empty()) {
        AddUnspaced(word, &sum);
        continue;
      }
      const std::string& meant = mending_.Mend(word.normal, word.folded);
      if (meant == word.normal) {
        Add(word.term, WeightOf(word.normal, word.folded), &sum);
      } else {
        Add(TermOf(meant), WeightOf(meant, FoldWord(meant)), &sum);
      }
    }
    QuestionVector vector;
    for (const auto& [number, weight] : sum) {
      vector.push_back({number, static_cast<float>(weight)});
    }
    std::sort(vector.begin(), vector.end(),
              [](const VectorTerm& a, const VectorTerm& b) { return a.term < b.term; });
    return vector;
  }

  void Normalise(QuestionVector* vector) const {
    double squares = 0;
    for (VectorTerm& term : *vector) {
      term.weight = std::min(term.weight, least_weights_.at(term.term));
      squares += double{term.weight} * double{term.weight};
    }
    for (VectorTerm& term : *vector) {
      term.weight = static_cast<float>(term.weight / std::sqrt(squares));
    }
  }

  void AddUnspaced(const Word& word, std::unordered_map<std::uint32_t, double>* sum) {
    const double weight = WeightOf(word.normal, word.folded);
    Add(word.term, weight, sum);
    for (const std::string& pair : word.pairs) {
      Add(pair, kPairsWeight * weight / std::sqrt(static_cast<double>(word.pairs.size())), sum);
    }
  }

  const QuestionLanguage language_;
  WordMending mending_;
  std::unordered_set<std::string> question_words_;  // folded
  std::vector<AnalyzedToken> tokens_;
  std::unordered_map<std::string, std::string> terms_of_words_;
  std::unordered_map<std::string, std::uint32_t> numbers_;  // of terms
  std::unordered_map<std::uint32_t, float> least_weights_;
};

}  // namespace

double Similarity(const QuestionVector& a, const QuestionVector& b) {
  double sum = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (i->term == j->term) {
      sum += double{i->weight} * double{j->weight};
      ++i, ++j;
    } else if (i->term < j->term) {
      ++i;
    } else {
      ++j;
    }
  }
  return sum;
}

std::vector<QuestionVector> ReadQuestions(const std::vector<AskedText>& texts,
                                          const QuestionLanguage& language) {
  return QuestionsOfLanguage(language).Read(texts);
}

}  // namespace zeroline
