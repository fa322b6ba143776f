// The report for a terminal, and for a spreadsheet.
#include <iomanip>
#include <sstream>
#include <string_view>

#include "server/analytics/writers_report.h"
#include "server/printing/printed_text.h"
#include "server/store/unix_time.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxRows = 20;
constexpr std::size_t kMaxOtherWordings = 3;

std::string MainWording(const QuestionCluster& cluster) {
  return cluster.wordings.empty() ? "" : cluster.wordings.front().text;
}

// A heading, and whether there is anything below it.
bool PrintHeading(std::string_view heading, std::size_t count, std::ostream& out) {
  if (count > 0) out << "\n" << heading << "\n";
  return count > 0;
}

void PrintRest(std::size_t count, std::ostream& out) {
  if (count > kMaxRows) out << "  and " << count - kMaxRows << " more: --format csv\n";
}

void PrintSummary(const WritersReport& report, std::ostream& out) {
  out << "Searches, " << FormatUtc(report.from, "%Y-%m-%d") << " to "
      << FormatUtc(report.to, "%Y-%m-%d") << ": " << report.intents << " questions of "
      << report.visitors << " visitors\n";
  if (report.intents == 0) return;
  out << "  not answered " << report.unanswered << ", answers not opened " << report.unopened
      << ", asked again in other words " << report.reformulated << ", helped " << report.helped
      << ", request sent " << report.sent << "\n ";
  for (const auto& [language, count] : report.intents_by_language) {
    out << " " << Printable(language) << " " << count;
  }
  out << "\n";
}

void PrintCluster(const QuestionCluster& cluster, std::ostream& out) {
  out << std::right << std::setw(6) << cluster.lost << std::setw(7) << cluster.intents << "  "
      << Printable(cluster.language) << "  " << Printable(MainWording(cluster)) << "  ("
      << cluster.id << ", " << NameOf(cluster.problem) << ")\n";
  for (std::size_t i = 1; i < cluster.wordings.size() && i <= kMaxOtherWordings; ++i) {
    out << "               also: " << Printable(cluster.wordings[i].text) << "\n";
  }
  if (cluster.problem == QuestionCluster::Problem::kNone) return;
  out << "               " << Printable(AdviceText(cluster)) << "\n";
}

void PrintClusters(std::string_view heading, const std::vector<QuestionCluster>& clusters,
                   std::ostream& out) {
  if (!PrintHeading(heading, clusters.size(), out)) return;
  out << "  lost  asked  question\n";
  for (std::size_t i = 0; i < clusters.size() && i < kMaxRows; ++i) PrintCluster(clusters[i], out);
  PrintRest(clusters.size(), out);
}

void PrintMissing(const WritersReport& report, std::ostream& out) {
  const auto& lines = report.missing_translations;
  if (!PrintHeading("Translations that readers miss", lines.size(), out)) return;
  out << "people  asked\n";
  for (std::size_t i = 0; i < lines.size() && i < kMaxRows; ++i) {
    out << std::right << std::setw(6) << lines[i].visitors << std::setw(7) << lines[i].intents
        << "  " << Printable(lines[i].article) << ": " << Printable(AdviceText(lines[i])) << "\n";
  }
  PrintRest(lines.size(), out);
}

void PrintArticles(const WritersReport& report, std::ostream& out) {
  if (!PrintHeading("Articles that deserve a look", report.articles.size(), out)) return;
  out << " found  opened  helped  not  sent\n";
  for (std::size_t i = 0; i < report.articles.size() && i < kMaxRows; ++i) {
    const ArticleLine& line = report.articles[i];
    out << std::right << std::setw(6) << line.found << std::setw(8) << line.opened << std::setw(8)
        << line.helped << std::setw(5) << line.not_helped << std::setw(6) << line.sent_anyway
        << "  " << Printable(line.source_path) << ":";
    for (const ArticleLine::Problem problem : line.problems) out << " " << NameOf(problem);
    out << "\n           " << Printable(AdviceText(line)) << "\n";
  }
  PrintRest(report.articles.size(), out);
}

void PrintLearned(const WritersReport& report, std::ostream& out) {
  if (!PrintHeading("Learned from readers", report.learned.size(), out)) return;
  for (std::size_t i = 0; i < report.learned.size() && i < kMaxRows; ++i) {
    const LearnedQuestion& line = report.learned[i];
    out << "  " << Printable(line.language) << "  " << Printable(line.question) << " -> "
        << Printable(line.article) << (line.is_in_build ? "" : " (with the next build)")
        << "; opened " << line.opened_before << " of " << line.intents_before << " before, "
        << line.opened_since << " of " << line.intents_since << " since\n";
  }
  PrintRest(report.learned.size(), out);
}

// One row: kind, id, language, title, problem, people, asked, and the columns of articles.
struct Row {
  std::string_view kind;
  std::string id;
  std::string language;
  std::string title;
  std::string problem;
  std::size_t people = 0;
  std::size_t asked = 0;
  std::size_t helped = 0;
  std::size_t not_helped = 0;
  std::size_t sent = 0;
  std::string nearest;
  std::string_view action;
  std::string advice;
};

std::string Line(const Row& row) {
  std::string line(row.kind);
  for (const std::string* cell : {&row.id, &row.language, &row.title, &row.problem}) {
    line += "," + CsvCell(*cell);
  }
  for (const std::size_t count : {row.people, row.asked, row.helped, row.not_helped, row.sent}) {
    line += "," + std::to_string(count);
  }
  return line + "," + CsvCell(row.nearest) + "," + std::string(row.action) + "," +
         CsvCell(row.advice) + "\r\n";
}

Row RowOf(const QuestionCluster& cluster) {
  return {"gap",
          cluster.id,
          cluster.language,
          MainWording(cluster),
          std::string(NameOf(cluster.problem)),
          cluster.lost,
          cluster.intents,
          cluster.helped,
          0,
          cluster.sent,
          cluster.nearest ? cluster.nearest->article : "",
          NameOf(AdviceFor(cluster)),
          AdviceText(cluster)};
}

Row RowOf(const MissingTranslation& missing) {
  return {"missing_translation",
          missing.article,
          missing.language,
          missing.title,
          "missing_translation",
          missing.visitors,
          missing.intents,
          0,
          0,
          0,
          "",
          NameOf(AdviceFor(missing)),
          AdviceText(missing)};
}

Row RowOf(const ArticleLine& line) {
  std::string problems;
  for (const ArticleLine::Problem problem : line.problems) {
    problems += (problems.empty() ? "" : " ") + std::string(NameOf(problem));
  }
  return {"article",        line.article,     line.language,
          line.title,       problems,         line.not_helped + line.sent_anyway,
          line.opened,      line.helped,      line.not_helped,
          line.sent_anyway, line.source_path, NameOf(AdviceFor(line)),
          AdviceText(line)};
}

}  // namespace

std::string ToText(const WritersReport& report) {
  std::ostringstream out;
  PrintSummary(report, out);
  PrintClusters("Questions without a good answer, most lost people first", report.gaps, out);
  PrintMissing(report, out);
  PrintArticles(report, out);
  PrintClusters("Asked most", report.top, out);
  PrintLearned(report, out);
  return out.str();
}

std::string ToCsv(const WritersReport& report) {
  std::string text =
      "kind,id,language,title,problem,people,asked,helped,not_helped,sent,nearest,action,"
      "advice\r\n";
  for (const QuestionCluster& cluster : report.gaps) text += Line(RowOf(cluster));
  for (const MissingTranslation& line : report.missing_translations) text += Line(RowOf(line));
  for (const ArticleLine& line : report.articles) text += Line(RowOf(line));
  return text;
}

}  // namespace zeroline
