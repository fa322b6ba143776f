// Small bitexts whose words are known: what is learned from them, and when nothing is.
#include "indexer/translation/lexicon.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <random>
#include <vector>

namespace zeroline {
namespace {

constexpr std::uint32_t kWords = 40;
constexpr std::uint32_t kOffset = 100;  // word w of one language is w + kOffset in the other

// An article of `blocks` blocks of random words, and its translation: other word order, and one
// word in every block that has none.
std::pair<TermBlocks, TermBlocks> MakeArticle(std::size_t blocks, std::mt19937* random) {
  TermBlocks source;
  TermBlocks target;
  for (std::size_t i = 0; i < blocks; ++i) {
    std::vector<std::uint32_t> words;
    for (int w = 0; w < 6; ++w) words.push_back(static_cast<std::uint32_t>((*random)() % kWords));
    source.terms.insert(source.terms.end(), words.begin(), words.end());
    std::shuffle(words.begin(), words.end(), *random);
    for (const std::uint32_t word : words) target.terms.push_back(word + kOffset);
    target.terms.push_back(kOffset + kWords);
    source.EndBlock();
    target.EndBlock();
  }
  source.section_begins = {0, 1};
  target.section_begins = {0, 1};
  return {source, target};
}

Bitext MakeBitext(std::size_t articles, unsigned seed) {
  std::cout << "seed " << seed << std::endl;
  std::mt19937 random(seed);
  Bitext bitext;
  for (std::size_t i = 0; i < articles; ++i) {
    const auto [source, target] = MakeArticle(8, &random);
    bitext.Add(source, target);
  }
  return bitext;
}

std::map<std::uint32_t, std::vector<std::uint32_t>> ByTerm(
    const std::vector<TermTranslation>& translations) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> by_term;
  for (const TermTranslation& translation : translations) {
    by_term[translation.from].push_back(translation.to);
  }
  return by_term;
}

TEST(LexiconTest, LearnsEveryWordOfASmallLanguageInBothDirections) {
  const std::vector<TermPair> pairs = LearnTermPairs(MakeBitext(60, 7));
  const auto forward = ByTerm(PickTranslations(pairs, Direction::kForward));
  const auto backward = ByTerm(PickTranslations(pairs, Direction::kBackward));
  for (std::uint32_t word = 0; word < kWords; ++word) {
    ASSERT_TRUE(forward.contains(word)) << word;
    EXPECT_EQ(forward.at(word).front(), word + kOffset);
    ASSERT_TRUE(backward.contains(word + kOffset)) << word;
    EXPECT_EQ(backward.at(word + kOffset).front(), word);
  }
}

TEST(LexiconTest, KeepsFewAndLikelyTranslations) {
  const std::vector<TermPair> pairs = LearnTermPairs(MakeBitext(60, 11));
  std::map<std::uint32_t, std::vector<float>> probabilities;
  for (const TermTranslation& translation : PickTranslations(pairs, Direction::kForward)) {
    probabilities[translation.from].push_back(translation.probability);
  }
  ASSERT_FALSE(probabilities.empty());
  for (const auto& [term, all] : probabilities) {
    EXPECT_LE(all.size(), kMaxTranslations) << term;
    EXPECT_TRUE(std::is_sorted(all.rbegin(), all.rend())) << term;
    EXPECT_GE(all.back(), 0.1F) << term;
    EXPECT_GE(all.back(), 0.2F * all.front()) << term;
  }
}

TEST(LexiconTest, StaysSilentBelowFiftyArticles) {
  EXPECT_TRUE(LearnTermPairs(MakeBitext(kMinTranslatedArticles - 1, 3)).empty());
  EXPECT_FALSE(LearnTermPairs(MakeBitext(kMinTranslatedArticles, 3)).empty());
  EXPECT_TRUE(LearnTermPairs(Bitext()).empty());
}

TEST(LexiconTest, LearnsTheSameOfTheSame) {
  const std::vector<TermPair> once = LearnTermPairs(MakeBitext(50, 5));
  const std::vector<TermPair> again = LearnTermPairs(MakeBitext(50, 5));
  ASSERT_EQ(once.size(), again.size());
  for (std::size_t i = 0; i < once.size(); ++i) {
    EXPECT_EQ(once[i].source, again[i].source);
    EXPECT_EQ(once[i].target, again[i].target);
    EXPECT_EQ(once[i].forward, again[i].forward);
  }
}

TermBlocks Blocks(const std::vector<std::vector<std::uint32_t>>& blocks,
                  std::vector<std::uint32_t> sections) {
  TermBlocks article;
  for (const auto& block : blocks) {
    article.terms.insert(article.terms.end(), block.begin(), block.end());
    article.EndBlock();
  }
  article.section_begins = std::move(sections);
  return article;
}

TEST(BitextTest, PairsBlocksByPosition) {
  struct Case {
    const char* name;
    TermBlocks source;
    TermBlocks target;
    std::size_t want;  // pairs
  };
  const Case cases[] = {
      {"as many blocks", Blocks({{1}, {2}, {3}}, {0, 1}), Blocks({{5}, {6}, {7}}, {0, 1}), 3},
      {"a block without terms", Blocks({{1}, {}, {3}}, {0, 1}), Blocks({{5}, {6}, {7}}, {0, 1}), 2},
      {"one section differs", Blocks({{1}, {2}, {3}, {4}}, {0, 1, 2}),
       Blocks({{5}, {6}, {7}}, {0, 1, 2}), 2},
      {"other sections: titles only", Blocks({{1}, {2}, {3}, {4}}, {0, 1, 2}),
       Blocks({{5}, {6}, {7}}, {0, 1}), 1},
      {"the same pair twice", Blocks({{1, 2}, {2, 1, 1}}, {0, 1}), Blocks({{5}, {5, 5}}, {0, 1}),
       1},
      {"nothing there", TermBlocks(), Blocks({{1}}, {0}), 0},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    Bitext bitext;
    bitext.Add(test.source, test.target);
    EXPECT_EQ(bitext.pairs().size(), test.want);
  }
}

TEST(BitextTest, CountsRepeatedBlocksAndLeavesOutEndlessOnes) {
  Bitext bitext;
  bitext.Add(Blocks({{1}, {1}}, {0, 1}), Blocks({{5}, {5}}, {0, 1}));
  ASSERT_EQ(bitext.pairs().size(), 1u);
  EXPECT_EQ(bitext.pairs().front().count, 2u);
  std::vector<std::uint32_t> endless(500);
  for (std::uint32_t i = 0; i < endless.size(); ++i) endless[i] = i;
  bitext.Add(Blocks({endless}, {0}), Blocks({{5}}, {0}));
  EXPECT_EQ(bitext.pairs().size(), 1u);
  EXPECT_EQ(bitext.article_count(), 2u);
}

}  // namespace
}  // namespace zeroline
