#include "indexer/commands/translation_state.h"

#include <cstdint>
#include <nlohmann/json.hpp>

#include "indexer/index_format/translation_table.h"
#include "indexer/source/source_tree.h"
#include "indexer/writer/file_operations.h"

namespace zeroline {
namespace {

constexpr std::uint64_t kMaxStateBytes = 16u << 20;

std::filesystem::path StatePath(const std::filesystem::path& build) {
  return TranslationsDirectory(build) / "state.json";
}

TranslationState FromJson(const nlohmann::json& json) {
  TranslationState state;
  state.glossary = json.at("glossary").get<std::string>();
  for (const nlohmann::json& pair : json.at("pairs")) {
    const auto& languages = pair.at("languages");
    state.pairs[{languages.at(0).get<std::string>(), languages.at(1).get<std::string>()}] = {
        pair.at("articles").get<std::size_t>(), pair.at("changes").get<std::size_t>()};
  }
  return state;
}

}  // namespace

Status WriteTranslationState(const std::filesystem::path& build, const TranslationState& state) {
  nlohmann::ordered_json json;
  json["glossary"] = state.glossary;
  json["pairs"] = nlohmann::ordered_json::array();
  for (const auto& [languages, pair] : state.pairs) {
    nlohmann::ordered_json entry;
    entry["languages"] = {languages.first, languages.second};
    entry["articles"] = pair.articles;
    entry["changes"] = pair.changes;
    json["pairs"].push_back(std::move(entry));
  }
  return WriteSynced(StatePath(build), json.dump(2) + "\n");
}

std::optional<TranslationState> ReadTranslationState(const std::filesystem::path& build) {
  const Result<std::string> text = ReadFile(StatePath(build), kMaxStateBytes);
  if (!text) return std::nullopt;
  try {
    return FromJson(nlohmann::json::parse(*text));
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

}  // namespace zeroline
