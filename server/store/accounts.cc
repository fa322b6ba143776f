#include "server/store/accounts.h"

#include <algorithm>

#include "server/store/account_rows.h"
#include "server/store/row_reader.h"
#include "server/store/soci_library.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxListed = 1000;
constexpr std::int64_t kSecondsPerDay = 86'400;
// More than a team has addresses; beyond it the disk is asked again.
constexpr std::size_t kMaxNoted = 20'000;

void InsertRights(soci::session& session, const Account& account) {
  const auto insert = [&](const std::string& kind, const std::vector<std::string>& values) {
    for (const std::string& value : values) {
      session
          << "INSERT INTO account_right (account, kind, value) VALUES (:account, :kind, :value)",
          soci::use(account.name), soci::use(kind), soci::use(value);
    }
  };
  insert("role", account.roles);
  insert("audience", account.audiences);
}

Status InsertAccount(soci::session& session, const Account& account, std::int64_t now) {
  int known = 0;
  session << "SELECT COUNT(*) FROM account WHERE name = :name", soci::use(account.name),
      soci::into(known);
  if (known > 0) {
    return Fail(ErrorCode::kConflict, "there is an account named " + account.name + " already");
  }
  const long long created = now;
  session << "INSERT INTO account (name, password_hash, created) VALUES (:name, :hash, :created)",
      soci::use(account.name), soci::use(account.password_hash), soci::use(created);
  InsertRights(session, account);
  return {};
}

Status RequireAccount(soci::session& session, const std::string& name) {
  int known = 0;
  session << "SELECT COUNT(*) FROM account WHERE name = :name", soci::use(name), soci::into(known);
  if (known == 0) return Fail(ErrorCode::kNotFound, "there is no account named " + name);
  return {};
}

// kConflict if nobody else is an enabled admin, and this account is.
Status KeepAnAdmin(soci::session& session, const std::string& name, LastAdmin last_admin) {
  if (last_admin == LastAdmin::kMayGo) return {};
  const char* count =
      "SELECT COUNT(*) FROM account_right INNER JOIN account ON account.name ="
      " account_right.account WHERE kind = 'role' AND value = 'admin' AND disabled = 0";
  int all = 0;
  int own = 0;
  session << count, soci::into(all);
  session << count << " AND account = :name", soci::use(name), soci::into(own);
  if (own == 0 || all > own) return {};
  return Fail(ErrorCode::kConflict, name + " is the last admin: make another one first");
}

void DeleteSessions(soci::session& session, const std::string& name) {
  session << "DELETE FROM session WHERE account = :name", soci::use(name);
}

void DeleteTokens(soci::session& session, const std::string& name) {
  session << "DELETE FROM api_token WHERE account = :name", soci::use(name);
}

}  // namespace

void InsertAudit(soci::session& session, const AuditEntry& audit, std::int64_t now) {
  const long long at = now;
  session << "INSERT INTO audit (at, who, what, whom, address) VALUES (:at, :who, :what, :whom,"
             " :address)",
      soci::use(at), soci::use(audit.who), soci::use(audit.what), soci::use(audit.whom),
      soci::use(audit.address);
}

Account AccountOf(soci::session& session, const soci::row& row) {
  Account account;
  account.name = TextColumn(row, "name");
  account.password_hash = TextColumn(row, "password_hash");
  account.created = NumberColumn(row, "created");
  account.is_disabled = NumberColumn(row, "disabled") != 0;
  const soci::rowset<soci::row> rights =
      (session.prepare << "SELECT kind, value FROM account_right WHERE account = :name"
                          " ORDER BY value",
       soci::use(account.name));
  for (const soci::row& right : rights) {
    auto& values = TextColumn(right, "kind") == "role" ? account.roles : account.audiences;
    values.push_back(TextColumn(right, "value"));
  }
  return account;
}

Result<Account> SelectAccount(soci::session& session, const std::string& name) {
  const soci::rowset<soci::row> rows =
      (session.prepare << "SELECT name, password_hash, created, disabled FROM account"
                          " WHERE name = :name",
       soci::use(name));
  for (const soci::row& row : rows) return AccountOf(session, row);
  return Fail(ErrorCode::kNotFound, "there is no account named " + name);
}

Status FindFirstLink(soci::session& session, const std::string& hash, std::int64_t not_before) {
  const long long oldest = not_before;
  int links = 0;
  int accounts = 0;
  session << "SELECT COUNT(*) FROM first_link WHERE hash = :hash AND created > :oldest",
      soci::use(hash), soci::use(oldest), soci::into(links);
  session << "SELECT COUNT(*) FROM account", soci::into(accounts);
  if (links == 1 && accounts == 0) return {};
  return Fail(ErrorCode::kNotFound, "this link has been used or is too old");
}

Status Accounts::Add(const Account& account, const AuditEntry& audit) {
  return connection_.Change<void>("add the account", [&](soci::session& session) -> Status {
    if (Status added = InsertAccount(session, account, connection_.Now()); !added) return added;
    InsertAudit(session, audit, connection_.Now());
    return {};
  });
}

Status Accounts::AddFirst(const Account& account, std::string_view link_hash, std::int64_t lifetime,
                          const AuditEntry& audit) {
  return connection_.Change<void>("add the account", [&](soci::session& session) -> Status {
    const std::int64_t now = connection_.Now();
    const std::string hash(link_hash);
    if (Status found = FindFirstLink(session, hash, now - lifetime); !found) return found;
    session << "DELETE FROM first_link";
    if (Status added = InsertAccount(session, account, now); !added) return added;
    InsertAudit(session, audit, now);
    return {};
  });
}

Result<Account> Accounts::Find(std::string_view name) {
  return connection_.Read<Account>("read the account", [&](soci::session& session) {
    return SelectAccount(session, std::string(name));
  });
}

Result<std::vector<Account>> Accounts::List() {
  using Found = std::vector<Account>;
  return connection_.Read<Found>("list the accounts", [](soci::session& session) -> Result<Found> {
    std::vector<std::string> names;
    const soci::rowset<soci::row> rows =
        (session.prepare << "SELECT name FROM account ORDER BY name");
    for (const soci::row& row : rows) names.push_back(TextColumn(row, "name"));
    Found found;
    for (const std::string& name : names) {
      Result<Account> account = SelectAccount(session, name);
      if (!account) return tl::unexpected(account.error());
      found.push_back(*std::move(account));
    }
    return found;
  });
}

Result<std::size_t> Accounts::Count() {
  using Number = Result<std::size_t>;
  return connection_.Read<std::size_t>("count the accounts", [](soci::session& session) -> Number {
    long long count = 0;
    session << "SELECT COUNT(*) FROM account", soci::into(count);
    return static_cast<std::size_t>(count);
  });
}

Status Accounts::SetPassword(std::string_view name, const std::string& hash,
                             const AuditEntry& audit, std::string_view kept_session) {
  return connection_.Change<void>("change the password", [&](soci::session& session) -> Status {
    const std::string which(name);
    if (Status known = RequireAccount(session, which); !known) return known;
    session << "UPDATE account SET password_hash = :hash WHERE name = :name", soci::use(hash),
        soci::use(which);
    const std::string kept(kept_session);
    session << "DELETE FROM session WHERE account = :name AND hash <> :kept", soci::use(which),
        soci::use(kept);
    InsertAudit(session, audit, connection_.Now());
    return {};
  });
}

Status Accounts::Disable(std::string_view name, const AuditEntry& audit, LastAdmin last_admin) {
  return connection_.Change<void>("disable the account", [&](soci::session& session) -> Status {
    const std::string which(name);
    if (Status known = RequireAccount(session, which); !known) return known;
    if (Status kept = KeepAnAdmin(session, which, last_admin); !kept) return kept;
    const long long now = connection_.Now();
    session << "UPDATE account SET disabled = :now WHERE name = :name", soci::use(now),
        soci::use(which);
    DeleteSessions(session, which);
    DeleteTokens(session, which);
    InsertAudit(session, audit, now);
    return {};
  });
}

Status Accounts::Remove(std::string_view name, const AuditEntry& audit, LastAdmin last_admin) {
  return connection_.Change<void>("remove the account", [&](soci::session& session) -> Status {
    const std::string which(name);
    if (Status known = RequireAccount(session, which); !known) return known;
    if (Status kept = KeepAnAdmin(session, which, last_admin); !kept) return kept;
    DeleteSessions(session, which);
    DeleteTokens(session, which);
    session << "DELETE FROM account_right WHERE account = :name", soci::use(which);
    session << "DELETE FROM account WHERE name = :name", soci::use(which);
    InsertAudit(session, audit, connection_.Now());
    return {};
  });
}

Status Accounts::Enable(std::string_view name, const AuditEntry& audit) {
  return connection_.Change<void>("enable the account", [&](soci::session& session) -> Status {
    const std::string which(name);
    if (Status known = RequireAccount(session, which); !known) return known;
    session << "UPDATE account SET disabled = 0 WHERE name = :name", soci::use(which);
    InsertAudit(session, audit, connection_.Now());
    return {};
  });
}

Status Accounts::SetRights(std::string_view name, const std::vector<std::string>& roles,
                           const std::vector<std::string>& audiences, const AuditEntry& audit,
                           LastAdmin last_admin) {
  return connection_.Change<void>("change the account", [&](soci::session& session) -> Status {
    Account account;
    account.name = std::string(name);
    account.roles = roles;
    account.audiences = audiences;
    if (Status known = RequireAccount(session, account.name); !known) return known;
    if (std::find(roles.begin(), roles.end(), "admin") == roles.end()) {
      if (Status kept = KeepAnAdmin(session, account.name, last_admin); !kept) return kept;
    }
    session << "DELETE FROM account_right WHERE account = :name", soci::use(account.name);
    InsertRights(session, account);
    InsertAudit(session, audit, connection_.Now());
    return {};
  });
}

Status Accounts::Rehash(std::string_view name, const std::string& hash) {
  return connection_.Change<void>("keep the password", [&](soci::session& session) -> Status {
    const std::string which(name);
    session << "UPDATE account SET password_hash = :hash WHERE name = :name", soci::use(hash),
        soci::use(which);
    return {};
  });
}

Status Accounts::Record(const AuditEntry& audit) {
  return connection_.Change<void>("write the record", [&](soci::session& session) -> Status {
    InsertAudit(session, audit, connection_.Now());
    return {};
  });
}

bool Accounts::WasNoted(std::int64_t day, const std::string& key) {
  const std::lock_guard lock(mutex_);
  if (day != noted_day_ || noted_.size() >= kMaxNoted) noted_.clear();
  noted_day_ = day;
  return !noted_.insert(key).second;
}

void Accounts::Forget(const std::string& key) {
  const std::lock_guard lock(mutex_);
  noted_.erase(key);
}

Status Accounts::RecordDaily(const AuditEntry& audit) {
  const std::int64_t now = connection_.Now();
  const std::string key = audit.who + '\0' + audit.what + '\0' + audit.address;
  if (WasNoted(now / kSecondsPerDay, key)) return {};
  const Status recorded =
      connection_.Change<void>("write the record", [&](soci::session& session) -> Status {
        const long long midnight = now - now % kSecondsPerDay;
        int known = 0;
        session << "SELECT COUNT(*) FROM audit WHERE at >= :midnight AND who = :who"
                   " AND what = :what AND address = :address",
            soci::use(midnight), soci::use(audit.who), soci::use(audit.what),
            soci::use(audit.address), soci::into(known);
        if (known == 0) InsertAudit(session, audit, now);
        return {};
      });
  if (!recorded) Forget(key);
  return recorded;
}

Result<std::vector<AuditEntry>> Accounts::ListAudit(std::size_t limit, std::size_t offset) {
  using Found = std::vector<AuditEntry>;
  return connection_.Read<Found>("read the record", [&](soci::session& session) -> Result<Found> {
    const auto most = static_cast<long long>(std::min(limit, kMaxListed));
    const auto first = static_cast<long long>(offset);
    const soci::rowset<soci::row> rows =
        (session.prepare << "SELECT at, who, what, whom, address FROM audit"
                            " ORDER BY at DESC, rowid DESC LIMIT :most OFFSET :first",
         soci::use(most), soci::use(first));
    Found found;
    for (const soci::row& row : rows) {
      found.push_back({NumberColumn(row, "at"), TextColumn(row, "who"), TextColumn(row, "what"),
                       TextColumn(row, "whom"), TextColumn(row, "address")});
    }
    return found;
  });
}

Result<std::size_t> Accounts::PurgeAudit(std::int64_t before) {
  using Number = Result<std::size_t>;
  return connection_.Change<std::size_t>("purge the record", [&](soci::session& session) -> Number {
    const long long oldest = before;
    long long count = 0;
    session << "SELECT COUNT(*) FROM audit WHERE at < :oldest", soci::use(oldest),
        soci::into(count);
    session << "DELETE FROM audit WHERE at < :oldest", soci::use(oldest);
    return static_cast<std::size_t>(count);
  });
}

}  // namespace zeroline
