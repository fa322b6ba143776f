// What agents tell the writers: which articles they used in a reply, what is wrong with one, which
// article is missing.
//
// Thread-safe. A call that returned success has reached the disk.
#ifndef ZEROLINE_SERVER_STORE_WRITER_INBOX_H_
#define ZEROLINE_SERVER_STORE_WRITER_INBOX_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"
#include "server/store/sql_connection.h"

namespace soci {
class session;
}

namespace zeroline {

// An agent put an article into a reply.
struct ArticleUse {
  std::string article;   // id
  std::string language;  // of the article that was linked
  std::string version;   // ArticleVersion() of it; "" if not known
  std::string anchor;    // of the section; "" for the whole article
  std::string ticket;    // of whatever help desk, as the agent gave it; "" if not known
  std::string by;        // the account
  std::int64_t at = 0;   // Unix seconds; set when it is written
};

struct ArticleUseCount {
  std::string article;
  std::string language;
  std::size_t uses = 0;   // of an article in several replies to one ticket: one
  std::int64_t last = 0;  // Unix seconds
};

// One thing that a writer should do something about.
struct WriterNote {
  enum class Kind {
    kFlag,  // something is wrong with the article
    kWish,  // there is no article about this
  };
  enum class State { kOpen, kDone };

  std::int64_t id = 0;  // set when it is written
  Kind kind = Kind::kFlag;
  State state = State::kOpen;
  std::string article;   // id; "" for a wish
  std::string language;  // of the article; for a wish the language it is wanted in
  std::string version;   // of the article when it was flagged
  std::string audience;  // of the article when it was flagged; "" for a wish
  std::string anchor;    // of the section that is wrong; "" for the whole
  std::string reason;    // of a flag, one of kFlagReasons
  std::string title;     // of the article; for a wish what it should be called
  std::string text;      // what the agent says; for a wish also the customer's words
  std::string ticket;    // "" if not known
  std::string by;        // the account
  std::string closed_by;
  std::int64_t at = 0;      // Unix seconds; set when it is written
  std::int64_t closed = 0;  // Unix seconds; 0 while it is open
};

inline constexpr std::string_view kFlagReasons[] = {
    "wrong", "outdated", "unclear", "incomplete", "broken_link", "translation", "other"};

// What the database takes; callers refuse more with a message of their own.
inline constexpr std::size_t kMaxNoteTextBytes = std::size_t{16} * 1024;
inline constexpr std::size_t kMaxNoteTitleBytes = 500;
inline constexpr std::size_t kMaxNoteTicketBytes = 100;

// A ticket's number as it is kept: one of ours in its own form, whoever's else as it was given, in
// one line.
std::string NotedTicket(std::string_view number);

class WriterInbox {
 public:
  // `connection` outlives this.
  explicit WriterInbox(SqlConnection* connection) : connection_(*connection) {}

  // The same article for the same ticket by the same agent counts once, however often it is copied;
  // what was copied last is kept. Where the ticket is not known, copies within kSameReplySeconds go
  // into one reply. kInvalidArgument without article or account, or if a text is too long.
  static constexpr std::int64_t kSameReplySeconds = std::int64_t{10} * 60;
  Status RecordUse(const ArticleUse& use);
  // Since `since` (Unix seconds), most used first, at most `limit`.
  Result<std::vector<ArticleUseCount>> CountUses(std::int64_t since, std::size_t limit);
  // Newest first, of one article ("" for all), at most `limit`.
  Result<std::vector<ArticleUse>> ListUses(std::string_view article, std::size_t limit);

  // The note's number. A form that was sent twice is one note: what is open already, with the same
  // words by the same account, is not added again. kInvalidArgument if it says nothing or too much,
  // or for a reason that is none.
  Result<std::int64_t> Add(const WriterNote& note);
  // Newest first.
  Result<std::vector<WriterNote>> List(WriterNote::State state, std::size_t offset,
                                       std::size_t limit);
  Result<std::size_t> Count(WriterNote::State state);
  Result<WriterNote> Find(std::int64_t id);  // kNotFound
  // Closing twice keeps the first. kNotFound if there is none.
  Status Close(std::int64_t id, const std::string& by);

  // Deletes uses older than `before` (Unix seconds), and notes closed before it. How many rows.
  Result<std::size_t> Purge(std::int64_t before);

  // Forgets what the sender of a ticket wrote, whichever help desk's it is: its wishes go, its
  // flags lose their text, and nothing names the ticket any more. How many notes and uses.
  Result<std::size_t> EraseTicket(std::string_view number);

 private:
  SqlConnection& connection_;
};

// WriterInbox::EraseTicket() within the caller's transaction. Throws soci_error.
std::size_t EraseNotes(soci::session& session, std::string_view ticket);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_WRITER_INBOX_H_
