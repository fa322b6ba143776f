#include "indexer/index_format/stored_article.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "index_format_generated.h"

namespace zeroline {
namespace {

// In front of each record. With it a record that was cut, or is not one, is told without reading it
// all; VerifyArticle() reads it all.
struct RecordHeader {
  std::uint32_t magic;
  std::uint32_t size;  // header and padding included
  std::uint64_t checksum;
};
constexpr std::uint32_t kRecordMagic = 0x31415A5A;  // "ZZA1"
constexpr std::size_t kAlignment = 8;

using Strings = flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>;

const flat::Article& Root(const void* root) { return *static_cast<const flat::Article*>(root); }

std::string_view View(const flatbuffers::String* text) {
  return text == nullptr ? std::string_view() : std::string_view(text->c_str(), text->size());
}

template <typename Vector>
std::size_t Size(const Vector* vector) {
  return vector == nullptr ? 0 : vector->size();
}

std::string_view At(const Strings* strings, std::size_t i) {
  return View(strings->Get(static_cast<flatbuffers::uoffset_t>(i)));
}

auto EncodeConfirmed(const StoredArticle& article, flatbuffers::FlatBufferBuilder* builder) {
  std::vector<flatbuffers::Offset<flat::ConfirmedQuestion>> confirmed;
  const std::size_t count = std::min(article.confirmed_questions.size(), kMaxStoredConfirmed);
  for (std::size_t i = 0; i < count; ++i) {
    const StoredConfirmedQuestion& question = article.confirmed_questions[i];
    const auto text = builder->CreateString(question.text);
    confirmed.push_back(flat::CreateConfirmedQuestion(*builder, text, question.count));
  }
  return builder->CreateVector(confirmed);
}

auto EncodeSections(const StoredArticle& article, flatbuffers::FlatBufferBuilder* builder) {
  std::vector<flatbuffers::Offset<flat::Section>> sections;
  sections.reserve(article.sections.size());
  for (const StoredSection& section : article.sections) {
    const auto heading = builder->CreateString(section.heading);
    const auto anchor = builder->CreateString(section.anchor);
    sections.push_back(flat::CreateSection(*builder, heading, anchor, section.level,
                                           section.text_begin, section.text_end));
  }
  return builder->CreateVector(sections);
}

auto EncodeOutdated(const StoredArticle& article, flatbuffers::FlatBufferBuilder* builder) {
  std::vector<flatbuffers::Offset<flat::OutdatedSection>> outdated;
  for (const StoredOutdatedSection& section : article.outdated_sections) {
    const auto heading = builder->CreateString(section.heading);
    const auto anchor = builder->CreateString(section.anchor);
    outdated.push_back(flat::CreateOutdatedSection(*builder, heading, anchor, section.changed));
  }
  return builder->CreateVector(outdated);
}

template <typename Number>
using Numbers = flatbuffers::Offset<flatbuffers::Vector<Number>>;

struct TokenVectors {
  Numbers<std::uint16_t> words;
  Numbers<std::uint32_t> begins;
  Numbers<std::uint16_t> lengths;
};

TokenVectors EncodeTokens(const StoredArticle& article, flatbuffers::FlatBufferBuilder* builder) {
  const std::size_t count = article.tokens.size();
  TokenVectors vectors;
  std::uint16_t* words = nullptr;
  vectors.words = builder->CreateUninitializedVector(count, &words);
  for (std::size_t i = 0; i < count; ++i) words[i] = article.tokens[i].word;
  std::uint32_t* begins = nullptr;
  vectors.begins = builder->CreateUninitializedVector(count, &begins);
  for (std::size_t i = 0; i < count; ++i) begins[i] = article.tokens[i].begin;
  std::uint16_t* lengths = nullptr;
  vectors.lengths = builder->CreateUninitializedVector(count, &lengths);
  for (std::size_t i = 0; i < count; ++i) lengths[i] = article.tokens[i].length;
  return vectors;
}

std::string WithHeader(std::string_view record) {
  const std::size_t padded = (record.size() + kAlignment - 1) / kAlignment * kAlignment;
  std::string bytes(sizeof(RecordHeader) + padded, '\0');
  std::memcpy(bytes.data() + sizeof(RecordHeader), record.data(), record.size());
  RecordHeader header{kRecordMagic, static_cast<std::uint32_t>(bytes.size()), 0};
  header.checksum = XXH3_64bits(bytes.data() + sizeof(RecordHeader), padded);
  std::memcpy(bytes.data(), &header, sizeof(header));
  return bytes;
}

}  // namespace

void StoredWords::Add(std::uint32_t hash, const std::vector<std::uint32_t>& grams) {
  hashes.push_back(hash);
  gram_hashes.insert(gram_hashes.end(), grams.begin(), grams.end());
  gram_begins.push_back(static_cast<std::uint32_t>(gram_hashes.size()));
}

std::string EncodeArticle(const StoredArticle& article) {
  flatbuffers::FlatBufferBuilder builder(4096 + article.html.size() + article.text.size() +
                                         8 * article.tokens.size() + 8 * article.words.size() +
                                         4 * article.words.gram_hashes.size());
  const auto id = builder.CreateString(article.id);
  const auto language = builder.CreateString(article.language);
  const auto audience = builder.CreateString(article.audience);
  const auto path = builder.CreateString(article.path);
  const auto title = builder.CreateString(article.title);
  const auto summary = builder.CreateString(article.summary);
  const auto section = builder.CreateString(article.section);
  const auto tags = builder.CreateVectorOfStrings(article.tags);
  const auto questions = builder.CreateVectorOfStrings(article.questions);
  const auto html = builder.CreateString(article.html);
  const auto text = builder.CreateString(article.text);
  const auto sections = EncodeSections(article, &builder);
  const auto word_hashes = builder.CreateVector(article.words.hashes);
  const auto gram_begins = builder.CreateVector(article.words.gram_begins);
  const auto gram_hashes = builder.CreateVector(article.words.gram_hashes);
  const auto title_words = builder.CreateVector(article.title_words);
  const TokenVectors tokens = EncodeTokens(article, &builder);
  const auto source_path = builder.CreateString(article.source_path);
  const auto confirmed = EncodeConfirmed(article, &builder);
  const auto authors = builder.CreateVectorOfStrings(article.authors);
  const auto original_language = builder.CreateString(article.original_language);
  const auto outdated = EncodeOutdated(article, &builder);
  // Written even when it is the default, so that the record is always aligned for 8 bytes.
  builder.ForceDefaults(true);
  builder.Finish(flat::CreateArticle(
      builder, id, language, audience, path, title, summary, section, tags, questions, html, text,
      sections, word_hashes, gram_begins, gram_hashes, title_words, tokens.words, tokens.begins,
      tokens.lengths, source_path, article.updated, article.deflect, confirmed,
      static_cast<std::uint32_t>(article.confirmed_questions.size()), authors, original_language,
      outdated));
  return WithHeader({reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()});
}

Result<ArticleView> ArticleView::Open(std::string_view bytes) {
  RecordHeader header{};
  if (bytes.size() < sizeof(header) + kAlignment) {
    return Fail(ErrorCode::kCorrupt, "the stored article is cut short");
  }
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (header.magic != kRecordMagic || header.size != bytes.size()) {
    return Fail(ErrorCode::kCorrupt, "the stored article is damaged or cut short");
  }
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % kAlignment != 0) {
    return Fail(ErrorCode::kCorrupt, "the stored article is not aligned");
  }
  return ArticleView(flatbuffers::GetRoot<flat::Article>(bytes.data() + sizeof(header)));
}

Status VerifyArticle(std::string_view bytes) {
  const Result<ArticleView> view = ArticleView::Open(bytes);
  if (!view) return tl::unexpected(view.error());
  RecordHeader header{};
  std::memcpy(&header, bytes.data(), sizeof(header));
  bytes.remove_prefix(sizeof(header));
  if (XXH3_64bits(bytes.data(), bytes.size()) != header.checksum) {
    return Fail(ErrorCode::kCorrupt, "the stored article was changed after it was written");
  }
  flatbuffers::Verifier verifier(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  if (!verifier.VerifyBuffer<flat::Article>(nullptr)) {
    return Fail(ErrorCode::kCorrupt, "the stored article is damaged");
  }
  return {};
}

std::string_view ArticleView::id() const { return View(Root(root_).id()); }
std::string_view ArticleView::language() const { return View(Root(root_).language()); }
std::string_view ArticleView::audience() const { return View(Root(root_).audience()); }
std::string_view ArticleView::path() const { return View(Root(root_).path()); }
std::string_view ArticleView::title() const { return View(Root(root_).title()); }
std::string_view ArticleView::summary() const { return View(Root(root_).summary()); }
std::string_view ArticleView::section() const { return View(Root(root_).section()); }
std::string_view ArticleView::html() const { return View(Root(root_).html()); }
std::string_view ArticleView::text() const { return View(Root(root_).text()); }
std::string_view ArticleView::source_path() const { return View(Root(root_).source_path()); }
std::int64_t ArticleView::updated() const { return Root(root_).updated(); }
bool ArticleView::deflect() const { return Root(root_).deflect(); }

std::size_t ArticleView::author_count() const { return Size(Root(root_).authors()); }
std::string_view ArticleView::author(std::size_t i) const { return At(Root(root_).authors(), i); }
std::string_view ArticleView::original_language() const {
  return View(Root(root_).original_language());
}
std::size_t ArticleView::outdated_section_count() const { return Size(Root(root_).outdated()); }
ArticleView::OutdatedSection ArticleView::outdated_section(std::size_t i) const {
  const flat::OutdatedSection& section =
      *Root(root_).outdated()->Get(static_cast<flatbuffers::uoffset_t>(i));
  return {View(section.heading()), View(section.anchor()), section.changed()};
}

std::size_t ArticleView::tag_count() const { return Size(Root(root_).tags()); }
std::string_view ArticleView::tag(std::size_t i) const { return At(Root(root_).tags(), i); }
std::size_t ArticleView::question_count() const { return Size(Root(root_).questions()); }
std::string_view ArticleView::question(std::size_t i) const {
  return At(Root(root_).questions(), i);
}

std::size_t ArticleView::confirmed_question_count() const { return Root(root_).confirmed_count(); }
std::size_t ArticleView::stored_confirmed_count() const { return Size(Root(root_).confirmed()); }
ArticleView::ConfirmedQuestion ArticleView::confirmed_question(std::size_t i) const {
  const flat::ConfirmedQuestion& question =
      *Root(root_).confirmed()->Get(static_cast<flatbuffers::uoffset_t>(i));
  return {View(question.text()), question.count()};
}

std::size_t ArticleView::section_count() const { return Size(Root(root_).sections()); }

ArticleView::Section ArticleView::section_at(std::size_t i) const {
  const flat::Section& section =
      *Root(root_).sections()->Get(static_cast<flatbuffers::uoffset_t>(i));
  return {View(section.heading()), View(section.anchor()), section.level(), section.text_begin(),
          section.text_end()};
}

std::size_t ArticleView::word_count() const { return Size(Root(root_).word_hashes()); }
const std::uint32_t* ArticleView::word_hashes() const { return Root(root_).word_hashes()->data(); }
const std::uint32_t* ArticleView::gram_begins() const { return Root(root_).gram_begins()->data(); }
const std::uint32_t* ArticleView::gram_hashes() const { return Root(root_).gram_hashes()->data(); }

std::size_t ArticleView::title_token_count() const { return Size(Root(root_).title_words()); }
const std::uint16_t* ArticleView::title_words() const { return Root(root_).title_words()->data(); }

std::size_t ArticleView::token_count() const { return Size(Root(root_).token_words()); }
const std::uint16_t* ArticleView::token_words() const { return Root(root_).token_words()->data(); }
const std::uint32_t* ArticleView::token_begins() const {
  return Root(root_).token_begins()->data();
}
const std::uint16_t* ArticleView::token_lengths() const {
  return Root(root_).token_lengths()->data();
}

StoredArticle ArticleView::Unpack() const {
  StoredArticle article;
  article.id = id();
  article.language = language();
  article.audience = audience();
  article.path = path();
  article.title = title();
  article.summary = summary();
  article.section = section();
  for (std::size_t i = 0; i < tag_count(); ++i) article.tags.emplace_back(tag(i));
  for (std::size_t i = 0; i < question_count(); ++i) article.questions.emplace_back(question(i));
  for (std::size_t i = 0; i < stored_confirmed_count(); ++i) {
    const ConfirmedQuestion question = confirmed_question(i);
    article.confirmed_questions.push_back({std::string(question.text), question.count});
  }
  article.html = html();
  article.text = text();
  for (std::size_t i = 0; i < section_count(); ++i) {
    const Section section = section_at(i);
    article.sections.push_back({std::string(section.heading), std::string(section.anchor),
                                section.level, section.text_begin, section.text_end});
  }
  for (std::size_t i = 0; i < word_count(); ++i) {
    const std::uint32_t* grams = gram_hashes();
    article.words.Add(word_hashes()[i], {grams + gram_begins()[i], grams + gram_begins()[i + 1]});
  }
  article.title_words.assign(title_words(), title_words() + title_token_count());
  for (std::size_t i = 0; i < token_count(); ++i) {
    article.tokens.push_back({token_words()[i], token_begins()[i], token_lengths()[i]});
  }
  article.source_path = source_path();
  article.updated = updated();
  article.deflect = deflect();
  for (std::size_t i = 0; i < author_count(); ++i) article.authors.emplace_back(author(i));
  article.original_language = original_language();
  for (std::size_t i = 0; i < outdated_section_count(); ++i) {
    const OutdatedSection section = outdated_section(i);
    article.outdated_sections.push_back(
        {std::string(section.heading), std::string(section.anchor), section.changed});
  }
  return article;
}

std::string ArticleVersion(std::string_view title, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr int kLength = 8;
  const XXH64_hash_t of_title = XXH3_64bits(title.data(), title.size());
  XXH64_hash_t hash = XXH3_64bits_withSeed(text.data(), text.size(), of_title);
  std::string version;
  for (int i = 0; i < kLength; ++i, hash >>= 4) version += kDigits[hash & 15];
  return version;
}

std::string ArticleVersion(const ArticleView& article) {
  return ArticleVersion(article.title(), article.text());
}

}  // namespace zeroline
