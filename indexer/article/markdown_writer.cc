#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <memory>
#include <string>
#include <string_view>

#include "indexer/article/markdown.h"
#include "indexer/article/raw_html.h"

namespace zeroline {
namespace {

std::string_view View(const char* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

// "c++ title=x" -> "c++"; "" if it could not be a class name.
std::string_view CodeLanguage(std::string_view info) {
  info = info.substr(0, info.find_first_of(" \t{,:"));
  if (info.size() > 32) return "";
  for (const char c : info) {
    const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      std::string_view("+#.-_").find(c) != std::string_view::npos;
    if (!fine) return "";
  }
  return info;
}

class TreeWriter {
 public:
  TreeWriter(int first_line, PageBuilder* page) : line_offset_(first_line - 1), page_(page) {}

  void Write(cmark_node* root) {
    iterator_.reset(cmark_iter_new(root));
    while (true) {
      const cmark_event_type event = cmark_iter_next(iterator_.get());
      if (event == CMARK_EVENT_DONE) return;
      Visit(cmark_iter_get_node(iterator_.get()), event == CMARK_EVENT_ENTER);
    }
  }

 private:
  struct FreeIterator {
    void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
  };

  void Visit(cmark_node* node, bool enter) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_TEXT:
        page_->Text(View(cmark_node_get_literal(node)));
        break;
      case CMARK_NODE_SOFTBREAK:
        page_->set_line(++line_);
        page_->SoftBreak();
        break;
      case CMARK_NODE_LINEBREAK:
        page_->set_line(++line_);
        page_->Open(Element::kBr, {});
        break;
      case CMARK_NODE_CODE:
        Whole(Element::kCode, node);
        break;
      case CMARK_NODE_HTML_INLINE:
        Tag(View(cmark_node_get_literal(node)));
        break;
      case CMARK_NODE_EMPH:
        Toggle(Element::kEm, enter);
        break;
      case CMARK_NODE_STRONG:
        Toggle(Element::kStrong, enter);
        break;
      case CMARK_NODE_LINK:
        Link(node, enter);
        break;
      case CMARK_NODE_IMAGE:
        if (enter) Image(node);
        break;
      default:
        Block(node, enter);
    }
  }

  void Block(cmark_node* node, bool enter) {
    if (enter && cmark_node_get_start_line(node) > 0) {
      line_ = line_offset_ + cmark_node_get_start_line(node);
      page_->set_line(line_);
    }
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_DOCUMENT:
      case CMARK_NODE_HTML_BLOCK:
        break;
      case CMARK_NODE_PARAGRAPH:
        if (!IsTight(node)) Toggle(Element::kP, enter);
        break;
      case CMARK_NODE_HEADING:
        Toggle(HeadingElement(cmark_node_get_heading_level(node)), enter);
        break;
      case CMARK_NODE_BLOCK_QUOTE:
        Toggle(Element::kBlockquote, enter);
        break;
      case CMARK_NODE_CUSTOM_BLOCK:
        Note(node, enter);
        break;
      case CMARK_NODE_LIST:
        List(node, enter);
        break;
      case CMARK_NODE_ITEM:
        Item(node, enter);
        break;
      case CMARK_NODE_CODE_BLOCK:
        CodeBlock(node);
        break;
      case CMARK_NODE_THEMATIC_BREAK:
        page_->Open(Element::kHr, {});
        break;
      default:
        TablePart(node, enter);
    }
  }

  static Element HeadingElement(int level) {
    return static_cast<Element>(static_cast<int>(Element::kH1) + level - 1);
  }

  static bool IsTight(cmark_node* paragraph) {
    cmark_node* list = cmark_node_parent(cmark_node_parent(paragraph));
    return list != nullptr && cmark_node_get_type(list) == CMARK_NODE_LIST &&
           cmark_node_get_list_tight(list) != 0;
  }

  void Toggle(Element element, bool enter) {
    if (enter) {
      page_->Open(element, {});
    } else {
      page_->Close(element);
    }
  }

  void Whole(Element element, cmark_node* node) {
    page_->Open(element, {});
    page_->Text(View(cmark_node_get_literal(node)));
    page_->Close(element);
  }

  void Tag(std::string_view literal) {
    const RawTag tag = ReadTag(literal);
    if (tag.kind == RawTag::Kind::kClose) return page_->Close(tag.element);
    ElementAttributes attributes;
    const std::string id = AttributeValue(tag.attributes, "id");
    attributes.id = id;
    page_->Open(tag.element, attributes);
    if (tag.element == Element::kA) page_->Close(Element::kA);  // an anchor, empty by construction
  }

  void Link(cmark_node* node, bool enter) {
    if (!enter) return page_->Close(Element::kA);
    ElementAttributes attributes;
    attributes.href = View(cmark_node_get_url(node));
    attributes.title = View(cmark_node_get_title(node));
    page_->Open(Element::kA, attributes);
  }

  // The text inside an image is its alternative; the iterator is moved past it.
  void Image(cmark_node* node) {
    std::string alt;
    while (true) {
      const cmark_event_type event = cmark_iter_next(iterator_.get());
      cmark_node* inner = cmark_iter_get_node(iterator_.get());
      if (event == CMARK_EVENT_DONE || (event == CMARK_EVENT_EXIT && inner == node)) break;
      const cmark_node_type type = cmark_node_get_type(inner);
      if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) {
        alt += View(cmark_node_get_literal(inner));
      } else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
        alt += ' ';
      }
    }
    ElementAttributes attributes;
    attributes.src = View(cmark_node_get_url(node));
    attributes.title = View(cmark_node_get_title(node));
    attributes.alt = alt;
    page_->Open(Element::kImg, attributes);
  }

  void Note(cmark_node* node, bool enter) {
    if (!enter) return page_->Close(Element::kBlockquote);
    const std::string_view tag = View(cmark_node_get_on_enter(node));
    const std::size_t begin = tag.find('"') + 1;
    ElementAttributes attributes;
    attributes.note = tag.substr(begin, tag.rfind('"') - begin);
    page_->Open(Element::kBlockquote, attributes);
  }

  void List(cmark_node* node, bool enter) {
    const bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    ElementAttributes attributes;
    if (ordered) attributes.start = cmark_node_get_list_start(node);
    const Element element = ordered ? Element::kOl : Element::kUl;
    enter ? page_->Open(element, attributes) : page_->Close(element);
  }

  void Item(cmark_node* node, bool enter) {
    Toggle(Element::kLi, enter);
    if (!enter || cmark_node_get_syntax_extension(node) == nullptr) return;
    ElementAttributes attributes;
    attributes.checked = cmark_gfm_extensions_get_tasklist_item_checked(node);
    page_->Open(Element::kInput, attributes);
    page_->SoftBreak();
  }

  void CodeBlock(cmark_node* node) {
    ElementAttributes attributes;
    attributes.code_language = CodeLanguage(View(cmark_node_get_fence_info(node)));
    page_->Open(Element::kPre, {});
    page_->Open(Element::kCode, attributes);
    page_->Text(View(cmark_node_get_literal(node)));
    page_->Close(Element::kCode);
    page_->Close(Element::kPre);
  }

  void TablePart(cmark_node* node, bool enter) {
    const std::string_view type = cmark_node_get_type_string(node);
    if (type == "table") {
      if (!enter) CloseTableBody();
      Toggle(Element::kTable, enter);
      if (enter) {
        columns_ = cmark_gfm_extensions_get_table_columns(node);
        alignments_ = cmark_gfm_extensions_get_table_alignments(node);
      }
    } else if (type == "table_header" || type == "table_row") {
      TableRow(type == "table_header", enter);
    } else if (type == "table_cell") {
      TableCell(enter);
    }
  }

  void TableRow(bool is_header, bool enter) {
    in_header_ = is_header;
    column_ = 0;
    if (enter && is_header) page_->Open(Element::kThead, {});
    if (enter && !is_header && !in_body_) {
      page_->Open(Element::kTbody, {});
      in_body_ = true;
    }
    Toggle(Element::kTr, enter);
    if (!enter && is_header) page_->Close(Element::kThead);
  }

  void CloseTableBody() {
    if (in_body_) page_->Close(Element::kTbody);
    in_body_ = false;
  }

  void TableCell(bool enter) {
    const Element element = in_header_ ? Element::kTh : Element::kTd;
    if (!enter) return page_->Close(element);
    ElementAttributes attributes;
    const std::uint8_t alignment =
        alignments_ != nullptr && column_ < columns_ ? alignments_[column_] : std::uint8_t{0};
    if (alignment == 'l') attributes.align = "left";
    if (alignment == 'c') attributes.align = "center";
    if (alignment == 'r') attributes.align = "right";
    ++column_;
    page_->Open(element, attributes);
  }

  const int line_offset_;
  PageBuilder* const page_;
  std::unique_ptr<cmark_iter, FreeIterator> iterator_;
  int line_ = 0;
  bool in_header_ = false;
  bool in_body_ = false;
  int column_ = 0;
  int columns_ = 0;
  const std::uint8_t* alignments_ = nullptr;
};

}  // namespace

void WriteTree(cmark_node* root, int first_line, PageBuilder* page) {
  TreeWriter(first_line, page).Write(root);
}

}  // namespace zeroline
