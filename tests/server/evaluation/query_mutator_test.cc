#include "server/evaluation/query_mutator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "indexer/language/keyboard_layout.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

std::u32string CodePoints(const std::string& text) {
  std::u32string points;
  for (std::size_t i = 0; i < text.size();) points += NextCodePoint(text, &i);
  return points;
}

// Edit distance with transpositions of neighbours (optimal string alignment).
std::size_t Distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min(
          {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

TEST(MutationKindTest, HasANameBothWays) {
  for (const char* name : {"typo", "diacritics", "layout"}) {
    const auto kind = ParseMutationKind(name);
    ASSERT_TRUE(kind.has_value()) << name;
    EXPECT_EQ(Name(*kind), name);
  }
  EXPECT_EQ(ParseMutationKind("typos"), std::nullopt);
}

TEST(TypoTest, IsOneSlip) {
  const std::vector<EvaluationQuery> queries = {{"1", "en", "forgot my password"},
                                                {"2", "ru", "не работает принтер"},
                                                {"3", "pl", "zapomniałem hasła"},
                                                {"4", "de", "Drucker reagiert überhaupt nicht"},
                                                {"5", "en", "VPN error 809 at home"}};
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const QueryMutator mutator(MutationKind::kTypo, seed, queries);
    for (const EvaluationQuery& query : queries) {
      const std::string mutated = mutator.Mutate(query);
      EXPECT_EQ(Distance(CodePoints(query.text), CodePoints(mutated)), 1u)
          << query.text << " -> " << mutated << ", seed " << seed;
    }
  }
}

TEST(TypoTest, MakesEverySlipInEveryWord) {
  const EvaluationQuery query = {"1", "en", "lost mouse"};
  std::set<std::size_t> lengths;
  bool transposed = false;
  bool first_word = false;
  bool second_word = false;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    std::string mutated = QueryMutator(MutationKind::kTypo, seed, {query}).Mutate(query);
    lengths.insert(mutated.size());
    first_word |= mutated.substr(0, 5) != "lost ";
    second_word |= mutated.substr(mutated.size() - 5) != "mouse";
    std::string sorted = query.text;
    std::sort(sorted.begin(), sorted.end());
    std::sort(mutated.begin(), mutated.end());
    transposed |= mutated == sorted;
  }
  EXPECT_EQ(lengths, (std::set<std::size_t>{9, 10, 11}));
  EXPECT_TRUE(transposed);
  EXPECT_TRUE(first_word);
  EXPECT_TRUE(second_word);
}

TEST(TypoTest, TakesLettersFromNeighbouringKeys) {
  const EvaluationQuery query = {"1", "en", "gggg"};
  const std::vector<std::string> neighbours = NeighbouringLetters("g", Layout::kEnglish);
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    for (const char c : QueryMutator(MutationKind::kTypo, seed, {query}).Mutate(query)) {
      EXPECT_TRUE(c == 'g' || std::count(neighbours.begin(), neighbours.end(), std::string(1, c)))
          << c << ", seed " << seed;
    }
  }
}

TEST(TypoTest, TakesSeenLettersWhereNoKeyboardIsKnown) {
  const std::vector<EvaluationQuery> queries = {{"1", "cs", "aaaa"}, {"2", "cs", "žluť"}};
  std::set<std::string> seen;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    std::string mutated = QueryMutator(MutationKind::kTypo, seed, queries).Mutate(queries[0]);
    mutated.erase(std::remove(mutated.begin(), mutated.end(), 'a'), mutated.end());
    if (!mutated.empty()) seen.insert(mutated);
  }
  EXPECT_EQ(seen, (std::set<std::string>{"ž", "l", "u", "ť"}));
}

TEST(TypoTest, LeavesWhatNobodyMisspells) {
  for (const char* text : {"vpn", "0x80070035", "ERR_CONNECTION_RESET", "忘记密码怎么办", "",
                           "1603", "user@example.com"}) {
    const EvaluationQuery query = {"1", "en", text};
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      EXPECT_EQ(QueryMutator(MutationKind::kTypo, seed, {query}).Mutate(query), text);
    }
  }
}

TEST(TypoTest, DependsOnSeedAndQueryAlone) {
  const EvaluationQuery query = {"1", "en", "forgot my password"};
  const EvaluationQuery other = {"2", "en", "printer offline"};
  EXPECT_EQ(QueryMutator(MutationKind::kTypo, 7, {query}).Mutate(query),
            QueryMutator(MutationKind::kTypo, 7, {other, query}).Mutate(query));
  std::set<std::string> mutated;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    mutated.insert(QueryMutator(MutationKind::kTypo, seed, {query}).Mutate(query));
  }
  EXPECT_GT(mutated.size(), 10u);
}

TEST(DiacriticsTest, GoWithoutOtherChange) {
  const struct {
    const char* language;
    const char* text;
    const char* want;
  } kCases[] = {
      {"pl", "Nie pamiętam hasła, łączę się!", "Nie pamietam hasla, lacze sie!"},
      {"ru", "учётная запись Её", "учетная запись ее"},
      {"de", "Über das Passwort", "uber das Passwort"},
      {"en", "plain Text 0x80070035", "plain Text 0x80070035"},
      {"zh", "忘記密碼", "忘記密碼"},
  };
  for (const auto& test : kCases) {
    const EvaluationQuery query = {"1", test.language, test.text};
    EXPECT_EQ(QueryMutator(MutationKind::kDiacritics, 1, {query}).Mutate(query), test.want);
  }
}

TEST(LayoutTest, IsTheOtherOne) {
  const struct {
    const char* language;
    const char* text;
    const char* want;
  } kCases[] = {
      {"ru", "забыл пароль", "pf,sk gfhjkm"},
      {"uk", "забув пароль і логін", "pf,ed gfhjkm s kjusy"},
      {"en", "forgot password", "ащкпще зфыыцщкв"},
      {"pl", "hasło", "рфыдщ"},
      {"de", "zwei", "нцуш"},
      {"zh", "密码", "密码"},
  };
  for (const auto& test : kCases) {
    const EvaluationQuery query = {"1", test.language, test.text};
    EXPECT_EQ(QueryMutator(MutationKind::kLayout, 1, {query}).Mutate(query), test.want);
  }
}

}  // namespace
}  // namespace zeroline
