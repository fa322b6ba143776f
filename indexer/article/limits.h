// How much one article may ask of us. Each limit lies far above what people write and far below
// what would make one file slow the build down; past it the file fails with a message, the build
// goes on.
#ifndef ZEROLINE_INDEXER_ARTICLE_LIMITS_H_
#define ZEROLINE_INDEXER_ARTICLE_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace zeroline {

// Block quotes, list levels, emphasis and HTML elements inside one another. The deepest of 16,000
// real articles has 11; a browser's own limit is 512.
inline constexpr int kMaxNesting = 100;

// Rows of one table: more is a data set, and an attachment serves its readers better.
inline constexpr std::size_t kMaxTableRows = 20'000;
inline constexpr std::size_t kMaxTableColumns = 256;
// Rows times columns: cmark fills short rows with empty cells, so a few bytes can ask for
// gigabytes.
inline constexpr std::size_t kMaxTableCells = 500'000;

// Front matter, in bytes. Real ones have less than 4 KiB.
inline constexpr std::size_t kMaxFrontMatterBytes = 64 * 1024;

// Steps that cmark-gfm's quadratic cases may cost: occurrences times bytes of the paragraph they
// stand in. Measured at 0.4 ns (kMaxScanSteps) and 100 ns (kMaxTableScanSteps) a step, so each
// stays below half a second.
inline constexpr std::uint64_t kMaxScanSteps = 1'000'000'000;
inline constexpr std::uint64_t kMaxTableScanSteps = 4'000'000;

// Container markers ("> > - ") at the start of one line, before Markdown is parsed; well above
// kMaxNesting, because a row of "- - - -" may be a rule and not a list.
inline constexpr int kMaxLineMarkers = 1000;

// Bytes that link reference definitions may grow to when each use repeats the longest of them.
inline constexpr std::uint64_t kMaxReferenceBytes = 64u << 20;

// Bytes of one raw HTML tag, and raw tags of one article.
inline constexpr std::size_t kMaxTagBytes = 64 * 1024;
inline constexpr std::size_t kMaxRawTags = 200'000;

// Warnings about one article: more of them repeat themselves.
inline constexpr int kMaxWarnings = 100;

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_LIMITS_H_
