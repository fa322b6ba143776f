#include "indexer/language/language_table.h"

#include <array>

namespace zeroline {
namespace {

constexpr LanguageRow kDefaultRow = {"", "", "", 0.3, 0.3};

constexpr std::array kRows = {
    LanguageRow{"ar", "arabic", "", 0.3, 0.3},     LanguageRow{"ca", "catalan", "", 0.3, 0.3},
    LanguageRow{"da", "danish", "", 0.3, 0.3},     LanguageRow{"de", "german", "", 0.3, 0.3},
    LanguageRow{"en", "english", "", 0.3, 0.3},    LanguageRow{"es", "spanish", "", 0.3, 0.3},
    LanguageRow{"eu", "basque", "", 0.3, 0.3},     LanguageRow{"fi", "finnish", "", 0.3, 0.3},
    LanguageRow{"fr", "french", "", 0.3, 0.3},     LanguageRow{"ga", "irish", "", 0.3, 0.3},
    LanguageRow{"hu", "hungarian", "", 0.3, 0.3},  LanguageRow{"hy", "armenian", "", 0.3, 0.3},
    LanguageRow{"id", "indonesian", "", 0.3, 0.3}, LanguageRow{"it", "italian", "", 0.3, 0.3},
    LanguageRow{"lt", "lithuanian", "", 0.3, 0.3}, LanguageRow{"nb", "norwegian", "", 0.3, 0.3},
    LanguageRow{"ne", "nepali", "", 0.3, 0.3},     LanguageRow{"nl", "dutch", "", 0.3, 0.3},
    LanguageRow{"nn", "norwegian", "", 0.3, 0.3},  LanguageRow{"no", "norwegian", "", 0.3, 0.3},
    LanguageRow{"pl", "", "pl_PL", 0.5, 0.3},      LanguageRow{"pt", "portuguese", "", 0.3, 0.3},
    LanguageRow{"ro", "romanian", "", 0.3, 0.3},   LanguageRow{"ru", "russian", "", 0.3, 0.3},
    LanguageRow{"sv", "swedish", "", 0.3, 0.3},    LanguageRow{"ta", "tamil", "", 0.3, 0.3},
    LanguageRow{"tr", "turkish", "", 0.3, 0.3},    LanguageRow{"zh", "", "", 0.5, 0.3},
};

}  // namespace

const LanguageRow& FindLanguageRow(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find_first_of("-_"));
  for (const LanguageRow& row : kRows) {
    if (row.tag == primary) return row;
  }
  return kDefaultRow;
}

}  // namespace zeroline
