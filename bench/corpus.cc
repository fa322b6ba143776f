#include "bench/corpus.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>

#include "bench/words.h"

namespace zeroline::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kGeneratedPerLanguage = 1000;
constexpr std::uint64_t kSeed = 20;

// SplitMix64 (Steele, Lea, Flood 2014): unlike the distributions of <random>, the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t Next() {
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::size_t Below(std::size_t n) { return static_cast<std::size_t>(Next() % n); }
  bool OneIn(std::size_t n) { return Below(n) == 0; }

 private:
  std::uint64_t state_;
};

class Writer {
 public:
  Writer(const Words& words, std::uint64_t seed) : words_(words), dice_(seed) {}

  // Nine words of ten are frequent ones, the first of the list most of all, as in real prose.
  const std::string& Word() {
    if (dice_.OneIn(10)) return words_.rare[dice_.Below(words_.rare.size())];
    const std::size_t n = words_.frequent.size();
    return words_.frequent[dice_.Below(dice_.Below(n) + 1)];
  }

  std::string Phrase(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) text += words_.space;
      text += Word();
    }
    return text;
  }

  std::string Sentence() {
    std::string text = Phrase(6 + dice_.Below(10));
    if (dice_.OneIn(8)) text += " `" + Code() + "`";
    return text + std::string(words_.full_stop) + (words_.space.empty() ? "" : " ");
  }

  std::string Paragraph() {
    std::string text;
    for (std::size_t i = 2 + dice_.Below(3); i > 0; --i) text += Sentence();
    return text + "\n\n";
  }

  std::string Code() {
    constexpr char kDigits[] = "0123456789ABCDEF";
    std::string code = dice_.OneIn(2) ? "0x8" : "KB-";
    for (int i = 0; i < 7; ++i) code += kDigits[dice_.Below(code[0] == 'K' ? 10 : 16)];
    return code;
  }

  std::string Steps() {
    std::string text;
    const std::size_t count = 3 + dice_.Below(4);
    for (std::size_t i = 1; i <= count; ++i) {
      text += std::to_string(i) + ". " + Phrase(5 + dice_.Below(6)) + " **" + Phrase(2) + "**\n";
    }
    return text + "\n";
  }

  std::string Table() {
    std::string text = "| " + Word() + " | " + Word() + " |\n|---|---|\n";
    for (int i = 0; i < 4; ++i) text += "| `" + Code() + "` | " + Phrase(4) + " |\n";
    return text + "\n";
  }

  std::string Body(std::string_view language, std::size_t number, std::size_t count) {
    std::string text = Paragraph();
    const std::size_t sections = 3 + dice_.Below(3);
    for (std::size_t i = 0; i < sections; ++i) {
      text += "## " + Phrase(3) + " {#part-" + std::to_string(i + 1) + "}\n\n" + Paragraph();
      text += dice_.OneIn(4) ? Table() : Steps();
    }
    text += "[" + Phrase(2) + "](../s" + std::to_string(number % 8) + "/article-" +
            std::to_string(dice_.Below(count) / 8 * 8 + number % 8) + ".md)" +
            (language == "zh" ? "。" : ".") + "\n";
    return text;
  }

 private:
  const Words& words_;
  Dice dice_;
};

std::string ReadAll(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// The front matter's title, as a query to try; "" if it has none.
std::string TitleOf(std::string_view markdown) {
  const std::size_t at = markdown.find("\ntitle:");
  if (at > 2000) return "";  // npos too
  std::string_view title = markdown.substr(at + 7, markdown.find('\n', at + 1) - at - 7);
  while (!title.empty() && std::string_view(" \"'\r").find(title.front()) != title.npos) {
    title.remove_prefix(1);
  }
  while (!title.empty() && std::string_view(" \"'\r").find(title.back()) != title.npos) {
    title.remove_suffix(1);
  }
  return std::string(title);
}

std::vector<CorpusArticle> ReadCorpus(const fs::path& root, std::size_t limit) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file() && entry.path().extension() == ".md") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::map<std::string, std::size_t> counts;
  std::vector<CorpusArticle> articles;
  for (const fs::path& file : files) {
    const fs::path relative = file.lexically_relative(root);
    const std::string language = relative.begin()->string();
    if (relative.filename() == "_index.md" || relative.filename() == relative) continue;
    if (limit != 0 && counts[language]++ >= limit) continue;
    std::string markdown = ReadAll(file);
    std::string title = TitleOf(markdown);
    articles.push_back(
        {relative.generic_string(), language, std::move(title), std::move(markdown)});
  }
  if (articles.empty()) throw std::runtime_error("no articles below " + root.string());
  return articles;
}

std::vector<CorpusArticle> ChooseCorpus() {
  if (const char* root = std::getenv("ZEROLINE_BENCH_ARTICLES"); root != nullptr && *root != '\0') {
    const char* limit = std::getenv("ZEROLINE_BENCH_LIMIT");
    return ReadCorpus(root, limit == nullptr ? 0 : std::strtoul(limit, nullptr, 10));
  }
  std::vector<CorpusArticle> all;
  for (const char* language : {"en", "pl", "ru", "zh"}) {
    auto articles = MakeCorpus(language, kGeneratedPerLanguage, kSeed);
    std::move(articles.begin(), articles.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace

std::vector<CorpusArticle> MakeCorpus(std::string_view language, std::size_t count,
                                      std::uint64_t seed) {
  std::vector<CorpusArticle> articles;
  for (std::size_t i = 0; i < count; ++i) {
    Writer writer(WordsOf(language), seed * 1'000'003 + i);
    CorpusArticle article;
    article.language = language;
    article.path =
        article.language + "/s" + std::to_string(i % 8) + "/article-" + std::to_string(i) + ".md";
    article.title = writer.Phrase(5);
    article.markdown = "---\ntitle: \"" + article.title + "\"\nsummary: \"" + writer.Phrase(12) +
                       "\"\ntags: [" + writer.Word() + ", " + writer.Word() +
                       "]\nquestions:\n  - \"" + writer.Phrase(6) + "\"\n---\n\n" +
                       writer.Body(language, i, count);
    articles.push_back(std::move(article));
  }
  return articles;
}

const std::vector<CorpusArticle>& Corpus() {
  static const std::vector<CorpusArticle> corpus = ChooseCorpus();
  return corpus;
}

std::vector<std::string> CorpusLanguages() {
  std::set<std::string> languages;
  for (const CorpusArticle& article : Corpus()) languages.insert(article.language);
  return {languages.begin(), languages.end()};
}

void WriteCorpus(const std::vector<CorpusArticle>& articles, const fs::path& folder) {
  for (const CorpusArticle& article : articles) {
    const fs::path file = folder / article.path;
    fs::create_directories(file.parent_path());
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << article.markdown;
    if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
  }
}

std::vector<std::string> CorpusQueries(std::string_view language, std::size_t count) {
  std::vector<std::string> titles;
  for (const CorpusArticle& article : Corpus()) {
    if (article.language == language && !article.title.empty()) titles.push_back(article.title);
  }
  std::vector<std::string> queries;
  const std::size_t step =
      std::max<std::size_t>(1, titles.size() / std::max<std::size_t>(1, count));
  for (std::size_t i = 0; i < titles.size() && queries.size() < count; i += step) {
    queries.push_back(titles[i]);
  }
  return queries;
}

}  // namespace zeroline::bench
