// The plan of the house held against the sources: which room includes which, where foreign
// libraries may be seen, and the size and names of files.
#ifndef ZEROLINE_TESTS_LAYERING_LAYERING_H_
#define ZEROLINE_TESTS_LAYERING_LAYERING_H_

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zeroline::testing {

// arrows.txt as read; see there for what each line means.
struct Arrows {
  std::map<std::string, std::set<std::string>> rooms;
  std::map<std::string, std::set<std::string>> limits;
  std::vector<std::pair<std::string, std::set<std::string>>> borders;  // header pattern -> rooms
  std::map<std::string, std::set<std::string>> exposed;                // header -> files
  std::map<std::string, std::set<std::string>> inside;                 // file -> header patterns
  std::set<std::string> system;                                        // header patterns
  std::vector<std::string> faults;  // lines that are none of these
};
Arrows ParseArrows(std::string_view text);

// Every finding is one sentence that names the file and line, the rule, and how to mend it; none
// means that the tree keeps the plan. `root` holds indexer/ and server/, and perhaps tests/ and
// bench/, which are exempt from arrows but not from names and sizes.
std::vector<std::string> CheckIncludes(const std::filesystem::path& root, const Arrows& arrows);
std::vector<std::string> CheckRooms(const std::filesystem::path& root, const Arrows& arrows);
std::vector<std::string> CheckFiles(const std::filesystem::path& root);

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_LAYERING_LAYERING_H_
