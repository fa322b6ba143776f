// Beside the request form: articles that may solve it while it is being written, each to be read right
// here. Nothing of it is needed to send the form, so whatever fails here fails in silence.

const PAUSE_MS = 400;
const MOST = 3;
const ID_PREFIX = "reader-";
const NARROW = window.matchMedia("(max-width: 63.99rem)");

const form = document.querySelector("form[data-request]");
const aside = document.querySelector("[data-help]");
const reader = document.querySelector("[data-reader]");

const part = (root, name) => root.querySelector(`[data-${name}]`);
const field = (name) => form.elements.namedItem(name);

// What the server is told; it answers nothing that anybody waits for.
function tell(kind, details = {}) {
  const event = { intent: field("intent").value, lang: form.dataset.lang, channel: "web", kind, ...details };
  fetch("/api/v1/deflect/events", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(event),
    keepalive: true,
  }).catch(() => {});
}

// The articles that did not help, so that they stay away when the page comes back with a mistake.
class Rejections {
  #name = "zeroline-request-rejected";

  constructor(intent, tried) {
    this.intent = intent;
    this.ids = new Set(tried ? [tried] : []);
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#name) ?? "null");
      if (kept?.intent === intent) for (const id of kept.ids) this.ids.add(id);
    } catch {
      // Storage can be forbidden.
    }
  }

  has(id) {
    return this.ids.has(id);
  }

  add(id) {
    this.ids.add(id);
    try {
      sessionStorage.setItem(this.#name, JSON.stringify({ intent: this.intent, ids: [...this.ids] }));
    } catch {
      // As above.
    }
  }
}

// Asks when somebody pauses, and never while an input method composes. Of two answers the later question's
// counts.
class Asker {
  #timer = 0;
  #running = null;
  #asked = "";
  #isComposing = false;

  constructor(show) {
    this.show = show;
    for (const name of ["subject", "body"]) {
      const input = field(name);
      input.addEventListener("compositionstart", () => {
        this.#isComposing = true;
        this.#stop();
      });
      input.addEventListener("compositionend", () => {
        this.#isComposing = false;
        this.schedule();
      });
      input.addEventListener("input", (event) => {
        if (!event.isComposing) this.schedule();
      });
    }
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = null;
  }

  schedule() {
    if (this.#isComposing) return;
    this.#stop();
    this.#timer = setTimeout(() => this.#ask(), PAUSE_MS);
  }

  async #ask() {
    const question = {
      subject: field("subject").value,
      body: field("body").value,
      lang: form.dataset.lang,
      intent: field("intent").value,
      channel: "web",
    };
    const text = JSON.stringify(question);
    if (text === this.#asked) return;
    if (!question.subject.trim() && !question.body.trim()) {
      this.#asked = text;
      this.show({ results: [], incidents: [] });
      return;
    }
    const running = new AbortController();
    this.#running = running;
    try {
      const response = await fetch("/api/v1/deflect", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: text,
        signal: running.signal,
      });
      if (!response.ok) return;
      const answer = await response.json();
      if (running.signal.aborted) return;
      this.#asked = text;
      this.show(answer);
    } catch {
      // Too late, or not to be had: the form goes on without.
    }
  }
}

// Shows one article at its best section over the form, which stays as it is below.
class Reader {
  #article = null;
  #opened = 0;
  #seconds = 0;
  #isRejecting = false;

  constructor(rejected) {
    this.rejected = rejected;
    part(reader, "reader-back").addEventListener("click", () => reader.close());
    part(reader, "reader-solved").addEventListener("click", () => this.#solve());
    part(reader, "reader-rejected").addEventListener("click", () => this.#askWhy());
    part(reader, "reader-reasons").addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.#reject(button.dataset.reason);
    });
    reader.addEventListener("close", () => this.#closed());
    reader.addEventListener("click", (event) => {
      if (event.target === reader) reader.close();
    });
    document.addEventListener("visibilitychange", () => this.#count());
  }

  get secondsRead() {
    this.#count();
    return Math.round(this.#seconds);
  }

  // Only time during which it could be read counts.
  #count() {
    const now = performance.now();
    if (this.#opened > 0) this.#seconds += (now - this.#opened) / 1000;
    this.#opened = reader.open && document.visibilityState === "visible" ? now : 0;
  }

  async open(article, opener) {
    this.#article = article;
    this.opener = opener;
    this.#isRejecting = false;
    const title = part(reader, "reader-title");
    title.textContent = article.title;
    title.lang = article.lang;
    const link = part(reader, "reader-link");
    link.href = article.url;
    part(reader, "reader-actions").hidden = false;
    part(reader, "reader-reasons").hidden = true;
    const text = part(reader, "reader-text");
    text.replaceChildren();
    text.lang = article.lang;
    const status = part(reader, "reader-status");
    status.textContent = reader.dataset.loading;
    reader.showModal();
    part(reader, "reader-body").focus();
    this.#count();
    tell("opened", { article: article.id, lang: article.lang, anchor: article.section.anchor });
    try {
      const id = article.id.split("/").map(encodeURIComponent).join("/");
      const response = await fetch(`/api/v1/articles/${id}?lang=${encodeURIComponent(article.lang)}`);
      if (!response.ok) throw new Error(String(response.status));
      const { html } = await response.json();
      if (this.#article !== article || !reader.open) return;
      text.innerHTML = html;
      status.textContent = "";
      this.#settle(text, article.section.anchor);
    } catch {
      if (this.#article === article) status.textContent = reader.dataset.failed;
    }
  }

  // Names of the article must not meet those of the page, and its links must not lead away from the form.
  #settle(text, anchor) {
    for (const named of text.querySelectorAll("[id]")) named.id = ID_PREFIX + named.id;
    for (const link of text.querySelectorAll("a[href]")) {
      const href = link.getAttribute("href");
      if (href.startsWith("#")) {
        link.setAttribute("href", `#${ID_PREFIX}${decodeURIComponent(href.slice(1))}`);
      } else {
        link.target = "_blank";
        link.rel = "noopener";
      }
    }
    const heading = anchor ? document.getElementById(ID_PREFIX + anchor) : null;
    if (heading === null) {
      part(reader, "reader-body").scrollTop = 0;
      return;
    }
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }

  #askWhy() {
    this.#isRejecting = true;
    part(reader, "reader-actions").hidden = true;
    const reasons = part(reader, "reader-reasons");
    reasons.hidden = false;
    reasons.querySelector("button").focus();
  }

  #reject(reason) {
    this.#isRejecting = false;
    const article = this.#article;
    tell("rejected", { article: article.id, lang: article.lang, anchor: article.section.anchor, reason });
    reader.close();
    this.rejected(article);
  }

  #closed() {
    this.#count();
    const { opener } = this;
    if (this.#isRejecting) this.#reject("");
    else if (opener?.isConnected) opener.focus();
  }

  // By a plain form: it works when scripts of the next page do not, and the answer is a page.
  #solve() {
    const out = document.createElement("form");
    out.method = "post";
    out.action = reader.dataset.solvedAction;
    out.enctype = "multipart/form-data";
    const values = {
      csrf: field("csrf").value,
      intent: field("intent").value,
      solved: `${this.#article.lang} ${this.#article.id}`,
      seconds: this.secondsRead,
    };
    for (const [name, value] of Object.entries(values)) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = value;
      out.append(input);
    }
    document.body.append(out);
    this.isDone = true;
    out.submit();
  }
}

// The list beside the form.
class Suggestions {
  #shown = "";
  #waiting = null;
  #lastField = null;

  constructor() {
    this.rejections = new Rejections(field("intent").value, aside.dataset.tried);
    this.reader = new Reader((article) => this.#remove(article));
    this.announcements = [...document.querySelectorAll("[data-help-announcements] li")];
    form.addEventListener("focusin", (event) => {
      if (!aside.contains(event.target)) this.#lastField = event.target;
      if (this.#waiting && !this.#wouldPush()) this.show(this.#waiting);
    });
    new Asker((answer) => this.show(answer)).schedule();
  }

  // On a narrow screen the list stands between fields: it must not push away the one being filled in.
  #wouldPush() {
    const active = document.activeElement;
    if (!NARROW.matches || !form.contains(active) || aside.contains(active)) return false;
    return Boolean(aside.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING);
  }

  show(answer) {
    this.#waiting = null;
    if (this.#wouldPush()) {
      this.#waiting = answer;
      return;
    }
    const articles = (answer.results ?? []).filter(({ id }) => !this.rejections.has(id)).slice(0, MOST);
    const known = (answer.incidents ?? []).map(({ text }) => text);
    const shown = JSON.stringify([articles.map(({ id, url }) => [id, url]), known]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.articles = articles;
    this.#render(known);
  }

  #render(known) {
    const list = part(aside, "help-list");
    list.replaceChildren(...this.articles.map((article) => this.#card(article)));
    const box = part(aside, "help-known");
    box.replaceChildren(...known.map((text) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = text;
      return paragraph;
    }));
    box.hidden = known.length === 0;
    part(aside, "help-title").textContent = known.length > 0 ? aside.dataset.known : aside.dataset.title;
    aside.hidden = known.length === 0 && this.articles.length === 0;
    if (known.length > 0) this.#noteKnown();
    const count = Math.min(this.articles.length, this.announcements.length);
    const status = part(document, "help-status");
    status.textContent = known.join(" ") || (count > 0 ? this.announcements[count - 1].textContent : "");
  }

  // Whoever has read it here is not told again before sending.
  #noteKnown() {
    if (field("knows_incident")) return;
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = "knows_incident";
    input.value = "1";
    form.append(input);
  }

  #card(article) {
    const item = document.createElement("li");
    item.className = "help-item";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "help-open";
    button.lang = article.lang;
    button.textContent = article.title;
    button.addEventListener("click", () => this.reader.open(article, button));
    item.append(button);
    if (article.section.heading && article.section.heading !== article.title) {
      const heading = document.createElement("p");
      heading.className = "help-heading";
      heading.lang = article.lang;
      heading.textContent = article.section.heading;
      item.append(heading);
    }
    const snippet = document.createElement("p");
    snippet.className = "help-snippet";
    snippet.lang = article.lang;
    // Escaped by the server but for its marks.
    snippet.innerHTML = article.snippet;
    item.append(snippet);
    return item;
  }

  #remove(article) {
    this.rejections.add(article.id);
    this.show({ results: this.articles, incidents: [] });
    (this.#lastField ?? field("body")).focus();
  }
}

if (form && aside && reader) {
  const suggestions = new Suggestions();
  let isSending = false;
  form.addEventListener("submit", () => {
    isSending = true;
  });
  window.addEventListener("pageshow", () => {
    isSending = false;
  });
  window.addEventListener("pagehide", () => {
    if (!isSending && !suggestions.reader.isDone) tell("left", { seconds: suggestions.reader.secondsRead });
  });
}
