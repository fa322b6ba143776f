#include "indexer/commands/target_hints.h"

#include <algorithm>
#include <string_view>

#include "indexer/article/link_target.h"
#include "indexer/index_format/schema.h"

namespace zeroline {
namespace {

// "/Help/Reset-Password?x#y" -> "Reset-Password".
std::string_view LastName(std::string_view address) {
  address = address.substr(0, address.find_first_of("?#"));
  while (!address.empty() && address.back() == '/') address.remove_suffix(1);
  return WithoutArticleExtension(address.substr(address.rfind('/') + 1));
}

// The first thing that a message quotes.
std::string_view Quoted(std::string_view message) {
  const std::size_t begin = message.find('"');
  if (begin == std::string_view::npos) return {};
  const std::size_t end = message.find('"', begin + 1);
  return end == std::string_view::npos ? std::string_view()
                                       : message.substr(begin + 1, end - begin - 1);
}

std::string Key(std::string_view path, std::string_view name) {
  return std::string(path.substr(0, path.find('/') + 1)).append(name);
}

}  // namespace

void SuggestTargets(const std::vector<CheckedArticle>& articles,
                    std::map<std::string, std::vector<Diagnostic>>* findings) {
  std::map<std::string, std::vector<const std::string*>> named;  // by language folder and file name
  for (const CheckedArticle& checked : articles) {
    if (checked.article->audience != kPublicAudience) continue;
    named[Key(checked.path(), LastName(checked.path()))].push_back(&checked.path());
  }
  for (auto& [path, found] : *findings) {
    for (Diagnostic& finding : found) {
      if (finding.rule != "unresolved-link") continue;
      const std::string_view name = LastName(Quoted(finding.message));
      const auto meant = named.find(Key(path, name));
      if (name.empty() || meant == named.end() || meant->second.size() != 1) continue;
      finding.message += "; perhaps " + *meant->second.front();
    }
  }
}

}  // namespace zeroline
