// The command line of zeroline-indexer: one subcommand per question.
#ifndef ZEROLINE_INDEXER_COMMANDS_COMMANDS_H_
#define ZEROLINE_INDEXER_COMMANDS_COMMANDS_H_

namespace zeroline {

inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;  // failed, refused, or --strict with findings
inline constexpr int kExitUsage = 2;

// Everything main() does. Results go to standard output, progress and errors to standard error.
int RunIndexer(int argc, char** argv);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_COMMANDS_H_
