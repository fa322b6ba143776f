#include "server/web/portal/content.h"

#include <algorithm>

#include "indexer/language/text.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

// Adds the section to the list, or its articles to the section of the same name from another
// audience.
void Merge(const Catalog::Section& section, std::vector<Catalog::Section>* sections) {
  const auto same = std::find_if(sections->begin(), sections->end(),
                                 [&](const auto& other) { return other.name == section.name; });
  if (same == sections->end()) {
    sections->push_back(section);
  } else {
    same->article_count += section.article_count;
  }
}

std::vector<Catalog::Section> AllSections(const LanguageReaders& readers) {
  std::vector<Catalog::Section> sections;
  for (const LanguageReader* reader : readers) {
    const Catalog& catalog = reader->catalog();
    for (std::size_t i = 0; i < catalog.section_count(); ++i) {
      // The first catalog, for most readers the only one, names each section once.
      if (reader == readers.front()) {
        sections.push_back(catalog.section(i));
      } else {
        Merge(catalog.section(i), &sections);
      }
    }
  }
  return sections;
}

}  // namespace

std::vector<Catalog::Section> Sections(const LanguageReaders& readers) {
  std::vector<Catalog::Section> sections = AllSections(readers);
  std::erase_if(sections, [](const auto& section) {
    return section.name.empty() || section.article_count == 0;
  });
  return sections;
}

std::optional<Catalog::Section> FindSection(const LanguageReaders& readers, std::string_view name) {
  std::optional<Catalog::Section> found;
  for (const LanguageReader* reader : readers) {
    const Catalog& catalog = reader->catalog();
    for (std::size_t i = 0; i < catalog.section_count(); ++i) {
      const Catalog::Section section = catalog.section(i);
      if (section.name != name || name.empty() || section.article_count == 0) continue;
      if (found) {
        found->article_count += section.article_count;
      } else {
        found = section;
      }
    }
  }
  return found;
}

std::vector<Catalog::Entry> ArticlesInSection(const LanguageReaders& readers, std::string_view name,
                                              std::size_t offset, std::size_t limit) {
  if (readers.size() == 1) {
    return readers.front()->catalog().ArticlesInSection(name, offset, limit);
  }
  // Each catalog is sorted by title, so the first offset + limit of each hold the page of the
  // whole.
  std::vector<Catalog::Entry> merged;
  for (const LanguageReader* reader : readers) {
    const auto articles = reader->catalog().ArticlesInSection(name, 0, offset + limit);
    merged.insert(merged.end(), articles.begin(), articles.end());
  }
  std::stable_sort(merged.begin(), merged.end(),
                   [](const auto& a, const auto& b) { return a.title < b.title; });
  const std::size_t begin = std::min(offset, merged.size());
  const std::size_t end = std::min(begin + limit, merged.size());
  return {merged.begin() + static_cast<std::ptrdiff_t>(begin),
          merged.begin() + static_cast<std::ptrdiff_t>(end)};
}

std::vector<Catalog::Entry> RecentlyUpdated(const LanguageReaders& readers, std::size_t limit) {
  std::vector<Catalog::Entry> merged;
  for (const LanguageReader* reader : readers) {
    const auto recent = reader->catalog().RecentlyUpdated(limit);
    merged.insert(merged.end(), recent.begin(), recent.end());
  }
  std::stable_sort(merged.begin(), merged.end(),
                   [](const auto& a, const auto& b) { return a.updated > b.updated; });
  if (merged.size() > limit) merged.resize(limit);
  return merged;
}

std::size_t RootArticleCount(const LanguageReaders& readers) {
  std::size_t count = 0;
  for (const LanguageReader* reader : readers) count += reader->catalog().size();
  for (const Catalog::Section& section : Sections(readers)) {
    count -= std::min<std::size_t>(count, section.article_count);
  }
  return count;
}

std::string SectionUrl(std::string_view language, std::string_view section) {
  return "/" + EscapeUrl(language) + "/" + EscapeUrl(section) + "/";
}

std::string Excerpt(std::string_view text, std::size_t max_bytes) {
  // White space may shrink, so a little more than needed is taken.
  const std::string line = CollapseWhiteSpace(TruncateUtf8(text, 2 * max_bytes));
  if (line.size() <= max_bytes) return line;
  std::string_view cut = TruncateUtf8(line, max_bytes);
  const std::size_t space = cut.rfind(' ');
  if (space != std::string_view::npos && space > max_bytes / 2) cut = cut.substr(0, space);
  return std::string(cut) + "…";
}

}  // namespace zeroline
