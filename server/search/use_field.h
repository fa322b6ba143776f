// What do an article's title and the questions that people asked for it say? The small documents of
// titles/ have lengths and inverse frequencies of their own; how much they count beside the text
// depends on how many questions there are.
#ifndef ZEROLINE_SERVER_SEARCH_USE_FIELD_H_
#define ZEROLINE_SERVER_SEARCH_USE_FIELD_H_

#include <string_view>

#include "server/search/query_terms.h"
#include "server/search/ranking.h"

namespace zeroline {

// The numbers of a use field, chosen on 125 help-desk threads with 0 to 8 confirmed questions each.
inline constexpr Bm25 kUseBm25 = {2, 0.75};
// Two words in a row, beside 1 for a word.
inline constexpr double kUsePairWeight = 0.4;
inline constexpr double kUseWeightFirst = 1.0;
inline constexpr double kUseWeightPerQuestion = 0.35;
inline constexpr double kUseWeightMost = 3;
// With so many questions per article titles have become a use field; with fewer they are on the
// way, so that the first question of a base changes next to nothing.
inline constexpr double kUseFullAt = 0.5;

// How title and questions count for a query of so many words, in a base with so many questions per
// article.
struct UseSettings {
  Bm25 bm25 = kTitlesBm25;
  double weight = kTitlesWeight;  // beside the text
  double pair_weight = 0;
};
UseSettings UseSettingsFor(double questions_per_article, std::size_t query_words);

// Of all articles of these readers.
double QuestionsPerArticle(const std::vector<const LanguageReader*>& readers);

// Gives every document its titles_score, weighted, and puts the ranking in order of text and titles
// together. What title and questions found and the text did not joins it: an article may answer a
// question of which it has not one word. `ranking` comes from RankByText() for the same query.
// Throws as Xapian does.
void AddUseField(const RankingSource& source, const QueryTerms& terms, std::string_view section,
                 Ranking* ranking);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_USE_FIELD_H_
