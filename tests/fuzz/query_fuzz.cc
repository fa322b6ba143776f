// Query understanding: whatever was typed, the query is bounded, valid and stays what it is when
// understood again; mended, its expansions lie in it, in order and apart.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/language/analyzer.h"
#include "indexer/language/text.h"
#include "server/query/ladder.h"
#include "server/query/query.h"
#include "tests/fuzz/property.h"
#include "tests/server/query/fake_vocabulary.h"

namespace {

using zeroline::testing::Require;

// A language with everything that mending knows: layouts, Latin keys, inflection, synonyms.
struct Language {
  explicit Language(const std::string& tag)
      : name(tag), analyzer(*zeroline::Analyzer::Create(tag)), words(tag) {}

  std::string name;
  std::unique_ptr<zeroline::Analyzer> analyzer;
  zeroline::testing::FakeVocabulary words;
};

Language* Russian() {
  static Language* const language = [] {
    auto* made = new Language("ru");
    made->words.Has(
        {"пароль", "не", "работает", "принтер", "мы", "ещё", "я", "в", "wifi", "kb1042"});
    made->words.Means("не работает", {"сломан"}).Means("принтер", {"мфу", "копир"});
    return made;
  }();
  return language;
}

Language* Chinese() {
  static Language* const language = [] {
    auto* made = new Language("zh");
    made->words.Has({"忘记", "密码", "打印机", "马", "outlook"}).Means("密码", {"口令"});
    return made;
  }();
  return language;
}

void RequireValid(const zeroline::Query& query) {
  Require(query.text.size() <= zeroline::kMaxQueryBytes, "a mended query is bounded");
  Require(!zeroline::FindInvalidUtf8(query.text), "a mended query is valid UTF-8");
  std::size_t done = 0;
  for (const zeroline::Expansion& expansion : query.expansions) {
    Require(expansion.begin >= done && expansion.begin < expansion.end, "expansions lie apart");
    Require(expansion.end <= query.text.size(), "expansions lie in the text");
    Require(zeroline::testing::IsBoundary(query.text, expansion.begin) &&
                zeroline::testing::IsBoundary(query.text, expansion.end),
            "expansions begin and end on code points");
    Require(!expansion.alternatives.empty(), "an expansion has alternatives");
    done = expansion.end;
    for (const zeroline::Alternative& alternative : expansion.alternatives) {
      Require(alternative.weight > 0 && alternative.weight <= 1, "weights are shares");
    }
  }
  for (const zeroline::Rewrite& rewrite : query.rewrites) {
    Require(!zeroline::FindInvalidUtf8(rewrite.to), "a rewrite can be shown");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view typed(reinterpret_cast<const char*>(data), size);
  const zeroline::Query query = zeroline::Understand(typed);
  Require(query.text.size() <= zeroline::kMaxQueryBytes, "a query is bounded");
  Require(!zeroline::FindInvalidUtf8(query.text), "a query is valid UTF-8");
  for (const char c : query.text) {
    Require(static_cast<unsigned char>(c) >= ' ' && c != 0x7F, "a query has no control characters");
  }
  Require(query.text.find("  ") == std::string::npos, "white space is collapsed");
  for (const zeroline::Rewrite& rewrite : query.rewrites) {
    Require(!rewrite.kind.empty(), "a rewrite says what it is");
    Require(!zeroline::FindInvalidUtf8(rewrite.from) && !zeroline::FindInvalidUtf8(rewrite.to),
            "a rewrite can be shown");
  }
  const zeroline::Query again = zeroline::Understand(query.text);
  Require(again.text == query.text, "understanding twice changes nothing");
  for (Language* language : {Russian(), Chinese()}) {
    RequireValid(zeroline::Mend(query, language->name, language->words, language->analyzer.get()));
  }
  return 0;
}
