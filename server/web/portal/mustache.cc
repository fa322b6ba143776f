#include "server/web/portal/mustache.h"

#include <algorithm>
#include <utility>

namespace zeroline {
namespace {

constexpr std::string_view kBlanks = " \t\r";

void AppendEscaped(std::string_view text, std::string* html) {
  std::size_t from = 0;
  for (std::size_t at; (at = text.find_first_of("&<>\"'", from)) != std::string_view::npos;) {
    html->append(text, from, at - from);
    switch (text[at]) {
      case '&':
        *html += "&amp;";
        break;
      case '<':
        *html += "&lt;";
        break;
      case '>':
        *html += "&gt;";
        break;
      case '"':
        *html += "&quot;";
        break;
      default:
        *html += "&#39;";
        break;
    }
    from = at + 1;
  }
  html->append(text, from);
}

std::string_view Trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

}  // namespace

View::Entry& View::EntryFor(std::string_view name) {
  for (Entry& entry : entries_) {
    if (entry.name == name) return entry = Entry{name, false, {}, {}};
  }
  return entries_.emplace_back(Entry{name, false, {}, {}});
}

const View::Entry* View::Find(std::string_view name) const {
  for (const Entry& entry : entries_) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

View& View::Text(std::string_view name, std::string text) {
  Entry& entry = EntryFor(name);
  entry.is_true = !text.empty();
  entry.text = std::move(text);
  return *this;
}

View& View::Flag(std::string_view name, bool value) {
  EntryFor(name).is_true = value;
  return *this;
}

View& View::Child(std::string_view name, View child) {
  Entry& entry = EntryFor(name);
  entry.is_true = true;
  entry.views.push_back(std::move(child));
  return *this;
}

View& View::List(std::string_view name, std::vector<View> items) {
  Entry& entry = EntryFor(name);
  entry.is_true = !items.empty();
  entry.views = std::move(items);
  return *this;
}

View& View::OptionalText(std::string_view name, std::string text) {
  return Text(name, std::move(text));
}

class Mustache::Compiler {
 public:
  explicit Compiler(std::string_view source) : source_(source) {}

  Result<std::vector<Step>> Compile() {
    for (std::size_t open; (open = source_.find("{{", at_)) != std::string_view::npos;) {
      AddText(source_.substr(at_, open - at_));
      const bool is_raw = source_.substr(open).starts_with("{{{");
      const std::string_view closing = is_raw ? "}}}" : "}}";
      const std::size_t begin = open + closing.size();
      const std::size_t close = source_.find(closing, begin);
      if (close == std::string_view::npos) return Fault(open, "a tag is not closed");
      at_ = close + closing.size();
      const std::string_view inside = source_.substr(begin, close - begin);
      if (Status added = is_raw ? AddVariable(Kind::kRaw, inside) : AddTag(open, inside); !added) {
        return tl::unexpected(added.error());
      }
    }
    AddText(source_.substr(at_));
    if (!open_.empty()) return Fail(ErrorCode::kInvalidArgument, Unclosed());
    return std::move(steps_);
  }

 private:
  void AddText(std::string_view text) {
    if (text.empty()) return;
    steps_.push_back({Kind::kText, std::string(text), 0});
  }

  Status AddVariable(Kind kind, std::string_view name) {
    steps_.push_back({kind, std::string(Trim(name)), 0});
    return {};
  }

  Status AddTag(std::size_t open, std::string_view inside) {
    const char sigil = inside.empty() ? ' ' : inside.front();
    if (sigil != '#' && sigil != '^' && sigil != '/' && sigil != '!') {
      return AddVariable(Kind::kEscaped, inside);
    }
    TakeWholeLine(open);
    const std::string_view name = Trim(inside.substr(1));
    if (sigil == '/') return CloseSection(open, name);
    if (sigil == '!') return {};
    open_.push_back(steps_.size());
    steps_.push_back({sigil == '#' ? Kind::kSection : Kind::kInverted, std::string(name), 0});
    return {};
  }

  // If the tag from `open` to at_ is alone on its line, the line goes: its indentation was added as
  // text already, its end is skipped.
  void TakeWholeLine(std::size_t open) {
    const std::size_t line = open == 0 ? 0 : source_.rfind('\n', open - 1) + 1;  // npos + 1 is 0
    const std::string_view before = source_.substr(line, open - line);
    if (!Trim(before).empty()) return;
    const std::size_t end = std::min(source_.find('\n', at_), source_.size());
    if (!Trim(source_.substr(at_, end - at_)).empty()) return;
    if (!before.empty() && !steps_.empty() && steps_.back().kind == Kind::kText) {
      steps_.back().text.resize(steps_.back().text.size() - before.size());
    }
    at_ = std::min(end + 1, source_.size());
  }

  Status CloseSection(std::size_t open, std::string_view name) {
    if (open_.empty() || steps_[open_.back()].text != name) {
      return Fault(open, "{{/" + std::string(name) + "}} closes nothing");
    }
    steps_[open_.back()].end = steps_.size();
    open_.pop_back();
    return {};
  }

  std::string Unclosed() const { return "Unclosed section \"" + steps_[open_.back()].text + "\""; }

  tl::unexpected<Error> Fault(std::size_t at, const std::string& what) const {
    const auto line =
        std::count(source_.begin(), source_.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    return Fail(ErrorCode::kInvalidArgument, "line " + std::to_string(line + 1) + ": " + what);
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::vector<Step> steps_;
  std::vector<std::size_t> open_;  // sections not closed yet
};

Result<Mustache> Mustache::Compile(std::string_view source) {
  auto steps = Compiler(source).Compile();
  if (!steps) return tl::unexpected(steps.error());
  Mustache mustache;
  mustache.steps_ = std::move(*steps);
  return mustache;
}

std::string Mustache::Render(const View& view) const {
  std::string html;
  html.reserve(16 * 1024);
  Context context = {&view};
  RenderSteps(0, steps_.size(), &context, &html);
  return html;
}

namespace {

// The innermost view that knows the name.
template <typename Entry, typename Find>
const Entry* Lookup(const std::vector<const View*>& context, Find find) {
  for (auto view = context.rbegin(); view != context.rend(); ++view) {
    if (const Entry* entry = find(**view)) return entry;
  }
  return nullptr;
}

}  // namespace

void Mustache::RenderSteps(std::size_t begin, std::size_t end, Context* context,
                           std::string* html) const {
  for (std::size_t at = begin; at < end; ++at) {
    const Step& step = steps_[at];
    if (step.kind == Kind::kText) {
      *html += step.text;
    } else if (step.kind == Kind::kSection || step.kind == Kind::kInverted) {
      RenderSection(at, context, html);
      at = step.end - 1;
    } else {
      const auto* entry =
          Lookup<View::Entry>(*context, [&](const View& view) { return view.Find(step.text); });
      if (entry == nullptr) continue;
      if (step.kind == Kind::kRaw) {
        *html += entry->text;
      } else {
        AppendEscaped(entry->text, html);
      }
    }
  }
}

void Mustache::RenderSection(std::size_t at, Context* context, std::string* html) const {
  const Step& step = steps_[at];
  const auto* entry =
      Lookup<View::Entry>(*context, [&](const View& view) { return view.Find(step.text); });
  const bool is_true = entry != nullptr && entry->is_true;
  if (is_true != (step.kind == Kind::kSection)) return;
  if (!is_true || entry->views.empty()) return RenderSteps(at + 1, step.end, context, html);
  for (const View& view : entry->views) {
    context->push_back(&view);
    RenderSteps(at + 1, step.end, context, html);
    context->pop_back();
  }
}

}  // namespace zeroline
