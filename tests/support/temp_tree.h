// A temporary folder that a test fills with files and that disappears with the test.
#ifndef ZEROLINE_TESTS_SUPPORT_TEMP_TREE_H_
#define ZEROLINE_TESTS_SUPPORT_TEMP_TREE_H_

#include <filesystem>
#include <string>
#include <string_view>

namespace zeroline::testing {

class TempTree {
 public:
  TempTree();
  ~TempTree();
  TempTree(const TempTree&) = delete;
  TempTree& operator=(const TempTree&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // Writes `content` to `relative`, making folders as needed. Returns the full path.
  std::filesystem::path Write(std::string_view relative, std::string_view content) const;
  std::string Read(std::string_view relative) const;

 private:
  std::filesystem::path path_;
};

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_SUPPORT_TEMP_TREE_H_
