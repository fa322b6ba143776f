// What a question's wording says about who else may ask it.
#ifndef ZEROLINE_INDEXER_USE_QUESTION_LANGUAGE_H_
#define ZEROLINE_INDEXER_USE_QUESTION_LANGUAGE_H_

#include <string>
#include <string_view>

namespace zeroline {

// Equal for questions that differ in case, diacritics, white space or closing punctuation only.
std::string SameQuestionKey(std::string_view question);

// Whether two canonical tags name one language: "pt" and "pt-BR" do.
bool SameLanguage(std::string_view a, std::string_view b);

// Whether people of another language would write the question just so: it has only names. In a
// language with an alphabet of its own every word in Latin letters is one ("Outlook 2019" in
// Russian); in others, words with a digit or short ones in capitals ("KB-1042", "VPN").
bool IsLanguageNeutral(std::string_view question, std::string_view language);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_USE_QUESTION_LANGUAGE_H_
