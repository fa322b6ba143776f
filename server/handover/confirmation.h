// The mail by which the sender of a request learns its number and what happens next.
//
// Anybody can type anybody's address into a form. So nothing that was typed stands in the mail, it
// goes to one address only, and few of them go to one address.
#ifndef ZEROLINE_SERVER_HANDOVER_CONFIRMATION_H_
#define ZEROLINE_SERVER_HANDOVER_CONFIRMATION_H_

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/handover/connector.h"
#include "server/handover/handover.h"

namespace zeroline {

// The payload of a delivery of the kind "confirmation".
std::string ConfirmationPayload(const std::vector<ConfirmedArticle>& articles);

struct ConfirmationText {
  std::string subject;
  std::string text;
};
// In the ticket's language. `can_be_answered`: replies to it reach level 1. A payload that is not
// one names no articles.
enum class Replies { kReachLevel1, kReachNobody };
ConfirmationText ConfirmationOf(const Shipment& shipment, const Portal& portal, Replies replies);

// Thread-safe.
class ConfirmationLimit {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kPerHour = 3;
  static constexpr std::size_t kMaxAddresses = 10'000;

  // `now` is for tests.
  explicit ConfirmationLimit(std::function<Clock::time_point()> now = &Clock::now)
      : now_(std::move(now)) {}

  // True, and counted, if this address got fewer than kPerHour mails within the last hour. False
  // while kMaxAddresses others did: then somebody is sending to everybody.
  bool Take(std::string_view address);

 private:
  void ForgetOld(Clock::time_point before);

  const std::function<Clock::time_point()> now_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::deque<Clock::time_point>> sent_;  // guarded by mutex_
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_HANDOVER_CONFIRMATION_H_
