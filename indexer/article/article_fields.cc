#include "indexer/article/article_fields.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "indexer/article/inline_marks.h"
#include "indexer/article/link_target.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

using Kind = FrontMatterValue::Kind;

constexpr std::size_t kMaxIdBytes = 200;
constexpr std::size_t kMaxAudienceBytes = 32;
constexpr std::size_t kVersionDigits = 8;

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool IsAudience(std::string_view name) {
  const auto is_alnum = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !name.empty() && name.size() <= kMaxAudienceBytes && is_alnum(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_alnum(c) || c == '-' || c == '_'; });
}

// Reads the values of one file, and remembers whether it may be published.
class FieldReader {
 public:
  FieldReader(const SourceFile& file, const FrontMatter& matter,
              std::vector<Diagnostic>* diagnostics)
      : file_(file), matter_(matter), diagnostics_(diagnostics) {}

  bool ok() const { return ok_; }

  // The value of an own key; nothing if absent. A second one is an error: nobody can say which
  // counts.
  const FrontMatterValue* Find(std::string_view key) {
    const FrontMatterValue* found = nullptr;
    for (const FrontMatterValue& value : matter_.values) {
      if (value.key != key) continue;
      if (found != nullptr) {
        Refuse(value, "the key \"" + value.key + "\" is written twice; keep one");
        break;
      }
      found = &value;
    }
    return found;
  }

  void Warn(const FrontMatterValue& value, std::string message) {
    Report(Severity::kWarning, value, std::move(message));
  }
  void Refuse(const FrontMatterValue& value, std::string message) {
    ok_ = false;
    Report(Severity::kError, value, std::move(message));
  }

  void String(std::string_view key, std::string* field) {
    const FrontMatterValue* value = Find(key);
    if (value == nullptr || value->kind == Kind::kNull) return;
    if (value->kind != Kind::kScalar) {
      return Warn(*value, "\"" + value->key + "\" must be one text and is ignored");
    }
    const std::string text = CollapseWhiteSpace(value->scalar);
    if (!text.empty()) *field = text;
  }

  // A list of texts, or one text; `separator` splits the latter, '\0' does not.
  void List(std::string_view key, char separator, std::vector<std::string>* field) {
    const FrontMatterValue* value = Find(key);
    if (value == nullptr || value->kind == Kind::kNull) return;
    if (value->kind == Kind::kOther) {
      return Warn(*value, "\"" + value->key + "\" must be a list of texts and is ignored");
    }
    std::vector<std::string> texts = value->list;
    if (value->kind == Kind::kScalar) {
      std::string_view rest = value->scalar;
      while (separator != '\0' && rest.find(separator) != std::string_view::npos) {
        texts.emplace_back(rest.substr(0, rest.find(separator)));
        rest.remove_prefix(rest.find(separator) + 1);
      }
      texts.emplace_back(rest);
    }
    for (const std::string& text : texts) {
      std::string clean = CollapseWhiteSpace(text);
      if (!clean.empty()) field->push_back(std::move(clean));
    }
  }

 private:
  void Report(Severity severity, const FrontMatterValue& value, std::string message) {
    diagnostics_->push_back(Diagnostic{severity, file_.path, value.line, "front-matter",
                                       std::move(message), value.column});
  }

  const SourceFile& file_;
  const FrontMatter& matter_;
  std::vector<Diagnostic>* const diagnostics_;
  bool ok_ = true;
};

void ReadAudience(FieldReader* reader, std::string* audience) {
  const FrontMatterValue* value = reader->Find("audience");
  if (value == nullptr) return;
  const std::string name = Lower(CollapseWhiteSpace(value->scalar));
  if (value->kind != Kind::kScalar || !IsAudience(name)) {
    return reader->Refuse(*value,
                          "\"audience\" must be one name of letters, digits, '-' and '_', such as "
                          "public or internal; it is not published");
  }
  *audience = name;
}

void ReadStatus(FieldReader* reader, Article* article) {
  if (const FrontMatterValue* draft = reader->Find("draft")) {
    // Hugo's and Docusaurus' way to say it.
    if (Lower(draft->scalar) == "true") article->status = ArticleStatus::kDraft;
  }
  const FrontMatterValue* value = reader->Find("status");
  if (value == nullptr) return;
  const std::string status = value->kind == Kind::kScalar ? Lower(value->scalar) : "";
  if (status == "published") {
    article->status = ArticleStatus::kPublished;
  } else if (status == "draft") {
    article->status = ArticleStatus::kDraft;
  } else if (status == "archived") {
    article->status = ArticleStatus::kArchived;
  } else {
    reader->Refuse(*value,
                   "\"status\" must be published, draft or archived; the article is not published");
  }
}

void ReadId(FieldReader* reader, Article* article) {
  const FrontMatterValue* value = reader->Find("id");
  if (value == nullptr) return;
  const std::string id = CollapseWhiteSpace(value->scalar);
  if (value->kind != Kind::kScalar || id.empty() || id.size() > kMaxIdBytes) {
    return reader->Refuse(*value, "\"id\" must be one text of 1 to " + std::to_string(kMaxIdBytes) +
                                      " bytes; the article is not published");
  }
  article->id = id;
}

// "/ru/vpn/setup.md" -> "vpn/setup"; nothing if it could not be a path below /{lang}/.
std::optional<std::string> RedirectPath(std::string_view written, std::string_view language) {
  std::string path = DecodePercent(written);
  if (FindInvalidUtf8(path) || path.find_first_of("?#") != std::string::npos) return std::nullopt;
  if (path.find("://") != std::string::npos) return std::nullopt;
  std::string clean;
  std::string_view rest = WithoutArticleExtension(path);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view segment = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (segment == ".." || segment == ".") return std::nullopt;
    if (segment.empty() || (clean.empty() && segment == language)) continue;
    if (!clean.empty()) clean += '/';
    clean += segment;
  }
  if (clean.empty()) return std::nullopt;
  return clean;
}

void ReadRedirects(FieldReader* reader, Article* article) {
  std::vector<std::string> written;
  reader->List("redirect_from", '\0', &written);
  for (const std::string& path : written) {
    std::optional<std::string> clean = RedirectPath(path, article->language);
    if (!clean) {
      reader->Warn(*reader->Find("redirect_from"),
                   "\"" + path + "\" in redirect_from is no path of this language and is ignored");
      continue;
    }
    std::vector<std::string>& known = article->redirect_from;
    if (std::find(known.begin(), known.end(), *clean) == known.end()) {
      known.push_back(std::move(*clean));
    }
  }
}

void ReadDeflect(FieldReader* reader, Article* article) {
  const FrontMatterValue* value = reader->Find("deflect");
  if (value == nullptr || value->kind == Kind::kNull) return;
  const std::string word = value->kind == Kind::kScalar ? Lower(value->scalar) : "";
  if (word == "never" || word == "no" || word == "false") {
    article->deflect = false;
  } else if (word != "always" && word != "yes" && word != "true") {
    reader->Warn(*value, "\"deflect\" can only be never; the line is ignored");
  }
}

void ReadHistory(FieldReader* reader, Article* article) {
  const FrontMatterValue* value = reader->Find("history");
  if (value == nullptr || value->kind == Kind::kNull) return;
  const std::string word = value->kind == Kind::kScalar ? Lower(value->scalar) : "";
  if (word == "forget") {
    article->keeps_history = false;
  } else if (word != "keep") {
    reader->Warn(*value, "\"history\" can only be forget or keep; the line is ignored");
  }
}

void ReadOriginalVersion(FieldReader* reader, Article* article) {
  const FrontMatterValue* value = reader->Find("original_version");
  if (value == nullptr || value->kind == Kind::kNull) return;
  article->original_version = CleanVersion(value->scalar);
  if (article->original_version.empty()) {
    reader->Warn(*value,
                 "\"original_version\" must be the 8 digits that `zeroline-indexer restamp` "
                 "writes; the line is ignored");
  }
}

}  // namespace

std::string CleanVersion(std::string_view written) {
  const std::string version = Lower(CollapseWhiteSpace(written));
  const bool is_version = version.size() == kVersionDigits &&
                          version.find_first_not_of("0123456789abcdef") == std::string::npos;
  return is_version ? version : "";
}

bool ReadArticleFields(const SourceFile& file, const FrontMatter& matter, Article* article,
                       std::vector<Diagnostic>* diagnostics) {
  FieldReader reader(file, matter, diagnostics);
  ReadAudience(&reader, &article->audience);
  ReadStatus(&reader, article);
  ReadId(&reader, article);
  ReadRedirects(&reader, article);
  ReadDeflect(&reader, article);
  ReadHistory(&reader, article);
  ReadOriginalVersion(&reader, article);
  reader.String("title", &article->title);
  article->title = PlainTitle(article->title);
  reader.String("summary", &article->summary);
  reader.String("section", &article->section);
  reader.String("owner", &article->owner);
  reader.String("review_by", &article->review_by);
  reader.List("tags", ',', &article->tags);
  reader.List("questions", '\0', &article->questions);
  return reader.ok();
}

bool ReadSectionFields(const SourceFile& file, const FrontMatter& matter, SectionPage* page,
                       std::vector<Diagnostic>* diagnostics) {
  FieldReader reader(file, matter, diagnostics);
  reader.String("title", &page->title);
  page->title = PlainTitle(page->title);
  reader.String("summary", &page->summary);
  ReadAudience(&reader, &page->audience);
  if (const FrontMatterValue* value = reader.Find("weight")) {
    const std::string& text = value->scalar;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), page->weight);
    if (error != std::errc() || end != text.data() + text.size()) {
      page->weight = 0;
      reader.Warn(*value, "\"weight\" must be a whole number and is ignored");
    }
  }
  return reader.ok();
}

}  // namespace zeroline
