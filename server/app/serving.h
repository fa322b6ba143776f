// The server put together: index, state, templates, doors, and the thread that looks for new
// builds.
#ifndef ZEROLINE_SERVER_APP_SERVING_H_
#define ZEROLINE_SERVER_APP_SERVING_H_

#include <memory>
#include <string>

#include "indexer/error/result.h"
#include "server/config/config.h"

namespace zeroline {

// Live preview is for a writer at their own server: see server/web/preview.h.
enum class ServeMode { kReaders, kPreview };

class Serving {
 public:
  // Opens everything and the listening socket; from here a connection is not refused. Takes
  // milliseconds whatever the size of the base: dictionaries are loaded by Run() in the background.
  // An error says what to do about it.
  static Result<std::unique_ptr<Serving>> Open(const Config& config,
                                               ServeMode mode = ServeMode::kReaders);
  ~Serving();
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  int port() const;
  std::string url() const;  // "http://127.0.0.1:8080/"
  // Where the first account is made, good once and for a day; "" if there is one. Earlier links are
  // void from here.
  Result<std::string> FirstAccountUrl();

  // Answers until Stop(), then finishes what has begun.
  void Run();
  // From any thread.
  void Stop();

 private:
  struct Parts;
  explicit Serving(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

// The command: serves until SIGTERM or SIGINT. Prints where on standard output once connections are
// accepted.
Status Serve(const Config& config, ServeMode mode = ServeMode::kReaders);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_APP_SERVING_H_
