#include "indexer/diagnostics/diagnostic.h"

namespace zeroline {

std::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
  }
  return "warning";
}

std::string ToText(const Diagnostic& diagnostic) {
  std::string text = diagnostic.path;
  if (diagnostic.line > 0) text += ":" + std::to_string(diagnostic.line);
  if (diagnostic.line > 0 && diagnostic.column > 0) text += ":" + std::to_string(diagnostic.column);
  text.append(": ").append(SeverityName(diagnostic.severity)).append(": ");
  text += diagnostic.message;
  if (!diagnostic.rule.empty()) text += " [" + diagnostic.rule + "]";
  return text;
}

}  // namespace zeroline
