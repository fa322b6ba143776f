#include "indexer/index_format/article_store.h"

#include <utility>

#include "indexer/index_format/record_file.h"

namespace zeroline {
namespace {

// No docid has this key: the last four bytes of theirs are zero.
constexpr RecordKey kFormatKey = {'Z', 'L', 's', 't', 'o', 'r', 'e', '1'};

}  // namespace

struct ArticleStore::Impl {
  std::unique_ptr<RecordFile> file;
};

ArticleStore::ArticleStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ArticleStore::~ArticleStore() = default;

Result<std::unique_ptr<ArticleStore>> ArticleStore::Open(const std::filesystem::path& file) {
  auto opened = RecordFile::Open(file, kFormatKey);
  if (!opened) return tl::unexpected(opened.error());
  return std::unique_ptr<ArticleStore>(
      new ArticleStore(std::make_unique<Impl>(Impl{*std::move(opened)})));
}

Result<ArticleView> ArticleStore::Find(std::uint32_t docid) const {
  const std::string_view bytes = FindBytes(docid);
  if (bytes.empty()) {
    return Fail(ErrorCode::kNotFound, "no article has the number " + std::to_string(docid));
  }
  return ArticleView::Open(bytes);
}

std::string_view ArticleStore::FindBytes(std::uint32_t docid) const {
  return impl_->file->Find(RecordKeyOf(docid));
}

struct ArticleStoreWriter::Impl {
  std::unique_ptr<RecordFileWriter> file;
};

ArticleStoreWriter::ArticleStoreWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ArticleStoreWriter::~ArticleStoreWriter() = default;

Result<std::unique_ptr<ArticleStoreWriter>> ArticleStoreWriter::Create(
    const std::filesystem::path& file) {
  auto created = RecordFileWriter::Create(file, kFormatKey);
  if (!created) return tl::unexpected(created.error());
  return std::unique_ptr<ArticleStoreWriter>(
      new ArticleStoreWriter(std::make_unique<Impl>(Impl{*std::move(created)})));
}

Status ArticleStoreWriter::Add(std::uint32_t docid, std::string_view encoded) {
  return impl_->file->Add(RecordKeyOf(docid), encoded);
}

Status ArticleStoreWriter::Finish() { return impl_->file->Finish(); }

}  // namespace zeroline
