#include "indexer/commands/check_output.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "indexer/check/rules.h"
#include "indexer/commands/output.h"

namespace zeroline {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kReset = "\033[0m";

std::string_view ColorOf(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "\033[1;31m";
    case Severity::kWarning:
      return "\033[1;33m";
    case Severity::kNote:
      return "\033[1;36m";
  }
  return kReset;
}

std::string Dump(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string Counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

// "12  broken-link", the most frequent first.
std::string CountsPerRule(const std::vector<Diagnostic>& findings) {
  std::map<std::string, std::size_t> counts;
  for (const Diagnostic& finding : findings) ++counts[finding.rule];
  std::vector<std::pair<std::string, std::size_t>> ordered(counts.begin(), counts.end());
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (const auto& [rule, count] : ordered) {
    const std::string number = std::to_string(count);
    text +=
        std::string(8 - std::min<std::size_t>(8, number.size()), ' ') + number + "  " + rule + "\n";
  }
  return text;
}

std::string Colored(std::string line, Severity severity) {
  const std::string name = std::string(SeverityName(severity)) + ":";
  const std::size_t at = line.find(": " + name);
  if (at == std::string::npos) return line;
  line.insert(at + 2 + name.size(), kReset);
  return line.insert(at + 2, ColorOf(severity));
}

// Control characters of a file's name or text could steer the terminal.
std::string Printable(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return text;
}

// As workflow commands need it; properties also lose what parts them.
std::string GithubEscaped(std::string_view text, std::string_view also) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '%' || byte < 0x20 || also.find(c) != std::string_view::npos) {
      escaped += '%';
      escaped += kHex[byte >> 4];
      escaped += kHex[byte & 15];
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// A path or file name as part of a URI.
std::string UriEscaped(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : path) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') ||
                          std::string_view("-._~/").find(c) != std::string_view::npos;
    if (is_plain) {
      escaped += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      escaped += '%';
      escaped += kHex[byte >> 4];
      escaped += kHex[byte & 15];
    }
  }
  return escaped;
}

std::string Sentence(std::string_view text) {
  std::string sentence(text);
  if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z') {
    sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  }
  return sentence + ".";
}

Json SarifRules() {
  Json rules = Json::array();
  for (const Rule& rule : AllRules()) {
    Json item;
    item["id"] = rule.name;
    item["shortDescription"]["text"] = Sentence(rule.finds);
    item["fullDescription"]["text"] = Sentence(rule.why);
    item["help"]["text"] = Sentence(rule.mend);
    item["defaultConfiguration"]["level"] = SeverityName(rule.severity);
    rules.push_back(std::move(item));
  }
  return rules;
}

Json SarifResult(const Diagnostic& finding) {
  Json result;
  result["ruleId"] = finding.rule;
  if (const Rule* rule = FindRule(finding.rule)) result["ruleIndex"] = rule - AllRules().data();
  result["level"] = SeverityName(finding.severity);
  result["message"]["text"] = finding.message;
  Json place;
  place["artifactLocation"]["uri"] = UriEscaped(finding.path);
  place["artifactLocation"]["uriBaseId"] = "ARTICLES";
  if (finding.line > 0) place["region"]["startLine"] = finding.line;
  if (finding.line > 0 && finding.column > 0) place["region"]["startColumn"] = finding.column;
  result["locations"] = Json::array({Json{{"physicalLocation", std::move(place)}}});
  return result;
}

}  // namespace

std::string CheckText(const CheckReport& report, std::string_view prefix, const TextStyle& style) {
  std::string text;
  std::set<std::string_view> explained;
  for (const Diagnostic& finding : report.findings) {
    const std::string line = Printable(std::string(prefix) + ToText(finding));
    text += (style.is_colored ? Colored(line, finding.severity) : line) + "\n";
    const Rule* rule = style.explains ? FindRule(finding.rule) : nullptr;
    if (rule == nullptr || !explained.insert(rule->name).second) continue;
    text += "    why:  " + Sentence(rule->why) + "\n    mend: " + Sentence(rule->mend) + "\n";
  }
  const FindingCounts counts = CountFindings(report.findings);
  if (!report.findings.empty()) text += "\n" + CountsPerRule(report.findings) + "\n";
  return text + Counted(counts.errors, "error") + ", " + Counted(counts.warnings, "warning") +
         ", " + Counted(counts.notes, "note") + " in " + Counted(report.files, "file") + "\n";
}

std::string CheckJson(const CheckReport& report) {
  const FindingCounts counts = CountFindings(report.findings);
  Json json;
  json["errors"] = counts.errors;
  json["warnings"] = counts.warnings;
  json["notes"] = counts.notes;
  json["files"] = report.files;
  json["diagnostics"] = Json::array();
  for (const Diagnostic& finding : report.findings) {
    Json item;
    item["severity"] = SeverityName(finding.severity);
    item["path"] = finding.path;
    item["line"] = finding.line;
    item["column"] = finding.column;
    item["rule"] = finding.rule;
    item["message"] = finding.message;
    if (const Rule* rule = FindRule(finding.rule)) {
      item["why"] = Sentence(rule->why);
      item["mend"] = Sentence(rule->mend);
    }
    json["diagnostics"].push_back(std::move(item));
  }
  return Dump(json);
}

std::string CheckSarif(const CheckReport& report, std::string_view articles) {
  Json run;
  run["tool"]["driver"]["name"] = "zeroline-indexer";
  run["tool"]["driver"]["rules"] = SarifRules();
  std::string base = "file://" + UriEscaped(articles);
  if (base.back() != '/') base += '/';
  run["originalUriBaseIds"]["ARTICLES"]["uri"] = base;
  run["columnKind"] = "unicodeCodePoints";
  run["results"] = Json::array();
  for (const Diagnostic& finding : report.findings) run["results"].push_back(SarifResult(finding));
  Json json;
  json["$schema"] =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
  json["version"] = "2.1.0";
  json["runs"] = Json::array({std::move(run)});
  return Dump(json);
}

std::string CheckGithub(const CheckReport& report, std::string_view prefix) {
  std::string text;
  for (const Diagnostic& finding : report.findings) {
    const bool is_note = finding.severity == Severity::kNote;
    text += "::" + std::string(is_note ? "notice" : SeverityName(finding.severity));
    text += " file=" + GithubEscaped(std::string(prefix) + finding.path, ",:");
    if (finding.line > 0) text += ",line=" + std::to_string(finding.line);
    if (finding.line > 0 && finding.column > 0) text += ",col=" + std::to_string(finding.column);
    text += ",title=" + GithubEscaped(finding.rule, ",:") + "::";
    text += GithubEscaped(finding.message, "") + "\n";
  }
  return text;
}

}  // namespace zeroline
