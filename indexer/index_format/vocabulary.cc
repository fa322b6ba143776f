#include "indexer/index_format/vocabulary.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "indexer/index_format/flat_file.h"

namespace zeroline {
namespace {

constexpr FlatMagic kMagic = "ZLvocab_";

// The record is a header, the entries in order, the keys in order, and the bytes of all strings.
// Little-endian.
struct Header {
  std::uint64_t words = 0;
  std::uint64_t keys = 0;
  std::uint64_t text_bytes = 0;
};

// At `text` stands the word, and after it the folded form unless it is the same (length 0).
struct Entry {
  std::uint32_t text = 0;
  std::uint32_t articles = 0;
  std::uint16_t word_bytes = 0;
  std::uint16_t folded_bytes = 0;
};

struct KeyEntry {
  std::uint32_t text = 0;
  std::uint32_t bytes = 0;
  std::uint32_t rank = 0;
};

tl::unexpected<Error> Corrupt(const std::filesystem::path& file) {
  return Fail(
      ErrorCode::kCorrupt,
      file.string() + ": its tables do not fit; build the index again with zeroline-indexer build");
}

// The first eight bytes as a number that orders as they do.
std::uint64_t Beginning(std::string_view text) {
  std::uint64_t beginning = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    beginning = beginning << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
  }
  return beginning;
}

struct NewKey {
  std::uint64_t beginning = 0;
  std::string_view latin;
  std::uint32_t rank = 0;

  bool operator<(const NewKey& other) const {
    if (beginning != other.beginning) return beginning < other.beginning;
    const int order = latin.compare(other.latin);
    return order != 0 ? order < 0 : rank < other.rank;
  }
};

std::vector<NewKey> KeysOf(const std::vector<VocabularyWord>& words) {
  std::vector<NewKey> keys;
  for (std::size_t rank = 0; rank < words.size(); ++rank) {
    for (const std::string_view latin : words[rank].latin) {
      keys.push_back({Beginning(latin), latin, static_cast<std::uint32_t>(rank)});
    }
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

template <typename Row>
void AppendRows(const std::vector<Row>& rows, std::string* record) {
  record->append(reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(Row));
}

std::string Encode(const std::vector<VocabularyWord>& words) {
  std::string text;
  std::vector<Entry> entries;
  entries.reserve(words.size());
  for (const VocabularyWord& word : words) {
    const bool is_folded = word.word == word.folded;
    entries.push_back({static_cast<std::uint32_t>(text.size()), word.articles,
                       static_cast<std::uint16_t>(word.word.size()),
                       static_cast<std::uint16_t>(is_folded ? 0 : word.folded.size())});
    text += word.word;
    if (!is_folded) text += word.folded;
  }
  std::vector<KeyEntry> keys;
  for (const NewKey& key : KeysOf(words)) {
    keys.push_back({static_cast<std::uint32_t>(text.size()),
                    static_cast<std::uint32_t>(key.latin.size()), key.rank});
    text += key.latin;
  }
  const Header header = {entries.size(), keys.size(), text.size()};
  std::string record;
  record.reserve(sizeof(header) + entries.size() * sizeof(Entry) + keys.size() * sizeof(KeyEntry) +
                 text.size());
  record.append(reinterpret_cast<const char*>(&header), sizeof(header));
  AppendRows(entries, &record);
  AppendRows(keys, &record);
  record += text;
  return record;
}

}  // namespace

Status WriteVocabulary(const std::filesystem::path& file,
                       const std::vector<VocabularyWord>& words) {
  std::uint64_t bytes = 0;
  for (const VocabularyWord& word : words) {
    if (std::max(word.word.size(), word.folded.size()) > std::numeric_limits<uint16_t>::max()) {
      return Fail(ErrorCode::kInternal, "a word of the vocabulary is too long");
    }
    bytes += word.word.size() + word.folded.size();
    for (const std::string_view latin : word.latin) bytes += latin.size();
  }
  if (bytes > std::numeric_limits<std::uint32_t>::max()) {
    return Fail(ErrorCode::kIo, file.string() + ": a vocabulary cannot hold more than 4 GB");
  }
  return WriteFlatFile(file, kMagic, Encode(words));
}

struct StoredVocabulary::Impl {
  explicit Impl(MappedFile mapped, std::filesystem::path path)
      : file(std::move(mapped)), name(std::move(path)) {}

  // What offset and length say, or nothing if that is outside the file.
  std::string_view Text(std::uint64_t offset, std::size_t bytes) const {
    if (offset + bytes > text.size()) return {};
    return text.substr(offset, bytes);
  }
  Entry EntryAt(std::size_t rank) const {
    Entry entry;
    std::memcpy(&entry, entries + rank * sizeof(entry), sizeof(entry));
    return entry;
  }
  std::string_view Folded(const Entry& entry) const {
    if (entry.folded_bytes == 0) return Text(entry.text, entry.word_bytes);
    return Text(std::uint64_t{entry.text} + entry.word_bytes, entry.folded_bytes);
  }
  std::string_view Word(const Entry& entry) const { return Text(entry.text, entry.word_bytes); }

  MappedFile file;
  std::filesystem::path name;
  const char* entries = nullptr;
  const char* keys = nullptr;
  std::string_view text;
  std::size_t words = 0;
  std::size_t key_count = 0;
};

StoredVocabulary::StoredVocabulary(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
StoredVocabulary::~StoredVocabulary() = default;

Result<std::unique_ptr<StoredVocabulary>> StoredVocabulary::Open(
    const std::filesystem::path& file) {
  Result<MappedFile> mapped = MappedFile::Open(file);
  if (!mapped) return tl::unexpected(mapped.error());
  const Result<std::string_view> record =
      FlatRecord(mapped->bytes(), kMagic, FlatCheck::kSize, file);
  if (!record) return tl::unexpected(record.error());
  Header header;
  if (record->size() < sizeof(header)) return Corrupt(file);
  std::memcpy(&header, record->data(), sizeof(header));
  std::uint64_t left = record->size() - sizeof(header);
  if (header.words > left / sizeof(Entry)) return Corrupt(file);
  left -= header.words * sizeof(Entry);
  if (header.keys > left / sizeof(KeyEntry)) return Corrupt(file);
  left -= header.keys * sizeof(KeyEntry);
  if (header.text_bytes != left) return Corrupt(file);
  auto impl = std::make_unique<Impl>(std::move(*mapped), file);
  impl->words = header.words;
  impl->key_count = header.keys;
  impl->entries = record->data() + sizeof(header);
  impl->keys = impl->entries + header.words * sizeof(Entry);
  impl->text = record->substr(record->size() - header.text_bytes);
  return std::unique_ptr<StoredVocabulary>(new StoredVocabulary(std::move(impl)));
}

Status StoredVocabulary::Verify() const {
  const auto record = FlatRecord(impl_->file.bytes(), kMagic, FlatCheck::kChecksum, impl_->name);
  if (!record) return tl::unexpected(record.error());
  return {};
}

std::size_t StoredVocabulary::size() const { return impl_->words; }

StoredVocabulary::Word StoredVocabulary::at(std::size_t rank) const {
  const Entry entry = impl_->EntryAt(rank);
  return {impl_->Word(entry), impl_->Folded(entry), entry.articles};
}

std::string_view StoredVocabulary::folded_at(std::size_t rank) const {
  return impl_->Folded(impl_->EntryAt(rank));
}

std::uint32_t StoredVocabulary::Find(std::string_view word, std::string_view folded) const {
  for (std::size_t rank = LowerBound(folded, 0); rank < size(); ++rank) {
    const Word found = at(rank);
    if (found.folded != folded) break;
    if (found.word == word) return found.articles;
  }
  return 0;
}

StoredVocabulary::Range StoredVocabulary::WithFolded(std::string_view folded) const {
  const std::size_t first = LowerBound(folded, 0);
  std::size_t end = first;
  while (end < size() && folded_at(end) == folded) ++end;
  return {first, end};
}

std::size_t StoredVocabulary::LowerBound(std::string_view folded, std::size_t begin) const {
  // Steps that double find an interval around the place, halving finds the place.
  std::size_t step = 1;
  std::size_t low = begin;  // everything before it is less
  std::size_t high = begin;
  while (high < size() && folded_at(high) < folded) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  high = std::min(high, size());
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (folded_at(middle) < folded) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::size_t StoredVocabulary::key_count() const { return impl_->key_count; }

StoredVocabulary::Key StoredVocabulary::key_at(std::size_t i) const {
  KeyEntry entry;
  std::memcpy(&entry, impl_->keys + i * sizeof(entry), sizeof(entry));
  if (entry.rank >= size()) return {};
  return {impl_->Text(entry.text, entry.bytes), entry.rank};
}

StoredVocabulary::Range StoredVocabulary::WithLatin(std::string_view latin) const {
  std::size_t low = 0;
  std::size_t high = key_count();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (key_at(middle).latin < latin) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  std::size_t end = low;
  while (end < key_count() && key_at(end).latin == latin) ++end;
  return {low, end};
}

}  // namespace zeroline
