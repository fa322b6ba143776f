#include "server/store/migrations.h"

#include <string>
#include <vector>

#include "server/store/soci_library.h"
#include "server/store/ticket_number.h"

namespace zeroline {
namespace {

// One step: statements that lead from version i to i + 1. Steps are only ever appended.
using Step = std::vector<std::string>;

// Times are Unix seconds, but for the outbox's, which are milliseconds. 0 stands for "never".
Step TicketsThatAreHandedOver() {
  const auto column = [](const std::string& definition) {
    return "ALTER TABLE ticket ADD COLUMN " + definition;
  };
  return {
      column("category TEXT NOT NULL DEFAULT ''"),
      column("channel TEXT NOT NULL DEFAULT 'web'"),
      column("visitor TEXT NOT NULL DEFAULT ''"),
      column("intent TEXT NOT NULL DEFAULT ''"),
      column("queue TEXT NOT NULL DEFAULT ''"),
      column("status TEXT NOT NULL DEFAULT 'new'"),  // new, taken, closed
      column("agent TEXT NOT NULL DEFAULT ''"),
      column("closed BIGINT NOT NULL DEFAULT 0"),
      column("secret TEXT NOT NULL DEFAULT ''"),
      column("erased BIGINT NOT NULL DEFAULT 0"),
      "CREATE INDEX ticket_by_visitor ON ticket (visitor, created)",
      "CREATE INDEX ticket_by_status ON ticket (status, serial)",
      "CREATE TABLE ticket_step ("
      " serial BIGINT NOT NULL REFERENCES ticket (serial),"
      " position INTEGER NOT NULL,"
      " kind TEXT NOT NULL,"  // searched, shown, opened, rejected
      " at BIGINT NOT NULL,"
      " text TEXT NOT NULL,"
      " article TEXT NOT NULL,"
      " language TEXT NOT NULL,"
      " title TEXT NOT NULL,"
      " anchor TEXT NOT NULL,"
      " build BIGINT NOT NULL,"
      " PRIMARY KEY (serial, position))",
      "CREATE TABLE attachment ("
      " token VARCHAR(32) PRIMARY KEY,"
      " serial BIGINT REFERENCES ticket (serial),"  // NULL until a ticket claims it
      " position INTEGER NOT NULL DEFAULT 0,"
      " created BIGINT NOT NULL,"
      " name TEXT NOT NULL,"
      " type TEXT NOT NULL,"
      " bytes BIGINT NOT NULL,"
      " content BLOB NOT NULL)",
      "CREATE INDEX attachment_by_ticket ON attachment (serial, position)",
      "INSERT INTO counter (name, value) VALUES ('delivery', 0)",
      "CREATE TABLE delivery ("
      " id BIGINT PRIMARY KEY,"
      " serial BIGINT NOT NULL REFERENCES ticket (serial),"
      " kind TEXT NOT NULL,"
      " connector TEXT NOT NULL,"
      " queue TEXT NOT NULL,"
      " payload TEXT NOT NULL,"
      " idempotency_key TEXT NOT NULL,"
      " state TEXT NOT NULL,"  // waiting, delivered, dead
      " attempts INTEGER NOT NULL,"
      " created BIGINT NOT NULL,"
      " next_attempt BIGINT NOT NULL,"  // milliseconds; also the end of a lease
      " last_error TEXT NOT NULL,"
      " receipt TEXT NOT NULL,"
      " UNIQUE (serial, kind, connector))",
      "CREATE INDEX delivery_by_due ON delivery (state, connector, next_attempt)",
  };
}

Step LedgerOfDeflection() {
  return {
      "CREATE TABLE intent ("
      " id VARCHAR(64) PRIMARY KEY,"
      " visitor TEXT NOT NULL,"
      " language TEXT NOT NULL,"
      " channel TEXT NOT NULL,"
      " opened_form BIGINT NOT NULL,"
      " last_seen BIGINT NOT NULL,"
      " eligible BIGINT NOT NULL DEFAULT 0,"
      " withheld BIGINT NOT NULL DEFAULT 0,"
      " offered BIGINT NOT NULL DEFAULT 0,"
      " opened_article BIGINT NOT NULL DEFAULT 0,"
      " solved BIGINT NOT NULL DEFAULT 0,"
      " solved_by TEXT NOT NULL DEFAULT '',"
      " sent BIGINT NOT NULL DEFAULT 0,"
      " read_seconds BIGINT NOT NULL DEFAULT 0)",
      "CREATE INDEX intent_by_time ON intent (opened_form)",
      "CREATE INDEX intent_by_visitor ON intent (visitor, opened_form)",
      "CREATE TABLE intent_article ("
      " intent VARCHAR(64) NOT NULL REFERENCES intent (id),"
      " article TEXT NOT NULL,"
      " language TEXT NOT NULL,"
      " title TEXT NOT NULL,"
      " shown BIGINT NOT NULL DEFAULT 0,"
      " opened BIGINT NOT NULL DEFAULT 0,"
      " rejected BIGINT NOT NULL DEFAULT 0,"
      " reason TEXT NOT NULL DEFAULT '',"
      " PRIMARY KEY (intent, article, language))",
      "CREATE TABLE visit_step ("
      " visitor TEXT NOT NULL,"
      " intent TEXT NOT NULL,"
      " kind TEXT NOT NULL,"
      " at BIGINT NOT NULL,"
      " text TEXT NOT NULL,"
      " article TEXT NOT NULL,"
      " language TEXT NOT NULL,"
      " title TEXT NOT NULL,"
      " anchor TEXT NOT NULL,"
      " build BIGINT NOT NULL)",
      "CREATE INDEX visit_step_by_visitor ON visit_step (visitor, at)",
      "CREATE INDEX visit_step_by_intent ON visit_step (intent, at)",
      "CREATE INDEX visit_step_by_time ON visit_step (at)",
      "INSERT INTO counter (name, value) VALUES ('incident', 0)",
      "CREATE TABLE incident ("
      " id BIGINT PRIMARY KEY,"
      " started BIGINT NOT NULL,"
      " ended BIGINT NOT NULL DEFAULT 0)",
      "CREATE TABLE incident_topic ("
      " incident BIGINT NOT NULL REFERENCES incident (id),"
      " kind TEXT NOT NULL,"  // section, word
      " value TEXT NOT NULL)",
      "CREATE TABLE incident_text ("
      " incident BIGINT NOT NULL REFERENCES incident (id),"
      " language TEXT NOT NULL,"
      " text TEXT NOT NULL,"
      " PRIMARY KEY (incident, language))",
  };
}

// Steps of one second keep their order; a row of the ledger finds its ticket.
Step OrderOfSteps() {
  return {
      "INSERT INTO counter (name, value) VALUES ('step', 0)",
      "ALTER TABLE visit_step ADD COLUMN ordinal BIGINT NOT NULL DEFAULT 0",
      "CREATE INDEX ticket_by_intent ON ticket (intent)",
  };
}

Step AccountsAndSessions() {
  return {
      "CREATE TABLE account ("
      " name VARCHAR(64) PRIMARY KEY,"
      " password_hash TEXT NOT NULL,"
      " created BIGINT NOT NULL,"
      " disabled BIGINT NOT NULL DEFAULT 0)",
      "CREATE TABLE account_right ("
      " account VARCHAR(64) NOT NULL REFERENCES account (name),"
      " kind TEXT NOT NULL,"  // role, audience
      " value TEXT NOT NULL,"
      " PRIMARY KEY (account, kind, value))",
      "CREATE TABLE session ("
      " hash VARCHAR(64) PRIMARY KEY,"
      " account VARCHAR(64) NOT NULL REFERENCES account (name),"
      " created BIGINT NOT NULL,"
      " last_used BIGINT NOT NULL)",
      "CREATE INDEX session_by_account ON session (account)",
      "INSERT INTO counter (name, value) VALUES ('api_token', 0)",
      "CREATE TABLE api_token ("
      " id BIGINT PRIMARY KEY,"
      " hash VARCHAR(64) NOT NULL UNIQUE,"
      " account VARCHAR(64) NOT NULL REFERENCES account (name),"
      " label TEXT NOT NULL,"
      " created BIGINT NOT NULL,"
      " last_used BIGINT NOT NULL DEFAULT 0)",
      "CREATE INDEX api_token_by_account ON api_token (account)",
      "CREATE TABLE first_link (hash VARCHAR(64) PRIMARY KEY, created BIGINT NOT NULL)",
      // Names without references: the record outlives the account.
      "CREATE TABLE audit ("
      " at BIGINT NOT NULL,"
      " who TEXT NOT NULL,"
      " what TEXT NOT NULL,"
      " whom TEXT NOT NULL,"
      " address TEXT NOT NULL)",
      "CREATE INDEX audit_by_time ON audit (at)",
  };
}

Step TokensThatEnd() {
  return {"ALTER TABLE api_token ADD COLUMN expires BIGINT NOT NULL DEFAULT 0"};
}

// What agents tell the writers. Articles are named, not referred to: they live in the index.
Step WritersInbox() {
  return {
      "CREATE TABLE article_use ("
      " article TEXT NOT NULL,"
      " language TEXT NOT NULL,"
      " version TEXT NOT NULL,"
      " anchor TEXT NOT NULL,"
      " ticket TEXT NOT NULL,"
      " account TEXT NOT NULL,"
      " at BIGINT NOT NULL)",
      "CREATE INDEX article_use_by_time ON article_use (at)",
      "CREATE INDEX article_use_by_reply ON article_use (article, ticket, account)",
      "CREATE INDEX article_use_by_ticket ON article_use (ticket)",
      "INSERT INTO counter (name, value) VALUES ('writer_note', 0)",
      "CREATE TABLE writer_note ("
      " id BIGINT PRIMARY KEY,"
      " kind TEXT NOT NULL,"  // flag, wish
      " article TEXT NOT NULL,"
      " language TEXT NOT NULL,"
      " version TEXT NOT NULL,"
      " audience TEXT NOT NULL,"
      " anchor TEXT NOT NULL,"
      " reason TEXT NOT NULL,"
      " title TEXT NOT NULL,"
      " text TEXT NOT NULL,"
      " ticket TEXT NOT NULL,"
      " account TEXT NOT NULL,"
      " at BIGINT NOT NULL,"
      " closed BIGINT NOT NULL DEFAULT 0,"
      " closed_by TEXT NOT NULL DEFAULT '')",
      "CREATE INDEX writer_note_by_state ON writer_note (closed, id)",
      "CREATE INDEX writer_note_by_ticket ON writer_note (ticket)",
  };
}

// What searches led to, and what readers say of articles.
Step SearchesThatAreCounted() {
  const auto column = [](const std::string& definition) {
    return "ALTER TABLE visit_step ADD COLUMN " + definition;
  };
  return {
      column("results BIGINT NOT NULL DEFAULT -1"),
      column("confidence DOUBLE PRECISION NOT NULL DEFAULT 0"),
      column("nearest TEXT NOT NULL DEFAULT ''"),
      column("nearest_language TEXT NOT NULL DEFAULT ''"),
      column("channel TEXT NOT NULL DEFAULT 'web'"),
      "CREATE TABLE article_feedback ("
      " visitor TEXT NOT NULL,"
      " article TEXT NOT NULL,"
      " language TEXT NOT NULL,"
      " version TEXT NOT NULL,"
      " helped INTEGER NOT NULL,"
      " reason TEXT NOT NULL,"
      " text TEXT NOT NULL,"
      " at BIGINT NOT NULL,"
      " PRIMARY KEY (visitor, article, language, version))",
      "CREATE INDEX article_feedback_by_time ON article_feedback (at)",
  };
}

// Aggregates that outlive the visits they were made from; no visitor is in them.
Step QuestionsThatAreLearned() {
  return {
      "CREATE TABLE learned_question ("
      " question_key TEXT NOT NULL,"
      " language TEXT NOT NULL,"
      " article TEXT NOT NULL,"
      " question TEXT NOT NULL,"
      " visitors BIGINT NOT NULL,"
      " confirmations BIGINT NOT NULL,"
      " first_at BIGINT NOT NULL,"
      " last_at BIGINT NOT NULL,"
      " learned_at BIGINT NOT NULL,"
      " PRIMARY KEY (question_key, language, article))",
  };
}

const std::vector<Step>& Steps() {
  static const std::vector<Step> steps = {
      {
          "CREATE TABLE counter (name VARCHAR(32) PRIMARY KEY, value BIGINT NOT NULL)",
          "INSERT INTO counter (name, value) VALUES ('ticket', " +
              std::to_string(kFirstTicketSerial - 1) + ")",
          "CREATE TABLE ticket ("
          " serial BIGINT PRIMARY KEY,"
          " created BIGINT NOT NULL,"  // Unix seconds
          " subject TEXT NOT NULL,"
          " body TEXT NOT NULL,"
          " contact TEXT NOT NULL,"
          " language TEXT NOT NULL,"
          " idempotency_key TEXT UNIQUE)",  // NULL: the sender gave none
      },
      TicketsThatAreHandedOver(),
      LedgerOfDeflection(),
      OrderOfSteps(),
      AccountsAndSessions(),
      TokensThatEnd(),
      WritersInbox(),
      SearchesThatAreCounted(),
      QuestionsThatAreLearned(),
  };
  return steps;
}

}  // namespace

int SchemaVersion() { return static_cast<int>(Steps().size()); }

Status Migrate(soci::session& session) {
  session << "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)";
  int version = 0;
  session << "SELECT COALESCE(MAX(version), 0) FROM schema_version", soci::into(version);
  if (version > SchemaVersion()) {
    return Fail(ErrorCode::kCorrupt,
                "the state was written by a newer version of this program (schema " +
                    std::to_string(version) + ", this one knows " +
                    std::to_string(SchemaVersion()) + "): update the program");
  }
  for (; version < SchemaVersion(); ++version) {
    soci::transaction transaction(session);
    for (const std::string& statement : Steps()[static_cast<std::size_t>(version)]) {
      session << statement;
    }
    session << "DELETE FROM schema_version";
    session << "INSERT INTO schema_version (version) VALUES (" << version + 1 << ")";
    transaction.commit();
  }
  return {};
}

}  // namespace zeroline
