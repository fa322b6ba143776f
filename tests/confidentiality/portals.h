// A knowledge base compiled and served by the two programs, and asked over HTTP.
#ifndef ZEROLINE_TESTS_CONFIDENTIALITY_PORTALS_H_
#define ZEROLINE_TESTS_CONFIDENTIALITY_PORTALS_H_

#include <httplib.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temp_tree.h"

namespace zeroline::testing {

// One request of a stranger.
struct Question {
  std::string method = "GET";
  std::string target;
  std::string body;
  std::string content_type;
  std::string accept_language;
  std::string session;  // as a browser sends it; not a valid one
};

struct Reply {
  int status = 0;
  std::string headers;  // one a line; without the date
  std::string body;

  // With what is drawn by lot in each answer taken out.
  Reply Settled() const;
};

class Portal {
 public:
  // Compiles the files and serves them. Throws if a program fails.
  Portal(const std::map<std::string, std::string>& files,
         const std::vector<std::string>& confirmed);
  ~Portal();
  Portal(const Portal&) = delete;
  Portal& operator=(const Portal&) = delete;

  // Compiles other files in their place, and waits until these are served.
  void Rebuild(const std::map<std::string, std::string>& files,
               const std::vector<std::string>& confirmed);

  // As a browser that has been here before; `token` "" for a stranger.
  Reply Ask(const Question& question, const std::string& token = "");
  // A token for forms, good for both portals of a test, which from now on is this one's cookie.
  std::string MakeFormToken();
  void UseFormToken(const std::string& token);
  // Of a new account that may read these audiences.
  std::string MakeToken(const std::string& name, const std::vector<std::string>& audiences);

  std::filesystem::path build() const {
    return tree_.path() / "index" / "builds" / std::to_string(build_number_);
  }
  std::string indexer_output() const { return indexer_output_; }
  std::string server_log() const { return server_->Output(); }

 private:
  std::string Run(const std::vector<std::string>& command);
  void WriteSources(const std::map<std::string, std::string>& files,
                    const std::vector<std::string>& confirmed);
  void Build();
  void Serve();

  TempTree tree_;
  std::string indexer_output_;
  std::unique_ptr<Process> server_;
  std::unique_ptr<httplib::Client> client_;
  std::map<std::string, std::string> cookies_;
  int asked_ = 0;
  int build_number_ = 1;
};

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_CONFIDENTIALITY_PORTALS_H_
