#include "server/app/search_command.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ostream>
#include <string_view>
#include <vector>

#include "server/query/query.h"
#include "server/web/api/api.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

using Clock = std::chrono::steady_clock;

// Matches as *stars*, which a terminal shows everywhere.
std::string Marked(const std::vector<SnippetPart>& parts) {
  std::string text;
  for (const SnippetPart& part : parts) text += part.matched ? "*" + part.text + "*" : part.text;
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string Fixed(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", value);
  return text;
}

// "text[begin, end)", whatever the offsets are.
std::string_view Stretch(const Query& query, const Expansion& expansion) {
  const std::size_t begin = std::min(expansion.begin, query.text.size());
  const std::size_t end = std::clamp(expansion.end, begin, query.text.size());
  return std::string_view(query.text).substr(begin, end - begin);
}

void PrintQuery(const Query& query, std::ostream& out) {
  out << "query: " << query.text << "\n";
  for (const Rewrite& rewrite : query.rewrites) {
    out << "rewrite " << rewrite.kind << ": " << rewrite.from << " -> " << rewrite.to << "\n";
  }
  for (const std::string& phrase : query.phrases) out << "phrase: " << phrase << "\n";
  for (const Expansion& expansion : query.expansions) {
    out << "expand " << Stretch(query, expansion) << " (" << Fixed(expansion.own_weight) << "):";
    const char* separator = " ";
    for (const Alternative& alternative : expansion.alternatives) {
      out << separator << alternative.text << " (" << Fixed(alternative.weight) << ")";
      separator = ", ";
    }
    out << "\n";
  }
}

void PrintParts(const SearchHit& hit, std::ostream& out) {
  out << "   id " << hit.id << ", language " << hit.language << ", score " << Fixed(hit.score)
      << ", confidence " << Fixed(hit.confidence) << "\n";
  if (hit.parts.empty()) return;
  const char* separator = "   ";
  for (const auto& [name, value] : hit.parts) {
    out << separator << name << " " << Fixed(value);
    separator = ", ";
  }
  out << "\n";
}

Status CheckLanguage(const Snapshot& snapshot, const std::string& language,
                     const Audiences& audiences) {
  const std::vector<std::string> available = snapshot.languages(audiences);
  if (std::find(available.begin(), available.end(), language) != available.end()) return {};
  std::string list;
  for (const std::string& one : available) list += " " + one;
  return Fail(ErrorCode::kNotFound, "the index has nothing in '" + language + "'; it has:" + list);
}

// Through the very door that programs use, so that the two cannot differ.
Status PrintJson(const SearchCommand& command, IndexReader* index, Searcher* searcher,
                 std::ostream& out) {
  const Config config;
  Services services;
  services.config = &config;
  services.index = index;
  services.searcher = searcher;
  WebRequest request;
  request.query = {
      {"q", command.words}, {"lang", command.language}, {"limit", std::to_string(command.limit)}};
  if (command.exact) request.query.emplace("exact", "1");
  const WebResponse response = ApiSearchDoor(services)(request);
  if (response.status != 200) return Fail(ErrorCode::kInvalidArgument, response.body);
  out << response.body << "\n";
  return {};
}

}  // namespace

void PrintAnswer(const SearchAnswer& answer, SearchOutput output, std::ostream& out) {
  const bool is_explained = output == SearchOutput::kExplain;
  if (is_explained) {
    PrintQuery(answer.query, out);
    out << "total: " << answer.total << (answer.total_is_exact ? "" : " (or more)") << "\n\n";
  } else if (answer.query.text != answer.query.typed) {
    out << "showing results for: " << answer.query.text << "\n\n";
  }
  std::size_t rank = 0;
  for (const SearchHit& hit : answer.hits) {
    out << ++rank << ". " << hit.title;
    if (!hit.heading.empty()) out << " > " << hit.heading;
    out << "\n   " << ArticleUrl(hit.language, hit.path, hit.anchor) << "\n";
    if (is_explained) PrintParts(hit, out);
    out << "   " << Marked(hit.snippet) << "\n";
  }
  if (answer.hits.empty()) out << "nothing found\n";
}

Status RunSearch(const SearchCommand& command, std::ostream& out) {
  Result<std::unique_ptr<IndexReader>> index = IndexReader::Open(command.index);
  if (!index) return tl::unexpected(index.error());
  const std::shared_ptr<const Snapshot> snapshot = (*index)->snapshot();
  const Audiences audiences = AudiencesOf(WebRequest());
  if (Status known = CheckLanguage(*snapshot, command.language, audiences); !known) return known;
  Searcher searcher;
  if (command.output == SearchOutput::kJson) {
    return PrintJson(command, index->get(), &searcher, out);
  }
  searcher.Warm(*snapshot);
  SearchRequest request;
  request.query = Understand(command.words);
  request.language = command.language;
  request.audiences = audiences;
  request.limit = command.limit;
  request.exact = command.exact;
  request.explain = command.output == SearchOutput::kExplain;
  const Clock::time_point begin = Clock::now();
  const Result<SearchAnswer> answer = searcher.Search(*snapshot, request);
  if (!answer) return tl::unexpected(answer.error());
  const Clock::duration time = Clock::now() - begin;
  PrintAnswer(*answer, command.output, out);
  if (command.output == SearchOutput::kExplain) {
    out << "\ntime: " << Fixed(std::chrono::duration<double, std::milli>(time).count()) << " ms\n";
  }
  return {};
}

}  // namespace zeroline
