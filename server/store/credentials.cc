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
  return {NumberColumn(row, "id"), TextColumn(row, "account"), TextColumn(row, "label"),
          NumberColumn(row, "created"), NumberColumn(row, "last_used")};
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

Result<ApiToken> Credentials::AddToken(std::string_view hash, const std::string& account,
                                       const std::string& label, const AuditEntry& audit) {
  return connection_.Change<ApiToken>(
      "make the token", [&](soci::session& session) -> Result<ApiToken> {
        const Result<Account> owner = EnabledAccount(session, account);
        if (!owner) return tl::unexpected(owner.error());
        const std::string secret(hash);
        const long long now = connection_.Now();
        long long id = 0;
        session << "UPDATE counter SET value = value + 1 WHERE name = 'api_token'";
        session << "SELECT value FROM counter WHERE name = 'api_token'", soci::into(id);
        session << "INSERT INTO api_token (id, hash, account, label, created) VALUES (:id, :hash,"
                   " :account, :label, :now)",
            soci::use(id), soci::use(secret), soci::use(account), soci::use(label), soci::use(now);
        InsertAudit(session, audit, now);
        return ApiToken{id, account, label, now, 0};
      });
}

Result<Account> Credentials::FindToken(std::string_view hash) {
  const std::string which(hash);
  const std::int64_t now = connection_.Now();
  std::optional<ApiToken> token;
  Result<Account> account =
      connection_.Read<Account>("read the token", [&](soci::session& session) -> Result<Account> {
        const soci::rowset<soci::row> rows =
            (session.prepare << "SELECT id, account, label, created, last_used FROM api_token"
                                " WHERE hash = :hash",
             soci::use(which));
        for (const soci::row& row : rows) token = TokenOf(row);
        if (!token) return Fail(ErrorCode::kNotFound, "there is no such token");
        return EnabledAccount(session, token->account);
      });
  if (!account || now - token->last_used < kNotedEvery) return account;
  const Status noted =
      connection_.Change<void>("note the token's use", [&](soci::session& session) -> Status {
        const long long at = now;
        session << "UPDATE api_token SET last_used = :now WHERE hash = :hash", soci::use(at),
            soci::use(which);
        // A token is used all day: the record says that it was, once a day.
        if (now / 86'400 != token->last_used / 86'400) {
          InsertAudit(session, {0, token->account, "token used: " + token->label, "", ""}, now);
        }
        return {};
      });
  if (!noted) return tl::unexpected(noted.error());
  return account;
}

Result<std::vector<ApiToken>> Credentials::ListTokens(const std::string& account) {
  using Found = std::vector<ApiToken>;
  return connection_.Read<Found>("list the tokens", [&](soci::session& session) -> Result<Found> {
    const soci::rowset<soci::row> rows =
        (session.prepare << "SELECT id, account, label, created, last_used FROM api_token"
                            " WHERE :account = '' OR account = :account ORDER BY id",
         soci::use(account, "account"));
    Found found;
    for (const soci::row& row : rows) found.push_back(TokenOf(row));
    return found;
  });
}

Status Credentials::RevokeToken(std::int64_t id, const AuditEntry& audit) {
  return connection_.Change<void>("revoke the token", [&](soci::session& session) -> Status {
    const long long which = id;
    int known = 0;
    session << "SELECT COUNT(*) FROM api_token WHERE id = :id", soci::use(which), soci::into(known);
    if (known == 0) return Fail(ErrorCode::kNotFound, "there is no such token");
    session << "DELETE FROM api_token WHERE id = :id", soci::use(which);
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
