#include "indexer/commands/source_state.h"

#include <algorithm>

#include "indexer/article/article_parser.h"
#include "indexer/check/tree_check.h"
#include "indexer/commands/revisions.h"
#include "indexer/index_format/schema.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxAudienceBytes = 64;

char LowerAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool SameIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return LowerAscii(x) == LowerAscii(y); });
}

void AddDiagnostics(const std::vector<Diagnostic>& found, ManifestFile* entry) {
  for (const Diagnostic& diagnostic : found) {
    entry->diagnostics.push_back({diagnostic.severity == Severity::kError, diagnostic.line,
                                  diagnostic.rule, diagnostic.message, diagnostic.column});
  }
}

ManifestOutcome OutcomeOf(ArticleStatus status) {
  switch (status) {
    case ArticleStatus::kPublished:
      return ManifestOutcome::kPublished;
    case ArticleStatus::kDraft:
      return ManifestOutcome::kDraft;
    case ArticleStatus::kArchived:
      return ManifestOutcome::kArchived;
  }
  return ManifestOutcome::kFailed;
}

void RecordArticle(const Article& article, ManifestFile* entry) {
  entry->outcome = OutcomeOf(article.status);
  entry->audience = article.audience;
  entry->id = article.id;
  entry->url_path = article.path;
  entry->title = article.title;
  entry->summary = article.summary;
  entry->section = article.section;
  entry->deflect = article.deflect;
  entry->redirects = article.redirect_from;
  entry->question_count = static_cast<std::uint32_t>(article.questions.size());
  RecordHeadings(article, entry);
  for (const ArticleLink& link : article.links) {
    entry->links.push_back({link.target, link.fragment, link.line, link.column});
  }
  for (const ArticleAsset& asset : article.assets) {
    entry->assets.push_back({asset.path, asset.line, asset.column});
  }
  entry->owner = article.owner;
  entry->review_by = article.review_by;
}

void ParseAsArticle(const ParseContext& context, std::string_view content, SourceState* state) {
  ParsedArticle parsed = ParseArticle(state->file, content);
  AddDiagnostics(parsed.diagnostics, &state->entry);
  if (!parsed.article) return;
  Article& article = *parsed.article;
  if (IsNamedPublic(context.public_audiences, article.audience)) article.audience = kPublicAudience;
  if (!IsUsableAudience(article.audience)) {
    state->entry.diagnostics.push_back(
        {true, 0, "audience",
         "not published: the audience \"" + article.audience +
             "\" is not a name of letters, digits, '-' and '_'; correct `audience`",
         0});
    return;
  }
  RecordArticle(article, &state->entry);
  if (context.drafts && article.status == ArticleStatus::kDraft) {
    state->entry.outcome = ManifestOutcome::kPublished;
  }
  RecordRevisions(content, article.original_version, &state->entry);
  state->article = std::move(parsed.article);
}

void ParseAsSectionPage(const ParseContext& context, std::string_view content, SourceState* state) {
  const ParsedSectionPage parsed = ParseSectionPage(state->file, content);
  AddDiagnostics(parsed.diagnostics, &state->entry);
  if (!parsed.page) return;
  state->entry.outcome = ManifestOutcome::kPublished;
  state->entry.audience = IsNamedPublic(context.public_audiences, parsed.page->audience)
                              ? std::string(kPublicAudience)
                              : parsed.page->audience;
  state->entry.section = parsed.page->name;
  state->entry.title = parsed.page->title;
  state->entry.summary = parsed.page->summary;
  state->entry.weight = parsed.page->weight;
}

}  // namespace

bool IsUsableAudience(std::string_view audience) {
  return !audience.empty() && audience.size() <= kMaxAudienceBytes &&
         std::all_of(audience.begin(), audience.end(), [](char c) {
           const char lower = LowerAscii(c);
           return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

bool IsNamedPublic(const std::vector<std::string>& public_audiences, std::string_view audience) {
  return std::any_of(public_audiences.begin(), public_audiences.end(),
                     [&](const std::string& name) { return SameIgnoringCase(name, audience); });
}

void RecordHeadings(const Article& article, ManifestFile* entry) {
  entry->anchors = FactsOf(article).anchors;
  entry->headings.clear();
  for (const ArticleSection& section : article.sections) {
    entry->headings.push_back(
        {static_cast<std::uint8_t>(section.level), section.anchor, section.anchor_is_explicit});
  }
}

Article OutlineOf(const ManifestFile& entry) {
  Article outline;
  outline.source_path = entry.path;
  outline.language = entry.language;
  outline.id = entry.id;
  for (const ManifestHeading& heading : entry.headings) {
    ArticleSection section;
    section.level = heading.level;
    section.anchor = heading.anchor;
    section.anchor_is_explicit = heading.is_explicit;
    outline.sections.push_back(std::move(section));
  }
  return outline;
}

void ReadSource(const ParseContext& context, HashTrust trust, SourceState* state) {
  const Result<std::string> content = ReadFile(context.root / state->file.path, kMaxSourceBytes);
  ManifestFile fresh;
  fresh.path = state->file.path;
  fresh.language = state->file.language;
  fresh.kind = state->is_article() ? ManifestKind::kArticle : ManifestKind::kSectionPage;
  fresh.size = state->file.size;
  fresh.modified_ns = state->file.modified_ns;
  if (!content) {
    state->entry = std::move(fresh);
    state->entry.diagnostics.push_back(
        {true, 0, "unreadable", "skipped: " + content.error().message, 0});
    state->is_gone = true;
    state->article.reset();
    return;
  }
  fresh.content_hash = ContentHash(*content);
  if (trust == HashTrust::kKeepIfSame && state->previous != nullptr &&
      state->previous->content_hash == fresh.content_hash &&
      state->previous->language == fresh.language) {
    state->entry = *state->previous;
    state->entry.size = fresh.size;
    state->entry.modified_ns = fresh.modified_ns;
    return;
  }
  state->entry = std::move(fresh);
  state->article.reset();
  state->is_parsed = true;
  state->touches_content = true;
  if (state->is_article()) {
    ParseAsArticle(context, *content, state);
  } else {
    ParseAsSectionPage(context, *content, state);
  }
}

}  // namespace zeroline
