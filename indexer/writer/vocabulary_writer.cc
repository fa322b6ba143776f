#include "indexer/writer/vocabulary_writer.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "indexer/index_format/article_store.h"
#include "indexer/index_format/vocabulary.h"
#include "indexer/language/analyzer.h"
#include "indexer/language/transliteration.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

// A word and by how many articles its count changes.
struct Change {
  std::string_view word;
  std::string_view folded;
  std::int64_t articles = 0;
};

class Changes {
 public:
  enum class Sign { kAdd, kTakeAway };

  // `counts` outlive the changes.
  void Apply(const WordCounts& counts, Sign sign) {
    places_.reserve(places_.size() + counts.words.size());
    for (const WordCounts::Word& word : counts.words) {
      const auto [place, is_new] = places_.emplace(word.word, changes_.size());
      if (is_new) changes_.push_back({word.word, word.folded, 0});
      const std::int64_t articles = word.articles;
      changes_[place->second].articles += sign == Sign::kAdd ? articles : -articles;
    }
  }

  // In the order of the file; empty afterwards.
  std::vector<Change> TakeSorted() {
    places_.clear();
    std::sort(changes_.begin(), changes_.end(), [](const Change& a, const Change& b) {
      return ComesBefore(a.folded, a.word, b.folded, b.word);
    });
    return std::exchange(changes_, {});
  }

 private:
  std::unordered_map<std::string_view, std::size_t> places_;
  std::vector<Change> changes_;
};

// Makes the rows of a file; owns the keys that are not in an old one.
class Rows {
 public:
  explicit Rows(std::string language) : language_(std::move(language)) {}

  void AddNew(const Change& change) {
    VocabularyWord row{change.word, change.folded, {}, static_cast<std::uint32_t>(change.articles)};
    for (std::string& key : LatinKeysOfWord(change.word, language_)) {
      row.latin.push_back(keys_.emplace_back(std::move(key)));
    }
    rows_.push_back(std::move(row));
  }
  void Add(VocabularyWord row) { rows_.push_back(std::move(row)); }

  const std::vector<VocabularyWord>& rows() const { return rows_; }

 private:
  const std::string language_;
  std::deque<std::string> keys_;
  std::vector<VocabularyWord> rows_;
};

std::string LanguageOf(const std::vector<ArticleBatch>& batches) {
  return batches.empty() ? std::string() : batches.front().language;
}

// The words of articles as the last build had them, counted by the same analysis that counted them
// then: an update goes on only from builds of the same analyzer.
Result<WordCounts> CountOldWords(const fs::path& articles, const std::vector<ArticleBatch>& batches,
                                 const std::vector<std::uint32_t>& removed) {
  const auto store = ArticleStore::Open(articles);
  if (!store) return tl::unexpected(store.error());
  std::vector<std::uint32_t> docids = removed;
  for (const ArticleBatch& batch : batches) {
    for (const auto& [docid, encoded] : batch.records) docids.push_back(docid);
  }
  std::unique_ptr<Analyzer> analyzer;
  std::unique_ptr<ArticleBatchBuilder> builder;
  for (const std::uint32_t docid : docids) {
    const std::string_view bytes = (*store)->FindBytes(docid);
    if (bytes.empty()) continue;  // it is new
    if (Status sound = VerifyArticle(bytes); !sound) return tl::unexpected(sound.error());
    const Result<ArticleView> article = ArticleView::Open(bytes);
    if (!article) return tl::unexpected(article.error());
    if (builder == nullptr) {
      Result<std::unique_ptr<Analyzer>> made = Analyzer::Create(article->language());
      if (!made) return tl::unexpected(made.error());
      analyzer = *std::move(made);
      builder = std::make_unique<ArticleBatchBuilder>(analyzer.get());
    }
    builder->CountWords(article->Unpack());
  }
  return builder == nullptr ? WordCounts() : builder->Finish().words;
}

tl::unexpected<Error> DoesNotFit(const fs::path& file) {
  return Fail(ErrorCode::kCorrupt, file.string() + " does not fit the articles beside it");
}

// The old rows in order, with their keys.
std::vector<VocabularyWord> OldRows(const StoredVocabulary& old) {
  std::vector<VocabularyWord> rows;
  rows.reserve(old.size());
  for (std::size_t rank = 0; rank < old.size(); ++rank) {
    const StoredVocabulary::Word word = old.at(rank);
    rows.push_back({word.word, word.folded, {}, word.articles});
  }
  for (std::size_t i = 0; i < old.key_count(); ++i) {
    const StoredVocabulary::Key key = old.key_at(i);
    rows[key.rank].latin.push_back(key.latin);
  }
  return rows;
}

Status Merge(std::vector<VocabularyWord> old, const std::vector<Change>& changes,
             const fs::path& file, Rows* rows) {
  auto change = changes.begin();
  for (VocabularyWord& word : old) {
    for (; change != changes.end() &&
           ComesBefore(change->folded, change->word, word.folded, word.word);
         ++change) {
      if (change->articles < 0) return DoesNotFit(file);
      if (change->articles > 0) rows->AddNew(*change);
    }
    if (change != changes.end() && change->word == word.word) {
      const std::int64_t articles = word.articles + change->articles;
      if (articles < 0) return DoesNotFit(file);
      word.articles = static_cast<std::uint32_t>(articles);
      ++change;
    }
    if (word.articles > 0) rows->Add(std::move(word));
  }
  for (; change != changes.end(); ++change) {
    if (change->articles < 0) return DoesNotFit(file);
    if (change->articles > 0) rows->AddNew(*change);
  }
  return {};
}

}  // namespace

Status WriteWords(const fs::path& file, const std::vector<ArticleBatch>& batches) {
  Changes changes;
  for (const ArticleBatch& batch : batches) changes.Apply(batch.words, Changes::Sign::kAdd);
  Rows rows(LanguageOf(batches));
  for (const Change& change : changes.TakeSorted()) rows.AddNew(change);
  return WriteVocabulary(file, rows.rows());
}

Status UpdateWords(const fs::path& file, const OldWords& old,
                   const std::vector<ArticleBatch>& batches,
                   const std::vector<std::uint32_t>& removed) {
  const auto vocabulary = StoredVocabulary::Open(old.vocabulary);
  if (!vocabulary) return tl::unexpected(vocabulary.error());
  if (Status sound = (*vocabulary)->Verify(); !sound) return sound;
  const Result<WordCounts> gone = CountOldWords(old.articles, batches, removed);
  if (!gone) return tl::unexpected(gone.error());
  Changes changes;
  changes.Apply(*gone, Changes::Sign::kTakeAway);
  for (const ArticleBatch& batch : batches) changes.Apply(batch.words, Changes::Sign::kAdd);
  Rows rows(LanguageOf(batches));
  return Merge(OldRows(**vocabulary), changes.TakeSorted(), old.vocabulary, &rows).and_then([&] {
    return WriteVocabulary(file, rows.rows());
  });
}

}  // namespace zeroline
