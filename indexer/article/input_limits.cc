#include "indexer/article/input_limits.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "indexer/article/limits.h"

namespace zeroline {
namespace {

// Bytes that Look() has to look at; all others only make a line not blank and no row of dashes.
constexpr std::array<bool, 256> TellingBytes() {
  std::array<bool, 256> telling{};
  for (const char c : std::string_view("|:-<![*+.)> \t\r0123456789")) {
    telling[static_cast<unsigned char>(c)] = true;
  }
  return telling;
}
constexpr std::array<bool, 256> kIsTelling = TellingBytes();

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsBlankOrQuote(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '>'; }

// What one line holds that costs.
struct LineFacts {
  std::uint64_t pipes = 0;
  std::uint64_t scans = 0;     // "<?", "<!", "!["
  std::uint64_t brackets = 0;  // '['
  bool is_blank = true;
  bool is_delimiter_row = false;   // "|---|:-:|", perhaps in a quote or a list
  bool starts_definition = false;  // "[name]: address"
};

LineFacts Look(std::string_view line) {
  LineFacts facts;
  bool only_delimiters = true;
  bool has_dash = false;
  bool has_mark = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (!kIsTelling[static_cast<unsigned char>(c)]) {
      facts.is_blank = only_delimiters = false;
      continue;
    }
    const char next = i + 1 < line.size() ? line[i + 1] : '\0';
    if (!IsBlankOrQuote(c)) facts.is_blank = false;
    switch (c) {
      case '|':
        ++facts.pipes;
        has_mark = true;
        break;
      case ':':
        has_mark = true;
        break;
      case '-':
        has_dash = true;
        break;
      case '<':
        only_delimiters = false;
        if (next == '?' || next == '!') ++facts.scans;
        break;
      case '!':
        only_delimiters = false;
        if (next == '[') ++facts.scans;
        break;
      case '[':
        only_delimiters = false;
        ++facts.brackets;
        break;
      case '*':
      case '+':
      case '.':
      case ')':
        break;  // list markers before the row
      default:
        only_delimiters = only_delimiters && (IsBlankOrQuote(c) || IsDigit(c));
    }
  }
  facts.is_delimiter_row = only_delimiters && has_dash && has_mark;
  facts.starts_definition = facts.brackets > 0 && line.find("]:") != std::string_view::npos;
  return facts;
}

// Container markers at the start of the line: "> - 1. " has three.
int CountMarkers(std::string_view line) {
  int markers = 0;
  std::size_t i = 0;
  const auto at = [line](std::size_t j) { return j < line.size() ? line[j] : ' '; };
  while (i < line.size()) {
    const char c = line[i];
    if (c == ' ' || c == '\t') {
      ++i;
    } else if (c == '>') {
      ++markers;
      ++i;
    } else if ((c == '-' || c == '*' || c == '+') && (at(i + 1) == ' ' || at(i + 1) == '\t')) {
      ++markers;
      ++i;
    } else if (IsDigit(c)) {
      while (IsDigit(at(i))) ++i;
      if ((at(i) != '.' && at(i) != ')') || at(i + 1) != ' ') break;
      ++markers;
      ++i;
    } else {
      break;
    }
  }
  return markers;
}

// Adds up what the lines cost; a run is a stretch of lines without a blank one, the most that a
// paragraph or table can be.
class Meter {
 public:
  std::optional<InputProblem> Add(std::string_view line, int number) {
    if (CountMarkers(line) > kMaxLineMarkers) {
      return InputProblem{number, "too-deep",
                          "lists or quotes are nested more than " + std::to_string(kMaxNesting) +
                              " deep; flatten them"};
    }
    const LineFacts facts = Look(line);
    brackets_ += facts.brackets;
    if (facts.is_blank) {
      EndRun();
      return std::nullopt;
    }
    if (facts.starts_definition) definition_bytes_ = 0;
    if (facts.starts_definition || definition_bytes_ > 0) definition_bytes_ += line.size() + 1;
    longest_definition_ = std::max(longest_definition_, definition_bytes_);
    run_scans_ += facts.scans;
    if (auto problem = AddToTable(facts, number)) return problem;
    run_bytes_ += line.size() + 1;
    run_pipes_ += facts.pipes;
    if (scan_steps_ + run_scans_ * run_bytes_ > kMaxScanSteps) {
      return InputProblem{number, "too-complex",
                          "the paragraph is too long for its many images or \"<!\"; split it"};
    }
    return std::nullopt;
  }

  // Once all lines are in.
  std::optional<InputProblem> Finish() const {
    if (brackets_ * longest_definition_ <= kMaxReferenceBytes) return std::nullopt;
    return InputProblem{0, "too-complex",
                        "a link definition is so long that its uses would fill " +
                            std::to_string(kMaxReferenceBytes >> 20) + " MiB; shorten it"};
  }

 private:
  std::optional<InputProblem> AddToTable(const LineFacts& facts, int number) {
    if (facts.is_delimiter_row) {
      columns_ = std::max<std::size_t>(columns_, facts.pipes + 1);
      table_steps_ += run_bytes_ + run_pipes_ * run_pipes_ / 16;
    } else if (columns_ > 0) {
      ++rows_;
      cells_ += columns_;
    }
    if (columns_ > kMaxTableColumns || rows_ > kMaxTableRows || cells_ > kMaxTableCells) {
      return InputProblem{number, "too-large",
                          "the table has more than " + std::to_string(kMaxTableRows) + " rows, " +
                              std::to_string(kMaxTableColumns) + " columns or " +
                              std::to_string(kMaxTableCells) + " cells; attach it as a file"};
    }
    if (table_steps_ > kMaxTableScanSteps) {
      return InputProblem{number, "too-complex",
                          "the paragraph is too long for its many table rows of dashes; split it"};
    }
    return std::nullopt;
  }

  void EndRun() {
    scan_steps_ += run_scans_ * run_bytes_;
    run_scans_ = run_bytes_ = run_pipes_ = 0;
    columns_ = rows_ = cells_ = 0;
    definition_bytes_ = 0;
  }

  std::uint64_t run_bytes_ = 0;
  std::uint64_t run_scans_ = 0;
  std::uint64_t run_pipes_ = 0;
  std::uint64_t scan_steps_ = 0;
  std::uint64_t table_steps_ = 0;
  std::uint64_t brackets_ = 0;
  std::uint64_t definition_bytes_ = 0;  // of the definition being read, 0 outside of one
  std::uint64_t longest_definition_ = 0;
  std::size_t columns_ = 0;  // of the widest delimiter row of the run, 0 before one
  std::size_t rows_ = 0;
  std::size_t cells_ = 0;
};

}  // namespace

std::optional<InputProblem> FindInputProblem(std::string_view markdown) {
  Meter meter;
  for (int number = 1; !markdown.empty(); ++number) {
    const std::size_t end = std::min(markdown.find('\n'), markdown.size());
    if (auto problem = meter.Add(markdown.substr(0, end), number)) return problem;
    markdown.remove_prefix(std::min(end + 1, markdown.size()));
  }
  return meter.Finish();
}

}  // namespace zeroline
