#include "indexer/index_format/catalog.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "index_format_generated.h"
#include "indexer/index_format/flat_file.h"

namespace zeroline {
namespace {

constexpr FlatMagic kMagic = "ZLcatlog";
using Indices = std::vector<std::uint32_t>;

std::string_view View(const flatbuffers::String* text) {
  return text == nullptr ? std::string_view() : std::string_view(text->c_str(), text->size());
}

template <typename Less>
Indices Ordered(std::size_t count, Less less) {
  Indices indices(count);
  std::iota(indices.begin(), indices.end(), 0u);
  std::stable_sort(indices.begin(), indices.end(), less);
  return indices;
}

// Every section that an article names is there, whether or not it has a page of its own.
void CompleteSections(CatalogContent* content) {
  std::map<std::string, bool> known;
  for (const CatalogSection& section : content->sections) known[section.name] = true;
  for (const CatalogEntry& entry : content->entries) {
    if (entry.section.empty() || known[entry.section]) continue;
    known[entry.section] = true;
    content->sections.push_back({entry.section, entry.section, "", 0, 0});
  }
  std::stable_sort(content->sections.begin(), content->sections.end(),
                   [](const CatalogSection& a, const CatalogSection& b) {
                     return a.weight != b.weight ? a.weight < b.weight : a.title < b.title;
                   });
}

auto EncodeEntries(const CatalogContent& content, flatbuffers::FlatBufferBuilder* builder) {
  std::vector<flatbuffers::Offset<flat::CatalogEntry>> entries;
  for (const CatalogEntry& entry : content.entries) {
    const auto id = builder->CreateString(entry.id);
    const auto path = builder->CreateString(entry.path);
    const auto title = builder->CreateString(entry.title);
    const auto summary = builder->CreateString(entry.summary);
    const auto section = builder->CreateSharedString(entry.section);
    entries.push_back(flat::CreateCatalogEntry(*builder, entry.docid, id, path, title, summary,
                                               section, entry.updated));
  }
  return builder->CreateVector(entries);
}

auto EncodeRedirects(const CatalogContent& content, flatbuffers::FlatBufferBuilder* builder) {
  std::vector<flatbuffers::Offset<flat::CatalogRedirect>> redirects;
  for (const CatalogRedirect& redirect : content.redirects) {
    const auto from = builder->CreateString(redirect.from);
    const auto id = builder->CreateString(redirect.id);
    redirects.push_back(flat::CreateCatalogRedirect(*builder, from, id));
  }
  return builder->CreateVector(redirects);
}

flatbuffers::Offset<flat::Catalog> Encode(const CatalogContent& content,
                                          flatbuffers::FlatBufferBuilder* builder) {
  const std::vector<CatalogEntry>& all = content.entries;
  const Indices by_id = Ordered(all.size(), [&](auto a, auto b) { return all[a].id < all[b].id; });
  const Indices by_time =
      Ordered(all.size(), [&](auto a, auto b) { return all[a].updated > all[b].updated; });
  const Indices by_title =
      Ordered(all.size(), [&](auto a, auto b) { return all[a].title < all[b].title; });
  std::map<std::string_view, Indices> members;
  for (const std::uint32_t i : by_title) members[all[i].section].push_back(i);

  const auto entries = EncodeEntries(content, builder);
  std::vector<flatbuffers::Offset<flat::CatalogSection>> sections;
  for (const CatalogSection& section : content.sections) {
    const auto name = builder->CreateString(section.name);
    const auto title = builder->CreateString(section.title);
    const auto summary = builder->CreateString(section.summary);
    const auto articles = builder->CreateVector(members[section.name]);
    sections.push_back(flat::CreateCatalogSection(*builder, name, title, summary, articles));
  }
  const auto section_vector = builder->CreateVector(sections);
  const auto id_vector = builder->CreateVector(by_id);
  const auto time_vector = builder->CreateVector(by_time);
  const auto unsectioned = builder->CreateVector(members[""]);
  const auto redirects = EncodeRedirects(content, builder);
  return flat::CreateCatalog(*builder, entries, id_vector, time_vector, section_vector, unsectioned,
                             redirects);
}

}  // namespace

Status WriteCatalog(const std::filesystem::path& file, CatalogContent content) {
  std::sort(content.entries.begin(), content.entries.end(),
            [](const CatalogEntry& a, const CatalogEntry& b) { return a.path < b.path; });
  std::sort(content.redirects.begin(), content.redirects.end(),
            [](const CatalogRedirect& a, const CatalogRedirect& b) { return a.from < b.from; });
  CompleteSections(&content);
  flatbuffers::FlatBufferBuilder builder(1 << 16);
  builder.Finish(Encode(content, &builder));
  return WriteFlatFile(
      file, kMagic, {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()});
}

struct Catalog::Impl {
  MappedFile file;
  const flat::Catalog* root;

  Entry EntryAt(std::uint32_t i) const {
    const flat::CatalogEntry& entry = *root->entries()->Get(i);
    return {entry.docid(),         View(entry.id()),      View(entry.path()), View(entry.title()),
            View(entry.summary()), View(entry.section()), entry.updated()};
  }

  // First position in [0, count) whose key is not less than `wanted`; `key(i)` is ascending.
  template <typename Key>
  static std::uint32_t LowerBound(std::uint32_t count, std::string_view wanted, Key key) {
    std::uint32_t begin = 0;
    while (count > 0) {
      const std::uint32_t half = count / 2;
      if (key(begin + half) < wanted) {
        begin += half + 1;
        count -= half + 1;
      } else {
        count = half;
      }
    }
    return begin;
  }
};

Catalog::Catalog(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Catalog::~Catalog() = default;

Result<std::unique_ptr<Catalog>> Catalog::Open(const std::filesystem::path& file) {
  Result<MappedFile> mapped = MappedFile::Open(file);
  if (!mapped) return tl::unexpected(mapped.error());
  const Result<std::string_view> record =
      FlatRecord(mapped->bytes(), kMagic, FlatCheck::kSize, file);
  if (!record) return tl::unexpected(record.error());
  auto impl = std::make_unique<Impl>(
      Impl{std::move(*mapped), flatbuffers::GetRoot<flat::Catalog>(record->data())});
  return std::unique_ptr<Catalog>(new Catalog(std::move(impl)));
}

std::size_t Catalog::size() const { return impl_->root->entries()->size(); }

Catalog::Entry Catalog::entry(std::size_t i) const {
  return impl_->EntryAt(static_cast<std::uint32_t>(i));
}

std::optional<Catalog::Entry> Catalog::FindPath(std::string_view path) const {
  const auto& entries = *impl_->root->entries();
  const std::uint32_t i = Impl::LowerBound(
      entries.size(), path, [&](std::uint32_t at) { return View(entries.Get(at)->path()); });
  if (i == entries.size() || View(entries.Get(i)->path()) != path) return std::nullopt;
  return impl_->EntryAt(i);
}

std::optional<Catalog::Entry> Catalog::FindId(std::string_view id) const {
  const auto& entries = *impl_->root->entries();
  const auto& order = *impl_->root->by_id();
  const auto id_at = [&](std::uint32_t at) { return View(entries.Get(order.Get(at))->id()); };
  const std::uint32_t i = Impl::LowerBound(order.size(), id, id_at);
  if (i == order.size() || id_at(i) != id) return std::nullopt;
  return impl_->EntryAt(order.Get(i));
}

std::optional<std::string_view> Catalog::FindRedirect(std::string_view from) const {
  const auto& redirects = *impl_->root->redirects();
  const std::uint32_t i = Impl::LowerBound(
      redirects.size(), from, [&](std::uint32_t at) { return View(redirects.Get(at)->from()); });
  if (i == redirects.size() || View(redirects.Get(i)->from()) != from) return std::nullopt;
  return View(redirects.Get(i)->id());
}

std::size_t Catalog::section_count() const { return impl_->root->sections()->size(); }

Catalog::Section Catalog::section(std::size_t i) const {
  const flat::CatalogSection& section =
      *impl_->root->sections()->Get(static_cast<std::uint32_t>(i));
  return {View(section.name()), View(section.title()), View(section.summary()),
          section.articles()->size()};
}

std::vector<Catalog::Entry> Catalog::ArticlesInSection(std::string_view name, std::size_t offset,
                                                       std::size_t limit) const {
  const flatbuffers::Vector<std::uint32_t>* members =
      name.empty() ? impl_->root->unsectioned() : nullptr;
  for (const flat::CatalogSection* section : *impl_->root->sections()) {
    if (!name.empty() && View(section->name()) == name) members = section->articles();
  }
  std::vector<Entry> entries;
  const std::size_t count = members == nullptr ? 0 : members->size();
  for (std::size_t i = offset; i < count && entries.size() < limit; ++i) {
    entries.push_back(impl_->EntryAt(members->Get(static_cast<std::uint32_t>(i))));
  }
  return entries;
}

std::vector<Catalog::Entry> Catalog::RecentlyUpdated(std::size_t limit) const {
  std::vector<Entry> entries;
  for (const std::uint32_t i : *impl_->root->by_time()) {
    if (entries.size() == limit) break;
    entries.push_back(impl_->EntryAt(i));
  }
  return entries;
}

}  // namespace zeroline
