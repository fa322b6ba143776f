// What do we have? Answers a query from a snapshot: compiles it to one Xapian query over the
// databases the reader may open, ranks, picks the best section of each article, cuts the snippet.
//
// Thread-safe: analyzers and database handles are leased from pools.
#ifndef ZEROLINE_SERVER_SEARCH_SEARCHER_H_
#define ZEROLINE_SERVER_SEARCH_SEARCHER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/error/result.h"
#include "server/query/query.h"
#include "server/search/confidence.h"
#include "server/search/index_reader.h"

namespace zeroline {

inline constexpr std::size_t kMaxSearchLimit = 100;
inline constexpr std::size_t kMaxSearchOffset = 1000;
inline constexpr std::size_t kMaxSuggestLimit = 20;

struct SearchRequest {
  Query query;
  std::string language;
  Audiences audiences;
  std::string section;                // "" for all
  std::size_t limit = 10;             // 1..kMaxSearchLimit
  std::size_t offset = 0;             // 0..kMaxSearchOffset
  bool exact = false;                 // true: the words as they were typed, nothing mended
  bool explain = false;               // true: hits say what each part of the ranking gave them
  std::vector<std::string> excluded;  // ids of articles that are not there for this request
};

// A request for help, told in sentences.
struct TicketRequest {
  std::string subject;
  std::string body;
  std::string language;
  Audiences audiences;
  std::size_t limit = 3;              // 1..kMaxSearchLimit
  std::vector<std::string> excluded;  // ids of articles that are not there for this request
  bool exact = false;                 // true: nothing mended
};

// A piece of a snippet. Plain text: whoever renders it escapes it.
struct SnippetPart {
  std::string text;
  bool matched = false;
};

struct SearchHit {
  std::string id;
  std::string language;
  std::string audience;
  std::string path;
  std::string title;
  std::vector<SnippetPart> title_parts;  // the title with matches marked
  std::string section;                   // first folder
  std::string heading;                   // of the best section; "" for the article's beginning
  std::string anchor;
  std::vector<SnippetPart> snippet;
  double score = 0;       // comparable within one answer only
  double confidence = 0;  // 0..1: that this result answers the question
  std::int64_t updated = 0;
  bool outdated = false;  // a translation whose original has changed since
  // If asked to explain: what each part of the ranking gave, by its name (a literal), the sum last.
  std::vector<std::pair<std::string_view, double>> parts;
};

struct SearchAnswer {
  Query query;  // as it was understood, with what was changed
  std::vector<SearchHit> hits;
  std::size_t total = 0;       // articles worth showing
  bool total_is_exact = true;  // false: at least that many
  // That one of the first kAnswerDepth results answers the question, and whether that is enough to
  // suggest them to somebody who asks for help. Of the ranking's beginning, whatever the offset.
  double confidence = 0;
  bool suggest = false;
  AnswerFeatures features{};    // what the confidence was computed from
  bool from_sentences = false;  // ranked sentence by sentence, as SearchTicket() does
};

struct Suggestion {
  enum class Kind { kArticle, kQuestion, kCompletion };
  Kind kind = Kind::kArticle;
  std::string text;  // the title, the question that the article answers, or the completed query
  std::vector<SnippetPart> parts;
  std::string id;  // of the article
  std::string path;
};

class Searcher {
 public:
  // Does not load dictionaries; Warm() does.
  Searcher();
  explicit Searcher(const ConfidenceModels& confidence);
  ~Searcher();

  // Loads the analyzers of the snapshot's languages, so that the first query of each does not wait.
  // Meant for a background thread right after start.
  void Warm(const Snapshot& snapshot);

  // An empty query, or an unknown language, gives an empty answer. A text of several sentences, or
  // a very long one, is ranked as SearchTicket() does. kInvalidArgument if limit or offset is out
  // of range.
  Result<SearchAnswer> Search(const Snapshot& snapshot, const SearchRequest& request) const;

  // Ranks the ticket's sentences one by one; an article has the best of its scores, and its snippet
  // is for the sentence that gave it. Empty and wrong requests as in Search().
  Result<SearchAnswer> SearchTicket(const Snapshot& snapshot, const TicketRequest& request) const;

  // Search as you type: completions, then titles and questions; the last word is a prefix. At most
  // `limit` (1..kMaxSuggestLimit) suggestions.
  Result<std::vector<Suggestion>> Suggest(const Snapshot& snapshot,
                                          const SearchRequest& request) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_SEARCHER_H_
