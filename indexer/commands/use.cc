#include "indexer/commands/use.h"

#include <utility>

#include "indexer/index_format/schema.h"
#include "indexer/source/source_tree.h"
#include "indexer/use/use_weights.h"

namespace zeroline {
namespace {

constexpr std::string_view kFormerIdPrefix = "/a/";  // of a redirect from an old id

UseTarget TargetOf(const ManifestFile& entry) {
  UseTarget target{entry.id, entry.language, entry.audience, {}};
  for (const std::string& from : entry.redirects) {
    if (from.starts_with(kFormerIdPrefix)) {
      target.former_ids.push_back(from.substr(kFormerIdPrefix.size()));
    }
  }
  return target;
}

std::string HashOf(const std::vector<CountedQuestion>& questions) {
  if (questions.empty()) return "";
  std::string all;
  for (const CountedQuestion& question : questions) {
    all += question.text + "\t" + std::to_string(question.count) + "\n";
  }
  return ContentHash(all);
}

void Give(std::vector<CountedQuestion> questions, SourceState* state) {
  ManifestFile& entry = state->entry;
  entry.confirmed_count = static_cast<std::uint32_t>(questions.size());
  entry.confirmed_hash = HashOf(questions);
  state->confirmed.clear();
  for (CountedQuestion& question : questions) {
    state->confirmed.push_back({std::move(question.text), question.count});
  }
  if (state->previous != nullptr && state->previous->confirmed_hash != entry.confirmed_hash) {
    state->touches_content = true;
  }
}

}  // namespace

Result<UseFile> ReadUseFile(const BuildOptions& options) {
  if (options.confirmed_questions.empty()) return UseFile{};
  Result<std::string> text = ReadFile(options.confirmed_questions, kMaxConfirmedBytes);
  if (!text) {
    return Fail(text.error().code,
                "the file of confirmed questions cannot be used: " + text.error().message);
  }
  std::string hash = ContentHash(*text);
  return UseFile{std::move(*text), std::move(hash)};
}

UseQuestions ParseUseFile(const BuildOptions& options, const UseFile& file) {
  UseQuestions use;
  use.name = options.confirmed_questions.string();
  use.hash = file.hash;
  ConfirmedQuestions parsed = ParseConfirmedQuestions(file.text, use.name, Today());
  use.rows = std::move(parsed.rows);
  use.diagnostics = std::move(parsed.diagnostics);
  return use;
}

std::size_t DealOut(const UseQuestions& use, std::deque<SourceState>* states) {
  std::vector<SourceState*> published;
  std::vector<UseTarget> targets;
  for (SourceState& state : *states) {
    if (!state.is_published()) continue;
    published.push_back(&state);
    targets.push_back(TargetOf(state.entry));
  }
  UseWeights weights = WeighQuestions(use.rows, targets, std::string(kPublicAudience));
  for (std::size_t i = 0; i < published.size(); ++i) {
    Give(std::move(weights.questions[i]), published[i]);
  }
  return weights.unknown_articles;
}

Diagnostic UnknownArticles(const UseQuestions& use, std::size_t lines) {
  return {Severity::kWarning, use.name, 0, "confirmed-question",
          std::to_string(lines) +
              (lines == 1 ? " line is about an article" : " lines are about articles") +
              " that this build does not publish; correct the id, or leave the line for the day "
              "the article comes back"};
}

}  // namespace zeroline
