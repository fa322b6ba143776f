// Rules about links, images and words that need no dictionary.
#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <unordered_set>

#include "indexer/check/checked_article.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

// Link texts that say where to press and not where it leads, in lower case. Of all languages:
// articles quote one another's words.
// clang-format off
constexpr std::string_view kVagueTexts[] = {
    "here", "click here", "click", "this link", "link", "read more", "this", "tutaj",
    "kliknij tutaj", "tu", "ten link", "czytaj więcej", "здесь", "тут", "нажмите здесь",
    "щелкните здесь", "щёлкните здесь", "ссылка", "ссылке", "эта ссылка", "этой ссылке",
    "по этой ссылке", "по ссылке", "подробнее здесь", "这里", "此处", "这里点击", "点击这里", "点击此处",
    "单击此处", "单击这里", "链接", "此链接", "这个链接", "hier", "hier klicken", "klicken sie hier",
    "dieser link", "diesem link"};
// clang-format on

const std::unordered_set<std::string_view>& VagueTexts() {
  static const auto* const texts =
      new std::unordered_set<std::string_view>(std::begin(kVagueTexts), std::end(kVagueTexts));
  return *texts;
}

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80 || c == '\'';
}

void CheckLinks(const CheckedArticle& checked, std::vector<Diagnostic>* findings) {
  const bool wants_vague = checked.Wants("vague-link-text");
  const bool wants_empty = checked.Wants("empty-link");
  for (const ManuscriptLink& link : checked.manuscript->links) {
    if (link.is_raw) continue;
    if (link.text.empty()) {
      if (!wants_empty || link.target.empty()) continue;
      findings->push_back(checked.Finding(
          "empty-link", link.place,
          "the link to " + std::string(TruncateUtf8(link.target, 120)) +
              " has no text and cannot be seen; write what it leads to, or remove it"));
    } else if (wants_vague) {
      std::string text = LowerCase(link.text);
      while (!text.empty() && std::string_view(".,:;!?").find(text.back()) != std::string::npos) {
        text.pop_back();
      }
      if (!VagueTexts().contains(text)) continue;
      findings->push_back(
          checked.Finding("vague-link-text", link.place,
                          "the link text \"" + link.text +
                              "\" does not say where it leads; name what is there instead"));
    }
  }
}

void CheckImages(const CheckedArticle& checked, std::vector<Diagnostic>* findings) {
  if (!checked.Wants("missing-alt-text")) return;
  for (const ManuscriptImage& image : checked.manuscript->images) {
    // Images written into the text are not shown at all.
    const bool is_shown = !image.target.empty() && !image.target.starts_with("data:");
    if (!image.alternative.empty() || image.is_decoration || !is_shown) continue;
    findings->push_back(
        checked.Finding("missing-alt-text", image.place,
                        "the image " + std::string(TruncateUtf8(image.target, 120)) +
                            " has no alternative text; say between the brackets what it shows"));
  }
}

void CheckTodo(const CheckedArticle& checked, std::vector<Diagnostic>* findings) {
  if (!checked.Wants("todo-marker")) return;
  for (const ManuscriptText& text : checked.manuscript->texts) {
    for (const std::string_view marker : {"TODO", "FIXME", "TBD"}) {
      const std::size_t at = text.text.find(marker);
      if (at == std::string::npos) continue;
      const std::size_t end = at + marker.size();
      if ((at > 0 && IsWordByte(text.text[at - 1])) ||
          (end < text.text.size() && IsWordByte(text.text[end]))) {
        continue;
      }
      findings->push_back(checked.Finding("todo-marker", checked.manuscript->PlaceIn(text, at, end),
                                          "readers see this " + std::string(marker) +
                                              "; finish the text, or hide the note: <!-- " +
                                              std::string(marker) + " -->"));
    }
  }
}

// Words that may follow themselves, and stand-ins for digits: "ddd ddd".
bool MayRepeat(std::string_view word) {
  if (word.find_first_not_of(word.front()) == std::string_view::npos) return true;
  constexpr std::array<std::string_view, 20> kWords = {
      "that",   "had",   "can",  "very", "die", "der", "das", "den", "sie", "wie",
      "bardzo", "очень", "чуть", "едва", "то",  "no",  "nie", "aus", "ein", "an"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// Whether nothing but white space, and the marks of lists and quotes, parts two places of the
// source: markup between would make the second word a name.
bool OnlySpaceBetween(SourcePlace first, SourcePlace second, std::size_t characters) {
  if (first.line != second.line) return true;
  return second.column - first.column == static_cast<int>(characters) + 1;
}

void CheckRepeatedWords(const CheckedArticle& checked, const ManuscriptText& text,
                        std::vector<Diagnostic>* findings) {
  const std::string_view all = text.text;
  std::string_view last;  // and nothing but one space or line end behind it
  std::size_t last_begin = 0;
  for (std::size_t i = 0; i < all.size();) {
    const std::size_t begin = i;
    while (i < all.size() && IsWordByte(all[i])) ++i;
    const bool is_part =
        begin > 0 && std::string_view("_-/\\.@#").find(all[begin - 1]) != std::string_view::npos;
    const std::string_view word = all.substr(begin, i - begin);
    if (word == last && CountCodePoints(word) > 1 &&
        word.find(kObjectMark) == std::string_view::npos && !MayRepeat(word) &&
        (i == all.size() || (all[i] != '-' && all[i] != '_'))) {
      const Manuscript& manuscript = *checked.manuscript;
      const SourcePlace first = manuscript.PlaceIn(text, last_begin, last_begin + last.size());
      const SourcePlace second = manuscript.PlaceIn(text, begin, i);
      if (OnlySpaceBetween(first, second, CountCodePoints(word))) {
        findings->push_back(
            checked.Finding("repeated-word", second,
                            "\"" + std::string(word) +
                                "\" stands twice; remove one, or the word that it stands for"));
      }
    }
    const bool is_parted = i < all.size() && (all[i] == ' ' || all[i] == '\n');
    last = is_parted && !is_part ? word : std::string_view();
    last_begin = begin;
    if (i < all.size()) ++i;
  }
}

}  // namespace

void CheckWording(const CheckedArticle& article, std::vector<Diagnostic>* findings) {
  CheckLinks(article, findings);
  CheckImages(article, findings);
  CheckTodo(article, findings);
  if (!article.Wants("repeated-word")) return;
  for (const ManuscriptText& text : article.manuscript->texts) {
    CheckRepeatedWords(article, text, findings);
  }
}

}  // namespace zeroline
