// Somebody who proved who they are: what they may do, and, separately, what they may read.
#ifndef ZEROLINE_SERVER_AUTH_IDENTITY_H_
#define ZEROLINE_SERVER_AUTH_IDENTITY_H_

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

inline constexpr std::string_view kAgentRole = "agent";    // deals with requests
inline constexpr std::string_view kWriterRole = "writer";  // writes articles
inline constexpr std::string_view kAdminRole = "admin";    // decides about accounts
inline constexpr std::array kRoles = {kAgentRole, kWriterRole, kAdminRole};

// How somebody proved it.
enum class Proof {
  kSession,  // a cookie that browsers send of themselves
  kToken,    // a header that only a program can send
  kProxy,    // a proxy of ours says so, whatever made the browser send the request
};

struct Identity {
  std::string name;
  std::vector<std::string> roles;
  std::vector<std::string> audiences;  // besides "public", which everybody reads
  Proof proof = Proof::kSession;

  bool Has(std::string_view role) const {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
  }
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_AUTH_IDENTITY_H_
