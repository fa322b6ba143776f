#include "indexer/commands/inspect.h"

#include <memory>
#include <vector>

#include "indexer/index_format/article_store.h"
#include "indexer/index_format/build_directory.h"
#include "indexer/index_format/catalog.h"
#include "indexer/index_format/schema.h"
#include "indexer/language/analyzer.h"
#include "indexer/source/source_tree.h"
#include "indexer/writer/document_terms.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxBuildInfoBytes = 16u << 20;

std::string Field(std::string_view name, std::string_view value) {
  std::string line(name);
  line += ':';
  line.resize(std::max<std::size_t>(line.size() + 1, 12), ' ');
  return line + std::string(value) + "\n";
}

std::string DescribeArticle(std::uint32_t docid, const ArticleView& article) {
  std::string text = Field("id", article.id()) + Field("language", article.language()) +
                     Field("audience", article.audience()) + Field("path", article.path()) +
                     Field("title", article.title()) + Field("summary", article.summary()) +
                     Field("section", article.section()) + Field("source", article.source_path()) +
                     Field("updated", std::to_string(article.updated())) +
                     Field("docid", std::to_string(docid)) +
                     Field("tokens", std::to_string(article.token_count())) + "sections:\n";
  for (std::size_t i = 0; i < article.section_count(); ++i) {
    const ArticleView::Section section = article.section_at(i);
    text += "  " + std::string(section.level, ' ') + "#" + std::string(section.anchor) + " " +
            std::string(section.heading) + " [" + std::to_string(section.text_begin) + ", " +
            std::to_string(section.text_end) + ")\n";
  }
  return text;
}

std::string_view ChannelOf(std::string_view term) {
  // Terms of the word channel begin with no capital letter: the analyzer folds case.
  if (term.starts_with(kGramPrefix)) return "grams";
  if (term.starts_with(kUnigramPrefix)) return "unigrams";
  if (term.starts_with(kIdentifierPrefix)) return "identifiers";
  if (term.starts_with(kTypedPrefix)) return "prefixes";
  if (term.starts_with(kSectionPrefix) || term.starts_with(kArticleIdPrefix)) return "filters";
  return "words";
}

std::string DescribeTerms(const std::string& database, const std::vector<DocumentTerm>& terms) {
  std::string text;
  for (const std::string_view channel :
       {"words", "identifiers", "grams", "unigrams", "prefixes", "filters"}) {
    std::string line;
    for (const DocumentTerm& term : terms) {
      if (ChannelOf(term.term) == channel) {
        line += " " + term.term + ":" + std::to_string(term.wdf);
      }
    }
    if (!line.empty()) text += database + " " + std::string(channel) + ":" + line + "\n";
  }
  return text;
}

Result<std::string> ShowIn(const fs::path& directory, std::string_view id) {
  const auto catalog = Catalog::Open(directory / "catalog.flat");
  if (!catalog) return tl::unexpected(catalog.error());
  const auto entry = (*catalog)->FindId(id);
  if (!entry) return std::string();
  const auto store = ArticleStore::Open(directory / "articles.cdb");
  if (!store) return tl::unexpected(store.error());
  const Result<ArticleView> article = (*store)->Find(entry->docid);
  if (!article) return tl::unexpected(article.error());
  std::string text = DescribeArticle(entry->docid, *article);
  for (const std::string name : {"text", "titles"}) {
    const auto terms = ReadDocumentTerms(directory / name, entry->docid);
    if (!terms) return tl::unexpected(terms.error());
    text += DescribeTerms(name, *terms);
  }
  return text;
}

std::string_view KindName(TokenKind kind) {
  switch (kind) {
    case TokenKind::kWord:
      return "word";
    case TokenKind::kNumber:
      return "number";
    case TokenKind::kUnspaced:
      return "unspaced";
    case TokenKind::kCompound:
      return "compound";
    case TokenKind::kIdentifier:
      return "identifier";
  }
  return "";
}

}  // namespace

Result<std::string> ShowArticle(const fs::path& index, std::string_view id,
                                std::string_view language) {
  const Result<std::uint64_t> number = CurrentBuild(index);
  if (!number) return tl::unexpected(number.error());
  const fs::path build = BuildPath(index, *number);
  const Result<std::string> json = ReadFile(build / "build.json", kMaxBuildInfoBytes);
  if (!json) return tl::unexpected(json.error());
  const Result<BuildInfo> info = ParseBuildInfo(*json);
  if (!info) return tl::unexpected(info.error());
  std::string text;
  for (const BuildLanguage& entry : info->languages) {
    if (!language.empty() && entry.language != language) continue;
    const Result<std::string> shown =
        ShowIn(DatabasePath(build, entry.audience, entry.language), id);
    if (!shown) return shown;
    if (!text.empty() && !shown->empty()) text += "\n";
    text += *shown;
  }
  if (text.empty()) {
    return Fail(ErrorCode::kNotFound, "build " + std::to_string(*number) +
                                          " has no article with the id \"" + std::string(id) +
                                          "\"" +
                                          (language.empty() ? "" : " in " + std::string(language)));
  }
  return text;
}

Result<std::string> AnalyzeText(std::string_view language, std::string_view text) {
  const Result<std::unique_ptr<Analyzer>> analyzer = Analyzer::Create(language);
  if (!analyzer) return tl::unexpected(analyzer.error());
  std::vector<AnalyzedToken> tokens;
  (*analyzer)->Analyze(text, &tokens);
  std::string table = "begin\tend\tkind\tword\tgrams\tunigrams\n";
  for (const AnalyzedToken& token : tokens) {
    table += std::to_string(token.begin) + "\t" + std::to_string(token.end) + "\t" +
             std::string(KindName(token.terms->kind)) + "\t" + token.terms->word + "\t";
    for (const std::string& gram : token.terms->grams) table += gram + " ";
    table += "\t";
    for (const std::string& unigram : token.terms->unigrams) table += unigram + " ";
    table += "\n";
  }
  return table;
}

}  // namespace zeroline
