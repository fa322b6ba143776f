// The files of templates/static (style sheets, scripts, pictures), read once at start and served
// from memory under names that change with their content, so that browsers may keep them for ever.
//
// Immutable after Load(), hence thread-safe.
#ifndef ZEROLINE_SERVER_WEB_STATIC_FILES_H_
#define ZEROLINE_SERVER_WEB_STATIC_FILES_H_

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "indexer/error/result.h"
#include "server/web/door.h"

namespace zeroline {

class StaticFiles {
 public:
  // Reads every regular file below `folder`. A folder that does not exist gives an empty
  // collection; a file that cannot be read, or more than 16 MiB in all, is an error.
  static Result<StaticFiles> Load(const std::filesystem::path& folder);

  // "portal.css" -> "/static/portal.css?v=3f9a0c51d2e47b86". An unknown name comes back without
  // "?v=", so that a missing file shows as a 404 in the browser and never as a failed page.
  std::string Url(std::string_view name) const;

  // The door of GET /static/{name...}: immutable for the right hash, else revalidated by ETag.
  WebResponse Serve(const WebRequest& request) const;

 private:
  struct File {
    std::string content;
    std::string content_type;
    std::string hash;  // 16 hexadecimal digits
  };
  std::map<std::string, File, std::less<>> files_;  // by path below the folder, '/' between parts
};

// By the name's extension; "application/octet-stream" for what a browser should not interpret.
std::string_view ContentTypeOf(std::string_view name);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_STATIC_FILES_H_
