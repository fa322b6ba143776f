#include "server/web/writer_notes.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "indexer/language/text.h"
#include "server/web/article_link.h"

namespace zeroline {
namespace {

// Longer than any id of a base.
constexpr std::size_t kMaxIdBytes = 1000;
// So many notes are looked through at a time: each is at most a text of 16 KiB.
constexpr std::size_t kBatch = 100;
// Articles of which uses are counted; a reader sees the first of those he may read.
constexpr std::size_t kMaxCounted = 2000;

Audiences AllAudiences(const Snapshot& snapshot) {
  Audiences all;
  for (const BuildLanguage& language : snapshot.info().languages) all.push_back(language.audience);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

bool Includes(const Audiences& audiences, const std::string& one) {
  return std::find(audiences.begin(), audiences.end(), one) != audiences.end();
}

Result<std::string> CheckedTicket(const std::string& given) {
  std::string ticket = NotedTicket(CollapseWhiteSpace(RepairUtf8(given)));
  if (ticket.size() <= kMaxNoteTicketBytes) return ticket;
  return Fail(ErrorCode::kInvalidArgument,
              "'ticket' may be at most " + std::to_string(kMaxNoteTicketBytes) + " bytes long.");
}

Status CheckFlag(const FoundArticle& found, WriterNote* note) {
  const auto* const end = std::end(kFlagReasons);
  if (std::find(std::begin(kFlagReasons), end, note->reason) == end) {
    std::string reasons;
    for (const std::string_view reason : kFlagReasons) {
      reasons += (reasons.empty() ? "" : ", ") + std::string(reason);
    }
    return Fail(ErrorCode::kInvalidArgument, "'reason' is one of: " + reasons + ".");
  }
  const ArticleView& article = found.article;
  note->article = std::string(article.id());
  note->language = std::string(article.language());
  note->audience = std::string(article.audience());
  note->title = std::string(TruncateUtf8(article.title(), kMaxNoteTitleBytes));
  if (!IsArticleVersion(note->version)) note->version = ArticleVersion(article);
  if (!FindAnchor(article, note->anchor)) note->anchor.clear();
  return {};
}

Status CheckWish(WriterNote* note) {
  const auto tag = CanonicalLanguageTag(note->language);
  if (!note->language.empty() && !tag) {
    return Fail(ErrorCode::kInvalidArgument, "'lang' must be a language tag such as \"en\".");
  }
  note->language = tag.value_or("");
  note->title = CollapseWhiteSpace(RepairUtf8(note->title));
  if (note->title.size() > kMaxNoteTitleBytes) {
    return Fail(ErrorCode::kInvalidArgument,
                "'title' may be at most " + std::to_string(kMaxNoteTitleBytes) + " bytes long.");
  }
  if (note->title.empty() && note->text.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "'title' or 'text' must say what is missing.");
  }
  note->article.clear();
  note->anchor.clear();
  note->version.clear();
  note->reason.clear();
  note->audience.clear();
  return {};
}

}  // namespace

Result<FoundArticle> FindNamed(const Snapshot& snapshot, const std::string& id,
                               const std::string& language, const Audiences& audiences) {
  const auto unknown = [] { return Fail(ErrorCode::kNotFound, "There is no such article."); };
  if (id.empty() || id.size() > kMaxIdBytes || FindInvalidUtf8(id)) return unknown();
  std::vector<std::string> languages = {language};
  if (language.empty()) languages = snapshot.languages(audiences);
  for (const std::string& one : languages) {
    Result<FoundArticle> found = snapshot.FindId(one, id, audiences);
    if (found || found.error().code != ErrorCode::kNotFound) return found;
    const Result<std::string> now = snapshot.FindRedirect(one, "/a/" + id, audiences);
    if (!now) continue;
    found = snapshot.FindId(one, *now, audiences);
    if (found) return found;
  }
  return unknown();
}

std::string NotedText(std::string_view text) {
  const std::string valid = RepairUtf8(text);
  std::string noted;
  noted.reserve(valid.size());
  for (std::size_t i = 0; i < valid.size();) {
    const std::size_t start = i;
    const char32_t c = NextCodePoint(valid, &i);
    const bool is_control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
    if (!is_control) noted.append(valid, start, i - start);
  }
  constexpr const char* kWhite = " \n\t";
  noted.erase(0, std::min(noted.find_first_not_of(kWhite), noted.size()));
  noted.erase(noted.find_last_not_of(kWhite) + 1);
  return noted;
}

Result<ArticleUse> CheckedUse(const Snapshot& snapshot, const Audiences& audiences,
                              ArticleUse given) {
  const auto found = FindNamed(snapshot, given.article, given.language, audiences);
  if (!found) return tl::unexpected(found.error());
  Result<std::string> ticket = CheckedTicket(given.ticket);
  if (!ticket) return tl::unexpected(ticket.error());
  ArticleUse use = std::move(given);
  use.article = std::string(found->article.id());
  use.language = std::string(found->article.language());
  use.ticket = *std::move(ticket);
  if (!IsArticleVersion(use.version)) use.version = ArticleVersion(found->article);
  if (!FindAnchor(found->article, use.anchor)) use.anchor.clear();
  return use;
}

Result<WriterNote> CheckedNote(const Snapshot& snapshot, const Audiences& audiences,
                               WriterNote given) {
  WriterNote note = std::move(given);
  Result<std::string> ticket = CheckedTicket(note.ticket);
  if (!ticket) return tl::unexpected(ticket.error());
  note.ticket = *std::move(ticket);
  note.text = NotedText(note.text);
  if (note.text.size() > kMaxNoteTextBytes) {
    return Fail(ErrorCode::kInvalidArgument,
                "'text' may be at most " + std::to_string(kMaxNoteTextBytes) + " bytes long.");
  }
  Status checked;
  if (note.kind == WriterNote::Kind::kWish) {
    checked = CheckWish(&note);
  } else {
    const auto found = FindNamed(snapshot, note.article, note.language, audiences);
    if (!found) return tl::unexpected(found.error());
    checked = CheckFlag(*found, &note);
  }
  if (!checked) return tl::unexpected(checked.error());
  return note;
}

bool MayReadNote(const Snapshot& snapshot, const WriterNote& note, const Audiences& audiences) {
  if (note.kind == WriterNote::Kind::kWish) return true;
  if (FindNamed(snapshot, note.article, note.language, audiences)) return true;
  // What was published for one audience may be for another now.
  if (FindNamed(snapshot, note.article, note.language, AllAudiences(snapshot))) return false;
  return Includes(audiences, note.audience);
}

Result<ReadableNotes> ListReadableNotes(WriterInbox* inbox, const Snapshot& snapshot,
                                        const Audiences& audiences, WriterNote::State state,
                                        std::size_t offset, std::size_t limit) {
  ReadableNotes readable;
  for (std::size_t from = 0;; from += kBatch) {
    Result<std::vector<WriterNote>> batch = inbox->List(state, from, kBatch);
    if (!batch) return tl::unexpected(batch.error());
    for (WriterNote& note : *batch) {
      if (!MayReadNote(snapshot, note, audiences)) continue;
      const std::size_t position = readable.total++;
      if (position < offset || readable.notes.size() >= limit) continue;
      readable.notes.push_back(std::move(note));
    }
    if (batch->size() < kBatch) return readable;
  }
}

Result<WriterNote> FindReadableNote(WriterInbox* inbox, const Snapshot& snapshot,
                                    const Audiences& audiences, std::int64_t id) {
  Result<WriterNote> note = inbox->Find(id);
  if (!note || MayReadNote(snapshot, *note, audiences)) return note;
  return Fail(ErrorCode::kNotFound, "there is no note " + std::to_string(id));
}

Result<std::vector<UsedArticle>> ListUsedArticles(WriterInbox* inbox, const Snapshot& snapshot,
                                                  const Audiences& audiences, std::int64_t since,
                                                  std::size_t limit) {
  Result<std::vector<ArticleUseCount>> counts = inbox->CountUses(since, kMaxCounted);
  if (!counts) return tl::unexpected(counts.error());
  std::vector<UsedArticle> used;
  for (ArticleUseCount& count : *counts) {
    if (used.size() == limit) break;
    Result<FoundArticle> found = FindNamed(snapshot, count.article, count.language, audiences);
    if (found) used.push_back({*std::move(found), std::move(count)});
  }
  return used;
}

}  // namespace zeroline
