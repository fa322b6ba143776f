#include "indexer/commands/output.h"

#include <algorithm>
#include <map>

#include "indexer/index_format/schema.h"

namespace zeroline {
namespace {

std::string Counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string Seconds(std::chrono::milliseconds elapsed) {
  const auto hundredths = (elapsed.count() + 5) / 10;
  const std::string rest = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + "." + std::string(2 - rest.size(), '0') + rest + " s";
}

}  // namespace

FindingCounts CountFindings(const std::vector<Diagnostic>& diagnostics) {
  FindingCounts counts;
  for (const Diagnostic& diagnostic : diagnostics) {
    switch (diagnostic.severity) {
      case Severity::kError:
        ++counts.errors;
        break;
      case Severity::kWarning:
        ++counts.warnings;
        break;
      case Severity::kNote:
        ++counts.notes;
        break;
    }
  }
  return counts;
}

std::string DiagnosticLines(const std::vector<Diagnostic>& diagnostics, std::size_t limit) {
  std::string text;
  std::size_t shown = 0;
  for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNote}) {
    for (const Diagnostic& diagnostic : diagnostics) {
      if (diagnostic.severity != severity || shown == limit) continue;
      text += ToText(diagnostic) + "\n";
      ++shown;
    }
  }
  if (shown < diagnostics.size()) {
    text += "... and " + std::to_string(diagnostics.size() - shown) +
            " more (see zeroline-indexer check)\n";
  }
  return text;
}

std::string BuildSummary(const BuildReport& report, std::chrono::milliseconds elapsed) {
  std::string text;
  std::map<std::string, std::size_t> hidden;
  for (const auto& [key, count] : report.articles) {
    const auto& [audience, language] = key;
    text += "  " + audience + "/" + language + ": " + Counted(count, "article") + "\n";
    if (audience != kPublicAudience) hidden[audience] += count;
  }
  for (const auto& [audience, count] : hidden) {
    text += Counted(count, "article") + " of audience " + audience + (count == 1 ? " is" : " are") +
            " not visible to the public; --public-audience " + audience + " publishes " +
            (count == 1 ? "it" : "them") + "\n";
  }
  if (report.training.pairs > 0) {
    text += "translations learned for " + Counted(report.training.pairs, "pair") +
            " of languages in " + Seconds(report.training.time) + "\n";
  }
  const FindingCounts counts = CountFindings(report.diagnostics);
  text += report.published
              ? "published build " + std::to_string(report.build)
              : "nothing changed; build " + std::to_string(report.build) + " stays current";
  return text + ": " + Counted(report.parsed, "file") + " parsed, " +
         Counted(counts.errors, "error") + ", " + Counted(counts.warnings, "warning") + ", " +
         Seconds(elapsed) + "\n";
}

}  // namespace zeroline
