#include "indexer/commands/question_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxWordingCharacters = 150;
// Codes of errors are shorter ("809", "2738", "691"), or hexadecimal.
constexpr int kMaxDigits = 6;

std::string TextOf(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<ReportedQuestion> QuestionOf(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  ReportedQuestion question;
  question.id = TextOf(json, "id");
  question.language = CanonicalLanguageTag(TextOf(json, "language")).value_or("");
  question.action = TextOf(json, "action");
  if (question.id.empty() || question.language.empty()) return std::nullopt;
  const auto wordings = json.find("wordings");
  if (wordings == json.end() || !wordings->is_array()) return std::nullopt;
  for (const Json& wording : *wordings) {
    if (wording.is_object()) question.wordings.push_back(TextOf(wording, "text"));
  }
  const auto visitors = json.find("visitors");
  if (visitors != json.end() && visitors->is_number_unsigned()) {
    question.visitors = visitors->get<std::size_t>();
  }
  const auto nearest = json.find("nearest");
  if (nearest != json.end() && nearest->is_object()) {
    question.nearest_path = TextOf(*nearest, "source_path");
  }
  return question;
}

Result<std::vector<ReportedQuestion>> QuestionsOf(const Json& report, const char* key) {
  const auto list = report.find(key);
  std::vector<ReportedQuestion> questions;
  if (list != report.end() && list->is_array()) {
    for (const Json& json : *list) {
      std::optional<ReportedQuestion> question = QuestionOf(json);
      if (!question) break;
      questions.push_back(*std::move(question));
    }
    if (questions.size() == list->size()) return questions;
  }
  return Fail(ErrorCode::kInvalidArgument,
              std::string("the report has no list of \"") + key +
                  "\"; make it with: zeroline-server report --format json");
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Digits that may be a telephone number, an account, a card: counted through what people put
// between them.
bool HasLongNumber(std::string_view text) {
  int digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "0x") {  // 0x80070035
      i = std::min(text.find_first_not_of("0123456789abcdefABCDEF", i + 2), text.size()) - 1;
      digits = 0;
    } else if (IsDigit(text[i])) {
      if (++digits > kMaxDigits) return true;
    } else if (std::string_view(" -+().").find(text[i]) == std::string_view::npos) {
      digits = 0;
    }
  }
  return false;
}

}  // namespace

Result<QuestionReport> ReadQuestionReport(std::string_view text) {
  const Json report = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!report.is_object()) {
    return Fail(ErrorCode::kInvalidArgument,
                "the report is no JSON; make it with: zeroline-server report --format json");
  }
  Result<std::vector<ReportedQuestion>> gaps = QuestionsOf(report, "gaps");
  if (!gaps) return tl::unexpected(gaps.error());
  Result<std::vector<ReportedQuestion>> top = QuestionsOf(report, "top");
  if (!top) return tl::unexpected(top.error());
  return QuestionReport{*std::move(gaps), *std::move(top)};
}

bool IsFitForArticle(std::string_view wording) {
  if (FindInvalidUtf8(wording) || CollapseWhiteSpace(wording) != wording) return false;
  const std::size_t characters = CountCodePoints(wording);
  if (characters < 2 || characters > kMaxWordingCharacters) return false;
  for (const std::string_view sign : {"@", "://", "[*]", "<", ">", "www."}) {
    if (wording.find(sign) != std::string_view::npos) return false;
  }
  return !HasLongNumber(wording);
}

}  // namespace zeroline
