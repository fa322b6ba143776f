// A knowledge base made of random words, part of which is not for the public: articles that only
// the audiences "internal" and "hr" may read, with words, titles, ids, folders, sections, tags,
// questions, redirects and pictures that occur nowhere else, among public ones of the same folders.
#ifndef ZEROLINE_TESTS_CONFIDENTIALITY_SECRET_BASE_H_
#define ZEROLINE_TESTS_CONFIDENTIALITY_SECRET_BASE_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace zeroline::testing {

inline const std::vector<std::string> kBaseLanguages = {"en", "ru", "pl", "zh"};

// Words of one language. A secret word is no part of any public one, and the other way round; many
// are one letter away from each other, so that whoever mends typing mistakes with them gives them
// away.
struct Words {
  std::vector<std::string> open;
  std::vector<std::string> secret;
};

struct SecretBase {
  std::map<std::string, Words> words;  // by language
  // Below articles/, by relative path.
  std::map<std::string, std::string> open_files;
  std::map<std::string, std::string> secret_files;

  // To ask for: "network/vpn" as in /{lang}/{path}, and what redirects lead from.
  std::vector<std::string> open_paths;
  std::vector<std::string> secret_paths;
  std::vector<std::string> open_titles;
  std::vector<std::string> secret_titles;
  std::vector<std::string> secret_questions;
  std::vector<std::string> confirmed;         // lines of the file of confirmed questions
  std::vector<std::string> secret_confirmed;  // lines that are about secret articles
};

SecretBase MakeSecretBase(std::uint64_t seed);

// The same a while later: articles of both kinds say something else, some that were public are
// secret now, and some that were secret are public.
SecretBase Later(const SecretBase& base);

// Writes the files with the same time on all of them, so that two trees differ in nothing else.
void WriteFiles(const std::map<std::string, std::string>& files,
                const std::filesystem::path& articles);

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_CONFIDENTIALITY_SECRET_BASE_H_
