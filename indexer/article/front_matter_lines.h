// A file's front matter, split around the lines of one key.
//
// Private to this room.
#ifndef ZEROLINE_INDEXER_ARTICLE_FRONT_MATTER_LINES_H_
#define ZEROLINE_INDEXER_ARTICLE_FRONT_MATTER_LINES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/front_matter.h"
#include "indexer/error/result.h"

namespace zeroline {

// Points into the content and the key it was made of.
class FrontMatterLines {
 public:
  FrontMatterLines(std::string_view content, std::string_view key);
  FrontMatterLines(const FrontMatterLines&) = delete;
  FrontMatterLines& operator=(const FrontMatterLines&) = delete;

  // Finds the key, or where it is to be written. Before anything else is asked.
  Status Open();

  // What the file says of the key; null if it is not there.
  const FrontMatterValue* value() const { return value_; }
  // As the file has it: "\n", "\r\n" or "\r".
  std::string_view end_of_line() const { return end_of_line_; }
  // The lines of the key, from its indentation to its last line end; "" if it is not there.
  std::string_view entry() const { return entry_; }
  // Where in entry() the value begins, and the colon is; npos if there is none.
  std::size_t value_at() const { return value_at_; }
  std::size_t colon() const { return colon_; }
  // Spaces in front of the keys.
  std::string indent() const { return std::string(indent_, ' '); }

  // The content with `lines` in place of the entry, if it says `wanted` of the key then (null: that
  // it is not there), and of everything else what it said before.
  Result<std::string> Replace(std::string_view lines, const FrontMatterValue* wanted) const;

  // Says why the key cannot be changed.
  tl::unexpected<Error> Refuse(const std::string& why) const;

 private:
  Status FindKey();
  Status FindValue();
  void Split();
  std::size_t OffsetOfLine(int number) const;
  std::size_t EntryLength(std::string_view text, int lines) const;
  std::size_t SkipBlanks(std::size_t at) const;
  bool Says(std::string_view changed, const FrontMatterValue* wanted) const;

  std::string_view key_;
  std::string_view before_;   // the byte-order mark
  std::string_view content_;  // what follows it
  std::string_view end_of_line_;
  std::string plain_;   // content_ as ReadFrontMatter() wants it
  FrontMatter matter_;  // points into plain_
  const FrontMatterValue* value_ = nullptr;
  bool has_matter_ = false;
  std::size_t indent_ = 0;
  std::string_view head_;  // content_ is head_, entry_ and tail_
  std::string_view entry_;
  std::string_view tail_;
  std::size_t colon_ = std::string_view::npos;
  std::size_t value_at_ = std::string_view::npos;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_FRONT_MATTER_LINES_H_
