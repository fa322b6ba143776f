// What is put into finished article HTML later: the anchors of the original language, the URLs of
// assets. It relies on the page builder's own spelling: attributes are quoted with '"', and no text
// or attribute value holds a bare '"', '<' or '>'.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "indexer/article/article_parser.h"
#include "indexer/article/html_elements.h"
#include "indexer/article/link_target.h"

namespace zeroline {
namespace {

std::string Escaped(std::string_view text) {
  std::string escaped;
  AppendEscaped(text, &escaped);
  return escaped;
}

// All values of id="..." in `html`, as escaped there.
std::unordered_set<std::string> IdsIn(std::string_view html) {
  constexpr std::string_view kStart = " id=\"";
  std::unordered_set<std::string> ids;
  for (std::size_t i = html.find(kStart); i != std::string_view::npos; i = html.find(kStart, i)) {
    i += kStart.size();
    ids.emplace(html.substr(i, html.find('"', i) - i));
  }
  return ids;
}

// The text of attribute `name` (as ' alt="') in one tag, still escaped.
std::string_view AttributeIn(std::string_view tag, std::string_view name) {
  const std::size_t begin = tag.find(name);
  if (begin == std::string_view::npos) return "";
  const std::size_t from = begin + name.size();
  return tag.substr(from, tag.find('"', from) - from);
}

}  // namespace

void AdoptAnchors(const Article& original, Article* translation) {
  if (original.sections.size() != translation->sections.size()) return;
  for (std::size_t i = 0; i < original.sections.size(); ++i) {
    if (original.sections[i].level != translation->sections[i].level) return;
  }
  std::unordered_set<std::string> taken = IdsIn(translation->html);
  std::unordered_map<std::string, std::string> adopted;  // escaped: own id -> the original's
  for (std::size_t i = 0; i < original.sections.size(); ++i) {
    ArticleSection& section = translation->sections[i];
    const std::string& anchor = original.sections[i].anchor;
    if (section.level == 0 || section.anchor_is_explicit || anchor == section.anchor) continue;
    const std::string escaped = Escaped(anchor);
    if (!taken.insert(escaped).second) continue;
    adopted.emplace(Escaped(section.anchor), escaped);
    section.anchor = anchor;
  }
  if (adopted.empty()) return;
  // The heading takes the original's anchor, and its own stays valid: links to it may exist.
  const std::string& html = translation->html;
  constexpr std::string_view kStart = " id=\"";
  std::string rewritten;
  std::size_t done = 0;
  for (std::size_t i = html.find(kStart); i != std::string::npos; i = html.find(kStart, i + 1)) {
    const std::size_t begin = i + kStart.size();
    const std::size_t end = html.find('"', begin);
    const auto found = adopted.find(html.substr(begin, end - begin));
    if (found == adopted.end()) continue;
    rewritten.append(html, done, begin - done).append(found->second).append("\"><a id=\"");
    rewritten.append(found->first).append("\"></a>");
    done = end + 2;  // past '">' of the heading
  }
  rewritten.append(html, done);
  translation->html = std::move(rewritten);
}

std::string AddFormerAnchors(std::string_view html,
                             std::vector<std::pair<std::string, std::string>>* anchors) {
  const std::unordered_set<std::string> present = IdsIn(html);
  std::unordered_set<std::string> taken = present;
  std::unordered_map<std::string, std::string> targets;  // by escaped anchor of the section
  std::erase_if(*anchors, [&](const auto& anchor) {
    const std::string former = Escaped(anchor.first);
    const std::string section = Escaped(anchor.second);
    if (!section.empty() && !present.contains(section)) return true;
    if (former.empty() || !taken.insert(former).second) return true;
    targets[section] += "<a id=\"" + former + "\"></a>";
    return false;
  });
  std::string rewritten = std::move(targets[""]);
  constexpr std::string_view kStart = " id=\"";
  std::size_t done = 0;
  for (std::size_t i = html.find(kStart); i != std::string_view::npos;
       i = html.find(kStart, i + 1)) {
    const std::size_t begin = i + kStart.size();
    const auto found = targets.find(std::string(html.substr(begin, html.find('"', begin) - begin)));
    if (found == targets.end()) continue;
    const std::size_t inside = html.find('>', begin) + 1;
    rewritten.append(html.substr(done, inside - done)).append(found->second);
    done = inside;
  }
  return rewritten.append(html.substr(done));
}

std::string ResolveAssets(std::string_view html,
                          const std::function<std::string(std::string_view path)>& url_of) {
  const std::string mark = "=\"" + std::string(kAssetScheme);
  std::string resolved;
  resolved.reserve(html.size());
  while (true) {
    const std::size_t found = html.find(mark);
    if (found == std::string_view::npos) break;
    const std::size_t tag_begin = html.rfind('<', found);
    const std::size_t value_begin = found + 2;
    const std::size_t value_end = html.find('"', value_begin);
    const std::size_t tag_end = html.find('>', value_end) + 1;
    const std::string_view tag = html.substr(tag_begin, tag_end - tag_begin);
    std::string_view value = html.substr(value_begin, value_end - value_begin);
    value.remove_prefix(kAssetScheme.size());
    const std::string_view fragment = value.substr(std::min(value.find('#'), value.size()));
    value.remove_suffix(fragment.size());
    const std::string url = url_of(DecodePercent(value));
    resolved.append(html.substr(0, tag_begin));
    if (!url.empty()) {
      resolved.append(html.substr(tag_begin, value_begin - tag_begin)).append(Escaped(url));
      resolved.append(fragment).append(html.substr(value_end, tag_end - value_end));
    } else if (tag.substr(0, 4) == "<img") {
      resolved.append(AttributeIn(tag, " alt=\""));
    } else {
      resolved.append("<a>");  // keeps the end tag company; without an address it is plain text
    }
    html.remove_prefix(tag_end);
  }
  resolved.append(html);
  return resolved;
}

}  // namespace zeroline
