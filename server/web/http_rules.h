// Small rules of HTTP that need no library.
#ifndef ZEROLINE_SERVER_WEB_HTTP_RULES_H_
#define ZEROLINE_SERVER_WEB_HTTP_RULES_H_

#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

// ASCII letters made small, as in names of headers and content types.
std::string LowerAscii(std::string text);

// Now, as the Date header has it.
std::string HttpDate();

// Whose request it is: the socket's address, or, if that is one of `trusted`, the last address in
// X-Forwarded-For that is not. Whoever is not trusted can write into that header what he likes.
std::string RemoteAddress(const std::string& socket_address, const std::string& forwarded_for,
                          const std::vector<std::string>& trusted);

// Where readers see us: `public_url` if there is one, else scheme and Host header as the request
// has them. `forwarded_proto` is "" unless a proxy of ours said it. "" if the host is none.
std::string OriginOf(const std::string& public_url, const std::string& host,
                     const std::string& forwarded_proto);

// True if If-None-Match names the tag; weak tags count as their strong ones (RFC 9110, 13.1.2).
bool MatchesEtag(std::string_view if_none_match, std::string_view etag);

// The Content-Security-Policy of our pages: everything from our own origin, nothing inline.
// `ancestors` may show the page in a frame; nobody may if there are none.
std::string SecurityPolicy(const std::vector<std::string>& ancestors);

// True for what the HTTP library adds to a request's headers as if the client had sent it.
bool IsAddedByLibrary(std::string_view lower_name);

// Whether a Content-Type is of this type, given in small letters, whatever its parameters.
bool HasType(std::string_view content_type, std::string_view type);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_HTTP_RULES_H_
