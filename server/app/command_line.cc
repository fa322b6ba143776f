#include "server/app/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <ostream>
#include <utility>

#include "indexer/error/result.h"
#include "server/app/calibrate_command.h"
#include "server/app/confirmed_command.h"
#include "server/app/deflection_command.h"
#include "server/app/erase_command.h"
#include "server/app/incident_command.h"
#include "server/app/report_command.h"
#include "server/app/search_command.h"
#include "server/app/serving.h"
#include "server/app/user_command.h"
#include "server/config/config.h"
#include "server/evaluation/article_questions.h"
#include "server/evaluation/evaluation.h"
#include "server/search/searcher.h"

namespace zeroline {
namespace {

// What was typed; "" where nothing was, so that the file's value or the default holds.
struct ServeArguments {
  std::string index;
  std::string state;
  std::string listen;
  std::string config;
  std::string templates;
  std::string confidence;
  bool preview = false;
};

std::string ConfigHelp() {
  std::string text = "Options in the file given by --config (YAML; the command line wins):\n";
  for (const OptionHelp& option : ConfigOptions()) {
    text += "  " + std::string(option.name) + ": " + std::string(option.meaning) + " (default " +
            option.default_value + (option.unit.empty() ? "" : " " + std::string(option.unit)) +
            ")\n";
  }
  return text;
}

Result<Config> ConfigOf(const ServeArguments& arguments) {
  Config config;
  if (!arguments.config.empty()) {
    if (Status loaded = LoadConfigFile(arguments.config, &config); !loaded) {
      return tl::unexpected(loaded.error());
    }
  }
  if (!arguments.index.empty()) config.index = arguments.index;
  if (!arguments.state.empty()) config.state = arguments.state;
  if (!arguments.templates.empty()) config.templates = arguments.templates;
  if (!arguments.confidence.empty()) config.confidence = arguments.confidence;
  if (!arguments.listen.empty()) {
    if (Status parsed = ParseListen(arguments.listen, &config); !parsed) {
      return tl::unexpected(parsed.error());
    }
  }
  return config;
}

Status RunServe(const ServeArguments& arguments) {
  const Result<Config> config = ConfigOf(arguments);
  if (!config) return tl::unexpected(config.error());
  return Serve(*config, arguments.preview ? ServeMode::kPreview : ServeMode::kReaders);
}

struct EvalArguments {
  EvaluationOptions files;
  ArticleQuestionOptions questions;
  std::string mutation;
  bool articles = false;
};

Status RunEval(EvalArguments arguments, std::ostream& out) {
  if (arguments.articles) {
    arguments.questions.index = arguments.files.index;
    const auto asked = AskArticleQuestions(arguments.questions);
    if (!asked) return tl::unexpected(asked.error());
    out << ToText(*asked);
    return {};
  }
  arguments.files.mutation = ParseMutationKind(arguments.mutation);
  const Result<EvaluationReport> report = RunEvaluation(arguments.files);
  if (!report) return tl::unexpected(report.error());
  out << ToText(*report);
  return {};
}

void AddServe(CLI::App* app, ServeArguments* arguments) {
  app->add_option("--index", arguments->index, "Folder of builds made by zeroline-indexer");
  app->add_option("--state", arguments->state, "SQLite file for requests; made if missing");
  app->add_option("--listen", arguments->listen, "HOST:PORT; port 0 takes any free one");
  app->add_option("--config", arguments->config, "File of options (YAML)");
  app->add_option("--templates", arguments->templates, "Folder of pages, messages, static files");
  app->add_option("--confidence", arguments->confidence,
                  "Coefficients written by calibrate, instead of the built-in ones");
  app->add_flag("--preview", arguments->preview,
                "Open pages follow what zeroline-indexer watch builds; for a writer's own server");
  app->footer(ConfigHelp());
}

void AddEval(CLI::App* app, EvalArguments* arguments) {
  EvaluationOptions* files = &arguments->files;
  app->add_option("--index", files->index, "Folder of builds")->required();
  auto* queries = app->add_option("--queries", files->queries, "qid TAB language TAB text");
  auto* qrels = app->add_option("--qrels", files->qrels, "Relevance judgements in TREC format");
  queries->needs(qrels);
  app->add_option("--run", files->run, "Write the rankings there in TREC format")->needs(queries);
  app->add_option("--compare", files->compare, "Earlier run: show what was won and lost since")
      ->needs(queries);
  auto* mutate = app->add_option("--mutate", arguments->mutation, "Mistype every query first")
                     ->check(CLI::IsMember({"typo", "diacritics", "layout"}))
                     ->needs(queries);
  app->add_option("--seed", files->seed, "Of the typing errors")->needs(mutate);
  app->add_flag("--exact", files->exact, "Ask as typed: mend nothing in the queries");
  auto* articles = app->add_flag("--articles", arguments->articles,
                                 "Ask every article's own questions instead of files")
                       ->excludes(queries);
  app->add_option("--lang", arguments->questions.language, "Only the articles of this language")
      ->needs(articles);
  app->callback([articles, queries] {
    if (articles->empty() && queries->empty()) {
      throw CLI::RequiredError("--queries and --qrels, or --articles,");
    }
  });
}

void AddCalibrate(CLI::App* app, CalibrateCommand* command) {
  app->add_option("--collection", command->collections, "INDEX,QUERIES.tsv,QRELS.txt; repeat it")
      ->required();
  auto* out = app->add_option("--out", command->out, "Write the fitted coefficients there");
  app->add_option("--tickets", command->tickets,
                  "Write the simulated tickets of the collection there, and do nothing else")
      ->excludes(out);
  app->add_option("--precision", command->precision, "Share of suggestions that are to be right")
      ->check(CLI::Range(0.0, 1.0));
  auto* only = app->add_flag("--measure-only", command->measure_only,
                             "Fit nothing, measure the coefficients there are")
                   ->excludes(out);
  app->add_option("--confidence", command->confidence, "Measure these coefficients")->needs(only);
}

struct SearchArguments {
  SearchCommand command;
  std::vector<std::string> words;
  bool explain = false;
  bool json = false;
};

void AddSearch(CLI::App* app, SearchArguments* arguments) {
  app->add_option("--index", arguments->command.index, "Folder of builds")->required();
  app->add_option("--lang", arguments->command.language, "Language of the articles")->required();
  app->add_option("words", arguments->words, "What to look for")->required();
  app->add_option("--limit", arguments->command.limit, "Number of results")
      ->check(CLI::Range(std::size_t{1}, kMaxSearchLimit));
  app->add_flag("--exact", arguments->command.exact, "The words as typed, nothing mended");
  auto* explain = app->add_flag("--explain", arguments->explain,
                                "Show what was made of the words, what gave each score, time");
  app->add_flag("--json", arguments->json, "As GET /api/v1/search answers")->excludes(explain);
}

Status RunSearchArguments(SearchArguments arguments, std::ostream& out) {
  for (const std::string& word : arguments.words) {
    arguments.command.words += (arguments.command.words.empty() ? "" : " ") + word;
  }
  arguments.command.output = arguments.json      ? SearchOutput::kJson
                             : arguments.explain ? SearchOutput::kExplain
                                                 : SearchOutput::kText;
  return RunSearch(arguments.command, out);
}

// What each subcommand was given.
struct Commands {
  ServeArguments serve;
  SearchArguments search;
  EvalArguments eval;
  CalibrateCommand calibrate;
  IncidentCommand incident;
  DeflectionCommand deflection;
  ReportCommand report;
  ConfirmedCommand confirmed;
  EraseCommand erase;
  UserCommand user;
};

using RunnableCommand = std::pair<CLI::App*, std::function<Status()>>;

// The subcommands, each with what runs it once it is parsed. `commands` and `out` outlive them.
std::vector<RunnableCommand> AddCommands(CLI::App* app, Commands* commands, std::ostream& out) {
  std::vector<RunnableCommand> added;
  const auto add = [&](const char* name, const char* help, std::function<Status()> run) {
    added.emplace_back(app->add_subcommand(name, help), std::move(run));
    return added.back().first;
  };
  Commands* c = commands;
  AddServe(add("serve", "Serve the portal and the API", [c] { return RunServe(c->serve); }),
           &c->serve);
  AddSearch(
      add("search", "Answer one query", [c, &out] { return RunSearchArguments(c->search, out); }),
      &c->search);
  AddEval(add("eval", "Score the ranking against judgements",
              [c, &out] { return RunEval(c->eval, out); }),
          &c->eval);
  AddCalibrate(add("calibrate", "Refit the confidence of answers to judgements",
                   [c, &out] { return RunCalibrate(c->calibrate, out); }),
               &c->calibrate);
  AddIncident(add("incident", "Announce what is known to be broken",
                  [c, &out] { return RunIncident(c->incident, out); }),
              &c->incident);
  AddDeflection(add("deflection", "Report how many people did not need a person",
                    [c, &out] { return RunDeflection(c->deflection, out); }),
                &c->deflection);
  AddReport(add("report", "Tell writers what to write next",
                [c, &out] { return RunReport(c->report, out); }),
            &c->report);
  AddConfirmed(add("confirmed", "Write what readers confirmed, for the next build",
                   [c, &out] { return RunConfirmed(c->confirmed, out); }),
               &c->confirmed);
  AddErase(add("erase", "Forget a person", [c, &out] { return RunErase(c->erase, out); }),
           &c->erase);
  AddUser(add("user", "Accounts of the support team",
              [c, &out] { return RunUser(c->user, &AskOnTerminal, out); }),
          &c->user);
  return added;
}

}  // namespace

int RunCommandLine(const std::vector<std::string>& arguments, std::ostream& out,
                   std::ostream& err) {
  CLI::App app("Serves a knowledge base compiled by zeroline-indexer.", "zeroline-server");
  app.require_subcommand(1);
  Commands commands;
  const std::vector<RunnableCommand> known = AddCommands(&app, &commands, out);
  try {
    // CLI11 takes arguments from the back.
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    return app.exit(error, out, err) == 0 ? 0 : 2;
  }
  for (const auto& [command, run] : known) {
    if (!command->parsed()) continue;
    const Status status = run();
    if (status) return 0;
    err << "zeroline-server: " << status.error().message << "\n";
    return 1;
  }
  return 2;
}

}  // namespace zeroline
