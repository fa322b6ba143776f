#include "server/web/uploads.h"

#include <gtest/gtest.h>

namespace zeroline {
namespace {

using namespace std::string_view_literals;

TEST(UploadsTest, AreWhatTheirContentSays) {
  const struct {
    const char* name;
    std::string_view content;
    std::string_view want;
  } kCases[] = {
      {"png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"sv, "image/png"},
      {"jpeg", "\xff\xd8\xff\xe0\0\x10JFIF"sv, "image/jpeg"},
      {"gif", "GIF89a\1\0"sv, "image/gif"},
      {"webp", "RIFF\x24\0\0\0WEBPVP8 "sv, "image/webp"},
      {"heic",
       "\0\0\0\x18"
       "ftypheic\0\0"sv,
       "image/heic"},
      {"pdf", "%PDF-1.7\n%\xe2\xe3"sv, "application/pdf"},
      {"log", "12:00 ERROR Не удалось\r\n\tat x\n"sv, "text/plain"},
      {"html is text", "<script>alert(1)</script>"sv, "text/plain"},
      {"empty", ""sv, ""},
      {"sound in RIFF", "RIFF\x24\0\0\0WAVEfmt "sv, ""},
      {"WEBP without RIFF", "\0\0\0\0\0\0\0\0WEBP"sv, ""},
      {"video",
       "\0\0\0\x18"
       "ftypmp42"sv,
       ""},
      {"program",
       "\x7f"
       "ELF\2\1\1"sv,
       ""},
      {"zip", "PK\3\4"sv, ""},
      {"Latin-1", "caf\xe9"sv, ""},
      {"UTF-16",
       "\xff\xfe"
       "a\0b\0"sv,
       ""},
      {"half a signature", "\x89PN"sv, ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(TypeOfUpload(c.content), c.want) << c.name;
}

TEST(UploadsTest, NamesAreMadeSafe) {
  const struct {
    std::string_view name;
    std::string want;
  } kCases[] = {
      {"Снимок экрана 1.png", "Снимок экрана 1.png"},
      {"../../etc/passwd", "passwd"},
      {"C:\\Users\\anna\\a.png", "a.png"},
      {"a\r\nContent-Type: text/html\0.png"sv, "html .png"},
      {"a\tb\x1b[0m\u202egpj.exe", "ab[0mgpj.exe"},
      {"\xff\xfe.log", "��.log"},
      {"", "file"},
      {"folder/", "file"},
      {"..", "file"},
      {" . ", "file"},
  };
  for (const auto& c : kCases) EXPECT_EQ(SafeFileName(c.name), c.want) << c.name;
}

TEST(UploadsTest, LongNamesKeepTheirEnding) {
  std::string name;
  for (int i = 0; i < 500; ++i) name += "ы";
  const std::string safe = SafeFileName(name + ".png");
  EXPECT_TRUE(safe.ends_with("ы.png"));
  EXPECT_EQ(safe.size(), (kMaxFileNameCharacters / 2 + kMaxFileNameCharacters / 2 - 5) * 2 + 3 + 4);
}

}  // namespace
}  // namespace zeroline
