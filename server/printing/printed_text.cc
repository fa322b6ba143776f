#include "server/printing/printed_text.h"

namespace zeroline {

std::string Printable(std::string_view text) {
  std::string printable;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool is_second_half =
        i + 1 < text.size() && byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (is_second_half) ++i;
    printable += byte < 0x20 || byte == 0x7F || is_second_half ? ' ' : text[i];
  }
  return printable;
}

std::string CsvCell(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos) {
    text.insert(0, 1, '\'');
  }
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace zeroline
