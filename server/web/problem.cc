#include "server/web/problem.h"

#include <nlohmann/json.hpp>

namespace zeroline {

std::string_view StatusPhrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "";
  }
}

WebResponse Problem(int status, std::string_view detail) {
  const nlohmann::ordered_json problem = {{"type", "about:blank"},
                                          {"title", StatusPhrase(status)},
                                          {"status", status},
                                          {"detail", detail}};
  // A detail may quote what a client sent: bytes that are no UTF-8 are replaced.
  WebResponse response = WebResponse::Json(
      problem.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), status);
  response.content_type = "application/problem+json";
  return response;
}

WebResponse TooManyRequests(std::chrono::seconds wait) {
  const std::string seconds = std::to_string(wait.count());
  WebResponse refusal =
      Problem(429, "Too many requests from this address. Try again in " + seconds + " seconds.");
  refusal.headers.emplace_back("Retry-After", seconds);
  return refusal;
}

int StatusFrom(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return 400;
    case ErrorCode::kNotFound:
      return 404;
    case ErrorCode::kConflict:
      return 409;
    case ErrorCode::kBusy:
    case ErrorCode::kUnavailable:
      return 503;
    case ErrorCode::kCorrupt:
    case ErrorCode::kIo:
    case ErrorCode::kInternal:
      break;
  }
  return 500;
}

WebResponse ProblemFrom(const Error& error) {
  const int status = StatusFrom(error.code);
  if (status == 503) return Problem(503, "The server cannot do this now. Try again in a minute.");
  if (status == 500) return Problem(500, "The server failed to answer. Its log says why.");
  return Problem(status, error.message);
}

}  // namespace zeroline
