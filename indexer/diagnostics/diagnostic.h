// A finding about one source file that a writer can act on: what, where, and how to mend it.
#ifndef ZEROLINE_INDEXER_DIAGNOSTICS_DIAGNOSTIC_H_
#define ZEROLINE_INDEXER_DIAGNOSTICS_DIAGNOSTIC_H_

#include <string>
#include <string_view>

namespace zeroline {

enum class Severity {
  kError,    // the file, or a part of what it asks for, was not published
  kWarning,  // published, but a reader would stumble
  kNote,     // worth knowing; never makes a check fail
};

// "error", "warning" or "note".
std::string_view SeverityName(Severity severity);

struct Diagnostic {
  Severity severity = Severity::kWarning;
  std::string path;     // relative to the articles folder, '/' separated, as the writer sees it
  int line = 0;         // 1-based; 0 when the finding is about the whole file
  std::string rule;     // stable kebab-case name, e.g. "front-matter", "duplicate-id"
  std::string message;  // one sentence: what is wrong and how to mend it
  int column = 0;       // 1-based, in code points; 0 when the finding is about the whole line
};

// "path:line:column: error: message [rule]"; what is not known is left out.
std::string ToText(const Diagnostic& diagnostic);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_DIAGNOSTICS_DIAGNOSTIC_H_
