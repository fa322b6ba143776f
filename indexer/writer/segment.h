// A batch of documents turned inside out: term -> documents, and document -> terms, both sorted.
// What databases are made of, whether they are written from nothing or brought up to date.
#ifndef ZEROLINE_INDEXER_WRITER_SEGMENT_H_
#define ZEROLINE_INDEXER_WRITER_SEGMENT_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace zeroline {

// Bytes of many strings in a few big blocks. Views stay valid while the arena lives, also when it
// moves.
class StringArena {
 public:
  std::string_view Add(std::string_view text);

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t used_ = 0;
  std::size_t capacity_ = 0;
};

// Immutable, movable; thread-safe to read.
struct Segment {
  struct Posting {
    std::uint32_t docid = 0;
    std::uint32_t wdf = 0;
  };
  struct DocumentTerm {
    std::uint32_t term = 0;  // index into `terms`
    std::uint32_t wdf = 0;
  };
  struct Document {
    std::uint32_t docid = 0;
    std::uint32_t length = 0;  // sum of its wdf
    std::size_t begin = 0;     // its terms are document_terms[begin, end), ascending
    std::size_t end = 0;
  };

  std::vector<std::string_view> terms;   // ascending by bytes
  std::vector<std::size_t> term_begins;  // postings of term i: [term_begins[i], term_begins[i + 1])
  std::vector<Posting> postings;         // of one term ascending by docid
  std::vector<Document> documents;       // ascending by docid
  std::vector<DocumentTerm> document_terms;
  StringArena arena;  // holds `terms`
};

// Not thread-safe. Documents must come in ascending order of docid.
class SegmentBuilder {
 public:
  SegmentBuilder();

  void BeginDocument(std::uint32_t docid);
  // Counts add up when a term comes again. A term with wdf 0 is found but does not count.
  void Add(std::string_view term, std::uint32_t wdf);
  void EndDocument();

  // The builder is empty afterwards.
  Segment Finish();

 private:
  struct Known {
    std::string_view text;
    std::uint64_t hash = 0;
    std::uint32_t document = 0;  // the last one (counted from 1) that had the term,
    std::uint32_t place = 0;     // and where in document_terms its count is
  };

  std::uint32_t FindOrAdd(std::string_view term);
  void Grow();

  Segment segment_;
  std::vector<Known> known_;
  std::vector<std::uint32_t> slots_;  // open addressing: index into known_ plus 1, 0 if free
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_WRITER_SEGMENT_H_
