#include "server/web/uploads.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

using namespace std::string_view_literals;

// `bytes` stand at `offset` of every file of the type.
struct Signature {
  std::size_t offset;
  std::string_view bytes;
  std::string_view type;
};

// From the specifications: PNG 5.2, JPEG (JFIF and Exif begin alike), GIF 17, RIFF with the form
// type WEBP, ISO/IEC 14496-12 brands of ISO/IEC 23008-12 (HEIF), PDF 7.5.2.
constexpr Signature kSignatures[] = {
    {0, "\x89PNG\r\n\x1a\n"sv, "image/png"},
    {0, "\xff\xd8\xff"sv, "image/jpeg"},
    {0, "GIF87a"sv, "image/gif"},
    {0, "GIF89a"sv, "image/gif"},
    {8, "WEBP"sv, "image/webp"},
    {4, "ftypheic"sv, "image/heic"},
    {4, "ftypheix"sv, "image/heic"},
    {4, "ftypmif1"sv, "image/heic"},
    {0, "%PDF-"sv, "application/pdf"},
};

bool IsText(std::string_view content) {
  const auto is_binary = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    // A form feed and an escape stand in logs, as do the usual white space.
    return byte == 0x7F || (byte < 0x20 && "\t\n\r\f\x1b"sv.find(c) == std::string_view::npos);
  };
  return !content.empty() && std::none_of(content.begin(), content.end(), is_binary) &&
         !FindInvalidUtf8(content);
}

bool IsKept(char32_t c) {
  const bool is_control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
  const bool is_direction = c == 0x061C || c == 0x200E || c == 0x200F ||
                            (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  const bool is_line_end = c == 0x2028 || c == 0x2029;
  return !is_control && !is_direction && !is_line_end;
}

}  // namespace

std::string_view TypeOfUpload(std::string_view content) {
  for (const Signature& signature : kSignatures) {
    if (content.size() <= signature.offset) continue;
    if (!content.substr(signature.offset).starts_with(signature.bytes)) continue;
    if (signature.type == "image/webp" && !content.starts_with("RIFF")) continue;
    return signature.type;
  }
  return IsText(content) ? "text/plain"sv : ""sv;
}

std::string_view AcceptedUploads() {
  return "image/png,image/jpeg,image/gif,image/webp,image/heic,application/pdf,text/plain,.txt,"
         ".log,.heic";
}

std::string SafeFileName(std::string_view name) {
  name.remove_prefix(std::min(name.size(), name.find_last_of("/\\") + 1));
  const std::string valid = RepairUtf8(TruncateUtf8(name, 4096));
  std::vector<std::string_view> characters;
  for (std::size_t i = 0; i < valid.size();) {
    const std::size_t begin = i;
    if (IsKept(NextCodePoint(valid, &i))) {
      characters.push_back(std::string_view(valid).substr(begin, i - begin));
    }
  }
  std::string safe;
  const std::size_t count = characters.size();
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_long = count > kMaxFileNameCharacters;
    const std::size_t half = kMaxFileNameCharacters / 2;
    if (is_long && i == half) safe += "…";
    if (is_long && i >= half && i < count - half + 1) continue;
    safe += characters[i];
  }
  safe = CollapseWhiteSpace(safe);
  const bool says_nothing = safe.find_first_not_of(". ") == std::string::npos;
  return says_nothing ? "file" : safe;
}

}  // namespace zeroline
