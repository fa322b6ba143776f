#include "indexer/article/markdown_tree.h"

#include <cmark-gfm.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/inline_marks.h"
#include "indexer/article/limits.h"
#include "indexer/article/notes.h"
#include "indexer/article/parse_arena.h"
#include "indexer/article/raw_html.h"

namespace zeroline {
namespace {

struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};
using Iterator = std::unique_ptr<cmark_iter, FreeIterator>;

std::string_view Literal(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? std::string_view() : std::string_view(literal);
}

// Nodes that an iterator enters and never exits.
bool IsLeaf(cmark_node_type type) {
  return type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_THEMATIC_BREAK ||
         type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_TEXT || type == CMARK_NODE_SOFTBREAK ||
         type == CMARK_NODE_LINEBREAK || type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE;
}

bool IsInline(cmark_node_type type) {
  return (type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE;
}

void Remove(cmark_node* node) {
  cmark_node_unlink(node);
  cmark_node_free(node);
}

// The line of the block that the node stands in.
int LineOf(cmark_node* node) {
  while (node != nullptr && IsInline(cmark_node_get_type(node))) node = cmark_node_parent(node);
  return node == nullptr ? 0 : cmark_node_get_start_line(node);
}

// The nodes that need a closer look, in document order, so that the tree is not changed under its
// iterator.
struct Candidates {
  std::vector<cmark_node*> raw;     // inline HTML and HTML blocks
  std::vector<cmark_node*> quotes;  // block quotes
  std::vector<cmark_node*> headings;
  std::vector<cmark_node*> texts;   // outside of links, with what may be an address or a strike
  std::vector<cmark_node*> labels;  // with "[!"
  int broken_link_line = 0;
};

Candidates Collect(cmark_node* root) {
  Candidates found;
  const Iterator iterator(cmark_iter_new(root));
  int links = 0;  // depth of links and images, whose text is left as it is
  while (true) {
    const cmark_event_type event = cmark_iter_next(iterator.get());
    if (event == CMARK_EVENT_DONE) return found;
    cmark_node* node = cmark_iter_get_node(iterator.get());
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
      links += event == CMARK_EVENT_ENTER ? 1 : -1;
    }
    if (event != CMARK_EVENT_ENTER) continue;
    if (type == CMARK_NODE_HTML_INLINE || type == CMARK_NODE_HTML_BLOCK) {
      found.raw.push_back(node);
    } else if (type == CMARK_NODE_BLOCK_QUOTE) {
      found.quotes.push_back(node);
    } else if (type == CMARK_NODE_HEADING) {
      found.headings.push_back(node);
    } else if (type == CMARK_NODE_TEXT) {
      const InlineMarks marks = FindInlineMarks(Literal(node));
      if (links == 0 && marks.address_or_strike) found.texts.push_back(node);
      if (marks.label) found.labels.push_back(node);
      if (marks.broken_link && found.broken_link_line == 0) found.broken_link_line = LineOf(node);
    }
  }
}

// Decides over the raw HTML of one tree.
class RawNodes {
 public:
  explicit RawNodes(TreeFacts* facts) : facts_(facts) {}

  void Visit(cmark_node* node) {
    cmark_node* parent = cmark_node_parent(node);
    const int line = LineOf(node);
    if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK) {
      Block(node);
    } else {
      if (parent != parent_) Leave(parent);
      Inline(node);
    }
    if (facts_->dropped_line == 0 && html_.dropped_content()) facts_->dropped_line = line;
  }

  std::optional<InputProblem> Finish() {
    Leave(nullptr);
    if (html_.too_deep()) {
      return InputProblem{0, "too-deep",
                          "HTML tags are nested more than " + std::to_string(kMaxNesting) +
                              " deep or never closed"};
    }
    if (html_.too_many()) {
      return InputProblem{
          0, "too-large",
          "the article has more than " + std::to_string(kMaxRawTags) + " HTML tags; split it"};
    }
    return std::nullopt;
  }

 private:
  // What was left open among the children of one node can only be closed by an HTML parser.
  void Leave(cmark_node* next) {
    for (const Element element : open_) {
      if (element != kAnchor) facts_->needs_html_parser = true;
    }
    open_.clear();
    parent_ = next;
  }

  void Block(cmark_node* node) {
    const std::string normal = html_.Normalise(Literal(node));
    if (normal.find_first_not_of(" \t\r\n") == std::string::npos) return Remove(node);
    // A block of "<your-domain>" alone is a paragraph to its reader.
    cmark_node_set_literal(node,
                           html_.wrote_tags() ? normal.c_str() : ("<p>" + normal + "</p>").c_str());
    facts_->needs_html_parser = true;
  }

  void Inline(cmark_node* node) {
    const std::string source(Literal(node));
    const RawTag tag = ReadTag(source);
    if (tag.kind == RawTag::Kind::kOpen && tag.element == Element::kA &&
        AttributeValue(tag.attributes, "href").empty()) {
      return AnchorTag(node, tag);
    }
    if (tag.kind == RawTag::Kind::kClose && tag.element == Element::kA && !open_.empty() &&
        open_.back() == kAnchor) {
      open_.pop_back();
      return Remove(node);
    }
    const std::string normal = html_.Normalise(source);
    if (normal.empty()) return Remove(node);
    if (!html_.wrote_tags()) return ShowAsText(node, source);
    cmark_node_set_literal(node, normal.c_str());
    Pair(tag, normal);
  }

  // <a name="x">: what it encloses stays, its end tag goes.
  void AnchorTag(cmark_node* node, const RawTag& tag) {
    std::string id = AttributeValue(tag.attributes, "id");
    if (id.empty()) id = AttributeValue(tag.attributes, "name");
    open_.push_back(kAnchor);
    if (id.empty()) return Remove(node);
    if (id.find('&') != std::string::npos) facts_->needs_html_parser = true;
    std::string anchor = "<a id=\"";
    for (const char c : id) {
      if (c != '"' && c != '<' && c != '>') anchor += c;
    }
    anchor += "\"></a>";
    cmark_node_set_literal(node, anchor.c_str());
  }

  void ShowAsText(cmark_node* node, const std::string& source) {
    cmark_node* text = cmark_node_new_with_mem(CMARK_NODE_TEXT, ParseMemory());
    cmark_node_set_literal(text, source.c_str());
    cmark_node_insert_before(node, text);
    Remove(node);
  }

  // Keeps track of whether the tags among these siblings pair up.
  void Pair(const RawTag& tag, const std::string& normal) {
    if (tag.kind == RawTag::Kind::kOpen) {
      const bool has_attributes = normal.find('=') != std::string::npos;
      if (has_attributes || IsBlock(tag.element) || tag.element == Element::kA ||
          tag.element == Element::kTd || tag.element == Element::kTh) {
        facts_->needs_html_parser = true;
      }
      if (!IsVoid(tag.element)) open_.push_back(tag.element);
    } else if (IsVoid(tag.element)) {
      return;
    } else if (!open_.empty() && open_.back() == tag.element) {
      open_.pop_back();
    } else {
      facts_->needs_html_parser = true;
    }
  }

  // Stands in open_ for an <a> without address, whose end tag is dropped.
  static constexpr Element kAnchor = Element::kUnwrapped;

  TreeFacts* const facts_;
  RawHtml html_;
  cmark_node* parent_ = nullptr;
  std::vector<Element> open_;  // among the children of parent_
};

}  // namespace

std::optional<InputProblem> FindTreeProblem(cmark_node* root) {
  const Iterator iterator(cmark_iter_new(root));
  int depth = 0;
  while (true) {
    const cmark_event_type event = cmark_iter_next(iterator.get());
    if (event == CMARK_EVENT_DONE) return std::nullopt;
    cmark_node* node = cmark_iter_get_node(iterator.get());
    const cmark_node_type type = cmark_node_get_type(node);
    if (IsLeaf(type) || type == CMARK_NODE_LIST) continue;  // a list's items are the level
    if (event == CMARK_EVENT_EXIT) {
      --depth;
    } else if (++depth > kMaxNesting) {
      return InputProblem{cmark_node_get_start_line(node), "too-deep",
                          "lists, quotes or emphasis are nested more than " +
                              std::to_string(kMaxNesting) + " deep; flatten them"};
    }
  }
}

std::optional<InputProblem> NormaliseTree(cmark_node* root, TreeFacts* facts) {
  cmark_consolidate_text_nodes(root);
  const Candidates found = Collect(root);
  facts->broken_link_line = found.broken_link_line;
  for (cmark_node* heading : found.headings) MarkHeadingAnchor(heading);
  for (cmark_node* quote : found.quotes) MarkNote(quote);
  for (cmark_node* label : found.labels) UnwrapLabels(label);
  cmark_node* parent = nullptr;
  for (cmark_node* text : found.texts) MarkLinks(text);
  for (cmark_node* text : found.texts) {
    if (cmark_node_parent(text) != parent) MarkStrikes(parent = cmark_node_parent(text));
  }
  RawNodes raw(facts);
  for (cmark_node* node : found.raw) raw.Visit(node);
  return raw.Finish();
}

}  // namespace zeroline
