#include "server/search/completions.h"

#include <xapian.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "indexer/language/text.h"
#include "server/search/ranking.h"

namespace zeroline {
namespace {

// Looked at: inflected forms of one word count once, words without an article with those before
// fall out.
constexpr std::size_t kCandidates = 48;
// Articles in which the words before are looked at for what goes with them.
constexpr std::size_t kArticles = 40;
// Candidates of which it is looked up whether they stand behind the run so far.
constexpr std::size_t kLookedUp = 8;
// Added to how many articles and titles have a word, so that few say little.
constexpr double kTitlesPrior = 0.5;
constexpr double kArticlesPrior = 5;
// Two words of which this much is the same, from the beginning on, are forms of one.
constexpr double kSameShare = 0.75;
constexpr std::size_t kSameBytes = 5;
// Completions of a single word that articles are looked for by.
constexpr std::size_t kLikeliest = 3;
// A word that more than half of the articles have says nothing about what is looked for; of fewer
// articles nothing can be said.
constexpr std::uint32_t kMinArticlesForCommon = 20;
// Words of an alphabet that are shorter are typed, not chosen.
constexpr std::size_t kMinLetters = 3;
// Characters of an unspaced run that a word may already have.
constexpr std::size_t kMaxTailCharacters = 4;

struct Tail {
  std::size_t begin = 0;
  std::vector<std::string> beginnings;
};

// In an unspaced run a word may have begun at any character: the longest beginning that goes on is
// it.
std::vector<Tail> TailsOf(const TypedText& typed) {
  const TypedWord& last = typed.words.back();
  if (!last.is_unspaced || typed.is_mended) return {{typed.tail_begin, typed.tail}};
  std::vector<Tail> tails;
  std::string_view run = std::string_view(typed.text).substr(last.begin, last.end - last.begin);
  for (std::size_t count = CountCodePoints(run); count > 0; --count) {
    if (count <= kMaxTailCharacters) {
      tails.push_back({last.end - run.size(), {FoldWord(run)}});
    }
    std::size_t next = 0;
    NextCodePoint(run, &next);
    run.remove_prefix(next);
  }
  return tails;
}

struct Candidate {
  CommonWord word;
  std::string term;
  std::uint32_t hash = 0;
  std::size_t together = 0;  // articles with the words before
  double score = 0;
};

bool IsUseful(const CommonWord& word, const Tail& tail, const TypedText& typed,
              std::uint32_t articles) {
  if (articles >= kMinArticlesForCommon && word.articles > articles / 2) return false;
  const bool is_typed = !typed.is_mended && word.folded == tail.beginnings.front();
  return !is_typed && (typed.words.back().is_unspaced || CountCodePoints(word.word) >= kMinLetters);
}

// Fills in the terms and keeps one form of each word.
std::vector<Candidate> CandidatesOf(const std::vector<CommonWord>& words, Analyzer* analyzer) {
  std::string text;
  std::unordered_map<std::size_t, std::size_t> places;  // byte of the text -> word
  for (std::size_t i = 0; i < words.size(); ++i) {
    places.emplace(text.size(), i);
    text += words[i].word;
    text += '\n';
  }
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(text, &tokens);
  std::vector<Candidate> candidates;
  std::unordered_set<std::string_view> terms;
  for (const AnalyzedToken& token : tokens) {
    const auto place = places.find(token.begin);
    if (place == places.end()) continue;
    const std::size_t i = place->second;
    const bool is_whole = token.end - token.begin == words[i].word.size();
    if (!is_whole || !terms.insert(token.terms->word).second) continue;
    places.erase(place);
    candidates.push_back({words[i], token.terms->word, token.terms->word_hash, 0, 0});
  }
  return candidates;
}

Xapian::Query AllOf(const std::vector<std::string>& terms) {
  return Xapian::Query(Xapian::Query::OP_AND, terms.begin(), terms.end());
}

Xapian::Query AnyOf(const std::vector<std::string>& terms) {
  return Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
}

std::vector<std::string> TermsBefore(const TypedText& typed, std::size_t tail_begin) {
  std::vector<std::string> terms;
  for (const TypedToken& token : typed.tokens) {
    if (token.end <= tail_begin) terms.push_back(token.term);
  }
  return terms;
}

void CountTogether(const ArticleView& article, std::vector<Candidate>* candidates) {
  const std::uint32_t* begin = article.word_hashes();
  const std::uint32_t* end = begin + article.word_count();
  for (Candidate& candidate : *candidates) {
    if (std::find(begin, end, candidate.hash) != end) ++candidate.together;
  }
}

std::vector<std::uint32_t> Documents(const CompletionSource& source, const Xapian::Query& query) {
  const Xapian::MSet matches = BestMatches(source.text, query, kTextBm25, kArticles);
  std::vector<std::uint32_t> documents;
  for (auto hit = matches.begin(); hit != matches.end(); ++hit) documents.push_back(*hit);
  return documents;
}

std::vector<std::uint32_t> FindArticles(const CompletionSource& source,
                                        const std::vector<std::string>& before,
                                        const std::vector<Candidate>& candidates) {
  std::vector<std::string> terms;
  for (const Candidate& candidate : candidates) terms.push_back(candidate.term);
  return Documents(source, Xapian::Query(Xapian::Query::OP_AND, AllOf(before), AnyOf(terms)));
}

// Those without an article fall out.
void KeepTogether(const std::vector<ArticleView>& articles, std::vector<Candidate>* candidates) {
  for (const ArticleView& article : articles) CountTogether(article, candidates);
  candidates->erase(
      std::remove_if(candidates->begin(), candidates->end(),
                     [](const Candidate& candidate) { return candidate.together == 0; }),
      candidates->end());
}

// Words that articles are about stand in their titles; "with" and "note" stand in all texts.
void PutInOrder(const OpenDatabase& titles, std::vector<Candidate>* candidates) {
  for (Candidate& candidate : *candidates) {
    const double in_titles = titles.xapian().get_termfreq(candidate.term) + kTitlesPrior;
    const double share = in_titles / (candidate.word.articles + kArticlesPrior);
    const double count =
        candidate.together > 0 ? static_cast<double>(candidate.together) : in_titles;
    candidate.score = count * share;
  }
  std::stable_sort(candidates->begin(), candidates->end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
}

// Of the first candidates, those that stand right behind `before` in some article.
void KeepBehind(std::string_view before, const std::vector<ArticleView>& articles,
                std::vector<Candidate>* candidates) {
  if (candidates->size() > kLookedUp) candidates->resize(kLookedUp);
  const auto stands_nowhere = [&](const Candidate& candidate) {
    const std::string run = std::string(before) + std::string(candidate.word.word);
    return std::none_of(articles.begin(), articles.end(), [&](const ArticleView& article) {
      return article.title().find(run) != std::string_view::npos ||
             article.text().find(run) != std::string_view::npos;
    });
  };
  candidates->erase(std::remove_if(candidates->begin(), candidates->end(), stands_nowhere),
                    candidates->end());
}

bool AreForms(std::string_view a, std::string_view b) {
  const auto same = static_cast<std::size_t>(
      std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  return same >= kSameBytes && static_cast<double>(same) >=
                                   kSameShare * static_cast<double>(std::max(a.size(), b.size()));
}

void KeepOneForm(std::vector<Candidate>* candidates) {
  std::vector<Candidate> kept;
  for (Candidate& candidate : *candidates) {
    const bool is_form = std::any_of(kept.begin(), kept.end(), [&](const Candidate& other) {
      return AreForms(candidate.word.folded, other.word.folded);
    });
    if (!is_form) kept.push_back(std::move(candidate));
  }
  *candidates = std::move(kept);
}

std::vector<ArticleView> ReadArticles(const CompletionSource& source,
                                      const std::vector<std::uint32_t>& documents) {
  std::vector<ArticleView> articles;
  for (const std::uint32_t docid : documents) {
    const UnionDocument document = SplitUnion(source.readers, docid);
    // One that cannot be read fails the answer when it is shown, not here.
    const Result<ArticleView> article = document.reader->articles().Find(document.docid);
    if (article) articles.push_back(*article);
  }
  return articles;
}

// The words that may go on at this place, best first.
std::vector<Candidate> CandidatesAt(const CompletionSource& source, const Tail& tail,
                                    const TypedText& typed, Analyzer* analyzer) {
  std::vector<CommonWord> words = source.vocabulary.Commonest(tail.beginnings, kCandidates);
  const std::uint32_t articles = source.text.xapian().get_doccount();
  words.erase(std::remove_if(
                  words.begin(), words.end(),
                  [&](const CommonWord& word) { return !IsUseful(word, tail, typed, articles); }),
              words.end());
  return CandidatesOf(words, analyzer);
}

}  // namespace

Completions Complete(const CompletionSource& source, const TypedText& typed, Analyzer* analyzer) {
  for (const Tail& tail : TailsOf(typed)) {
    std::vector<Candidate> candidates = CandidatesAt(source, tail, typed, analyzer);
    if (candidates.empty()) continue;
    Completions completions;
    const std::vector<std::string> before = TermsBefore(typed, tail.begin);
    std::vector<ArticleView> articles;
    if (!before.empty()) {
      completions.articles = FindArticles(source, before, candidates);
      articles = ReadArticles(source, completions.articles);
      KeepTogether(articles, &candidates);
    }
    PutInOrder(source.titles, &candidates);
    const std::size_t run = typed.words.back().begin;
    if (tail.begin > run && !typed.is_mended) {
      KeepBehind(std::string_view(typed.text).substr(run, tail.begin - run), articles, &candidates);
    }
    KeepOneForm(&candidates);
    if (candidates.empty()) continue;
    for (Candidate& candidate : candidates) {
      completions.found.push_back(
          {typed.text.substr(0, tail.begin) + std::string(candidate.word.word),
           std::move(candidate.term)});
    }
    return completions;
  }
  return {};
}

std::vector<std::uint32_t> FindArticles(const CompletionSource& source,
                                        const Completions& completions) {
  if (!completions.articles.empty()) return completions.articles;
  std::vector<std::string> terms;
  for (const Completion& completion : completions.found) {
    if (terms.size() == kLikeliest) break;
    terms.push_back(completion.term);
  }
  if (terms.empty()) return {};
  return Documents(source, AnyOf(terms));
}

}  // namespace zeroline
