#include "indexer/article/article_parser.h"

#include <algorithm>
#include <string>
#include <utility>

#include "indexer/article/article_fields.h"
#include "indexer/article/front_matter.h"
#include "indexer/article/link_target.h"
#include "indexer/article/markdown.h"
#include "indexer/article/page_builder.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

int LineAt(std::string_view text, std::size_t offset) {
  return 1 +
         static_cast<int>(std::count(text.begin(), text.begin() + static_cast<long>(offset), '\n'));
}

Diagnostic ErrorAt(const SourceFile& file, int line, std::string rule, std::string message) {
  return Diagnostic{Severity::kError, file.path, line, std::move(rule), std::move(message)};
}

// What keeps the bytes of a file from being read as text at all.
std::optional<Diagnostic> FindByteProblem(const SourceFile& file, std::string_view content) {
  if (content.size() > kMaxSourceBytes) {
    return ErrorAt(file, 0, "too-large",
                   "the file has " + std::to_string(content.size()) + " bytes, the limit is " +
                       std::to_string(kMaxSourceBytes) + "; split the article");
  }
  if (const auto offset = FindInvalidUtf8(content)) {
    return ErrorAt(file, LineAt(content, *offset), "encoding",
                   "the file is not UTF-8; save it in that encoding");
  }
  const std::size_t nul = content.find('\0');
  if (nul != std::string_view::npos) {
    return ErrorAt(file, LineAt(content, nul), "encoding",
                   "the file holds a NUL byte, so it is no text; save it as UTF-8");
  }
  return std::nullopt;
}

// "ru/vpn/setup.md" -> "vpn/setup".
std::string PathBelowLanguage(const SourceFile& file) {
  const std::string_view path = WithoutArticleExtension(file.path);
  return std::string(path.substr(std::min(path.find('/') + 1, path.size())));
}

std::string FirstFolder(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash));
}

struct ReadText {
  std::string buffer;
  FrontMatter matter;
};

// Bytes -> front matter and body; false, with a diagnostic, if that cannot be done.
bool Read(const SourceFile& file, std::string_view content, ReadText* text,
          std::vector<Diagnostic>* diagnostics) {
  if (auto problem = FindByteProblem(file, content)) {
    diagnostics->push_back(std::move(*problem));
    return false;
  }
  text->matter = ReadFrontMatter(PlainLines(content, &text->buffer));
  if (!text->matter.problem.empty()) {
    diagnostics->push_back(
        ErrorAt(file, text->matter.problem_line, "front-matter", text->matter.problem));
    return false;
  }
  return true;
}

bool WriteBody(const SourceFile& file, const FrontMatter& matter, Article* article,
               std::vector<Diagnostic>* diagnostics) {
  PageBuilder builder(file, article->title, diagnostics);
  if (auto problem = WriteMarkdown(matter.body, matter.body_line, &builder)) {
    diagnostics->push_back(
        ErrorAt(file, problem->line, std::move(problem->rule), std::move(problem->message)));
    return false;
  }
  Page page = builder.Finish();
  article->title = std::move(page.title);
  article->html = std::move(page.html);
  article->text = std::move(page.text);
  article->sections = std::move(page.sections);
  article->assets = std::move(page.assets);
  article->links = std::move(page.links);
  return true;
}

}  // namespace

ParsedArticle ParseArticle(const SourceFile& file, std::string_view content) {
  ParsedArticle parsed;
  ReadText text;
  if (!Read(file, content, &text, &parsed.diagnostics)) return parsed;
  Article article;
  article.source_path = file.path;
  article.language = file.language;
  article.path = PathBelowLanguage(file);
  article.id = article.path;
  article.section = FirstFolder(article.path);
  if (!ReadArticleFields(file, text.matter, &article, &parsed.diagnostics)) return parsed;
  if (!WriteBody(file, text.matter, &article, &parsed.diagnostics)) return parsed;
  if (article.title.empty()) {
    article.title = TitleFromPath(article.path);
    parsed.diagnostics.push_back(
        Diagnostic{Severity::kWarning, file.path, 1, "no-title",
                   "the article has no title and no heading; add \"title:\" to its front matter"});
  }
  parsed.article = std::move(article);
  return parsed;
}

std::string TitleFromPath(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  std::string title;
  for (const char c : name) title += c == '-' || c == '_' ? ' ' : c;
  title = CollapseWhiteSpace(title);
  if (title.empty()) return std::string(name);
  if (title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

ParsedSectionPage ParseSectionPage(const SourceFile& file, std::string_view content) {
  ParsedSectionPage parsed;
  const std::string path = PathBelowLanguage(file);
  const std::string folder = FirstFolder(path);
  // Only "<lang>/<folder>/_index.md" names a section; deeper ones, as Hugo has them, name nothing
  // we show.
  if (folder.empty() || path != folder + "/_index") return parsed;
  ReadText text;
  if (!Read(file, content, &text, &parsed.diagnostics)) return parsed;
  SectionPage page;
  page.language = file.language;
  page.name = folder;
  if (!ReadSectionFields(file, text.matter, &page, &parsed.diagnostics)) return parsed;
  if (page.title.empty()) {
    Article body;
    std::vector<Diagnostic> ignored;  // the body is not shown, so its links do not matter
    if (WriteBody(file, text.matter, &body, &ignored)) page.title = body.title;
  }
  if (page.title.empty()) page.title = TitleFromPath(folder);
  parsed.page = std::move(page);
  return parsed;
}

}  // namespace zeroline
