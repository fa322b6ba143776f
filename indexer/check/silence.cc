#include "indexer/check/silence.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "indexer/article/yaml_value.h"
#include "indexer/check/rules.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

constexpr std::string_view kMark = "zeroline-check";
constexpr int kEndOfFile = std::numeric_limits<int>::max();

Diagnostic Problem(std::string_view path, SourcePlace place, std::string message) {
  return {Severity::kWarning, std::string(path),  place.line,
          "unused-silence",   std::move(message), place.column};
}

// The first word of *text, which goes on behind it.
std::string_view TakeWord(std::string_view* text) {
  const std::size_t begin = std::min(text->find_first_not_of(" \t\n"), text->size());
  const std::size_t end = std::min(text->find_first_of(" \t\n", begin), text->size());
  const std::string_view word = text->substr(begin, end - begin);
  text->remove_prefix(end);
  return word;
}

std::vector<std::string> SplitNames(std::string_view names) {
  std::vector<std::string> parts;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(','), names.size());
    std::string name = CollapseWhiteSpace(names.substr(0, end));
    if (!name.empty()) parts.push_back(std::move(name));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return parts;
}

class SilenceReader {
 public:
  SilenceReader(std::string_view path, Silences* out) : path_(path), out_(out) {}

  void Comment(const ManuscriptComment& comment) {
    std::string_view text = comment.text;
    if (TakeWord(&text) != kMark) return;
    const std::string_view verb = TakeWord(&text);
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::vector<std::string> rules = SplitNames(text.substr(0, colon));
    if (verb == "enable") return Enable(rules, comment.place.line);
    const bool one_line = verb == "disable-next-line";
    if ((!one_line && verb != "disable") || rules.empty()) {
      return Complain(comment.place,
                      "this silence is not understood; write \"disable-next-line RULE: reason\", "
                      "\"disable RULE: reason\" or \"enable RULE\"");
    }
    Silence silence;
    silence.place = comment.place;
    silence.first_line = comment.last_line + (one_line ? 1 : 0);
    silence.last_line = one_line ? silence.first_line : kEndOfFile;
    silence.has_reason = colon < text.size() && !CollapseWhiteSpace(text.substr(colon + 1)).empty();
    for (const std::string& rule : rules) Add(rule, silence);
  }

  void FrontMatter(const Manuscript& manuscript) {
    const FrontMatterValue* field = manuscript.Field("check");
    if (field == nullptr) return;
    YamlProblem problem;
    const auto root = ReadYamlValue(manuscript.front_matter, &problem);
    const YamlValue* check = root ? root->Find("check") : nullptr;
    const YamlValue* disable = check == nullptr ? nullptr : check->Find("disable");
    if (disable == nullptr || disable->kind != YamlValue::Kind::kMap) {
      return Complain({field->line, field->column},
                      "\"check\" is not understood; write check: {disable: {RULE: reason}}");
    }
    for (const YamlValue& entry : disable->children) {
      Silence silence;
      silence.place = {entry.line + 1, entry.column};  // "---" stands above
      silence.has_reason = !CollapseWhiteSpace(entry.scalar).empty();
      Add(entry.key, silence);
    }
  }

 private:
  void Add(const std::string& rule, Silence silence) {
    if (FindRule(rule) == nullptr) {
      const std::string nearest = NearestRule(rule);
      return Complain(silence.place, "there is no rule \"" + rule + "\" to silence" +
                                         (nearest.empty() ? "" : "; perhaps " + nearest));
    }
    silence.rule = rule;
    out_->all.push_back(std::move(silence));
  }

  // Without names, every rule speaks again.
  void Enable(const std::vector<std::string>& rules, int line) {
    for (Silence& silence : out_->all) {
      const bool named =
          rules.empty() || std::find(rules.begin(), rules.end(), silence.rule) != rules.end();
      if (named && silence.last_line == kEndOfFile) silence.last_line = line;
    }
  }

  void Complain(SourcePlace place, std::string message) {
    out_->problems.push_back(Problem(path_, place, std::move(message)));
  }

  const std::string_view path_;
  Silences* const out_;
};

bool Covers(const Silence& silence, const Diagnostic& finding) {
  if (finding.severity == Severity::kError || finding.rule != silence.rule) return false;
  return silence.first_line == 0 ||
         (finding.line >= silence.first_line && finding.line <= silence.last_line);
}

}  // namespace

Silences ReadSilences(const Manuscript& manuscript, std::string_view path) {
  Silences silences;
  SilenceReader reader(path, &silences);
  reader.FrontMatter(manuscript);
  for (const ManuscriptComment& comment : manuscript.comments) reader.Comment(comment);
  return silences;
}

void ApplySilences(const Silences& silences, const std::function<bool(std::string_view rule)>& runs,
                   std::string_view path, std::vector<Diagnostic>* findings) {
  std::vector<bool> is_used(silences.all.size(), false);
  const auto is_silenced = [&](const Diagnostic& finding) {
    bool covered = false;
    for (std::size_t i = 0; i < silences.all.size(); ++i) {
      if (!Covers(silences.all[i], finding)) continue;
      covered = is_used[i] = true;
    }
    return covered;
  };
  findings->erase(std::remove_if(findings->begin(), findings->end(), is_silenced), findings->end());
  if (!runs("unused-silence")) return;
  findings->insert(findings->end(), silences.problems.begin(), silences.problems.end());
  for (std::size_t i = 0; i < silences.all.size(); ++i) {
    const Silence& silence = silences.all[i];
    if (!runs(silence.rule)) continue;
    if (!is_used[i]) {
      findings->push_back(
          Problem(path, silence.place,
                  "there is nothing of " + silence.rule + " to silence here; remove this silence"));
    } else if (!silence.has_reason) {
      findings->push_back(
          Problem(path, silence.place,
                  "this silence of " + silence.rule + " gives no reason; write it behind a colon"));
    }
  }
}

}  // namespace zeroline
