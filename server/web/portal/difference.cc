#include "server/web/portal/difference.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "server/web/portal/edit_script.h"

namespace zeroline {
namespace {

// Paragraphs that have less in common are two paragraphs, one removed and one added.
constexpr double kSameParagraph = 0.4;
// Words of one paragraph before, times those of one now, summed over all that are compared: beyond
// that the rest is compared by whole paragraphs. About 20 ms.
constexpr std::size_t kMaxWordPairs = 4'000'000;
constexpr std::size_t kMaxWords = 1000;
// Unchanged blocks shown on either side of a change.
constexpr std::size_t kContext = 1;

constexpr std::size_t kNoSection = static_cast<std::size_t>(-1);

struct Line {
  std::string_view text;
  std::size_t section = kNoSection;
  bool is_heading = false;
};

struct SectionRange {
  std::string_view heading;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Side {
  std::vector<SectionRange> sections;
  std::vector<Line> lines;
  std::vector<std::string_view> texts;  // of the lines
};

Side SideOf(std::string_view title, std::string_view text, std::vector<SectionRange> sections) {
  Side side;
  side.sections = std::move(sections);
  side.lines.push_back({title, kNoSection, true});
  std::size_t section = 0;
  std::size_t last_headed = kNoSection;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    while (section + 1 < side.sections.size() && side.sections[section].end <= begin) ++section;
    Line line{text.substr(begin, end - begin), kNoSection, false};
    if (section < side.sections.size() && begin >= side.sections[section].begin) {
      line.section = section;
      line.is_heading = !side.sections[section].heading.empty() && last_headed != section;
      last_headed = section;
    }
    if (!line.text.empty()) side.lines.push_back(line);
    begin = end + 1;
  }
  for (const Line& line : side.lines) side.texts.push_back(line.text);
  return side;
}

Side SideOf(const FormerVersion& version) {
  std::vector<SectionRange> sections;
  for (const StoredSection& section : version.sections) {
    sections.push_back({section.heading, section.text_begin, section.text_end});
  }
  return SideOf(version.title, version.text, std::move(sections));
}

Side SideOf(const ArticleView& article) {
  std::vector<SectionRange> sections;
  for (std::size_t i = 0; i < article.section_count(); ++i) {
    const ArticleView::Section section = article.section_at(i);
    sections.push_back({section.heading, section.text_begin, section.text_end});
  }
  return SideOf(article.title(), article.text(), std::move(sections));
}

// A block of the answer and the lines it is made of.
struct Row {
  std::optional<std::size_t> before;
  std::optional<std::size_t> now;
  bool is_same = false;
  std::vector<ChangedPiece> pieces;
};

class Comparison {
 public:
  Comparison(const Side& before, const Side& now) : before_(before), now_(now) {}

  std::vector<Row> Rows() {
    const std::vector<EditStep> steps = ShortestEdit(before_.texts, now_.texts);
    for (std::size_t i = 0; i < steps.size();) {
      if (steps[i].change == Change::kSame) {
        const std::string text(before_.texts[steps[i].before]);
        rows_.push_back({steps[i].before, steps[i].now, true, {{Change::kSame, text}}});
        ++i;
        continue;
      }
      std::vector<std::size_t> removed;
      std::vector<std::size_t> added;
      for (; i < steps.size() && steps[i].change != Change::kSame; ++i) {
        if (steps[i].change == Change::kRemoved) removed.push_back(steps[i].before);
        if (steps[i].change == Change::kAdded) added.push_back(steps[i].now);
      }
      Pair(removed, added);
    }
    return std::move(rows_);
  }

 private:
  // Each added line is the rewriting of the first removed line that is left and like it, or new.
  void Pair(const std::vector<std::size_t>& removed, const std::vector<std::size_t>& added) {
    std::size_t next = 0;
    for (const std::size_t line : added) {
      std::optional<WordChanges> words;
      std::size_t match = next;
      for (; match < removed.size() && !words; ++match) words = Rewritten(removed[match], line);
      if (words) {
        for (; next + 1 < match; ++next) Remove(removed[next]);
        rows_.push_back({removed[next++], line, false, std::move(words->pieces)});
      } else {
        const std::string text(now_.texts[line]);
        rows_.push_back({std::nullopt, line, false, {{Change::kAdded, text}}});
      }
    }
    for (; next < removed.size(); ++next) Remove(removed[next]);
  }

  void Remove(std::size_t line) {
    const std::string text(before_.texts[line]);
    rows_.push_back({line, std::nullopt, false, {{Change::kRemoved, text}}});
  }

  std::optional<WordChanges> Rewritten(std::size_t before, std::size_t now) {
    if (before_.lines[before].is_heading != now_.lines[now].is_heading) return std::nullopt;
    const auto old_words = WordsAndSpaces(before_.texts[before].substr(0, kMaxWords * 8));
    const auto new_words = WordsAndSpaces(now_.texts[now].substr(0, kMaxWords * 8));
    const std::size_t pairs = old_words.size() * new_words.size();
    const bool is_long = before_.texts[before].size() > kMaxWords * 8 ||
                         now_.texts[now].size() > kMaxWords * 8 || old_words.size() > kMaxWords ||
                         new_words.size() > kMaxWords;
    if (is_long || word_pairs_ + pairs > kMaxWordPairs) return std::nullopt;
    word_pairs_ += pairs;
    WordChanges words = CompareWords(old_words, new_words);
    if (words.same < kSameParagraph) return std::nullopt;
    return words;
  }

  const Side& before_;
  const Side& now_;
  std::vector<Row> rows_;
  std::size_t word_pairs_ = 0;
};

// Puts rows under headings and leaves out what is far from any change.
class Arrangement {
 public:
  Arrangement(const Side& before, const Side& now, const std::vector<Row>& rows)
      : before_(before), now_(now), rows_(rows) {
    for (const Row& row : rows) {
      if (row.before && row.now) {
        successor_.emplace(before_.lines[*row.before].section, now_.lines[*row.now].section);
      }
    }
    // Of which not one line has stayed.
    std::map<std::string_view, std::size_t> by_heading;
    for (std::size_t i = 0; i < now_.sections.size(); ++i) {
      by_heading.emplace(now_.sections[i].heading, i);
    }
    for (std::size_t i = 0; i < before_.sections.size(); ++i) {
      const auto same = by_heading.find(before_.sections[i].heading);
      if (same != by_heading.end()) successor_.emplace(i, same->second);
    }
  }

  std::vector<ChangedSection> Sections() {
    for (std::size_t begin = 0; begin < rows_.size();) {
      std::size_t end = begin + 1;
      while (end < rows_.size() && LabelOf(rows_[end]) == LabelOf(rows_[begin])) ++end;
      AddSection(begin, end);
      begin = end;
    }
    return std::move(sections_);
  }

 private:
  // Of the version as it is now; a section that is there no more has its own.
  using Label = std::pair<bool, std::size_t>;
  Label LabelOf(const Row& row) const {
    if (row.now) return {true, now_.lines[*row.now].section};
    const std::size_t section = before_.lines[*row.before].section;
    const auto found = successor_.find(section);
    return found == successor_.end() ? Label{false, section} : Label{true, found->second};
  }

  std::string HeadingOf(const Label& label) const {
    const auto& sections = label.first ? now_.sections : before_.sections;
    return label.second == kNoSection ? "" : std::string(sections[label.second].heading);
  }

  bool IsHeading(const Row& row) const {
    return row.now ? now_.lines[*row.now].is_heading : before_.lines[*row.before].is_heading;
  }

  bool IsNearChange(std::size_t row, std::size_t begin, std::size_t end) const {
    const std::size_t from = row > begin + kContext ? row - kContext : begin;
    const std::size_t to = std::min(row + kContext + 1, end);
    for (std::size_t i = from; i < to; ++i) {
      if (!rows_[i].is_same) return true;
    }
    return false;
  }

  void AddSection(std::size_t begin, std::size_t end) {
    const bool is_same = std::all_of(rows_.begin() + static_cast<std::ptrdiff_t>(begin),
                                     rows_.begin() + static_cast<std::ptrdiff_t>(end),
                                     [](const Row& row) { return row.is_same; });
    if (is_same) return;
    ChangedSection section;
    // The heading itself stands above the blocks unless it is one of the changes.
    const bool begins_with_heading = IsHeading(rows_[begin]);
    if (!begins_with_heading || rows_[begin].is_same)
      section.heading = HeadingOf(LabelOf(rows_[begin]));
    for (std::size_t i = begin; i < end; ++i) {
      if (rows_[i].is_same && IsHeading(rows_[i])) continue;
      if (IsNearChange(i, begin, end)) {
        section.blocks.push_back({rows_[i].pieces, IsHeading(rows_[i]), 0});
      } else if (!section.blocks.empty() && section.blocks.back().pieces.empty()) {
        ++section.blocks.back().unchanged;
      } else {
        section.blocks.push_back({{}, false, 1});
      }
    }
    sections_.push_back(std::move(section));
  }

  const Side& before_;
  const Side& now_;
  const std::vector<Row>& rows_;
  std::map<std::size_t, std::size_t> successor_;  // section before -> section now
  std::vector<ChangedSection> sections_;
};

// Lines that are not the same at either end.
std::size_t Middle(const Side& before, const Side& now) {
  const auto& a = before.texts;
  const auto& b = now.texts;
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t same = 0;
  while (same < shorter && a[same] == b[same]) ++same;
  std::size_t tail = 0;
  while (tail < shorter - same && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  return std::max(a.size(), b.size()) - same - tail;
}

}  // namespace

Difference Compare(const FormerVersion& before, const ArticleView& now) {
  const Side old_side = SideOf(before);
  const Side new_side = SideOf(now);
  Difference difference;
  difference.is_too_long = Middle(old_side, new_side) > kMaxComparedBlocks;
  if (difference.is_too_long) return difference;
  const std::vector<Row> rows = Comparison(old_side, new_side).Rows();
  difference.sections = Arrangement(old_side, new_side, rows).Sections();
  return difference;
}

}  // namespace zeroline
