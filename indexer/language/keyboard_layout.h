// Which key gives which character? For text typed while another keyboard layout was active
// ("ghbdtn" for "привет") and for slips to a neighbouring key.
//
// Layouts are those of a PC keyboard as Windows and most of Linux ship them; a Mac's differ in a
// few punctuation keys. To add a layout: a row in the table of keyboard_layout.cc and a value here.
//
// Thread-safe.
#ifndef ZEROLINE_INDEXER_LANGUAGE_KEYBOARD_LAYOUT_H_
#define ZEROLINE_INDEXER_LANGUAGE_KEYBOARD_LAYOUT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

enum class Layout {
  kEnglish,  // QWERTY, United States; what Polish (programmer's) is without AltGr
  kGerman,   // QWERTZ
  kRussian,
  kUkrainian,
  kBelarusian,
};

// What appears when the keys that give `text` on layout `from` are pressed while `to` is active.
// Characters that `from` has no key for stay as they are; the others come back with `from` and `to`
// exchanged. So what was typed while `active` was on, though `meant` was wanted, is repaired by
// TypedOnOtherLayout(typed, active, meant). `text` is UTF-8, composed (NFC).
std::string TypedOnOtherLayout(std::string_view text, Layout from, Layout to);

// The layout on which most people type a language (a BCP 47 tag), if the table has it.
std::optional<Layout> LayoutOfLanguage(std::string_view tag);

// The lower-case letters on the keys that touch the key of `letter` (UTF-8, either case), in the
// order of the keyboard's rows; none if the layout has no key for it.
std::vector<std::string> NeighbouringLetters(std::string_view letter, Layout layout);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_KEYBOARD_LAYOUT_H_
