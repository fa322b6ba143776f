#include "indexer/index_format/translation_table.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>

#include "indexer/index_format/flat_file.h"

namespace zeroline {
namespace {

constexpr FlatMagic kMagic = "ZLtransl";

// The record: header, terms, entries, texts. All of it is aligned to 4 bytes but the texts.
struct Header {
  std::uint32_t terms = 0;
  std::uint32_t entries = 0;
  std::uint32_t text_bytes = 0;
  std::uint32_t longest_phrase = 0;
};
struct Text {
  std::uint32_t begin = 0;
  std::uint32_t length = 0;
};
struct Term {
  Text text;
  std::uint32_t entries_end = 0;  // its entries begin where those of the term before end
};
struct Entry {
  Text text;
  float probability = 0;
};

class TextPool {
 public:
  Text Add(const std::string& text) {
    const auto [known, is_new] = places_.emplace(
        text,
        Text{static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(text.size())});
    if (is_new) bytes_ += text;
    return known->second;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::map<std::string, Text> places_;
  std::string bytes_;
};

template <typename T>
void Append(const std::vector<T>& items, std::string* record) {
  record->append(reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T));
}

std::size_t CountTerms(std::string_view phrase) {
  return static_cast<std::size_t>(std::count(phrase.begin(), phrase.end(), ' ')) + 1;
}

}  // namespace

std::filesystem::path TranslationsDirectory(const std::filesystem::path& build) {
  return build / "translations";
}

std::filesystem::path TranslationPath(const std::filesystem::path& build, std::string_view from,
                                      std::string_view to) {
  return TranslationsDirectory(build) / (std::string(from) + "-" + std::string(to) + ".flat");
}

Status WriteTranslationTable(const std::filesystem::path& file,
                             std::vector<TranslationEntry> entries) {
  std::stable_sort(
      entries.begin(), entries.end(),
      [](const TranslationEntry& a, const TranslationEntry& b) { return a.from < b.from; });
  Header header;
  TextPool texts;
  std::vector<Term> terms;
  std::vector<Entry> stored;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const TranslationEntry& entry = entries[i];
    if (i == 0 || entries[i - 1].from != entry.from) {
      terms.push_back({texts.Add(entry.from), 0});
      header.longest_phrase =
          std::max(header.longest_phrase, static_cast<std::uint32_t>(CountTerms(entry.from)));
    }
    stored.push_back({texts.Add(entry.to), entry.probability});
    terms.back().entries_end = static_cast<std::uint32_t>(stored.size());
  }
  header.terms = static_cast<std::uint32_t>(terms.size());
  header.entries = static_cast<std::uint32_t>(stored.size());
  header.text_bytes = static_cast<std::uint32_t>(texts.bytes().size());
  std::string record(reinterpret_cast<const char*>(&header), sizeof(header));
  Append(terms, &record);
  Append(stored, &record);
  record += texts.bytes();
  return WriteFlatFile(file, kMagic, record);
}

struct TranslationTable::Impl {
  MappedFile file;
  Header header;
  const Term* terms = nullptr;
  const Entry* entries = nullptr;
  std::string_view texts;

  std::string_view View(Text text) const { return texts.substr(text.begin, text.length); }
  std::uint32_t EntriesBegin(const Term* term) const {
    return term == terms ? 0 : (term - 1)->entries_end;
  }

  bool IsSound() const {
    const auto within = [&](Text text) {
      return text.begin <= texts.size() && text.length <= texts.size() - text.begin;
    };
    for (const Term* term = terms; term != terms + header.terms; ++term) {
      if (!within(term->text) || EntriesBegin(term) > term->entries_end ||
          term->entries_end > header.entries) {
        return false;
      }
    }
    return std::all_of(entries, entries + header.entries,
                       [&](const Entry& entry) { return within(entry.text); });
  }
};

TranslationTable::TranslationTable(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TranslationTable::~TranslationTable() = default;

Result<std::unique_ptr<TranslationTable>> TranslationTable::Open(
    const std::filesystem::path& file) {
  Result<MappedFile> mapped = MappedFile::Open(file);
  if (!mapped) return tl::unexpected(mapped.error());
  const Result<std::string_view> record =
      FlatRecord(mapped->bytes(), kMagic, FlatCheck::kChecksum, file);
  if (!record) return tl::unexpected(record.error());
  auto impl = std::make_unique<Impl>(Impl{std::move(*mapped), {}, nullptr, nullptr, {}});
  const auto corrupt =
      Fail(ErrorCode::kCorrupt, file.string() +
                                    ": this is no translation table; build the index again with "
                                    "zeroline-indexer build");
  if (record->size() < sizeof(Header)) return corrupt;
  std::memcpy(&impl->header, record->data(), sizeof(Header));
  const Header& header = impl->header;
  const std::uint64_t texts = sizeof(Header) + sizeof(Term) * std::uint64_t{header.terms} +
                              sizeof(Entry) * std::uint64_t{header.entries};
  if (texts + header.text_bytes != record->size()) return corrupt;
  impl->terms = reinterpret_cast<const Term*>(record->data() + sizeof(Header));
  impl->entries = reinterpret_cast<const Entry*>(impl->terms + header.terms);
  impl->texts = record->substr(texts);
  if (!impl->IsSound()) return corrupt;
  return std::unique_ptr<TranslationTable>(new TranslationTable(std::move(impl)));
}

std::vector<TranslationTable::Translation> TranslationTable::Find(std::string_view from) const {
  const Term* const end = impl_->terms + impl_->header.terms;
  const Term* const found = std::lower_bound(
      impl_->terms, end, from,
      [&](const Term& term, std::string_view text) { return impl_->View(term.text) < text; });
  std::vector<Translation> translations;
  if (found == end || impl_->View(found->text) != from) return translations;
  for (std::uint32_t i = impl_->EntriesBegin(found); i < found->entries_end; ++i) {
    const Entry& entry = impl_->entries[i];
    translations.push_back({impl_->View(entry.text), entry.probability});
  }
  return translations;
}

std::size_t TranslationTable::size() const { return impl_->header.terms; }
std::size_t TranslationTable::longest_phrase() const { return impl_->header.longest_phrase; }

}  // namespace zeroline
