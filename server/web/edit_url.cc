#include "server/web/edit_url.h"

#include "server/web/escape.h"

namespace zeroline {

std::string EditUrl(const Config& config, const ArticleView& article) {
  constexpr std::string_view kPlace = "{path}";
  const std::string& pattern = config.edit_url;
  if (!pattern.starts_with("https://") && !pattern.starts_with("http://")) return "";
  const std::string path = EscapeUrlPath(article.source_path());
  std::string url;
  std::size_t from = 0;
  for (std::size_t at = pattern.find(kPlace); at != std::string::npos;
       at = pattern.find(kPlace, from)) {
    url.append(pattern, from, at - from).append(path);
    from = at + kPlace.size();
  }
  return url.append(pattern, from);
}

}  // namespace zeroline
