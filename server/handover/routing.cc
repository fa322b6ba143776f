#include "server/handover/routing.h"

#include <algorithm>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

// Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar: no spaces between words.
bool IsUnspaced(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = NextCodePoint(text, &i);
    const bool is_unspaced = (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
                             (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x0E00 && c <= 0x0EFF) ||
                             (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
    if (!is_unspaced) return false;
  }
  return !text.empty();
}

// `text` is the whole text as Slugify() makes it, with '-' around it.
bool HasFolded(std::string_view text, std::string_view word) {
  const bool is_beginning = word.ends_with('*');
  const std::string folded = Slugify(word);
  if (folded.empty()) return false;
  if (IsUnspaced(folded)) return text.find(folded) != std::string_view::npos;
  return text.find("-" + folded + (is_beginning ? "" : "-")) != std::string_view::npos;
}

std::string Folded(std::string_view text) { return "-" + Slugify(text) + "-"; }

// "pt" fits "pt-BR", and "pt-BR" only itself.
bool FitsLanguage(std::string_view language, std::string_view wanted) {
  return language.starts_with(wanted) &&
         (language.size() == wanted.size() || language[wanted.size()] == '-');
}

template <typename Condition>
bool AnyFits(const std::vector<std::string>& wanted, Condition fits) {
  return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), fits);
}

}  // namespace

bool HasWord(std::string_view text, std::string_view word) { return HasFolded(Folded(text), word); }

Destination DestinationOf(const NewTicket& ticket, const HandoverSettings& settings) {
  const std::string text = Folded(ticket.subject + " \n " + ticket.body);
  for (const RouteSettings& route : settings.routes) {
    const bool fits =
        AnyFits(route.categories, [&](const auto& id) { return id == ticket.category; }) &&
        AnyFits(route.languages,
                [&](const auto& tag) { return FitsLanguage(ticket.language, tag); }) &&
        AnyFits(route.words, [&](const auto& word) { return HasFolded(text, word); });
    if (fits) return {route.connector, route.queue};
  }
  for (const ConnectorSettings& connector : settings.connectors) {
    const bool confirms_only =
        connector.type == ConnectorSettings::Type::kSmtp && connector.to.empty();
    if (!confirms_only) return {connector.name, ""};
  }
  return {};
}

}  // namespace zeroline
