// Confirmed questions in a build: read once, dealt out to the articles that are published.
#ifndef ZEROLINE_INDEXER_COMMANDS_USE_H_
#define ZEROLINE_INDEXER_COMMANDS_USE_H_

#include <deque>
#include <string>
#include <vector>

#include "indexer/commands/build.h"
#include "indexer/commands/source_state.h"
#include "indexer/use/confirmed_questions.h"

namespace zeroline {

// The file as a build found it.
struct UseFile {
  std::string text;
  std::string hash;  // "" without a file
};

// Nothing if the options name no file. A file that cannot be read fails the build: to go on without
// it would unlearn everything.
Result<UseFile> ReadUseFile(const BuildOptions& options);

struct UseQuestions {
  std::string name;  // as diagnostics call the file
  std::string hash;
  std::vector<ConfirmedRow> rows;
  std::vector<Diagnostic> diagnostics;
};

UseQuestions ParseUseFile(const BuildOptions& options, const UseFile& file);

// Sets what every published article gets of the questions. An article that gets others than in the
// last build gets touches_content. Returns how many lines are about no published article.
std::size_t DealOut(const UseQuestions& use, std::deque<SourceState>* states);

// A warning for those lines, which may be about a draft or an article that is gone.
Diagnostic UnknownArticles(const UseQuestions& use, std::size_t lines);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_USE_H_
