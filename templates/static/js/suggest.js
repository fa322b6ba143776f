// Suggestions while a person types, on every form with [data-suggest]: the combobox pattern of the ARIA
// Authoring Practices with a list that pops up. Without this script the form simply searches.
//
// Also lets "/" focus the first search box.

const DELAY_MS = 120;
const LIMIT = 8;
const MAX_TYPED = 200;

const ICONS = {
  article: "M5.5 2.5h6l3.5 3.5v11.5h-9.5zM8 10h4.5M8 13h4.5",
  question: "M7.5 7.5a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1 1-1.1 1.8M10 14.2v.1M10 17.5a7.5 7.5 0 1 1 0-15 7.5 7.5 0 0 1 0 15",
  completion: "m13 13 4.5 4.5M8.75 14.5a5.75 5.75 0 1 1 0-11.5 5.75 5.75 0 0 1 0 11.5",
};

function icon(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("width", "18");
  svg.setAttribute("height", "18");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[kind] ?? ICONS.completion);
  svg.append(path);
  return svg;
}

// Shows text with its <mark>s. The server escapes it already; parsing it into an inert document and taking
// over only text and marks means that nothing else could come through.
function markedText(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const span = document.createElement("span");
  for (const node of parsed.body.childNodes) {
    if (node.nodeName === "MARK") {
      const mark = document.createElement("mark");
      mark.textContent = node.textContent;
      span.append(mark);
    } else {
      span.append(node.textContent);
    }
  }
  return span;
}

class SuggestBox {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=search]");
    this.status = form.querySelector("[data-suggest-status]");
    this.items = [];
    this.selected = -1;
    this.typed = this.input.value;
    this.timer = 0;
    this.request = null;
    this.isComposing = false;
    this.addList();
    this.listen();
  }

  addList() {
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `${this.input.id}-suggestions`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.form.dataset.label);
    this.list.lang = this.form.dataset.lang;
    this.list.hidden = true;
    this.form.append(this.list);
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-expanded", "false");
    this.input.setAttribute("aria-controls", this.list.id);
  }

  listen() {
    this.input.addEventListener("compositionstart", () => {
      this.isComposing = true;
      this.cancel();
    });
    this.input.addEventListener("compositionend", () => {
      this.isComposing = false;
      this.schedule();
    });
    this.input.addEventListener("input", (event) => {
      if (!event.isComposing && !this.isComposing) this.schedule();
    });
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => this.close());
    // The input keeps the focus, so that a click is not lost to the blur before it.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.open(Number(option.dataset.index), event);
    });
    this.form.addEventListener("submit", () => this.close());
    // A page brought back by the back button must not show a list from before.
    window.addEventListener("pageshow", () => this.close());
  }

  schedule() {
    this.cancel();
    this.typed = this.input.value;
    if (this.typed.trim() === "") {
      this.close();
      return;
    }
    this.timer = setTimeout(() => this.fetch(), DELAY_MS);
  }

  cancel() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.request = null;
  }

  async fetch() {
    const request = new AbortController();
    this.request = request;
    const query = this.typed;
    const parameters = new URLSearchParams({
      q: query,
      lang: this.form.dataset.lang,
      limit: String(LIMIT),
    });
    try {
      const response = await fetch(`/api/v1/suggest?${parameters}`, {
        signal: request.signal,
        headers: { Accept: "application/json" },
      });
      if (!response.ok) return;
      const answer = await response.json();
      if (request === this.request && document.activeElement === this.input) {
        this.show(answer.suggestions);
      }
    } catch (error) {
      // Suggestions are a convenience: when they cannot be had, the form still searches.
      if (error.name !== "AbortError") this.close();
    }
  }

  show(items) {
    this.items = items;
    this.selected = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...items.map((item, index) => this.option(item, index)));
    const isOpen = items.length > 0;
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    this.status.textContent = isOpen
      ? this.form.dataset.available.replace("{count}", String(items.length))
      : this.form.dataset.none;
  }

  option(item, index) {
    const option = document.createElement("li");
    option.className = "suggestion";
    option.id = `${this.list.id}-${index}`;
    option.dataset.index = String(index);
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.append(icon(item.kind), markedText(item.html));
    return option;
  }

  onKey(event) {
    // Enter and arrows belong to the input method while it composes; 229 is what browsers without
    // isComposing on this event report.
    if (event.isComposing || this.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      // The first press closes the list; only with the list closed does the browser clear the field.
      if (this.list.hidden) return;
      event.preventDefault();
      this.input.value = this.typed;
      this.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.list.hidden) {
        if (event.key === "ArrowDown" && this.input.value.trim() !== "") this.schedule();
        return;
      }
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && this.selected >= 0) {
      event.preventDefault();
      this.open(this.selected, event);
    } else if (event.key === "Tab") {
      this.close();
    }
  }

  // One place beyond either end is the field itself with the words as typed.
  move(step) {
    const places = this.items.length + 1;
    this.select(((this.selected + 1 + step + places) % places) - 1);
  }

  select(index) {
    this.selected = index;
    for (const option of this.list.children) {
      option.setAttribute("aria-selected", String(Number(option.dataset.index) === index));
    }
    if (index < 0) {
      this.input.removeAttribute("aria-activedescendant");
      this.input.value = this.typed;
      return;
    }
    const option = this.list.children[index];
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
    this.input.value = this.items[index].text;
  }

  // A text whose suggestion is opened is a search, though no page of results was asked for. A completion
  // leads to one, which counts by itself.
  tell(item) {
    if (item.kind === "completion" || this.typed.trim() === "") return;
    const lang = this.form.dataset.lang;
    fetch("/api/v1/visits", {
      method: "POST",
      keepalive: true,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ q: this.typed.slice(0, MAX_TYPED), lang, article: item.id, channel: "web" }),
    }).catch(() => {});
  }

  open(index, event) {
    const { url } = this.items[index];
    this.tell(this.items[index]);
    // As with any link: a modifier opens another tab.
    if (event.ctrlKey || event.metaKey) window.open(url, "_blank", "noopener");
    else window.location.assign(url);
    this.close();
  }

  close() {
    this.cancel();
    this.list.hidden = true;
    this.selected = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = "";
  }
}

for (const form of document.querySelectorAll("form[data-suggest]")) new SuggestBox(form);

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const input = document.querySelector("form[data-suggest] input[type=search]");
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.select();
});
