#include "tests/confidentiality/secret_base.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>

namespace zeroline::testing {
namespace {

namespace fs = std::filesystem;

using Random = std::mt19937_64;

constexpr int kOpenWords = 70;
constexpr int kSecretWords = 60;
constexpr int kOpenArticles = 14;    // in each language
constexpr int kSecretArticles = 12;  // in each language

const std::string& Pick(const std::vector<std::string>& list, Random* random) {
  return list[(*random)() % list.size()];
}

std::vector<std::string> Letters(const std::string& language) {
  if (language == "ru") {
    return {"ба", "во", "ги", "де", "жу", "за", "ке", "ло", "мы", "ня", "ро", "си", "ту", "фе"};
  }
  if (language == "pl") {
    return {"bą", "cze", "dło", "fę", "gó", "ki", "łu", "mi", "nó", "ra", "sza", "to", "wy", "zie"};
  }
  if (language == "zh") {
    return {"电", "脑", "网", "络", "打", "印", "密", "码", "邮", "件", "连", "接", "账", "户",
            "更", "新", "屏", "幕", "键", "盘", "声", "音", "文", "档", "备", "份", "安", "装",
            "错", "误", "登", "录", "权", "限", "重", "启", "服", "务", "地", "址", "线", "路"};
  }
  return {"ba",  "con", "dri", "fo",  "gu", "ket", "lo",
          "min", "nep", "ra",  "sto", "tu", "vel", "xi"};
}

std::string RandomWord(const std::string& language, Random* random) {
  const std::vector<std::string> letters = Letters(language);
  const int length = language == "zh" ? 2 : 3 + static_cast<int>((*random)() % 2);
  std::string word;
  for (int i = 0; i < length; ++i) word += Pick(letters, random);
  return word;
}

// Another syllable somewhere: close enough to be taken for a typing mistake.
std::string Neighbour(const std::string& language, const std::string& word, Random* random) {
  const std::vector<std::string> letters = Letters(language);
  for (int tries = 0; tries < 50; ++tries) {
    const std::string& from = Pick(letters, random);
    const std::size_t at = word.find(from);
    if (at == std::string::npos) continue;
    std::string changed = word;
    changed.replace(at, from.size(), Pick(letters, random));
    return changed;
  }
  return word + letters.front();
}

bool IsPartOfAny(const std::string& word, const std::vector<std::string>& others) {
  return std::any_of(others.begin(), others.end(), [&](const std::string& other) {
    return other.find(word) != std::string::npos || word.find(other) != std::string::npos;
  });
}

Words MakeWords(const std::string& language, Random* random) {
  Words words;
  while (words.open.size() < kOpenWords) {
    const std::string word = RandomWord(language, random);
    if (!IsPartOfAny(word, words.open)) words.open.push_back(word);
  }
  while (words.secret.size() < kSecretWords) {
    const std::string word = (*random)() % 2 == 0
                                 ? RandomWord(language, random)
                                 : Neighbour(language, Pick(words.open, random), random);
    if (!IsPartOfAny(word, words.open) && !IsPartOfAny(word, words.secret)) {
      words.secret.push_back(word);
    }
  }
  return words;
}

// Writes one article in words of its own.
class Author {
 public:
  Author(const std::string& language, const Words& words, bool is_secret, Random* random)
      : space_(language == "zh" ? "" : " "),
        stop_(language == "zh" ? "。" : ". "),
        words_(words),
        is_secret_(is_secret),
        random_(*random) {}

  // A secret article is in public words too: every third word is its own.
  std::string Word() {
    return Pick(is_secret_ && random_() % 3 == 0 ? words_.secret : words_.open, &random_);
  }
  std::string OwnWord() { return Pick(is_secret_ ? words_.secret : words_.open, &random_); }

  std::string Phrase(int length) {
    std::string text = OwnWord();
    for (int i = 1; i < length; ++i) text += space_ + Word();
    return text;
  }
  std::string Paragraph() {
    std::string text;
    for (int i = 0; i < 4; ++i) text += Phrase(7) + stop_;
    return text;
  }

 private:
  const std::string space_;
  const std::string stop_;
  const Words& words_;
  const bool is_secret_;
  Random& random_;
};

struct Draft {
  std::string language;
  std::string path;      // below /{lang}/
  std::string audience;  // "" for the public
  std::string id;        // "" for the path
  std::string link;      // target of a link, relative to the file; "" for none
};

struct WrittenArticle {
  std::string markdown;
  std::string title;
  std::vector<std::string> questions;
};

WrittenArticle Write(const Draft& draft, const Words& words, Random* random) {
  Author author(draft.language, words, !draft.audience.empty(), random);
  WrittenArticle written;
  written.title = author.Phrase(3);
  for (int i = 0; i < 2; ++i) written.questions.push_back(author.Phrase(4));
  std::string& text = written.markdown;
  text = "---\ntitle: \"" + written.title + "\"\nsummary: \"" + author.Phrase(5) + "\"\n";
  if (!draft.id.empty()) text += "id: " + draft.id + "\n";
  if (!draft.audience.empty()) text += "audience: " + draft.audience + "\n";
  text += "tags: [\"" + author.OwnWord() + "\", \"" + author.Word() + "\"]\nquestions:\n";
  for (const std::string& question : written.questions) text += "  - \"" + question + "\"\n";
  text += "redirect_from: [\"" + draft.path + "-old\"]\n---\n\n" + author.Paragraph() + "\n\n";
  for (int i = 0; i < 3; ++i) {
    text += "## " + author.Phrase(2) + "\n\n" + author.Paragraph() + "\n\n";
    text += "1. " + author.Phrase(4) + "\n2. " + author.Phrase(4) + "\n\n";
  }
  text += "```\n" + author.Phrase(3) + "\n```\n\n";
  if (!draft.link.empty()) text += "[" + author.Phrase(2) + "](" + draft.link + ")\n\n";
  const std::string picture = draft.audience.empty() ? "open" : "secret";
  text += "![" + author.Phrase(2) + "](../../images/" + picture + ".svg)\n\n";
  text += "![" + author.Phrase(2) + "](../../images/shared.svg)\n";
  return written;
}

// ASCII, as paths mostly are.
std::string Slug(const Words& english, bool is_secret, int number, Random* random) {
  const auto& words = is_secret ? english.secret : english.open;
  return Pick(words, random) + "-" + std::to_string(number);
}

std::string Picture(const std::string& color) {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect fill=\"" + color + "\"/></svg>";
}

void AddOpen(Random* random, SecretBase* base) {
  const Words& english = base->words["en"];
  for (int i = 0; i < kOpenArticles; ++i) {
    const std::string path =
        "topic" + std::to_string(i % 3) + "/" + Slug(english, false, i, random);
    base->open_paths.push_back(path);
    for (const std::string& language : kBaseLanguages) {
      // Some are not translated: there the search looks into other languages.
      if (language != "en" && (*random)() % 4 == 0) continue;
      Draft draft{language, path, "", "", ""};
      // A writer may link to what the public cannot see.
      if (i % 5 == 0) draft.link = "../topic0/twin-of-" + std::to_string(i) + ".md";
      const WrittenArticle written = Write(draft, base->words[language], random);
      base->open_files[language + "/" + path + ".md"] = written.markdown;
      base->open_titles.push_back(written.title);
      base->confirmed.push_back(written.questions.front() + "\t" + language + "\t" + path +
                                "\t3\t2026-05-17");
    }
  }
}

// The places where what is secret stands beside what is public.
std::string SecretPath(const SecretBase& base, const Words& english, int number, Random* random) {
  switch (number % 6) {
    case 0:
      return "topic0/twin-of-" + std::to_string(number / 6 * 5);  // what public articles link to
    case 1:
    case 2:
      return "topic" + std::to_string(number % 3) + "/" + Slug(english, true, number, random);
    case 3:
      return Pick(base.open_paths, random);  // a translation that only they may read
    default:
      return english.secret.front() + "/" + Slug(english, true, number, random);
  }
}

void AddSecret(Random* random, SecretBase* base) {
  const Words& english = base->words["en"];
  for (int i = 0; i < kSecretArticles; ++i) {
    const std::string path = SecretPath(*base, english, i, random);
    for (const std::string& language : kBaseLanguages) {
      const std::string file = language + "/" + path + ".md";
      if (base->open_files.contains(file) || (*random)() % 5 == 0) continue;
      const Draft draft{language, path, i % 4 == 0 ? "hr" : "internal", "", ""};
      const WrittenArticle written = Write(draft, base->words[language], random);
      base->secret_files[file] = written.markdown;
      base->secret_paths.push_back(path);
      base->secret_titles.push_back(written.title);
      base->secret_questions.push_back(written.questions.front());
      base->secret_confirmed.push_back(written.questions.back() + "\t" + language + "\t" + path +
                                       "\t5\t2026-05-18");
    }
  }
  for (const std::string& language : kBaseLanguages) {
    base->secret_files[language + "/" + english.secret.front() + "/_index.md"] =
        "---\ntitle: \"" + base->words[language].secret.back() + "\"\naudience: internal\n---\n";
  }
}

// Articles that claim what a public one has. Their paths come first, so that whoever goes by paths
// takes them for the first.
void AddRivals(Random* random, SecretBase* base) {
  const Words& english = base->words["en"];
  for (int i = 0; i < 3; ++i) {
    const std::string path = "a-" + Slug(english, true, i, random);
    const Draft draft{"en", path, "internal", Pick(base->open_paths, random), ""};
    base->secret_files["en/" + path + ".md"] = Write(draft, english, random).markdown;
    base->secret_paths.push_back(path);
  }
}

}  // namespace

SecretBase MakeSecretBase(std::uint64_t seed) {
  Random random(seed);
  SecretBase base;
  for (const std::string& language : kBaseLanguages) {
    base.words[language] = MakeWords(language, &random);
  }
  AddOpen(&random, &base);
  AddSecret(&random, &base);
  AddRivals(&random, &base);
  base.open_files["images/open.svg"] = Picture("green");
  base.open_files["images/shared.svg"] = Picture("blue");
  base.secret_files["images/secret.svg"] = Picture("red");
  return base;
}

namespace {

// What readers confirmed of an article goes where the article goes.
void MoveConfirmed(const std::string& file, std::vector<std::string>* from,
                   std::vector<std::string>* to) {
  const std::string language = file.substr(0, 2);
  const std::string path = file.substr(3, file.size() - 3 - std::string(".md").size());
  const std::string about = "\t" + language + "\t" + path + "\t";
  const auto stays = [&](const std::string& line) { return line.find(about) == std::string::npos; };
  const auto moved = std::stable_partition(from->begin(), from->end(), stays);
  std::move(moved, from->end(), std::back_inserter(*to));
  from->erase(moved, from->end());
}

}  // namespace

SecretBase Later(const SecretBase& base) {
  SecretBase later = base;
  int number = 0;
  for (const auto& [path, content] : base.open_files) {
    if (!path.ends_with(".md") || ++number % 3 != 0) continue;
    std::string& text = later.open_files[path];
    text += "\n## " + base.words.at("en").open[static_cast<std::size_t>(number)] + "\n\nMore.\n";
    if (number % 9 != 0) continue;
    text.replace(text.find("\ntags:"), 1, "\naudience: internal\n");
    later.secret_files[path] = text;
    later.open_files.erase(path);
    MoveConfirmed(path, &later.confirmed, &later.secret_confirmed);
  }
  for (const auto& [path, content] : base.secret_files) {
    if (!path.ends_with(".md") || ++number % 2 != 0 || path.ends_with("_index.md")) continue;
    std::string& text = later.secret_files[path];
    text += "\n" + base.words.at("en").secret.front() + "\n";
    if (number % 10 != 0 || text.find("\nid: ") != std::string::npos) continue;
    // Published without the picture that is not for everybody.
    const std::size_t audience = text.find("audience: ");
    text.erase(audience, text.find('\n', audience) + 1 - audience);
    const std::size_t picture = text.find("secret.svg");
    text.replace(picture, 6, "open");
    later.open_files[path] = text;
    later.secret_files.erase(path);
    MoveConfirmed(path, &later.secret_confirmed, &later.confirmed);
  }
  return later;
}

void WriteFiles(const std::map<std::string, std::string>& files, const fs::path& articles) {
  const auto when = fs::file_time_type::clock::now() - std::chrono::hours(1);
  static const fs::file_time_type kWritten = when;
  for (const auto& [path, content] : files) {
    const fs::path file = articles / path;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    fs::last_write_time(file, kWritten);
  }
}

}  // namespace zeroline::testing
