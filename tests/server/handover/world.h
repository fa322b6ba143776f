// A store, and tickets as they come from people.
#ifndef ZEROLINE_TESTS_SERVER_HANDOVER_WORLD_H_
#define ZEROLINE_TESTS_SERVER_HANDOVER_WORLD_H_

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "server/handover/handover.h"
#include "server/store/store.h"
#include "tests/support/temp_tree.h"
#include "tests/support/value_or_throw.h"

namespace zeroline::testing {

inline constexpr const char* kPortalUrl = "https://help.example.com";

struct World {
  TempTree tree;
  std::unique_ptr<Store> store = ValueOrThrow(Store::Open(tree.path() / "state.db"));

  std::unique_ptr<Handover> Open(const HandoverSettings& settings) const {
    return ValueOrThrow(Handover::Open(settings, kPortalUrl, "Help & Co", store.get()));
  }
  std::vector<Delivery> Deliveries(const std::string& number) const {
    return ValueOrThrow(store->outbox().OfTicket(number));
  }
  // The delivery of the ticket itself, once `is_so`; as it is after a minute otherwise.
  Delivery Await(const std::string& number,
                 const std::function<bool(const Delivery&)>& is_so) const {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    for (;;) {
      const std::vector<Delivery> all = Deliveries(number);
      if (all.empty()) throw std::runtime_error("no delivery of " + number);
      if (is_so(all.front()) || std::chrono::steady_clock::now() > deadline) return all.front();
      std::this_thread::sleep_for(std::chrono::milliseconds(2));  // nothing tells us
    }
  }
  Delivery AwaitState(const std::string& number, Delivery::State state) const {
    return Await(number, [&](const Delivery& delivery) { return delivery.state == state; });
  }
};

inline HandoverSettings Quick(ConnectorSettings connector) {
  HandoverSettings settings;
  settings.connectors = {std::move(connector)};
  settings.first_delay = std::chrono::milliseconds(1);
  settings.longest_delay = std::chrono::milliseconds(20);
  return settings;
}

inline ConnectorSettings Webhook(const std::string& url) {
  ConnectorSettings settings;
  settings.name = "desk";
  settings.url = url;
  settings.secret = "s3cret";
  settings.timeout = std::chrono::seconds(1);
  return settings;
}

inline TrailStep Step(TrailStep::Kind kind, const std::string& text, const std::string& title) {
  TrailStep step;
  step.kind = kind;
  step.at = 1'767'225'600;
  step.text = text;
  step.language = "en";
  if (!title.empty()) {
    step.article = "network/" + title;
    step.title = title;
    step.build = 41;
    step.anchor = "steps";
  }
  return step;
}

// Everything that breaks JSON, HTML, headers and mails.
inline NewTicket NastyTicket() {
  NewTicket ticket;
  ticket.subject =
      "Он сказал \"нет\" \\ {{secret}} 打印机 </script> 🖨\r\nBcc: "
      "victim@example.com";
  ticket.body =
      "line one\n.\nline \"two\"\ttab \x01 \x7f\nمرحبا\u202e </script><b> {{{text}}} ZL\r\n";
  ticket.contact = "anna@example.com";
  ticket.language = "ru";
  ticket.category = "network";
  ticket.trail = {Step(TrailStep::Kind::kSearched, "\"vpn\" & co", ""),
                  Step(TrailStep::Kind::kOpened, "", "Reset \"the\" router"),
                  Step(TrailStep::Kind::kRejected, "не\nпомогло", "VPN")};
  return ticket;
}

inline NewTicket PlainTicket() {
  NewTicket ticket;
  ticket.subject = "Printer";
  ticket.body = "It burns";
  ticket.contact = "anna@example.com";
  ticket.language = "en";
  return ticket;
}

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_SERVER_HANDOVER_WORLD_H_
