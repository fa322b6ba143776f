// A stranger learns nothing of what is not for the public: every answer is, byte for byte, the one
// of a knowledge base in which it does not exist.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/confidentiality/portals.h"
#include "tests/confidentiality/questions.h"
#include "tests/confidentiality/secret_base.h"

namespace zeroline::testing {
namespace {

namespace fs = std::filesystem;

// More bases or questions for a long run: ZEROLINE_CONFIDENTIALITY_SEED and _QUESTIONS.
std::uint64_t NumberFrom(const char* variable, std::uint64_t fallback) {
  const char* text = std::getenv(variable);
  return text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
}

const std::uint64_t kQuestions = NumberFrom("ZEROLINE_CONFIDENTIALITY_QUESTIONS", 4000);

std::string Content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::set<std::string> FilesBelow(const fs::path& folder) {
  std::set<std::string> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.insert(fs::relative(entry.path(), folder).string());
  }
  return files;
}

class ConfidentialityTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::uint64_t seed = NumberFrom("ZEROLINE_CONFIDENTIALITY_SEED", std::random_device{}());
    std::cout << "seed " << seed << "\n";
    seed_ = seed;
    base_ = std::make_unique<SecretBase>(MakeSecretBase(seed));
    secrets_ = SecretsBeside(base_->open_files);
    auto all = base_->open_files;
    all.insert(base_->secret_files.begin(), base_->secret_files.end());
    auto confirmed = base_->confirmed;
    confirmed.insert(confirmed.end(), base_->secret_confirmed.begin(),
                     base_->secret_confirmed.end());
    whole_ = std::make_unique<Portal>(all, confirmed);
    open_ = std::make_unique<Portal>(base_->open_files, base_->confirmed);
  }
  static void TearDownTestSuite() {
    whole_.reset();
    open_.reset();
    base_.reset();
  }

  // Files that only those who may read something secret get.
  static std::vector<std::string> SecretAssets() {
    std::vector<std::string> names;
    for (const char* audience : {"internal", "hr"}) {
      for (const std::string& file : FilesBelow(whole_->build() / audience)) {
        if (file.find("assets/") != std::string::npos) {
          names.push_back(fs::path(file).filename().string());
        }
      }
    }
    return names;
  }

  // The words that no public file has, in text or name.
  static std::vector<std::string> SecretsBeside(const std::map<std::string, std::string>& open) {
    std::string all;
    for (const auto& [path, content] : open) all += path + "\n" + content;
    std::vector<std::string> secrets;
    for (const auto& [language, words] : base_->words) {
      if (language == "zh") continue;  // two characters meet by chance; the bytes are compared
      for (const std::string& word : words.secret) {
        if (all.find(word) == std::string::npos) secrets.push_back(word);
      }
    }
    return secrets;
  }

  // The first secret word in it that the question did not bring along.
  static std::string Betrayed(const std::string& text, const std::string& question) {
    for (const std::string& word : secrets_) {
      if (text.find(word) != std::string::npos && question.find(word) == std::string::npos) {
        return word;
      }
    }
    return "";
  }

  static void ExpectTheSamePublicPart() {
    const std::set<std::string> files = FilesBelow(open_->build() / "public");
    EXPECT_EQ(FilesBelow(whole_->build() / "public"), files);
    std::size_t compared = 0;
    for (const std::string& file : files) {
      // Xapian's own files carry a random number each, and history the second of its build.
      const std::string name = fs::path(file).filename().string();
      if (name.ends_with(".glass") || name == "iamglass" || name == "history.cdb") continue;
      EXPECT_TRUE(Content(whole_->build() / "public" / file) ==
                  Content(open_->build() / "public" / file))
          << file << " is not the same";
      ++compared;
    }
    EXPECT_GE(compared, 12u);
  }

  static void ExpectTheSameAnswers(std::uint64_t count) {
    const std::vector<std::string> assets = SecretAssets();
    ASSERT_FALSE(assets.empty());
    const std::string form_token = open_->MakeFormToken();
    whole_->UseFormToken(form_token);
    Questioner questioner(*base_, assets, form_token, seed_ + 1);
    std::set<int> statuses;
    int complaints = 0;
    for (std::uint64_t i = 0; i < count && complaints < 5; ++i) {
      const Question question = questioner.Next();
      SCOPED_TRACE("seed " + std::to_string(seed_) + ", question " + std::to_string(i) + ": " +
                   question.method + " " + question.target + "\n" + question.body);
      const Reply whole = whole_->Ask(question).Settled();
      const Reply open = open_->Ask(question).Settled();
      statuses.insert(whole.status);
      EXPECT_EQ(whole.status, open.status);
      EXPECT_EQ(whole.headers, open.headers);
      EXPECT_EQ(whole.body, open.body);
      const std::string betrayed =
          Betrayed(whole.headers + whole.body, Questioner::TextOf(question));
      EXPECT_EQ(betrayed, "");
      const bool is_same = whole.status == open.status && whole.headers == open.headers &&
                           whole.body == open.body && betrayed.empty();
      complaints += is_same ? 0 : 1;
    }
    // The questions went to doors that open, doors that lead elsewhere, and doors that are not
    // there.
    EXPECT_TRUE(statuses.contains(200) && statuses.contains(404) && statuses.contains(303));
  }

  static inline std::uint64_t seed_ = 0;
  static inline std::unique_ptr<SecretBase> base_;
  static inline std::vector<std::string> secrets_;
  static inline std::unique_ptr<Portal> whole_;  // with what is secret
  static inline std::unique_ptr<Portal> open_;   // without
};

TEST_F(ConfidentialityTest, ThePublicPartOfABuildIsTheSameWithAndWithoutWhatIsSecret) {
  ExpectTheSamePublicPart();
}

TEST_F(ConfidentialityTest, AStrangerIsAnsweredAsIfThereWereNothingSecret) {
  ExpectTheSameAnswers(kQuestions);
}

// Were what is secret not to be found by those who may read it, the test above would prove nothing.
TEST_F(ConfidentialityTest, WhoMayReadItFindsIt) {
  const std::string reader = whole_->MakeToken("anna", {"internal", "hr"});
  const std::string hr_only = whole_->MakeToken("henry", {"hr"});
  open_->MakeToken("anna", {});  // as the sign-in page tells whether there is any account
  std::size_t found = 0;
  std::size_t found_by_hr = 0;
  for (const std::string& title : base_->secret_titles) {
    for (const std::string& language : kBaseLanguages) {
      Question question;
      question.target =
          "/api/v1/search?lang=" + language + "&q=" + httplib::detail::encode_query_param(title);
      const auto is_first = [&](const std::string& token) {
        const auto json = nlohmann::json::parse(whole_->Ask(question, token).body);
        return !json["results"].empty() && json["results"][0]["title"] == title;
      };
      found += is_first(reader) ? 1 : 0;
      found_by_hr += is_first(hr_only) ? 1 : 0;
      EXPECT_FALSE(is_first("")) << title;
    }
  }
  EXPECT_GE(found, base_->secret_titles.size() * 9 / 10);
  EXPECT_GT(found_by_hr, 0u);
  EXPECT_LT(found_by_hr, found);
  for (const std::string& asset : SecretAssets()) {
    Question question;
    question.target = "/assets/" + asset;
    EXPECT_EQ(whole_->Ask(question, reader).status, 200) << asset;
  }
}

TEST_F(ConfidentialityTest, MeasuresCountPublicArticlesOnly) {
  const auto counts = [](Portal* portal) {
    std::istringstream lines(portal->Ask({"GET", "/metrics", "", "", "", ""}).body);
    std::string counted;
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("zeroline_articles")) counted += line + "\n";
    }
    return counted;
  };
  EXPECT_NE(counts(open_.get()), "");
  EXPECT_EQ(counts(whole_.get()), counts(open_.get()));
  EXPECT_EQ(Betrayed(whole_->Ask({"GET", "/metrics", "", "", "", ""}).body, ""), "");
}

// What an article said while it was secret stays secret when it is published, and one that is made
// secret is gone with all that it said.
TEST_F(ConfidentialityTest, NothingIsLearnedFromHowItWasBefore) {
  const SecretBase later = Later(*base_);
  auto all = later.open_files;
  all.insert(later.secret_files.begin(), later.secret_files.end());
  auto confirmed = later.confirmed;
  confirmed.insert(confirmed.end(), later.secret_confirmed.begin(), later.secret_confirmed.end());
  whole_->Rebuild(all, confirmed);
  open_->Rebuild(later.open_files, later.confirmed);
  secrets_ = SecretsBeside(later.open_files);
  EXPECT_GT(secrets_.size(), 20u);
  ExpectTheSamePublicPart();
  ExpectTheSameAnswers(kQuestions / 2);
}

TEST_F(ConfidentialityTest, TheLogOfStrangersVisitsHasNoSecrets) {
  ExpectTheSameAnswers(300);
  EXPECT_NE(whole_->server_log().find("/api/v1/search"), std::string::npos);
  EXPECT_EQ(Betrayed(whole_->server_log(), ""), "");
}

}  // namespace
}  // namespace zeroline::testing
