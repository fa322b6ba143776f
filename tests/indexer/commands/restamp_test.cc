// `restamp` and `translations`: what writers do about translations whose original changed.
#include "indexer/commands/restamp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "indexer/commands/examine.h"
#include "indexer/commands/freshness_text.h"
#include "indexer/commands/translations_command.h"
#include "tests/indexer/commands/dated_tree.h"

namespace zeroline {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Page;

class RestampTest : public testing::DatedTree {
 protected:
  // en/a.md has changed in its second section since pl/a.md and ru/a.md were made; en/b.md is
  // nowhere else.
  RestampTest() {
    WriteOriginal("Two.");
    Write("pl/a.md", kPolish);
    Write("ru/a.md", Page("Принтер", Text("Начало.", {"Раз.", "Два."})));
    Commit(1000);
    WriteOriginal("Two, with a comma.");
    Write("en/b.md", Page("Scanner", "Words."));
    Commit(1'600'000'000);
  }
  void WriteOriginal(const std::string& second) {
    Write("en/a.md", Page("Printer", Text("Beginning.", {"One.", second})));
  }
  // What it prints, and how it ends.
  std::string Restamp(const std::vector<std::filesystem::path>& paths,
                      const std::string& original = "") {
    RestampCommand command;
    command.build = options_;
    command.paths = paths;
    command.original = original;
    std::ostringstream out;
    const Status status = RunRestamp(command, out);
    return out.str() + (status ? "" : "failed: " + status.error().message);
  }
  std::string List(const std::string& format = "text", const std::string& report = "",
                   const std::string& language = "") {
    TranslationsCommand command;
    command.build = options_;
    command.format = format;
    command.language = language;
    if (!report.empty()) {
      tree_.Write("report.json", report);
      command.report = tree_.path() / "report.json";
    }
    std::ostringstream out;
    const Status status = RunTranslations(command, out);
    return out.str() + (status ? "" : "failed: " + status.error().message);
  }

  const std::string kPolish =
      "\xef\xbb\xbf---\r\n# kept\r\ntitle: 'Drukarka'   # too\r\n---\r\n\r\nPoczątek.\r\n\r\n"
      "## Jeden\r\n\r\nJeden.\r\n\r\n## Dwa\r\n\r\nDwa.  \r\n";
};

TEST_F(RestampTest, StampsWhatIsNamedAndKeepsTheRestByteForByte) {
  Built();
  EXPECT_THAT(Outdated("pl"), ElementsAre("Heading 2@1600000000"));
  const auto original = Stored("en", "a");
  const std::string version = ArticleVersion(original->title, original->text);
  EXPECT_EQ(Restamp({"pl/a.md"}), "pl/a.md: stamped " + version + ", as en/a.md is now\n");
  std::string stamped = kPolish;
  stamped.insert(stamped.find("---\r\n\r\n"), "original_version: " + version + "\r\n");
  std::string written = tree_.Read("articles/pl/a.md");
  // The value may be quoted.
  for (std::size_t at = written.find('"'); at != std::string::npos; at = written.find('"')) {
    written.erase(at, 1);
  }
  EXPECT_EQ(written, stamped);
  Built();
  EXPECT_THAT(Outdated("pl"), IsEmpty());
  EXPECT_THAT(Outdated("ru"), ElementsAre("Heading 2@1600000000"));
  EXPECT_EQ(Restamp({options_.articles / "pl/a.md"}),
            "pl/a.md: is stamped " + version + " already\n");
}

TEST_F(RestampTest, StampsAllTranslationsOfAnOriginal) {
  EXPECT_THAT(Restamp({}, "en/a.md"),
              AllOf(HasSubstr("pl/a.md: stamped "), HasSubstr("ru/a.md: stamped ")));
  Commit(1'700'000'000);
  Built();
  EXPECT_THAT(Outdated("pl"), IsEmpty());
  EXPECT_THAT(Outdated("ru"), IsEmpty());
  EXPECT_THAT(List(), HasSubstr("0 outdated"));
}

TEST_F(RestampTest, SaysWhyAFileIsNotStamped) {
  Write("pl/broken.md", "---\ntitle: [\n---\nX\n");
  const struct {
    const char* path;
    const char* want;
  } kCases[] = {{"pl/none.md", "there is no such article"},
                {"en/a.md", "it is an original; to stamp all its translations say --original"},
                {"en/b.md", "it is no translation of an article in the tree"},
                {"pl/broken.md", "it is not published; line 3: the front matter is no valid YAML"}};
  for (const auto& c : kCases) {
    EXPECT_THAT(Restamp({c.path}), AllOf(HasSubstr(c.want), HasSubstr("failed: 1 not stamped")));
  }
  EXPECT_THAT(Restamp({}, "en/b.md"), HasSubstr("it has no translations"));
  EXPECT_THAT(Restamp({}), HasSubstr("failed: name the translations"));
  // The others are stamped all the same.
  EXPECT_THAT(Restamp({"pl/none.md", "ru/a.md"}), HasSubstr("ru/a.md: stamped "));
}

TEST_F(RestampTest, ListsWhatToTranslateNext) {
  EXPECT_THAT(List(), AllOf(HasSubstr("pl/a.md: outdated: \"Printer\" (en/a.md)\n"
                                      "    changed since 2020-09-13, 1 of 3 sections: "
                                      "\"Heading 2\" (line 11)\n"),
                            HasSubstr("pl: missing: \"Scanner\" (en/b.md)\n"),
                            HasSubstr("2 outdated, 2 missing\n")));
  EXPECT_THAT(List("text", "", "ru"),
              AllOf(HasSubstr("1 outdated, 1 missing"), Not(HasSubstr("pl"))));
  EXPECT_THAT(List("text", "", "de"), HasSubstr("0 outdated, 2 missing"));
}

TEST_F(RestampTest, PutsFirstWhatReadersAskFor) {
  const auto list = nlohmann::json::parse(List("json", R"({"missing_translations": [
      {"article": "b", "language": "zh", "intents": 40, "visitors": 30}],
      "articles": [{"article": "a", "language": "ru", "opened": 7}]})"));
  std::vector<std::string> order;
  for (const auto& line : list["translations"]) {
    order.push_back(line["state"].get<std::string>() + " " + line["language"].get<std::string>() +
                    " " + line["article"].get<std::string>());
  }
  EXPECT_THAT(order, ElementsAre("missing zh b", "outdated ru a", "outdated pl a", "missing zh a",
                                 "missing pl b", "missing ru b"));
  EXPECT_EQ(list["translations"][0]["asked"], 40);
  EXPECT_EQ(list["translations"][1]["sections"][0]["line"], 11);
  EXPECT_THAT(List("text", "[]"), HasSubstr("failed: "));
  EXPECT_THAT(List("text", R"({"missing_translations": {"a": 1}, "articles": [1, {}]})"),
              HasSubstr("2 outdated"));
}

TEST_F(RestampTest, AFindingPointsAtTheSectionAndSaysHowToMend) {
  Result<Sources> sources = OpenSources(options_);
  ASSERT_TRUE(sources);
  Progress silent(nullptr);
  BuildOptions build = options_;
  build.use_git = false;
  zeroline::Run run = Examine(build, std::move(*sources), nullptr, &silent);
  const auto found = FindStaleTranslations(options_, &run.scan);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].path, "pl/a.md");
  EXPECT_EQ(found[0].line, 12);
  EXPECT_EQ(found[0].rule, "stale-translation");
  EXPECT_THAT(found[0].message,
              AllOf(HasSubstr("the original en/a.md changed since, last on 2020-09-13: "
                              "\"Heading 2\" (line 11)"),
                    HasSubstr("zeroline-indexer restamp --articles")));
}

}  // namespace
}  // namespace zeroline
