#include "server/handover/ticket_values.h"

#include <sodium.h>

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "indexer/language/text.h"
#include "server/handover/letter_texts.h"
#include "server/handover/mail_address.h"
#include "server/store/unix_time.h"

namespace zeroline {
namespace {

constexpr TrailStep::Kind kTrailKinds[] = {TrailStep::Kind::kSearched, TrailStep::Kind::kShown,
                                           TrailStep::Kind::kOpened, TrailStep::Kind::kRejected};

std::string UrlPart(const std::string& text) {
  static const TemplateText part = *TemplateText::Parse("{{text}}");
  TemplateValues values;
  values.Text("text", text);
  return part.Render(values, Escaping::kUrl);
}

// As UrlPart(), but '/' stays: ids of articles are paths.
std::string UrlPath(const std::string& path) {
  std::string escaped;
  std::size_t from = 0;
  for (std::size_t slash; (slash = path.find('/', from)) != std::string::npos; from = slash + 1) {
    escaped += UrlPart(path.substr(from, slash - from)) + "/";
  }
  return escaped + UrlPart(path.substr(from));
}

std::vector<TemplateValues> TrailValues(const Shipment& shipment, const Portal& portal) {
  std::vector<TemplateValues> steps;
  for (const TrailStep& step : shipment.ticket.trail) {
    TemplateValues& values = steps.emplace_back();
    values.Text("kind", std::string(NameOf(step.kind)))
        .Text("at", IsoTime(step.at))
        .Text("text", step.text)
        .Text("title", step.title)
        .Text("url", LinkOf(step, portal))
        .Text("lang", step.language);
    for (const TrailStep::Kind kind : kTrailKinds) {
      values.Flag("is_" + std::string(NameOf(kind)), kind == step.kind);
    }
  }
  return steps;
}

// What texts and flags there are; the rest costs more to make.
TemplateValues PlainValues(const Shipment& shipment, const Portal& portal) {
  const Ticket& ticket = shipment.ticket;
  const bool is_mail = IsMailAddress(ticket.contact);
  TemplateValues values;
  values.Text("event", shipment.delivery.kind)
      .Text("number", ticket.number)
      .Text("created", IsoTime(ticket.created))
      .Text("subject", SubjectOf(ticket))
      .Text("text", ticket.body)
      .Text("contact", ticket.contact)
      .Text("mail", is_mail ? ticket.contact : "")
      .Text("telephone", is_mail ? "" : ticket.contact)
      .Text("language", ticket.language)
      .Text("category", ticket.category)
      .Text("queue", shipment.delivery.queue)
      .Text("channel", ticket.channel)
      .Text("portal", portal.url)
      .Text("site_name", portal.name)
      .Text("idempotency_key", shipment.delivery.idempotency_key)
      .Text("receipt", shipment.ticket_receipt)
      .Flag("has_trail", !ticket.trail.empty())
      .Flag("has_attachments", !shipment.files.empty())
      .List("trail", TrailValues(shipment, portal));
  return values;
}

std::string AsHtml(const std::string& text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\n':
        html += "<br>\n";
        break;
      default:
        html += c;
    }
  }
  return html;
}

nlohmann::json TrailJson(const Shipment& shipment, const Portal& portal) {
  nlohmann::json trail = nlohmann::json::array();
  for (const TrailStep& step : shipment.ticket.trail) {
    trail.push_back({{"kind", NameOf(step.kind)},
                     {"at", IsoTime(step.at)},
                     {"text", step.text},
                     {"title", step.title},
                     {"url", LinkOf(step, portal)},
                     {"lang", step.language}});
  }
  return trail;
}

}  // namespace

TemplateValues ValuesOf(const Shipment& shipment, const Portal& portal) {
  std::vector<TemplateValues> files;
  for (const Upload& file : shipment.files) {
    files.emplace_back()
        .Text("name", file.name)
        .Text("type", file.type)
        .Text("bytes", std::to_string(file.content.size()))
        .Text("content", Base64(file.content));
  }
  const std::string letter = FullText(shipment, portal);
  TemplateValues values = PlainValues(shipment, portal);
  values.Text("full_text", letter).Text("full_html", AsHtml(letter));
  values.List("attachments", std::move(files));
  return values;
}

std::string JsonOf(const Shipment& shipment, const Portal& portal) {
  const Ticket& ticket = shipment.ticket;
  nlohmann::json files = nlohmann::json::array();
  for (const Upload& file : shipment.files) {
    files.push_back({{"name", file.name},
                     {"type", file.type},
                     {"bytes", file.content.size()},
                     {"content", Base64(file.content)}});
  }
  const nlohmann::json json = {{"event", shipment.delivery.kind},
                               {"number", ticket.number},
                               {"created", IsoTime(ticket.created)},
                               {"subject", ticket.subject},
                               {"text", ticket.body},
                               {"contact", ticket.contact},
                               {"language", ticket.language},
                               {"category", ticket.category},
                               {"queue", shipment.delivery.queue},
                               {"channel", ticket.channel},
                               {"receipt", shipment.ticket_receipt},
                               {"trail", TrailJson(shipment, portal)},
                               {"attachments", std::move(files)}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string FullText(const Shipment& shipment, const Portal& portal) {
  return LetterText(shipment.ticket.language, "ticket")
      .Render(PlainValues(shipment, portal), Escaping::kNone);
}

std::string SubjectOf(const Ticket& ticket) {
  constexpr std::size_t kMaxBytes = 120;
  if (!ticket.subject.empty()) return ticket.subject;
  return std::string(TruncateUtf8(CollapseWhiteSpace(ticket.body), kMaxBytes));
}

std::string LinkOf(const TrailStep& step, const Portal& portal) {
  if (step.kind == TrailStep::Kind::kSearched) {
    return portal.url + "/" + UrlPart(step.language) + "/search?q=" + UrlPart(step.text);
  }
  std::string link = portal.url + "/a/" + UrlPath(step.article) + "?lang=" + UrlPart(step.language);
  if (step.build > 0) link += "&build=" + std::to_string(step.build);
  return step.anchor.empty() ? link : link + "#" + UrlPart(step.anchor);
}

std::string Base64(std::string_view bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL;
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), kVariant);
  text.pop_back();  // the NUL that libsodium counts
  return text;
}

}  // namespace zeroline
