// The templates folder, read once at start: pages, partials and the words of the interface.
//
//   pages/<name>.html       a page, complete from <!doctype html>
//   partials/<name>.html    included as {{> name}}
//   messages/<lang>.yaml    every word of the interface, see messages.h
//   static/                 files served as they are (not read here)
//
// A page is compiled once per interface language: partials are put in place, and {{t.key}} becomes
// the words of that language, so that a request only fills in what differs from page to page. A
// placeholder in a message, "Results for {query}", becomes the variable {{query}} with its
// escaping.
//
// Immutable after Load(), therefore thread-safe.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_TEMPLATES_H_
#define ZEROLINE_SERVER_WEB_PORTAL_TEMPLATES_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"
#include "server/web/portal/messages.h"

namespace zeroline {

// What a template is filled with: names to text, flags, views and lists of views. A name not found
// in a view is looked up in the views around it. Text is escaped unless the template says
// {{{name}}}, and is never read as template source.
class View {
 public:
  View();
  ~View();
  View(View&&) noexcept;
  View& operator=(View&&) noexcept;

  // Each replaces what was there and returns *this. "" counts as false, so that {{#name}} hides
  // what surrounds a text that is not there.
  View& Text(const std::string& name, const std::string& text);
  View& Flag(const std::string& name, bool value);
  View& Child(const std::string& name, View child);
  View& List(const std::string& name, std::vector<View> items);

 private:
  friend class Templates;
  struct Impl;
  std::unique_ptr<Impl> impl_;  // null after a move
};

class Templates {
 public:
  // Fails with kNotFound or kInvalidArgument naming the file and the fault: a page that does not
  // parse, an unknown partial, a message that a page uses and English lacks, no messages/en.yaml.
  static Result<std::unique_ptr<Templates>> Load(const std::filesystem::path& directory);
  ~Templates();

  // Interface languages, sorted. Always contains "en".
  const std::vector<std::string>& interface_languages() const;
  // The interface language for a content language: itself, its base language ("pt" for "pt-BR"), or
  // "en".
  const std::string& InterfaceLanguage(std::string_view language) const;
  const Messages& messages(std::string_view interface_language) const;

  // `page` is a file name without ".html". An unknown page or language is a bug: "" is returned.
  std::string Render(std::string_view page, std::string_view interface_language,
                     const View& view) const;

  const std::filesystem::path& directory() const;

 private:
  struct Impl;
  explicit Templates(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_TEMPLATES_H_
