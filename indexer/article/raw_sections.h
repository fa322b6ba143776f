// The sections of a Markdown file as its lines show them, without rendering: cheap enough to be
// looked at in every version of a file that Git has.
//
// Two texts of a section are the same if they differ in white space, HTML comments and the {#id} of
// the heading only. The front matter belongs to no section.
#ifndef ZEROLINE_INDEXER_ARTICLE_RAW_SECTIONS_H_
#define ZEROLINE_INDEXER_ARTICLE_RAW_SECTIONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

struct RawSection {
  int level = 0;  // 1..6; 0 for the text before the first heading
  int line = 0;   // of the file, on which it begins
  std::uint64_t hash = 0;
};

struct RawSections {
  std::vector<RawSection> sections;  // in order; one of level 0 only if there is such a text
  std::uint64_t body = 0;            // hash of all of them
  std::string original_version;      // of the front matter, "" without one
};

// `content` is the file as read. Nothing if its front matter cannot be read.
std::optional<RawSections> SplitSections(std::string_view content);

// The sections as the page has them, whose headings have `levels`: a heading that repeats the title
// is none there. Nothing if the two cannot be the same, as with headings in raw HTML or quotes.
std::optional<std::vector<RawSection>> MatchOutline(const std::vector<RawSection>& sections,
                                                    const std::vector<int>& levels);

// The sections with the title's heading, the first of level 1, taken for text; as they are if there
// is none.
std::vector<RawSection> WithoutTitle(const std::vector<RawSection>& sections);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_RAW_SECTIONS_H_
