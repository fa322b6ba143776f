#include "indexer/scaffold/scaffold.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/article/front_matter.h"
#include "indexer/article/front_matter_edit.h"
#include "indexer/language/text.h"
#include "indexer/scaffold/outline.h"
#include "indexer/scaffold/texts.h"

namespace zeroline {
namespace {

constexpr std::string_view kFallbackLanguage = "en";
constexpr std::string_view kTranslationKind = "translation";

std::string_view FindText(const std::string& name) {
  for (const ScaffoldText& text : kScaffoldTexts) {
    if (text.name == name) return text.text;
  }
  return {};
}

// "zh-Hant" -> "zh", or English: the language whose words are used.
std::string WordsOf(std::string_view language) {
  for (const std::string_view tag : {language, language.substr(0, language.find('-'))}) {
    if (!FindText(std::string(tag) + "/translation").empty()) return std::string(tag);
  }
  return std::string(kFallbackLanguage);
}

// Sets keys one after the other until one cannot be.
class Filling {
 public:
  explicit Filling(std::string_view text) : text_(std::string(text)) {}

  void Set(std::string_view key, std::string_view value) {
    if (text_) text_ = SetFrontMatterValue(*text_, key, value);
  }
  void SetOrRemove(std::string_view key, std::string_view value) {
    if (!value.empty()) return Set(key, value);
    if (text_) text_ = RemoveFrontMatterKey(*text_, key);
  }
  Result<std::string> Take() { return std::move(text_); }

 private:
  Result<std::string> text_;
};

std::string BodyOf(std::string_view text) { return std::string(ReadFrontMatter(text).body); }

Status CheckTitle(std::string_view title) {
  const bool has_control = std::any_of(title.begin(), title.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7f;
  });
  if (FindInvalidUtf8(title) || has_control || CollapseWhiteSpace(title).empty()) {
    return Fail(ErrorCode::kInvalidArgument, "a title is one line of text in UTF-8");
  }
  if (CountCodePoints(title) > kMaxTitleCharacters) {
    return Fail(ErrorCode::kInvalidArgument,
                "the title has " + std::to_string(CountCodePoints(title)) +
                    " characters; say it in " + std::to_string(kMaxTitleCharacters));
  }
  return {};
}

// The heading that stands for `heading` of one language in another, where every article of a kind
// has it.
std::string TranslatedHeading(const std::string& heading, const std::string& from,
                              const std::string& to) {
  for (const std::string& kind : ScaffoldKinds()) {
    const auto known = ReadOutline(FindText(from + "/" + kind));
    const auto wanted = ReadOutline(FindText(to + "/" + kind));
    for (std::size_t i = 0; i < std::min(known.size(), wanted.size()); ++i) {
      if (known[i].heading == heading) return wanted[i].heading;
    }
  }
  return heading;
}

std::string Replaced(std::string text, std::string_view name, std::string_view value) {
  const std::size_t at = text.find(name);
  return at == std::string::npos ? text : text.replace(at, name.size(), value);
}

// A prompt with its places filled, still one comment.
std::string Prompt(const std::string& pattern, const OriginalText& original, int line,
                   std::string heading) {
  for (std::size_t at = heading.find("--"); at != std::string::npos; at = heading.find("--", at)) {
    heading.replace(at, 2, "- -");
  }
  std::string prompt = Replaced(pattern, "{file}", original.path);
  prompt = Replaced(prompt, "{line}", std::to_string(line));
  return Replaced(prompt, "{heading}", heading) + "\n";
}

const FrontMatterValue* FindScalar(const FrontMatter& matter, std::string_view key) {
  for (const FrontMatterValue& value : matter.values) {
    if (value.key == key && value.kind == FrontMatterValue::Kind::kScalar) return &value;
  }
  return nullptr;
}

// The two comments of texts/<language>/translation.md: for the beginning, and for a section.
std::pair<std::string, std::string> Prompts(const std::string& body) {
  const std::size_t first = body.find("<!--");
  const std::size_t second = std::min(body.find("<!--", first + 1), body.size());
  const auto comment = [&](std::size_t at) {
    return body.substr(at, std::min(body.find('\n', at), body.size()) - at);
  };
  return {comment(first), comment(second)};
}

std::string TranslationBody(const std::string& words, const OriginalText& original,
                            const std::string& content, int body_line) {
  const auto [beginning, section] = Prompts(BodyOf(FindText(words + "/translation")));
  std::string body = "\n" + Prompt(beginning, original, body_line, "");
  for (const OutlineHeading& heading : ReadOutline(content)) {
    body += "\n" + std::string(static_cast<std::size_t>(heading.level), '#') + " " +
            TranslatedHeading(heading.heading, WordsOf(original.language), words) + "\n\n" +
            Prompt(section, original, heading.line, heading.heading);
  }
  return body;
}

// As ReadFrontMatter() wants it.
std::string Plain(std::string_view content) {
  if (content.substr(0, 3) == "\xef\xbb\xbf") content.remove_prefix(3);
  std::string plain(content);
  std::erase(plain, '\r');
  return plain;
}

}  // namespace

std::vector<std::string> ScaffoldKinds() {
  std::vector<std::string> kinds;
  const std::string folder = std::string(kFallbackLanguage) + "/";
  for (const ScaffoldText& text : kScaffoldTexts) {
    if (text.name.substr(0, folder.size()) != folder) continue;
    const std::string_view kind = text.name.substr(folder.size());
    if (kind != kTranslationKind) kinds.emplace_back(kind);
  }
  return kinds;
}

Result<std::string> ScaffoldArticle(std::string_view kind, std::string_view language,
                                    const ArticleSeed& seed) {
  const std::vector<std::string> kinds = ScaffoldKinds();
  if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
    std::string known;
    for (const std::string& name : kinds) known += (known.empty() ? "" : ", ") + name;
    return Fail(ErrorCode::kInvalidArgument,
                "there is no template \"" + std::string(kind) + "\"; there are: " + known);
  }
  if (Status checked = CheckTitle(seed.title); !checked) return tl::unexpected(checked.error());
  Filling text(FindText(WordsOf(language) + "/" + std::string(kind)));
  text.Set("title", CollapseWhiteSpace(seed.title));
  text.SetOrRemove("owner", seed.owner);
  text.SetOrRemove("review_by", seed.review_by);
  if (!seed.audience.empty()) text.Set("audience", seed.audience);
  return text.Take();
}

Result<std::string> ScaffoldTranslation(std::string_view language, const OriginalText& original) {
  const std::string content = Plain(original.content);
  const FrontMatter matter = ReadFrontMatter(content);
  if (!matter.problem.empty()) {
    return Fail(ErrorCode::kInvalidArgument,
                original.path + ":" + std::to_string(matter.problem_line) + ": " + matter.problem);
  }
  static constexpr std::array<std::string_view, 5> kShared = {"id", "audience", "section", "owner",
                                                              "deflect"};
  const std::string words = WordsOf(language);
  std::string text(FindText(words + "/" + std::string(kTranslationKind)));
  text = text.substr(0, text.size() - BodyOf(text).size());
  Filling filling(text + TranslationBody(words, original, content, matter.body_line));
  const FrontMatterValue* title = FindScalar(matter, "title");
  if (title != nullptr) filling.Set("title", title->scalar);
  const FrontMatterValue* owner = FindScalar(matter, "owner");
  if (owner == nullptr) filling.SetOrRemove("owner", "");
  for (const std::string_view key : kShared) {
    const FrontMatterValue* value = FindScalar(matter, key);
    if (value != nullptr) filling.Set(key, value->scalar);
  }
  filling.SetOrRemove("review_by", original.review_by);
  return filling.Take();
}

}  // namespace zeroline
