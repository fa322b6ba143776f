#include "server/app/user_command.h"

#include <sys/termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ctime>
#include <iomanip>
#include <iostream>

#include "server/auth/identities.h"
#include "server/store/store.h"

namespace zeroline {
namespace {

// Who did it, in the record.
constexpr const char* kCommandLine = "(command line)";
constexpr std::int64_t kDay = 24 * 60 * 60;  // seconds

class HiddenTyping {
 public:
  HiddenTyping() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    is_hidden_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
  }
  ~HiddenTyping() {
    if (is_hidden_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  HiddenTyping(const HiddenTyping&) = delete;
  HiddenTyping& operator=(const HiddenTyping&) = delete;

 private:
  termios before_{};
  bool is_hidden_ = false;
};

Result<std::string> AskPassword(const AskSecret& ask) {
  Result<std::string> first = ask("Password: ");
  if (!first) return first;
  const Result<std::string> second = ask("Password again: ");
  if (!second) return tl::unexpected(second.error());
  if (*first != *second) {
    return Fail(ErrorCode::kInvalidArgument, "the two passwords differ: nothing was changed");
  }
  return first;
}

std::string Listed(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ",") + value;
  return text.empty() ? "-" : text;
}

std::string TimeText(std::int64_t seconds) {
  if (seconds == 0) return "never";
  const auto time = static_cast<std::time_t>(seconds);
  std::tm utc{};
  ::gmtime_r(&time, &utc);
  std::ostringstream text;
  text << std::put_time(&utc, "%Y-%m-%d %H:%M UTC");
  return text.str();
}

Status List(Store* store, std::ostream& out) {
  const auto accounts = store->accounts().List();
  if (!accounts) return tl::unexpected(accounts.error());
  for (const Account& account : *accounts) {
    out << account.name << "  roles " << Listed(account.roles) << "  audiences "
        << Listed(account.audiences) << "  since " << TimeText(account.created)
        << (account.is_disabled ? "  disabled" : "") << "\n";
  }
  if (accounts->empty()) out << "there is no account yet\n";
  return {};
}

Status ListTokens(const UserCommand& command, Store* store, std::ostream& out) {
  const std::string name = CanonicalAccountName(command.name).value_or(command.name);
  const auto tokens = store->credentials().ListTokens(name);
  if (!tokens) return tl::unexpected(tokens.error());
  for (const ApiToken& token : *tokens) {
    out << token.id << "  " << token.account << "  " << token.label << "  made "
        << TimeText(token.created) << "  used " << TimeText(token.last_used)
        << (token.expires == 0 ? "" : "  until " + TimeText(token.expires)) << "\n";
  }
  if (tokens->empty()) out << "there is no token\n";
  return {};
}

Status ShowAudit(const UserCommand& command, Store* store, std::ostream& out) {
  const auto record = store->accounts().ListAudit(command.lines);
  if (!record) return tl::unexpected(record.error());
  for (const AuditEntry& entry : *record) {
    out << TimeText(entry.at) << "  " << entry.who << "  " << entry.what
        << (entry.whom.empty() ? "" : "  " + entry.whom)
        << (entry.address.empty() ? "" : "  from " + entry.address) << "\n";
  }
  return {};
}

Status AddAccount(const UserCommand& command, Identities* identities, const AskSecret& ask) {
  const Result<std::string> password = AskPassword(ask);
  if (!password) return tl::unexpected(password.error());
  return identities->AddAccount({command.name, *password, command.roles, command.audiences},
                                kCommandLine);
}

Status SetPassword(const UserCommand& command, Identities* identities, const AskSecret& ask) {
  const Result<std::string> password = AskPassword(ask);
  if (!password) return tl::unexpected(password.error());
  return identities->SetPassword(command.name, *password, kCommandLine);
}

Status MakeToken(const UserCommand& command, Identities* identities, std::ostream& out) {
  const Result<std::string> token =
      identities->MakeToken(command.name, command.label, kCommandLine, command.days * kDay);
  if (!token) return tl::unexpected(token.error());
  out << *token << "\n";
  return {};
}

// Actions that say nothing but that they were done.
Status Change(const UserCommand& command, Store* store, const AskSecret& ask) {
  Identities identities(store);
  using Action = UserCommand::Action;
  switch (command.action) {
    case Action::kAdd:
      return AddAccount(command, &identities, ask);
    case Action::kPassword:
      return SetPassword(command, &identities, ask);
    case Action::kRights:
      return identities.SetRights(command.name, command.roles, command.audiences, kCommandLine);
    case Action::kDisable:
      return identities.Disable(command.name, kCommandLine);
    case Action::kEnable:
      return identities.Enable(command.name, kCommandLine);
    case Action::kRemove:
      return identities.Remove(command.name, kCommandLine);
    default:
      return identities.RevokeToken(command.id, "", kCommandLine);
  }
}

struct ActionHelp {
  UserCommand::Action action;
  const char* name;
  const char* help;
};

constexpr ActionHelp kActions[] = {
    {UserCommand::Action::kAdd, "add", "Make an account; its password is asked for"},
    {UserCommand::Action::kList, "list", "List the accounts"},
    {UserCommand::Action::kPassword, "password", "Change a password; sessions end"},
    {UserCommand::Action::kRights, "rights", "Set what an account may do and read, from now on"},
    {UserCommand::Action::kDisable, "disable", "End sessions and tokens, and let nobody sign in"},
    {UserCommand::Action::kEnable, "enable", "Let a disabled account sign in again"},
    {UserCommand::Action::kRemove, "remove", "Forget an account"},
    {UserCommand::Action::kToken, "token", "Make a token for the API; it is shown once"},
    {UserCommand::Action::kTokens, "tokens", "List tokens"},
    {UserCommand::Action::kRevoke, "revoke", "End a token"},
    {UserCommand::Action::kAudit, "audit", "Who signed in, and who changed what; newest first"},
};

void AddOptions(CLI::App* app, UserCommand* command, UserCommand::Action action) {
  using Action = UserCommand::Action;
  app->add_option("--state", command->state, "SQLite file the server runs with")->required();
  if (action == Action::kRevoke) {
    app->add_option("id", command->id, "Number from `user tokens`")->required();
    return;
  }
  if (action == Action::kAudit) {
    app->add_option("--lines", command->lines, "How many")->check(CLI::Range(1, 1000));
    return;
  }
  if (action == Action::kTokens) app->add_option("name", command->name, "Only of this account");
  if (action == Action::kList || action == Action::kTokens) return;
  app->add_option("name", command->name, "Of the account")->required();
  if (action == Action::kToken) {
    app->add_option("--label", command->label, "What it is for")->required();
    app->add_option("--days", command->days, "How long it is valid; default: for ever")
        ->check(CLI::Range(1, 3650));
  }
  if (action != Action::kAdd && action != Action::kRights) return;
  app->add_option("--role", command->roles, "agent, writer or admin; repeat it");
  app->add_option("--audience", command->audiences,
                  "Of articles it may read besides the public ones, such as internal; repeat it");
}

}  // namespace

void AddUser(CLI::App* app, UserCommand* command) {
  app->require_subcommand(1);
  for (const ActionHelp& known : kActions) {
    CLI::App* added = app->add_subcommand(known.name, known.help);
    AddOptions(added, command, known.action);
    added->callback([command, action = known.action] { command->action = action; });
  }
}

Status RunUser(const UserCommand& command, const AskSecret& ask, std::ostream& out) {
  const auto store = Store::Open(command.state);
  if (!store) return tl::unexpected(store.error());
  using Action = UserCommand::Action;
  switch (command.action) {
    case Action::kList:
      return List(store->get(), out);
    case Action::kTokens:
      return ListTokens(command, store->get(), out);
    case Action::kAudit:
      return ShowAudit(command, store->get(), out);
    case Action::kToken: {
      Identities identities(store->get());
      return MakeToken(command, &identities, out);
    }
    default:
      break;
  }
  if (Status changed = Change(command, store->get(), ask); !changed) return changed;
  out << "done\n";
  return {};
}

Result<std::string> AskOnTerminal(const std::string& prompt) {
  constexpr std::size_t kMaxLineBytes = 4096;
  std::string line;
  bool is_read = false;
  if (::isatty(STDIN_FILENO) != 0) {
    std::cerr << prompt << std::flush;
    const HiddenTyping hidden;
    is_read = static_cast<bool>(std::getline(std::cin, line));
    std::cerr << "\n";
  } else {
    is_read = static_cast<bool>(std::getline(std::cin, line));
  }
  if (!is_read || line.size() > kMaxLineBytes) {
    return Fail(ErrorCode::kInvalidArgument,
                "no password came: it is asked for twice, on the terminal or as two lines of"
                " standard input");
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

}  // namespace zeroline
