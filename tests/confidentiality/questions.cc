#include "tests/confidentiality/questions.h"

#include <httplib.h>

#include <nlohmann/json.hpp>
#include <utility>

namespace zeroline::testing {
namespace {

constexpr const char* kIntent = "fedcba9876543210fedcba9876543210";

std::string Escaped(const std::string& text) { return httplib::detail::encode_query_param(text); }

std::string EscapedPath(const std::string& path) {
  std::string escaped;
  for (const char c : path) escaped += c == '/' ? "/" : Escaped(std::string(1, c));
  return escaped;
}

// The first half of it, cut between characters.
std::string Beginning(const std::string& text) {
  std::size_t end = text.size() / 2 + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return text.substr(0, end);
}

// One character less.
std::string WithoutOne(const std::string& text) {
  if (text.size() < 8) return text;
  std::size_t begin = text.size() / 3;
  while ((static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
  std::size_t end = begin + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return text.substr(0, begin) + text.substr(end);
}

Question Get(std::string target) {
  Question question;
  question.target = std::move(target);
  return question;
}

Question PostJson(std::string target, const nlohmann::json& json) {
  return {"POST", std::move(target), json.dump(), "application/json", "", ""};
}

}  // namespace

Questioner::Questioner(const SecretBase& base, std::vector<std::string> secret_assets,
                       std::string form_token, std::uint64_t seed)
    : base_(base),
      secret_assets_(std::move(secret_assets)),
      form_token_(std::move(form_token)),
      random_(seed) {}

std::string Questioner::TextOf(const Question& question) {
  return httplib::detail::decode_url(question.target, true) + " " + question.body + " " +
         httplib::detail::decode_url(question.body, true);
}

const std::vector<Questioner::Maker>& Questioner::makers() {
  static const std::vector<Maker> makers = {
      &Questioner::Search,     &Questioner::ApiSearch, &Questioner::Suggest,
      &Questioner::ApiArticle, &Questioner::Deflect,   &Questioner::DeflectEvent,
      &Questioner::Page,       &Questioner::ShortLink, &Questioner::Asset,
      &Questioner::Machine,    &Questioner::Form,      &Questioner::SentForm,
      &Questioner::Home,       &Questioner::Agents,    &Questioner::ApiOpinion,
      &Questioner::Opinion,    &Questioner::Visit,     &Questioner::Nonsense};
  return makers;
}

std::size_t Questioner::door_count() { return makers().size(); }

Question Questioner::Next() {
  const Maker maker = makers()[random_() % makers().size()];
  Question question = (this->*maker)();
  constexpr const char* kAccepted[] = {"", "ru,en;q=0.5", "pl", "zh-CN", "de, *;q=0.1"};
  question.accept_language = kAccepted[random_() % 5];
  if (question.method == "GET" && Chance(5)) question.method = "HEAD";
  if (Chance(10)) question.session = "A0b1C2d3E4f5G6h7I8j9K0l1M2n3O4p5Q6r7S8t9U0v";
  return question;
}

bool Questioner::Chance(int percent) { return static_cast<int>(random_() % 100) < percent; }

const std::string& Questioner::Language() {
  return kBaseLanguages[random_() % kBaseLanguages.size()];
}

std::string Questioner::Word() {
  const Words& words = base_.words.at(Language());
  const auto& list = Chance(60) ? words.secret : words.open;
  return list[random_() % list.size()];
}

std::string Questioner::Text() {
  const auto one_of = [&](const std::vector<std::string>& list) {
    return list[random_() % list.size()];
  };
  switch (random_() % 8) {
    case 0:
      return one_of(base_.secret_titles);
    case 1:
      return one_of(base_.secret_questions);
    case 2:
      return Beginning(one_of(Chance(70) ? base_.secret_titles : base_.open_titles));
    case 3:
      return WithoutOne(Word());
    case 4:
      return Beginning(Word());
    case 5:
      return Word() + " " + WithoutOne(Word());
    case 6:
      return one_of(base_.secret_paths);
    default:
      return Word() + " " + Word() + " " + Word();
  }
}

std::string Questioner::Letter() {
  std::string letter;
  for (int i = 0; i < 3; ++i) letter += Text() + ". ";
  return letter;
}

std::string Questioner::Path() {
  const auto& paths = Chance(70) ? base_.secret_paths : base_.open_paths;
  const std::string path = paths[random_() % paths.size()];
  const std::size_t slash = path.find('/');
  switch (random_() % 6) {
    case 0:
      return slash == std::string::npos ? path : path.substr(0, slash);
    case 1:
      return slash == std::string::npos ? path + "/" : path.substr(0, slash + 1);
    case 2:
      return path + "-old";
    case 3:
      return path + "/";
    default:
      return path;
  }
}

std::string Questioner::LanguageQuery() { return "lang=" + Language(); }

Question Questioner::Search() {
  std::string target = "/" + Language() + "/search?q=" + Escaped(Text());
  if (Chance(20)) target += "&section=" + Escaped(Chance(50) ? "topic0" : Path());
  if (Chance(20)) target += "&offset=10";
  if (Chance(20)) target += "&exact=1";
  return Get(target);
}

Question Questioner::ApiSearch() {
  std::string target = "/api/v1/search?" + LanguageQuery() + "&q=" + Escaped(Text());
  if (Chance(30)) target += "&limit=100";
  if (Chance(20)) target += "&section=" + Escaped(Path());
  return Get(target);
}

Question Questioner::Suggest() {
  return Get("/api/v1/suggest?" + LanguageQuery() + "&limit=20&q=" + Escaped(Text()));
}

Question Questioner::ApiArticle() {
  return Get("/api/v1/articles/" + Escaped(Path()) + "?" + LanguageQuery());
}

Question Questioner::Deflect() {
  return PostJson("/api/v1/deflect",
                  {{"subject", Text()}, {"body", Letter()}, {"lang", Language()}});
}

Question Questioner::DeflectEvent() {
  return PostJson("/api/v1/deflect/events", {{"intent", kIntent},
                                             {"event", Chance(50) ? "opened" : "rejected"},
                                             {"article", Path()},
                                             {"lang", Language()}});
}

Question Questioner::Page() {
  std::string target = "/" + Language() + "/" + EscapedPath(Path());
  if (Chance(15)) target += "?v=1a2b3c4d";
  return Get(target);
}

Question Questioner::ShortLink() {
  std::string target = "/a/" + EscapedPath(Path());
  if (Chance(50)) target += "?" + LanguageQuery() + (Chance(50) ? "&v=1a2b3c4d" : "&build=1");
  return Get(target);
}

Question Questioner::Asset() {
  return Get("/assets/" + secret_assets_[random_() % secret_assets_.size()]);
}

Question Questioner::Machine() {
  constexpr const char* kFiles[] = {
      "/sitemap.xml", "/robots.txt", "/opensearch.xml?lang=pl", "/api/v1/openapi.json",
      "/widget.js",   "/readyz",

      "/feed.xml",    "/en/feed.xml"};
  return Get(kFiles[random_() % std::size(kFiles)]);
}

Question Questioner::Form() {
  std::string target = "/" + Language() + "/new-request";
  if (Chance(60)) target += "?article=" + Escaped(Path());
  if (Chance(20)) target = "/" + Language() + "/widget";
  return Get(target);
}

Question Questioner::SentForm() {
  const std::string form = "csrf=" + form_token_ + "&intent=" + std::string(kIntent) +
                           "&subject=" + Escaped(Text()) + "&body=" + Escaped(Letter()) +
                           "&article=" + Escaped(Language() + " " + Path());
  const std::string door = Chance(50) ? "/new-request" : "/new-request/solved";
  return {"POST", "/" + Language() + door, form, "application/x-www-form-urlencoded", "", ""};
}

Question Questioner::Home() { return Get(Chance(70) ? "/" + Language() + "/" : "/"); }

Question Questioner::Agents() {
  constexpr const char* kDoors[] = {"/agent",        "/agent/queue",       "/agent/sign-in",
                                    "/agent/notes",  "/agent/accounts",    "/agent/panel",
                                    "/agent/report", "/agent/report.json", "/api/v1/agent/report"};
  if (Chance(30)) {
    return PostJson(Chance(50) ? "/api/v1/agent/search" : "/api/v1/agent/notes",
                    {{"text", Letter()}, {"article", Path()}, {"lang", Language()}});
  }
  std::string target = kDoors[random_() % std::size(kDoors)];
  return Get(target + "?text=" + Escaped(Text()) + "&article=" + Escaped(Path()));
}

Question Questioner::ApiOpinion() {
  return PostJson("/api/v1/articles/" + EscapedPath(Path()) + "/feedback",
                  {{"helped", Chance(50)}, {"lang", Language()}, {"visitor", kIntent}});
}

Question Questioner::Opinion() {
  std::string form = "csrf=" + form_token_ + "&article=" + Escaped(Language() + " " + Path()) +
                     "&helped=" + (Chance(50) ? "yes" : "no");
  if (Chance(30)) form += "&reason=outdated&text=" + Escaped(Text());
  return {"POST", "/" + Language() + "/feedback", form, "application/x-www-form-urlencoded", "",
          ""};
}

Question Questioner::Visit() {
  return PostJson("/api/v1/visits", {{"visitor", kIntent},
                                     {"q", Chance(70) ? Text() : ""},
                                     {"article", Chance(70) ? Path() : ""},
                                     {"article_lang", Language()},
                                     {"lang", Language()}});
}

Question Questioner::Nonsense() {
  switch (random_() % 4) {
    case 0:
      return Get("/" + Escaped(Word()) + "/" + EscapedPath(Path()));
    case 1:
      return Get("/api/v1/" + EscapedPath(Path()));
    case 2:
      return Get("/internal/" + Language() + "/" + EscapedPath(Path()));
    default:
      return Get("/" + Language() + "/search?q=%FF%00" + Escaped(Word()) + "&audience=internal");
  }
}

}  // namespace zeroline::testing
