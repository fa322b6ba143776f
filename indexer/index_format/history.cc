#include "indexer/index_format/history.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "index_format_generated.h"
#include "indexer/index_format/record_file.h"

namespace zeroline {
namespace {

constexpr RecordKey kFormatKey = {'Z', 'L', 'h', 'i', 's', 't', 'r', '1'};

// In front of each record.
struct RecordHeader {
  std::uint64_t size;  // of the flat record, padding included
  std::uint64_t checksum;
};
constexpr std::size_t kAlignment = 8;

// Two articles of one key are as likely as two contents of one asset name; a record tells whose it
// is.
RecordKey KeyOf(std::string_view article_id) {
  return RecordKeyOf(XXH3_64bits(article_id.data(), article_id.size()));
}

std::string Decode(const flatbuffers::String* text) {
  return text == nullptr ? std::string() : std::string(text->c_str(), text->size());
}

void Forget(ArticleHistory* history) {
  std::size_t bytes = 0;
  std::size_t kept = 0;
  for (const FormerVersion& version : history->versions) {
    bytes += version.title.size() + version.text.size();
    if (kept == kMaxFormerVersions || bytes > kMaxFormerBytes) break;
    ++kept;
  }
  if (kept < history->versions.size()) {
    history->unknown_until = std::max(history->unknown_until, history->versions[kept].last_build);
    history->versions.resize(kept);
  }
  if (history->anchors.size() > kMaxFormerAnchors) history->anchors.resize(kMaxFormerAnchors);
}

auto EncodeVersion(const FormerVersion& version, flatbuffers::FlatBufferBuilder* builder) {
  std::vector<flatbuffers::Offset<flat::Section>> sections;
  for (const StoredSection& section : version.sections) {
    const auto heading = builder->CreateString(section.heading);
    const auto anchor = builder->CreateString(section.anchor);
    sections.push_back(flat::CreateSection(*builder, heading, anchor, section.level,
                                           section.text_begin, section.text_end));
  }
  const auto name = builder->CreateString(version.version);
  const auto title = builder->CreateString(version.title);
  const auto text = builder->CreateString(version.text);
  const auto all = builder->CreateVector(sections);
  return flat::CreateFormerVersion(*builder, name, version.last_build, version.replaced, title,
                                   text, all);
}

// Sections whose ranges are not in the text, from a file that is not ours, are left out.
FormerVersion DecodeVersion(const flat::FormerVersion& from) {
  FormerVersion version{Decode(from.version()), from.last_build(),   from.replaced(),
                        Decode(from.title()),   Decode(from.text()), {}};
  if (from.sections() == nullptr) return version;
  for (const flat::Section* section : *from.sections()) {
    if (section->text_begin() > section->text_end() || section->text_end() > version.text.size()) {
      continue;
    }
    version.sections.push_back({Decode(section->heading()), Decode(section->anchor()),
                                section->level(), section->text_begin(), section->text_end()});
  }
  return version;
}

ArticleHistory DecodeHistory(const flat::ArticleHistory& from) {
  ArticleHistory history;
  history.unknown_until = from.unknown_until();
  if (from.versions() != nullptr) {
    for (const flat::FormerVersion* version : *from.versions()) {
      history.versions.push_back(DecodeVersion(*version));
    }
  }
  if (from.anchors() != nullptr) {
    for (const flat::FormerAnchor* anchor : *from.anchors()) {
      history.anchors.push_back({Decode(anchor->anchor()), Decode(anchor->section())});
    }
  }
  return history;
}

// The flat record behind the header; empty if a bit of it changed since it was written.
std::string_view Unwrap(std::string_view bytes) {
  RecordHeader header{};
  if (bytes.size() < sizeof(header) + kAlignment) return {};
  std::memcpy(&header, bytes.data(), sizeof(header));
  bytes.remove_prefix(sizeof(header));
  const bool is_whole =
      header.size == bytes.size() && XXH3_64bits(bytes.data(), bytes.size()) == header.checksum;
  return is_whole ? bytes : std::string_view();
}

}  // namespace

std::string EncodeHistory(std::string_view article_id, ArticleHistory history) {
  Forget(&history);
  flatbuffers::FlatBufferBuilder builder(4096);
  std::vector<flatbuffers::Offset<flat::FormerVersion>> versions;
  for (const FormerVersion& version : history.versions) {
    versions.push_back(EncodeVersion(version, &builder));
  }
  std::vector<flatbuffers::Offset<flat::FormerAnchor>> anchors;
  for (const FormerAnchor& anchor : history.anchors) {
    const auto name = builder.CreateString(anchor.anchor);
    const auto section = builder.CreateString(anchor.section);
    anchors.push_back(flat::CreateFormerAnchor(builder, name, section));
  }
  const auto id = builder.CreateString(article_id.data(), article_id.size());
  const auto all_versions = builder.CreateVector(versions);
  const auto all_anchors = builder.CreateVector(anchors);
  // Written even when it is the default, so that the record is always aligned for 8 bytes.
  builder.ForceDefaults(true);
  builder.Finish(
      flat::CreateArticleHistory(builder, id, all_versions, all_anchors, history.unknown_until));
  const std::size_t padded = (builder.GetSize() + kAlignment - 1) / kAlignment * kAlignment;
  std::string bytes(sizeof(RecordHeader) + padded, '\0');
  std::memcpy(bytes.data() + sizeof(RecordHeader), builder.GetBufferPointer(), builder.GetSize());
  const RecordHeader header{padded, XXH3_64bits(bytes.data() + sizeof(RecordHeader), padded)};
  std::memcpy(bytes.data(), &header, sizeof(header));
  return bytes;
}

struct History::Impl {
  std::unique_ptr<RecordFile> file;
};

History::History(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
History::~History() = default;

Result<std::unique_ptr<History>> History::Open(const std::filesystem::path& file) {
  auto opened = RecordFile::Open(file, kFormatKey);
  if (!opened) return tl::unexpected(opened.error());
  return std::unique_ptr<History>(new History(std::make_unique<Impl>(Impl{*std::move(opened)})));
}

Result<ArticleHistory> History::Find(std::string_view article_id) const {
  const std::string_view bytes = FindBytes(article_id);
  if (bytes.empty()) return ArticleHistory{};
  const std::string_view record = Unwrap(bytes);
  flatbuffers::Verifier verifier(reinterpret_cast<const std::uint8_t*>(record.data()),
                                 record.size());
  if (record.empty() || !verifier.VerifyBuffer<flat::ArticleHistory>(nullptr)) {
    return Fail(ErrorCode::kCorrupt, "the history of " + std::string(article_id) + " is damaged");
  }
  const auto& root = *flatbuffers::GetRoot<flat::ArticleHistory>(record.data());
  if (Decode(root.id()) != article_id) return ArticleHistory{};
  return DecodeHistory(root);
}

std::string_view History::FindBytes(std::string_view article_id) const {
  return impl_->file->Find(KeyOf(article_id));
}

struct HistoryWriter::Impl {
  std::unique_ptr<RecordFileWriter> file;
};

HistoryWriter::HistoryWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HistoryWriter::~HistoryWriter() = default;

Result<std::unique_ptr<HistoryWriter>> HistoryWriter::Create(const std::filesystem::path& file) {
  auto created = RecordFileWriter::Create(file, kFormatKey);
  if (!created) return tl::unexpected(created.error());
  return std::unique_ptr<HistoryWriter>(
      new HistoryWriter(std::make_unique<Impl>(Impl{*std::move(created)})));
}

Status HistoryWriter::Add(std::string_view article_id, std::string_view encoded) {
  return impl_->file->Add(KeyOf(article_id), encoded);
}

Status HistoryWriter::Finish() { return impl_->file->Finish(); }

}  // namespace zeroline
