// How a fuzz target says that a promise was broken: it names the promise and stops, so that
// libFuzzer keeps the input.
#ifndef ZEROLINE_TESTS_FUZZ_PROPERTY_H_
#define ZEROLINE_TESTS_FUZZ_PROPERTY_H_

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace zeroline::testing {

inline void Require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

// Whether `offset` begins a code point of valid UTF-8 `text`, or is its end.
inline bool IsBoundary(std::string_view text, std::size_t offset) {
  return offset == text.size() ||
         (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80);
}

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_FUZZ_PROPERTY_H_
