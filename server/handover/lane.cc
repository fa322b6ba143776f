#include "server/handover/lane.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

#include "server/handover/retry_delay.h"
#include "server/telemetry/log.h"

namespace zeroline {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// From here on the connector is down. At an endpoint that fails half of its calls a run of this
// length is rare.
constexpr int kDownAfter = 6;
constexpr milliseconds kLongestProbeGap = seconds(60);
// On top of the longest attempt: for marking what came of it.
constexpr seconds kLeaseMargin{10};
// Something may become due without a Wake(), when an agent has a delivery tried again.
constexpr seconds kLongestSleep{30};
constexpr seconds kBetweenWarnings{60};
// A Retry-After beyond this, or beyond the longest delay, is not believed.
constexpr milliseconds kLongestRetryAfter = std::chrono::hours(1);

std::string Describe(const Delivery& delivery) {
  return delivery.ticket + " (" + delivery.kind + ") to '" + delivery.connector + "'";
}

std::string WholeError(const Outcome& outcome) {
  return outcome.detail.empty() ? outcome.error : outcome.error + ": " + outcome.detail;
}

}  // namespace

Lane::Lane(LaneSettings settings, Connector* connector, Store* store)
    : settings_(std::move(settings)),
      connector_(*connector),
      store_(*store),
      last_warning_(Clock::now() - kBetweenWarnings),
      dice_(std::random_device()()) {}

Lane::~Lane() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Lane::Start() {
  for (std::size_t i = 0; i < settings_.parallel; ++i) {
    threads_.emplace_back([this] { Work(); });
  }
}

void Lane::Wake() {
  {
    const std::lock_guard lock(mutex_);
    ++wakes_;
  }
  changed_.notify_all();
}

void Lane::Work() {
  while (AwaitTurn()) {
    const std::uint64_t seen = [this] {
      const std::lock_guard lock(mutex_);
      return wakes_;
    }();
    Delivery delivery;
    const bool claimed = ClaimOne(&delivery);
    if (claimed) Attempt(delivery);
    EndTurn();
    if (!claimed) Sleep(seen);
  }
}

// False when it is time to go.
bool Lane::AwaitTurn() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (stopping_) return false;
    const bool is_down = failures_ >= kDownAfter;
    if (is_down && in_turn_ > 0) {
      changed_.wait(lock);
    } else if (const auto now = Clock::now(); now < not_before_) {
      changed_.wait_until(lock, not_before_);
    } else {
      ++in_turn_;
      return true;
    }
  }
}

void Lane::EndTurn() {
  {
    const std::lock_guard lock(mutex_);
    --in_turn_;
  }
  changed_.notify_all();
}

bool Lane::ClaimOne(Delivery* delivery) {
  const milliseconds lease = connector_.longest_attempt() + kLeaseMargin;
  Result<std::vector<Delivery>> claimed =
      store_.outbox().Claim(settings_.connector, SystemMilliseconds(), lease.count(), 1);
  std::unique_lock lock(mutex_);
  if (!claimed) {
    const int failures = ++store_failures_;
    not_before_ = Clock::now() + std::min<milliseconds>(seconds(failures), kLongestProbeGap);
    lock.unlock();
    if (failures == 1) LogError("deliveries wait: " + claimed.error().message);
    return false;
  }
  store_failures_ = 0;
  if (claimed->empty()) return false;
  *delivery = std::move(claimed->front());
  return true;
}

// Until something is due or was said to be. `seen` are the wakes before the outbox was looked at.
void Lane::Sleep(std::uint64_t seen) {
  milliseconds time = kLongestSleep;
  const auto due = store_.outbox().NextDue(settings_.connector);
  if (!due) {
    time = seconds(1);  // AwaitTurn() knows how much longer
  } else if (*due) {
    const milliseconds left(**due - SystemMilliseconds());
    time = std::clamp<milliseconds>(left, milliseconds(1), time);
  }
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [&] { return stopping_ || wakes_ != seen; });
}

void Lane::Attempt(const Delivery& delivery) {
  const Result<Shipment> shipment = Load(delivery);
  if (!shipment) {
    // An unknown ticket stays unknown; a state that cannot be read now may be readable later.
    const bool is_gone = shipment.error().code == ErrorCode::kNotFound;
    Settle(delivery, is_gone ? Outcome::Refused(shipment.error().message)
                             : Outcome::Failed(shipment.error().message));
    return;
  }
  Outcome outcome;
  try {
    outcome = connector_.Deliver(*shipment);
  } catch (const std::exception& error) {
    outcome = Outcome::Failed("the delivery cannot be made");
    outcome.detail = error.what();
  }
  Settle(delivery, outcome);
}

Result<Shipment> Lane::Load(const Delivery& delivery) const {
  Result<Ticket> ticket = store_.tickets().Find(delivery.ticket);
  if (!ticket) return tl::unexpected(ticket.error());
  Shipment shipment{delivery, *std::move(ticket), {}, ""};
  if (delivery.kind == "ticket") {
    for (const Attachment& attachment : shipment.ticket.attachments) {
      Result<Upload> file = store_.tickets().ReadAttachment(delivery.ticket, attachment.token);
      if (!file) return tl::unexpected(file.error());
      shipment.files.push_back(*std::move(file));
    }
    return shipment;
  }
  Result<std::vector<Delivery>> others = store_.outbox().OfTicket(delivery.ticket);
  if (!others) return tl::unexpected(others.error());
  for (const Delivery& other : *others) {
    if (other.kind == "ticket" && other.connector == delivery.connector) {
      shipment.ticket_receipt = other.receipt;
    }
  }
  return shipment;
}

void Lane::Settle(const Delivery& delivery, const Outcome& outcome) {
  Outbox& outbox = store_.outbox();
  if (outcome.kind == Outcome::Kind::kAccepted) {
    NoteSuccess();
    Keep([&] { return outbox.MarkDelivered(delivery.id, outcome.receipt); });
    return;
  }
  const bool is_refused = outcome.kind == Outcome::Kind::kRefused;
  if (is_refused) {
    NoteSuccess();  // who refuses is there
  } else {
    NoteFailure(outcome);
  }
  if (is_refused || delivery.attempts >= settings_.max_attempts) {
    LogError("gave up to deliver " + Describe(delivery) + " after " +
             std::to_string(delivery.attempts) + " attempts: " + outcome.error);
    Keep([&] { return outbox.MarkDead(delivery.id, WholeError(outcome)); });
    return;
  }
  const milliseconds delay = Delay(delivery.attempts, outcome);
  Keep([&] {
    return outbox.MarkFailed(delivery.id, WholeError(outcome),
                             SystemMilliseconds() + delay.count());
  });
}

milliseconds Lane::Delay(int attempts, const Outcome& outcome) {
  const std::lock_guard lock(mutex_);
  const double share = std::uniform_real_distribution<double>(0, 1)(dice_);
  const milliseconds delay =
      RetryDelay(attempts, settings_.first_delay, settings_.longest_delay, share);
  const milliseconds asked = outcome.retry_after.value_or(seconds(0));
  return std::max(delay, std::min(asked, std::max(kLongestRetryAfter, settings_.longest_delay)));
}

void Lane::NoteSuccess() {
  int failures = 0;
  {
    const std::lock_guard lock(mutex_);
    failures = std::exchange(failures_, 0);
  }
  if (failures >= kDownAfter) LogInfo("'" + settings_.connector + "' answers again");
}

void Lane::NoteFailure(const Outcome& outcome) {
  bool is_news = false;
  {
    const std::lock_guard lock(mutex_);
    ++failures_;
    const auto now = Clock::now();
    if (failures_ >= kDownAfter) {
      const double share = std::uniform_real_distribution<double>(.5, 1)(dice_);
      const milliseconds gap =
          RetryDelay(failures_ - kDownAfter + 1, settings_.first_delay,
                     std::min(settings_.longest_delay, kLongestProbeGap), share);
      not_before_ = std::max(not_before_, now + gap);
    }
    if (outcome.retry_after) {
      const milliseconds asked = *outcome.retry_after;
      not_before_ =
          std::max(not_before_,
                   now + std::min(asked, std::max(kLongestRetryAfter, settings_.longest_delay)));
    }
    is_news = now - last_warning_ >= kBetweenWarnings;
    if (is_news) last_warning_ = now;
  }
  if (is_news) LogWarning("'" + settings_.connector + "' fails, deliveries wait: " + outcome.error);
}

// What came of an attempt is remembered here until the state takes it: forgetting that something
// was delivered would deliver it twice.
void Lane::Keep(const std::function<Status()>& mark) {
  for (int failures = 1;; ++failures) {
    const Status marked = mark();
    if (marked) return;
    if (failures == 1) LogError("deliveries wait: " + marked.error().message);
    std::unique_lock lock(mutex_);
    const auto time = std::min<milliseconds>(seconds(failures), kLongestProbeGap);
    if (changed_.wait_for(lock, time, [&] { return stopping_; })) return;
  }
}

}  // namespace zeroline
