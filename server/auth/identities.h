// Who may do what: accounts, signing in, sessions, personal API tokens.
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
#include <functional>
#include <optional>
#include <string>
#include <string_view>
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

class Identities {
 public:
  // A shift may pass without a click; once a day the password is asked for again.
  static constexpr SessionLifetime kSessionLifetime{8 * 60 * 60, 24 * 60 * 60};
  static constexpr std::int64_t kFirstLinkLifetime = 24 * 60 * 60;

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
  Result<Identity> OfToken(const std::string& token);  // "zl_..."

  // The secret of the link that makes the first account, valid once and for a day; earlier ones are
  // void. "" if there is an account.
  Result<std::string> MakeFirstLink();
  // kNotFound if the link is not valid, or no longer.
  Status CheckFirstLink(const std::string& secret);
  // The first account, with every role. kNotFound as above; kInvalidArgument as AddAccount().
  Status AddFirstAccount(const std::string& secret, const std::string& name,
                         const std::string& password, const std::string& address);
  Result<bool> HasAccounts();

  // `by` is who does it, for the record. kInvalidArgument says what is wrong with name, password,
  // role or audience; kConflict if the name is taken.
  Status AddAccount(const NewAccount& account, const std::string& by);
  Status SetPassword(const std::string& name, const std::string& password, const std::string& by);
  Status SetRights(const std::string& name, const std::vector<std::string>& roles,
                   const std::vector<std::string>& audiences, const std::string& by);
  Status Disable(const std::string& name, const std::string& by);
  Status Enable(const std::string& name, const std::string& by);
  Status Remove(const std::string& name, const std::string& by);

  // "zl_..." once: it is shown to its owner and cannot be shown again.
  Result<std::string> MakeToken(const std::string& name, const std::string& label,
                                const std::string& by);

 private:
  Result<std::optional<Account>> FindAccount(const std::string& canonical_name);
  void KeepAtTodaysCost(const Account& account, const std::string& password);

  Store& store_;
  AttemptLimit limit_;
};

// Names are written in many ways and meant as one: "Anna" signs in as "anna". Nothing if it is no
// name: letters, digits, '.', '-', '_', '@' and '+', at most 64, beginning with a letter or digit.
std::optional<std::string> CanonicalAccountName(std::string_view name);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_AUTH_IDENTITIES_H_
