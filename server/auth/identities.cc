#include "server/auth/identities.h"

#include <algorithm>
#include <utility>

#include "server/auth/password.h"
#include "server/auth/secret.h"

namespace zeroline {
namespace {

constexpr std::string_view kTokenPrefix = "zl_";
constexpr std::size_t kMaxNameBytes = 64;
constexpr std::size_t kMaxAudienceBytes = 64;
// In the record, for whatever was typed that is no account's name: it may be a password that
// slipped into the wrong field.
constexpr const char* kUnknownName = "(unknown)";

bool IsAlphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); }

bool IsNameCharacter(char c) {
  return IsAlphanumeric(c) || c == '.' || c == '-' || c == '_' || c == '@' || c == '+';
}

Identity IdentityFrom(Account account) {
  return {std::move(account.name), std::move(account.roles), std::move(account.audiences)};
}

std::string JoinedWith(const std::vector<std::string>& values, const std::string& separator) {
  std::string joined;
  for (const std::string& value : values) joined += (joined.empty() ? "" : separator) + value;
  return joined;
}

// For the record: what somebody may do and read.
std::string RightsText(const std::vector<std::string>& roles,
                       const std::vector<std::string>& audiences) {
  return "roles: " + JoinedWith(roles, " ") + "; audiences: " + JoinedWith(audiences, " ");
}

Status CheckRights(const std::vector<std::string>& roles,
                   const std::vector<std::string>& audiences) {
  for (const std::string& role : roles) {
    if (std::find(kRoles.begin(), kRoles.end(), role) == kRoles.end()) {
      return Fail(ErrorCode::kInvalidArgument,
                  "there is no role \"" + role + "\": roles are agent, writer and admin");
    }
  }
  for (const std::string& audience : audiences) {
    if (!IsAudienceName(audience)) {
      return Fail(ErrorCode::kInvalidArgument,
                  "\"" + audience + "\" is no audience: it is named as articles name it");
    }
  }
  return {};
}

std::vector<std::string> Sorted(std::vector<std::string> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

void Append(const std::vector<std::string>& values, std::vector<std::string>* to) {
  to->insert(to->end(), values.begin(), values.end());
}

std::string HashIfSecret(const std::string& text) {
  return LooksLikeSecret(text) ? HashSecret(text) : "";
}

Result<std::string> HashNewPassword(const std::string& password, const std::string& name) {
  if (const auto fault = CheckPassword(password, name); fault != PasswordFault::kNone) {
    return Fail(ErrorCode::kInvalidArgument, Describe(fault));
  }
  return HashPassword(password);
}

bool IsOneself(const std::string& name, const Doer& by) {
  return !by.is_at_server && name == by.name;
}

LastAdmin RuleFor(const Doer& by) {
  return by.is_at_server ? LastAdmin::kMayGo : LastAdmin::kStays;
}

tl::unexpected<Error> NotOneself() {
  return Fail(ErrorCode::kConflict, "nobody may disable, remove or demote themselves");
}

Result<Account> AccountFrom(const NewAccount& wanted) {
  const std::optional<std::string> name = CanonicalAccountName(wanted.name);
  if (!name) {
    return Fail(ErrorCode::kInvalidArgument,
                "a name has up to 64 Latin letters, digits, or any of . - _ @ +, and begins with a"
                " letter or digit");
  }
  if (Status rights = CheckRights(wanted.roles, wanted.audiences); !rights) {
    return tl::unexpected(rights.error());
  }
  Result<std::string> hash = HashNewPassword(wanted.password, *name);
  if (!hash) return tl::unexpected(hash.error());
  Account account;
  account.name = *name;
  account.password_hash = *std::move(hash);
  account.roles = Sorted(wanted.roles);
  account.audiences = Sorted(wanted.audiences);
  return account;
}

tl::unexpected<Error> NobodyNamed(const std::string& name) {
  return Fail(ErrorCode::kNotFound, "there is no account named " + name);
}

}  // namespace

bool IsAudienceName(std::string_view name) {
  return !name.empty() && name.size() <= kMaxAudienceBytes && IsAlphanumeric(name.front()) &&
         std::all_of(name.begin(), name.end(), &IsNameCharacter);
}

std::optional<std::string> CanonicalAccountName(std::string_view name) {
  std::string canonical(name);
  for (char& c : canonical) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const bool is_name = !canonical.empty() && canonical.size() <= kMaxNameBytes &&
                       IsAlphanumeric(canonical.front()) &&
                       std::all_of(canonical.begin(), canonical.end(), &IsNameCharacter);
  if (!is_name) return std::nullopt;
  return canonical;
}

Identities::Identities(Store* store, std::function<AttemptLimit::Clock::time_point()> now)
    : store_(*store), limit_(std::move(now)) {
  HashOfNothing();  // made now, so that the first unknown name takes as long as any
}

// Nothing for a name nobody has.
Result<std::optional<Account>> Identities::FindAccount(const std::string& canonical_name) {
  if (canonical_name.empty()) return std::optional<Account>();
  Result<Account> found = store_.accounts().Find(canonical_name);
  if (found) return std::optional<Account>(*std::move(found));
  if (found.error().code == ErrorCode::kNotFound) return std::optional<Account>();
  return tl::unexpected(found.error());
}

Result<Identities::Attempt> Identities::TryPassword(const std::string& canonical_name,
                                                    const std::string& password,
                                                    const std::string& address) {
  if (const auto wait = limit_.Begin(canonical_name, address)) {
    return Attempt{SignIn::Outcome::kWait, *wait, {}};
  }
  Result<std::optional<Account>> account = FindAccount(canonical_name);
  if (!account) return tl::unexpected(account.error());
  const Result<bool> fits =
      VerifyPassword(password, *account ? (*account)->password_hash : HashOfNothing());
  if (!fits) return tl::unexpected(fits.error());
  Attempt attempt{SignIn::Outcome::kWrong, {}, *std::move(account)};
  if (!*fits || !attempt.account || attempt.account->is_disabled) return attempt;
  limit_.Forgive(canonical_name, address);
  attempt.outcome = SignIn::Outcome::kSignedIn;
  return attempt;
}

Result<SignIn> Identities::TrySignIn(const std::string& name, const std::string& password,
                                     const std::string& address, const std::string& old_session) {
  const std::string canonical = CanonicalAccountName(name).value_or("");
  const Result<Attempt> attempt = TryPassword(canonical, password, address);
  if (!attempt) return tl::unexpected(attempt.error());
  if (attempt->outcome == SignIn::Outcome::kWait) {
    return SignIn{SignIn::Outcome::kWait, "", attempt->wait};
  }
  if (attempt->outcome == SignIn::Outcome::kWrong) {
    const Status recorded = store_.accounts().Record(
        {0, attempt->account ? canonical : kUnknownName, "sign-in failed", "", address});
    if (!recorded) return tl::unexpected(recorded.error());
    return SignIn{SignIn::Outcome::kWrong, "", {}};
  }
  KeepAtTodaysCost(*attempt->account, password);
  const std::string session = NewSecret();
  const Status added = store_.credentials().AddSession(
      HashSecret(session), HashIfSecret(old_session), {0, canonical, "signed in", "", address});
  if (!added) return tl::unexpected(added.error());
  return SignIn{SignIn::Outcome::kSignedIn, session, {}};
}

Result<SignIn> Identities::ChangePassword(const PasswordChange& change) {
  const std::string canonical = CanonicalAccountName(change.name).value_or("");
  const Result<Attempt> attempt = TryPassword(canonical, change.old_password, change.address);
  if (!attempt) return tl::unexpected(attempt.error());
  if (attempt->outcome == SignIn::Outcome::kWait) {
    return SignIn{SignIn::Outcome::kWait, "", attempt->wait};
  }
  if (attempt->outcome == SignIn::Outcome::kWrong) {
    const Status recorded = store_.accounts().Record(
        {0, canonical, "password not changed: the old one was wrong", "", change.address});
    if (!recorded) return tl::unexpected(recorded.error());
    return SignIn{SignIn::Outcome::kWrong, "", {}};
  }
  const Result<std::string> hash = HashNewPassword(change.new_password, canonical);
  if (!hash) return tl::unexpected(hash.error());
  const Status changed = store_.accounts().SetPassword(
      canonical, *hash, {0, canonical, "password changed", canonical, change.address},
      HashIfSecret(change.session));
  if (!changed) return tl::unexpected(changed.error());
  return SignIn{SignIn::Outcome::kSignedIn, "", {}};
}

// The old hash goes on fitting, so a failure to replace it waits for the next time.
void Identities::KeepAtTodaysCost(const Account& account, const std::string& password) {
  if (!NeedsRehash(account.password_hash)) return;
  const Result<std::string> hash = HashPassword(password);
  if (hash) static_cast<void>(store_.accounts().Rehash(account.name, *hash));
}

Status Identities::SignOut(const std::string& session, const std::string& address) {
  if (!LooksLikeSecret(session)) return {};
  return store_.credentials().EndSession(HashSecret(session), {0, "", "signed out", "", address});
}

Result<Identity> Identities::OfSession(const std::string& session) {
  if (!LooksLikeSecret(session)) return Fail(ErrorCode::kNotFound, "nobody is signed in");
  Result<Account> account = store_.credentials().FindSession(HashSecret(session), kSessionLifetime);
  if (!account) return tl::unexpected(account.error());
  return IdentityFrom(*std::move(account));
}

Result<Identity> Identities::OfToken(const std::string& token, const std::string& address) {
  const bool has_form = token.starts_with(kTokenPrefix) &&
                        LooksLikeSecret(std::string_view(token).substr(kTokenPrefix.size()));
  if (!has_form) return Fail(ErrorCode::kNotFound, "there is no such token");
  Result<TokenUse> use = store_.credentials().FindToken(HashSecret(token));
  if (!use) return tl::unexpected(use.error());
  const Status recorded = store_.accounts().RecordDaily(
      {0, use->account.name, "token used: " + use->token.label, "", address});
  if (!recorded) return tl::unexpected(recorded.error());
  Identity identity = IdentityFrom(std::move(use->account));
  identity.proof = Proof::kToken;
  return identity;
}

Result<Identity> Identities::OfProxy(Identity said, const std::string& address) {
  const std::optional<std::string> name = CanonicalAccountName(said.name);
  if (!name) return Fail(ErrorCode::kNotFound, "the proxy names nobody");
  const Result<std::optional<Account>> account = FindAccount(*name);
  if (!account) return tl::unexpected(account.error());
  if (*account) {
    if ((*account)->is_disabled) return Fail(ErrorCode::kNotFound, "the account is disabled");
    Append((*account)->roles, &said.roles);
    Append((*account)->audiences, &said.audiences);
  }
  const Status recorded =
      store_.accounts().RecordDaily({0, *name, "signed in by single sign-on", "", address});
  if (!recorded) return tl::unexpected(recorded.error());
  return Identity{*name, Sorted(std::move(said.roles)), Sorted(std::move(said.audiences)),
                  Proof::kProxy};
}

Result<std::vector<Identities::OpenSession>> Identities::ListSessions(const std::string& name,
                                                                      const std::string& session) {
  const auto found = store_.credentials().ListSessions(name, kSessionLifetime);
  if (!found) return tl::unexpected(found.error());
  const std::string own = HashIfSecret(session);
  std::vector<OpenSession> sessions;
  for (const SessionUse& use : *found) {
    sessions.push_back({use.created, use.last_used, use.hash == own});
  }
  return sessions;
}

Status Identities::EndOtherSessions(const std::string& session, const Doer& by) {
  return store_.credentials().EndSessions(by.name, HashIfSecret(session),
                                          {0, by.name, "other sessions ended", "", by.address});
}

Result<bool> Identities::HasAccounts() {
  const Result<std::size_t> count = store_.accounts().Count();
  if (!count) return tl::unexpected(count.error());
  return *count > 0;
}

Result<std::string> Identities::MakeFirstLink() {
  const Result<bool> has_accounts = HasAccounts();
  if (!has_accounts) return tl::unexpected(has_accounts.error());
  if (*has_accounts) return std::string();
  const std::string secret = NewSecret();
  if (Status kept = store_.credentials().SetFirstLink(HashSecret(secret)); !kept) {
    return tl::unexpected(kept.error());
  }
  return secret;
}

Status Identities::CheckFirstLink(const std::string& secret) {
  if (!LooksLikeSecret(secret)) return Fail(ErrorCode::kNotFound, "this is no such link");
  return store_.credentials().CheckFirstLink(HashSecret(secret), kFirstLinkLifetime);
}

Status Identities::AddFirstAccount(const std::string& secret, const std::string& name,
                                   const std::string& password, const std::string& address) {
  // Before the password is hashed: whoever has no link makes no work.
  if (Status valid = CheckFirstLink(secret); !valid) return valid;
  const Result<Account> account =
      AccountFrom({name, password, {kRoles.begin(), kRoles.end()}, {"internal"}});
  if (!account) return tl::unexpected(account.error());
  return store_.accounts().AddFirst(
      *account, HashSecret(secret), kFirstLinkLifetime,
      {0, account->name, "first account added; " + RightsText(account->roles, account->audiences),
       account->name, address});
}

Status Identities::AddAccount(const NewAccount& wanted, const Doer& by) {
  const Result<Account> account = AccountFrom(wanted);
  if (!account) return tl::unexpected(account.error());
  return store_.accounts().Add(
      *account, {0, by.name, "account added; " + RightsText(account->roles, account->audiences),
                 account->name, by.address});
}

Status Identities::SetPassword(const std::string& name, const std::string& password,
                               const Doer& by) {
  const std::optional<std::string> canonical = CanonicalAccountName(name);
  if (!canonical) return NobodyNamed(name);
  const Result<std::string> hash = HashNewPassword(password, *canonical);
  if (!hash) return tl::unexpected(hash.error());
  return store_.accounts().SetPassword(*canonical, *hash,
                                       {0, by.name, "password changed", *canonical, by.address});
}

Status Identities::SetRights(const std::string& name, const std::vector<std::string>& roles,
                             const std::vector<std::string>& audiences, const Doer& by) {
  const std::optional<std::string> canonical = CanonicalAccountName(name);
  if (!canonical) return NobodyNamed(name);
  if (Status rights = CheckRights(roles, audiences); !rights) return rights;
  const bool stays_admin = std::find(roles.begin(), roles.end(), kAdminRole) != roles.end();
  if (!stays_admin && IsOneself(*canonical, by)) return NotOneself();
  const std::string what = "rights changed; " + RightsText(Sorted(roles), Sorted(audiences));
  return store_.accounts().SetRights(*canonical, Sorted(roles), Sorted(audiences),
                                     {0, by.name, what, *canonical, by.address}, RuleFor(by));
}

Status Identities::Disable(const std::string& name, const Doer& by) {
  const std::optional<std::string> canonical = CanonicalAccountName(name);
  if (!canonical) return NobodyNamed(name);
  if (IsOneself(*canonical, by)) return NotOneself();
  return store_.accounts().Disable(
      *canonical, {0, by.name, "account disabled", *canonical, by.address}, RuleFor(by));
}

Status Identities::Enable(const std::string& name, const Doer& by) {
  const std::optional<std::string> canonical = CanonicalAccountName(name);
  if (!canonical) return NobodyNamed(name);
  return store_.accounts().Enable(*canonical,
                                  {0, by.name, "account enabled", *canonical, by.address});
}

Status Identities::Remove(const std::string& name, const Doer& by) {
  const std::optional<std::string> canonical = CanonicalAccountName(name);
  if (!canonical) return NobodyNamed(name);
  if (IsOneself(*canonical, by)) return NotOneself();
  return store_.accounts().Remove(
      *canonical, {0, by.name, "account removed", *canonical, by.address}, RuleFor(by));
}

Result<std::string> Identities::MakeToken(const std::string& name, const std::string& label,
                                          const Doer& by, std::int64_t lifetime) {
  const std::optional<std::string> canonical = CanonicalAccountName(name);
  if (!canonical) return NobodyNamed(name);
  if (label.empty() || label.size() > kMaxLabelBytes) {
    return Fail(ErrorCode::kInvalidArgument, "a token's label has 1 to 100 bytes");
  }
  ApiToken wanted;
  wanted.account = *canonical;
  wanted.label = label;
  if (lifetime > 0) wanted.expires = store_.credentials().Now() + lifetime;
  const std::string token = std::string(kTokenPrefix) + NewSecret();
  const Result<ApiToken> kept = store_.credentials().AddToken(
      HashSecret(token), wanted, {0, by.name, "token made: " + label, *canonical, by.address});
  if (!kept) return tl::unexpected(kept.error());
  return token;
}

Status Identities::RevokeToken(std::int64_t id, const std::string& owner, const Doer& by) {
  return store_.credentials().RevokeToken(id, owner, {0, by.name, "", "", by.address});
}

}  // namespace zeroline
