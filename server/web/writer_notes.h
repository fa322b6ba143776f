// What agents tell the writers, as pages and programs say it: held against the articles that the
// agent may read before it is kept, and shown only to who may read what it is about.
//
// All functions are thread-safe.
#ifndef ZEROLINE_SERVER_WEB_WRITER_NOTES_H_
#define ZEROLINE_SERVER_WEB_WRITER_NOTES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"
#include "server/search/index_reader.h"
#include "server/store/writer_inbox.h"

namespace zeroline {

// The article by its id, or by one it had before, in that language; in any if it is "". kNotFound
// for unknown and forbidden alike. Lives as long as the snapshot.
Result<FoundArticle> FindNamed(const Snapshot& snapshot, const std::string& id,
                               const std::string& language, const Audiences& audiences);

// Text of several lines as it is kept: valid UTF-8, lines end with '\n', no other control
// characters but tabs, nothing white at its ends.
std::string NotedText(std::string_view text);

// The use, or the note, with everything filled in that the base knows. kNotFound if there is no
// such article for these audiences; kInvalidArgument, with a sentence for who wrote the client, if
// it says nothing or too much.
Result<ArticleUse> CheckedUse(const Snapshot& snapshot, const Audiences& audiences,
                              ArticleUse given);
Result<WriterNote> CheckedNote(const Snapshot& snapshot, const Audiences& audiences,
                               WriterNote given);

// A note about an article is for who may read the article; one about an article that is gone, for
// who might have read it. Wishes are for all.
bool MayReadNote(const Snapshot& snapshot, const WriterNote& note, const Audiences& audiences);

struct ReadableNotes {
  std::vector<WriterNote> notes;  // newest first
  std::size_t total = 0;          // of this state, on all pages
};
Result<ReadableNotes> ListReadableNotes(WriterInbox* inbox, const Snapshot& snapshot,
                                        const Audiences& audiences, WriterNote::State state,
                                        std::size_t offset, std::size_t limit);
// kNotFound for unknown and unreadable alike.
Result<WriterNote> FindReadableNote(WriterInbox* inbox, const Snapshot& snapshot,
                                    const Audiences& audiences, std::int64_t id);

// The articles most used since, with how often; those that are gone, or not for this reader, are
// left out. The articles live as long as the snapshot.
struct UsedArticle {
  FoundArticle found;
  ArticleUseCount count;
};
Result<std::vector<UsedArticle>> ListUsedArticles(WriterInbox* inbox, const Snapshot& snapshot,
                                                  const Audiences& audiences, std::int64_t since,
                                                  std::size_t limit);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_WRITER_NOTES_H_
