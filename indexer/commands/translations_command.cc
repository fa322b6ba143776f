#include "indexer/commands/translations_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "indexer/article/article_parser.h"
#include "indexer/commands/examine.h"
#include "indexer/commands/freshness.h"
#include "indexer/commands/freshness_text.h"
#include "indexer/index_format/schema.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxReportBytes = std::uint64_t{64} << 20;
constexpr std::size_t kNamedSections = 8;
// A language that has less than one in so many articles is not meant to have all.
constexpr std::size_t kLanguageShare = 4;

using Place = std::pair<std::string, std::string>;  // article id, language

// How often each translation was asked for.
struct Demand {
  std::map<Place, std::uint64_t> asked;
  std::set<std::string> languages;
};

std::uint64_t NumberIn(const Json& line, const char* key) {
  const auto value = line.find(key);
  return value != line.end() && value->is_number_unsigned() ? value->get<std::uint64_t>() : 0;
}

std::string TextIn(const Json& line, const char* key) {
  const auto value = line.find(key);
  return value != line.end() && value->is_string() ? value->get<std::string>() : "";
}

Result<Demand> ReadDemand(const std::filesystem::path& file) {
  Demand demand;
  if (file.empty()) return demand;
  const Result<std::string> text = ReadFile(file, kMaxReportBytes);
  if (!text) return tl::unexpected(text.error());
  const Json report = Json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!report.is_object() || !report.contains("missing_translations")) {
    return Fail(
        ErrorCode::kInvalidArgument,
        file.string() + " is no report; make one with `zeroline-server report --format json`");
  }
  const auto add = [&](const char* list, const char* key) {
    const auto lines = report.find(list);
    if (lines == report.end() || !lines->is_array()) return;
    for (const Json& line : *lines) {
      if (!line.is_object()) continue;
      std::uint64_t& asked = demand.asked[{TextIn(line, "article"), TextIn(line, "language")}];
      asked = std::max(asked, NumberIn(line, key));
    }
  };
  add("missing_translations", "intents");
  for (const auto& [place, asked] : demand.asked) demand.languages.insert(place.second);
  add("articles", "opened");
  return demand;
}

// One line: a translation to make or to bring up to date.
struct Task {
  std::string article;
  std::string language;
  std::string path;  // of the translation, "" if it is missing
  std::string original;
  std::string title;  // of the original
  std::string audience;
  std::uint64_t asked = 0;
  std::vector<ChangedSection> sections;  // that changed since; none if it is missing
  std::size_t section_count = 0;         // of the original
  std::int64_t since = 0;                // when the first of them changed; the original, if missing

  bool is_missing() const { return path.empty(); }
};

Task TaskOf(const SourceState& original, const std::string& language, const Demand& demand) {
  Task task;
  task.article = original.entry.id;
  task.language = language;
  task.original = original.entry.path;
  task.title = original.entry.title;
  task.audience = original.entry.audience;
  task.section_count = original.entry.headings.size();
  task.since = original.entry.updated;
  const auto asked = demand.asked.find({task.article, language});
  if (asked != demand.asked.end()) task.asked = asked->second;
  return task;
}

void AddOutdated(const TranslationsCommand& command, const Demand& demand, Scan* scan,
                 std::vector<Task>* tasks) {
  for (const TranslationState& state : JudgeTranslations(command.build, scan)) {
    const ManifestFile& entry = state.translation->entry;
    const bool is_wanted = command.language.empty() || command.language == entry.language;
    if (!is_wanted || state.outdated.empty()) continue;
    Task task = TaskOf(*state.original, entry.language, demand);
    task.path = entry.path;
    task.audience = entry.audience;
    task.sections = PlaceOutdated(command.build, state);
    task.since = task.sections.front().changed;
    for (const ChangedSection& section : task.sections) {
      task.since = std::min(task.since, section.changed);
    }
    tasks->push_back(std::move(task));
  }
}

// Per audience, the languages whose readers expect to find every article.
std::map<std::string, std::set<std::string>> FullLanguages(const TranslationsCommand& command,
                                                           const Demand& demand,
                                                           const std::deque<SourceState>& states) {
  std::map<std::string, std::map<std::string, std::size_t>> counts;
  std::map<std::string, std::set<std::string>> ids;
  for (const SourceState& state : states) {
    if (!state.is_published()) continue;
    ++counts[state.entry.audience][state.entry.language];
    ids[state.entry.audience].insert(state.entry.id);
  }
  std::map<std::string, std::set<std::string>> full;
  for (const auto& [audience, languages] : counts) {
    std::set<std::string>& wanted = full[audience];
    if (!command.language.empty()) {
      wanted.insert(command.language);
      continue;
    }
    wanted = demand.languages;
    for (const auto& [language, count] : languages) {
      if (count * kLanguageShare >= ids[audience].size()) wanted.insert(language);
    }
  }
  return full;
}

void AddMissing(const TranslationsCommand& command, const Demand& demand,
                const std::deque<SourceState>& states, std::vector<Task>* tasks) {
  const auto full = FullLanguages(command, demand, states);
  std::map<std::string, std::vector<const SourceState*>> families;
  for (const SourceState& state : states) {
    if (state.is_published()) families[state.entry.id].push_back(&state);
  }
  for (const auto& [id, family] : families) {
    const SourceState* original = *std::min_element(
        family.begin(), family.end(), [&](const SourceState* a, const SourceState* b) {
          const auto rank = [&](const SourceState* state) {
            return std::make_tuple(state->entry.language != command.build.original_language,
                                   state->entry.audience != kPublicAudience,
                                   std::string_view(state->entry.language));
          };
          return rank(a) < rank(b);
        });
    for (const std::string& language : full.at(original->entry.audience)) {
      const bool is_there =
          std::any_of(family.begin(), family.end(),
                      [&](const SourceState* state) { return state->entry.language == language; });
      if (!is_there) tasks->push_back(TaskOf(*original, language, demand));
    }
  }
}

void Order(std::vector<Task>* tasks) {
  std::sort(tasks->begin(), tasks->end(), [](const Task& a, const Task& b) {
    const auto rank = [](const Task& task) {
      return std::make_tuple(-static_cast<std::int64_t>(task.asked),
                             -static_cast<std::int64_t>(task.sections.size()), task.since,
                             std::string_view(task.original), std::string_view(task.language));
    };
    return rank(a) < rank(b);
  });
}

// "en/network/vpn.md" -> "network/vpn".
std::string PathBelowLanguage(const std::string& path) {
  const std::size_t begin = path.find('/') + 1;
  return path.substr(begin, path.rfind('.') - begin);
}

std::string AdviceFor(const TranslationsCommand& command, const Task& task) {
  if (task.is_missing()) {
    return "zeroline-indexer new --articles " + ShellWord(command.build.articles.string()) +
           " --translate " + task.language + " --path " +
           ShellWord(PathBelowLanguage(task.original));
  }
  return "translate what changed, or, if nothing must: " + RestampAdvice(command.build, task.path);
}

std::string TextOf(const TranslationsCommand& command, const Task& task) {
  std::string text = task.is_missing() ? task.language + ": missing: " : task.path + ": outdated: ";
  text += "\"" + task.title + "\" (" + task.original + ")";
  if (task.audience != kPublicAudience) text += ", for " + task.audience;
  if (task.asked > 0) {
    text += task.is_missing() ? ", asked for " : ", opened ";
    text += std::to_string(task.asked) + (task.asked == 1 ? " time" : " times");
  }
  text += "\n";
  if (!task.is_missing()) {
    text += "    changed since " + DayOf(task.since) + ", " + std::to_string(task.sections.size()) +
            " of " + std::to_string(task.section_count) +
            " sections: " + NameSections(task.sections, kNamedSections) + "\n";
  }
  return text + "    " + AdviceFor(command, task) + "\n";
}

void PrintText(const TranslationsCommand& command, const std::vector<Task>& tasks,
               std::ostream& out) {
  const std::size_t limit = command.limit;
  const std::size_t shown = limit == 0 ? tasks.size() : std::min(limit, tasks.size());
  std::size_t missing = 0;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    missing += tasks[i].is_missing() ? 1 : 0;
    if (i < shown) out << TextOf(command, tasks[i]);
  }
  if (shown < tasks.size()) {
    out << tasks.size() - shown << " more are not shown; --limit 0 shows all\n";
  }
  out << tasks.size() - missing << " outdated, " << missing << " missing\n";
}

void PrintJson(const TranslationsCommand& command, const std::vector<Task>& tasks,
               std::ostream& out) {
  Json lines = Json::array();
  for (const Task& task : tasks) {
    Json sections = Json::array();
    for (const ChangedSection& section : task.sections) {
      sections.push_back({{"heading", section.heading},
                          {"line", section.line},
                          {"line_in_translation", section.in_translation},
                          {"changed", section.changed}});
    }
    lines.push_back({{"state", task.is_missing() ? "missing" : "outdated"},
                     {"article", task.article},
                     {"language", task.language},
                     {"audience", task.audience},
                     {"path", task.is_missing() ? Json() : Json(task.path)},
                     {"original", task.original},
                     {"title", task.title},
                     {"asked", task.asked},
                     {"sections", std::move(sections)},
                     {"section_count", task.section_count},
                     {"since", task.since},
                     {"advice", AdviceFor(command, task)}});
  }
  out << Json{{"translations", std::move(lines)}}.dump(2, ' ', false,
                                                       Json::error_handler_t::replace)
      << "\n";
}

}  // namespace

void AddTranslations(CLI::App* app, TranslationsCommand* command) {
  app->add_option("--articles", command->build.articles, "Folder of articles: <lang>/...")
      ->required();
  app->add_option("--report", command->report,
                  "Put first what readers asked for: zeroline-server report --format json")
      ->type_name("FILE");
  app->add_option("--lang", command->language, "Only translations into this language");
  app->add_option("--format", command->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  app->add_option("--limit", command->limit, "Show so many; 0: all")->capture_default_str();
  app->add_option("--original", command->build.original_language,
                  "Language that articles are translated from")
      ->capture_default_str();
  app->add_option("--public-audience", command->build.public_audiences,
                  "Audience name that means everybody")
      ->type_name("NAME");
  app->add_flag("--no-git", command->no_git, "Take dates from files, not from Git");
}

Status RunTranslations(const TranslationsCommand& typed, std::ostream& out) {
  TranslationsCommand command = typed;
  command.build.use_git = !command.no_git;
  if (!command.language.empty()) {
    const auto tag = CanonicalLanguageTag(command.language);
    if (!tag) return Fail(ErrorCode::kInvalidArgument, command.language + " is no language tag");
    command.language = *tag;
  }
  const Result<Demand> demand = ReadDemand(command.report);
  if (!demand) return tl::unexpected(demand.error());
  Result<Sources> sources = OpenSources(command.build);
  if (!sources) return tl::unexpected(sources.error());
  Progress silent(nullptr);
  Run run = Examine(command.build, std::move(*sources), nullptr, &silent);
  std::vector<Task> tasks;
  AddOutdated(command, *demand, &run.scan, &tasks);
  AddMissing(command, *demand, run.scan.states, &tasks);
  Order(&tasks);
  if (command.format == "json") {
    PrintJson(command, tasks, out);
  } else {
    PrintText(command, tasks, out);
  }
  return {};
}

}  // namespace zeroline
