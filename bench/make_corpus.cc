// Writes a generated knowledge base: zeroline-make-corpus FOLDER [ARTICLES_PER_LANGUAGE [SEED]]
#include <cstdlib>
#include <iostream>

#include "bench/corpus.h"

int main(int argc, char** argv) {
  if (argc < 2 || argc > 4) {
    std::cerr << "usage: zeroline-make-corpus FOLDER [ARTICLES_PER_LANGUAGE [SEED]]\n";
    return 2;
  }
  const std::size_t count = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1000;
  const std::uint64_t seed = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 20;
  for (const char* language : {"en", "pl", "ru", "zh"}) {
    zeroline::bench::WriteCorpus(zeroline::bench::MakeCorpus(language, count, seed), argv[1]);
  }
  return 0;
}
