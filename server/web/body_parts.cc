#include "server/web/body_parts.h"

#include "server/web/request_parts.h"

namespace zeroline {

BodyParts::BodyParts(std::size_t max_body_bytes, std::size_t max_field_bytes, WebRequest* request)
    : body_left_(max_body_bytes), fields_left_(max_field_bytes), request_(*request) {
  // `target_` points into the list.
  request_.files.reserve(kMaxFiles);
}

void BodyParts::Begin(const std::string& name, const std::string& file_name) {
  target_ = nullptr;
  is_field_ = file_name.empty();
  if (is_field_ && request_.form.size() < kMaxFields) {
    target_ = &request_.form[name];
  } else if (!is_field_ && request_.files.size() < kMaxFiles) {
    request_.files.push_back({name, file_name, {}});
    target_ = &request_.files.back().content;
  }
}

bool BodyParts::Append(std::string_view data) {
  std::size_t& of_kind = is_field_ ? fields_left_ : body_left_;
  is_too_large_ = is_too_large_ || data.size() > body_left_ || data.size() > of_kind;
  if (is_too_large_) return false;
  body_left_ -= data.size();
  if (is_field_) fields_left_ -= data.size();
  if (target_ != nullptr) target_->append(data);
  return true;
}

}  // namespace zeroline
