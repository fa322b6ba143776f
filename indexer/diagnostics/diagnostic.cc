#include "indexer/diagnostics/diagnostic.h"

namespace zeroline {

std::string ToText(const Diagnostic& diagnostic) {
  std::string text = diagnostic.path;
  if (diagnostic.line > 0) text += ":" + std::to_string(diagnostic.line);
  if (diagnostic.line > 0 && diagnostic.column > 0) text += ":" + std::to_string(diagnostic.column);
  text += diagnostic.severity == Severity::kError ? ": error: " : ": warning: ";
  text += diagnostic.message;
  if (!diagnostic.rule.empty()) text += " [" + diagnostic.rule + "]";
  return text;
}

}  // namespace zeroline
