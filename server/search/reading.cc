#include "server/search/reading.h"

#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace zeroline {

Result<SearchDatabases> BorrowDatabases(const Snapshot& snapshot,
                                        const std::vector<const LanguageReader*>& readers) {
  auto text = snapshot.databases().Borrow(readers, "text");
  if (!text) return tl::unexpected(text.error());
  auto titles = snapshot.databases().Borrow(readers, "titles");
  if (!titles) return tl::unexpected(titles.error());
  return SearchDatabases{*std::move(text), *std::move(titles)};
}

std::vector<std::uint32_t> FindDocuments(const std::vector<std::string>& ids,
                                         const std::vector<const LanguageReader*>& readers) {
  const auto count = static_cast<std::uint32_t>(readers.size());
  std::vector<std::uint32_t> documents;
  for (const std::string& id : ids) {
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto entry = readers[i]->catalog().FindId(id);
      if (entry) documents.push_back((entry->docid - 1) * count + i + 1);
    }
  }
  return documents;
}

double KnownShare(const Reading& reading, const QueryTerms& terms) {
  const Xapian::Database& text = reading.databases.text->xapian();
  const double documents = text.get_doccount();
  double known = 0;
  double all = 0;
  for (const QueryTerm& word : terms.words) {
    double frequency = text.get_termfreq(word.term);
    // A word that only a confirmed question has.
    if (frequency == 0) {
      frequency = reading.databases.titles->xapian().get_termfreq(word.term);
    }
    const double weight = std::log((documents + 1) / (frequency + 0.5));
    all += weight;
    if (frequency > 0) known += weight;
  }
  return all > 0 ? known / all : 0;
}

bool LooksMisspelt(const Reading& reading, const QueryTerms& terms) {
  const Xapian::Database& text = reading.databases.text->xapian();
  const auto known =
      std::count_if(terms.grams.begin(), terms.grams.end(),
                    [&](const QueryTerm& gram) { return text.term_exists(gram.term); });
  return 3 * static_cast<std::size_t>(known) > terms.grams.size();
}

}  // namespace zeroline
