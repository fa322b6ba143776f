#include "bench/built_index.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <string>

#include "bench/corpus.h"
#include "tests/support/temp_tree.h"

namespace zeroline::bench {
namespace {

namespace fs = std::filesystem;

const testing::TempTree& Folder() {
  static const testing::TempTree tree;
  return tree;
}

}  // namespace

void RunIndexer(const fs::path& articles, const fs::path& index) {
  const std::string log = (index.parent_path() / "indexer.log").string();
  std::string words[] = {ZEROLINE_INDEXER,  "build",   "--articles",
                         articles.string(), "--index", index.string()};
  char* argv[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(),
                  words[4].data(), words[5].data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0644);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  pid_t child = 0;
  const int spawned = posix_spawn(&child, argv[0], &actions, nullptr, argv, environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  if (spawned != 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) ||
      WEXITSTATUS(status) != 0) {
    throw std::runtime_error(std::string(ZEROLINE_INDEXER) + " failed; see " + log);
  }
}

const fs::path& CorpusFolder() {
  static const fs::path folder = [] {
    const fs::path articles = Folder().path() / "articles";
    WriteCorpus(Corpus(), articles);
    return articles;
  }();
  return folder;
}

const fs::path& BuiltIndex() {
  static const fs::path index = [] {
    const fs::path built = Folder().path() / "index";
    RunIndexer(CorpusFolder(), built);
    return built;
  }();
  return index;
}

}  // namespace zeroline::bench
