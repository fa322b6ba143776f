#include "tests/confidentiality/portals.h"

#include <chrono>
#include <fstream>
#include <regex>
#include <stdexcept>
#include <thread>

#include "tests/confidentiality/secret_base.h"

namespace zeroline::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

int PortOf(Process* server) {
  const std::regex url("ready at http://127\\.0\\.0\\.1:([0-9]+)");
  const auto deadline = steady_clock::now() + seconds(30);
  while (steady_clock::now() < deadline && server->Wait(milliseconds(10)) == -1) {
    const std::string output = server->Output();
    if (std::smatch match; std::regex_search(output, match, url)) return std::stoi(match[1]);
  }
  throw std::runtime_error("the server does not start: " + server->Output());
}

std::string WithoutLots(std::string text) {
  static const std::regex random("[0-9a-f]{32}");
  static const std::regex form_token("(zeroline_csrf=|name=\"csrf\" value=\")[A-Za-z0-9_-]+");
  text = std::regex_replace(text, random, "LOT");
  return std::regex_replace(text, form_token, "$1LOT");
}

}  // namespace

Reply Reply::Settled() const { return {status, WithoutLots(headers), WithoutLots(body)}; }

Portal::Portal(const std::map<std::string, std::string>& files,
               const std::vector<std::string>& confirmed) {
  WriteSources(files, confirmed);
  // Forms of both portals are signed with one key, so that one cookie serves for both.
  tree_.Write("state/forms.key", std::string(32, 'k'));
  tree_.Write("server.yaml",
              "trusted_proxies: [127.0.0.1]\naccess_log: true\n"
              "widget_origins: [\"https://intranet.example\"]\n");
  Build();
  Serve();
}

Portal::~Portal() = default;

std::string Portal::Run(const std::vector<std::string>& command) {
  std::string output;
  if (RunCommand(command, tree_.path() / "command.log", &output) != 0) {
    throw std::runtime_error(command[0] + " fails: " + output);
  }
  return output;
}

void Portal::Build() {
  indexer_output_ = Run({ZEROLINE_INDEXER, "build", "--articles", tree_.path() / "articles",
                         "--index", tree_.path() / "index", "--confirmed-questions",
                         tree_.path() / "confirmed.tsv", "--no-git"});
}

void Portal::WriteSources(const std::map<std::string, std::string>& files,
                          const std::vector<std::string>& confirmed) {
  WriteFiles(files, tree_.path() / "articles");
  std::string lines;
  for (const std::string& line : confirmed) lines += line + "\n";
  tree_.Write("confirmed.tsv", lines);
}

void Portal::Rebuild(const std::map<std::string, std::string>& files,
                     const std::vector<std::string>& confirmed) {
  std::filesystem::remove_all(tree_.path() / "articles");
  WriteSources(files, confirmed);
  Build();
  ++build_number_;
  const std::string served = "zeroline_build_number " + std::to_string(build_number_) + "\n";
  const auto deadline = steady_clock::now() + seconds(20);
  while (Ask({"GET", "/metrics", "", "", "", ""}).body.find(served) == std::string::npos) {
    if (steady_clock::now() > deadline) throw std::runtime_error("the build is not served");
    std::this_thread::sleep_for(milliseconds(20));
  }
}

void Portal::Serve() {
  server_ = std::make_unique<Process>(
      std::vector<std::string>{ZEROLINE_SERVER, "serve", "--index", tree_.path() / "index",
                               "--state", tree_.path() / "state" / "zeroline.db", "--config",
                               tree_.path() / "server.yaml", "--listen", "127.0.0.1:0",
                               "--templates", std::string(ZEROLINE_SOURCE_DIR) + "/templates"},
      tree_.path() / "server.log");
  client_ = std::make_unique<httplib::Client>("127.0.0.1", PortOf(server_.get()));
  client_->set_keep_alive(true);
  client_->set_tcp_nodelay(true);
  client_->set_read_timeout(seconds(20));
}

Reply Portal::Ask(const Question& question, const std::string& token) {
  httplib::Request request;
  request.method = question.method;
  request.path = question.target;
  request.body = question.body;
  // Every one from another network and visitor, so that no limit is met.
  ++asked_;
  const std::string number = std::to_string(asked_);
  cookies_["zl_visitor"] = std::string(32 - number.size(), '0') + number;
  request.set_header("X-Forwarded-For", "198." + std::to_string(asked_ % 256) + "." +
                                            std::to_string(asked_ / 256 % 256) + "." +
                                            std::to_string(asked_ / 65536));
  request.set_header("Host", "help.example");
  request.set_header("User-Agent", "Mozilla/5.0");
  if (!question.content_type.empty()) request.set_header("Content-Type", question.content_type);
  if (!question.accept_language.empty()) {
    request.set_header("Accept-Language", question.accept_language);
  }
  std::string cookies;
  for (const auto& [name, value] : cookies_) {
    cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
  }
  if (!question.session.empty()) cookies += "; zl_session=" + question.session;
  request.set_header("Cookie", cookies);
  if (!token.empty()) request.set_header("Authorization", "Bearer " + token);
  const httplib::Result result = client_->send(request);
  if (!result) {
    throw std::runtime_error(question.method + " " + question.target + ": " +
                             httplib::to_string(result.error()));
  }
  Reply reply{result->status, "", result->body};
  for (const auto& [name, value] : result->headers) {
    if (name != "Date") reply.headers += name + ": " + value + "\n";
  }
  return reply;
}

std::string Portal::MakeFormToken() {
  static const std::regex cookie("zeroline_csrf=([A-Za-z0-9_-]+)");
  const std::string headers = Ask({"GET", "/en/new-request", "", "", "", ""}).headers;
  std::smatch match;
  if (!std::regex_search(headers, match, cookie)) throw std::runtime_error("no form token");
  UseFormToken(match[1]);
  return match[1];
}

void Portal::UseFormToken(const std::string& token) { cookies_["zeroline_csrf"] = token; }

std::string Portal::MakeToken(const std::string& name, const std::vector<std::string>& audiences) {
  const std::string state = tree_.path() / "state" / "zeroline.db";
  tree_.Write("password", "a password of some length\na password of some length\n");
  std::vector<std::string> add = {
      "/bin/sh",
      "-c",
      std::string("exec \"$@\" < ") + (tree_.path() / "password").string(),
      "sh",
      ZEROLINE_SERVER,
      "user",
      "add",
      name,
      "--role",
      "agent",
      "--state",
      state};
  for (const std::string& audience : audiences) add.insert(add.end(), {"--audience", audience});
  Run(add);
  const std::string output =
      Run({ZEROLINE_SERVER, "user", "token", name, "--label", "test", "--state", state});
  static const std::regex form("zl_[A-Za-z0-9_-]+");
  std::smatch match;
  if (!std::regex_search(output, match, form)) throw std::runtime_error("no token: " + output);
  return match[0];
}

}  // namespace zeroline::testing
