// `zeroline-server` as people type it.
#ifndef ZEROLINE_SERVER_APP_COMMAND_LINE_H_
#define ZEROLINE_SERVER_APP_COMMAND_LINE_H_

#include <iosfwd>
#include <string>
#include <vector>

namespace zeroline {

// Runs one subcommand (serve, search, eval, calibrate, incident, deflection, erase, user) and
// returns the exit status: 0, 1 if it failed (the reason is on `err`), 2 if the command line cannot
// be understood. `arguments` is without the program's name.
int RunCommandLine(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_APP_COMMAND_LINE_H_
