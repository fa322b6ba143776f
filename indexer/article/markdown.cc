#include "indexer/article/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <cstdlib>
#include <memory>
#include <mutex>

#include "indexer/article/markdown_tree.h"
#include "indexer/article/parse_arena.h"

namespace zeroline {
namespace {

struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeText {
  void operator()(char* text) const { std::free(text); }
};

void RegisterExtensions() {
  static std::once_flag once;
  std::call_once(once, cmark_gfm_core_extensions_ensure_registered);
}

}  // namespace

cmark_parser* NewMarkdownParser() {
  RegisterExtensions();
  cmark_parser* parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, ParseMemory());
  // Only block extensions: cmark-gfm's inline ones are not thread-safe (see text_links.h).
  for (const char* name : {"table", "tasklist"}) {
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name));
  }
  return parser;
}

std::optional<InputProblem> WriteMarkdown(std::string_view markdown, int first_line,
                                          PageBuilder* page) {
  const auto in_file = [first_line](InputProblem problem) {
    problem.line = problem.line > 0 ? problem.line + first_line - 1 : 0;
    return problem;
  };
  if (auto problem = FindInputProblem(markdown)) return in_file(std::move(*problem));
  const ParseArenaScope arena;
  const std::unique_ptr<cmark_parser, FreeParser> parser(NewMarkdownParser());
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  const std::unique_ptr<cmark_node, FreeNode> root(cmark_parser_finish(parser.get()));
  if (auto problem = FindTreeProblem(root.get())) return in_file(std::move(*problem));
  TreeFacts facts;
  if (auto problem = NormaliseTree(root.get(), &facts)) return in_file(std::move(*problem));
  if (facts.dropped_line > 0) {
    page->set_line(first_line + facts.dropped_line - 1);
    page->Warn("raw-html", "scripts, frames, forms' fields and other active HTML are left out");
  }
  if (facts.broken_link_line > 0) {
    page->set_line(first_line + facts.broken_link_line - 1);
    page->Warn(
        "link-syntax",
        "a link here is shown as it is written; put an address with spaces in <...>, or write "
        "%20 for each");
  }
  if (!facts.needs_html_parser) {
    WriteTree(root.get(), first_line, page);
    return std::nullopt;
  }
  const std::unique_ptr<char, FreeText> html(cmark_render_html_with_mem(
      root.get(), CMARK_OPT_UNSAFE | CMARK_OPT_SOURCEPOS,
      cmark_parser_get_syntax_extensions(parser.get()), cmark_get_default_mem_allocator()));
  WriteHtml(html.get(), first_line, page);
  return std::nullopt;
}

}  // namespace zeroline
