#include "indexer/article/notes.h"

#include <cmark-gfm.h>

#include <string>
#include <utility>

#include "indexer/article/parse_arena.h"

namespace zeroline {
namespace {

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// "[!WORD rest]tail" or "![WORD rest]tail" taken apart.
struct Marker {
  std::string word;  // lower case
  std::string rest;
  std::string tail;
};

bool ReadMarker(std::string_view text, Marker* marker) {
  if (text.substr(0, 2) != "[!" && text.substr(0, 2) != "![") return false;
  const std::size_t end = text.find(']');
  if (end == std::string_view::npos) return false;
  const std::string_view inside = text.substr(2, end - 2);
  const std::size_t word_end = inside.find(' ');
  marker->word = Lower(inside.substr(0, word_end));
  if (word_end != std::string_view::npos) marker->rest = inside.substr(word_end + 1);
  std::string_view tail = text.substr(end + 1);
  while (!tail.empty() && tail.front() == ' ') tail.remove_prefix(1);
  marker->tail = tail;
  return true;
}

void Remove(cmark_node* node) {
  cmark_node_unlink(node);
  cmark_node_free(node);
}

// Takes the marker, and the line end behind it, out of the paragraph it begins.
void RemoveMarker(cmark_node* text, const std::string& tail) {
  if (!tail.empty()) {
    cmark_node_set_literal(text, tail.c_str());
    return;
  }
  cmark_node* next = cmark_node_next(text);
  if (next != nullptr && cmark_node_get_type(next) == CMARK_NODE_SOFTBREAK) Remove(next);
  // The emptied nodes stay, for somebody may hold them; an empty paragraph is not written.
  cmark_node_set_literal(text, "");
}

void MoveChildren(cmark_node* from, cmark_node* before) {
  while (cmark_node* child = cmark_node_first_child(from)) {
    if (cmark_node_insert_before(before, child) == 0) return;
  }
}

}  // namespace

std::string_view NoteKind(std::string_view word) {
  constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
      {"note", "note"},           {"info", "note"},         {"tip", "tip"},
      {"important", "important"}, {"warning", "warning"},   {"caution", "caution"},
      {"danger", "caution"},      {"success", "tip"},       {"error", "warning"},
      {"admin", "note"},          {"availability", "note"}, {"prerequisites", "note"}};
  const std::string lower = Lower(word);
  for (const auto& [name, kind] : kKinds) {
    if (lower == name) return kind;
  }
  return "";
}

void MarkNote(cmark_node* quote) {
  cmark_node* paragraph = cmark_node_first_child(quote);
  if (paragraph == nullptr || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH) return;
  cmark_node* text = cmark_node_first_child(paragraph);
  if (text == nullptr || cmark_node_get_type(text) != CMARK_NODE_TEXT) return;
  Marker marker;
  if (!ReadMarker(cmark_node_get_literal(text), &marker)) return;
  if (marker.word == "video") {
    cmark_node_set_literal(text,
                           (marker.rest + (marker.tail.empty() ? "" : " ") + marker.tail).c_str());
    MoveChildren(quote, quote);
    return Remove(quote);
  }
  const std::string_view kind = NoteKind(marker.word);
  if (kind.empty()) return;
  cmark_node* note = cmark_node_new_with_mem(CMARK_NODE_CUSTOM_BLOCK, ParseMemory());
  cmark_node_set_on_enter(note, ("<blockquote class=\"" + std::string(kind) + "\">").c_str());
  cmark_node_set_on_exit(note, "</blockquote>");
  if (cmark_node_insert_before(quote, note) == 0) return cmark_node_free(note);
  RemoveMarker(text, marker.tail);
  while (cmark_node* child = cmark_node_first_child(quote)) {
    if (cmark_node_append_child(note, child) == 0) break;
  }
  Remove(quote);
}

}  // namespace zeroline
