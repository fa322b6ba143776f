// The border of gumbo: HTML with its tags out of order -> a balanced stream of allowed elements.
#include <gumbo.h>

#include <charconv>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/html_elements.h"
#include "indexer/article/markdown.h"
#include "indexer/article/notes.h"

namespace zeroline {
namespace {

std::string_view Attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* attribute = gumbo_get_attribute(&element.attributes, name);
  return attribute == nullptr ? std::string_view() : std::string_view(attribute->value);
}

// A whole number from 0 to `max`; `otherwise` if it is none ("50%", "auto").
int Number(std::string_view text, int max, int otherwise) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool rest_is_unit =
      end == text.data() + text.size() ||
      std::string_view(end, static_cast<std::size_t>(text.data() + text.size() - end)) == "px";
  if (error != std::errc() || !rest_is_unit || number < 0 || number > max) return otherwise;
  return number;
}

std::string_view Alignment(std::string_view align) {
  for (const std::string_view known : {"left", "right", "center"}) {
    if (align == known) return known;
  }
  return "";
}

std::string_view CodeClass(std::string_view classes) {
  constexpr std::string_view kPrefix = "language-";
  if (classes.substr(0, kPrefix.size()) != kPrefix) return "";
  const std::string_view language = classes.substr(kPrefix.size());
  return language.size() <= 32 && language.find_first_of(" {,:\"'<>&") == std::string_view::npos
             ? language
             : std::string_view();
}

ElementAttributes AttributesOf(const GumboElement& node, Element element) {
  ElementAttributes attributes;
  attributes.id = Attribute(node, "id");
  attributes.title = Attribute(node, "title");
  switch (element) {
    case Element::kA:
      attributes.href = Attribute(node, "href");
      if (attributes.id.empty()) attributes.id = Attribute(node, "name");
      break;
    case Element::kImg:
      attributes.src = Attribute(node, "src");
      attributes.alt = Attribute(node, "alt");
      attributes.width = Number(Attribute(node, "width"), 10'000, 0);
      attributes.height = Number(Attribute(node, "height"), 10'000, 0);
      break;
    case Element::kTd:
    case Element::kTh:
      attributes.align = Alignment(Attribute(node, "align"));
      attributes.columns = Number(Attribute(node, "colspan"), 1000, 0);
      attributes.rows = Number(Attribute(node, "rowspan"), 1000, 0);
      break;
    case Element::kOl:
      attributes.start = Number(Attribute(node, "start"), 999'999'999, 1);
      break;
    case Element::kCode:
      attributes.code_language = CodeClass(Attribute(node, "class"));
      break;
    case Element::kBlockquote:
      attributes.note = NoteKind(Attribute(node, "class"));
      break;
    case Element::kInput:
      attributes.checked = gumbo_get_attribute(&node.attributes, "checked") != nullptr;
      break;
    default:
      break;
  }
  return attributes;
}

struct DestroyOutput {
  void operator()(GumboOutput* output) const {
    gumbo_destroy_output(&kGumboDefaultOptions, output);
  }
};

class HtmlWriter {
 public:
  HtmlWriter(int first_line, PageBuilder* page) : line_offset_(first_line - 1), page_(page) {}

  void Write(const GumboNode* root) {
    stack_.push_back(Level{root, Element::kUnwrapped, 0});
    while (!stack_.empty()) {
      Level& level = stack_.back();
      const GumboVector& children = level.node->v.element.children;
      if (level.next < children.length) {
        Enter(static_cast<const GumboNode*>(children.data[level.next++]));
        continue;
      }
      const Element element = level.element;
      stack_.pop_back();
      if (IsAllowed(element)) page_->Close(element);
      if (element == Element::kPre) --pre_depth_;
    }
  }

 private:
  struct Level {
    const GumboNode* node;
    Element element;
    unsigned next;  // child to visit
  };

  void Enter(const GumboNode* node) {
    switch (node->type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA:
        return Text(node->v.text.text);
      case GUMBO_NODE_ELEMENT:
        return EnterElement(node);
      default:
        return;
    }
  }

  void Text(std::string_view text) {
    if (pre_depth_ > 0) return page_->Text(text);
    while (true) {
      const std::size_t end = text.find('\n');
      if (end != 0 && !text.empty()) page_->Text(text.substr(0, end));
      if (end == std::string_view::npos) return;
      page_->SoftBreak();
      text.remove_prefix(end + 1);
    }
  }

  void EnterElement(const GumboNode* node) {
    const GumboElement& source = node->v.element;
    const Element element = FindElement(gumbo_normalized_tagname(source.tag));
    if (element == Element::kDropped) return;
    int line = 0;
    const std::string_view position = Attribute(source, "data-sourcepos");
    std::from_chars(position.data(), position.data() + position.size(), line);
    if (line > 0) page_->set_line(line_offset_ + line);
    if (IsAllowed(element)) page_->Open(element, AttributesOf(source, element));
    if (IsVoid(element)) return;
    if (element == Element::kPre) ++pre_depth_;
    stack_.push_back(Level{node, IsAllowed(element) ? element : Element::kUnwrapped, 0});
  }

  const int line_offset_;
  PageBuilder* const page_;
  std::vector<Level> stack_;
  int pre_depth_ = 0;
};

}  // namespace

void WriteHtml(std::string_view html, int first_line, PageBuilder* page) {
  GumboOptions options = kGumboDefaultOptions;
  options.fragment_context = GUMBO_TAG_BODY;
  options.max_errors = 0;
  const std::unique_ptr<GumboOutput, DestroyOutput> output(
      gumbo_parse_with_options(&options, html.data(), html.size()));
  HtmlWriter(first_line, page).Write(output->root);
}

}  // namespace zeroline
