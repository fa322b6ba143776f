#include "indexer/translation/glossary.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

// Longer ones are sentences, which nobody asks word for word.
constexpr std::size_t kMaxWordingBytes = 200;

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

class GlossaryParser {
 public:
  GlossaryParser(Glossary* glossary, std::vector<Diagnostic>* diagnostics)
      : glossary_(glossary), diagnostics_(diagnostics) {}

  // False: there is no point in going on.
  bool Line(std::string_view line) {
    ++number_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (CollapseWhiteSpace(line).empty() || line.front() == '#') return true;
    if (FindInvalidUtf8(line)) return Report("the line is not UTF-8; save the file as UTF-8");
    if (glossary_->languages.empty()) return Languages(line);
    Concept(line);
    return true;
  }

 private:
  // Always true, for one-line use.
  bool Report(std::string message, Severity severity = Severity::kWarning) {
    diagnostics_->push_back(
        {severity, std::string(kGlossaryName), number_, "glossary", std::move(message)});
    return true;
  }

  bool Languages(std::string_view line) {
    for (const std::string_view cell : Split(line, '\t')) {
      const std::string name = CollapseWhiteSpace(cell);
      const std::optional<std::string> tag = CanonicalLanguageTag(name);
      if (!tag || glossary_->Has(*tag)) {
        Report(tag ? "the language \"" + name + "\" has two columns; the glossary is not used"
                   : "\"" + name +
                         "\" is no language tag; the first row names the language of every column "
                         "(en, ru, ...), with tabs between; the glossary is not used",
               Severity::kError);
        glossary_->languages.clear();
        return false;
      }
      glossary_->languages.push_back(*tag);
    }
    if (glossary_->languages.size() > 1) return true;
    Report("a glossary needs two languages or more; it is not used", Severity::kError);
    return false;
  }

  void Concept(std::string_view line) {
    const std::vector<std::string_view> cells = Split(line, '\t');
    if (cells.size() > glossary_->languages.size()) {
      Report("the row has " + std::to_string(cells.size()) + " cells for " +
             std::to_string(glossary_->languages.size()) + " languages; it is left out");
      return;
    }
    std::vector<std::vector<std::string>> concept_row(glossary_->languages.size());
    std::size_t filled = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      for (const std::string_view part : Split(cells[i], '|')) {
        std::string wording = CollapseWhiteSpace(part);
        if (wording.size() > kMaxWordingBytes) {
          Report("a wording is longer than " + std::to_string(kMaxWordingBytes) +
                 " bytes; it is left out");
        } else if (!wording.empty()) {
          concept_row[i].push_back(std::move(wording));
        }
      }
      filled += concept_row[i].empty() ? 0 : 1;
    }
    if (filled < 2) {
      Report("the row has words in one language only; separate languages with tabs");
      return;
    }
    glossary_->concepts.push_back(std::move(concept_row));
  }

  Glossary* const glossary_;
  std::vector<Diagnostic>* const diagnostics_;
  int number_ = 0;
};

// Without the identifiers and compounds that lie over words which are tokens of their own.
std::string TermsOf(const std::string& wording, Analyzer* analyzer,
                    std::vector<AnalyzedToken>* tokens) {
  analyzer->Analyze(wording, tokens);
  std::string terms;
  for (const AnalyzedToken& token : *tokens) {
    const TokenKind kind = token.terms->kind;
    if (kind == TokenKind::kIdentifier || kind == TokenKind::kCompound) continue;
    if (!terms.empty()) terms += ' ';
    terms += token.terms->word;
  }
  return terms;
}

}  // namespace

bool Glossary::Has(std::string_view language) const {
  return std::find(languages.begin(), languages.end(), language) != languages.end();
}

Glossary ParseGlossary(std::string_view text, std::vector<Diagnostic>* diagnostics) {
  Glossary glossary;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  GlossaryParser parser(&glossary, diagnostics);
  for (const std::string_view line : Split(text, '\n')) {
    if (!parser.Line(line)) break;
  }
  return glossary;
}

GlossaryColumn AnalyzeColumn(const Glossary& glossary, std::string_view language,
                             Analyzer* analyzer) {
  if (!glossary.Has(language)) return {};
  const auto column = static_cast<std::size_t>(
      std::find(glossary.languages.begin(), glossary.languages.end(), language) -
      glossary.languages.begin());
  GlossaryColumn analyzed;
  std::vector<AnalyzedToken> tokens;
  for (const auto& row : glossary.concepts) {
    std::vector<std::string>& phrases = analyzed.emplace_back();
    for (const std::string& wording : row[column]) {
      std::string phrase = TermsOf(wording, analyzer, &tokens);
      if (phrase.empty() || std::find(phrases.begin(), phrases.end(), phrase) != phrases.end()) {
        continue;
      }
      phrases.push_back(std::move(phrase));
    }
  }
  return analyzed;
}

std::vector<TranslationEntry> GlossaryEntries(const GlossaryColumn& from,
                                              const GlossaryColumn& to) {
  std::vector<TranslationEntry> entries;
  for (std::size_t i = 0; i < std::min(from.size(), to.size()); ++i) {
    for (const std::string& phrase : from[i]) {
      for (const std::string& meaning : to[i]) entries.push_back({phrase, meaning, 1});
    }
  }
  return entries;
}

std::vector<TranslationEntry> MergeEntries(std::vector<TranslationEntry> glossary,
                                           const std::vector<TranslationEntry>& learned,
                                           std::size_t limit) {
  std::vector<TranslationEntry> all = std::move(glossary);
  all.insert(all.end(), learned.begin(), learned.end());
  std::map<std::string_view, std::vector<std::string_view>> known;
  std::vector<TranslationEntry> merged;
  for (const TranslationEntry& entry : all) {
    std::vector<std::string_view>& meanings = known[entry.from];
    const bool is_known = std::find(meanings.begin(), meanings.end(), entry.to) != meanings.end();
    if (is_known || meanings.size() >= limit) continue;
    meanings.push_back(entry.to);
    merged.push_back(entry);
  }
  return merged;
}

}  // namespace zeroline
