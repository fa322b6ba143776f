#include "indexer/writer/database_words.h"

#include <xapian.h>

namespace zeroline {

Status ForEachWord(
    const std::filesystem::path& database,
    const std::function<void(const std::string& term, std::uint32_t documents)>& visit) {
  try {
    const Xapian::Database opened(database.string());
    const auto end = opened.allterms_end();
    auto term = opened.allterms_begin();
    while (term != end) {
      const std::string text = *term;
      // Words are in lower case, so a capital letter begins a prefix.
      if (text.front() >= 'A' && text.front() <= 'Z') {
        term.skip_to(std::string(1, static_cast<char>(text.front() + 1)));
        continue;
      }
      visit(text, term.get_termfreq());
      ++term;
    }
    return {};
  } catch (const Xapian::Error& error) {
    return Fail(ErrorCode::kCorrupt, database.string() + ": " + error.get_description());
  }
}

}  // namespace zeroline
