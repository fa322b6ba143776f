#include "tests/layering/layering.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/temp_tree.h"

namespace zeroline::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::filesystem::path kRoot = ZEROLINE_SOURCE_DIR;

Arrows OurArrows() {
  std::ifstream in(kRoot / "tests/layering/arrows.txt");
  return ParseArrows(std::string(std::istreambuf_iterator<char>(in), {}));
}

constexpr char kSmallArrows[] = R"(# a small house
room indexer/error:
room indexer/language: indexer/error
room indexer/writer: indexer/language
room server/search: indexer/language indexer/writer
limit server: indexer/language
border xapian.h: indexer/writer
border tl/expected.hpp: indexer/error
exposed tl/expected.hpp: indexer/error/result.h
inside indexer/writer/xapian_library.h: xapian*
system unistd.h sys/*
)";

TEST(LayeringTest, ArrowsAreReadAndPointOneWay) {
  const Arrows arrows = OurArrows();
  ASSERT_GT(arrows.rooms.size(), 15u);
  EXPECT_THAT(CheckRooms(kRoot, arrows), IsEmpty());
}

TEST(LayeringTest, EveryIncludeIsAnAllowedArrow) {
  EXPECT_THAT(CheckIncludes(kRoot, OurArrows()), IsEmpty());
}

TEST(LayeringTest, FilesAreShortGuardedAndNamedForWhatTheyDo) {
  EXPECT_THAT(CheckFiles(kRoot), IsEmpty());
}

// The checker itself: one file in a small house, and what must be said of it.
struct Case {
  const char* name;
  const char* file;
  const char* line;
  const char* want;  // part of the finding; "" for none
};

class IncludeRuleTest : public ::testing::TestWithParam<Case> {};

TEST_P(IncludeRuleTest, FindsWhatBreaksIt) {
  const TempTree tree;
  tree.Write("indexer/error/result.h", "");
  tree.Write("indexer/language/analyzer.h", "");
  tree.Write("indexer/writer/writer.h", "");
  tree.Write("indexer/writer/xapian_library.h", "");
  tree.Write(GetParam().file, std::string("// first\n") + GetParam().line + "\n");
  const auto findings = CheckIncludes(tree.path(), ParseArrows(kSmallArrows));
  if (*GetParam().want == '\0') {
    EXPECT_THAT(findings, IsEmpty());
  } else {
    EXPECT_THAT(findings,
                ElementsAre(::testing::AllOf(HasSubstr(std::string(GetParam().file) + ":2: "),
                                             HasSubstr(GetParam().want))));
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, IncludeRuleTest,
    ::testing::Values(
        Case{"Own", "indexer/language/a.cc", "#include \"indexer/language/analyzer.h\"", ""},
        Case{"Allowed", "indexer/language/a.cc", "#include \"indexer/error/result.h\"", ""},
        Case{"Upwards", "indexer/language/a.cc", "#include \"indexer/writer/writer.h\"",
             "is no allowed arrow"},
        Case{"Spaced", "indexer/error/a.cc", "  #  include \"indexer/language/analyzer.h\"",
             "is no allowed arrow"},
        Case{"Limit", "server/search/a.cc", "#include \"indexer/writer/writer.h\"",
             "leaves server/"},
        Case{"BehindBorder", "indexer/writer/a.cc", "#include <xapian.h>", ""},
        Case{"OutsideBorder", "server/search/a.cc", "#include <xapian.h>",
             "belongs behind the border of indexer/writer"},
        Case{"QuotedForeign", "server/search/a.cc", "#include \"xapian.h\"",
             "belongs behind the border"},
        Case{"InHeader", "indexer/writer/a.h", "#include <xapian.h>", "stands in a header"},
        Case{"Gathering", "indexer/writer/xapian_library.h", "#include <xapian.h>", ""},
        Case{"GatheringMore", "indexer/writer/xapian_library.h", "#include <tl/expected.hpp>",
             "stands in a header"},
        Case{"Gathered", "indexer/writer/a.cc", "#include \"indexer/writer/xapian_library.h\"", ""},
        Case{"GatheredIntoHeader", "indexer/writer/a.h",
             "#include \"indexer/writer/xapian_library.h\"", "for the .cc files of indexer/writer"},
        Case{"GatheredElsewhere", "server/search/a.cc",
             "#include \"indexer/writer/xapian_library.h\"", "for the .cc files of indexer/writer"},
        Case{"PosixInHeader", "indexer/writer/a.h", "#include <sys/types.h>", ""},
        Case{"Exposed", "indexer/error/result.h", "#include <tl/expected.hpp>", ""},
        Case{"Unknown", "indexer/writer/a.cc", "#include <boost/any.hpp>", "without a border"},
        Case{"Posix", "indexer/writer/a.cc", "#include <sys/mman.h>", ""},
        Case{"Standard", "indexer/writer/a.h", "#include <vector>", ""},
        Case{"Commented", "indexer/error/a.cc", "// #include <xapian.h>", ""}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(LayeringTest, ReportsARoomWithoutALineAndACircle) {
  const TempTree tree;
  tree.Write("server/attic/box.cc", "");
  EXPECT_THAT(
      CheckRooms(tree.path(), ParseArrows("room a: b\nroom b: a\n")),
      ElementsAre(HasSubstr("server/attic"), HasSubstr("a -> b -> a"), HasSubstr("b -> a -> b")));
}

TEST(LayeringTest, ReportsALongFileAVagueNameAndAWrongGuard) {
  const TempTree tree;
  tree.Write("indexer/error/long.cc", std::string(400, '\n'));
  tree.Write("indexer/utils/text.cc", "");
  tree.Write("server/web/helpers.cc", "");
  tree.Write("server/web/door.h", "#ifndef DOOR_H\n#define DOOR_H\n#endif\n");
  EXPECT_THAT(CheckFiles(tree.path()),
              ElementsAre(HasSubstr("400 lines"), HasSubstr("\"utils\""),
                          HasSubstr("ZEROLINE_SERVER_WEB_DOOR_H_"), HasSubstr("\"helpers\"")));
}

}  // namespace
}  // namespace zeroline::testing
