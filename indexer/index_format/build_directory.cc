#include "indexer/index_format/build_directory.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "indexer/index_format/schema.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

std::optional<std::uint64_t> ParseNumber(std::string_view text) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end || text.empty() || text.front() == '0') {
    return std::nullopt;
  }
  return number;
}

BuildInfo FromJson(const nlohmann::json& json) {
  BuildInfo info;
  info.format_version = json.at("format_version").get<int>();
  info.number = json.at("number").get<std::uint64_t>();
  info.created = json.at("created").get<std::int64_t>();
  info.original_language = json.at("original_language").get<std::string>();
  for (const nlohmann::json& language : json.at("languages")) {
    info.languages.push_back({language.at("audience").get<std::string>(),
                              language.at("language").get<std::string>(),
                              language.at("articles").get<std::uint32_t>(),
                              language.at("fingerprint").get<std::string>(),
                              language.at("questions").get<std::uint32_t>()});
  }
  return info;
}

}  // namespace

std::string ToJson(const BuildInfo& info) {
  nlohmann::ordered_json json;
  json["format_version"] = info.format_version;
  json["number"] = info.number;
  json["created"] = info.created;
  json["original_language"] = info.original_language;
  json["languages"] = nlohmann::ordered_json::array();
  for (const BuildLanguage& language : info.languages) {
    nlohmann::ordered_json entry;
    entry["audience"] = language.audience;
    entry["language"] = language.language;
    entry["articles"] = language.article_count;
    entry["fingerprint"] = language.fingerprint;
    entry["questions"] = language.question_count;
    json["languages"].push_back(std::move(entry));
  }
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Result<BuildInfo> ParseBuildInfo(std::string_view json) {
  const nlohmann::json parsed = nlohmann::json::parse(json, nullptr, false);
  if (parsed.is_object() && parsed.contains("format_version") &&
      parsed["format_version"].is_number_integer() &&
      parsed["format_version"].get<int>() != kFormatVersion) {
    return Fail(ErrorCode::kCorrupt,
                "the build has format version " + parsed["format_version"].dump() +
                    ", this program reads version " + std::to_string(kFormatVersion) +
                    "; build the index again with zeroline-indexer build");
  }
  try {
    return FromJson(parsed);
  } catch (const nlohmann::json::exception&) {
    return Fail(ErrorCode::kCorrupt,
                "build.json is not a build description; build the index again with "
                "zeroline-indexer build");
  }
}

fs::path BuildPath(const fs::path& index, std::uint64_t number) {
  return index / "builds" / std::to_string(number);
}

fs::path DatabasePath(const fs::path& build, std::string_view audience, std::string_view language) {
  return build / audience / language;
}

Result<std::uint64_t> CurrentBuild(const fs::path& index) {
  std::error_code error;
  const fs::path target = fs::read_symlink(index / "current", error);
  if (error == std::errc::no_such_file_or_directory) {
    return Fail(ErrorCode::kNotFound, "nothing was published in " + index.string() +
                                          " yet; run zeroline-indexer build first");
  }
  if (error) {
    return Fail(error == std::errc::invalid_argument ? ErrorCode::kCorrupt : ErrorCode::kIo,
                "cannot read the link " + (index / "current").string() + ": " + error.message());
  }
  const std::optional<std::uint64_t> number = ParseNumber(target.filename().string());
  if (!number) {
    return Fail(ErrorCode::kCorrupt, (index / "current").string() + " points at " +
                                         target.string() + ", which is no build");
  }
  return *number;
}

std::vector<std::uint64_t> ListBuilds(const fs::path& index) {
  std::vector<std::uint64_t> numbers;
  std::error_code error;
  for (fs::directory_iterator entry(index / "builds", error), end; !error && entry != end;
       entry.increment(error)) {
    const std::optional<std::uint64_t> number = ParseNumber(entry->path().filename().string());
    if (number) numbers.push_back(*number);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

}  // namespace zeroline
