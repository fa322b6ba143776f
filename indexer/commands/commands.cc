#include "indexer/commands/commands.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "indexer/commands/build.h"
#include "indexer/commands/check.h"
#include "indexer/commands/check_command.h"
#include "indexer/commands/inspect.h"
#include "indexer/commands/new_command.h"
#include "indexer/commands/output.h"
#include "indexer/commands/progress.h"
#include "indexer/commands/propose.h"
#include "indexer/commands/restamp.h"
#include "indexer/commands/translations_command.h"
#include "indexer/commands/watch.h"

namespace zeroline {
namespace {

struct Arguments {
  BuildOptions build;
  bool strict = false;
  bool no_git = false;
  bool no_translations = false;
  bool no_check = false;
  std::size_t shown_findings = 200;
  CheckCommand check;
  std::string id;
  std::string language;
  std::string text;
  NewCommand new_article;
  ProposeCommand propose;
  TranslationsCommand list_translations;
  RestampCommand restamp;
};

int Complain(const Error& error) {
  std::cerr << "zeroline-indexer: " << error.message << std::endl;
  return kExitFailed;
}

int Print(const Result<std::string>& text) {
  if (!text) return Complain(text.error());
  std::cout << *text << std::flush;
  return kExitDone;
}

int RunBuild(const Arguments& arguments) {
  const auto start = std::chrono::steady_clock::now();
  Progress progress(stderr);
  const Result<BuildReport> report = BuildIndex(arguments.build, &progress);
  progress.Finish();
  if (!report) return Complain(report.error());
  const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  std::cout << DiagnosticLines(report->diagnostics, arguments.shown_findings)
            << BuildSummary(*report, elapsed) << std::flush;
  return arguments.strict && !report->diagnostics.empty() ? kExitFailed : kExitDone;
}

int CheckTree(const Arguments& arguments) {
  CheckCommand command = arguments.check;
  command.options.build = arguments.build;
  command.is_strict = arguments.strict;
  return RunCheckCommand(command);
}

int RunWatch(const Arguments& arguments) {
  const int stop = StopOnSignals();
  WatchOptions options;
  options.build = arguments.build;
  if (!arguments.no_check) {
    options.check = [&]() -> Result<std::vector<Diagnostic>> {
      Progress silent(nullptr);
      CheckOptions check;
      check.build = arguments.build;
      Result<CheckReport> report = RunCheck(check, &silent);
      if (!report) return tl::unexpected(report.error());
      return std::move(report->findings);
    };
  }
  const Status watched = Watch(options, stop, std::cout);
  return watched ? kExitDone : Complain(watched.error());
}

int RunAnalyze(const Arguments& arguments) {
  if (!arguments.text.empty()) return Print(AnalyzeText(arguments.language, arguments.text));
  const std::string input((std::istreambuf_iterator<char>(std::cin)),
                          std::istreambuf_iterator<char>());
  return Print(AnalyzeText(arguments.language, input));
}

void AddSourceOptions(CLI::App* command, Arguments* arguments) {
  command->add_option("--articles", arguments->build.articles, "Folder of articles: <lang>/...")
      ->required();
  command->add_flag("--strict", arguments->strict, "Any finding makes the exit status 1");
  command->add_option("--jobs", arguments->build.jobs, "Threads; default: one per core")
      ->check(CLI::Range(1u, 256u));
  command
      ->add_option("--original", arguments->build.original_language,
                   "Language that articles are translated from")
      ->capture_default_str();
  command
      ->add_option("--public-audience", arguments->build.public_audiences,
                   "Audience name that means everybody (Microsoft Docs trees: Admin)")
      ->type_name("NAME");
  command
      ->add_option("--confirmed-questions", arguments->build.confirmed_questions,
                   "What readers asked before an article helped them: a TSV of question, language, "
                   "article id, count, date")
      ->type_name("FILE");
  command->add_flag("--no-git", arguments->no_git, "Take dates from files, not from Git");
}

using RunnableCommand = std::pair<CLI::App*, std::function<int()>>;

int Finish(const Status& status) {
  std::cout << std::flush;
  return status ? kExitDone : Complain(status.error());
}

void AddBuildOptions(CLI::App* app, Arguments* arguments) {
  AddSourceOptions(app, arguments);
  app->add_option("--index", arguments->build.index, "Folder of the index")->required();
  app->add_flag("--no-translations", arguments->no_translations,
                "Do not learn translations: a question finds articles of its own language only");
}

void AddBuild(CLI::App* app, Arguments* arguments) {
  AddBuildOptions(app, arguments);
  app->add_option("--findings", arguments->shown_findings, "How many findings to print (200)");
}

void AddWatch(CLI::App* app, Arguments* arguments) {
  AddBuildOptions(app, arguments);
  app->add_flag("--drafts", arguments->build.drafts,
                "Publish drafts, too: for an index that only writers see");
  app->add_flag("--no-check", arguments->no_check, "Tell what a build finds, and not more");
}

void AddCheck(CLI::App* app, Arguments* arguments) {
  AddSourceOptions(app, arguments);
  app->get_option("--articles")->required(false);  // --rules needs none
  CheckCommand* check = &arguments->check;
  app->add_option("--format", check->format, "text, json, sarif or github")
      ->check(CLI::IsMember({"text", "json", "sarif", "github"}));
  app->add_option("--output", check->output, "Write to this file")->type_name("FILE");
  app->add_option("--rule", check->options.rules, "Only what these rules find")->type_name("NAME");
  app->add_option("--path", check->options.paths,
                  "Only files that match, such as \"en/vpn/**\"; checks still see the whole tree")
      ->type_name("GLOB");
  app->add_option("--changed-since", check->options.changed_since,
                  "Only files that differ from this commit")
      ->type_name("COMMIT");
  app->add_flag("--explain", check->explains, "Say once per rule why it matters");
  app->add_flag("--rules", check->lists_rules, "List all rules; check nothing");
}

void AddShow(CLI::App* app, Arguments* arguments) {
  app->add_option("--index", arguments->build.index, "Folder of the index")->required();
  app->add_option("id", arguments->id, "The article's id")->required();
  app->add_option("--lang", arguments->language, "Only in this language");
}

void AddAnalyze(CLI::App* app, Arguments* arguments) {
  app->add_option("--lang", arguments->language, "Language of the text")->required();
  app->add_option("text", arguments->text, "The text; default: standard input");
}

// The subcommands, each with what runs it once it is parsed. `arguments` outlives them.
std::vector<RunnableCommand> AddCommands(CLI::App* app, Arguments* arguments) {
  std::vector<RunnableCommand> added;
  const auto add = [&](const char* name, const char* help, std::function<int()> run) {
    added.emplace_back(app->add_subcommand(name, help), std::move(run));
    return added.back().first;
  };
  Arguments* a = arguments;
  AddBuild(add("build", "Publish a new build of the index", [a] { return RunBuild(*a); }), a);
  AddCheck(
      add("check", "Report what writers should mend; build nothing", [a] { return CheckTree(*a); }),
      a);
  AddWatch(add("watch", "Build and check after every change of an article",
               [a] { return RunWatch(*a); }),
           a);
  AddShow(add("show", "Print what the index holds of one article",
              [a] { return Print(ShowArticle(a->build.index, a->id, a->language)); }),
          a);
  AddAnalyze(add("analyze", "Print the terms of a text", [a] { return RunAnalyze(*a); }), a);
  AddNew(add("new", "Begin an article and its translations",
             [a] { return Finish(RunNew(a->new_article, DateToday(), std::cout)); }),
         &a->new_article);
  AddPropose(add("propose", "Put what readers asked on a Git branch, for a writer to look at",
                 [a] { return Finish(RunPropose(a->propose, DateToday(), std::cout)); }),
             &a->propose);
  AddTranslations(add("translations", "List what to translate next",
                      [a] { return Finish(RunTranslations(a->list_translations, std::cout)); }),
                  &a->list_translations);
  AddRestamp(add("restamp", "Say that translations need not follow a change of their original",
                 [a] { return Finish(RunRestamp(a->restamp, std::cout)); }),
             &a->restamp);
  return added;
}

}  // namespace

int RunIndexer(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("Compiles a folder of Markdown articles into a search index.", "zeroline-indexer");
  app.require_subcommand(1);
  const std::vector<RunnableCommand> known = AddCommands(&app, &arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error);
    std::cout << std::flush;
    return status == 0 ? kExitDone : kExitUsage;
  }
  arguments.build.use_git = !arguments.no_git;
  arguments.build.translations = !arguments.no_translations;
  for (const auto& [command, run] : known) {
    if (command->parsed()) return run();
  }
  return kExitUsage;
}

}  // namespace zeroline
