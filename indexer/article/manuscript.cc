#include "indexer/article/manuscript.h"

#include <algorithm>
#include <utility>

#include "indexer/article/input_limits.h"
#include "indexer/article/manuscript_reader.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

std::vector<std::uint32_t> LineBegins(std::string_view text) {
  std::vector<std::uint32_t> begins = {0};
  for (std::size_t i = text.find('\n'); i != std::string_view::npos; i = text.find('\n', i + 1)) {
    begins.push_back(static_cast<std::uint32_t>(i + 1));
  }
  return begins;
}

// What stands between the lines "---"; `body` is what follows the second.
std::string_view BetweenFences(std::string_view source, std::size_t body) {
  const std::string_view head = source.substr(0, body);
  const std::size_t begin = std::min(head.find('\n'), head.size());
  std::size_t end = head.find_last_not_of('\n');
  end = end == std::string_view::npos ? 0 : std::min(head.rfind('\n', end), head.size());
  return begin + 1 < end ? head.substr(begin + 1, end - begin) : std::string_view();
}

// The stretch that `offset` of the text stands in, or null.
const ManuscriptText::Run* RunAt(const ManuscriptText& text, std::size_t offset) {
  const auto after = std::upper_bound(
      text.runs.begin(), text.runs.end(), offset,
      [](std::size_t wanted, const ManuscriptText::Run& run) { return wanted < run.begin; });
  return after == text.runs.begin() ? nullptr : &*(after - 1);
}

}  // namespace

const FrontMatterValue* Manuscript::Field(std::string_view key) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const FrontMatterValue& value) { return value.key == key; });
  return found == fields.end() ? nullptr : &*found;
}

SourcePlace Manuscript::PlaceOf(std::size_t offset) const {
  offset = std::min(offset, source.size());
  const auto after = std::upper_bound(line_begins.begin(), line_begins.end(), offset);
  const std::size_t begin = *(after - 1);
  const std::string_view before = std::string_view(source).substr(begin, offset - begin);
  return {static_cast<int>(after - line_begins.begin()),
          static_cast<int>(CountCodePoints(before)) + 1};
}

SourcePlace Manuscript::PlaceIn(const ManuscriptText& text, std::size_t begin,
                                std::size_t end) const {
  const ManuscriptText::Run* run = RunAt(text, begin);
  if (run == nullptr) return {};
  const std::string_view wanted = std::string_view(text.text).substr(begin, end - begin);
  const std::size_t guess = run->source + (begin - run->begin);
  if (source.compare(std::min(guess, source.size()), wanted.size(), wanted) == 0) {
    return PlaceOf(guess);
  }
  // Escapes make the source longer than the text, never shorter but for entities.
  constexpr std::size_t kSlack = 200;
  const std::string_view near = std::string_view(source).substr(
      std::min<std::size_t>(run->source, source.size()), begin - run->begin + kSlack);
  const std::size_t found = near.find(wanted);
  return PlaceOf(found == std::string_view::npos ? guess : run->source + found);
}

std::optional<Manuscript> ReadManuscript(const SourceFile& file, std::string_view content) {
  if (FindInvalidUtf8(content) || content.find('\0') != std::string_view::npos) return std::nullopt;
  Manuscript manuscript;
  std::string buffer;
  manuscript.source = PlainLines(content, &buffer);
  FrontMatter matter = ReadFrontMatter(manuscript.source);
  if (!matter.problem.empty() || FindInputProblem(matter.body)) return std::nullopt;
  const std::size_t body = manuscript.source.size() - matter.body.size();
  manuscript.fields = std::move(matter.values);
  manuscript.body_line = matter.body_line;
  if (matter.body_line > 1) manuscript.front_matter = BetweenFences(manuscript.source, body);
  manuscript.line_begins = LineBegins(manuscript.source);
  if (!ReadBody(file, body, &manuscript)) return std::nullopt;
  return manuscript;
}

}  // namespace zeroline
