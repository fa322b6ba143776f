// Mustache, as much of it as pages need: {{name}} escaped, {{{name}}} as it is,
// {{#name}}...{{/name}} for a list, a view or a true value, {{^name}}...{{/name}} for its absence,
// {{! comment}}. A section tag alone on its line leaves no line behind. Partials and lambdas do not
// exist here: partials are put in place before (see templates.h), and nothing that fills a template
// is ever read as template source.
//
// Compiled once to a flat list of steps, so that rendering is appending: a page of 10 kB takes some
// microseconds.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_MUSTACHE_H_
#define ZEROLINE_SERVER_WEB_PORTAL_MUSTACHE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

// What a template is filled with: names to text, flags, views and lists of views. A name not found
// in a view is looked up in the views around it.
//
// Names are not copied: they are string literals. Not thread-safe; reading is.
class View {
 public:
  // Each replaces what was there and returns *this.
  View& Text(std::string_view name, std::string text);
  View& Flag(std::string_view name, bool value);
  View& Child(std::string_view name, View child);
  View& List(std::string_view name, std::vector<View> items);
  // "" counts as false, so that {{#name}} hides what surrounds a text that is not there.
  View& OptionalText(std::string_view name, std::string text);

 private:
  friend class Mustache;
  struct Entry;
  Entry& EntryFor(std::string_view name);
  const Entry* Find(std::string_view name) const;

  std::vector<Entry> entries_;  // few enough that searching them in order beats a hash
};

struct View::Entry {
  std::string_view name;
  bool is_true = false;
  std::string text;
  std::vector<View> views;
};

// Immutable, hence thread-safe.
class Mustache {
 public:
  // kInvalidArgument with the line of the fault.
  static Result<Mustache> Compile(std::string_view source);

  std::string Render(const View& view) const;

 private:
  enum class Kind { kText, kEscaped, kRaw, kSection, kInverted };
  struct Step {
    Kind kind = Kind::kText;
    std::string text;     // literal text, or a name
    std::size_t end = 0;  // of a section: the step after its last
  };
  using Context = std::vector<const View*>;
  class Compiler;

  void RenderSteps(std::size_t begin, std::size_t end, Context* context, std::string* html) const;
  void RenderSection(std::size_t at, Context* context, std::string* html) const;

  std::vector<Step> steps_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_MUSTACHE_H_
