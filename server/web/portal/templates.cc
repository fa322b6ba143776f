#include "server/web/portal/templates.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <kainjow/mustache.hpp>
#include <utility>

#include "server/web/escape.h"

namespace zeroline {

namespace fs = std::filesystem;
namespace mustache = kainjow::mustache;

struct View::Impl {
  mustache::data data{mustache::data::type::object};
};

View::View() : impl_(std::make_unique<Impl>()) {}
View::~View() = default;
View::View(View&&) noexcept = default;
View& View::operator=(View&&) noexcept = default;

// data::set() copies what it is given, whole trees too; operator[] lets it be moved in.
View& View::Text(const std::string& name, const std::string& text) {
  impl_->data[name] = text.empty() ? mustache::data(false) : mustache::data(text);
  return *this;
}

View& View::Flag(const std::string& name, bool value) {
  impl_->data[name] = mustache::data(value);
  return *this;
}

View& View::Child(const std::string& name, View child) {
  impl_->data[name] = std::move(child.impl_->data);
  return *this;
}

View& View::List(const std::string& name, std::vector<View> items) {
  mustache::data list(mustache::data::type::list);
  // The library only lets a list be copied together. The list itself is not const.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
  auto& members = const_cast<mustache::list&>(list.list_value());
  members.reserve(items.size());
  for (View& item : items) members.push_back(std::move(item.impl_->data));
  impl_->data[name] = std::move(list);
  return *this;
}

struct Templates::Impl {
  fs::path directory;
  std::vector<std::string> languages;
  std::map<std::string, Messages, std::less<>> messages;
  // By page, then by interface language. render() is not const, but writes nothing unless the
  // template has lambdas or partials of its own, which ours never have: partials are put in place
  // before it is parsed.
  std::map<std::string, std::map<std::string, mustache::mustache, std::less<>>, std::less<>> pages;
};

namespace {

constexpr int kMaxPartialDepth = 8;
constexpr std::size_t kUsualPageBytes = 16 * 1024;
using Sources = std::map<std::string, std::string, std::less<>>;

Result<std::string> ReadFile(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(in), {});
  if (!in.is_open() || in.bad()) {
    return Fail(ErrorCode::kNotFound, file.string() + ": cannot be read");
  }
  return text;
}

// Files of one folder with one extension, by name without the extension.
Result<Sources> ReadFolder(const fs::path& folder, std::string_view extension) {
  std::error_code error;
  fs::directory_iterator files(folder, error);
  if (error) return Fail(ErrorCode::kNotFound, folder.string() + ": " + error.message());
  Sources sources;
  for (const fs::directory_entry& file : files) {
    if (file.path().extension() != extension) continue;
    auto text = ReadFile(file.path());
    if (!text) return tl::unexpected(text.error());
    sources[file.path().stem().string()] = std::move(*text);
  }
  return sources;
}

Result<std::string> PutPartialsInPlace(const std::string& source, const Sources& partials,
                                       int depth) {
  constexpr std::string_view kOpen = "{{>";
  if (depth > kMaxPartialDepth)
    return Fail(ErrorCode::kInvalidArgument, "partials include themselves");
  std::string whole;
  std::size_t from = 0;
  for (std::size_t at; (at = source.find(kOpen, from)) != std::string::npos;) {
    const std::size_t close = source.find("}}", at);
    if (close == std::string::npos) break;
    whole.append(source, from, at - from);
    std::string name = source.substr(at + kOpen.size(), close - at - kOpen.size());
    std::erase(name, ' ');
    const auto partial = partials.find(name);
    if (partial == partials.end()) {
      return Fail(ErrorCode::kInvalidArgument, "there is no partial \"" + name + "\"");
    }
    auto inner = PutPartialsInPlace(partial->second, partials, depth + 1);
    if (!inner) return inner;
    whole += *inner;
    from = close + 2;
  }
  return whole.append(source, from);
}

// The sentence as template source: words escaped, {placeholder} a variable.
std::string AsTemplate(const std::string& sentence) {
  std::string source;
  for (const char c : EscapeHtml(sentence)) {
    source += c;
    if (c == '{' || c == '}') source += c;
  }
  return source;
}

// Replaces {{t.key}} by the words of `messages`, or by English ones if a translation lacks the key.
Result<std::string> PutWordsInPlace(const std::string& source, const Messages& messages,
                                    const Messages& english) {
  constexpr std::string_view kOpen = "{{t.";
  std::string whole;
  std::size_t from = 0;
  for (std::size_t at; (at = source.find(kOpen, from)) != std::string::npos;) {
    const std::size_t close = source.find("}}", at);
    if (close == std::string::npos) break;
    whole.append(source, from, at - from);
    const std::string key = source.substr(at + kOpen.size(), close - at - kOpen.size());
    const std::string* sentence = messages.Find(key);
    if (sentence == nullptr) sentence = english.Find(key);
    if (sentence == nullptr) {
      return Fail(ErrorCode::kInvalidArgument, "messages/en.yaml lacks \"" + key + "\"");
    }
    whole += AsTemplate(*sentence);
    from = close + 2;
  }
  return whole.append(source, from);
}

Result<std::map<std::string, Messages, std::less<>>> LoadMessages(const fs::path& folder) {
  std::map<std::string, Messages, std::less<>> all;
  std::error_code error;
  for (const fs::directory_entry& file : fs::directory_iterator(folder, error)) {
    if (file.path().extension() != ".yaml") continue;
    const std::string language = file.path().stem().string();
    auto messages = Messages::Load(file.path(), language);
    if (!messages) return tl::unexpected(messages.error());
    all.emplace(language, std::move(*messages));
  }
  if (!all.contains("en")) {
    return Fail(ErrorCode::kNotFound,
                (folder / "en.yaml").string() + ": there are no English messages");
  }
  return all;
}

Result<mustache::mustache> Compile(const std::string& source, const Messages& messages,
                                   const Messages& english) {
  auto with_words = PutWordsInPlace(source, messages, english);
  if (!with_words) return tl::unexpected(with_words.error());
  mustache::mustache page(*with_words);
  if (!page.is_valid()) return Fail(ErrorCode::kInvalidArgument, page.error_message());
  page.set_custom_escape([](const std::string& text) { return EscapeHtml(text); });
  return page;
}

}  // namespace

Result<std::unique_ptr<Templates>> Templates::Load(const fs::path& directory) {
  auto impl = std::make_unique<Impl>();
  impl->directory = directory;
  auto messages = LoadMessages(directory / "messages");
  if (!messages) return tl::unexpected(messages.error());
  impl->messages = std::move(*messages);
  for (const auto& [language, words] : impl->messages) impl->languages.push_back(language);
  auto partials = ReadFolder(directory / "partials", ".html");
  if (!partials) return tl::unexpected(partials.error());
  auto pages = ReadFolder(directory / "pages", ".html");
  if (!pages) return tl::unexpected(pages.error());
  const Messages& english = impl->messages.at("en");
  for (const auto& [name, source] : *pages) {
    const std::string file = (directory / "pages" / (name + ".html")).string();
    auto whole = PutPartialsInPlace(source, *partials, 0);
    if (!whole) return Fail(whole.error().code, file + ": " + whole.error().message);
    for (const auto& [language, words] : impl->messages) {
      auto page = Compile(*whole, words, english);
      if (!page) return Fail(page.error().code, file + ": " + page.error().message);
      impl->pages[name].emplace(language, std::move(*page));
    }
  }
  return std::unique_ptr<Templates>(new Templates(std::move(impl)));
}

Templates::Templates(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Templates::~Templates() = default;

const std::vector<std::string>& Templates::interface_languages() const { return impl_->languages; }

const std::string& Templates::InterfaceLanguage(std::string_view language) const {
  const auto& languages = impl_->languages;
  auto found = std::find(languages.begin(), languages.end(), language);
  if (found == languages.end()) {
    found = std::find(languages.begin(), languages.end(), language.substr(0, language.find('-')));
  }
  if (found == languages.end()) found = std::find(languages.begin(), languages.end(), "en");
  return *found;
}

const Messages& Templates::messages(std::string_view interface_language) const {
  const auto found = impl_->messages.find(interface_language);
  return found == impl_->messages.end() ? impl_->messages.at("en") : found->second;
}

std::string Templates::Render(std::string_view page, std::string_view interface_language,
                              const View& view) const {
  const auto by_language = impl_->pages.find(page);
  if (by_language == impl_->pages.end()) return "";
  const auto compiled = by_language->second.find(interface_language);
  if (compiled == by_language->second.end()) return "";
  std::string html;
  html.reserve(kUsualPageBytes);
  compiled->second.render(view.impl_->data, [&html](const std::string& piece) { html += piece; });
  return html;
}

const fs::path& Templates::directory() const { return impl_->directory; }

}  // namespace zeroline
