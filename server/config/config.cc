#include "server/config/config.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>
#include <utility>

#include "server/config/handover_options.h"
#include "server/config/sso_options.h"
#include "server/config/value_readers.h"

namespace zeroline {
namespace {

// A row of the table that is file format, help and default at once.
struct Option {
  std::string_view name;
  std::string_view unit;
  std::string_view meaning;
  std::string_view expects;  // completes "must be ..."
  bool (*set)(const YAML::Node& value, Config* config);
  std::string (*show)(const Config& config);
};

using Y = const YAML::Node&;
using C = const Config&;

constexpr Option kOptions[] = {
    {"index", "", "folder of builds made by zeroline-indexer", "a folder",
     [](Y v, Config* c) { return SetPath(v, &c->index); }, [](C c) { return c.index.string(); }},
    {"state", "", "SQLite file for requests sent to level 1; made if missing", "a file",
     [](Y v, Config* c) { return SetPath(v, &c->state); }, [](C c) { return c.state.string(); }},
    {"templates", "", "folder of pages, messages and static files", "a folder",
     [](Y v, Config* c) { return SetPath(v, &c->templates); },
     [](C c) { return c.templates.string(); }},
    {"confidence", "", "file of coefficients for the confidence of answers", "a file",
     [](Y v, Config* c) { return SetPath(v, &c->confidence); },
     [](C) { return std::string("built in"); }},
    {"listen", "", "where to listen; port 0 takes any free one", "HOST:PORT",
     [](Y v, Config* c) { return v.IsScalar() && ParseListen(v.Scalar(), c).has_value(); },
     [](C c) { return c.listen_host + ":" + std::to_string(c.listen_port); }},
    {"site_name", "", "name shown on every page", "a text",
     [](Y v, Config* c) { return SetText(v, &c->site_name); }, [](C c) { return c.site_name; }},
    {"default_language", "", "language when neither cookie nor browser decides", "a language tag",
     [](Y v, Config* c) { return SetText(v, &c->default_language); },
     [](C c) { return c.default_language; }},
    {"public_url", "",
     "where readers find the portal, for absolute URLs; https: cookies are Secure",
     "https://HOST or http://HOST, without a path",
     [](Y v, Config* c) { return SetOrigin(v, &c->public_url); },
     [](C) { return std::string("what each request says"); }},
    {"max_connections", "connections", "open at once; more wait until one ends",
     "a number from 1 to 100000",
     [](Y v, Config* c) { return SetSize(v, 100'000, &c->max_connections); },
     [](C c) { return std::to_string(c.max_connections); }},
    {"max_body_bytes", "bytes", "largest request body", "a number from 1 to 1073741824",
     [](Y v, Config* c) { return SetSize(v, 1 << 30, &c->max_body_bytes); },
     [](C c) { return std::to_string(c.max_body_bytes); }},
    {"keep_alive_timeout", "seconds", "how long an idle connection stays open",
     "a number from 1 to 3600",
     [](Y v, Config* c) { return SetDuration(v, 3600, &c->keep_alive_timeout); },
     [](C c) { return std::to_string(c.keep_alive_timeout.count()); }},
    {"read_timeout", "seconds", "for a whole request to arrive", "a number from 1 to 3600",
     [](Y v, Config* c) { return SetDuration(v, 3600, &c->read_timeout); },
     [](C c) { return std::to_string(c.read_timeout.count()); }},
    {"refresh_interval", "milliseconds", "between looks for a newly published build",
     "a number from 1 to 3600000",
     [](Y v, Config* c) { return SetDuration(v, 3'600'000, &c->refresh_interval); },
     [](C c) { return std::to_string(c.refresh_interval.count()); }},
    {"trusted_proxies", "", "addresses whose X-Forwarded-For and X-Forwarded-Proto are believed",
     "a list of addresses", [](Y v, Config* c) { return SetTexts(v, &c->trusted_proxies); },
     [](C) { return std::string("[]"); }},
    {"sso_user_header", "", "in which trusted_proxies, and nobody else, say who signed in there",
     "the name of a header",
     [](Y v, Config* c) { return (c->sso_user_header = ReadHeaderName(v), true); },
     [](C) { return std::string("none: no single sign-on"); }},
    {"sso_groups_header", "", "in which they say that user's groups, separated by commas",
     "the name of a header",
     [](Y v, Config* c) { return (c->sso_groups_header = ReadHeaderName(v), true); },
     [](C) { return std::string("none"); }},
    {"sso_groups", "", "what being in a group there gives: roles and audiences", "groups by name",
     [](Y v, Config* c) { return (c->sso_groups = ReadSsoGroups(v), true); },
     [](C) { return std::string("{}"); }},
    {"access_log", "", "log every request: method, route, status, time", "true or false",
     [](Y v, Config* c) { return SetSwitch(v, &c->access_log); },
     [](C c) { return std::string(c.access_log ? "true" : "false"); }},
    {"categories", "", "what the request form offers to choose from",
     "a list of {id: network, names: {en: Network, pl: Sieć}}, each id once",
     [](Y v, Config* c) { return SetCategories(v, &c->categories); },
     [](C) { return std::string("[]"); }},
    {"max_attachments", "files", "sent with one request; 0 takes none", "a number from 0 to 20",
     [](Y v, Config* c) {
       long long number = 0;
       if (!ReadNumber(v, 0, 20, &number)) return false;
       c->max_attachments = static_cast<std::size_t>(number);
       return true;
     },
     [](C c) { return std::to_string(c.max_attachments); }},
    {"max_attachment_bytes", "bytes", "largest file sent with a request",
     "a number from 1 to 52428800",
     [](Y v, Config* c) { return SetSize(v, 50 << 20, &c->max_attachment_bytes); },
     [](C c) { return std::to_string(c.max_attachment_bytes); }},
    {"holdout_percent", "%", "of request forms show no suggestions, to measure what these do",
     "a number from 0 to 50", [](Y v, Config* c) { return SetInt(v, 0, 50, &c->holdout_percent); },
     [](C c) { return std::to_string(c.holdout_percent); }},
    {"reversal_window", "hours", "within which a request undoes \"this solved my problem\"",
     "a number from 1 to 8760",
     [](Y v, Config* c) { return SetDuration(v, 8760, &c->reversal_window); },
     [](C c) { return std::to_string(c.reversal_window.count()); }},
    {"event_retention_days", "days", "searches, opened articles and the ledger are kept",
     "a number from 1 to 3650",
     [](Y v, Config* c) { return SetInt(v, 1, 3650, &c->event_retention_days); },
     [](C c) { return std::to_string(c.event_retention_days); }},
    {"ticket_retention_days", "days", "what was written in finished requests is kept",
     "a number from 1 to 36500",
     [](Y v, Config* c) { return SetInt(v, 1, 36'500, &c->ticket_retention_days); },
     [](C c) { return std::to_string(c.ticket_retention_days); }},
    {"widget_origins", "", "sites that may show the widget",
     "a list of https://HOST or http://HOST, without paths",
     [](Y v, Config* c) { return SetOrigins(v, &c->widget_origins); },
     [](C) { return std::string("[]"); }},
    {"panel_origins", "", "help desks that may show the agents' panel in a frame",
     "a list of https://HOST or http://HOST, without paths",
     [](Y v, Config* c) { return SetOrigins(v, &c->panel_origins); },
     [](C) { return std::string("[]"); }},
    {"edit_url", "", "where agents propose a change to an article; {path} becomes its file",
     "an http:// or https:// address with {path} in it",
     [](Y v, Config* c) { return SetEditUrl(v, &c->edit_url); },
     [](C) { return std::string("nowhere"); }},
    {"show_authors", "", "who sees on an article's page who wrote it, according to Git",
     "nobody, team or everybody", [](Y v, Config* c) { return SetReaders(v, &c->show_authors); },
     [](C c) { return std::string(NameOf(c.show_authors)); }},
    {"confirmed_questions", "",
     "where questions that articles answered are written for the indexer", "a file",
     [](Y v, Config* c) { return SetPath(v, &c->confirmed_questions); },
     [](C) { return std::string("confirmed-questions.tsv beside the state"); }},
    {"confirmed_visitors", "visitors", "who have to confirm a question before it is written there",
     "a number from 2 to 1000",
     [](Y v, Config* c) { return SetInt(v, 2, 1000, &c->confirmed_visitors); },
     [](C c) { return std::to_string(c.confirmed_visitors); }},
    {"connectors", "", "ways to level 1: webhook, smtp, request_tracker", "a list of connectors",
     [](Y v, Config* c) { return (c->handover.connectors = ReadConnectors(v), true); },
     [](C) { return std::string("none: the agents' queue page"); }},
    {"routes", "", "which request takes which way, by category, language and words",
     "a list of routes", [](Y v, Config* c) { return (c->handover.routes = ReadRoutes(v), true); },
     [](C) { return std::string("all the first connector"); }},
    {"confirmations", "", "connector that writes to the senders of requests",
     "the name of a connector of type smtp",
     [](Y v, Config* c) { return SetText(v, &c->handover.confirmations); },
     [](C) { return std::string("the first of type smtp"); }},
    {"delivery_first_delay", "milliseconds", "before a failed delivery is tried again, at first",
     "a number from 1 to 3600000",
     [](Y v, Config* c) { return SetDuration(v, 3'600'000, &c->handover.first_delay); },
     [](C c) { return std::to_string(c.handover.first_delay.count()); }},
    {"delivery_longest_delay", "seconds", "between two attempts of one delivery",
     "a number from 1 to 86400",
     [](Y v, Config* c) {
       std::chrono::seconds delay{};
       const bool is_set = SetDuration(v, 86'400, &delay);
       if (is_set) c->handover.longest_delay = delay;
       return is_set;
     },
     [](C c) { return std::to_string(c.handover.longest_delay.count() / 1000); }},
    {"delivery_attempts", "", "before a delivery is given up visibly", "a number from 1 to 10000",
     [](Y v, Config* c) { return SetInt(v, 1, 10'000, &c->handover.max_attempts); },
     [](C c) { return std::to_string(c.handover.max_attempts); }},
    {"delivery_parallel", "", "deliveries at once, for each connector", "a number from 1 to 64",
     [](Y v, Config* c) { return SetSize(v, 64, &c->handover.parallel); },
     [](C c) { return std::to_string(c.handover.parallel); }},
};

const Option* FindOption(std::string_view name) {
  for (const Option& option : kOptions) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

std::string At(const std::filesystem::path& file, const YAML::Mark& mark) {
  return file.string() + ":" + std::to_string(mark.line + 1) + ": ";
}

Status Apply(const std::filesystem::path& file, const YAML::Node& root, Config* config) {
  for (const auto& pair : root) {
    const std::string at = At(file, pair.first.Mark());
    const std::string name = pair.first.IsScalar() ? pair.first.Scalar() : "";
    const Option* option = FindOption(name);
    if (option == nullptr) {
      return Fail(ErrorCode::kInvalidArgument,
                  at + "there is no option '" + name + "'; see zeroline-server serve --help");
    }
    if (!option->set(pair.second, config)) {
      return Fail(ErrorCode::kInvalidArgument,
                  at + "'" + name + "' must be " + std::string(option->expects));
    }
  }
  return {};
}

}  // namespace

const std::vector<OptionHelp>& ConfigOptions() {
  static const std::vector<OptionHelp> options = [] {
    std::vector<OptionHelp> all;
    for (const Option& option : kOptions) {
      all.push_back({option.name, option.unit, option.meaning, option.show(Config())});
    }
    return all;
  }();
  return options;
}

std::string_view NameOf(AuthorsShown shown) {
  switch (shown) {
    case AuthorsShown::kNobody:
      return "nobody";
    case AuthorsShown::kTeam:
      return "team";
    case AuthorsShown::kEverybody:
      return "everybody";
  }
  return "";
}

std::filesystem::path ConfirmedQuestionsFile(const Config& config) {
  if (!config.confirmed_questions.empty()) return config.confirmed_questions;
  return config.state.parent_path() / "confirmed-questions.tsv";
}

const std::string& Category::Name(const std::string& language) const {
  for (const std::string& wanted : {language, std::string("en")}) {
    if (const auto found = names.find(wanted); found != names.end()) return found->second;
  }
  return names.begin()->second;
}

bool LooksLikeHost(std::string_view text) {
  constexpr std::size_t kMaxHostBytes = 255;
  const auto is_alphanumeric = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  if (text.empty() || text.size() > kMaxHostBytes) return false;
  if (!is_alphanumeric(text.front()) && text.front() != '[') return false;
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return is_alphanumeric(c) || std::string_view(".-:[]").find(c) != std::string_view::npos;
  });
}

Status LoadConfigFile(const std::filesystem::path& file, Config* config) {
  try {
    const YAML::Node root = YAML::LoadFile(file.string());
    if (root.IsNull()) return {};
    if (!root.IsMap()) {
      return Fail(ErrorCode::kInvalidArgument,
                  At(file, root.Mark()) + "expected options as 'name: value'");
    }
    Config changed = *config;
    if (Status applied = Apply(file, root, &changed); !applied) return applied;
    CheckConnectorNames(root, changed.handover);
    CheckSso(root, changed);
    *config = std::move(changed);
    return {};
  } catch (const YAML::BadFile&) {
    return Fail(ErrorCode::kInvalidArgument, file.string() + ": cannot read the file");
  } catch (const YAML::Exception& error) {
    return Fail(ErrorCode::kInvalidArgument, At(file, error.mark) + error.msg);
  } catch (const std::exception& error) {
    return Fail(ErrorCode::kInvalidArgument, file.string() + ": " + error.what());
  }
}

Status ParseListen(const std::string& text, Config* config) {
  const auto refuse = [&] {
    return Fail(ErrorCode::kInvalidArgument,
                "cannot listen at '" + text +
                    "': expected HOST:PORT, [IPv6]:PORT, :PORT or PORT with a port up to 65535");
  };
  std::string host;
  std::string port = text;
  if (const std::size_t colon = text.rfind(':'); colon != std::string::npos) {
    host = text.substr(0, colon);
    port = text.substr(colon + 1);
  }
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  } else if (host.find_first_of(":[]") != std::string::npos) {
    return refuse();
  }
  int number = -1;
  const char* end = port.data() + port.size();
  const auto [stop, error] = std::from_chars(port.data(), end, number);
  if (error != std::errc() || stop != end || number < 0 || number > 65535) return refuse();
  if (!host.empty()) config->listen_host = host;
  config->listen_port = number;
  return {};
}

}  // namespace zeroline
