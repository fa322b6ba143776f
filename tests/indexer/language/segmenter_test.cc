#include "indexer/language/segmenter.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace zeroline {
namespace {

std::vector<std::string> Words(std::string_view language, std::string_view text) {
  Segmenter segmenter(language);
  std::vector<TextSegment> segments;
  segmenter.Segments(text, &segments);
  std::vector<std::string> words;
  for (const TextSegment& segment : segments) {
    words.emplace_back(text.substr(segment.begin, segment.end - segment.begin));
  }
  return words;
}

TEST(SegmenterTest, CutsEachScriptIntoItsWords) {
  const struct {
    const char* language;
    const char* text;
    std::vector<std::string> want;
  } kCases[] = {
      {"en", "I can't log in!", {"I", "can't", "log", "in"}},
      {"ru",
       "\u041d\u0435 \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442 Wi-Fi",
       {"\u041d\u0435", "\u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442", "Wi-Fi", "Wi", "Fi"}},
      {"zh", "\u6211\u5fd8\u8bb0\u5bc6\u7801", {"\u6211", "\u5fd8\u8bb0", "\u5bc6\u7801"}},
      {"zh", "\u6211\u5fd8\u8a18\u5bc6\u78bc", {"\u6211", "\u5fd8\u8a18", "\u5bc6\u78bc"}},
      {"en", "", {}},
      {"en", "... --- !!!", {}},
  };
  for (const auto& test : kCases) EXPECT_EQ(Words(test.language, test.text), test.want);
}

TEST(SegmenterTest, KeepsIdentifiersBesideTheirParts) {
  const struct {
    const char* text;
    std::vector<std::string> want;
  } kCases[] = {
      {"see KB-1042.", {"see", "KB-1042", "KB", "1042"}},
      {"mail user@example.com now", {"mail", "user@example.com", "user", "example.com", "now"}},
      {"in C:\\Temp, too", {"in", "C:\\Temp", "C", "Temp", "too"}},
      {"ERR_CONNECTION_RESET", {"ERR_CONNECTION_RESET", "ERR", "CONNECTION", "RESET"}},
      {"0x80070005", {"0x80070005"}},
      {"C++ or C#", {"C++", "C", "or", "C#", "C"}},
      {"docs.example.com", {"docs.example.com"}},
      {"\u041a\u043e\u0434 KB-7,", {"\u041a\u043e\u0434", "KB-7", "KB", "7"}},
  };
  for (const auto& test : kCases) EXPECT_EQ(Words("en", test.text), test.want) << test.text;
}

TEST(SegmenterTest, TellsIdentifiersFromProse) {
  for (const char* identifier : {"KB-1042", "user@example.com", "C:\\Temp", "ERR_RESET", "5.7.750",
                                 "192.168.0.1", "00:1A:2B", "setup.exe", "C++"}) {
    EXPECT_TRUE(LooksLikeIdentifier(identifier)) << identifier;
  }
  for (const char* prose : {"sign-in", "e-mail", "a", "", "12:30", "password", "2.0", "---"}) {
    EXPECT_FALSE(LooksLikeIdentifier(prose)) << prose;
  }
  EXPECT_FALSE(LooksLikeIdentifier(std::string(500, '_')));
}

}  // namespace
}  // namespace zeroline
