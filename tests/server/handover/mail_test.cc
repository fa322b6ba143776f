// Mails to a real SMTP server, as an independent library understands what arrives.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/server/handover/world.h"
#include "tests/support/process.h"

namespace zeroline::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Json = nlohmann::json;
using std::chrono::seconds;

class MailServer {
 public:
  explicit MailServer(const TempTree& tree, const std::vector<std::string>& options = {})
      : folder_(tree.path() / "mails"), process_(Command(options), tree.path() / "mail.log") {
    const auto deadline = std::chrono::steady_clock::now() + seconds(20);
    while (!std::regex_match(process_.Output(), std::regex("[0-9]+\n"))) {
      if (process_.Wait(std::chrono::milliseconds(10)) != -1 ||
          std::chrono::steady_clock::now() > deadline) {
        throw std::runtime_error("the mail server does not start: " + process_.Output());
      }
    }
  }

  std::string url() const {
    return "smtp://127.0.0.1:" + std::to_string(std::stoi(process_.Output()));
  }
  // The mail that came as number `n` (from 0); null after a minute.
  Json Mail(int n) const {
    const auto file = folder_ / (std::to_string(n) + ".json");
    const auto deadline = std::chrono::steady_clock::now() + seconds(60);
    while (!std::filesystem::exists(file)) {
      if (std::chrono::steady_clock::now() > deadline) return nullptr;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    std::ifstream in(file);
    return Json::parse(in);
  }

 private:
  std::vector<std::string> Command(const std::vector<std::string>& options) const {
    std::filesystem::create_directories(folder_);
    std::vector<std::string> command = {
        "/usr/bin/python3", ZEROLINE_SOURCE_DIR "/tests/server/handover/mail_server.py", folder_};
    command.insert(command.end(), options.begin(), options.end());
    return command;
  }

  const std::filesystem::path folder_;
  Process process_;
};

ConnectorSettings Mailbox(const std::string& url) {
  ConnectorSettings settings;
  settings.name = "mail";
  settings.type = ConnectorSettings::Type::kSmtp;
  settings.url = url;
  settings.from = "support@example.com";
  settings.to = "level1@example.com";
  settings.require_tls = false;
  settings.timeout = seconds(5);
  return settings;
}

// Values of the headers of this name.
std::vector<std::string> Headers(const Json& mail, const std::string& name) {
  std::vector<std::string> values;
  for (const Json& header : mail["headers"]) {
    if (header[0] == name) values.push_back(header[1]);
  }
  return values;
}

std::string Header(const Json& mail, const std::string& name) {
  const std::vector<std::string> values = Headers(mail, name);
  return values.size() == 1 ? values[0] : std::to_string(values.size()) + " headers " + name;
}

void ExpectCleanMail(const Json& mail) {
  EXPECT_THAT(mail["defects"], IsEmpty());
  EXPECT_LE(mail["longest_line"].get<int>(), 998);
  EXPECT_TRUE(mail["is_ascii"].get<bool>());
  EXPECT_EQ(mail["bare_newlines"].get<int>(), 0);
}

std::string Send(const World& world, Handover* handover, NewTicket ticket,
                 const std::vector<ConfirmedArticle>& articles = {}) {
  handover->Route(&ticket, articles);
  const std::string number = ValueOrThrow(world.store->tickets().Add(ticket)).number;
  handover->Wake();
  return number;
}

TEST(MailTest, TakesTheWholeTicketToTheMailboxOfLevel1) {
  World world;
  const MailServer server(world.tree);
  const auto handover = world.Open(Quick(Mailbox(server.url())));
  NewTicket ticket = NastyTicket();
  const std::string picture("\x89PNG\r\n\x1a\n\0binary\xff", 16);
  for (const Upload& upload :
       {Upload{"снимок \"экрана\".png", "image/png", picture},
        Upload{"evil\r\nBcc: x@example.com", "text/plain\r\nX-Evil: 1", ".\r\n.\r\n"}}) {
    ticket.uploads.push_back(ValueOrThrow(world.store->tickets().KeepUpload(upload)).token);
  }
  const std::string number = Send(world, handover.get(), ticket);
  handover->Start();

  const Json mail = server.Mail(0);
  ASSERT_FALSE(mail.is_null()) << world.Deliveries(number)[0].last_error;
  ExpectCleanMail(mail);
  EXPECT_EQ(mail["mail_from"], "support@example.com");
  EXPECT_EQ(mail["rcpt_tos"], Json::array({"level1@example.com"}));
  EXPECT_EQ(Header(mail, "Subject"),
            "[" + number +
                "] Он сказал \"нет\" \\ {{secret}} 打印机 </script> 🖨  "
                "Bcc: victim@example.com");
  EXPECT_EQ(Header(mail, "From"), "Help & Co <support@example.com>");
  EXPECT_EQ(Header(mail, "To"), "level1@example.com");
  EXPECT_EQ(Header(mail, "Reply-To"), "anna@example.com");
  EXPECT_EQ(Header(mail, "Message-ID"), "<" + number + ".ticket@example.com>");
  EXPECT_EQ(Header(mail, "Auto-Submitted"), "auto-generated");
  EXPECT_THAT(Headers(mail, "Bcc"), IsEmpty());
  EXPECT_THAT(Headers(mail, "X-Evil"), IsEmpty());
  const std::string text = mail["text"];
  EXPECT_THAT(text, HasSubstr("line one\n.\nline \"two\"\ttab"));
  EXPECT_THAT(text, HasSubstr("مرحبا"));
  EXPECT_THAT(text, HasSubstr("искали: \"vpn\" & co"));
  EXPECT_THAT(text, HasSubstr("https://help.example.com/a/network/VPN?lang=en&build=41#steps"));
  ASSERT_EQ(mail["attachments"].size(), 2u);
  EXPECT_EQ(mail["attachments"][0]["name"], "снимок \"экрана\".png");
  EXPECT_EQ(mail["attachments"][0]["type"], "image/png");
  EXPECT_EQ(mail["attachments"][0]["content"], "iVBORw0KGgoAYmluYXJ5/w==");
  EXPECT_EQ(mail["attachments"][1]["name"], "evil  Bcc: x@example.com");
  EXPECT_EQ(mail["attachments"][1]["type"], "application/octet-stream");
  EXPECT_EQ(world.AwaitState(number, Delivery::State::kDelivered).receipt,
            number + ".ticket@example.com");
}

TEST(MailTest, ConfirmsToTheSenderAndQuotesNothingThatWasTyped) {
  World world;
  const MailServer server(world.tree);
  ConnectorSettings mailbox = Mailbox(server.url());
  mailbox.to = "";  // for confirmations only
  const auto handover = world.Open(Quick(mailbox));
  NewTicket ticket = NastyTicket();
  ticket.subject = "Buy cheap watches at http://spam.example";
  ticket.body = "Visit http://spam.example now";
  const std::string number =
      Send(world, handover.get(), ticket,
           {{"Сброс роутера\r\nBcc: x@example.com", "https://help.example.com/ru/network/router"}});
  handover->Start();

  const Json mail = server.Mail(0);
  ASSERT_FALSE(mail.is_null());
  ExpectCleanMail(mail);
  EXPECT_EQ(mail["rcpt_tos"], Json::array({"anna@example.com"}));
  EXPECT_EQ(Header(mail, "Subject"), "[" + number + "] Мы получили ваше обращение");
  EXPECT_EQ(Header(mail, "References"), "<" + number + ".ticket@example.com>");
  EXPECT_EQ(Header(mail, "Auto-Submitted"), "auto-replied");
  EXPECT_THAT(Headers(mail, "Reply-To"), IsEmpty());
  EXPECT_THAT(mail.dump(), Not(HasSubstr("spam")));
  const std::string text = mail["text"];
  EXPECT_THAT(text, HasSubstr("* Сброс роутера  Bcc: x@example.com\n"
                              "  https://help.example.com/ru/network/router\n"));
  const std::string secret = ValueOrThrow(world.store->tickets().Find(number)).secret;
  EXPECT_THAT(text, HasSubstr("\nhttps://help.example.com/ru/request/" + number +
                              "/solved?key=" + secret + "\n"));
  EXPECT_THAT(text, HasSubstr("\nHelp & Co\n"));
}

TEST(MailTest, SpeaksOfASolvedTicketInItsThread) {
  World world;
  const MailServer server(world.tree);
  const auto handover = world.Open(Quick(Mailbox(server.url())));
  NewTicket ticket = PlainTicket();
  ticket.contact = "+48 600 100 200";
  const std::string number = Send(world, handover.get(), ticket);
  const Ticket stored = ValueOrThrow(world.store->tickets().Find(number));
  ASSERT_TRUE(world.store->tickets().Close(number, "", handover->ClosedBySender(stored)));
  handover->Start();
  const Json first = server.Mail(0);
  EXPECT_THAT(Headers(first, "Reply-To"), IsEmpty());
  EXPECT_THAT(first["text"].get<std::string>(), HasSubstr("Contact: +48 600 100 200"));
  const Json second = server.Mail(1);
  ASSERT_FALSE(second.is_null());
  ExpectCleanMail(second);
  EXPECT_EQ(Header(second, "Subject"), "Re: [" + number + "] Printer");
  EXPECT_EQ(Header(second, "In-Reply-To"), "<" + number + ".ticket@example.com>");
}

TEST(MailTest, TriesAgainWhenTheServerSaysLaterAndGivesUpWhenItSaysNever) {
  for (const std::string code : {"451", "554"}) {
    SCOPED_TRACE(code);
    World world;
    const MailServer server(world.tree, {"--refuse", code});
    const auto handover = world.Open(Quick(Mailbox(server.url())));
    handover->Start();
    NewTicket ticket = PlainTicket();
    ticket.contact = "";
    const std::string number = Send(world, handover.get(), ticket);
    const bool is_later = code == "451";
    const auto wanted = is_later ? Delivery::State::kDelivered : Delivery::State::kDead;
    const Delivery delivery = world.AwaitState(number, wanted);
    EXPECT_EQ(delivery.state, wanted) << delivery.last_error;
    EXPECT_EQ(delivery.attempts, is_later ? 2 : 1);
    EXPECT_THAT(delivery.last_error, HasSubstr(is_later ? "" : "SMTP 554"));
  }
}

// A certificate for 127.0.0.1 that has signed itself: "key.pem" and "cert.pem" of the tree.
void MakeCertificate(const TempTree& tree) {
  std::string output;
  const int status =
      RunCommand({"/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                  "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                  "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", tree.path() / "key.pem",
                  "-out", tree.path() / "cert.pem"},
                 tree.path() / "openssl.log", &output);
  ASSERT_EQ(status, 0) << output;
}

TEST(MailTest, LogsInOverTlsWithACertificateItTrusts) {
  World world;
  MakeCertificate(world.tree);
  const MailServer server(world.tree, {"--certificate", world.tree.path() / "cert.pem", "--key",
                                       world.tree.path() / "key.pem", "--login", "me:s3cret"});
  ConnectorSettings mailbox = Mailbox(server.url());
  mailbox.require_tls = true;
  mailbox.user = "me";
  mailbox.secret = "s3cret";
  mailbox.ca_file = world.tree.path() / "cert.pem";
  const auto handover = world.Open(Quick(mailbox));
  handover->Start();
  const std::string number = Send(world, handover.get(), PlainTicket());
  const Delivery delivery = world.AwaitState(number, Delivery::State::kDelivered);
  EXPECT_EQ(delivery.state, Delivery::State::kDelivered) << delivery.last_error;
}

TEST(MailTest, SaysNothingToAServerWithoutTlsOrWithAStrangersCertificate) {
  struct Case {
    const char* name;
    bool offers_tls;
  };
  for (const Case& c : {Case{"no TLS", false}, Case{"a stranger's certificate", true}}) {
    SCOPED_TRACE(c.name);
    World world;
    MakeCertificate(world.tree);
    const MailServer server(
        world.tree, c.offers_tls
                        ? std::vector<std::string>{"--certificate", world.tree.path() / "cert.pem",
                                                   "--key", world.tree.path() / "key.pem"}
                        : std::vector<std::string>{});
    ConnectorSettings mailbox = Mailbox(server.url());
    mailbox.require_tls = true;
    HandoverSettings settings = Quick(mailbox);
    settings.max_attempts = 2;
    const auto handover = world.Open(settings);
    handover->Start();
    const std::string number = Send(world, handover.get(), PlainTicket());
    const Delivery delivery = world.AwaitState(number, Delivery::State::kDead);
    EXPECT_EQ(delivery.state, Delivery::State::kDead);
    EXPECT_EQ(delivery.attempts, 2);
    EXPECT_FALSE(std::filesystem::exists(world.tree.path() / "mails" / "0.json"));
  }
}

}  // namespace
}  // namespace zeroline::testing
