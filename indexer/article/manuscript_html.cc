#include "indexer/article/manuscript_html.h"

#include <algorithm>
#include <utility>

#include "indexer/article/link_target.h"
#include "indexer/article/raw_html.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

class HtmlReader {
 public:
  HtmlReader(const SourceFile& file, SourceRange range, Manuscript* manuscript)
      : file_(file), out_(manuscript), cursor_(range.begin), end_(range.end) {}

  void Read(std::string_view html) {
    constexpr std::size_t kCompared = 40;
    std::size_t i = 0;
    while (i < html.size()) {
      const std::size_t next = std::min(html.find('<', i), html.size());
      if (!IsBlank(html.substr(i, next - i))) content_.is_seen = true;
      if (next == html.size()) return;
      const RawTag tag = ReadTag(html.substr(next));
      const std::string_view written = html.substr(next, std::max<std::size_t>(tag.length, 1));
      const std::string_view line = written.substr(0, std::min(written.find('\n'), kCompared));
      const std::size_t found = out_->source.find(line, cursor_);
      if (found < end_) cursor_ = found;
      if (tag.kind == RawTag::Kind::kComment) {
        Comment(written, cursor_);
      } else {
        Tag(tag, cursor_);
      }
      cursor_ = std::min(cursor_ + line.size(), out_->source.size());
      i = next + written.size();
    }
  }

  HtmlContent content() const {
    HtmlContent content = content_;
    content.end = cursor_;
    return content;
  }

 private:
  void Tag(const RawTag& tag, std::size_t at) {
    if (tag.kind != RawTag::Kind::kOpen) {
      if (tag.kind == RawTag::Kind::kNone) content_.is_seen = true;
      return;
    }
    RawNames(tag, at);
    if (IsHeading(tag.element)) {
      ManuscriptHeading heading;
      heading.level = static_cast<int>(tag.element) - static_cast<int>(Element::kH1) + 1;
      heading.place = out_->PlaceOf(at);
      heading.text_index = out_->texts.size();
      heading.is_raw = true;
      heading.has_content = true;  // its own text cannot be told from what follows
      out_->headings.push_back(std::move(heading));
    } else if (tag.element == Element::kImg) {
      RawImage(tag, at);
    } else if (tag.element == Element::kText || tag.element == Element::kDropped) {
      content_.is_seen =
          true;  // a placeholder; a video or a form, which writers do not mean to be nothing
    }
  }

  // What a tag is called, and where it leads.
  void RawNames(const RawTag& tag, std::size_t at) {
    for (const std::string_view attribute : {"id", "name"}) {
      std::string name = AttributeValue(tag.attributes, attribute);
      if (name.empty() || (attribute == "name" && tag.element != Element::kA)) continue;
      out_->anchors.push_back({std::move(name), out_->PlaceOf(at)});
      break;
    }
    if (tag.element != Element::kA) return;
    ManuscriptLink link;
    link.target = AttributeValue(tag.attributes, "href");
    if (link.target.empty()) return;
    link.resolved = ResolvedPath(file_, link.target);
    link.place = out_->PlaceOf(at);
    link.is_raw = true;
    out_->links.push_back(std::move(link));
  }

  void RawImage(const RawTag& tag, std::size_t at) {
    ManuscriptImage image;
    image.target = AttributeValue(tag.attributes, "src");
    image.resolved = ResolvedPath(file_, image.target);
    image.alternative = CollapseWhiteSpace(AttributeValue(tag.attributes, "alt"));
    image.is_decoration =
        image.alternative.empty() && (tag.attributes.find("alt=\"\"") != std::string_view::npos ||
                                      tag.attributes.find("alt=''") != std::string_view::npos);
    image.place = out_->PlaceOf(at);
    content_.label += image.alternative;
    out_->images.push_back(std::move(image));
    content_.is_seen = true;
  }

  void Comment(std::string_view comment, std::size_t at) {
    constexpr std::size_t kOpen = 4, kClose = 3;  // <!-- and -->
    if (comment.size() < kOpen + kClose) return;
    ManuscriptComment found;
    found.text = comment.substr(kOpen, comment.size() - kOpen - kClose);
    found.place = out_->PlaceOf(at);
    found.last_line =
        found.place.line + static_cast<int>(std::count(comment.begin(), comment.end(), '\n'));
    out_->comments.push_back(std::move(found));
  }

  const SourceFile& file_;
  Manuscript* const out_;
  std::size_t cursor_;
  const std::size_t end_;
  HtmlContent content_;
};

}  // namespace

HtmlContent ReadHtml(const SourceFile& file, std::string_view html, SourceRange range,
                     Manuscript* manuscript) {
  HtmlReader reader(file, range, manuscript);
  reader.Read(html);
  return reader.content();
}

std::string ResolvedPath(const SourceFile& file, std::string_view address) {
  const LinkTarget target = ResolveLink(file, address);
  const bool is_ours =
      target.kind == LinkTarget::Kind::kArticle || target.kind == LinkTarget::Kind::kAsset;
  return is_ours ? target.path : std::string();
}

}  // namespace zeroline
