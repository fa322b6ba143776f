#include "indexer/commands/commands.h"

int main(int argc, char** argv) { return zeroline::RunIndexer(argc, argv); }
