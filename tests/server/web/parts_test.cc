// The small parts of the web room: escaping, cookies, rate limit, problems, tokens, languages,
// static files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "server/web/csrf.h"
#include "server/web/escape.h"
#include "server/web/http_rules.h"
#include "server/web/identity.h"
#include "server/web/language_choice.h"
#include "server/web/problem.h"
#include "server/web/rate_limit.h"
#include "server/web/request_parts.h"
#include "server/web/static_files.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::StartsWith;

TEST(EscapeTest, LeavesNoMarkup) {
  EXPECT_EQ(EscapeHtml("<a b='c' d=\"e\">&ё"), "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;ё");
  EXPECT_EQ(MarkedHtml({{"a<", false}, {"<script>", true}, {"", false}}),
            "a&lt;<mark>&lt;script&gt;</mark>");
}

TEST(EscapeTest, EncodesUrlsByTheirParts) {
  EXPECT_EQ(EscapeUrl("a/b c?ё~"), "a%2Fb%20c%3F%D1%91~");
  EXPECT_EQ(ArticleUrl("en", "вход/a b", "шаг-1"),
            "/en/%D0%B2%D1%85%D0%BE%D0%B4/a%20b#%D1%88%D0%B0%D0%B3-1");
  EXPECT_EQ(ArticleUrl("en", "a"), "/en/a");
}

TEST(EscapeTest, DecodesWhatItEncodesAndNothingBroken) {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  EXPECT_EQ(DecodeUrl(EscapeUrl(all), PlusSign::kIsSpace), all);
  for (const char* broken : {"%", "%4", "a%zz", "%%41", "%4 1"}) {
    EXPECT_EQ(DecodeUrl(broken, PlusSign::kIsItself), std::nullopt) << broken;
  }
}

TEST(RequestPartsTest, ReadsCookiesAndTheFirstOfTwo) {
  EXPECT_THAT(ParseCookies("lang=pl; a=\"b\" ;lang=en;;=x; nothing; c=d=e"),
              ElementsAre(Pair("", "x"), Pair("a", "b"), Pair("c", "d=e"), Pair("lang", "pl")));
}

TEST(RequestPartsTest, BoundsTheNumberOfFields) {
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "a&";
  EXPECT_EQ(ParseUrlEncoded(many).size(), kMaxFields);
}

TEST(RequestPartsTest, ReadsTargets) {
  EXPECT_EQ(ParseTarget("/a%20b?c#d")->path, "/a b");
  EXPECT_EQ(ParseTarget("http://host/x?y")->path, "/x");
  EXPECT_EQ(ParseTarget("/r?u=http://h/")->path, "/r");
  for (const char* bad : {"", "*", "x", "http://host", "http://host?x", "/%", "/%00"}) {
    EXPECT_FALSE(ParseTarget(bad)) << bad;
  }
}

TEST(RateLimitTest, AllowsABurstAndThenOnePerInterval) {
  RateLimit::Clock::time_point now{};
  RateLimit limit(2, std::chrono::seconds(10), [&now] { return now; });
  EXPECT_FALSE(limit.Take("a"));
  EXPECT_FALSE(limit.Take("a"));
  EXPECT_EQ(limit.Take("a"), std::chrono::seconds(10));
  EXPECT_FALSE(limit.Take("b")) << "another address has its own bucket";
  now += std::chrono::milliseconds(9500);
  EXPECT_EQ(limit.Take("a"), std::chrono::seconds(1));
  now += std::chrono::milliseconds(500);
  EXPECT_FALSE(limit.Take("a"));
  EXPECT_TRUE(limit.Take("a"));
}

TEST(RateLimitTest, CountsASubscriberAndNotEachOfTheirAddresses) {
  const std::pair<const char*, const char*> kCases[] = {
      {"192.0.2.7", "192.0.2.7"},
      {"::ffff:192.0.2.7", "192.0.2.7"},
      {"::ffff:c000:207", "192.0.2.7"},
      {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
      {"2001:db8:1:2::9", "2001:db8:1:2::/64"},
      {"2001:db8:1:3::9", "2001:db8:1:3::/64"},
      {"::1", "::/64"},
      {"a pipe", "a pipe"},
      {"", ""},
  };
  for (const auto& [address, network] : kCases) EXPECT_EQ(NetworkOf(address), network) << address;
}

TEST(RateLimitTest, ForgetsFullBucketsFirst) {
  RateLimit::Clock::time_point now{};
  RateLimit limit(1, std::chrono::hours(1), [&now] { return now; });
  for (std::size_t i = 0; i + 1 < RateLimit::kMaxAddresses; ++i) limit.Take(std::to_string(i));
  now += std::chrono::hours(2);
  EXPECT_FALSE(limit.Take("late"));
  for (int i = 0; i < 100; ++i) limit.Take("x" + std::to_string(i));
  EXPECT_TRUE(limit.Take("late")) << "an empty bucket was forgotten";
}

TEST(ProblemTest, IsJsonWhateverTheDetail) {
  const WebResponse response = Problem(400, "bad \"\xff\xfe\" <b>");
  EXPECT_EQ(response.content_type, "application/problem+json");
  const auto json = nlohmann::json::parse(response.body);
  EXPECT_EQ(json["status"], 400);
  EXPECT_EQ(json["title"], "Bad Request");
  EXPECT_EQ(json["type"], "about:blank");
}

TEST(ProblemTest, KeepsInternalsToTheLog) {
  const WebResponse response = ProblemFrom({ErrorCode::kIo, "/srv/index/current: gone"});
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body.find("/srv"), std::string::npos);
  EXPECT_EQ(ProblemFrom({ErrorCode::kUnavailable, "x"}).status, 503);
  EXPECT_THAT(ProblemFrom({ErrorCode::kNotFound, "no such article"}).body, HasSubstr("no such"));
}

WebRequest WithToken(const std::string& cookie, const std::string& field) {
  WebRequest request;
  request.cookies[std::string(kCsrfCookie)] = cookie;
  request.form[std::string(kCsrfField)] = field;
  return request;
}

TEST(CsrfTest, AcceptsItsOwnTokensAcrossRestarts) {
  testing::TempTree tree;
  const auto file = tree.path() / "state" / "forms.key";
  const std::string token = Csrf::Open(file)->TokenFor({});
  const Result<Csrf> again = Csrf::Open(file);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_TRUE(again->IsGenuine(WithToken(token, token)));
  EXPECT_EQ(again->TokenFor(WithToken(token, "")), token) << "open tabs must agree";
  EXPECT_NE(again->TokenFor({}), token);
  struct stat info {};
  ASSERT_EQ(::stat(file.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0077, 0u);
}

TEST(CsrfTest, RefusesEverythingElse) {
  testing::TempTree tree;
  const Result<Csrf> csrf = Csrf::Open(tree.path() / "a.key");
  const Result<Csrf> other = Csrf::Open(tree.path() / "b.key");
  const std::string token = csrf->TokenFor({});
  const std::string foreign = other->TokenFor({});
  std::string changed = token;
  changed[5] = changed[5] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(csrf->IsGenuine({}));
  EXPECT_FALSE(csrf->IsGenuine(WithToken("", "")));
  EXPECT_FALSE(csrf->IsGenuine(WithToken(token, "")));
  EXPECT_FALSE(csrf->IsGenuine(WithToken("", token)));
  EXPECT_FALSE(csrf->IsGenuine(WithToken(token, csrf->TokenFor({}))));
  EXPECT_FALSE(csrf->IsGenuine(WithToken(foreign, foreign)));
  EXPECT_FALSE(csrf->IsGenuine(WithToken(changed, changed)));
  EXPECT_FALSE(csrf->IsGenuine(WithToken("x", "x")));
}

WebRequest Of(Proof proof, const std::string& name, const std::string& session) {
  WebRequest request;
  request.identity = Identity{name, {}, {}, proof};
  request.cookies[std::string(kSessionCookie)] = session;
  return request;
}

bool Takes(const Csrf& csrf, WebRequest request, const std::string& token) {
  request.form[std::string(kCsrfField)] = token;
  return csrf.IsGenuine(request);
}

TEST(CsrfTest, ATokenOfSomebodySignedInIsWorthItsSessionAndNeedsNoCookie) {
  testing::TempTree tree;
  const Result<Csrf> csrf = Csrf::Open(tree.path() / "forms.key");
  const WebRequest anna = Of(Proof::kSession, "anna", "secret-1");
  const std::string token = csrf->TokenFor(anna);
  EXPECT_TRUE(Takes(*csrf, anna, token));
  EXPECT_TRUE(Takes(*csrf, anna, csrf->TokenFor(anna))) << "that of another tab as well";
  EXPECT_FALSE(Takes(*csrf, anna, ""));
  EXPECT_FALSE(Takes(*csrf, anna, token + "A"));
  EXPECT_FALSE(Takes(*csrf, Of(Proof::kSession, "anna", "secret-2"), token)) << "the next session";
  EXPECT_FALSE(Takes(*csrf, Of(Proof::kProxy, "anna", "secret-1"), token));
  WebResponse response;
  csrf->AddCookie(token, anna, &response);
  EXPECT_TRUE(response.headers.empty());
}

TEST(CsrfTest, ATokenOfTheSingleSignOnIsWorthItsName) {
  testing::TempTree tree;
  const Result<Csrf> csrf = Csrf::Open(tree.path() / "forms.key");
  const std::string token = csrf->TokenFor(Of(Proof::kProxy, "anna", ""));
  EXPECT_TRUE(Takes(*csrf, Of(Proof::kProxy, "anna", ""), token));
  EXPECT_FALSE(Takes(*csrf, Of(Proof::kProxy, "zoe", ""), token));
  EXPECT_FALSE(Takes(*csrf, Of(Proof::kSession, "anna", ""), token));
}

TEST(CsrfTest, AStrangersTokenIsWorthNothingAfterSigningIn) {
  testing::TempTree tree;
  const Result<Csrf> csrf = Csrf::Open(tree.path() / "forms.key");
  const std::string strangers = csrf->TokenFor({});
  WebRequest anna = Of(Proof::kSession, "anna", "secret-1");
  anna.cookies[std::string(kCsrfCookie)] = strangers;  // planted, or left over
  EXPECT_FALSE(Takes(*csrf, anna, strangers));
  EXPECT_NE(csrf->TokenFor(anna), strangers);
  const std::string annas = csrf->TokenFor(anna);
  EXPECT_FALSE(csrf->IsGenuine(WithToken(annas, annas))) << "nor the other way round";
}

TEST(CsrfTest, RefusesToStartWithoutAKey) {
  testing::TempTree tree;
  for (const std::string& content : {std::string(), std::string(31, 'k'), std::string(33, 'k')}) {
    const Result<Csrf> csrf = Csrf::Open(tree.Write("forms.key", content));
    ASSERT_FALSE(csrf) << content.size();
    EXPECT_EQ(csrf.error().code, ErrorCode::kCorrupt);
  }
}

TEST(HttpRulesTest, TakesTheOriginFromTheHostOnlyIfItIsOne) {
  const struct {
    const char* host;
    const char* proto;
    const char* want;
  } kCases[] = {
      {"help.example", "", "http://help.example"},
      {"help.example:8080", "https", "https://help.example:8080"},
      {"[::1]:8080", "http", "http://[::1]:8080"},
      {"help.example", "HTTPS\r\nX: y", "http://help.example"},
      {"", "https", ""},
      {"evil.example/\"><script>", "", ""},
      {"me@evil.example", "", ""},
      {":8080", "", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(OriginOf("", c.host, c.proto), c.want) << c.host;
  EXPECT_EQ(OriginOf("", std::string(256, 'a'), ""), "");
  EXPECT_EQ(OriginOf("https://a.example", "b.example", "http"), "https://a.example");
}

TEST(CookieTest, IsSecureWhereReadersComeByHttps) {
  testing::TempTree tree;
  const Result<Csrf> csrf = Csrf::Open(tree.path() / "forms.key");
  ASSERT_TRUE(csrf);
  for (const std::string origin : {"", "http://help.example", "https://help.example"}) {
    WebRequest request;
    request.origin = origin;
    WebResponse response;
    RememberLanguage("pl", request, &response);
    csrf->AddCookie("token", request, &response);
    ASSERT_EQ(response.headers.size(), 2u);
    for (const auto& [name, value] : response.headers) {
      EXPECT_EQ(value.ends_with("; Secure"), origin.starts_with("https")) << origin << value;
    }
  }
}

TEST(LanguageChoiceTest, AsksCookieThenBrowserThenFallback) {
  const std::vector<std::string> available = {"ru", "en", "pl"};
  WebRequest request;
  EXPECT_EQ(ChooseLanguage(request, available, "en"), "en");
  EXPECT_EQ(ChooseLanguage(request, available, "de"), "ru");
  request.headers["accept-language"] = "pl-PL,pl;q=0.9,en;q=0.5";
  EXPECT_EQ(ChooseLanguage(request, available, "en"), "pl");
  request.cookies["lang"] = "ru";
  EXPECT_EQ(ChooseLanguage(request, available, "en"), "ru");
  request.cookies["lang"] = "xx\r\nSet-Cookie: a=b";
  EXPECT_EQ(ChooseLanguage(request, available, "en"), "pl");
  EXPECT_EQ(ChooseLanguage(request, {}, "en"), "");
}

WebRequest ForFile(const std::string& name, const std::string& version) {
  WebRequest request;
  request.variables["name"] = name;
  request.query.emplace("v", version);
  return request;
}

TEST(StaticFilesTest, ServesFilesUnderNamesThatChangeWithTheirContent) {
  testing::TempTree tree;
  tree.Write("static/portal.css", "a{}");
  tree.Write("static/img/logo.svg", "<svg/>");
  const Result<StaticFiles> files = StaticFiles::Load(tree.path() / "static");
  ASSERT_TRUE(files) << files.error().message;
  const std::string url = files->Url("portal.css");
  EXPECT_THAT(url, StartsWith("/static/portal.css?v="));
  const WebResponse response = files->Serve(ForFile("portal.css", url.substr(url.find('=') + 1)));
  EXPECT_EQ(response.body, "a{}");
  EXPECT_EQ(response.content_type, "text/css; charset=utf-8");
  EXPECT_THAT(response.headers, ::testing::Contains(Pair("Cache-Control", HasSubstr("immutable"))));
  EXPECT_THAT(files->Serve(ForFile("portal.css", "old")).headers,
              ::testing::Contains(Pair("Cache-Control", "public, no-cache")));
  EXPECT_EQ(files->Serve(ForFile("img/logo.svg", "")).content_type, "image/svg+xml");
  tree.Write("static/portal.css", "b{}");
  EXPECT_NE(StaticFiles::Load(tree.path() / "static")->Url("portal.css"), url);
}

TEST(StaticFilesTest, LeadsNowhereElse) {
  testing::TempTree tree;
  tree.Write("static/a.css", "a{}");
  tree.Write("secret.txt", "secret");
  const Result<StaticFiles> files = StaticFiles::Load(tree.path() / "static");
  for (const char* name : {"../secret.txt", "", "/etc/passwd", "a.css/../../secret.txt", "./a.css",
                           "a.css\0x", "A.css"}) {
    EXPECT_EQ(files->Serve(ForFile(name, "")).status, name == std::string("a.css") ? 200 : 404)
        << name;
  }
  EXPECT_EQ(files->Url("none.js"), "/static/none.js");
  EXPECT_TRUE(StaticFiles::Load(tree.path() / "none"));
}

}  // namespace
}  // namespace zeroline
