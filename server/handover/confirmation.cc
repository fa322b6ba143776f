#include "server/handover/confirmation.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "indexer/language/text.h"
#include "server/handover/letter_texts.h"

namespace zeroline {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxArticles = 5;

std::string TextOf(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? HeaderLine(found->get<std::string>()) : "";
}

std::vector<TemplateValues> ArticlesOf(const std::string& payload) {
  std::vector<TemplateValues> articles;
  const Json json = Json::parse(payload, nullptr, false);
  if (!json.is_array()) return articles;
  for (const Json& article : json) {
    if (!article.is_object() || articles.size() >= kMaxArticles) continue;
    articles.emplace_back()
        .Text("title", TextOf(article, "title"))
        .Text("url", TextOf(article, "url"));
  }
  return articles;
}

}  // namespace

std::string ConfirmationPayload(const std::vector<ConfirmedArticle>& articles) {
  Json json = Json::array();
  for (const ConfirmedArticle& article : articles) {
    json.push_back({{"title", article.title}, {"url", article.url}});
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ConfirmationText ConfirmationOf(const Shipment& shipment, const Portal& portal, Replies replies) {
  const Ticket& ticket = shipment.ticket;
  std::vector<TemplateValues> articles;
  std::string solved;
  if (!portal.url.empty()) {
    articles = ArticlesOf(shipment.delivery.payload);
    const std::string language = CanonicalLanguageTag(ticket.language).value_or("en");
    solved =
        portal.url + "/" + language + "/request/" + ticket.number + "/solved?key=" + ticket.secret;
  }
  TemplateValues values;
  values.Text("number", ticket.number)
      .Text("site_name", HeaderLine(portal.name))
      .Text("portal", portal.url)
      .Text("solved_url", ticket.secret.empty() ? "" : solved)
      .Flag("can_reply", replies == Replies::kReachLevel1)
      .Flag("has_articles", !articles.empty())
      .List("articles", std::move(articles));
  const auto say = [&](std::string_view name) {
    return LetterText(ticket.language, name).Render(values, Escaping::kNone);
  };
  return {say("confirmation_subject"), say("confirmation")};
}

bool ConfirmationLimit::Take(std::string_view address) {
  const Clock::time_point now = now_();
  const Clock::time_point hour_ago = now - std::chrono::hours(1);
  const std::string key = LowerCase(address);
  const std::lock_guard lock(mutex_);
  if (sent_.size() >= kMaxAddresses && !sent_.contains(key)) ForgetOld(hour_ago);
  if (sent_.size() >= kMaxAddresses && !sent_.contains(key)) return false;
  std::deque<Clock::time_point>& times = sent_[key];
  while (!times.empty() && times.front() <= hour_ago) times.pop_front();
  if (times.size() >= kPerHour) return false;
  times.push_back(now);
  return true;
}

void ConfirmationLimit::ForgetOld(Clock::time_point before) {
  std::erase_if(sent_, [&](const auto& pair) { return pair.second.back() <= before; });
}

}  // namespace zeroline
