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
#include "server/web/portal/mustache.h"

namespace zeroline {

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
