#include "indexer/commands/check_command.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <system_error>

#include "indexer/check/rules.h"
#include "indexer/commands/check_output.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/output.h"
#include "indexer/commands/progress.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

int Complain(const std::string& message, int status) {
  std::cerr << "zeroline-indexer: " << message << std::endl;
  return status;
}

// What leads from the current folder to the articles, so that a terminal can open what it shows.
std::string PathPrefix(const fs::path& articles) {
  std::string prefix = articles.lexically_normal().generic_string();
  if (prefix == "." || prefix.empty()) return "";
  if (prefix.starts_with("./")) prefix.erase(0, 2);
  if (prefix.back() != '/') prefix += '/';
  return prefix;
}

bool IsTerminal(const CheckCommand& command) {
  return command.output.empty() && isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
}

std::string Formatted(const CheckCommand& command, const CheckReport& report) {
  const fs::path& articles = command.options.build.articles;
  if (command.format == "json") return CheckJson(report);
  if (command.format == "github") return CheckGithub(report, PathPrefix(articles));
  if (command.format == "sarif") {
    std::error_code error;
    return CheckSarif(report, fs::absolute(articles, error).lexically_normal().generic_string());
  }
  return CheckText(report, PathPrefix(articles), {IsTerminal(command), command.explains});
}

bool Write(const fs::path& file, const std::string& text) {
  if (file.empty()) {
    std::cout << text << std::flush;
    return std::cout.good();
  }
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text << std::flush;
  return out.good();
}

}  // namespace

int RunCheckCommand(const CheckCommand& command) {
  if (command.lists_rules) {
    std::cout << DescribeRules() << std::flush;
    return kExitDone;
  }
  if (command.options.build.articles.empty()) {
    return Complain("--articles is required", kExitUsage);
  }
  Progress progress(command.format == "text" ? stderr : nullptr);
  const Result<CheckReport> report = RunCheck(command.options, &progress);
  progress.Finish();
  if (!report) {
    const bool is_usage = report.error().code == ErrorCode::kInvalidArgument;
    return Complain(report.error().message, is_usage ? kExitUsage : kExitFailed);
  }
  if (!Write(command.output, Formatted(command, *report))) {
    return Complain("the findings cannot be written to " + command.output.string(), kExitFailed);
  }
  const FindingCounts counts = CountFindings(report->findings);
  const bool is_bad = counts.errors > 0 || (command.is_strict && counts.warnings > 0);
  return is_bad ? kExitFailed : kExitDone;
}

}  // namespace zeroline
