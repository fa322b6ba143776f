// Every option of the server: meaning, unit, default. Sources, later ones win: the default, the
// file given by --config (YAML, the same names), the command line.
#ifndef ZEROLINE_SERVER_CONFIG_CONFIG_H_
#define ZEROLINE_SERVER_CONFIG_CONFIG_H_

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"
#include "server/config/handover_settings.h"

namespace zeroline {

// What a request can be about, as the form offers it.
struct Category {
  std::string id;
  std::map<std::string, std::string> names;  // by language

  // In that language, else in English, else in any.
  const std::string& Name(const std::string& language) const;
};

// What being in a group of the single sign-on gives somebody.
struct SsoGroup {
  std::vector<std::string> roles;
  std::vector<std::string> audiences;
};

// Who sees on an article's page who wrote it.
enum class AuthorsShown { kNobody, kTeam, kEverybody };
std::string_view NameOf(AuthorsShown shown);

struct Config {
  std::filesystem::path index = "index";
  std::filesystem::path state = "state/zeroline.db";
  std::filesystem::path templates = "templates";
  std::filesystem::path confidence;  // coefficients of answers' confidence; "": the built-in ones
  std::string listen_host = "127.0.0.1";
  int listen_port = 8080;  // 0: any free port, printed at start

  std::string site_name = "Zeroline";
  std::string default_language = "en";  // when neither cookie nor Accept-Language decides
  // Where readers find the portal, "https://help.example.com", for absolute URLs; "": what each
  // request says.
  std::string public_url;

  std::size_t max_connections = 1024;     // served at once; more wait in the backlog
  std::size_t max_body_bytes = 1u << 20;  // of any request
  std::chrono::seconds keep_alive_timeout{15};
  std::chrono::seconds read_timeout{10};            // for a request's line, headers and body
  std::chrono::milliseconds refresh_interval{250};  // between looks at index/current

  // Addresses of reverse proxies of ours. Only from these are X-Forwarded-For and
  // X-Forwarded-Proto believed.
  std::vector<std::string> trusted_proxies;
  // Single sign-on: a proxy of ours, and nobody else, says in these headers who its user is and
  // what groups they are in (separated by commas). "": there is none.
  std::string sso_user_header;
  std::string sso_groups_header;
  std::map<std::string, SsoGroup> sso_groups;  // by the name the proxy knows
  bool access_log = true;  // one line per request: method, route, status, time; nothing personal

  std::vector<Category> categories;             // none: the form does not ask
  std::size_t max_attachments = 5;              // per request
  std::size_t max_attachment_bytes = 5u << 20;  // of each
  // Of request forms, shows no suggestions, so that the effect of suggesting can be told.
  int holdout_percent = 0;
  // "This solved my problem" does not count if its visitor sends a request within this time.
  std::chrono::hours reversal_window{72};
  int event_retention_days = 90;    // searches, opened articles, rows of the ledger
  int ticket_retention_days = 730;  // requests that were dealt with
  // Sites that may show the widget: "https://intranet.example.com".
  std::vector<std::string> widget_origins;
  // Sites that may show the agents' panel in a frame: the help desk's.
  std::vector<std::string> panel_origins;
  // Where an article's source is edited, with {path} (below the articles folder) where its file
  // stands: "https://git.example.com/kb/edit/main/articles/{path}". "": nowhere.
  std::string edit_url;
  AuthorsShown show_authors = AuthorsShown::kTeam;
  // Where questions that articles answered are written for the next build; "": beside the state,
  // see ConfirmedQuestionsFile(). Written only if so many different visitors confirmed them.
  std::filesystem::path confirmed_questions;
  int confirmed_visitors = 3;
  HandoverSettings handover;
};

std::filesystem::path ConfirmedQuestionsFile(const Config& config);

// One option as people meet it: in the file, in --help, in the manual.
struct OptionHelp {
  std::string_view name;  // in the file
  std::string_view unit;  // "" if it has none
  std::string_view meaning;
  std::string default_value;
};
const std::vector<OptionHelp>& ConfigOptions();

// Reads the file into *config, keeping what it does not mention. kInvalidArgument names the file,
// the line, and the option that is unknown or of the wrong type.
Status LoadConfigFile(const std::filesystem::path& file, Config* config);

// "HOST:PORT", "[::1]:8080", ":8080" or "8080".
Status ParseListen(const std::string& text, Config* config);

// True for "help.example.com", "10.0.0.1:8080", "[::1]:8080": letters, digits and ".-:[]", so
// that it can stand in a URL, a header or a page. Only the characters are looked at.
bool LooksLikeHost(std::string_view text);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_CONFIG_CONFIG_H_
