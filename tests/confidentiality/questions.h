// What strangers may think of asking: every door, with public words, secret words, and what lies
// between.
#ifndef ZEROLINE_TESTS_CONFIDENTIALITY_QUESTIONS_H_
#define ZEROLINE_TESTS_CONFIDENTIALITY_QUESTIONS_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/confidentiality/portals.h"
#include "tests/confidentiality/secret_base.h"

namespace zeroline::testing {

class Questioner {
 public:
  // `base` outlives this. `secret_assets`: names of files as builds have them.
  // `form_token`: for the request form.
  Questioner(const SecretBase& base, std::vector<std::string> secret_assets, std::string form_token,
             std::uint64_t seed);

  Question Next();

  // All that a question says, as plain text.
  static std::string TextOf(const Question& question);

  // The doors that Next() knocks at, by name.
  static std::size_t door_count();

 private:
  using Maker = Question (Questioner::*)();
  static const std::vector<Maker>& makers();

  Question Search();
  Question ApiSearch();
  Question Suggest();
  Question ApiArticle();
  Question Deflect();
  Question DeflectEvent();
  Question Page();
  Question ShortLink();
  Question Asset();
  Question Machine();
  Question Form();
  Question SentForm();
  Question Home();
  Question Agents();
  Question ApiOpinion();
  Question Opinion();
  Question Visit();
  Question Nonsense();

  bool Chance(int percent);
  const std::string& Language();
  std::string Word();
  std::string Text();    // a query, as people type
  std::string Letter();  // a request for help
  std::string Path();    // of an article, a section, or of nothing
  std::string LanguageQuery();

  const SecretBase& base_;
  const std::vector<std::string> secret_assets_;
  const std::string form_token_;
  std::mt19937_64 random_;
};

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_CONFIDENTIALITY_QUESTIONS_H_
