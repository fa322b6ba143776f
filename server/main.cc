// zeroline-server: see server/app/command_line.h.
#include <iostream>
#include <string>
#include <vector>

#include "server/app/command_line.h"

int main(int argc, char** argv) {
  return zeroline::RunCommandLine({argv + 1, argv + argc}, std::cout, std::cerr);
}
