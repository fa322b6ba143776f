// Scalars of YAML as text: how one is written, and where one ends.
//
// Private to this room.
#ifndef ZEROLINE_INDEXER_ARTICLE_YAML_TEXT_H_
#define ZEROLINE_INDEXER_ARTICLE_YAML_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace zeroline {

enum class YamlQuote { kPlain, kSingle, kDouble };
enum class YamlPlace { kBlock, kFlow };  // inside "[...]" a comma ends a plain scalar

// How the scalar at the front of `yaml` is written.
YamlQuote QuoteOf(std::string_view yaml);

// One line that reads back as `text`, quoted as asked for. Double quotes stand where plain or
// single ones would be read as something else, by any YAML reader.
std::string Quoted(std::string_view text, YamlQuote quote, YamlPlace place);

bool IsYamlBlank(char c);  // line ends included

// The end of the scalar that begins at `at`, in its line (a quoted one: where its quotes close);
// comment and spaces behind it excluded.
std::size_t ScalarEnd(std::string_view text, std::size_t at);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_YAML_TEXT_H_
