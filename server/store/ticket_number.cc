#include "server/store/ticket_number.h"

namespace zeroline {
namespace {

// A totally anti-symmetric quasigroup of order 10 with zeros on its diagonal.
constexpr int kDamm[10][10] = {{0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
                               {4, 2, 0, 6, 8, 7, 1, 3, 5, 9}, {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
                               {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
                               {5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
                               {9, 4, 3, 8, 6, 1, 7, 2, 0, 5}, {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}};

constexpr std::size_t kMaxDigits = 18;  // of serial and check digit; fits 64 bits

// The check digit to append; 0 if `digits` already ends with the right one.
int CheckDigit(std::string_view digits) {
  int state = 0;
  for (const char digit : digits) state = kDamm[state][digit - '0'];
  return state;
}

}  // namespace

std::string FormatTicketNumber(std::int64_t serial) {
  const std::string digits = std::to_string(serial);
  return "ZL-" + digits + static_cast<char>('0' + CheckDigit(digits));
}

std::optional<std::int64_t> ParseTicketNumber(std::string_view number) {
  std::string compact;
  for (const char c : number) {
    if (c != ' ') compact += (c == 'z' ? 'Z' : c == 'l' ? 'L' : c);
  }
  std::string_view digits = compact;
  if (digits.starts_with("ZL-")) digits.remove_prefix(3);
  if (digits.size() < 2 || digits.size() > kMaxDigits) return std::nullopt;
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  if (CheckDigit(digits) != 0) return std::nullopt;
  return std::stoll(std::string(digits.substr(0, digits.size() - 1)));
}

}  // namespace zeroline
