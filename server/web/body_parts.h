// What a multipart body becomes while it arrives: fields and files of a request, each within its
// bound.
//
// Used by one thread, for one request.
#ifndef ZEROLINE_SERVER_WEB_BODY_PARTS_H_
#define ZEROLINE_SERVER_WEB_BODY_PARTS_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "server/web/door.h"

namespace zeroline {

// More files than any form of ours takes; the rest is left out.
inline constexpr std::size_t kMaxFiles = 20;

class BodyParts {
 public:
  // Fills `request`, which outlives this. All parts together may have `max_body_bytes`, and all
  // fields together `max_field_bytes`, so that what a page repeats stays small where files may be
  // large.
  BodyParts(std::size_t max_body_bytes, std::size_t max_field_bytes, WebRequest* request);

  // A part begins; it is a field if `file_name` is "".
  void Begin(const std::string& name, const std::string& file_name);
  // More of the part that has begun. False, now and from here on, if it is too much.
  bool Append(std::string_view data);

  bool is_too_large() const { return is_too_large_; }

 private:
  std::size_t body_left_;
  std::size_t fields_left_;
  WebRequest& request_;
  std::string* target_ = nullptr;  // null while a part too many goes by
  bool is_field_ = false;
  bool is_too_large_ = false;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_BODY_PARTS_H_
