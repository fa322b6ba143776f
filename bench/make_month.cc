// Writes a simulated month of use (simulated_month.h) into a state file, and what is planted in it.
//
//   zeroline-make-month INDEX STATE TRUTH.json [SEED [VISITS]]
//
// INDEX is of the starter articles without the missing translations that TRUTH.json lists. The
// month ends now, so that `zeroline-server report --state STATE --index INDEX` shows it.
#include <charconv>
#include <fstream>
#include <iostream>
#include <string_view>

#include "bench/simulated_month.h"

namespace zeroline {
namespace {

bool ReadNumber(std::string_view text, std::uint64_t* number) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
  return error == std::errc() && stop == text.data() + text.size();
}

Result<MonthCounts> Write(const MonthOptions& options, const char* const* files) {
  const auto index = IndexReader::Open(files[0]);
  if (!index) return tl::unexpected(index.error());
  std::int64_t now = options.end;
  const auto store = Store::Open(files[1], [&now] { return now; });
  if (!store) return tl::unexpected(store.error());
  const MonthPlan plan = StarterPlan();
  std::ofstream truth(files[2], std::ios::binary | std::ios::trunc);
  truth << ToJson(plan);
  truth.close();
  if (!truth) return Fail(ErrorCode::kIo, "cannot write " + std::string(files[2]));
  return SimulateMonth(options, plan, *(*index)->snapshot(), store->get(), &now);
}

int Run(int count, const char* const* arguments) {
  MonthOptions options;
  options.end = SystemSeconds();
  std::uint64_t visits = options.visits;
  const bool is_complete = count >= 4 && count <= 6 &&
                           (count < 5 || ReadNumber(arguments[4], &options.seed)) &&
                           (count < 6 || ReadNumber(arguments[5], &visits));
  if (!is_complete) {
    std::cerr << "usage: zeroline-make-month INDEX STATE TRUTH.json [SEED [VISITS]]\n";
    return 2;
  }
  options.visits = visits;
  const auto counts = Write(options, arguments + 1);
  if (!counts) {
    std::cerr << "zeroline-make-month: " << counts.error().message << "\n";
    return 1;
  }
  std::cout << counts->searches << " searches, " << counts->opened << " articles opened, "
            << counts->opinions << " opinions, " << counts->requests << " requests\n";
  return 0;
}

}  // namespace
}  // namespace zeroline

int main(int count, char** arguments) { return zeroline::Run(count, arguments); }
