#include "indexer/writer/document_terms.h"

#include <xapian.h>

namespace zeroline {

Result<std::vector<DocumentTerm>> ReadDocumentTerms(const std::filesystem::path& database,
                                                    std::uint32_t docid) {
  try {
    const Xapian::Database opened(database.string());
    std::vector<DocumentTerm> terms;
    for (auto term = opened.termlist_begin(docid); term != opened.termlist_end(docid); ++term) {
      terms.push_back({*term, term.get_wdf()});
    }
    return terms;
  } catch (const Xapian::DocNotFoundError&) {
    return Fail(ErrorCode::kNotFound,
                database.string() + " has no document " + std::to_string(docid));
  } catch (const Xapian::Error& error) {
    return Fail(ErrorCode::kCorrupt, database.string() + ": " + error.get_description());
  }
}

}  // namespace zeroline
