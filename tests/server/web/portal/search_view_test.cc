#include "server/web/portal/search_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "server/web/escape.h"
#include "tests/server/web/portal/world.h"

namespace zeroline::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

SearchHit Hit(const std::string& language, const std::string& path, const std::string& title) {
  SearchHit hit;
  hit.id = path;
  hit.language = language;
  hit.path = path;
  hit.title = title;
  hit.section = path.substr(0, path.find('/'));
  hit.snippet = {{"Switch it ", false}, {"on", true}};
  return hit;
}

// An answer to `typed` with one hit and one change of the words.
SearchResults Mended(const std::string& typed, const std::string& kind, const std::string& text) {
  SearchResults results;
  results.asked = Understand(typed);
  results.answer.emplace();
  results.answer->query = results.asked;
  results.answer->query.text = text;
  results.answer->query.rewrites.push_back({kind, typed, text});
  results.answer->hits.push_back(Hit("en", "printing/jam", "Paper jam"));
  results.answer->total = 1;
  return results;
}

SearchResults Plain(const std::string& typed) {
  SearchResults results = Mended(typed, "spelling", typed);
  results.answer->query.rewrites.clear();
  return results;
}

std::size_t Count(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

class SearchViewTest : public ::testing::Test {
 protected:
  // The page as a door renders it.
  std::string Html(const SearchResults& results, const std::string& language = "en") {
    const WebRequest request = World::Get(language, "search");
    const auto page = OpenPage(world_.services(), world_.templates(), request);
    if (!page) throw std::runtime_error("no page in " + language);
    return Answer(*page, "search", SearchView(*page, results)).body;
  }

  World world_ =
      World({MakeArticle("en", "printing/jam", "Paper jam"),
             MakeArticle("en", "accounts/password", "Reset your password"),
             MakeArticle("ru", "printing/jam", "Замятие бумаги"),
             MakeArticle("pl", "printing/jam", "Zacięcie papieru"),
             MakeArticle("zh", "printing/jam", "卡纸"), MakeArticle("ar", "printing/dock", "محطة"),
             MakeArticle("de", "geräte/dock", "Dockingstation")});
};

TEST_F(SearchViewTest, TellsWhatWasSearchedInsteadAndTheWayBack) {
  const std::string html = Html(Mended("papr jam", "spelling", "paper jam"));
  EXPECT_THAT(html, HasSubstr("<h1>Showing results for “paper jam”</h1>"));
  EXPECT_THAT(html, HasSubstr("<a href=\"/en/search?q=papr%20jam&amp;exact=1\">"
                              "Search instead for “papr jam”</a>"));
  EXPECT_THAT(html, HasSubstr("<title>Results for “paper jam”"));
  EXPECT_THAT(html, HasSubstr("<div class=\"results-header\" role=\"status\">"));
}

TEST_F(SearchViewTest, SaysWhichTranslationsAreOutdated) {
  SearchResults results = Plain("paper jam");
  EXPECT_THAT(Html(results), Not(HasSubstr("hit-outdated")));
  results.answer->hits[0].outdated = true;
  EXPECT_THAT(Html(results, "pl"),
              AllOf(HasSubstr("<p class=\"hit-outdated\" lang=\"pl\" dir=\"ltr\">"),
                    HasSubstr("Oryginał zmienił się od czasu tłumaczenia")));
}

TEST_F(SearchViewTest, KeepsWhatWasTypedInTheBoxAndTheRequest) {
  const std::string html = Html(Mended("papr jam", "spelling", "paper jam"));
  EXPECT_THAT(html, HasSubstr("name=\"q\" value=\"papr jam\""));
  EXPECT_THAT(html, HasSubstr("/en/new-request?subject=papr%20jam"));
}

TEST_F(SearchViewTest, SaysWhyInTheReadersLanguage) {
  const struct {
    const char* language;
    const char* kind;
    const char* want;
  } kCases[] = {
      {"en", "layout", "The keyboard seems to have been set to another language."},
      {"en", "spelling", "There seemed to be a typing error."},
      {"en", "diacritics", "Missing accents were added."},
      {"en", "transliteration", "Your words were read as written in other letters."},
      {"ru", "layout", "Похоже, была включена другая раскладка клавиатуры."},
      {"ru", "spelling", "Показаны результаты по запросу «b»"},
      {"ru", "spelling", "Искать вместо этого «a»"},
      {"pl", "diacritics", "Dodano brakujące znaki diakrytyczne."},
      {"pl", "spelling", "Wyświetlamy wyniki dla „b”"},
      {"zh", "transliteration", "已把您输入的字母转换为对应的文字。"},
      {"zh", "spelling", "仍然搜索“a”"},
  };
  for (const auto& c : kCases) {
    EXPECT_THAT(Html(Mended("a", c.kind, "b"), c.language), HasSubstr(c.want)) << c.language;
  }
}

TEST_F(SearchViewTest, NamesNoReasonForChangesOfSeveralOrUnknownKinds) {
  SearchResults mixed = Mended("papr jam", "spelling", "paper jam");
  mixed.answer->query.rewrites.push_back({"layout", "a", "b"});
  const SearchResults unknown = Mended("papr jam", "sorcery", "paper jam");
  for (const SearchResults& results : {mixed, unknown}) {
    EXPECT_THAT(Html(results),
                HasSubstr("<p class=\"results-note\"><a href=\"/en/search?q=papr%20jam&amp;exact"));
  }
}

TEST_F(SearchViewTest, SaysNothingWhereNothingWasChanged) {
  const std::string html = Html(Plain("paper jam"));
  EXPECT_THAT(html, HasSubstr("<h1>Results for “paper jam”</h1>"));
  EXPECT_THAT(html, AllOf(Not(HasSubstr("results-note")), Not(HasSubstr("exact=1"))));
}

TEST_F(SearchViewTest, EveryLinkKeepsTheWordsAsTypedAndThatTheyStayUnmended) {
  SearchResults results = Plain("\"papr\" jam");
  results.mending = Mending::kForbidden;
  results.section = "printing";
  results.offset = 10;
  results.answer->total = 40;
  const std::string query = "/search?q=%22papr%22%20jam";
  const std::string html = Html(results);
  EXPECT_THAT(html, HasSubstr("\"/en" + query + "&amp;exact=1\""));  // all topics
  EXPECT_THAT(html, HasSubstr("\"/en" + query + "&amp;section=accounts&amp;exact=1\""));
  EXPECT_THAT(html,
              HasSubstr("\"/en" + query + "&amp;section=printing&amp;exact=1&amp;offset=20\""));
  EXPECT_THAT(html, HasSubstr("\"/ru" + query + "&amp;exact=1\""));
  results.mending = Mending::kAllowed;
  EXPECT_THAT(Html(results), Not(HasSubstr("exact=1")));
}

TEST_F(SearchViewTest, OffersTheMendedWordsToWhoDeclinedThem) {
  SearchResults results = Plain("papr jam");
  results.mending = Mending::kForbidden;
  results.suggestion = "paper jam";
  EXPECT_THAT(Html(results),
              HasSubstr("<a href=\"/en/search?q=papr%20jam\">Did you mean “paper jam”?</a>"));
  results.answer->hits.clear();
  EXPECT_THAT(Html(results), AllOf(HasSubstr("Nothing found for “papr jam”"),
                                   HasSubstr("Did you mean “paper jam”?")));
}

TEST_F(SearchViewTest, SaysThatALongQuestionWasCut) {
  SearchResults results;
  results.asked = Understand(std::string(3000, 'w'));
  results.answer.emplace();
  results.answer->query = results.asked;
  results.answer->hits.push_back(Hit("en", "printing/jam", "Paper jam"));
  const std::string html = Html(results);
  EXPECT_THAT(html, HasSubstr("only its beginning was searched: “www"));
  EXPECT_THAT(html, HasSubstr("<h1>Results for"));
  // In the box once, otherwise only an excerpt: the title, the heading, what was searched.
  EXPECT_THAT(html, Not(HasSubstr(">" + std::string(1000, 'w'))));
}

TEST_F(SearchViewTest, BoundsAndEscapesWhatItRepeats) {
  const std::string hostile = "<script>alert(1)</script> {{site_name}} \"'&";
  SearchResults results = Mended(hostile, "spelling", hostile + " b");
  results.suggestion = hostile;
  std::string html = Html(results);
  EXPECT_THAT(html, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(html,
              HasSubstr("Search instead for “&lt;script&gt;alert(1)&lt;/script&gt; {{site_name}}"));
  EXPECT_THAT(html, HasSubstr("Did you mean “&lt;script&gt;"));

  html = Html(Mended(std::string(900, 'a'), "spelling", std::string(900, 'b')));
  EXPECT_EQ(Count(html, std::string(900, 'b')), 0u);
  EXPECT_THAT(html, Not(HasSubstr("“" + std::string(300, 'a'))));
}

TEST_F(SearchViewTest, LabelsAResultInAnotherLanguage) {
  SearchResults results = Plain("dock");
  results.answer->hits = {Hit("en", "printing/jam", "Paper jam"),
                          Hit("de", "geräte/dock", "Dockingstation"),
                          Hit("ar", "printing/dock", "محطة")};
  const std::string html = Html(results);
  EXPECT_THAT(html, HasSubstr("<li class=\"hit\">\n<h2 class=\"hit-title\">"
                              "<a href=\"/en/printing/jam\">Paper jam</a></h2>"));
  EXPECT_THAT(html, HasSubstr("<li class=\"hit\" lang=\"de\" dir=\"ltr\">\n<h2 class=\"hit-title\">"
                              "<a href=\"/de/" +
                              EscapeUrlPath("geräte/dock") +
                              "\" hreflang=\"de\">Dockingstation</a> "
                              "<span class=\"hit-language\">Deutsch</span></h2>\n"
                              "<p class=\"hit-path\">The geräte</p>"));
  EXPECT_THAT(html, HasSubstr("<li class=\"hit\" lang=\"ar\" dir=\"rtl\">"));
  EXPECT_EQ(Count(html, "hit-language"), 2u);
}

TEST_F(SearchViewTest, SaysWhatIsNotForCustomers) {
  SearchResults results = Plain("dock");
  results.answer->hits = {Hit("en", "printing/jam", "Paper jam")};
  results.answer->hits[0].audience = "internal";
  EXPECT_THAT(Html(results), HasSubstr("Paper jam</a></h2>\n<p class=\"hit-audience\" lang=\"en\">"
                                       "Not for customers: internal</p>"));
  results.answer->hits[0].audience = "public";
  EXPECT_THAT(Html(results), ::testing::Not(HasSubstr("hit-audience")));
}

TEST_F(SearchViewTest, TellsWhereElseTheWordsAreFound) {
  SearchResults results = Plain("dock");
  results.answer->hits.clear();
  results.answer->total = 0;
  results.elsewhere = {{"de", 3, true}, {"ru", 100, false}};
  const std::string html = Html(results);
  EXPECT_THAT(html, HasSubstr("href=\"/de/search?q=dock\" hreflang=\"de\" lang=\"de\">Deutsch"));
  EXPECT_THAT(html, AllOf(HasSubstr("3 articles found"), HasSubstr("More than 100 articles")));
}

TEST_F(SearchViewTest, AFailureIsNoEmptyAnswer) {
  SearchResults results;
  results.asked = Understand("dock");
  const std::string html = Html(results);
  EXPECT_THAT(html, HasSubstr("The search is not available"));
  EXPECT_THAT(html,
              AllOf(Not(HasSubstr("Nothing found")), Not(HasSubstr("role=\"status\">\n<h1"))));
}

}  // namespace
}  // namespace zeroline::testing
