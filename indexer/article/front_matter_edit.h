// Changing one key of a file's front matter and nothing else.
//
// What a writer wrote stays as it is: comments, order, quoting of other values, line ends,
// byte-order mark, body. Only the lines of the key are rewritten; a key that is not there goes to
// the end of the front matter, and a file without front matter gets one. A changed value is quoted
// as the old one was where that can be read back.
//
// Every result has been read again: ReadFrontMatter() says of the key what was asked for, and of
// all other keys and the body what it said before. Where that cannot be had (a key written twice,
// an alias, a map) the call fails with kInvalidArgument, and says what to mend by hand.
//
// Thread-safe: no state is kept between calls.
#ifndef ZEROLINE_INDEXER_ARTICLE_FRONT_MATTER_EDIT_H_
#define ZEROLINE_INDEXER_ARTICLE_FRONT_MATTER_EDIT_H_

#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

// `content` is the file as read. `key` is one of letters, digits, '_', '-' and '.'. `scalar` is the
// value as ReadFrontMatter() is to give it, not as YAML: it is quoted where needed. Fails if the
// key holds a list or a map.
Result<std::string> SetFrontMatterValue(std::string_view content, std::string_view key,
                                        std::string_view scalar);

// Adds those of `items` that the list does not hold yet to its end, in the form (block or flow),
// indentation and quoting of the list. A single value becomes the list's first item. The content
// as it was if all are there.
Result<std::string> AppendToFrontMatterList(std::string_view content, std::string_view key,
                                            const std::vector<std::string>& items);

// Without the lines of the key; the content as it was if the key is not there.
Result<std::string> RemoveFrontMatterKey(std::string_view content, std::string_view key);

// A scalar as one line of YAML that reads back as `scalar`: plain if that is safe with any YAML
// reader, else in double quotes.
std::string YamlScalar(std::string_view scalar);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_FRONT_MATTER_EDIT_H_
