#include "indexer/writer/article_batch.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "indexer/index_format/schema.h"
#include "indexer/language/text.h"
#include "indexer/language/word_pairs.h"

namespace zeroline {
namespace {

// A question counts as twice a body word, once as a title word where only titles and questions are.
constexpr std::uint32_t kQuestionWdf = 2;
// A question that everybody asks counts as three that one person asked, not as a thousand.
constexpr std::uint32_t kMaxConfirmedWdf = 3;

// 1 for one confirmation, one more each time their number doubles.
std::uint32_t ConfirmedWdf(std::uint32_t count) {
  return std::clamp(static_cast<std::uint32_t>(std::bit_width(count)), 1u, kMaxConfirmedWdf);
}

std::string BooleanTerm(std::string_view prefix, std::string_view value) {
  std::string term(prefix);
  term += TruncateUtf8(value, kMaxTermBytes - prefix.size());
  return term;
}

// The words of a file's name: often English, and what a translation put something else for.
std::string FileWords(std::string_view path) {
  std::string words(path.substr(path.rfind('/') + 1));
  std::replace_if(
      words.begin(), words.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
  return words;
}

std::size_t HashPointer(const void* pointer) {
  return static_cast<std::size_t>(reinterpret_cast<std::uintptr_t>(pointer) * 0x9E3779B97F4A7C15u >>
                                  20);
}

void AddChannels(const TokenTerms& terms, std::uint32_t wdf, SegmentBuilder* segment) {
  segment->Add(terms.word, wdf);
  for (const std::string& gram : terms.grams) segment->Add(gram, wdf);
  for (const std::string& unigram : terms.unigrams) segment->Add(unigram, wdf);
}

}  // namespace

ArticleBatchBuilder::ArticleBatchBuilder(Analyzer* analyzer) : analyzer_(analyzer) {}

void ArticleBatchBuilder::Add(std::uint32_t docid, StoredArticle* article) {
  Compose(*article);
  analyzer_->Analyze(composed_, &tokens_);
  text_.BeginDocument(docid);
  titles_.BeginDocument(docid);
  CountTokens(article);
  Expand();
  words_.BeginArticle();
  for (const Count& count : counts_) words_.Add(*count.terms);
  AddWordPairs();
  AddTypedPrefixes();
  for (SegmentBuilder* segment : {&text_, &titles_}) {
    segment->Add(BooleanTerm(kArticleIdPrefix, article->id), 0);
    if (!article->section.empty()) segment->Add(BooleanTerm(kSectionPrefix, article->section), 0);
  }
  text_.EndDocument();
  titles_.EndDocument();
  batch_.language = article->language;
  batch_.records.emplace_back(docid, EncodeArticle(*article));
}

void ArticleBatchBuilder::CountWords(const StoredArticle& article) {
  Compose(article);
  analyzer_->Analyze(composed_, &tokens_);
  words_.BeginArticle();
  for (const AnalyzedToken& token : tokens_) words_.Add(*token.terms);
}

ArticleBatch ArticleBatchBuilder::Finish() {
  batch_.text = text_.Finish();
  batch_.titles = titles_.Finish();
  batch_.words = words_.Finish();
  return std::exchange(batch_, ArticleBatch());
}

// One text, the body last; a line end between fields keeps words apart.
void ArticleBatchBuilder::Compose(const StoredArticle& article) {
  composed_.clear();
  fields_.clear();
  AddField(article.title, kTitleWdf, 1);
  for (const std::string& question : article.questions) AddField(question, kQuestionWdf, 1);
  for (const StoredConfirmedQuestion& question : article.confirmed_questions) {
    AddField(question.text, 0, ConfirmedWdf(question.count));
  }
  for (const std::string& tag : article.tags) AddField(tag, 1, 0);
  AddField(FileWords(article.path), 1, 0);
  AddField(article.summary, 1, 0);
  AddField(article.text, 1, 0);
}

void ArticleBatchBuilder::AddField(std::string_view text, std::uint32_t text_wdf,
                                   std::uint32_t titles_wdf) {
  const std::size_t begin = composed_.size();
  composed_ += text;
  fields_.push_back({begin, composed_.size(), text_wdf, titles_wdf});
  composed_ += '\n';
}

void ArticleBatchBuilder::CountTokens(StoredArticle* article) {
  counts_.clear();
  slots_.assign(256, 0);
  article->words = StoredWords();
  article->title_words.clear();
  article->tokens.clear();
  heading_tokens_ = tokens_.size();
  const std::size_t body = fields_.back().begin;
  std::size_t field = 0;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const AnalyzedToken& token = tokens_[i];
    while (field + 1 < fields_.size() && token.begin >= fields_[field + 1].begin) ++field;
    const std::size_t word = Tally(token.terms, fields_[field].text_wdf, fields_[field].titles_wdf);
    if (word >= kMaxStoredWords) continue;
    if (field == 0) article->title_words.push_back(static_cast<std::uint16_t>(word));
    if (token.begin < body) continue;
    heading_tokens_ = std::min(heading_tokens_, i);
    const std::uint32_t length = token.end - token.begin;
    if (length > std::numeric_limits<std::uint16_t>::max()) continue;
    article->tokens.push_back({static_cast<std::uint16_t>(word),
                               token.begin - static_cast<std::uint32_t>(body),
                               static_cast<std::uint16_t>(length)});
  }
  const std::size_t stored = std::min(counts_.size(), kMaxStoredWords);
  for (std::size_t i = 0; i < stored; ++i) {
    article->words.Add(counts_[i].terms->word_hash, counts_[i].terms->gram_hashes);
  }
}

std::size_t ArticleBatchBuilder::Tally(const TokenTerms* terms, std::uint32_t text_wdf,
                                       std::uint32_t titles_wdf) {
  std::size_t mask = slots_.size() - 1;
  std::size_t at = HashPointer(terms) & mask;
  while (slots_[at] != 0 && counts_[slots_[at] - 1].terms != terms) at = (at + 1) & mask;
  if (slots_[at] != 0) {
    Count& count = counts_[slots_[at] - 1];
    count.text += text_wdf;
    count.titles += titles_wdf;
    return slots_[at] - 1;
  }
  counts_.push_back({terms, text_wdf, titles_wdf});
  slots_[at] = static_cast<std::uint32_t>(counts_.size());
  const std::size_t word = counts_.size() - 1;
  if (counts_.size() * 2 <= slots_.size()) return word;
  slots_.assign(slots_.size() * 2, 0);
  mask = slots_.size() - 1;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    at = HashPointer(counts_[i].terms) & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = static_cast<std::uint32_t>(i + 1);
  }
  return word;
}

void ArticleBatchBuilder::Expand() {
  for (const Count& count : counts_) {
    if (count.text > 0) AddChannels(*count.terms, count.text, &text_);
    if (count.titles > 0) AddChannels(*count.terms, count.titles, &titles_);
  }
}

// Of every title and question by itself.
void ArticleBatchBuilder::AddWordPairs() {
  std::size_t begin = 0;
  for (const Field& field : fields_) {
    std::size_t end = begin;
    while (end < tokens_.size() && tokens_[end].begin < field.end) ++end;
    if (field.titles_wdf == 0) return;
    pairs_.clear();
    AppendWordPairs(tokens_, begin, end, &pairs_);
    for (const std::string& pair : pairs_) titles_.Add(pair, field.titles_wdf);
    begin = end;
  }
}

// The beginnings of every word of the title and the questions; in a script without spaces, of the
// rest of the run from every character on, since a person may begin typing anywhere in it.
void ArticleBatchBuilder::AddTypedPrefixes() {
  std::size_t field = 0;
  for (std::size_t i = 0; i < heading_tokens_; ++i) {
    const AnalyzedToken& token = tokens_[i];
    while (field + 1 < fields_.size() && token.begin >= fields_[field + 1].begin) ++field;
    if (fields_[field].titles_wdf == 0) return;
    if (token.terms->kind != TokenKind::kUnspaced) {
      AddPrefixes(token.terms->folded);
      continue;
    }
    std::uint32_t end = token.end;
    while (i + 1 < heading_tokens_ && tokens_[i + 1].terms->kind == TokenKind::kUnspaced &&
           tokens_[i + 1].begin == end) {
      end = tokens_[++i].end;
    }
    const std::string run =
        FoldWord(std::string_view(composed_).substr(token.begin, end - token.begin));
    for (std::size_t at = 0; at < run.size(); at += CodePointBytes(run[at])) {
      AddPrefixes(std::string_view(run).substr(at));
    }
  }
}

void ArticleBatchBuilder::AddPrefixes(std::string_view folded) {
  term_ = kTypedPrefix;
  std::size_t at = 0;
  for (std::size_t i = 0; i < kMaxTypedPrefix && at < folded.size(); ++i) {
    const std::size_t length = CodePointBytes(folded[at]);
    term_ += folded.substr(at, length);
    at += length;
    titles_.Add(term_, 0);
  }
}

}  // namespace zeroline
