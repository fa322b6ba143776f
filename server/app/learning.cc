#include "server/app/learning.h"

#include <algorithm>

#include "server/analytics/confirmed_questions.h"
#include "server/analytics/replaced_file.h"
#include "server/store/unix_time.h"
#include "server/telemetry/log.h"

namespace zeroline {
namespace {

// A form that is solved was opened not much earlier.
constexpr std::int64_t kLongestForm = 24 * 60 * 60;

}  // namespace

Result<bool> Learning::HasNews() const {
  if (learned_until_ == 0) return true;
  const std::int64_t end = SystemSeconds() + 1;
  const auto opinions = store_.feedback().Between(learned_until_, end, 1);
  if (!opinions) return tl::unexpected(opinions.error());
  if (!opinions->empty()) return true;
  const auto forms = store_.intents().Facts(learned_until_ - kLongestForm, end);
  if (!forms) return tl::unexpected(forms.error());
  return std::any_of(forms->begin(), forms->end(),
                     [this](const IntentFacts& form) { return form.solved >= learned_until_; });
}

Status Learning::Learn() {
  const auto snapshot = index_.snapshot();
  const Result<bool> news = HasNews();
  if (!news) return tl::unexpected(news.error());
  if (*news) {
    const std::int64_t now = SystemSeconds();
    const LearningPeriod all = {0, now + 1, config_.reversal_window,
                                static_cast<std::size_t>(config_.confirmed_visitors)};
    if (Status learned = LearnQuestions(all, *snapshot, &store_); !learned) return learned;
    learned_until_ = now;
  }
  // Also without news: another build may show, or hide, other articles.
  const auto questions = PublicQuestions(*snapshot, &store_);
  if (!questions) return tl::unexpected(questions.error());
  const Result<bool> written =
      ReplaceFile(ConfirmedQuestionsFile(config_), QuestionsTable(*questions));
  if (!written) return tl::unexpected(written.error());
  if (*written) {
    LogInfo("the next build can learn " + std::to_string(questions->size()) +
            " confirmed questions");
  }
  return {};
}

void Learning::Run() {
  if (Status learned = Learn(); !learned) LogWarning(learned.error().message);
}

}  // namespace zeroline
