#include "indexer/index_format/synonyms.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "indexer/index_format/flat_file.h"

namespace zeroline {
namespace {

// The record is lines of fields between tabs: hash and fingerprint, then key and others, by key.
constexpr FlatMagic kMagic = "ZLsynnym";

std::string_view FieldAt(std::string_view line, std::size_t* from) {
  const std::size_t end = std::min(line.find('\t', *from), line.size());
  const std::string_view field = line.substr(*from, end - *from);
  *from = end + 1;
  return field;
}

}  // namespace

std::filesystem::path SynonymPath(const std::filesystem::path& build, std::string_view language) {
  return build / "synonyms" / (std::string(language) + ".flat");
}

Status WriteSynonyms(const std::filesystem::path& file, const SynonymContent& content) {
  std::string record = content.source_hash + '\t' + content.fingerprint + '\n';
  for (const auto& [key, others] : content.others) {
    record += key;
    for (const std::string& other : others) record += '\t' + other;
    record += '\n';
  }
  return WriteFlatFile(file, kMagic, record);
}

struct SynonymTable::Impl {
  MappedFile file;
  std::string_view source_hash;
  std::string_view fingerprint;
  std::string_view lines;  // each ends with a newline
};

SynonymTable::SynonymTable(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SynonymTable::~SynonymTable() = default;

Result<std::unique_ptr<SynonymTable>> SynonymTable::Open(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    return Fail(ErrorCode::kNotFound, "there is no " + file.string());
  }
  Result<MappedFile> mapped = MappedFile::Open(file);
  if (!mapped) return tl::unexpected(mapped.error());
  const Result<std::string_view> record =
      FlatRecord(mapped->bytes(), kMagic, FlatCheck::kChecksum, file);
  if (!record) return tl::unexpected(record.error());
  const std::size_t head = record->find('\n');
  if (head == std::string_view::npos || record->back() != '\n') {
    return Fail(ErrorCode::kCorrupt, file.string() + " holds no synonyms");
  }
  auto impl = std::make_unique<Impl>(Impl{*std::move(mapped), {}, {}, record->substr(head + 1)});
  std::size_t from = 0;
  impl->source_hash = FieldAt(record->substr(0, head), &from);
  impl->fingerprint = from > head ? std::string_view() : record->substr(from, head - from);
  return std::unique_ptr<SynonymTable>(new SynonymTable(std::move(impl)));
}

std::string_view SynonymTable::source_hash() const { return impl_->source_hash; }
std::string_view SynonymTable::fingerprint() const { return impl_->fingerprint; }

std::vector<std::string_view> SynonymTable::Find(std::string_view key) const {
  std::vector<std::string_view> others;
  std::string_view lines = impl_->lines;
  // Halves what may hold the key, at the beginning of a line.
  while (!lines.empty()) {
    const std::size_t before = lines.substr(0, lines.size() / 2).rfind('\n');
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = lines.find('\n', begin);
    const std::string_view line = lines.substr(begin, end - begin);
    std::size_t from = 0;
    const std::string_view found = FieldAt(line, &from);
    if (found == key) {
      while (from <= line.size()) others.push_back(FieldAt(line, &from));
      return others;
    }
    lines = found < key ? lines.substr(end + 1) : lines.substr(0, begin);
  }
  return others;
}

}  // namespace zeroline
