// What a database says of one document, for people who want to see it.
#ifndef ZEROLINE_INDEXER_WRITER_DOCUMENT_TERMS_H_
#define ZEROLINE_INDEXER_WRITER_DOCUMENT_TERMS_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

struct DocumentTerm {
  std::string term;
  std::uint32_t wdf = 0;
};

// Ascending by term. kNotFound if there is no such document, kCorrupt if the database cannot be
// read.
Result<std::vector<DocumentTerm>> ReadDocumentTerms(const std::filesystem::path& database,
                                                    std::uint32_t docid);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_WRITER_DOCUMENT_TERMS_H_
