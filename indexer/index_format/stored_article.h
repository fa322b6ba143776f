// One article as a build keeps it: everything a page, a result or an API answer needs, so that the
// server never reads Markdown.
//
// StoredArticle is what the writer fills; ArticleView reads the same bytes without copying them.
#ifndef ZEROLINE_INDEXER_INDEX_FORMAT_STORED_ARTICLE_H_
#define ZEROLINE_INDEXER_INDEX_FORMAT_STORED_ARTICLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

// A stretch of the article under one heading. The text before the first heading is a section with
// an empty heading and anchor.
struct StoredSection {
  std::string heading;           // plain text
  std::string anchor;            // id attribute of the heading in `html`
  std::uint8_t level = 0;        // 1..6; 0 for the text before the first heading
  std::uint32_t text_begin = 0;  // byte range of the section, heading included, in `text`
  std::uint32_t text_end = 0;
};

// The distinct words of the article as the analyzer sees them, so that the article is ranked again,
// passage by passage, without analysing it. 8 bytes a word and 4 a gram in the file.
struct StoredWords {
  std::vector<std::uint32_t> hashes;          // HashTerm() of the word-channel term
  std::vector<std::uint32_t> gram_begins{0};  // word i has gram_hashes[gram_begins[i],
  std::vector<std::uint32_t> gram_hashes;     // gram_begins[i + 1]): TokenTerms::gram_hashes

  std::size_t size() const { return hashes.size(); }
  void Add(std::uint32_t hash, const std::vector<std::uint32_t>& grams);
};

// Words beyond this many distinct ones are left out, and their tokens with them.
inline constexpr std::size_t kMaxStoredWords = 65535;

// One token of `text`, so that a snippet is chosen without segmenting the text again. 8 bytes per
// token in the file.
struct StoredToken {
  std::uint16_t word = 0;    // index into StoredArticle::words
  std::uint32_t begin = 0;   // byte offset into `text`
  std::uint16_t length = 0;  // bytes
};

// What readers asked before they said that the article had helped.
struct StoredConfirmedQuestion {
  std::string text;
  std::uint32_t count = 0;  // a power of two: how often about, old confirmations counting less
};

// A record keeps so many of them, for suggestions; all of them count in ranking.
inline constexpr std::size_t kMaxStoredConfirmed = 10;

// A section of the original that changed after the translation of it did.
struct StoredOutdatedSection {
  std::string heading;  // in the original; "" for its beginning
  std::string anchor;   // in the translation, of the section in its place; "" for the beginning
  std::int64_t changed = 0;  // Unix seconds: when the original's section changed
};

struct StoredArticle {
  std::string id;
  std::string language;
  std::string audience;
  std::string path;  // URL below /{lang}/, no leading slash, no extension
  std::string title;
  std::string summary;  // "" if the writer gave none
  std::string section;  // first folder, "" at the root
  std::vector<std::string> tags;
  std::vector<std::string> questions;
  std::vector<StoredConfirmedQuestion> confirmed_questions;  // strongest first
  std::string html;  // the article's main part, sanitised; starts below the title
  std::string text;  // plain text of `html` in reading order, blocks separated by '\n'
  std::vector<StoredSection> sections;  // in order, covering `text`
  StoredWords words;
  std::vector<std::uint16_t> title_words;  // of the title's tokens, in order: indices into `words`
  std::vector<StoredToken> tokens;         // in order of `begin`
  std::string source_path;                 // relative to the articles folder, for "edit" links
  std::int64_t updated = 0;                // Unix seconds of the last change, 0 if unknown
  bool deflect = true;                     // false: `deflect: never`
  std::vector<std::string> authors;        // names, most recent first; never addresses
  // Of a translation: the language it was made from, and what of the original it lags behind. Both
  // say nothing of an original that not all readers of this article may read.
  std::string original_language;
  std::vector<StoredOutdatedSection> outdated_sections;  // in the original's order
};

// Bytes for one record; a multiple of 8 long.
std::string EncodeArticle(const StoredArticle& article);

// Reads all of an encoded article: kCorrupt if a bit of it changed since EncodeArticle(). For tools
// and for carrying a record from build to build; a request's read is ArticleView::Open().
Status VerifyArticle(std::string_view bytes);

// Reads an encoded article in place. Views and spans point into the bytes given to Open() and live
// as long as those. Thread-safe.
class ArticleView {
 public:
  // Fails with kCorrupt if the bytes are no encoded article. `bytes` must be 8-byte aligned.
  static Result<ArticleView> Open(std::string_view bytes);

  std::string_view id() const;
  std::string_view language() const;
  std::string_view audience() const;
  std::string_view path() const;
  std::string_view title() const;
  std::string_view summary() const;
  std::string_view section() const;
  std::string_view html() const;
  std::string_view text() const;
  std::string_view source_path() const;
  std::int64_t updated() const;
  bool deflect() const;

  std::size_t author_count() const;
  std::string_view author(std::size_t i) const;
  std::string_view original_language() const;

  struct OutdatedSection {
    std::string_view heading;
    std::string_view anchor;
    std::int64_t changed = 0;
  };
  std::size_t outdated_section_count() const;
  OutdatedSection outdated_section(std::size_t i) const;

  std::size_t tag_count() const;
  std::string_view tag(std::size_t i) const;
  std::size_t question_count() const;
  std::string_view question(std::size_t i) const;

  struct ConfirmedQuestion {
    std::string_view text;
    std::uint32_t count = 0;
  };
  // All that count for the article; the record keeps the first stored_confirmed_count() of them.
  std::size_t confirmed_question_count() const;
  std::size_t stored_confirmed_count() const;
  ConfirmedQuestion confirmed_question(std::size_t i) const;

  struct Section {
    std::string_view heading;
    std::string_view anchor;
    std::uint8_t level = 0;
    std::uint32_t text_begin = 0;
    std::uint32_t text_end = 0;
  };
  std::size_t section_count() const;
  Section section_at(std::size_t i) const;

  // Word i has the hash word_hashes()[i] and the grams gram_hashes()[gram_begins()[i]] up to
  // gram_begins()[i + 1].
  std::size_t word_count() const;
  const std::uint32_t* word_hashes() const;
  const std::uint32_t* gram_begins() const;  // word_count() + 1 elements
  const std::uint32_t* gram_hashes() const;

  std::size_t title_token_count() const;
  const std::uint16_t* title_words() const;

  // Parallel arrays of token_count() elements.
  std::size_t token_count() const;
  const std::uint16_t* token_words() const;
  const std::uint32_t* token_begins() const;
  const std::uint16_t* token_lengths() const;

  // A copy that owns its strings.
  StoredArticle Unpack() const;

 private:
  explicit ArticleView(const void* root) : root_(root) {}
  const void* root_;
};

// What an article says, in 8 hexadecimal digits: another title or another text is another version,
// markup alone is not. Equal for equal articles, whichever build they are in.
std::string ArticleVersion(std::string_view title, std::string_view text);
std::string ArticleVersion(const ArticleView& article);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_INDEX_FORMAT_STORED_ARTICLE_H_
