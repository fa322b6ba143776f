#include "server/handover/routing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/handover/confirmation.h"
#include "server/handover/letter_texts.h"
#include "server/handover/retry_delay.h"
#include "tests/server/handover/world.h"

namespace zeroline::testing {
namespace {

using std::chrono::milliseconds;

TEST(RoutingTest, KnowsWordsInAnyCaseAndFormAskedFor) {
  struct Case {
    const char* name;
    const char* text;
    const char* word;
    bool want;
  };
  const Case cases[] = {
      {"another case", "My VPN is down", "vpn", true},
      {"not inside a word", "myvpnx", "vpn", false},
      {"not its beginning", "vpns", "vpn", false},
      {"a beginning", "Не работают принтеры", "принтер*", true},
      {"not its middle", "суперпринтер", "принтер*", false},
      {"punctuation", "(vpn), please", "vpn", true},
      {"words in a row", "a Blue\n screen again", "blue screen", true},
      {"words apart", "blue and screen", "blue screen", false},
      {"decomposed",
       "zapomnia\xC5\x82"
       "em has\xC5\x82"
       "o do kon\xCC\x81"
       "ta",
       "ko\xC5\x84ta", true},
      {"Chinese, inside", "我忘记密码怎么办", "密码", true},
      {"Chinese, absent", "我忘记密码怎么办", "打印", false},
      {"nothing to look for", "text", "*", false},
      {"empty text", "", "vpn", false},
  };
  for (const Case& c : cases) EXPECT_EQ(HasWord(c.text, c.word), c.want) << c.name;
}

HandoverSettings Desks() {
  HandoverSettings settings;
  settings.connectors = {Webhook("https://a.example.com"), Webhook("https://b.example.com")};
  settings.connectors[0].name = "first";
  settings.connectors[1].name = "second";
  settings.routes = {{{"network"}, {"ru", "pl"}, {}, "second", "net"},
                     {{}, {}, {"vpn"}, "second", "vpn"},
                     {{}, {"zh"}, {}, "", "page"}};
  return settings;
}

TEST(RoutingTest, TakesTheFirstRuleWhoseEveryConditionFits) {
  struct Case {
    const char* name;
    const char* category;
    const char* language;
    const char* subject;
    const char* connector;
    const char* queue;
  };
  const Case cases[] = {
      {"category and language", "network", "ru", "vpn", "second", "net"},
      {"only the category", "network", "en", "printer", "first", ""},
      {"a word", "", "en", "VPN", "second", "vpn"},
      {"a language with a region", "", "zh-TW", "printer", "", "page"},
      {"another language of the same letters", "", "zha", "printer", "first", ""},
      {"none", "", "en", "printer", "first", ""},
  };
  for (const Case& c : cases) {
    NewTicket ticket;
    ticket.category = c.category;
    ticket.language = c.language;
    ticket.subject = c.subject;
    const Destination destination = DestinationOf(ticket, Desks());
    EXPECT_EQ(destination.connector, c.connector) << c.name;
    EXPECT_EQ(destination.queue, c.queue) << c.name;
  }
}

TEST(RoutingTest, LeavesTicketsToTheQueuePageWithoutConnectors) {
  EXPECT_EQ(DestinationOf(PlainTicket(), HandoverSettings()).connector, "");
  World world;
  const auto handover = world.Open(HandoverSettings());
  handover->Start();
  NewTicket ticket = PlainTicket();
  handover->Route(&ticket, {});
  EXPECT_TRUE(ticket.deliveries.empty());
}

ConnectorSettings Mailbox() {
  ConnectorSettings settings;
  settings.name = "mail";
  settings.type = ConnectorSettings::Type::kSmtp;
  settings.url = "smtp://mail.example.com";
  settings.from = "support@example.com";
  return settings;
}

TEST(RoutingTest, ConfirmsToOneAddressAndNotTooOften) {
  HandoverSettings settings = Desks();
  settings.connectors.push_back(Mailbox());
  World world;
  const auto handover = world.Open(settings);
  const auto confirmed = [&](const std::string& contact) {
    NewTicket ticket = PlainTicket();
    ticket.contact = contact;
    handover->Route(&ticket, {});
    return ticket.deliveries.size() == 2 && ticket.deliveries[1].kind == "confirmation" &&
           ticket.deliveries[1].connector == "mail";
  };
  EXPECT_TRUE(confirmed("anna@example.com"));
  EXPECT_TRUE(confirmed("Anna@Example.com"));
  EXPECT_TRUE(confirmed("ANNA@example.com"));
  EXPECT_FALSE(confirmed("anna@example.com"));
  EXPECT_TRUE(confirmed("jan@example.com"));
  EXPECT_FALSE(confirmed("+48 600 100 200"));
  EXPECT_FALSE(confirmed(""));
  EXPECT_FALSE(confirmed("a@example.com, b@example.com"));
}

TEST(RoutingTest, RefusesToStartWithAWayThatIsNotThere) {
  World world;
  const auto error = [&](const HandoverSettings& settings) {
    const auto opened = Handover::Open(settings, kPortalUrl, "Help", world.store.get());
    return opened ? std::string("opened") : opened.error().message;
  };
  HandoverSettings settings = Desks();
  settings.routes[0].connector = "third";
  EXPECT_THAT(error(settings), ::testing::HasSubstr("'third'"));
  settings = Desks();
  settings.confirmations = "first";
  EXPECT_THAT(error(settings), ::testing::HasSubstr("'first'"));
  settings = Desks();
  settings.connectors.push_back(Mailbox());
  settings.routes[0].connector = "mail";
  EXPECT_THAT(error(settings), ::testing::HasSubstr("'to'"));
  settings.connectors.back().from = "support@example.com\r\nBcc: x@example.com";
  EXPECT_THAT(error(settings), ::testing::Not("opened"));
}

TEST(ConfirmationLimitTest, ForgetsAfterAnHourAndStopsBeforeItGrowsTooLarge) {
  ConfirmationLimit::Clock::time_point now{};
  ConfirmationLimit limit([&] { return now; });
  for (std::size_t i = 0; i < ConfirmationLimit::kPerHour; ++i) EXPECT_TRUE(limit.Take("a@b.c"));
  EXPECT_FALSE(limit.Take("a@b.c"));
  now += std::chrono::hours(1);
  EXPECT_TRUE(limit.Take("a@b.c"));
  for (std::size_t i = 1; i < ConfirmationLimit::kMaxAddresses; ++i) {
    EXPECT_TRUE(limit.Take(std::to_string(i) + "@b.c"));
  }
  EXPECT_FALSE(limit.Take("new@b.c"));
  EXPECT_TRUE(limit.Take("1@b.c")) << "who is known may go on";
  now += std::chrono::hours(1);
  EXPECT_TRUE(limit.Take("new@b.c"));
}

TEST(RetryDelayTest, DoublesUpToTheLongestAndSharesItOut) {
  struct Case {
    const char* name;
    int attempts;
    double share;
    int want;
  };
  const Case cases[] = {{"first", 1, 1, 100},
                        {"second", 2, 1, 200},
                        {"fourth", 4, 1, 800},
                        {"longest", 5, 1, 1000},
                        {"never too far", 1000, 1, 1000},
                        {"half", 2, .5, 100},
                        {"never at once", 3, 0, 1}};
  for (const Case& c : cases) {
    EXPECT_EQ(RetryDelay(c.attempts, milliseconds(100), milliseconds(1000), c.share),
              milliseconds(c.want))
        << c.name;
  }
}

TEST(MailAddressTest, TakesOneAddressAndNothingThatIsMore) {
  for (const char* good : {"anna@example.com", "a.b+c@mail.example.co.uk", "x@localhost",
                           "o'neil@example.com", "1@2.de"}) {
    EXPECT_TRUE(IsMailAddress(good)) << good;
  }
  const std::string long_one = std::string(64, 'a') + "@" + std::string(60, 'b') + "." +
                               std::string(60, 'c') + "." + std::string(60, 'd') + ".example.com";
  for (const std::string& bad : {std::string(""),
                                 std::string("@"),
                                 std::string("a@"),
                                 std::string("@b.c"),
                                 std::string("a@b@c"),
                                 std::string("a b@c.d"),
                                 std::string("a@b.c, d@e.f"),
                                 std::string("a@b.c\r\nBcc: d@e.f"),
                                 std::string("a@b.c\n"),
                                 std::string("a@b\0.c", 6),
                                 std::string("<a@b.c>"),
                                 std::string("\"a b\"@c.d"),
                                 std::string("a%b@c.d"),
                                 std::string("a!b@c.d"),
                                 std::string(".a@b.c"),
                                 std::string("a..b@c.d"),
                                 std::string("a@b..c"),
                                 std::string("a@-b.c"),
                                 std::string("a@[127.0.0.1]"),
                                 std::string("-oQ/tmp@b.c"),
                                 std::string("анна@example.com"),
                                 std::string("a@b.c;d@e.f"),
                                 long_one}) {
    EXPECT_FALSE(IsMailAddress(bad)) << bad;
  }
}

TEST(LetterTextsTest, SaysTheSameThingsInEveryLanguage) {
  EXPECT_THAT(LetterLanguages(), ::testing::ElementsAre("en", "pl", "ru", "zh"));
  for (const std::string& language : LetterLanguages()) {
    EXPECT_EQ(LetterNames(language), LetterNames("en")) << language;
    TemplateValues values;
    values.Text("number", "ZL-10008").Text("solved_url", "https://x/solved").Text("site_name", "S");
    const std::string text = LetterText(language, "confirmation").Render(values, Escaping::kNone);
    EXPECT_THAT(text, ::testing::HasSubstr("ZL-10008")) << language;
    EXPECT_THAT(text, ::testing::HasSubstr("\nhttps://x/solved\n")) << language;
    EXPECT_THAT(text, ::testing::Not(::testing::HasSubstr("\n\n\n"))) << language;
  }
  TemplateValues nothing;
  const std::string english = LetterText("en", "solved").Render(nothing, Escaping::kNone);
  EXPECT_EQ(LetterText("de-AT", "solved").Render(nothing, Escaping::kNone), english);
  EXPECT_NE(LetterText("pl-PL", "solved").Render(nothing, Escaping::kNone), english);
}

}  // namespace
}  // namespace zeroline::testing
