#include "server/app/incident_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ctime>
#include <iomanip>
#include <ostream>

#include "server/app/state_file.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxTextBytes = 1000;

bool LooksLikeLanguage(const std::string& text) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  return text.size() >= 2 && text.size() <= 35 && std::all_of(text.begin(), text.end(), is_allowed);
}

Status AddText(const std::string& argument, Incident* incident) {
  const std::size_t equals = argument.find('=');
  const std::string language = argument.substr(0, equals);
  if (equals == std::string::npos || !LooksLikeLanguage(language)) {
    return Fail(ErrorCode::kInvalidArgument,
                "--text is LANGUAGE=TEXT, as in --text en=\"Mail is slow today.\"; this is not: " +
                    argument);
  }
  const std::string text = argument.substr(equals + 1);
  if (text.empty() || text.size() > kMaxTextBytes) {
    return Fail(ErrorCode::kInvalidArgument,
                "the text of an incident has 1 to " + std::to_string(kMaxTextBytes) + " bytes");
  }
  incident->texts[language] = text;
  return {};
}

void Print(const Incident& incident, std::ostream& out) {
  const auto time = static_cast<std::time_t>(incident.started);
  std::tm utc{};
  ::gmtime_r(&time, &utc);
  out << incident.id << "  since " << std::put_time(&utc, "%Y-%m-%d %H:%M UTC");
  for (const std::string& section : incident.sections) out << "  section " << section;
  for (const std::string& word : incident.words) out << "  word " << word;
  if (incident.sections.empty() && incident.words.empty()) out << "  on every page";
  out << "\n";
  for (const auto& [language, text] : incident.texts)
    out << "  " << language << ": " << text << "\n";
}

Status Start(const IncidentCommand& command, Store* store, std::ostream& out) {
  Incident incident;
  incident.sections = command.sections;
  incident.words = command.words;
  for (const std::string& text : command.texts) {
    if (Status added = AddText(text, &incident); !added) return added;
  }
  const Result<Incident> started = store->incidents().Start(incident);
  if (!started) return tl::unexpected(started.error());
  Print(*started, out);
  return {};
}

Status List(Store* store, std::ostream& out) {
  const auto current = store->incidents().Current();
  if (!current) return tl::unexpected(current.error());
  for (const Incident& incident : *current) Print(incident, out);
  if (current->empty()) out << "no incident is announced\n";
  return {};
}

Status End(const IncidentCommand& command, Store* store, std::ostream& out) {
  if (Status ended = store->incidents().End(command.id); !ended) return ended;
  out << "incident " << command.id << " has ended\n";
  return {};
}

CLI::App* AddAction(CLI::App* app, const char* name, const char* help,
                    IncidentCommand::Action action, IncidentCommand* command) {
  CLI::App* added = app->add_subcommand(name, help);
  added->add_option("--state", command->state, "SQLite file the server runs with")->required();
  added->callback([command, action] { command->action = action; });
  return added;
}

}  // namespace

void AddIncident(CLI::App* app, IncidentCommand* command) {
  using Action = IncidentCommand::Action;
  app->require_subcommand(1);
  CLI::App* start = AddAction(app, "start", "Announce an incident", Action::kStart, command);
  start->add_option("--section", command->sections,
                    "Folder of articles it is about; repeat it. Its pages say so, and its articles"
                    " are not suggested");
  start->add_option("--word", command->words,
                    "Word or words it is about; repeat it. Requests and searches with them, in any"
                    " form, are told. Without --section and --word it is on every page");
  start->add_option("--text", command->texts, "LANGUAGE=TEXT that readers see; repeat it")
      ->required();
  AddAction(app, "list", "List those announced", Action::kList, command);
  CLI::App* end = AddAction(app, "end", "End an incident", Action::kEnd, command);
  end->add_option("id", command->id, "Number from `incident list`")->required();
}

Status RunIncident(const IncidentCommand& command, std::ostream& out) {
  const auto store = OpenExistingState(command.state);
  if (!store) return tl::unexpected(store.error());
  switch (command.action) {
    case IncidentCommand::Action::kStart:
      return Start(command, store->get(), out);
    case IncidentCommand::Action::kList:
      break;
    case IncidentCommand::Action::kEnd:
      return End(command, store->get(), out);
  }
  return List(store->get(), out);
}

}  // namespace zeroline
