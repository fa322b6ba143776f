// Columns of a row by name. Included by *.cc only.
#ifndef ZEROLINE_SERVER_STORE_ROW_READER_H_
#define ZEROLINE_SERVER_STORE_ROW_READER_H_

#include <cstdint>
#include <string>

#include "server/store/soci_library.h"

namespace zeroline {

inline std::string TextColumn(const soci::row& row, const std::string& name) {
  return row.get<std::string>(name);
}

// A BIGINT column, or INTEGER, or an expression whose type is only known from its value.
inline std::int64_t NumberColumn(const soci::row& row, const std::string& name) {
  if (row.get_indicator(name) == soci::i_null) return 0;
  switch (row.get_properties(name).get_data_type()) {
    case soci::dt_integer:
      return row.get<int>(name);
    case soci::dt_string:
      return std::stoll(row.get<std::string>(name));
    default:
      return row.get<long long>(name);
  }
}

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_ROW_READER_H_
