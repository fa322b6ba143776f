#include "tests/layering/layering.h"

#include <fnmatch.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <functional>
#include <optional>
#include <sstream>

namespace zeroline::testing {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxFileLines = 400;
// Names that say where code was put, not what it does.
constexpr std::string_view kForbiddenNames[] = {"utils",  "util",    "common",  "core",
                                                "helper", "helpers", "manager", "misc"};

struct SourceText {
  std::string path;  // relative to the root, '/' separated
  std::string room;  // its folder
  std::vector<std::string> lines;

  bool is_header() const { return path.ends_with(".h"); }
};

std::vector<std::string> ReadLines(const fs::path& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<SourceText> ReadSources(const fs::path& root, const std::vector<std::string>& folders) {
  std::vector<SourceText> sources;
  for (const std::string& folder : folders) {
    if (!fs::is_directory(root / folder)) continue;
    for (auto it = fs::recursive_directory_iterator(root / folder);
         it != fs::recursive_directory_iterator(); ++it) {
      if (it->path().filename() == "node_modules") it.disable_recursion_pending();
      const std::string extension = it->path().extension().string();
      if (!it->is_regular_file() || (extension != ".h" && extension != ".cc")) continue;
      const fs::path relative = it->path().lexically_relative(root);
      sources.push_back({relative.generic_string(), relative.parent_path().generic_string(),
                         ReadLines(it->path())});
    }
  }
  std::sort(sources.begin(), sources.end(),
            [](const SourceText& a, const SourceText& b) { return a.path < b.path; });
  return sources;
}

// The header named by an #include line, and whether it stands in angle brackets.
struct Include {
  std::string header;
  bool angled = false;
};

std::optional<Include> ParseInclude(std::string_view line) {
  const auto skip_blanks = [&line] {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  };
  skip_blanks();
  if (!line.starts_with('#')) return std::nullopt;
  line.remove_prefix(1);
  skip_blanks();
  if (!line.starts_with("include")) return std::nullopt;
  line.remove_prefix(7);
  skip_blanks();
  if (line.empty() || (line[0] != '<' && line[0] != '"')) return std::nullopt;
  const bool angled = line[0] == '<';
  const std::size_t end = line.find(angled ? '>' : '"', 1);
  if (end == std::string_view::npos) return std::nullopt;
  return Include{std::string(line.substr(1, end - 1)), angled};
}

bool Matches(const std::string& pattern, const std::string& header) {
  return fnmatch(pattern.c_str(), header.c_str(), 0) == 0;
}

bool IsStandardHeader(const std::string& header) {
  return header.find_first_of("./") == std::string::npos;
}

std::string Join(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "nothing" : text;
}

bool IsBelow(std::string_view folder, std::string_view parent) {
  return folder == parent || (folder.starts_with(parent) && folder.size() > parent.size() &&
                              folder[parent.size()] == '/');
}

// One #include of one file, judged by the arrows.
class IncludeCheck {
 public:
  IncludeCheck(const fs::path& root, const Arrows& arrows, std::vector<std::string>* findings)
      : root_(root), arrows_(arrows), findings_(findings) {}

  void Check(const SourceText& source, std::size_t line, const Include& include) {
    where_ = source.path + ":" + std::to_string(line + 1) + ": " +
             (include.angled ? "<" + include.header + ">" : "\"" + include.header + "\"");
    if (!include.angled && fs::is_regular_file(root_ / include.header)) {
      CheckOwn(source, include.header);
    } else if (!include.angled || !IsStandardHeader(include.header)) {
      CheckForeign(source, include.header);
    }
  }

 private:
  void Report(const std::string& sentence) { findings_->push_back(where_ + " " + sentence); }

  void CheckOwn(const SourceText& source, const std::string& header) {
    const std::string target = fs::path(header).parent_path().generic_string();
    if (arrows_.inside.contains(header) && (target != source.room || source.is_header())) {
      Report("gathers a foreign library and is for the .cc files of " + target + " only");
      return;
    }
    if (target == source.room) return;
    for (const auto& [folder, allowed] : arrows_.limits) {
      if (IsBelow(source.room, folder) && !IsBelow(target, folder) && !allowed.contains(target)) {
        Report("leaves " + folder + "/, which may lean only on " + Join(allowed));
        return;
      }
    }
    const auto room = arrows_.rooms.find(source.room);
    if (room == arrows_.rooms.end() || room->second.contains(target)) return;
    Report("is no allowed arrow: " + source.room + " may include " + Join(room->second) +
           " (tests/layering/arrows.txt)");
  }

  bool MatchesAny(const std::set<std::string>& patterns, const std::string& header) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const std::string& pattern) { return Matches(pattern, header); });
  }

  void CheckForeign(const SourceText& source, const std::string& header) {
    if (MatchesAny(arrows_.system, header)) return;
    const auto inside = arrows_.inside.find(source.path);
    const bool gathered = inside != arrows_.inside.end() && MatchesAny(inside->second, header);
    if (source.is_header() && !gathered) {
      const auto exposed = arrows_.exposed.find(header);
      if (exposed == arrows_.exposed.end() || !exposed->second.contains(source.path)) {
        Report("is foreign and stands in a header of ours: keep it in a .cc behind the border");
      }
      return;
    }
    std::set<std::string> behind;
    bool known = false;
    for (const auto& [pattern, rooms] : arrows_.borders) {
      if (!Matches(pattern, header)) continue;
      known = true;
      behind.insert(rooms.begin(), rooms.end());
    }
    if (known) {
      if (!behind.contains(source.room)) Report("belongs behind the border of " + Join(behind));
      return;
    }
    Report("is a library without a border: add one to tests/layering/arrows.txt");
  }

  const fs::path& root_;
  const Arrows& arrows_;
  std::vector<std::string>* findings_;
  std::string where_;
};

std::string GuardOf(const std::string& path) {
  std::string guard = "ZEROLINE_";
  for (const char c : path) {
    guard += std::isalnum(static_cast<unsigned char>(c)) != 0
                 ? static_cast<char>(std::toupper(static_cast<unsigned char>(c)))
                 : '_';
  }
  return guard + "_";
}

// A cycle through `room` as "a -> b -> a", or "".
std::string FindCycle(const Arrows& arrows, const std::string& room) {
  std::vector<std::string> trail;
  std::set<std::string> seen;
  const std::function<std::string(const std::string&)> visit = [&](const std::string& at) {
    trail.push_back(at);
    const auto found = arrows.rooms.find(at);
    if (found != arrows.rooms.end()) {
      for (const std::string& next : found->second) {
        if (next == room) {
          std::string text;
          for (const std::string& step : trail) text += step + " -> ";
          return text + room;
        }
        if (!seen.insert(next).second) continue;
        if (std::string cycle = visit(next); !cycle.empty()) return cycle;
      }
    }
    trail.pop_back();
    return std::string();
  };
  return visit(room);
}

}  // namespace

Arrows ParseArrows(std::string_view text) {
  Arrows arrows;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string kind, name, word;
    if (!(words >> kind) || kind.starts_with('#')) continue;
    if (kind == "system") {
      while (words >> word) arrows.system.insert(word);
      continue;
    }
    std::set<std::string> values;
    if (!(words >> name) || !name.ends_with(':')) {
      arrows.faults.push_back(line);
      continue;
    }
    name.pop_back();
    while (words >> word) values.insert(word);
    if (kind == "room") {
      arrows.rooms[name] = values;
    } else if (kind == "limit") {
      arrows.limits[name] = values;
    } else if (kind == "border") {
      arrows.borders.emplace_back(name, values);
    } else if (kind == "exposed") {
      arrows.exposed[name] = values;
    } else if (kind == "inside") {
      arrows.inside[name] = values;
    } else {
      arrows.faults.push_back(line);
    }
  }
  return arrows;
}

std::vector<std::string> CheckIncludes(const fs::path& root, const Arrows& arrows) {
  std::vector<std::string> findings;
  IncludeCheck check(root, arrows, &findings);
  for (const SourceText& source : ReadSources(root, {"indexer", "server"})) {
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      if (const auto include = ParseInclude(source.lines[i])) check.Check(source, i, *include);
    }
  }
  return findings;
}

std::vector<std::string> CheckRooms(const fs::path& root, const Arrows& arrows) {
  std::vector<std::string> findings;
  for (const std::string& fault : arrows.faults) findings.push_back("not understood: " + fault);
  std::set<std::string> folders;
  for (const SourceText& source : ReadSources(root, {"indexer", "server"})) {
    folders.insert(source.room);
  }
  for (const std::string& folder : folders) {
    if (!arrows.rooms.contains(folder)) {
      findings.push_back(folder + " is a room without a line in tests/layering/arrows.txt");
    }
  }
  for (const auto& [room, allowed] : arrows.rooms) {
    if (const std::string cycle = FindCycle(arrows, room); !cycle.empty()) {
      findings.push_back("arrows must point one way: " + cycle);
    }
    for (const std::string& other : allowed) {
      if (!arrows.rooms.contains(other)) findings.push_back(room + " leans on no room: " + other);
    }
  }
  return findings;
}

std::vector<std::string> CheckFiles(const fs::path& root) {
  std::vector<std::string> findings;
  for (const SourceText& source : ReadSources(root, {"indexer", "server", "tests", "bench"})) {
    if (source.lines.size() >= kMaxFileLines) {
      findings.push_back(source.path + " has " + std::to_string(source.lines.size()) +
                         " lines; split it by meaning below " + std::to_string(kMaxFileLines));
    }
    for (const fs::path& part : fs::path(source.path)) {
      const std::string name = part.stem().string();
      if (std::find(std::begin(kForbiddenNames), std::end(kForbiddenNames), name) !=
          std::end(kForbiddenNames)) {
        findings.push_back(source.path + ": \"" + name + "\" names no responsibility");
      }
    }
    if (!source.is_header()) continue;
    const std::string guard = "#ifndef " + GuardOf(source.path);
    if (std::find(source.lines.begin(), source.lines.end(), guard) == source.lines.end()) {
      findings.push_back(source.path + " lacks its guard: " + guard);
    }
  }
  return findings;
}

}  // namespace zeroline::testing
