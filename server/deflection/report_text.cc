// The report for a terminal, and for a spreadsheet.
#include <iomanip>
#include <sstream>
#include <string_view>

#include "server/deflection/report.h"
#include "server/printing/printed_text.h"
#include "server/store/unix_time.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxArticleRows = 30;
constexpr std::size_t kMaxListedRows = 20;

std::string Percent(double share) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(1) << 100 * share << " %";
  return out.str();
}

std::string Points(double difference) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(1) << std::showpos << 100 * difference;
  return out.str();
}

std::string Describe(const Proportion& share) {
  if (share.total == 0) return "no data";
  return Percent(share.share) + " (" + std::to_string(share.count) + " of " +
         std::to_string(share.total) + "; 95 % interval " + Percent(share.low) + " to " +
         Percent(share.high) + ")";
}

std::string Minute(std::int64_t seconds) { return FormatUtc(seconds, "%Y-%m-%d %H:%M"); }

std::string NameOfArticle(const std::string& article, const std::string& title) {
  if (article.empty()) return "(no article)";
  return Printable(title.empty() ? article : title + " (" + article + ")");
}

void PrintHeadline(const DeflectionReport& report, std::ostream& out) {
  out << "Deflection, " << FormatUtc(report.period.from, "%Y-%m-%d") << " to "
      << FormatUtc(report.period.to, "%Y-%m-%d") << "\n\n"
      << "confirmed: " << Describe(report.confirmed) << "\n";
  if (report.confirmed_open > 0) {
    out << "  " << report.confirmed_open << " of them can still be reversed\n";
  }
  if (report.confirmed_unknown > 0) {
    out << "  " << report.confirmed_unknown
        << " of them are of visitors without the cookie, whose requests cannot be told\n";
  }
  out << "probable, not part of the above: " << Describe(report.probable) << "\n\n"
      << report.rule << "\n";
}

void PrintOutcomes(const DeflectionReport& report, std::ostream& out) {
  out << "outcome      forms\n";
  for (const Outcome outcome : kOutcomes) {
    out << std::left << std::setw(12) << NameOf(outcome) << std::right << std::setw(6)
        << report.outcomes.Of(outcome) << "\n";
  }
  const DeflectionReport::Funnel& funnel = report.funnel;
  out << "\nfunnel: " << funnel.forms << " forms opened, " << funnel.eligible
      << " with a confident answer, " << funnel.offered << " offered, " << funnel.opened
      << " opened, " << funnel.solved << " solved, " << funnel.sent << " sent\n";
}

void PrintHoldout(const DeflectionReport::Holdout& holdout, std::ostream& out) {
  out << "\neffect of suggesting, among forms with a confident answer:\n"
      << "  asked a person when suggestions were withheld: " << Describe(holdout.withheld) << "\n"
      << "  asked a person when they were offered: " << Describe(holdout.offered) << "\n";
  if (holdout.avoided) {
    out << "  requests avoided: " << Points(holdout.avoided->value)
        << " percentage points (95 % interval " << Points(holdout.avoided->low) << " to "
        << Points(holdout.avoided->high) << ")\n";
  } else {
    out << "  not enough data: it takes " << kMinHoldoutArm << " of each\n";
  }
}

void PrintLanguages(const DeflectionReport& report, std::ostream& out) {
  out << "\nlanguage  forms  sent  confirmed\n";
  for (const DeflectionReport::Language& row : report.languages) {
    const std::size_t sent = row.outcomes.Of(Outcome::kFailed) +
                             row.outcomes.Of(Outcome::kIgnored) +
                             row.outcomes.Of(Outcome::kNotOffered);
    out << std::left << std::setw(8) << Printable(row.language) << std::right << std::setw(7)
        << row.outcomes.total() << std::setw(6) << sent << "  " << Describe(row.confirmed) << "\n";
  }
}

void PrintArticles(const DeflectionReport& report, std::ostream& out) {
  out << "\nshown  opened  solved  reversed  rejected  sent anyway  article\n";
  for (std::size_t i = 0; i < report.articles.size() && i < kMaxArticleRows; ++i) {
    const DeflectionReport::Article& row = report.articles[i];
    out << std::right << std::setw(5) << row.shown << std::setw(8) << row.opened << std::setw(8)
        << row.solved << std::setw(10) << row.reversed << std::setw(10) << row.rejected
        << std::setw(13) << row.sent_anyway << "  " << Printable(row.language) << " "
        << NameOfArticle(row.article, row.title) << "\n";
    for (const auto& [reason, count] : row.reasons) {
      if (reason.empty()) continue;
      out << "       rejected " << count << " x: " << Printable(reason) << "\n";
    }
  }
  if (report.articles.size() > kMaxArticleRows) {
    out << "  and " << report.articles.size() - kMaxArticleRows << " more: --format csv\n";
  }
}

void PrintReversed(const DeflectionReport& report, std::ostream& out) {
  if (report.reversed.empty()) return;
  out << "\nreversed, newest first:\n";
  for (std::size_t i = 0; i < report.reversed.size() && i < kMaxListedRows; ++i) {
    const DeflectionReport::Reversed& row = report.reversed[i];
    out << "  " << Minute(row.solved) << " solved by " << NameOfArticle(row.article, row.title)
        << ", request sent " << Minute(row.ticket) << "\n";
  }
}

void PrintSentAnyway(const DeflectionReport& report, std::ostream& out) {
  if (report.sent_anyway.empty()) return;
  out << "\nsent anyway, newest first:\n";
  for (std::size_t i = 0; i < report.sent_anyway.size() && i < kMaxListedRows; ++i) {
    const DeflectionReport::SentAnyway& row = report.sent_anyway[i];
    out << "  " << Minute(row.sent) << " " << (row.ticket.empty() ? "(no number)" : row.ticket)
        << " " << Printable(row.language) << "\n";
    for (const DeflectionReport::SentAnyway::Shown& shown : row.articles) {
      out << "    " << (shown.opened ? "opened " : "shown  ")
          << NameOfArticle(shown.article, shown.title);
      if (shown.rejected) out << ", rejected";
      if (!shown.reason.empty()) out << ": " << Printable(shown.reason);
      out << "\n";
    }
  }
}

}  // namespace

std::string ToText(const DeflectionReport& report) {
  std::ostringstream out;
  PrintHeadline(report, out);
  PrintOutcomes(report, out);
  PrintHoldout(report.holdout, out);
  PrintLanguages(report, out);
  PrintArticles(report, out);
  PrintReversed(report, out);
  PrintSentAnyway(report, out);
  return out.str();
}

std::string ToCsv(const DeflectionReport& report) {
  std::string text =
      "article,language,title,shown,opened,solved,reversed,rejected,sent_anyway,reasons\r\n";
  for (const DeflectionReport::Article& row : report.articles) {
    std::string reasons;
    for (const auto& [reason, count] : row.reasons) {
      if (reason.empty()) continue;
      reasons += (reasons.empty() ? "" : "; ") + reason + " (" + std::to_string(count) + ")";
    }
    text += CsvCell(row.article) + "," + CsvCell(row.language) + "," + CsvCell(row.title);
    for (const std::size_t count :
         {row.shown, row.opened, row.solved, row.reversed, row.rejected, row.sent_anyway}) {
      text += "," + std::to_string(count);
    }
    text += "," + CsvCell(reasons) + "\r\n";
  }
  return text;
}

}  // namespace zeroline
