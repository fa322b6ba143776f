// Findings that a writer has seen and keeps, with the reason beside them:
//
//   <!-- zeroline-check disable-next-line broken-link: the page moves next week -->
//   <!-- zeroline-check disable spelling, repeated-word: quotes a log -->  ...until "enable", or
//   the
//   <!-- zeroline-check enable spelling -->                                end of the file
//
// and for the whole file, in the front matter:
//
//   check: {disable: {spelling: quotes a log}}
#ifndef ZEROLINE_INDEXER_CHECK_SILENCE_H_
#define ZEROLINE_INDEXER_CHECK_SILENCE_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/manuscript.h"
#include "indexer/diagnostics/diagnostic.h"

namespace zeroline {

struct Silence {
  std::string rule;
  SourcePlace place;   // where it is written
  int first_line = 0;  // of what it covers; 0: the whole file
  int last_line = 0;
  bool has_reason = false;
};

struct Silences {
  std::vector<Silence> all;
  std::vector<Diagnostic> problems;  // of rule unused-silence: what cannot be understood
};

// `path` is that of the findings.
Silences ReadSilences(const Manuscript& manuscript, std::string_view path);

// Takes out of `findings`, all of one file, what its silences cover; errors stay, for silence would
// not publish the article. Adds a finding for each silence that gives no reason or covers nothing,
// if `runs` says that its rule was followed here.
void ApplySilences(const Silences& silences, const std::function<bool(std::string_view rule)>& runs,
                   std::string_view path, std::vector<Diagnostic>* findings);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_CHECK_SILENCE_H_
