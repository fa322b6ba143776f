// Articles as rules see them, from their source.
#ifndef ZEROLINE_TESTS_INDEXER_CHECK_CHECKED_H_
#define ZEROLINE_TESTS_INDEXER_CHECK_CHECKED_H_

#include <chrono>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/article_parser.h"
#include "indexer/article/manuscript.h"
#include "indexer/check/checked_article.h"
#include "indexer/check/settings.h"

namespace zeroline::testing {

// A tree of published articles; the views it gives out live as long as it does.
class CheckedTree {
 public:
  void set_settings(std::string_view yaml) { settings_ = CheckSettings::Read(yaml, &problems_); }
  const std::vector<Diagnostic>& problems() const { return problems_; }

  void Add(const std::string& path, std::string_view content) {
    SourceFile file;
    file.path = path;
    file.language = path.substr(0, path.find('/'));
    articles_.push_back(*ParseArticle(file, content).article);
    manuscripts_.push_back(*ReadManuscript(file, content));
  }

  std::vector<CheckedArticle> All() const {
    const std::chrono::sys_days today =
        std::chrono::year(2030) / std::chrono::January / std::chrono::day(31);
    std::vector<CheckedArticle> all;
    for (std::size_t i = 0; i < articles_.size(); ++i) {
      all.push_back({&articles_[i], &manuscripts_[i], &settings_, today});
    }
    return all;
  }

 private:
  CheckSettings settings_;
  std::vector<Diagnostic> problems_;
  std::deque<Article> articles_;
  std::deque<Manuscript> manuscripts_;
};

// "line:column rule" of each.
inline std::vector<std::string> Places(const std::vector<Diagnostic>& findings) {
  std::vector<std::string> places;
  for (const Diagnostic& finding : findings) {
    places.push_back(std::to_string(finding.line) + ":" + std::to_string(finding.column) + " " +
                     finding.rule);
  }
  return places;
}

// "path rule" of each.
inline std::vector<std::string> Files(const std::vector<Diagnostic>& findings) {
  std::vector<std::string> files;
  for (const Diagnostic& finding : findings) files.push_back(finding.path + " " + finding.rule);
  return files;
}

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_INDEXER_CHECK_CHECKED_H_
