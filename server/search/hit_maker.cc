#include "server/search/hit_maker.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "server/search/snippet.h"

namespace zeroline {
namespace {

// A misspelt query's matches are looked for in this much of an article.
constexpr std::size_t kSimilarBytes = 20000;

// Those inside the best passage; all if there are none.
std::vector<Match> InPassage(const ArticleView& article, const std::vector<Match>& matches,
                             const RankedDocument& ranked) {
  const std::size_t end = std::min<std::size_t>(ranked.passage_end, article.token_count());
  if (ranked.passage_begin >= end) return matches;
  const std::uint32_t first = article.token_begins()[ranked.passage_begin];
  const std::uint32_t last = article.token_begins()[end - 1] + article.token_lengths()[end - 1];
  std::vector<Match> inside;
  std::copy_if(matches.begin(), matches.end(), std::back_inserter(inside),
               [&](const Match& match) { return match.begin >= first && match.end <= last; });
  return inside.empty() ? matches : inside;
}

}  // namespace

SearchHit HitMaker::Make(const ArticleView& article, const RankedDocument& ranked) {
  SearchHit hit;
  hit.id = article.id();
  hit.language = article.language();
  hit.audience = article.audience();
  hit.path = article.path();
  hit.title = article.title();
  hit.section = article.section();
  hit.updated = article.updated();
  hit.outdated = article.outdated_section_count() > 0;
  hit.score = ranked.score;

  std::vector<Match> in_title;
  finder_.Find(article.title(), analyzer_, &in_title);
  finder_.Find(article, &matches_);
  if (matches_.empty() && in_title.empty()) {
    finder_.FindSimilar(article.title(), analyzer_, &in_title);
    finder_.FindSimilar(article.text().substr(0, kSimilarBytes), analyzer_, &matches_);
  }
  hit.title_parts = MarkMatches(article.title(), 0, article.title().size(), in_title);
  AddBestSection(article, in_title, ranked, &hit);
  return hit;
}

// A passage that matches nothing beyond the title is no better than the whole article: then the
// result leads to its beginning.
void HitMaker::AddBestSection(const ArticleView& article, const std::vector<Match>& in_title,
                              const RankedDocument& ranked, SearchHit* hit) const {
  const std::string_view text = article.text();
  const std::optional<Passage> best =
      BestPassage(InPassage(article, matches_, ranked), SnippetBytes(text));
  const auto size = static_cast<std::uint32_t>(text.size());
  if (!best || article.section_count() == 0 || !AddsTerms(*best, matches_, in_title)) {
    hit->snippet = Opening(article);
    return;
  }
  const ArticleView::Section section = article.section_at(SectionAt(article, best->begin));
  const auto heading_end = static_cast<std::uint32_t>(
      std::min<std::size_t>(section.text_begin + section.heading.size(), section.text_end));
  hit->heading = section.heading;
  hit->anchor = section.anchor;
  const bool has_body = section.text_end > heading_end + 1;
  const std::uint32_t floor = has_body ? heading_end : section.text_begin;
  hit->snippet = CutSnippet(text, *best, floor, has_body ? section.text_end : size, matches_);
}

std::vector<SnippetPart> HitMaker::Opening(const ArticleView& article) const {
  const std::string_view summary = article.summary();
  if (!summary.empty()) {
    std::vector<Match> in_summary;
    finder_.Find(summary, analyzer_, &in_summary);
    return MarkMatches(summary, 0, summary.size(), in_summary);
  }
  const auto size = static_cast<std::uint32_t>(article.text().size());
  return CutSnippet(article.text(), Passage{}, 0, size, matches_);
}

}  // namespace zeroline
