#include "indexer/check/tree_check.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>

#include "indexer/check/nearest.h"

namespace zeroline {
namespace {

// Places below /{lang}/ that the portal needs for itself.
constexpr std::array<std::string_view, 2> kReserved = {"search", "new-request"};

// Broken links that get a suggestion. It costs a comparison with every article of the language, and
// a tree with more of them has been moved as a whole, where suggestions say nothing.
constexpr int kMaxSuggestions = 100;

// The audience that everybody belongs to.
constexpr std::string_view kEverybody = "public";

std::string_view LastSegment(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// "pl/vpn/setup"
std::string Place(const ArticleFacts& article) { return article.language + "/" + article.path; }

bool IsPublic(const ArticleFacts& article) { return article.audience == kEverybody; }

// What has a name, by name. One name can mean something else to each audience, but what is public
// means the same to all.
class Names {
 public:
  // The article of that name which readers of `audience` can see.
  std::optional<std::size_t> Find(const std::string& name, const std::string& audience) const {
    const auto found = names_.find(name);
    if (found == names_.end()) return std::nullopt;
    for (const auto& [owner, article] : found->second) {
      if (owner == audience || owner == kEverybody) return article;
    }
    return std::nullopt;
  }
  // That of some other audience, if Find() finds none.
  std::optional<std::size_t> FindAny(const std::string& name) const {
    const auto found = names_.find(name);
    if (found == names_.end()) return std::nullopt;
    return found->second.begin()->second;
  }
  void Add(const std::string& name, const std::string& audience, std::size_t article) {
    names_[name].emplace(audience, article);
  }
  const auto& all() const { return names_; }

 private:
  std::unordered_map<std::string, std::map<std::string, std::size_t>> names_;
};

class Checker {
 public:
  Checker(const std::vector<ArticleFacts>& articles,
          const std::function<bool(std::string_view path)>& asset_exists)
      : articles_(articles), asset_exists_(asset_exists), rejected_(articles.size(), false) {
    order_.resize(articles.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(!IsPublic(articles[a]), std::string_view(articles[a].source_path)) <
             std::pair(!IsPublic(articles[b]), std::string_view(articles[b].source_path));
    });
  }

  TreeCheck Run() {
    CollectSections();
    for (const std::size_t i : order_) {
      if (articles_[i].status == ArticleStatus::kPublished) Claim(i);
    }
    const auto is_published = [this](std::size_t i) {
      return articles_[i].status == ArticleStatus::kPublished && !rejected_[i];
    };
    for (const std::size_t i : order_) {
      if (is_published(i)) CheckRedirects(i);
    }
    for (const std::size_t i : order_) {
      if (!is_published(i)) continue;
      CheckAssets(articles_[i]);
      for (const ArticleLink& link : articles_[i].links) CheckLink(articles_[i], link);
    }
    for (std::size_t i = 0; i < rejected_.size(); ++i) {
      if (rejected_[i]) result_.rejected.push_back(i);
    }
    std::stable_sort(result_.diagnostics.begin(), result_.diagnostics.end(),
                     [](const Diagnostic& a, const Diagnostic& b) {
                       return std::pair(std::string_view(a.path), a.line) <
                              std::pair(std::string_view(b.path), b.line);
                     });
    return std::move(result_);
  }

 private:
  // `place` is a link or an asset.
  template <typename Place>
  void Warn(const ArticleFacts& article, const Place& place, std::string_view rule,
            std::string message) {
    result_.diagnostics.push_back(Diagnostic{Severity::kWarning, article.source_path, place.line,
                                             std::string(rule), std::move(message), place.column});
  }
  void Reject(std::size_t i, std::string_view rule, std::string message) {
    rejected_[i] = true;
    result_.diagnostics.push_back(Diagnostic{Severity::kError, articles_[i].source_path, 0,
                                             std::string(rule), std::move(message)});
  }

  // The section pages that the portal makes by itself.
  void CollectSections() {
    for (const std::size_t i : order_) {
      const ArticleFacts& article = articles_[i];
      if (article.status != ArticleStatus::kPublished || article.section.empty()) continue;
      sections_.Add(article.language + "/" + article.section, article.audience, i);
    }
  }

  void Claim(std::size_t i) {
    const ArticleFacts& article = articles_[i];
    const std::string place = Place(article);
    if (std::find(kReserved.begin(), kReserved.end(), article.path) != kReserved.end()) {
      return Reject(i, "reserved-url",
                    "/" + place + " is a page of the portal itself; rename the file");
    }
    if (sections_.Find(place, article.audience)) {
      return Reject(i, "reserved-url",
                    "/" + place +
                        " is the page of the section of that name; rename the file, or "
                        "name the section in " +
                        article.path + "/_index.md");
    }
    if (const auto taken = places_.Find(place, article.audience)) {
      return Reject(i, "duplicate-url",
                    "/" + place + " is already the address of " + articles_[*taken].source_path +
                        "; rename one");
    }
    // The two kinds of name cannot be mixed up: no language tag holds a line end.
    const std::string id = article.language + "\n" + article.id;
    if (const auto taken = ids_.Find(id, article.audience)) {
      return Reject(i, "duplicate-id",
                    "the id \"" + article.id + "\" is already that of " +
                        articles_[*taken].source_path + "; give this article another");
    }
    ids_.Add(id, article.audience, i);
    places_.Add(place, article.audience, i);
  }

  void CheckRedirects(std::size_t i) {
    const ArticleFacts& article = articles_[i];
    for (const std::string& old_path : article.redirect_from) {
      const std::string place = article.language + "/" + old_path;
      const auto taken = places_.Find(place, article.audience);
      const bool is_section = sections_.Find(place, article.audience).has_value();
      if (taken || is_section) {
        Warn(article, ArticleLink(), "redirect",
             "redirect_from \"" + old_path + "\" is ignored: it is the address of " +
                 (is_section ? "a section" : articles_[*taken].source_path));
      } else if (redirects_.Find(place, article.audience)) {
        Warn(article, ArticleLink(), "redirect",
             "redirect_from \"" + old_path + "\" is ignored: another article has it, too");
      } else {
        redirects_.Add(place, article.audience, i);
      }
    }
  }

  void CheckAssets(const ArticleFacts& article) {
    for (const ArticleAsset& asset : article.assets) {
      const auto [known, is_new] = assets_.emplace(asset.path, false);
      if (is_new) known->second = asset_exists_(asset.path);
      if (known->second) continue;
      Warn(article, asset, "missing-asset",
           "there is no file " + asset.path + "; add it, or mend the path");
    }
  }

  void CheckLink(const ArticleFacts& from, const ArticleLink& link) {
    const auto found = places_.Find(link.target, from.audience);
    if (found) return CheckAnchor(from, link, articles_[*found]);
    const bool is_home = link.target.find('/') == std::string::npos;
    if (is_home || sections_.Find(link.target, from.audience) ||
        redirects_.Find(link.target, from.audience)) {
      return;
    }
    for (const Names* names : {&places_, &sections_, &redirects_}) {
      if (const auto hidden = names->FindAny(link.target)) {
        return Warn(from, link, "confidential-link",
                    "/" + link.target + " is for the audience \"" + articles_[*hidden].audience +
                        "\": to other readers of this article the link leads nowhere; remove it");
      }
    }
    const std::string hint = Suggest(from, link.target);
    Warn(from, link, "broken-link",
         "there is no article /" + link.target + (hint.empty() ? "" : "; perhaps /" + hint));
  }

  void CheckAnchor(const ArticleFacts& from, const ArticleLink& link, const ArticleFacts& to) {
    if (link.fragment.empty()) return;
    const auto& anchors = to.anchors;
    if (std::find(anchors.begin(), anchors.end(), link.fragment) != anchors.end()) return;
    const std::string hint =
        Nearest(link.fragment, std::vector<std::string_view>(anchors.begin(), anchors.end()));
    Warn(from, link, "broken-anchor",
         "/" + link.target + " has no anchor #" + link.fragment +
             (hint.empty() ? "" : "; perhaps #" + hint));
  }

  // An article of the same name elsewhere, else the nearest spelling.
  std::string Suggest(const ArticleFacts& from, const std::string& target) {
    if (++suggestions_ > kMaxSuggestions) return "";
    const std::string_view name = LastSegment(target);
    std::vector<std::string_view> candidates;
    for (const auto& [place, owners] : places_.all()) {
      const auto own = owners.find(from.audience);
      if (own == owners.end() || articles_[own->second].language != from.language) continue;
      candidates.push_back(place);
    }
    std::sort(candidates.begin(), candidates.end());
    const auto same =
        std::find_if(candidates.begin(), candidates.end(),
                     [&](std::string_view place) { return LastSegment(place) == name; });
    return same != candidates.end() ? std::string(*same) : Nearest(target, candidates);
  }

  const std::vector<ArticleFacts>& articles_;
  const std::function<bool(std::string_view path)>& asset_exists_;
  TreeCheck result_;
  std::vector<bool> rejected_;
  std::vector<std::size_t> order_;                // what is public first, then by source path
  Names sections_;                                // "<lang>/<section>"; one of its articles
  Names places_;                                  // "<lang>/<path>"
  Names ids_;                                     // language and id
  Names redirects_;                               // "<lang>/<old path>"
  std::unordered_map<std::string, bool> assets_;  // whether each is there
  int suggestions_ = 0;
};

std::string Unescaped(std::string_view html) {
  constexpr std::array<std::pair<std::string_view, char>, 4> kEntities = {
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}}};
  std::string text;
  while (!html.empty()) {
    const auto* const entity =
        std::find_if(kEntities.begin(), kEntities.end(), [&](const auto& candidate) {
          return html.substr(0, candidate.first.size()) == candidate.first;
        });
    text += entity == kEntities.end() ? html.front() : entity->second;
    html.remove_prefix(entity == kEntities.end() ? 1 : entity->first.size());
  }
  return text;
}

}  // namespace

ArticleFacts FactsOf(const Article& article) {
  ArticleFacts facts;
  facts.source_path = article.source_path;
  facts.language = article.language;
  facts.path = article.path;
  facts.id = article.id;
  facts.section = article.section;
  facts.audience = article.audience;
  facts.status = article.status;
  facts.redirect_from = article.redirect_from;
  facts.links = article.links;
  facts.assets = article.assets;
  // The page builder escapes '"' in text, so this stands in tags only.
  constexpr std::string_view kStart = " id=\"";
  const std::string& html = article.html;
  for (std::size_t i = html.find(kStart); i != std::string::npos; i = html.find(kStart, i)) {
    i += kStart.size();
    facts.anchors.push_back(Unescaped(std::string_view(html).substr(i, html.find('"', i) - i)));
  }
  return facts;
}

TreeCheck CheckTree(const std::vector<ArticleFacts>& articles,
                    const std::function<bool(std::string_view path)>& asset_exists) {
  return Checker(articles, asset_exists).Run();
}

}  // namespace zeroline
