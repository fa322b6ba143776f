#include "indexer/article/manuscript_reader.h"

#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/article/inline_marks.h"
#include "indexer/article/manuscript_html.h"
#include "indexer/article/markdown.h"
#include "indexer/article/markdown_tree.h"
#include "indexer/article/parse_arena.h"
#include "indexer/article/raw_html.h"
#include "indexer/article/text_links.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

std::string_view View(const char* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// "Heading {#id}" -> "Heading".
std::string_view WithoutAnchor(std::string_view heading) {
  const std::size_t brace = heading.rfind('{');
  if (brace != std::string_view::npos && heading.back() == '}') heading = heading.substr(0, brace);
  while (!heading.empty() && heading.back() == ' ') heading.remove_suffix(1);
  return heading;
}

class BodyReader {
 public:
  BodyReader(const SourceFile& file, Manuscript* manuscript) : file_(file), out_(manuscript) {}

  void Read(cmark_node* root) {
    struct FreeIterator {
      void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
    };
    const std::unique_ptr<cmark_iter, FreeIterator> iterator(cmark_iter_new(root));
    while (true) {
      const cmark_event_type event = cmark_iter_next(iterator.get());
      if (event == CMARK_EVENT_DONE) return;
      Visit(cmark_iter_get_node(iterator.get()), event == CMARK_EVENT_ENTER);
    }
  }

 private:
  void Visit(cmark_node* node, bool enter) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_PARAGRAPH:
        return Block(node, ManuscriptText::Kind::kParagraph, enter);
      case CMARK_NODE_HEADING:
        return enter ? StartHeading(node) : FinishHeading();
      case CMARK_NODE_BLOCK_QUOTE:
        quotes_ += enter ? 1 : -1;
        return;
      case CMARK_NODE_LIST:
        return List(node, enter);
      case CMARK_NODE_CODE_BLOCK:
      case CMARK_NODE_THEMATIC_BREAK:
        return SeeContent();
      case CMARK_NODE_HTML_BLOCK:
        cursor_ = Offset(cmark_node_get_start_line(node), 1);
        SetBlockEnd(node);
        return Html(View(cmark_node_get_literal(node)));
      case CMARK_NODE_DOCUMENT:
      case CMARK_NODE_ITEM:
      case CMARK_NODE_CUSTOM_BLOCK:
        return;
      default:
        if (View(cmark_node_get_type_string(node)) == "table_cell") {
          return Block(node, ManuscriptText::Kind::kCell, enter);
        }
        Inline(node, enter);
    }
  }

  void Inline(cmark_node* node, bool enter) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_TEXT:
        return Text(node);
      case CMARK_NODE_SOFTBREAK:
      case CMARK_NODE_LINEBREAK:
        cursor_ = std::min(out_->source.find('\n', cursor_), out_->source.size());
        Append("\n", cursor_);
        return AddLabel(" ");
      case CMARK_NODE_CODE:
        Append(kObjectMark, cursor_);
        SeeContent();
        return AddLabel(View(cmark_node_get_literal(node)));
      case CMARK_NODE_HTML_INLINE:
        return InlineHtml(node);
      case CMARK_NODE_LINK:
        return Link(node, enter);
      case CMARK_NODE_IMAGE:
        return Image(node, enter);
      default:
        return;
    }
  }

  // The byte of a place of the body, as cmark counts; the end of the source if it is beyond.
  std::size_t Offset(int line, int column) const {
    const std::size_t index =
        static_cast<std::size_t>(std::max(line, 1)) + static_cast<std::size_t>(out_->body_line) - 2;
    if (index >= out_->line_begins.size()) return out_->source.size();
    return std::min(out_->line_begins[index] + static_cast<std::size_t>(std::max(column, 1)) - 1,
                    out_->source.size());
  }

  void Block(cmark_node* node, ManuscriptText::Kind kind, bool enter) {
    if (!enter) return FinishText();
    text_ = {};
    text_.kind = kind;
    text_.is_quoted = quotes_ > 0;
    const int line = cmark_node_get_start_line(node);
    // A cell's place is its row's; what stood before it on the row has been passed.
    const std::size_t begin = Offset(line, cmark_node_get_start_column(node));
    cursor_ = kind == ManuscriptText::Kind::kCell ? std::max(cursor_, Offset(line, 1)) : begin;
    SetBlockEnd(node);
  }

  void SetBlockEnd(cmark_node* node) {
    const int last = std::max(cmark_node_get_end_line(node), cmark_node_get_start_line(node));
    block_end_ = std::min(out_->source.find('\n', Offset(last, 1)), out_->source.size());
  }

  void FinishText() {
    if (text_.runs.empty()) return;
    out_->texts.push_back(std::move(text_));
    text_ = {};
  }

  void StartHeading(cmark_node* node) {
    Block(node, ManuscriptText::Kind::kHeading, true);
    ManuscriptHeading heading;
    heading.level = cmark_node_get_heading_level(node);
    heading.place = out_->PlaceOf(cursor_);
    out_->headings.push_back(std::move(heading));
    in_heading_ = true;
  }

  void FinishHeading() {
    in_heading_ = false;
    ManuscriptHeading& heading = out_->headings.back();
    heading.text = WithoutAnchor(CollapseWhiteSpace(WithoutLabels(heading.text)));
    FinishText();
    heading.text_index = out_->texts.size();
  }

  void List(cmark_node* node, bool enter) {
    if (cmark_node_get_list_type(node) != CMARK_ORDERED_LIST) return;
    if (enter && numbered_++ == 0) {
      ManuscriptList list;
      list.place =
          out_->PlaceOf(Offset(cmark_node_get_start_line(node), cmark_node_get_start_column(node)));
      for (cmark_node* item = cmark_node_first_child(node); item != nullptr;
           item = cmark_node_next(item)) {
        ++list.items;
      }
      out_->lists.push_back(list);
    }
    if (!enter) --numbered_;
  }

  void SeeContent() {
    if (!in_heading_ && !out_->headings.empty()) out_->headings.back().has_content = true;
  }

  void Append(std::string_view text, std::size_t source) {
    if (text.empty()) return;
    text_.runs.push_back(
        {static_cast<std::uint32_t>(text_.text.size()), static_cast<std::uint32_t>(source)});
    text_.text += text;
    if (link_ < out_->links.size()) text_.linked += text.size();
  }

  // What a link, an image or a heading is called.
  void AddLabel(std::string_view text) {
    if (image_ != nullptr) image_->append(text);
    if (link_ < out_->links.size()) out_->links[link_].text += text;
    if (in_heading_) out_->headings.back().text += text;
  }

  // Where the literal begins: where cmark says, else the next place it stands at.
  std::size_t Find(cmark_node* node, std::string_view literal) const {
    constexpr std::size_t kCompared = 16;
    const std::string_view head = literal.substr(0, kCompared);
    const std::size_t guess =
        Offset(cmark_node_get_start_line(node), cmark_node_get_start_column(node));
    const std::string_view source = out_->source;
    if (guess >= cursor_ && source.substr(guess, head.size()) == head) return guess;
    if (cursor_ >= block_end_) return cursor_;
    const std::size_t found = source.substr(0, block_end_).find(head, cursor_);
    return found == std::string_view::npos ? cursor_ : found;
  }

  void Text(cmark_node* node) {
    const std::string_view literal = View(cmark_node_get_literal(node));
    AddLabel(literal);
    if (image_ != nullptr) return;
    if (!IsBlank(literal)) SeeContent();
    const std::size_t begin = Find(node, literal);
    std::size_t done = 0;
    if (literal.find("://") != std::string_view::npos ||
        literal.find('@') != std::string_view::npos ||
        literal.find("www.") != std::string_view::npos) {
      for (const TextLink& address : FindTextLinks(literal)) {
        Append(literal.substr(done, address.begin - done), begin + done);
        Append(kObjectMark, begin + address.begin);
        done = address.end;
      }
    }
    Append(literal.substr(done), begin + done);
    cursor_ = std::min(begin + literal.size(), out_->source.size());
  }

  void Link(cmark_node* node, bool enter) {
    if (!enter) {
      if (link_ < out_->links.size()) {
        std::string& text = out_->links[link_].text;
        text = CollapseWhiteSpace(WithoutLabels(text));
      }
      link_ = out_->links.size();
      return;
    }
    link_ = out_->links.size();
    ManuscriptLink link;
    link.target = View(cmark_node_get_url(node));
    link.resolved = ResolvedPath(file_, link.target);
    link.place = out_->PlaceOf(Mark(node, "[<"));
    out_->links.push_back(std::move(link));
    SeeContent();
  }

  void Image(cmark_node* node, bool enter) {
    if (image_ != nullptr && (enter || nested_images_ > 0)) {
      nested_images_ += enter ? 1 : -1;  // what is called by its text alone
      return;
    }
    if (!enter) {
      out_->images.back().alternative = CollapseWhiteSpace(alternative_);
      image_ = nullptr;
      return;
    }
    ManuscriptImage image;
    image.target = View(cmark_node_get_url(node));
    image.resolved = ResolvedPath(file_, image.target);
    const std::size_t at = Mark(node, "!");
    image.place = out_->PlaceOf(at);
    cursor_ = at;
    out_->images.push_back(std::move(image));
    alternative_.clear();
    image_ = &alternative_;
    Append(kObjectMark, at);
    SeeContent();
  }

  // Where the node begins, with one of these characters.
  std::size_t Mark(cmark_node* node, std::string_view marks) const {
    const std::size_t guess =
        Offset(cmark_node_get_start_line(node), cmark_node_get_start_column(node));
    const std::string_view source = out_->source;
    if (guess >= cursor_ && guess < source.size() &&
        marks.find(source[guess]) != std::string_view::npos) {
      return guess;
    }
    const std::size_t found = source.find_first_of(marks, cursor_);
    return found < block_end_ ? found : cursor_;
  }

  void InlineHtml(cmark_node* node) {
    const std::string_view literal = View(cmark_node_get_literal(node));
    const RawTag tag = ReadTag(literal);
    if (tag.element == Element::kBr) Append("\n", cursor_);
    if (tag.element == Element::kText && tag.kind != RawTag::Kind::kComment) {
      Append(kObjectMark, cursor_);
    }
    Html(literal);
  }

  // Raw HTML that begins at the cursor or behind it.
  void Html(std::string_view html) {
    const HtmlContent content = ReadHtml(file_, html, {cursor_, block_end_}, out_);
    cursor_ = content.end;
    AddLabel(content.label);
    if (content.is_seen) SeeContent();
  }

  const SourceFile& file_;
  Manuscript* const out_;
  std::size_t cursor_ = 0;     // in the source: what stands before it has been read
  std::size_t block_end_ = 0;  // in the source, of the block being read
  ManuscriptText text_;
  int quotes_ = 0;
  int numbered_ = 0;
  bool in_heading_ = false;
  std::size_t link_ = static_cast<std::size_t>(-1);  // the open one in out_->links
  std::string alternative_;
  int nested_images_ = 0;
  std::string* image_ = nullptr;  // alternative_ while an image is open
};

struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};

}  // namespace

bool ReadBody(const SourceFile& file, std::size_t body, Manuscript* manuscript) {
  const ParseArenaScope arena;
  const std::unique_ptr<cmark_parser, FreeParser> parser(NewMarkdownParser());
  const std::string_view markdown = std::string_view(manuscript->source).substr(body);
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  const std::unique_ptr<cmark_node, FreeNode> root(cmark_parser_finish(parser.get()));
  if (FindTreeProblem(root.get())) return false;
  cmark_consolidate_text_nodes(root.get());
  BodyReader(file, manuscript).Read(root.get());
  return true;
}

}  // namespace zeroline
