#include "server/store/row_reader.h"

#include "server/store/soci_library.h"

namespace zeroline {

std::string TextColumn(const soci::row& row, const std::string& name) {
  return row.get<std::string>(name);
}

std::int64_t NumberColumn(const soci::row& row, const std::string& name) {
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
