// The value of what a test takes for granted.
#ifndef ZEROLINE_TESTS_SUPPORT_VALUE_OR_THROW_H_
#define ZEROLINE_TESTS_SUPPORT_VALUE_OR_THROW_H_

#include <stdexcept>
#include <utility>

#include "indexer/error/result.h"

namespace zeroline::testing {

template <typename T>
T ValueOrThrow(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return *std::move(result);
}

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_SUPPORT_VALUE_OR_THROW_H_
