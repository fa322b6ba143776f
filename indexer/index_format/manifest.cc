#include "indexer/index_format/manifest.h"

#include "index_format_generated.h"
#include "indexer/index_format/flat_file.h"

namespace zeroline {
namespace {

constexpr FlatMagic kMagic = "ZLmanfst";

using Builder = flatbuffers::FlatBufferBuilder;

// Empty strings and vectors are left out: most fields of most files are empty.
flatbuffers::Offset<flatbuffers::String> Encode(const std::string& text, Builder* builder) {
  return text.empty() ? 0 : builder->CreateString(text);
}

template <typename Record, typename Item, typename EncodeOne>
flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<Record>>> EncodeAll(
    const std::vector<Item>& items, Builder* builder, EncodeOne encode_one) {
  if (items.empty()) return 0;
  std::vector<flatbuffers::Offset<Record>> offsets;
  offsets.reserve(items.size());
  for (const Item& item : items) offsets.push_back(encode_one(item));
  return builder->CreateVector(offsets);
}

auto EncodeStrings(const std::vector<std::string>& texts, Builder* builder) {
  return EncodeAll<flatbuffers::String>(
      texts, builder, [&](const std::string& text) { return builder->CreateString(text); });
}

flatbuffers::Offset<flat::ManifestDiagnostic> EncodeDiagnostic(const ManifestDiagnostic& diagnostic,
                                                               Builder* builder) {
  const auto rule = builder->CreateSharedString(diagnostic.rule);
  const auto message = Encode(diagnostic.message, builder);
  return flat::CreateManifestDiagnostic(*builder, diagnostic.is_error ? 1 : 0, diagnostic.line,
                                        rule, message, diagnostic.column);
}

auto EncodeDiagnostics(const ManifestFile& file, Builder* builder) {
  return EncodeAll<flat::ManifestDiagnostic>(
      file.diagnostics, builder,
      [&](const ManifestDiagnostic& item) { return EncodeDiagnostic(item, builder); });
}

auto EncodeHeadings(const ManifestFile& file, Builder* builder) {
  return EncodeAll<flat::ManifestHeading>(
      file.headings, builder, [&](const ManifestHeading& heading) {
        const auto anchor = Encode(heading.anchor, builder);
        return flat::CreateManifestHeading(*builder, heading.level, anchor, heading.is_explicit);
      });
}

auto EncodeLinks(const ManifestFile& file, Builder* builder) {
  return EncodeAll<flat::ManifestLink>(file.links, builder, [&](const ManifestLink& link) {
    const auto target = Encode(link.target, builder);
    const auto fragment = Encode(link.fragment, builder);
    return flat::CreateManifestLink(*builder, target, fragment, link.line, link.column);
  });
}

auto EncodeAssetUses(const ManifestFile& file, Builder* builder) {
  return EncodeAll<flat::ManifestAssetUse>(
      file.assets, builder, [&](const ManifestAssetUse& asset) {
        const auto path = Encode(asset.path, builder);
        return flat::CreateManifestAssetUse(*builder, path, asset.line, asset.column);
      });
}

auto EncodeFormerNames(const ManifestFile& file, Builder* builder) {
  return EncodeAll<flat::ManifestFormerName>(
      file.former_names, builder, [&](const ManifestFormerName& name) {
        const auto language = builder->CreateSharedString(name.language);
        const auto path = Encode(name.path, builder);
        const auto id = Encode(name.id, builder);
        const auto audience = builder->CreateSharedString(name.audience);
        return flat::CreateManifestFormerName(*builder, language, path, id, audience);
      });
}

auto EncodeRevision(const ManifestRevision& revision, Builder* builder) {
  return flat::CreateManifestRevision(*builder, revision.hash, revision.changed);
}

flatbuffers::Offset<flat::ManifestFile> EncodeFile(const ManifestFile& file, Builder* builder) {
  const auto diagnostics = EncodeDiagnostics(file, builder);
  const auto redirects = EncodeStrings(file.redirects, builder);
  const auto anchors = EncodeStrings(file.anchors, builder);
  const auto headings = EncodeHeadings(file, builder);
  const auto links = EncodeLinks(file, builder);
  const auto assets = EncodeAssetUses(file, builder);
  const auto former_names = EncodeFormerNames(file, builder);
  const auto authors = EncodeStrings(file.authors, builder);
  const auto revisions = EncodeAll<flat::ManifestRevision>(
      file.revisions, builder,
      [&](const ManifestRevision& item) { return EncodeRevision(item, builder); });
  const auto stamp = EncodeRevision(file.stamp, builder);
  const auto path = Encode(file.path, builder);
  const auto language = builder->CreateSharedString(file.language);
  const auto hash = Encode(file.content_hash, builder);
  const auto audience = builder->CreateSharedString(file.audience);
  const auto id = Encode(file.id, builder);
  const auto url_path = Encode(file.url_path, builder);
  const auto title = Encode(file.title, builder);
  const auto summary = Encode(file.summary, builder);
  const auto section = builder->CreateSharedString(file.section);
  const auto owner = builder->CreateSharedString(file.owner);
  const auto review_by = Encode(file.review_by, builder);
  const auto adopted_from = Encode(file.adopted_from, builder);
  const auto confirmed_hash = Encode(file.confirmed_hash, builder);
  return flat::CreateManifestFile(
      *builder, path, language, static_cast<std::uint8_t>(file.kind),
      static_cast<std::uint8_t>(file.outcome), file.size, file.modified_ns, hash, diagnostics,
      audience, file.docid, id, url_path, title, summary, section, file.updated,
      file.updated_is_from_git, file.deflect, redirects, headings, links, assets, owner, review_by,
      file.weight, adopted_from, anchors, file.question_count, file.confirmed_count, confirmed_hash,
      former_names, authors, revisions, stamp);
}

flatbuffers::Offset<flat::ManifestAsset> EncodeAsset(const ManifestAsset& asset, Builder* builder) {
  const auto path = Encode(asset.path, builder);
  const auto name = Encode(asset.name, builder);
  return flat::CreateManifestAsset(*builder, path, asset.size, asset.modified_ns, name);
}

std::string Decode(const flatbuffers::String* text) {
  return text == nullptr ? std::string() : std::string(text->c_str(), text->size());
}

template <typename Item, typename Vector, typename DecodeOne>
std::vector<Item> DecodeAll(const Vector* records, DecodeOne decode_one) {
  std::vector<Item> items;
  if (records == nullptr) return items;
  items.reserve(records->size());
  for (const auto* record : *records) items.push_back(decode_one(*record));
  return items;
}

ManifestDiagnostic DecodeDiagnostic(const flat::ManifestDiagnostic& from) {
  return {from.severity() != 0, from.line(), Decode(from.rule()), Decode(from.message()),
          from.column()};
}

ManifestRevision DecodeRevision(const flat::ManifestRevision& from) {
  return {from.hash(), from.changed()};
}

ManifestFile DecodeFile(const flat::ManifestFile& from) {
  ManifestFile file;
  file.path = Decode(from.path());
  file.language = Decode(from.language());
  file.kind = static_cast<ManifestKind>(from.kind());
  file.outcome = static_cast<ManifestOutcome>(from.outcome());
  file.size = from.size();
  file.modified_ns = from.modified_ns();
  file.content_hash = Decode(from.content_hash());
  file.diagnostics = DecodeAll<ManifestDiagnostic>(from.diagnostics(), DecodeDiagnostic);
  file.audience = Decode(from.audience());
  file.docid = from.docid();
  file.id = Decode(from.id());
  file.url_path = Decode(from.url_path());
  file.title = Decode(from.title());
  file.summary = Decode(from.summary());
  file.section = Decode(from.section());
  file.updated = from.updated();
  file.updated_is_from_git = from.from_git();
  file.deflect = from.deflect();
  const auto decode_string = [](const flatbuffers::String& item) { return Decode(&item); };
  file.redirects = DecodeAll<std::string>(from.redirects(), decode_string);
  file.anchors = DecodeAll<std::string>(from.anchors(), decode_string);
  file.headings =
      DecodeAll<ManifestHeading>(from.headings(), [](const flat::ManifestHeading& item) {
        return ManifestHeading{item.level(), Decode(item.anchor()), item.is_explicit()};
      });
  file.links = DecodeAll<ManifestLink>(from.links(), [](const flat::ManifestLink& item) {
    return ManifestLink{Decode(item.target()), Decode(item.fragment()), item.line(), item.column()};
  });
  file.assets = DecodeAll<ManifestAssetUse>(from.assets(), [](const flat::ManifestAssetUse& item) {
    return ManifestAssetUse{Decode(item.path()), item.line(), item.column()};
  });
  file.owner = Decode(from.owner());
  file.review_by = Decode(from.review_by());
  file.weight = from.weight();
  file.adopted_from = Decode(from.adopted_from());
  file.question_count = from.question_count();
  file.confirmed_count = from.confirmed_count();
  file.confirmed_hash = Decode(from.confirmed_hash());
  file.former_names =
      DecodeAll<ManifestFormerName>(from.former_names(), [](const flat::ManifestFormerName& item) {
        return ManifestFormerName{Decode(item.language()), Decode(item.path()), Decode(item.id()),
                                  Decode(item.audience())};
      });
  file.authors = DecodeAll<std::string>(from.authors(), decode_string);
  file.revisions = DecodeAll<ManifestRevision>(from.revisions(), DecodeRevision);
  if (from.stamp() != nullptr) file.stamp = DecodeRevision(*from.stamp());
  return file;
}

}  // namespace

Status WriteManifest(const std::filesystem::path& file, const Manifest& manifest) {
  Builder builder(1 << 20);
  const auto files = EncodeAll<flat::ManifestFile>(
      manifest.files, &builder,
      [&](const ManifestFile& item) { return EncodeFile(item, &builder); });
  const auto assets = EncodeAll<flat::ManifestAsset>(
      manifest.assets, &builder,
      [&](const ManifestAsset& item) { return EncodeAsset(item, &builder); });
  const auto findings = EncodeAll<flat::ManifestFinding>(
      manifest.findings, &builder, [&](const ManifestFinding& item) {
        const auto path = builder.CreateSharedString(item.path);
        return flat::CreateManifestFinding(builder, path,
                                           EncodeDiagnostic(item.diagnostic, &builder));
      });
  const auto head_commit = Encode(manifest.head_commit, &builder);
  const auto options = Encode(manifest.options, &builder);
  const auto confirmed_hash = Encode(manifest.confirmed_hash, &builder);
  const auto renames_commit = Encode(manifest.renames_commit, &builder);
  builder.Finish(flat::CreateManifest(builder, head_commit, options, files, assets, findings,
                                      confirmed_hash, renames_commit));
  return WriteFlatFile(
      file, kMagic, {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()});
}

Result<Manifest> ReadManifest(const std::filesystem::path& file) {
  const Result<MappedFile> mapped = MappedFile::Open(file);
  if (!mapped) return tl::unexpected(mapped.error());
  // The checksum stands for the structure: bytes that match it are those that WriteManifest()
  // wrote.
  const Result<std::string_view> record =
      FlatRecord(mapped->bytes(), kMagic, FlatCheck::kChecksum, file);
  if (!record) return tl::unexpected(record.error());
  const flat::Manifest& root = *flatbuffers::GetRoot<flat::Manifest>(record->data());
  Manifest manifest;
  manifest.head_commit = Decode(root.head_commit());
  manifest.options = Decode(root.options());
  manifest.confirmed_hash = Decode(root.confirmed_hash());
  manifest.renames_commit = Decode(root.renames_commit());
  manifest.files = DecodeAll<ManifestFile>(root.files(), DecodeFile);
  manifest.assets = DecodeAll<ManifestAsset>(root.assets(), [](const flat::ManifestAsset& item) {
    return ManifestAsset{Decode(item.path()), item.size(), item.modified_ns(), Decode(item.name())};
  });
  manifest.findings =
      DecodeAll<ManifestFinding>(root.findings(), [](const flat::ManifestFinding& item) {
        return ManifestFinding{Decode(item.path()), DecodeDiagnostic(*item.diagnostic())};
      });
  return manifest;
}

}  // namespace zeroline
