// Columns of a row by name. Both throw soci_error if there is no such column.
#ifndef ZEROLINE_SERVER_STORE_ROW_READER_H_
#define ZEROLINE_SERVER_STORE_ROW_READER_H_

#include <cstdint>
#include <string>

namespace soci {
class row;
}

namespace zeroline {

std::string TextColumn(const soci::row& row, const std::string& name);

// A BIGINT column, or INTEGER, or an expression whose type is only known from its value; 0 for
// NULL.
std::int64_t NumberColumn(const soci::row& row, const std::string& name);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_ROW_READER_H_
