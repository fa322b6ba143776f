#include "server/web/article_link.h"

#include <algorithm>

#include "indexer/language/text.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
// A quote that is cut ends with a whole word if one ends among so many of its last code points.
constexpr std::size_t kMaxCutWordCodePoints = 40;

bool BreaksLine(char32_t c) {
  return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// Characters that are nothing to read: controls, and those that turn the direction of whatever is
// pasted around the link.
bool IsUnseen(char32_t c) {
  return (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

// `text` without unseen characters, its line breaks as '\n'.
std::string Readable(std::string_view text) {
  const std::string valid = RepairUtf8(text);
  std::string readable;
  readable.reserve(valid.size());
  for (std::size_t i = 0; i < valid.size();) {
    const std::size_t start = i;
    const char32_t c = NextCodePoint(valid, &i);
    if (BreaksLine(c)) {
      readable += '\n';
    } else if (!IsUnseen(c)) {
      readable.append(valid, start, i - start);
    }
  }
  return readable;
}

std::string ReadableLine(std::string_view text) { return CollapseWhiteSpace(Readable(text)); }

std::string LabelOf(const ArticleView& article, std::optional<std::size_t> section) {
  const std::string title = ReadableLine(article.title());
  const std::string heading = section ? ReadableLine(article.section_at(*section).heading) : "";
  if (heading.empty() || heading == title)
    return title.empty() ? ReadableLine(article.id()) : title;
  return title.empty() ? heading : title + ": " + heading;
}

// Every character that means something in CommonMark or in GitHub's dialect of it.
std::string EscapeMarkdown(std::string_view line) {
  constexpr std::string_view kMarks = "\\`*_[]<>&~|";
  std::string escaped;
  escaped.reserve(line.size() + 8);
  for (const char c : line) {
    if (kMarks.find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

// A URL between the parentheses of Markdown: brackets would end it.
std::string MarkdownTarget(std::string_view url) {
  std::string target;
  for (const char c : url) {
    constexpr std::string_view kBrackets = "()<>\\";
    target += kBrackets.find(c) == std::string_view::npos ? std::string(1, c) : EscapeUrl({&c, 1});
  }
  return target;
}

// The words of the article from the section's heading on. A section that is a heading only stands
// for those below it.
std::string_view WordsOf(const ArticleView& article, std::optional<std::size_t> index) {
  const std::string_view text = article.text();
  if (!index) return text;
  const ArticleView::Section section = article.section_at(*index);
  std::size_t end = section.text_end;
  std::string_view words = text.substr(section.text_begin, end - section.text_begin);
  if (CollapseWhiteSpace(words) != CollapseWhiteSpace(section.heading)) return words;
  for (std::size_t i = *index + 1; i < article.section_count(); ++i) {
    if (article.section_at(i).level <= section.level) break;
    end = article.section_at(i).text_end;
  }
  return text.substr(section.text_begin, end - section.text_begin);
}

// At most kMaxQuoteCodePoints of valid UTF-8, and "…" for what was cut.
std::string Shortened(const std::string& words) {
  std::size_t end = 0;
  std::size_t word_end = 0;
  std::size_t past_word = 0;  // code points since word_end
  for (std::size_t count = 0; end < words.size(); ++count, ++past_word) {
    if (words[end] == ' ' || words[end] == '\n') {
      word_end = end;
      past_word = 0;
    }
    if (count == kMaxQuoteCodePoints) {
      const bool ends_word = word_end > 0 && past_word <= kMaxCutWordCodePoints;
      std::string cut = words.substr(0, ends_word ? word_end : end);
      while (!cut.empty() && (cut.back() == ' ' || cut.back() == '\n')) cut.pop_back();
      return cut.append(kEllipsis);
    }
    NextCodePoint(words, &end);
  }
  return words;
}

// Lines that say something, in order.
std::string WithoutEmptyLines(const std::string& text) {
  std::string lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = CollapseWhiteSpace(std::string_view(text).substr(begin, end - begin));
    if (!line.empty()) lines += (lines.empty() ? "" : "\n") + line;
    begin = end + 1;
  }
  return lines;
}

// A line between two blocks keeps them apart where Markdown would join them.
std::string QuoteOf(std::string_view words) {
  // No more than what could be left is cleaned: 4 bytes for a code point, and some to spare for
  // what goes.
  constexpr std::size_t kEnoughBytes = 8 * kMaxQuoteCodePoints;
  const std::string lines =
      Shortened(WithoutEmptyLines(Readable(TruncateUtf8(words, kEnoughBytes))));
  std::string quote;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    quote += (quote.empty() ? "> " : "\n>\n> ") + lines.substr(begin, end - begin);
    begin = end + 1;
  }
  return quote;
}

}  // namespace

bool IsArticleVersion(std::string_view text) {
  constexpr std::size_t kDigits = 8;
  return text.size() == kDigits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<std::size_t> FindAnchor(const ArticleView& article, std::string_view anchor) {
  if (anchor.empty()) return std::nullopt;
  for (std::size_t i = 0; i < article.section_count(); ++i) {
    if (article.section_at(i).anchor == anchor) return i;
  }
  return std::nullopt;
}

std::string VersionedUrl(const ArticleView& article, std::string_view anchor) {
  std::string url = "/a/" + EscapeUrlPath(article.id()) + "?lang=" + EscapeUrl(article.language()) +
                    "&v=" + ArticleVersion(article);
  if (FindAnchor(article, anchor)) url += "#" + EscapeUrl(anchor);
  return url;
}

ArticleLink MakeArticleLink(std::string_view origin, const ArticleView& article,
                            std::string_view anchor) {
  const std::optional<std::size_t> section = FindAnchor(article, anchor);
  const std::string label = LabelOf(article, section);
  ArticleLink link;
  link.url = std::string(origin) + VersionedUrl(article, anchor);
  link.markdown = "[" + EscapeMarkdown(label) + "](" + MarkdownTarget(link.url) + ")";
  link.html = "<a href=\"" + EscapeHtml(link.url) + "\" hreflang=\"" +
              EscapeHtml(article.language()) + "\">" + EscapeHtml(label) + "</a>";
  link.text = label + "\n" + link.url;
  const std::string quote = QuoteOf(WordsOf(article, section));
  link.quote = (quote.empty() ? "" : quote + "\n\n") + link.text;
  return link;
}

}  // namespace zeroline
