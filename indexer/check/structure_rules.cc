// Rules about headings, sections and length.
#include <algorithm>
#include <set>
#include <string>

#include "indexer/check/checked_article.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

bool IsUnspaced(char32_t c) {
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}

std::string Quoted(std::string_view text) {
  if (text.empty()) return "this heading";
  constexpr std::size_t kMaxBytes = 120;
  const std::string_view shown = TruncateUtf8(text, kMaxBytes);
  return "\"" + std::string(shown) + (shown.size() < text.size() ? "..." : "") + "\"";
}

// The title's own heading stands above all others and is no section.
bool IsTitleHeading(const Manuscript& manuscript, std::size_t i) {
  return i == 0 && manuscript.headings[i].level == 1;
}

void CheckHeadingOrder(const CheckedArticle& checked, std::vector<Diagnostic>* findings) {
  if (!checked.Wants("heading-order")) return;
  const std::vector<ManuscriptHeading>& headings = checked.manuscript->headings;
  const auto first_level = [](const ManuscriptHeading& heading) { return heading.level == 1; };
  const auto tops = std::count_if(headings.begin(), headings.end(), first_level);
  if (tops > 1) {
    const auto first = std::find_if(headings.begin(), headings.end(), first_level);
    const auto second = std::find_if(first + 1, headings.end(), first_level);
    findings->push_back(checked.Finding("heading-order", second->place,
                                        "the article has " + std::to_string(tops) +
                                            " headings of level 1, and " + Quoted(second->text) +
                                            " is the second; begin sections with ##"));
  }
  int last = 1;
  for (const ManuscriptHeading& heading : headings) {
    if (heading.level > last + 1) {
      const auto level = static_cast<std::size_t>(last) + 1;
      const std::string wanted =
          heading.is_raw ? "<h" + std::to_string(level) + ">" : std::string(level, '#');
      findings->push_back(checked.Finding(
          "heading-order", heading.place,
          Quoted(heading.text) + " is of level " + std::to_string(heading.level) +
              ", below one of level " + std::to_string(last) + "; write " + wanted));
      return;  // what follows is mended with it
    }
    last = heading.level;
  }
}

void CheckDuplicateHeadings(const CheckedArticle& checked, std::vector<Diagnostic>* findings) {
  if (!checked.Wants("duplicate-heading")) return;
  std::vector<std::set<std::string>> seen(8);  // by level, since the last heading above it
  for (const ManuscriptHeading& heading : checked.manuscript->headings) {
    const auto level = static_cast<std::size_t>(heading.level);
    for (std::size_t deeper = level + 1; deeper < seen.size(); ++deeper) seen[deeper].clear();
    if (heading.text.empty() || seen[level].insert(LowerCase(heading.text)).second) continue;
    findings->push_back(checked.Finding(
        "duplicate-heading", heading.place,
        "there is a heading " + Quoted(heading.text) +
            " beside this one already; say in each what is particular to its section"));
  }
}

void CheckEmptySections(const CheckedArticle& checked, std::vector<Diagnostic>* findings) {
  if (!checked.Wants("empty-section")) return;
  const std::vector<ManuscriptHeading>& headings = checked.manuscript->headings;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const ManuscriptHeading& heading = headings[i];
    const bool is_last = i + 1 == headings.size();
    const bool has_parts = !is_last && (headings[i + 1].level > heading.level ||
                                        IsTitleHeading(*checked.manuscript, i));
    if (heading.has_content || has_parts) continue;
    findings->push_back(checked.Finding(
        "empty-section", heading.place,
        "there is nothing below " + Quoted(heading.text) + "; write it, or remove the heading"));
  }
}

// A list of links is looked through for one of them, not read.
bool IsNavigation(const ManuscriptText& text) { return text.linked * 2 > text.text.size(); }

// Words of the paragraphs in [begin, end): tables are looked up, not read.
std::size_t ProseWords(const Manuscript& manuscript, std::size_t begin, std::size_t end) {
  std::size_t words = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const ManuscriptText& text = manuscript.texts[i];
    if (text.kind != ManuscriptText::Kind::kParagraph || IsNavigation(text)) continue;
    words += CountWords(text.text);
  }
  return words;
}

void CheckLength(const CheckedArticle& checked, std::vector<Diagnostic>* findings) {
  const Manuscript& manuscript = *checked.manuscript;
  const std::size_t count = manuscript.texts.size();
  const std::size_t all = ProseWords(manuscript, 0, count);
  const std::size_t longest = checked.Number("long-article", "max_words");
  if (all > longest && checked.Wants("long-article")) {
    findings->push_back(checked.Finding("long-article", {},
                                        "the article has about " + std::to_string(all) +
                                            " words, more than " + std::to_string(longest) +
                                            "; split it by problem and link the parts"));
  }
  const std::size_t limit = checked.Number("long-section", "max_words");
  if (all <= limit || !checked.Wants("long-section")) return;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= manuscript.headings.size(); ++i) {
    const bool is_last = i == manuscript.headings.size();
    const std::size_t end = is_last ? count : manuscript.headings[i].text_index;
    const std::size_t words = ProseWords(manuscript, std::min(begin, end), end);
    if (words > limit) {
      const SourcePlace place =
          i == 0 ? SourcePlace{manuscript.body_line, 1} : manuscript.headings[i - 1].place;
      findings->push_back(
          checked.Finding("long-section", place,
                          "about " + std::to_string(words) +
                              " words follow without a heading; give each part of them one"));
    }
    begin = end;
  }
}

void CheckLists(const CheckedArticle& checked, std::vector<Diagnostic>* findings) {
  if (!checked.Wants("long-list")) return;
  const std::size_t limit = checked.Number("long-list", "max_steps");
  for (const ManuscriptList& list : checked.manuscript->lists) {
    if (list.items <= limit) continue;
    findings->push_back(checked.Finding("long-list", list.place,
                                        "this procedure has " + std::to_string(list.items) +
                                            " steps; split it into procedures of at most " +
                                            std::to_string(limit)));
  }
}

}  // namespace

std::size_t CountWords(std::string_view text) {
  std::size_t words = 0;
  std::size_t unspaced = 0;
  bool in_word = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0xE2) {  // no script without spaces begins so low
      const bool is_space = byte <= ' ';
      words += !is_space && !in_word ? 1 : 0;
      in_word = !is_space;
      i += CodePointBytes(text[i]);
      continue;
    }
    const bool is_unspaced = IsUnspaced(NextCodePoint(text, &i));
    unspaced += is_unspaced ? 1 : 0;
    words += !is_unspaced && !in_word ? 1 : 0;
    in_word = !is_unspaced;
  }
  return words + unspaced / 2;
}

void CheckStructure(const CheckedArticle& article, std::vector<Diagnostic>* findings) {
  CheckHeadingOrder(article, findings);
  CheckDuplicateHeadings(article, findings);
  CheckEmptySections(article, findings);
  CheckLength(article, findings);
  CheckLists(article, findings);
}

}  // namespace zeroline
