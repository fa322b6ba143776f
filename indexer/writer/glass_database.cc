#include "indexer/writer/glass_database.h"

#include <algorithm>
#include <array>
#include <optional>
#include <queue>
#include <random>
#include <string>

#include "indexer/writer/file_operations.h"
#include "indexer/writer/glass_table.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

// Xapian starts a new chunk of a posting list when one has grown to this many bytes.
constexpr std::size_t kChunkBytes = 2000;
// Tags longer than this are compressed when Xapian rewrites them, in the tables that compress at
// all.
constexpr std::uint32_t kCompressMin = 18;

void PackUint(std::uint64_t value, std::string* out) {
  for (; value >= 0x80; value >>= 7) out->push_back(static_cast<char>(value | 0x80));
  out->push_back(static_cast<char>(value));
}

// Sorts as bytes like the numbers do: two bytes below 2^15; else a first byte that says by its
// leading ones how many follow.
void PackSortable(std::uint32_t value, std::string* out) {
  if (value < 0x8000) {
    out->push_back(static_cast<char>(value >> 8));
    out->push_back(static_cast<char>(value));
    return;
  }
  unsigned length = 3;
  for (std::uint32_t rest = value >> 22; rest != 0; rest >>= 7) ++length;
  const std::uint32_t mask = (0xFFu << (10 - length)) & 0xFFu;
  for (unsigned i = length; i-- > 0;) {
    const std::uint32_t byte = 8 * i < 32 ? value >> (8 * i) : 0;
    out->push_back(static_cast<char>(i == length - 1 ? (byte | mask) : byte));
  }
}

std::string DocidKey(std::uint32_t docid) {
  std::string key;
  PackSortable(docid, &key);
  return key;
}

// Zero bytes inside a term are marked, so that a zero byte alone ends it. The first chunk's key has
// no end.
std::string TermKey(std::string_view term) {
  std::string key;
  for (const char c : term) {
    key.push_back(c);
    if (c == '\0') key.push_back('\xff');
  }
  return key;
}

const std::string kLengthsKey("\x00\xe0", 2);

// Writes one posting list, chunk by chunk. `head` goes in front of the first chunk; `key` names the
// first chunk, `later_key` and the first docid the others.
class ChunkWriter {
 public:
  ChunkWriter(GlassTableWriter* table, std::string head, std::string key, std::string later_key)
      : table_(table),
        head_(std::move(head)),
        key_(std::move(key)),
        later_key_(std::move(later_key)) {}

  void Add(std::uint32_t docid, std::uint32_t wdf) {
    if (empty_) {
      empty_ = false;
      first_ = docid;
    } else if (body_.size() >= kChunkBytes) {
      Flush(false);
      body_.clear();
      first_ = docid;
      key_ = later_key_;
      PackSortable(docid, &key_);
      head_.clear();
    } else {
      PackUint(docid - last_ - 1, &body_);
    }
    last_ = docid;
    PackUint(wdf, &body_);
  }

  void Flush(bool is_last) {
    std::string tag = head_;
    tag.push_back(is_last ? '1' : '0');
    PackUint(last_ - first_, &tag);
    tag += body_;
    table_->Add(key_, tag);
  }

 private:
  GlassTableWriter* table_;
  std::string head_;
  std::string key_;
  std::string later_key_;
  std::string body_;
  bool empty_ = true;
  std::uint32_t first_ = 0;
  std::uint32_t last_ = 0;
};

std::string ListHead(std::uint64_t documents, std::uint64_t occurrences, std::uint32_t first) {
  std::string head;
  PackUint(documents, &head);
  PackUint(occurrences, &head);
  PackUint(first - 1, &head);
  return head;
}

struct Statistics {
  std::uint32_t documents = 0;
  std::uint32_t last_docid = 0;
  std::uint64_t total_length = 0;
  std::uint32_t shortest = 0;  // of the documents that have any length
  std::uint32_t longest = 0;
  std::uint32_t max_wdf = 0;
};

using Segments = std::vector<const Segment*>;

Statistics Collect(const Segments& segments) {
  Statistics statistics;
  for (const Segment* segment : segments) {
    for (const Segment::Document& document : segment->documents) {
      ++statistics.documents;
      statistics.last_docid = document.docid;
      statistics.total_length += document.length;
      statistics.longest = std::max(statistics.longest, document.length);
      if (document.length > 0 &&
          (statistics.shortest == 0 || document.length < statistics.shortest)) {
        statistics.shortest = document.length;
      }
    }
    for (const Segment::Posting& posting : segment->postings) {
      statistics.max_wdf = std::max(statistics.max_wdf, posting.wdf);
    }
  }
  return statistics;
}

// The lengths of all documents are a posting list too, one that counts nothing in its head.
void AddLengths(const Segments& segments, GlassTableWriter* table) {
  std::optional<ChunkWriter> chunks;
  for (const Segment* segment : segments) {
    for (const Segment::Document& document : segment->documents) {
      if (!chunks) chunks.emplace(table, ListHead(0, 0, document.docid), kLengthsKey, kLengthsKey);
      chunks->Add(document.docid, document.length);
    }
  }
  if (chunks) chunks->Flush(true);
}

// Where one segment stands in the merge of all.
struct Cursor {
  const Segment* segment;
  std::size_t order;
  std::size_t term = 0;
  std::string_view text() const { return segment->terms[term]; }
};

// Smallest term first; of one term, the earlier docids first.
struct Later {
  bool operator()(const Cursor& a, const Cursor& b) const {
    const int compared = a.text().compare(b.text());
    return compared != 0 ? compared > 0 : a.order > b.order;
  }
};

void AddTerm(const std::vector<Cursor>& same, GlassTableWriter* table) {
  std::uint64_t documents = 0;
  std::uint64_t occurrences = 0;
  for (const Cursor& cursor : same) {
    const std::vector<std::size_t>& begins = cursor.segment->term_begins;
    documents += begins[cursor.term + 1] - begins[cursor.term];
    for (std::size_t i = begins[cursor.term]; i < begins[cursor.term + 1]; ++i) {
      occurrences += cursor.segment->postings[i].wdf;
    }
  }
  const Cursor& front = same.front();
  const std::uint32_t first = front.segment->postings[front.segment->term_begins[front.term]].docid;
  const std::string key = TermKey(front.text());
  ChunkWriter chunks(table, ListHead(documents, occurrences, first), key, key + '\0');
  for (const Cursor& cursor : same) {
    const std::vector<std::size_t>& begins = cursor.segment->term_begins;
    for (std::size_t i = begins[cursor.term]; i < begins[cursor.term + 1]; ++i) {
      chunks.Add(cursor.segment->postings[i].docid, cursor.segment->postings[i].wdf);
    }
  }
  chunks.Flush(true);
}

void AddTerms(const Segments& segments, GlassTableWriter* table) {
  std::priority_queue<Cursor, std::vector<Cursor>, Later> queue;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (!segments[i]->terms.empty()) queue.push({segments[i], i});
  }
  std::vector<Cursor> same;
  while (!queue.empty()) {
    same.clear();
    do {
      same.push_back(queue.top());
      queue.pop();
    } while (!queue.empty() && queue.top().text() == same.front().text());
    AddTerm(same, table);
    for (Cursor cursor : same) {
      if (++cursor.term < cursor.segment->terms.size()) queue.push(cursor);
    }
  }
}

// A document's terms in order, each without what it shares with the one before. A small count goes
// into the byte that says how much is shared.
std::string TermList(const Segment& segment, const Segment::Document& document) {
  std::string tag;
  if (document.begin == document.end) return tag;
  PackUint(document.length, &tag);
  PackUint(document.end - document.begin, &tag);
  std::string_view previous;
  for (std::size_t i = document.begin; i < document.end; ++i) {
    const std::string_view term = segment.terms[segment.document_terms[i].term];
    const std::uint32_t wdf = segment.document_terms[i].wdf;
    if (i == document.begin) {
      tag.push_back(static_cast<char>(term.size()));
      tag += term;
      PackUint(wdf, &tag);
      previous = term;
      continue;
    }
    const auto differ = std::mismatch(previous.begin(), previous.end(), term.begin(), term.end());
    const auto shared = static_cast<std::size_t>(differ.second - term.begin());
    const std::size_t packed = wdf < 127 ? (wdf + 1) * (previous.size() + 1) + shared : 256;
    tag.push_back(static_cast<char>(packed < 256 ? packed : shared));
    tag.push_back(static_cast<char>(term.size() - shared));
    tag += term.substr(shared);
    if (packed >= 256) PackUint(wdf, &tag);
    previous = term;
  }
  return tag;
}

Result<GlassRoot> WritePostings(const fs::path& directory, const Segments& segments) {
  auto table = GlassTableWriter::Create(directory / "postlist.glass");
  if (!table) return tl::unexpected(table.error());
  AddLengths(segments, table->get());
  AddTerms(segments, table->get());
  return (*table)->Finish();
}

Result<GlassRoot> WriteTermLists(const fs::path& directory, const Segments& segments) {
  auto table = GlassTableWriter::Create(directory / "termlist.glass");
  if (!table) return tl::unexpected(table.error());
  for (const Segment* segment : segments) {
    for (const Segment::Document& document : segment->documents) {
      (*table)->Add(DocidKey(document.docid), TermList(*segment, document));
    }
  }
  return (*table)->Finish();
}

void PackRoot(const GlassRoot& root, std::uint32_t compress_min, std::string* out) {
  PackUint(root.block, out);
  const bool is_empty = root.blocks == 0;
  PackUint(root.level << 2 | (is_empty ? 3u : 0u),
           out);  // empty: sequential, with an imagined root
  PackUint(root.entries, out);
  PackUint(kGlassBlockSize >> 11, out);
  PackUint(compress_min, out);
  std::string free_list;
  if (!is_empty) {
    PackUint(1, &free_list);  // revision
    PackUint(root.blocks, &free_list);
    free_list.append(4, '\0');  // no free blocks
  }
  PackUint(free_list.size(), out);
  *out += free_list;
}

std::string VersionFile(const GlassRoot& postings, const GlassRoot& term_lists,
                        const Statistics& statistics) {
  std::string bytes("\x0f\x0dXapian Glass\x04\x6e", 16);
  std::random_device random;
  std::array<unsigned char, 16> uuid{};
  for (unsigned char& byte : uuid) byte = static_cast<unsigned char>(random());
  uuid[6] = static_cast<unsigned char>((uuid[6] & 0x0F) | 0x40);
  uuid[8] = static_cast<unsigned char>((uuid[8] & 0x3F) | 0x80);
  bytes.append(reinterpret_cast<const char*>(uuid.data()), uuid.size());
  PackUint(1, &bytes);  // revision
  PackRoot(postings, 0, &bytes);
  PackRoot({}, kCompressMin, &bytes);  // document data
  PackRoot(term_lists, kCompressMin, &bytes);
  PackRoot({}, 0, &bytes);             // positions
  PackRoot({}, kCompressMin, &bytes);  // spelling
  PackRoot({}, kCompressMin, &bytes);  // synonyms
  PackUint(statistics.documents, &bytes);
  PackUint(statistics.last_docid - statistics.documents, &bytes);
  PackUint(statistics.shortest, &bytes);
  PackUint(statistics.max_wdf, &bytes);
  PackUint(statistics.longest - statistics.max_wdf, &bytes);
  PackUint(0, &bytes);  // oldest changeset
  PackUint(statistics.total_length, &bytes);
  PackUint(0, &bytes);  // spelling word frequency
  return bytes;
}

}  // namespace

Status WriteGlassDatabase(const fs::path& directory, const Segments& segments) {
  if (Status made = MakeDirectory(directory); !made) return made;
  const Result<GlassRoot> postings = WritePostings(directory, segments);
  if (!postings) return tl::unexpected(postings.error());
  const Result<GlassRoot> term_lists = WriteTermLists(directory, segments);
  if (!term_lists) return tl::unexpected(term_lists.error());
  // Last, so that a folder that was not finished is no database.
  return WriteSynced(directory / "iamglass",
                     VersionFile(*postings, *term_lists, Collect(segments)));
}

}  // namespace zeroline
