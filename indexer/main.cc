#include <cstdlib>

#include "indexer/commands/commands.h"

// Leaves without tearing down dictionaries that the process is done with: that takes longer than a
// build of one article. RunIndexer() has flushed what it printed.
int main(int argc, char** argv) { std::_Exit(zeroline::RunIndexer(argc, argv)); }
