#include "indexer/article/inline_marks.h"

#include <cmark-gfm.h>

#include <vector>

#include "indexer/article/parse_arena.h"
#include "indexer/article/text_links.h"

namespace zeroline {
namespace {

std::string_view Literal(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? std::string_view() : std::string_view(literal);
}

cmark_node* NewText(const std::string& text, cmark_node_type type = CMARK_NODE_TEXT) {
  cmark_node* node = cmark_node_new_with_mem(type, ParseMemory());
  cmark_node_set_literal(node, text.c_str());
  return node;
}

void InsertAfter(cmark_node** place, cmark_node* node) {
  if (cmark_node_insert_after(*place, node) == 0) {
    cmark_node_free(node);
    return;
  }
  *place = node;
}

// One "~~" that stands as a text node of its own.
struct Strike {
  cmark_node* node = nullptr;
  bool can_open = false;
  bool can_close = false;
};

bool IsSpaceOrEnd(std::string_view text, std::size_t i) {
  return i >= text.size() || text[i] == ' ' || text[i] == '\t';
}

// Splits `text` so that each "~~" is a node of its own, and tells of them.
void SplitStrikes(cmark_node* text, std::vector<Strike>* strikes) {
  const std::string literal(Literal(text));
  std::size_t done = 0;
  cmark_node* place = text;
  for (std::size_t i = literal.find("~~"); i != std::string::npos; i = literal.find("~~", i)) {
    const std::size_t end = literal.find_first_not_of('~', i);
    if ((end == std::string::npos ? literal.size() : end) - i != 2) {  // "~~~" is none
      if (end == std::string::npos) break;
      i = end;
      continue;
    }
    if (done == 0) {
      cmark_node_set_literal(text, literal.substr(0, i).c_str());
    } else {
      InsertAfter(&place, NewText(literal.substr(done, i - done)));
    }
    InsertAfter(&place, NewText("~~"));
    // At the end of a text node a neighbour such as **bold** may follow, which counts as a word.
    const bool after =
        i + 2 < literal.size() ? !IsSpaceOrEnd(literal, i + 2) : cmark_node_next(place) != nullptr;
    const bool before =
        i > 0 ? !IsSpaceOrEnd(literal, i - 1) : cmark_node_previous(text) != nullptr;
    strikes->push_back(Strike{place, after, before});
    done = i + 2;
    i = done;
  }
  if (done > 0 && done < literal.size()) InsertAfter(&place, NewText(literal.substr(done)));
}

void ReplaceByTag(cmark_node* node, const char* tag) {
  cmark_node* html = NewText(tag, CMARK_NODE_HTML_INLINE);
  if (cmark_node_insert_before(node, html) == 0) {
    cmark_node_free(html);
    return;
  }
  cmark_node_unlink(node);
  cmark_node_free(node);
}

cmark_node* NewLink(const std::string& url, const std::string& label) {
  cmark_node* link = cmark_node_new_with_mem(CMARK_NODE_LINK, ParseMemory());
  cmark_node_set_url(link, url.c_str());
  cmark_node_append_child(link, NewText(label));
  return link;
}

}  // namespace

InlineMarks FindInlineMarks(std::string_view text) {
  InlineMarks marks;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    switch (text[i]) {
      case '@':
        marks.address_or_strike = true;
        break;
      case ':':
        marks.address_or_strike |= next == '/';
        break;
      case '~':
        marks.address_or_strike |= next == '~';
        break;
      case 'w':
        marks.address_or_strike |= next == 'w';
        break;
      case '[':
        marks.label |= next == '!';
        break;
      case ']':
        marks.broken_link |= next == '(';
        break;
      default:
        break;
    }
  }
  return marks;
}

std::string WithoutLabels(std::string_view text) {
  std::string plain;
  while (true) {
    const std::size_t begin = text.find("[!");
    if (begin == std::string_view::npos) break;
    const std::string_view rest = text.substr(begin);
    std::size_t name = 0;
    for (const std::string_view label : {"[!DNL ", "[!UICONTROL "}) {
      if (rest.substr(0, label.size()) == label) name = label.size();
    }
    const std::size_t end = name == 0 ? std::string_view::npos : rest.find(']', name);
    if (name != 0 && end == std::string_view::npos) break;  // nor will a later one find its end
    plain += text.substr(0, begin);
    if (end == std::string_view::npos) {
      plain += "[!";
      text.remove_prefix(begin + 2);
      continue;
    }
    plain += rest.substr(name, end - name);
    text.remove_prefix(begin + end + 1);
  }
  plain += text;
  return plain;
}

std::string PlainTitle(std::string_view title) {
  std::string plain = WithoutLabels(title);
  for (const std::string_view mark : {"**", "*", "`"}) {
    std::size_t open = plain.find(mark);
    while (open != std::string::npos) {
      const std::size_t inside = open + mark.size();
      const std::size_t close = plain.find(mark, inside + 1);
      if (close == std::string::npos) break;
      if (IsSpaceOrEnd(plain, inside) || plain[close - 1] == ' ') {
        open = close;
        continue;
      }
      plain.erase(close, mark.size()).erase(open, mark.size());
      open = plain.find(mark, close - mark.size());
    }
  }
  return plain;
}

void UnwrapLabels(cmark_node* text) {
  cmark_node_set_literal(text, WithoutLabels(Literal(text)).c_str());
}

void MarkHeadingAnchor(cmark_node* heading) {
  cmark_node* last = cmark_node_last_child(heading);
  if (last == nullptr || cmark_node_get_type(last) != CMARK_NODE_TEXT) return;
  std::string literal(Literal(last));
  while (!literal.empty() && literal.back() == ' ') literal.pop_back();
  const std::size_t begin = literal.rfind("{#");
  if (begin == std::string::npos || literal.back() != '}') return;
  std::string id = literal.substr(begin + 2, literal.size() - begin - 3);
  id = id.substr(0, id.find(' '));  // "{#id .class}"
  if (id.empty() || id.find_first_of("{}\"<>&") != std::string::npos) return;
  literal.resize(begin);
  while (!literal.empty() && literal.back() == ' ') literal.pop_back();
  cmark_node_set_literal(last, literal.c_str());
  cmark_node* anchor = NewText("<a id=\"" + id + "\"></a>", CMARK_NODE_HTML_INLINE);
  if (cmark_node_prepend_child(heading, anchor) == 0) cmark_node_free(anchor);
}

void MarkLinks(cmark_node* text) {
  const std::string literal(Literal(text));
  const std::vector<TextLink> links = FindTextLinks(literal);
  if (links.empty()) return;
  cmark_node* place = text;
  cmark_node_set_literal(text, literal.substr(0, links[0].begin).c_str());
  for (std::size_t i = 0; i < links.size(); ++i) {
    const TextLink& link = links[i];
    InsertAfter(&place, NewLink(link.url, literal.substr(link.begin, link.end - link.begin)));
    const std::size_t next = i + 1 < links.size() ? links[i + 1].begin : literal.size();
    if (next > link.end) InsertAfter(&place, NewText(literal.substr(link.end, next - link.end)));
  }
}

void MarkStrikes(cmark_node* parent) {
  std::vector<Strike> strikes;
  for (cmark_node* child = cmark_node_first_child(parent); child != nullptr;) {
    cmark_node* next = cmark_node_next(child);
    if (cmark_node_get_type(child) == CMARK_NODE_TEXT) SplitStrikes(child, &strikes);
    child = next;
  }
  const Strike* open = nullptr;
  for (const Strike& strike : strikes) {
    if (open != nullptr && strike.can_close) {
      ReplaceByTag(open->node, "<del>");
      ReplaceByTag(strike.node, "</del>");
      open = nullptr;
    } else if (open == nullptr && strike.can_open) {
      open = &strike;
    }
  }
}

}  // namespace zeroline
