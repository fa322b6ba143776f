#include "server/app/confirmed_command.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <ostream>

#include "server/analytics/confirmed_questions.h"
#include "server/analytics/replaced_file.h"
#include "server/app/state_file.h"
#include "server/search/index_reader.h"
#include "server/store/unix_time.h"

namespace zeroline {

void AddConfirmed(CLI::App* app, ConfirmedCommand* command) {
  app->add_option("--state", command->state, "SQLite file the server runs with")->required();
  app->add_option("--index", command->index, "Folder of builds")->required();
  app->add_option("--out", command->out,
                  "Write them there, for zeroline-indexer build --confirmed-questions");
  app->add_option("--visitors", command->min_visitors,
                  "Who have to confirm a question; as the server is configured (3)")
      ->check(CLI::Range(2, 1000));
  app->add_option("--window", command->window_hours,
                  "Hours within which a request reverses \"solved\"; as the server is configured"
                  " (72)")
      ->check(CLI::Range(1, 24 * 3660));
}

Status RunConfirmed(const ConfirmedCommand& command, std::ostream& out) {
  const auto store = OpenExistingState(command.state);
  if (!store) return tl::unexpected(store.error());
  const auto index = IndexReader::Open(command.index);
  if (!index) return tl::unexpected(index.error());
  const auto snapshot = (*index)->snapshot();
  const LearningPeriod all = {0, SystemSeconds() + 1, std::chrono::hours(command.window_hours),
                              command.min_visitors};
  if (Status learned = LearnQuestions(all, *snapshot, store->get()); !learned) return learned;
  const auto questions = PublicQuestions(*snapshot, store->get());
  if (!questions) return tl::unexpected(questions.error());
  const std::string table = QuestionsTable(*questions);
  if (command.out.empty()) {
    out << table;
    return {};
  }
  const Result<bool> written = ReplaceFile(command.out, table);
  if (!written) return tl::unexpected(written.error());
  out << questions->size() << " confirmed questions in " << command.out.string()
      << (*written ? "\n" : ", as before\n");
  return {};
}

}  // namespace zeroline
