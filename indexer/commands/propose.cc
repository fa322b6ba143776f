#include "indexer/commands/propose.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <ostream>
#include <utility>

#include "indexer/article/front_matter_edit.h"
#include "indexer/commands/article_place.h"
#include "indexer/commands/new_command.h"
#include "indexer/commands/question_report.h"
#include "indexer/language/text.h"
#include "indexer/scaffold/scaffold.h"
#include "indexer/source/git_branch.h"
#include "indexer/source/source_tree.h"

namespace zeroline {
namespace {

constexpr std::uint64_t kMaxReportBytes = 256u << 20;
constexpr std::size_t kMaxTop = 100;
// Of one question: more say nothing new, and a page of questions helps no writer.
constexpr std::size_t kMaxWordings = 6;
// What only one person has said may tell who it was.
constexpr std::size_t kMinVisitors = 2;
constexpr std::string_view kDraftKind = "troubleshooting";

std::string Dated(std::chrono::year_month_day day) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

std::vector<std::string> FitWordings(const ReportedQuestion& question) {
  std::vector<std::string> fit;
  for (const std::string& wording : question.wordings) {
    if (fit.size() < kMaxWordings && IsFitForArticle(wording)) fit.push_back(wording);
  }
  return fit;
}

const ReportedQuestion* FindQuestion(const QuestionReport& report, const std::string& id) {
  for (const auto* list : {&report.gaps, &report.top}) {
    const auto found =
        std::find_if(list->begin(), list->end(),
                     [&](const ReportedQuestion& question) { return question.id == id; });
    if (found != list->end()) return &*found;
  }
  return nullptr;
}

// "Ноутбук не видит принтер" of a question, as a title for the writer to better.
std::string TitleOf(const std::string& wording) {
  std::string title(TruncateUtf8(wording, kMaxTitleCharacters));
  if (title.front() >= 'a' && title.front() <= 'z') {
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
  }
  return title;
}

// The change that grows question by question.
class Proposal {
 public:
  Proposal(const ProposeCommand& command, std::string review_by)
      : command_(command), review_by_(std::move(review_by)) {}

  // Says in `message()` what was done. A failure leaves all as it was.
  Status Add(const ReportedQuestion& question) {
    if (question.visitors < kMinVisitors) {
      return Fail(ErrorCode::kInvalidArgument,
                  question.id + " was asked by one person only: in their words it is theirs");
    }
    const std::vector<std::string> wordings = FitWordings(question);
    if (wordings.empty()) {
      return Fail(ErrorCode::kInvalidArgument,
                  question.id +
                      " has no wording that may stand in an article: all are too long, or "
                      "hold what may be personal");
    }
    if (!command_.article.empty()) return AddQuestions(question, command_.article, wordings);
    const bool is_new =
        command_.draft || question.nearest_path.empty() || question.action == "write_article";
    if (is_new) return AddDraft(question, wordings);
    if (question.action == "translate") return AddTranslation(question, wordings);
    return AddQuestions(question, question.nearest_path, wordings);
  }

  std::vector<ProposedFile> files() const {
    std::vector<ProposedFile> files;
    for (const auto& [path, content] : contents_) files.push_back({path, content});
    return files;
  }
  const std::string& message() const { return message_; }

 private:
  Status AddQuestions(const ReportedQuestion& question, const std::string& path,
                      const std::vector<std::string>& wordings) {
    const auto file = ArticleFileAt(path);
    if (!file) return Fail(ErrorCode::kInvalidArgument, path + " is no article");
    if (file->language != question.language) {
      return Fail(ErrorCode::kInvalidArgument, question.id + " is asked in " + question.language +
                                                   ", and " + path +
                                                   " is not; --draft makes an article of it");
    }
    Result<std::string> content = ContentOf(path);
    if (!content) return tl::unexpected(content.error());
    return Keep(question, path, "questions for",
                AppendToFrontMatterList(*content, "questions", wordings));
  }

  Status AddDraft(const ReportedQuestion& question, const std::vector<std::string>& wordings) {
    const Result<ArticlePlace> place =
        PlaceArticle(command_.articles, question.language,
                     command_.path.empty() ? DraftPath(question, wordings) : command_.path);
    if (!place) return tl::unexpected(place.error());
    if (place->exists || contents_.contains(place->path)) return IsThere(place->path);
    const Result<std::string> text = ScaffoldArticle(
        kDraftKind, place->language, {TitleOf(wordings.front()), "", "", review_by_});
    if (!text) return tl::unexpected(text.error());
    return Keep(question, place->path, "draft",
                AppendToFrontMatterList(*text, "questions", wordings));
  }

  Status AddTranslation(const ReportedQuestion& question,
                        const std::vector<std::string>& wordings) {
    const std::string& path = question.nearest_path;
    const auto file = ArticleFileAt(path);
    if (!file) return Fail(ErrorCode::kInvalidArgument, path + " is no article");
    if (file->language == question.language) return AddQuestions(question, path, wordings);
    const Result<std::string> original = ContentOf(path);
    if (!original) return tl::unexpected(original.error());
    const Result<ArticlePlace> place =
        PlaceArticle(command_.articles, question.language, path.substr(path.find('/') + 1));
    if (!place) return tl::unexpected(place.error());
    if (place->exists) return AddQuestions(question, place->path, wordings);
    const auto known = contents_.find(place->path);
    const Result<std::string> text =
        known != contents_.end()
            ? Result<std::string>(known->second)
            : ScaffoldTranslation(place->language, {path, file->language, *original, review_by_});
    if (!text) return tl::unexpected(text.error());
    return Keep(question, place->path, "translation",
                AppendToFrontMatterList(*text, "questions", wordings));
  }

  static Status IsThere(const std::string& path) {
    return Fail(ErrorCode::kConflict,
                path + " is there already; name another with --path, or add to it with --article");
  }

  // Below the section of what is nearest. An address is best in Latin letters: the writer names it.
  static std::string DraftPath(const ReportedQuestion& question,
                               const std::vector<std::string>& wordings) {
    std::string folder = "new";
    const std::size_t language = question.nearest_path.find('/');
    if (language != std::string::npos) {
      const std::size_t section = question.nearest_path.find('/', language + 1);
      if (section != std::string::npos) {
        folder = question.nearest_path.substr(language + 1, section - language - 1);
      }
    }
    const std::string slug = Slugify(wordings.front());
    const bool is_latin = !slug.empty() && slug.size() <= 60 &&
                          std::all_of(slug.begin(), slug.end(),
                                      [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return folder + "/" + (is_latin ? slug : question.id);
  }

  Result<std::string> ContentOf(const std::string& path) const {
    const auto known = contents_.find(path);
    if (known != contents_.end()) return known->second;
    return ReadAtHead(command_.articles, path);
  }

  Status Keep(const ReportedQuestion& question, const std::string& path, const char* what,
              Result<std::string> content) {
    if (!content) return Fail(content.error().code, path + ": " + content.error().message);
    const Result<std::string> before = ContentOf(path);
    if (before && *before == *content) {
      return Fail(ErrorCode::kConflict, path + " has the questions of " + question.id + " already");
    }
    contents_[path] = *std::move(content);
    message_ += std::string("- ") + what + " " + path + " (" + question.id + ")\n";
    return {};
  }

  const ProposeCommand& command_;
  std::string review_by_;
  std::map<std::string, std::string> contents_;
  std::string message_;
};

Status AddNamed(const ProposeCommand& command, const QuestionReport& report, Proposal* proposal) {
  for (const std::string& id : command.questions) {
    const ReportedQuestion* question = FindQuestion(report, id);
    if (question == nullptr) {
      return Fail(ErrorCode::kNotFound, "the report has no question " + id);
    }
    if (Status added = proposal->Add(*question); !added) return added;
  }
  return {};
}

// The first gaps that something can be proposed for; the others are told and passed over.
void AddFirst(const ProposeCommand& command, const QuestionReport& report, Proposal* proposal,
              std::ostream& out) {
  std::size_t added = 0;
  for (const ReportedQuestion& question : report.gaps) {
    if (added == command.top) return;
    const Status status = proposal->Add(question);
    if (status) {
      ++added;
    } else {
      out << "passed over: " << status.error().message << "\n";
    }
  }
}

std::string DefaultBranch(const ProposeCommand& command, std::chrono::year_month_day today) {
  return "questions/" + (command.questions.size() == 1 ? command.questions[0] : Dated(today));
}

}  // namespace

void AddPropose(CLI::App* app, ProposeCommand* command) {
  app->add_option("--articles", command->articles, "Folder of articles, in a Git repository")
      ->required();
  app->add_option("--report", command->report, "Made by zeroline-server report --format json")
      ->required();
  auto* questions = app->add_option("--question", command->questions,
                                    "Which of the report's questions, such as q-1a2b3c4d");
  auto* top = app->add_option("--top", command->top, "The first N gaps of the report")
                  ->check(CLI::Range(std::size_t{1}, kMaxTop))
                  ->excludes(questions);
  app->add_option("--branch", command->branch,
                  "Name of the new branch; default: questions/<id or today>");
  auto* article = app->add_option("--article", command->article,
                                  "Add the questions to this article, such as en/network/vpn.md")
                      ->excludes(top);
  app->add_flag("--draft", command->draft, "Begin an article, whatever is near")->excludes(article);
  app->add_option("--path", command->path, "Path of the draft below its language")
      ->excludes(top)
      ->excludes(article);
}

Status RunPropose(const ProposeCommand& command, std::chrono::year_month_day today,
                  std::ostream& out) {
  if (command.questions.empty() && command.top == 0) {
    return Fail(ErrorCode::kInvalidArgument, "say which: --question ID or --top N");
  }
  const Result<std::string> text = ReadFile(command.report, kMaxReportBytes);
  if (!text) return tl::unexpected(text.error());
  const Result<QuestionReport> report = ReadQuestionReport(*text);
  if (!report) return tl::unexpected(report.error());
  Proposal proposal(command, ReviewBy(today));
  if (Status added = AddNamed(command, *report, &proposal); !added) return added;
  AddFirst(command, *report, &proposal, out);
  if (proposal.message().empty()) {
    return Fail(ErrorCode::kInvalidArgument, "there is nothing to propose");
  }
  ProposedBranch branch;
  branch.name = command.branch.empty() ? DefaultBranch(command, today) : command.branch;
  branch.message = "articles: what readers asked and did not find\n\n" + proposal.message();
  branch.files = proposal.files();
  const Result<std::string> commit = CommitToNewBranch(command.articles, branch);
  if (!commit) return tl::unexpected(commit.error());
  out << "branch " << branch.name << ", commit " << commit->substr(0, 12) << ":\n"
      << proposal.message() << SummarizeBranch(command.articles, branch.name).value_or("")
      << "\n\nNext:\n"
      << "  look at it: git -C " << command.articles.string() << " diff HEAD..." << branch.name
      << "\n  work on it: git -C " << command.articles.string() << " switch " << branch.name
      << "\n  take it:    git -C " << command.articles.string() << " merge " << branch.name << "\n";
  return {};
}

}  // namespace zeroline
