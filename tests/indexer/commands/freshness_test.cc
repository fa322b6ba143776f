// What a build says of translations whose original changed.
#include "indexer/commands/freshness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/indexer/commands/dated_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Page;

class FreshnessTest : public testing::DatedTree {
 protected:
  // en/a.md and pl/a.md with the same outline, committed together.
  FreshnessTest() {
    Write("en/a.md", Page("Printer", Text("Beginning.", {"One.", "Two.", "Three."})));
    Write("pl/a.md", Page("Drukarka", Text("Początek.", {"Jeden.", "Dwa.", "Trzy."})));
    Commit(1000);
  }
  void WriteOriginal(const std::vector<std::string>& sections, const std::string& keys = "",
                     const std::string& beginning = "Beginning.") {
    Write("en/a.md", Page("Printer", Text(beginning, sections), keys));
  }
  void WriteTranslation(const std::vector<std::string>& sections, const std::string& keys = "") {
    Write("pl/a.md", Page("Drukarka", Text("Początek.", sections), keys));
  }
  // Every dated thing that a build on top of others says as one from nothing would.
  void ExpectAsFromNothing() {
    const auto built = Manifests();
    const auto outdated = Outdated("pl");
    fs::remove_all(options_.index);
    Built();
    EXPECT_EQ(built, Manifests());
    EXPECT_EQ(outdated, Outdated("pl"));
  }
  std::vector<std::string> Manifests() const {
    std::vector<std::string> lines;
    const auto manifest = ReadManifest(Current() / "manifest.flat");
    if (!manifest) return {"(none)"};
    for (const ManifestFile& file : manifest->files) {
      std::string line = file.path + " " + std::to_string(file.updated);
      for (const auto& author : file.authors) line += " " + author;
      for (const auto& revision : file.revisions) line += " " + std::to_string(revision.changed);
      lines.push_back(line + " stamp " + std::to_string(file.stamp.changed));
    }
    return lines;
  }
};

TEST_F(FreshnessTest, NamesTheSectionsThatChangedSince) {
  Built();
  EXPECT_THAT(Outdated("pl"), IsEmpty());
  EXPECT_EQ(Stored("pl", "a")->original_language, "en");
  EXPECT_EQ(Stored("en", "a")->original_language, "");
  WriteOriginal({"One.", "Two, mended.", "Three."});
  Commit(2000);
  Built();
  EXPECT_THAT(Outdated("pl"), ElementsAre("Heading 2@2000"));
  EXPECT_EQ(Stored("pl", "a")->outdated_sections[0].anchor, "heading-2");
  WriteOriginal({"One.", "Two, mended.", "Three."}, "", "Another beginning.");
  Commit(3000);
  Built();
  EXPECT_THAT(Outdated("pl"), ElementsAre("@3000", "Heading 2@2000"));
  EXPECT_THAT(Outdated("en"), IsEmpty());
  ExpectAsFromNothing();
}

TEST_F(FreshnessTest, ASectionThatIsTranslatedIsFreshAgain) {
  WriteOriginal({"One, mended.", "Two, mended.", "Three."});
  Commit(2000);
  Built();
  WriteTranslation({"Jeden.", "Dwa, poprawione.", "Trzy."});
  Commit(3000);
  Built();
  EXPECT_THAT(Outdated("pl"), ElementsAre("Heading 1@2000"));
  ExpectAsFromNothing();
}

TEST_F(FreshnessTest, WhatIsCommittedTogetherIsFresh) {
  Built();
  WriteOriginal({"One.", "Two, mended.", "Three."});
  WriteTranslation({"Jeden.", "Dwa, poprawione.", "Trzy."});
  Commit(2000);
  Built();
  EXPECT_THAT(Outdated("pl"), IsEmpty());
  ExpectAsFromNothing();
}

TEST_F(FreshnessTest, MarkupThatNobodyReadsIsNoChange) {
  Built();
  const std::string text =
      "Beginning.\n\n<!-- zeroline-check disable x: y -->\n\n## Heading 1 "
      "{#one}\nOne.\n\n\n## Heading 2\n\n  Two.  \n\n## Heading 3\nThree.\n";
  Write("en/a.md", Page("Printer", text, "tags: [new]\n"));
  Commit(2000);
  Built();
  EXPECT_THAT(Outdated("pl"), IsEmpty());
}

TEST_F(FreshnessTest, ASectionThatMovedKeepsItsTime) {
  Built();
  WriteOriginal({"One.", "Two.", "Three."});
  Write("en/a.md", Page("Printer",
                        "Beginning.\n\n## Heading 3\n\nThree.\n\n## Heading 1\n\nOne."
                        "\n\n## Heading 2\n\nTwo.\n"));
  Commit(2000);
  Built();
  EXPECT_THAT(Outdated("pl"), IsEmpty());
  ExpectAsFromNothing();
}

TEST_F(FreshnessTest, AStampMakesFreshUntilTheOriginalChangesAgain) {
  WriteOriginal({"One.", "Two, with a comma.", "Three."});
  Commit(2000);
  Built();
  const auto original = Stored("en", "a");
  WriteTranslation({"Jeden.", "Dwa.", "Trzy."},
                   "original_version: " + ArticleVersion(original->title, original->text) + "\n");
  Commit(3000);
  Built();
  EXPECT_THAT(Outdated("pl"), IsEmpty());
  WriteOriginal({"One, mended.", "Two, with a comma.", "Three."});
  Commit(4000);
  Built();
  EXPECT_THAT(Outdated("pl"), ElementsAre("Heading 1@4000"));
  ExpectAsFromNothing();
  // As the stamp says again.
  WriteOriginal({"One.", "Two, with a comma.", "Three."});
  Commit(5000);
  Built();
  EXPECT_THAT(Outdated("pl"), IsEmpty());
  ExpectAsFromNothing();
}

TEST_F(FreshnessTest, OutlinesThatDifferAreComparedByAnchorElseAsAWhole) {
  Write("pl/a.md", Page("Drukarka",
                        "Początek.\n\n## Jeden {#heading-1}\n\nJeden.\n\n### Inne\n\n"
                        "Inne.\n"));
  Commit(2000);
  WriteOriginal({"One, mended.", "Two.", "Three."});
  Commit(3000);
  Built();
  EXPECT_THAT(Outdated("pl"), ElementsAre("Heading 1@3000"));
  EXPECT_EQ(Stored("pl", "a")->outdated_sections[0].anchor, "heading-1");
  WriteOriginal({"One, mended.", "Two.", "Three, mended."});
  Write("pl/a.md", Page("Drukarka",
                        "Początek.\n\n## Jeden {#heading-1}\n\nJuż.\n\n### Inne\n\n"
                        "Inne.\n"));
  Commit(4000);
  Built();
  EXPECT_THAT(Outdated("pl"), IsEmpty());
  WriteOriginal({"One, mended.", "Two."});
  Commit(5000);
  Built();
  EXPECT_THAT(Outdated("pl"), ElementsAre("@5000"));
  ExpectAsFromNothing();
}

TEST_F(FreshnessTest, UncommittedChangesHaveTheTimeOfTheFileUntilTheyAreCommitted) {
  Built();
  WriteOriginal({"One.", "Two, mended.", "Three."});
  fs::last_write_time(options_.articles / "en/a.md",
                      fs::file_time_type::clock::now() - std::chrono::hours(48));
  Built();
  const auto changed = Stored("pl", "a")->outdated_sections.at(0).changed;
  EXPECT_GT(changed, 1'600'000'000);
  EXPECT_FALSE(Remembered("en/a.md").updated_is_from_git);
  Commit(2000);
  Built();
  EXPECT_THAT(Outdated("pl"), ElementsAre("Heading 2@2000"));
  EXPECT_TRUE(Remembered("en/a.md").updated_is_from_git);
  ExpectAsFromNothing();
}

TEST_F(FreshnessTest, AChangeThatIsTakenBackLeavesNothing) {
  Built();
  const auto before = Manifests();
  WriteOriginal({"One.", "Two, mended.", "Three."});
  Built();
  WriteOriginal({"One.", "Two.", "Three."});
  Built();
  EXPECT_THAT(Outdated("pl"), IsEmpty());
  EXPECT_EQ(Manifests(), before);
}

TEST_F(FreshnessTest, ARenameIsNoChange) {
  Write("en/b.md",
        Page("Scanner", Text("A scanner begins.", {"One.", "Two.", "Three.", "Four."}), "id: b\n"));
  Write("pl/b.md",
        Page("Skaner", Text("Początek.", {"Jeden.", "Dwa.", "Trzy.", "Cztery."}), "id: b\n"));
  Commit(2000, "First <f@example.com>");
  Built();
  Git("mv articles/en/b.md articles/en/scanner.md");
  Commit(3000, "Mover <m@example.com>");
  Built();
  EXPECT_THAT(Outdated("pl", "b"), IsEmpty());
  EXPECT_THAT(Stored("en", "b")->authors, ElementsAre("Mover", "First"));
  ExpectAsFromNothing();
}

TEST_F(FreshnessTest, SaysNothingOfAnOriginalThatTheReaderMayNotRead) {
  Built();
  WriteOriginal({"One.", "Two, mended.", "Three."}, "audience: internal\n");
  Commit(2000);
  Built();
  EXPECT_THAT(Outdated("pl"), IsEmpty());
  EXPECT_EQ(Stored("pl", "a")->original_language, "");
  WriteTranslation({"Jeden.", "Dwa.", "Trzy."}, "audience: internal\n");
  Commit(3000);
  Built();
  EXPECT_THAT(Outdated("pl", "a", "internal"), ElementsAre("Heading 2@2000"));
  // A translation for fewer readers may be compared with what all may read.
  WriteOriginal({"One.", "Two, mended.", "Three."});
  Commit(4000);
  Built();
  EXPECT_THAT(Outdated("pl", "a", "internal"), ElementsAre("Heading 2@2000"));
  ExpectAsFromNothing();
}

TEST_F(FreshnessTest, WithoutGitOnlyChangesThatAreFarApartCount) {
  options_.use_git = false;
  const auto now = fs::file_time_type::clock::now();
  fs::last_write_time(options_.articles / "pl/a.md", now - std::chrono::minutes(50));
  Built();
  EXPECT_THAT(Outdated("pl"), IsEmpty());
  fs::last_write_time(options_.articles / "pl/a.md", now - std::chrono::hours(48));
  fs::remove_all(options_.index);
  Built();
  EXPECT_EQ(Outdated("pl").size(), 4u);
}

TEST_F(FreshnessTest, AnotherHistoryIsReadFromItsBeginning) {
  WriteOriginal({"One.", "Two, mended.", "Three."});
  Commit(2000);
  Built();
  Git("commit -q --amend --no-edit", "GIT_COMMITTER_DATE='@5000 +0000'");
  Built();
  EXPECT_THAT(Outdated("pl"), ElementsAre("Heading 2@5000"));
  ExpectAsFromNothing();
}

}  // namespace
}  // namespace zeroline
