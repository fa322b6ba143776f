// A program started by a test. It never outlives the test.
#ifndef ZEROLINE_TESTS_SUPPORT_PROCESS_H_
#define ZEROLINE_TESTS_SUPPORT_PROCESS_H_

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace zeroline::testing {

// Not thread-safe.
class Process {
 public:
  // Standard output and error go to `log`. Throws if the program cannot be started.
  Process(const std::vector<std::string>& command, std::filesystem::path log);
  ~Process();  // kills what still runs
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // The exit status; 128 + the signal if one ended it; -1 if it still runs after `limit`.
  int Wait(std::chrono::milliseconds limit);
  void Signal(int number) const;
  std::string Output() const;

 private:
  std::filesystem::path log_;
  int id_ = -1;      // -1 once waited for
  int status_ = -1;  // as Wait() returns it
};

// Runs a command to its end; adds its output to *output if that is not null.
int RunCommand(const std::vector<std::string>& command, const std::filesystem::path& log,
               std::string* output);

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_SUPPORT_PROCESS_H_
