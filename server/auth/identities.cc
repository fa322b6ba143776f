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
constexpr std::size_t kMaxLabelBytes = 100;
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
    const bool is_name = !audience.empty() && audience.size() <= kMaxAudienceBytes &&
                         IsAlphanumeric(audience.front()) &&
                         std::all_of(audience.begin(), audience.end(), &IsNameCharacter);
    if (!is_name) {
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
  if (const auto fault = CheckPassword(wanted.password, *name); fault != PasswordFault::kNone) {
    return Fail(ErrorCode::kInvalidArgument, Describe(fault));
  }
  Result<std::string> hash = HashPassword(wanted.password);
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

Result<SignIn> Identities::TrySignIn(const std::string& name, const std::string& password,
                                     const std::string& address, const std::string& old_session) {
  const std::string canonical = CanonicalAccountName(name).value_or("");
  if (const auto wait = limit_.Begin(canonical, address)) {
    return SignIn{SignIn::Outcome::kWait, "", *wait};
  }
  const Result<std::optional<Account>> found = FindAccount(canonical);
  if (!found) return tl::unexpected(found.error());
  const std::optional<Account>& account = *found;
  const Result<bool> fits =
      VerifyPassword(password, account ? account->password_hash : HashOfNothing());
  if (!fits) return tl::unexpected(fits.error());
  if (!*fits || !account || account->is_disabled) {
    const Status recorded = store_.accounts().Record(
        {0, account ? account->name : kUnknownName, "sign-in failed", "", address});
    if (!recorded) return tl::unexpected(recorded.error());
    return SignIn{SignIn::Outcome::kWrong, "", {}};
  }
  limit_.Forgive(canonical, address);
  KeepAtTodaysCost(*account, password);
  const std::string session = NewSecret();
  const std::string replaced = LooksLikeSecret(old_session) ? HashSecret(old_session) : "";
  const Status added = store_.credentials().AddSession(HashSecret(session), replaced,
                                                       {0, canonical, "signed in", "", address});
  if (!added) return tl::unexpected(added.error());
  return SignIn{SignIn::Outcome::kSignedIn, session, {}};
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

Result<Identity> Identities::OfToken(const std::string& token) {
  const bool has_form = token.starts_with(kTokenPrefix) &&
                        LooksLikeSecret(std::string_view(token).substr(kTokenPrefix.size()));
  if (!has_form) return Fail(ErrorCode::kNotFound, "there is no such token");
  Result<Account> account = store_.credentials().FindToken(HashSecret(token));
  if (!account) return tl::unexpected(account.error());
  Identity identity = IdentityFrom(*std::move(account));
  identity.proof = Proof::kToken;
  return identity;
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

Status Identities::AddAccount(const NewAccount& wanted, const std::string& by) {
  const Result<Account> account = AccountFrom(wanted);
  if (!account) return tl::unexpected(account.error());
  return store_.accounts().Add(
      *account, {0, by, "account added; " + RightsText(account->roles, account->audiences),
                 account->name, ""});
}

Status Identities::SetPassword(const std::string& name, const std::string& password,
                               const std::string& by) {
  const std::optional<std::string> canonical = CanonicalAccountName(name);
  if (!canonical) return NobodyNamed(name);
  if (const auto fault = CheckPassword(password, *canonical); fault != PasswordFault::kNone) {
    return Fail(ErrorCode::kInvalidArgument, Describe(fault));
  }
  const Result<std::string> hash = HashPassword(password);
  if (!hash) return tl::unexpected(hash.error());
  return store_.accounts().SetPassword(*canonical, *hash,
                                       {0, by, "password changed", *canonical, ""});
}

Status Identities::SetRights(const std::string& name, const std::vector<std::string>& roles,
                             const std::vector<std::string>& audiences, const std::string& by) {
  const std::optional<std::string> canonical = CanonicalAccountName(name);
  if (!canonical) return NobodyNamed(name);
  if (Status rights = CheckRights(roles, audiences); !rights) return rights;
  const std::string what = "rights changed; " + RightsText(Sorted(roles), Sorted(audiences));
  return store_.accounts().SetRights(*canonical, Sorted(roles), Sorted(audiences),
                                     {0, by, what, *canonical, ""});
}

Status Identities::Disable(const std::string& name, const std::string& by) {
  const std::optional<std::string> canonical = CanonicalAccountName(name);
  if (!canonical) return NobodyNamed(name);
  return store_.accounts().Disable(*canonical, {0, by, "account disabled", *canonical, ""});
}

Status Identities::Enable(const std::string& name, const std::string& by) {
  const std::optional<std::string> canonical = CanonicalAccountName(name);
  if (!canonical) return NobodyNamed(name);
  return store_.accounts().Enable(*canonical, {0, by, "account enabled", *canonical, ""});
}

Status Identities::Remove(const std::string& name, const std::string& by) {
  const std::optional<std::string> canonical = CanonicalAccountName(name);
  if (!canonical) return NobodyNamed(name);
  return store_.accounts().Remove(*canonical, {0, by, "account removed", *canonical, ""});
}

Result<std::string> Identities::MakeToken(const std::string& name, const std::string& label,
                                          const std::string& by) {
  const std::optional<std::string> canonical = CanonicalAccountName(name);
  if (!canonical) return NobodyNamed(name);
  if (label.empty() || label.size() > kMaxLabelBytes) {
    return Fail(ErrorCode::kInvalidArgument, "a token's label has 1 to 100 bytes");
  }
  const std::string token = std::string(kTokenPrefix) + NewSecret();
  const Result<ApiToken> kept = store_.credentials().AddToken(
      HashSecret(token), *canonical, label, {0, by, "token made: " + label, *canonical, ""});
  if (!kept) return tl::unexpected(kept.error());
  return token;
}

}  // namespace zeroline
