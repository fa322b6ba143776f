// Level 1 reads a mailbox, and senders get their confirmations.
#include <chrono>

#include "server/handover/confirmation.h"
#include "server/handover/connector.h"
#include "server/handover/letter_texts.h"
#include "server/handover/mail_address.h"
#include "server/handover/mail_message.h"
#include "server/handover/ticket_values.h"
#include "server/handover/transfer.h"

namespace zeroline {
namespace {

std::int64_t UnixNow() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

class SmtpConnector : public Connector {
 public:
  SmtpConnector(ConnectorSettings settings, Portal portal)
      : settings_(std::move(settings)),
        portal_(std::move(portal)),
        host_(settings_.from.substr(settings_.from.find('@') + 1)) {}

  Outcome Deliver(const Shipment& shipment) override {
    const std::string& kind = shipment.delivery.kind;
    if (kind == "confirmation") return Send(Confirmation(shipment));
    if (settings_.to.empty()) return Outcome::Refused("the connector has no 'to'");
    if (kind == "ticket") return Send(TicketMail(shipment));
    if (kind == "solved") return Send(SolvedMail(shipment));
    return Outcome::Refused("there is no mail of the kind " + kind);
  }

  std::chrono::seconds longest_attempt() const override { return settings_.timeout; }
  bool TellsSolved() const override { return !settings_.to.empty(); }

 private:
  // The same at every attempt, so that a mailbox can tell a repeated mail.
  std::string IdOf(const Ticket& ticket, const std::string& kind) const {
    return ticket.number + "." + kind + "@" + host_;
  }

  MailMessage Begin(const Shipment& shipment) const {
    MailMessage mail;
    mail.from_name = portal_.name;
    mail.from = settings_.from;
    mail.to = settings_.to;
    mail.message_id = IdOf(shipment.ticket, shipment.delivery.kind);
    mail.date = UnixNow();
    if (shipment.delivery.kind != "ticket") mail.references = IdOf(shipment.ticket, "ticket");
    return mail;
  }

  MailMessage TicketMail(const Shipment& shipment) const {
    MailMessage mail = Begin(shipment);
    if (IsMailAddress(shipment.ticket.contact)) mail.reply_to = shipment.ticket.contact;
    mail.subject = "[" + shipment.ticket.number + "] " + SubjectOf(shipment.ticket);
    mail.text = FullText(shipment, portal_);
    mail.files = shipment.files;
    return mail;
  }

  MailMessage SolvedMail(const Shipment& shipment) const {
    MailMessage mail = Begin(shipment);
    mail.subject = "Re: [" + shipment.ticket.number + "] " + SubjectOf(shipment.ticket);
    mail.text = LetterText(shipment.ticket.language, "solved")
                    .Render(ValuesOf(shipment, portal_), Escaping::kNone);
    return mail;
  }

  MailMessage Confirmation(const Shipment& shipment) const {
    const Replies replies = settings_.to.empty() ? Replies::kReachNobody : Replies::kReachLevel1;
    ConfirmationText text = ConfirmationOf(shipment, portal_, replies);
    MailMessage mail = Begin(shipment);
    mail.to = shipment.ticket.contact;
    mail.reply_to = settings_.to;
    mail.subject = std::move(text.subject);
    mail.text = std::move(text.text);
    mail.auto_submitted = "auto-replied";
    return mail;
  }

  Outcome Send(const MailMessage& mail) const {
    if (!IsMailAddress(mail.to)) return Outcome::Refused("the sender gave no mail address");
    MailCall call;
    call.url = settings_.url;
    call.user = settings_.user;
    call.password = settings_.secret;
    call.from = settings_.from;
    call.to = mail.to;
    call.message = Encode(mail);
    call.timeout = settings_.timeout;
    call.ca_file = settings_.ca_file;
    if (!settings_.require_tls) call.encryption = Encryption::kWhereOffered;
    Outcome outcome = SendMail(call);
    if (outcome.kind == Outcome::Kind::kAccepted) outcome.receipt = mail.message_id;
    return outcome;
  }

  const ConnectorSettings settings_;
  const Portal portal_;
  const std::string host_;  // right of the '@' of our message ids
};

}  // namespace

Result<std::unique_ptr<Connector>> OpenSmtp(const ConnectorSettings& settings,
                                            const Portal& portal) {
  std::string fault = FaultOfUrl(settings.url, UrlKind::kSmtp, settings.require_tls);
  if (!IsMailAddress(settings.from)) fault = "'from' must be one mail address";
  if (!settings.to.empty() && !IsMailAddress(settings.to)) fault = "'to' must be one mail address";
  if (!settings.user.empty() && settings.secret.empty()) fault = "its secret is empty";
  if (!settings.user.empty() && !settings.require_tls && !settings.url.starts_with("smtps://")) {
    fault = "'user' needs 'require_tls', or the password would travel in clear";
  }
  if (!fault.empty()) return Fail(ErrorCode::kInvalidArgument, fault);
  return std::make_unique<SmtpConnector>(settings, portal);
}

}  // namespace zeroline
