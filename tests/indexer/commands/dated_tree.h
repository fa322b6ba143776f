// A tree of articles in a Git repository whose commits are made at the times that the test says.
#ifndef ZEROLINE_TESTS_INDEXER_COMMANDS_DATED_TREE_H_
#define ZEROLINE_TESTS_INDEXER_COMMANDS_DATED_TREE_H_

#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "indexer/index_format/article_store.h"
#include "indexer/index_format/catalog.h"
#include "indexer/index_format/manifest.h"
#include "tests/indexer/commands/built_tree.h"

namespace zeroline::testing {

class DatedTree : public BuiltTree {
 protected:
  DatedTree() {
    options_.use_git = true;
    Git("init -q -b main .");
  }

  void Git(const std::string& arguments, const std::string& environment = "") const {
    const std::string command = environment + " git -C '" + tree_.path().string() +
                                "' -c user.name=A -c user.email=a@example.com " + arguments +
                                " >/dev/null 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }
  void Commit(int time, const std::string& author = "A <a@example.com>") const {
    Git("add -A articles");
    Git("commit -qm x --author='" + author + "'",
        "GIT_COMMITTER_DATE='@" + std::to_string(time) + " +0000'");
  }

  // A beginning and sections "## Heading <name>", each with its own words.
  static std::string Text(const std::string& beginning, const std::vector<std::string>& sections) {
    std::string text = beginning + "\n";
    int number = 0;
    for (const std::string& section : sections) {
      text += "\n## Heading " + std::to_string(++number) + "\n\n" + section + "\n";
    }
    return text;
  }

  // The published article.
  std::optional<StoredArticle> Stored(const std::string& language, const std::string& id,
                                      const std::string& audience = "public") const {
    const auto directory = Current() / audience / language;
    const auto catalog = Catalog::Open(directory / "catalog.flat");
    const auto articles = ArticleStore::Open(directory / "articles.cdb");
    if (!catalog || !articles) return std::nullopt;
    const auto entry = (*catalog)->FindId(id);
    if (!entry) return std::nullopt;
    const auto article = (*articles)->Find(entry->docid);
    return article ? std::optional(article->Unpack()) : std::nullopt;
  }
  // "heading@time" of each outdated section.
  std::vector<std::string> Outdated(const std::string& language, const std::string& id = "a",
                                    const std::string& audience = "public") const {
    std::vector<std::string> sections;
    const auto article = Stored(language, id, audience);
    if (!article) return {"(no article)"};
    for (const StoredOutdatedSection& section : article->outdated_sections) {
      sections.push_back(section.heading + "@" + std::to_string(section.changed));
    }
    return sections;
  }
  ManifestFile Remembered(const std::string& path) const {
    const auto manifest = ReadManifest(Current() / "manifest.flat");
    if (!manifest) return {};
    for (const ManifestFile& file : manifest->files) {
      if (file.path == path) return file;
    }
    return {};
  }
};

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_INDEXER_COMMANDS_DATED_TREE_H_
