#include "server/store/credentials.h"

#include <algorithm>
#include <optional>

#include "server/store/account_rows.h"
#include "server/store/row_reader.h"
#include "server/store/soci_library.h"

namespace zeroline {
namespace {

// Uses are noted this often at most, so that reading pages does not write to the disk.
constexpr std::int64_t kNotedEvery = 60;
// More than a person signs in from.
constexpr int kMaxListedSessions = 100;
constexpr const char* kOver = "this session is over";

struct FoundSession {
  std::string account;
  std::int64_t created = 0;
  std::int64_t last_used = 0;
};

std::optional<FoundSession> SelectSession(soci::session& session, const std::string& hash) {
  const soci::rowset<soci::row> rows =
      (session.prepare << "SELECT account, created, last_used FROM session WHERE hash = :hash",
       soci::use(hash));
  for (const soci::row& row : rows) {
    return FoundSession{TextColumn(row, "account"), NumberColumn(row, "created"),
                        NumberColumn(row, "last_used")};
  }
  return std::nullopt;
}

Result<Account> EnabledAccount(soci::session& session, const std::string& name) {
  Result<Account> account = SelectAccount(session, name);
  if (account && account->is_disabled) return Fail(ErrorCode::kNotFound, kOver);
  return account;
}

ApiToken TokenOf(const soci::row& row) {
  return {NumberColumn(row, "id"),        TextColumn(row, "account"),
          TextColumn(row, "label"),       NumberColumn(row, "created"),
          NumberColumn(row, "last_used"), NumberColumn(row, "expires")};
}

std::optional<ApiToken> SelectToken(soci::session& session, const std::string& hash) {
  const soci::rowset<soci::row> rows =
      (session.prepare << "SELECT id, account, label, created, last_used, expires FROM api_token"
                          " WHERE hash = :hash",
       soci::use(hash));
  for (const soci::row& row : rows) return TokenOf(row);
  return std::nullopt;
}

}  // namespace

Status Credentials::AddSession(std::string_view hash, std::string_view replaced,
                               const AuditEntry& audit) {
  return connection_.Change<void>("sign in", [&](soci::session& session) -> Status {
    const std::string fresh(hash);
    const std::string old(replaced);
    const long long now = connection_.Now();
    session << "DELETE FROM session WHERE hash = :old", soci::use(old);
    session << "INSERT INTO session (hash, account, created, last_used) VALUES (:hash, :account,"
               " :now, :now)",
        soci::use(fresh, "hash"), soci::use(audit.who, "account"), soci::use(now, "now");
    InsertAudit(session, audit, now);
    return {};
  });
}

Result<Account> Credentials::FindSession(std::string_view hash, const SessionLifetime& lifetime) {
  const std::string which(hash);
  const std::int64_t now = connection_.Now();
  std::int64_t last_used = 0;
  Result<Account> account =
      connection_.Read<Account>("read the session", [&](soci::session& session) -> Result<Account> {
        const std::optional<FoundSession> found = SelectSession(session, which);
        if (!found || now - found->last_used >= lifetime.idle ||
            now - found->created >= lifetime.absolute) {
          return Fail(ErrorCode::kNotFound, kOver);
        }
        last_used = found->last_used;
        return EnabledAccount(session, found->account);
      });
  if (!account || now - last_used < kNotedEvery) return account;
  const Status noted =
      connection_.Change<void>("note the session's use", [&](soci::session& session) -> Status {
        const long long at = now;
        session << "UPDATE session SET last_used = :now WHERE hash = :hash", soci::use(at),
            soci::use(which);
        return {};
      });
  if (!noted) return tl::unexpected(noted.error());
  return account;
}

Status Credentials::EndSession(std::string_view hash, AuditEntry audit) {
  return connection_.Change<void>("sign out", [&](soci::session& session) -> Status {
    const std::string which(hash);
    const std::optional<FoundSession> found = SelectSession(session, which);
    if (!found) return {};
    audit.who = found->account;
    session << "DELETE FROM session WHERE hash = :hash", soci::use(which);
    InsertAudit(session, audit, connection_.Now());
    return {};
  });
}

Result<std::vector<SessionUse>> Credentials::ListSessions(const std::string& account,
                                                          const SessionLifetime& lifetime) {
  using Found = std::vector<SessionUse>;
  return connection_.Read<Found>("list the sessions", [&](soci::session& session) -> Result<Found> {
    const long long used_after = connection_.Now() - lifetime.idle;
    const long long made_after = connection_.Now() - lifetime.absolute;
    const soci::rowset<soci::row> rows =
        (session.prepare << "SELECT hash, created, last_used FROM session WHERE account = :account"
                            " AND last_used > :used AND created > :made"
                            " ORDER BY last_used DESC, created DESC LIMIT :most",
         soci::use(account), soci::use(used_after), soci::use(made_after),
         soci::use(kMaxListedSessions));
    Found found;
    for (const soci::row& row : rows) {
      found.push_back(
          {TextColumn(row, "hash"), NumberColumn(row, "created"), NumberColumn(row, "last_used")});
    }
    return found;
  });
}

Status Credentials::EndSessions(const std::string& account, std::string_view kept,
                                const AuditEntry& audit) {
  return connection_.Change<void>("end the sessions", [&](soci::session& session) -> Status {
    const std::string kept_hash(kept);
    session << "DELETE FROM session WHERE account = :account AND hash <> :kept", soci::use(account),
        soci::use(kept_hash);
    InsertAudit(session, audit, connection_.Now());
    return {};
  });
}

Result<ApiToken> Credentials::AddToken(std::string_view hash, const ApiToken& wanted,
                                       const AuditEntry& audit) {
  return connection_.Change<ApiToken>(
      "make the token", [&](soci::session& session) -> Result<ApiToken> {
        const Result<Account> owner = EnabledAccount(session, wanted.account);
        if (!owner) return tl::unexpected(owner.error());
        int has = 0;
        session << "SELECT COUNT(*) FROM api_token WHERE account = :account",
            soci::use(wanted.account), soci::into(has);
        if (has >= kMaxTokens) {
          return Fail(ErrorCode::kConflict, "an account has at most " + std::to_string(kMaxTokens) +
                                                " tokens: revoke one first");
        }
        const std::string secret(hash);
        const long long now = connection_.Now();
        const long long expires = wanted.expires;
        long long id = 0;
        session << "UPDATE counter SET value = value + 1 WHERE name = 'api_token'";
        session << "SELECT value FROM counter WHERE name = 'api_token'", soci::into(id);
        session << "INSERT INTO api_token (id, hash, account, label, created, expires) VALUES"
                   " (:id, :hash, :account, :label, :now, :expires)",
            soci::use(id), soci::use(secret), soci::use(wanted.account), soci::use(wanted.label),
            soci::use(now), soci::use(expires);
        InsertAudit(session, audit, now);
        return ApiToken{id, wanted.account, wanted.label, now, 0, wanted.expires};
      });
}

Result<TokenUse> Credentials::FindToken(std::string_view hash) {
  const std::string which(hash);
  const std::int64_t now = connection_.Now();
  Result<TokenUse> use =
      connection_.Read<TokenUse>("read the token", [&](soci::session& session) -> Result<TokenUse> {
        std::optional<ApiToken> token = SelectToken(session, which);
        if (!token || (token->expires != 0 && now >= token->expires)) {
          return Fail(ErrorCode::kNotFound, "there is no such token");
        }
        Result<Account> account = EnabledAccount(session, token->account);
        if (!account) return tl::unexpected(account.error());
        return TokenUse{*std::move(account), *std::move(token)};
      });
  if (!use || now - use->token.last_used < kNotedEvery) return use;
  const Status noted =
      connection_.Change<void>("note the token's use", [&](soci::session& session) -> Status {
        const long long at = now;
        session << "UPDATE api_token SET last_used = :now WHERE hash = :hash", soci::use(at),
            soci::use(which);
        return {};
      });
  if (!noted) return tl::unexpected(noted.error());
  return use;
}

Result<std::vector<ApiToken>> Credentials::ListTokens(const std::string& account) {
  using Found = std::vector<ApiToken>;
  return connection_.Read<Found>("list the tokens", [&](soci::session& session) -> Result<Found> {
    const soci::rowset<soci::row> rows =
        (session.prepare << "SELECT id, account, label, created, last_used, expires FROM api_token"
                            " WHERE :account = '' OR account = :account ORDER BY id",
         soci::use(account, "account"));
    Found found;
    for (const soci::row& row : rows) found.push_back(TokenOf(row));
    return found;
  });
}

Status Credentials::RevokeToken(std::int64_t id, const std::string& owner, AuditEntry audit) {
  return connection_.Change<void>("revoke the token", [&](soci::session& session) -> Status {
    const long long which = id;
    const soci::rowset<soci::row> rows =
        (session.prepare << "SELECT id, account, label, created, last_used, expires FROM api_token"
                            " WHERE id = :id",
         soci::use(which));
    std::optional<ApiToken> token;
    for (const soci::row& row : rows) token = TokenOf(row);
    if (!token || (!owner.empty() && token->account != owner)) {
      return Fail(ErrorCode::kNotFound, "there is no such token");
    }
    session << "DELETE FROM api_token WHERE id = :id", soci::use(which);
    audit.what = "token revoked: " + token->label;
    audit.whom = token->account;
    InsertAudit(session, audit, connection_.Now());
    return {};
  });
}

Status Credentials::SetFirstLink(std::string_view hash) {
  return connection_.Change<void>("make the first link", [&](soci::session& session) -> Status {
    const std::string fresh(hash);
    const long long now = connection_.Now();
    session << "DELETE FROM first_link";
    session << "INSERT INTO first_link (hash, created) VALUES (:hash, :now)", soci::use(fresh),
        soci::use(now);
    return {};
  });
}

Status Credentials::CheckFirstLink(std::string_view hash, std::int64_t lifetime) {
  return connection_.Read<void>("read the first link", [&](soci::session& session) -> Status {
    return FindFirstLink(session, std::string(hash), connection_.Now() - lifetime);
  });
}

Result<std::size_t> Credentials::PurgeSessions(const SessionLifetime& lifetime) {
  using Number = Result<std::size_t>;
  return connection_.Change<std::size_t>("purge sessions", [&](soci::session& session) -> Number {
    const long long used_before = connection_.Now() - lifetime.idle;
    const long long made_before = connection_.Now() - lifetime.absolute;
    long long count = 0;
    session << "SELECT COUNT(*) FROM session WHERE last_used <= :used OR created <= :made",
        soci::use(used_before), soci::use(made_before), soci::into(count);
    session << "DELETE FROM session WHERE last_used <= :used OR created <= :made",
        soci::use(used_before), soci::use(made_before);
    return static_cast<std::size_t>(count);
  });
}

}  // namespace zeroline
