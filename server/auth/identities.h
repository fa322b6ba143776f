// Who may do what: accounts, signing in, sessions, personal API tokens, and what a proxy says.
//
// Secrets (sessions, tokens, the first link) are random and stored as hashes, passwords as
// argon2id; neither ever stands in a log, in the record, or in an error. There is no password that
// comes with the program: as long as there is no account, a link that is printed at the start makes
// the first.
//
// Thread-safe.
#ifndef ZEROLINE_SERVER_AUTH_IDENTITIES_H_
#define ZEROLINE_SERVER_AUTH_IDENTITIES_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/error/result.h"
#include "server/auth/attempt_limit.h"
#include "server/auth/identity.h"
#include "server/store/store.h"

namespace zeroline {

struct SignIn {
  enum class Outcome {
    kSignedIn,
    kWrong,  // name or password, or the account is disabled: which one is not said
    kWait,   // too many failures: try again after `wait`
  };

  Outcome outcome = Outcome::kWrong;
  std::string session;  // the secret for the browser; kept by nobody else
  std::chrono::seconds wait{0};
};

// What somebody wants an account to be.
struct NewAccount {
  std::string name;
  std::string password;
  std::vector<std::string> roles;
  std::vector<std::string> audiences;
};

// Who does something, for the record. A name alone is somebody at the server itself, who may do
// what is refused to others: leave the team without an admin.
struct Doer {
  // NOLINTNEXTLINE(google-explicit-constructor): a name is one, in "by whom".
  Doer(std::string account) : name(std::move(account)), is_at_server(true) {}
  // NOLINTNEXTLINE(google-explicit-constructor): as above.
  Doer(const char* account) : Doer(std::string(account)) {}
  Doer(std::string account, std::string from)
      : name(std::move(account)), address(std::move(from)) {}

  std::string name;
  std::string address;  // network address; "" if not known
  bool is_at_server = false;
};

// Somebody changes their own password.
struct PasswordChange {
  std::string name;
  std::string old_password;
  std::string new_password;
  std::string session;  // goes on, while the account's others end; "": all end
  std::string address;
};

class Identities {
 public:
  // A shift may pass without a click; once a day the password is asked for again.
  static constexpr SessionLifetime kSessionLifetime{8 * 60 * 60, 24 * 60 * 60};
  static constexpr std::int64_t kFirstLinkLifetime = 24 * 60 * 60;
  static constexpr std::size_t kMaxLabelBytes = 100;  // of a token

  // `store` outlives this. `now` is for tests.
  explicit Identities(Store* store, std::function<AttemptLimit::Clock::time_point()> now =
                                        &AttemptLimit::Clock::now);

  // `old_session` is what the browser came with, or "": it ends, so that nobody who planted it
  // shares the new one. Fails only if the state cannot be read or written, or with kBusy.
  Result<SignIn> TrySignIn(const std::string& name, const std::string& password,
                           const std::string& address, const std::string& old_session);
  Status SignOut(const std::string& session, const std::string& address);

  // With the rights of now. kNotFound for whatever is no session of ours, or is over.
  Result<Identity> OfSession(const std::string& session);
  // `address` is where it came from: the first use of a day from each is recorded.
  Result<Identity> OfToken(const std::string& token, const std::string& address = "");  // "zl_..."
  // Somebody of whom a proxy that we trust says this, with the rights that gives; a local account
  // of that name adds its own. kNotFound if it is no name, or if that account is disabled. The
  // first time of a day from each address is recorded.
  Result<Identity> OfProxy(Identity said, const std::string& address);

  // The secret of the link that makes the first account, valid once and for a day; earlier ones are
  // void. "" if there is an account.
  Result<std::string> MakeFirstLink();
  // kNotFound if the link is not valid, or no longer.
  Status CheckFirstLink(const std::string& secret);
  // The first account, with every role. kNotFound as above; kInvalidArgument as AddAccount().
  Status AddFirstAccount(const std::string& secret, const std::string& name,
                         const std::string& password, const std::string& address);
  Result<bool> HasAccounts();

  // As TrySignIn(), with kSignedIn for a password that was changed, and no session.
  // kInvalidArgument if the new one is none.
  Result<SignIn> ChangePassword(const PasswordChange& change);
  // Those that last, the last used first. `session` is the one that asks.
  struct OpenSession {
    std::int64_t created = 0;    // Unix seconds
    std::int64_t last_used = 0;  // Unix seconds, to the minute
    bool is_this = false;
  };
  Result<std::vector<OpenSession>> ListSessions(const std::string& name,
                                                const std::string& session);
  // All but this one. `by` is their owner.
  Status EndOtherSessions(const std::string& session, const Doer& by);

  // kInvalidArgument says what is wrong with name, password, role or audience; kConflict if the
  // name is taken. Nobody but at the server itself may disable, remove or demote themselves or the
  // last admin: kConflict.
  Status AddAccount(const NewAccount& account, const Doer& by);
  Status SetPassword(const std::string& name, const std::string& password, const Doer& by);
  Status SetRights(const std::string& name, const std::vector<std::string>& roles,
                   const std::vector<std::string>& audiences, const Doer& by);
  Status Disable(const std::string& name, const Doer& by);
  Status Enable(const std::string& name, const Doer& by);
  Status Remove(const std::string& name, const Doer& by);

  // "zl_..." once: it is shown to its owner and cannot be shown again. It ends after `lifetime`
  // seconds; 0: never. kConflict if the account has as many as it may have.
  Result<std::string> MakeToken(const std::string& name, const std::string& label, const Doer& by,
                                std::int64_t lifetime = 0);
  // kNotFound if it is not `owner`'s; "" for anybody's.
  Status RevokeToken(std::int64_t id, const std::string& owner, const Doer& by);

 private:
  Result<std::optional<Account>> FindAccount(const std::string& canonical_name);
  // The account if it is enabled and this is its password, whose attempt is forgiven.
  struct Attempt {
    SignIn::Outcome outcome = SignIn::Outcome::kWrong;
    std::chrono::seconds wait{0};
    std::optional<Account> account;  // known, whatever the outcome
  };
  Result<Attempt> TryPassword(const std::string& canonical_name, const std::string& password,
                              const std::string& address);
  void KeepAtTodaysCost(const Account& account, const std::string& password);

  Store& store_;
  AttemptLimit limit_;
};

// True for what articles can name as their audience, and an account or group can be given.
bool IsAudienceName(std::string_view name);

// Names are written in many ways and meant as one: "Anna" signs in as "anna". Nothing if it is no
// name: letters, digits, '.', '-', '_', '@' and '+', at most 64, beginning with a letter or digit.
std::optional<std::string> CanonicalAccountName(std::string_view name);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_AUTH_IDENTITIES_H_
