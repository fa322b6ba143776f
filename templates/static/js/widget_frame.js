// Inside the widget's frame: search as you type, articles in place, and the request form with suggestions. All
// by the JSON API, without cookies, which browsers may keep from a frame in another site's page.

const PAUSE_MS = 350;
const words = document.body.dataset;
const lang = words.lang;
const $ = (name) => document.querySelector(`[data-${name}]`);
const field = (id) => document.getElementById(id);
const views = [...document.querySelectorAll("[data-view]")];
const status = $("status");

const token = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const visitor = token();  // of this frame, as there may be no cookie
let intent = "";  // from the moment the request form is opened
let key = token();
let path = ["search"];  // the views that "Back" goes through
let article = null;
let seconds = 0;
let since = 0;
const lookedAt = new Set();
const rejected = new Set();

const post = (url, data, options = {}) => fetch(url, {
  method: "POST",
  body: JSON.stringify({ lang, channel: "widget", intent, visitor, ...data }),
  ...options,
  headers: { "Content-Type": "application/json", ...options.headers },
});
const tell = (kind, data = {}) =>
  intent && post("/api/v1/deflect/events", { kind, ...data }, { keepalive: true }).catch(() => {});

// A text that was submitted, or whose result was opened, is a search; what was typed on the way is not.
let counted = "";
function count(result) {
  const q = field("q").value.trim().slice(0, 200);
  if (!q || (!result && q === counted)) return;
  counted = q;
  const opened = result ? { article: result.id, article_lang: result.lang } : {};
  post("/api/v1/visits", { q, ...opened }, { keepalive: true }).catch(() => {});
}

function countReading() {
  if (since > 0) seconds += (performance.now() - since) / 1000;
  since = path.at(-1) === "article" && intent ? performance.now() : 0;
}

const FOCUS = { search: () => field("q"), request: () => field(field("subject").value ? "body" : "subject") };

function show(name, focus) {
  for (const view of views) view.hidden = view.dataset.view !== name;
  $("back").hidden = path.length < 2;
  $("ask-row").hidden = name !== "search" && !(name === "article" && !path.includes("request"));
  status.textContent = "";
  countReading();
  const target = focus?.isConnected ? focus : (FOCUS[name]?.() ?? views.find((v) => !v.hidden).querySelector("h2"));
  if (!target.matches("input, textarea, button")) target.tabIndex = -1;
  target.focus();
}

let openers = [];
function go(name) {
  openers.push(document.activeElement);
  path.push(name);
  show(name);
}
function back() {
  path.pop();
  show(path.at(-1), openers.pop());
}
function restart(name) {
  path = [name];
  openers = [];
  show(name);
}

// Asks when somebody pauses, never while an input method composes; of two answers the later question's counts.
function whenTyped(inputs, ask) {
  let timer = 0;
  let running = null;
  let isComposing = false;
  const schedule = () => {
    clearTimeout(timer);
    running?.abort();
    if (isComposing) return;
    timer = setTimeout(() => {
      running = new AbortController();
      ask(running.signal);
    }, PAUSE_MS);
  };
  for (const input of inputs) {
    input.addEventListener("compositionstart", () => {
      isComposing = true;
      schedule();
    });
    input.addEventListener("compositionend", () => {
      isComposing = false;
      schedule();
    });
    input.addEventListener("input", (event) => {
      if (!event.isComposing) schedule();
    });
  }
}

function items(results) {
  return results.map((result) => {
    const item = document.createElement("li");
    item.dataset.article = result.id;
    const button = document.createElement("button");
    button.type = "button";
    button.lang = result.lang;
    const title = document.createElement("span");
    title.textContent = result.title;
    const snippet = document.createElement("p");
    snippet.innerHTML = result.snippet;  // escaped by the server but for its marks
    button.append(title, snippet);
    button.addEventListener("click", () => open(result));
    item.append(button);
    return item;
  });
}

async function search(signal) {
  const q = field("q").value.trim();
  const list = $("results");
  if (!q) {
    list.replaceChildren();
    status.textContent = "";
    return;
  }
  try {
    const response = await fetch(`/api/v1/search?limit=6&lang=${encodeURIComponent(lang)}&q=${encodeURIComponent(q)}`, { signal });
    if (!response.ok) throw new Error(String(response.status));
    const { results } = await response.json();
    list.replaceChildren(...items(results));
    const found = words.found.replace("{count}", String(results.length));
    status.textContent = results.length > 0 ? found : words.nothing;
  } catch {
    if (!signal?.aborted) status.textContent = words.failed;
  }
}

async function open(result) {
  article = result;
  lookedAt.add(result.id);
  const isHelp = path.includes("request");
  $("helpful").hidden = isHelp;
  $("helped").hidden = $("helped-not").hidden = false;
  $("heard").textContent = "";
  if (!isHelp) count(result);
  if (isHelp) tell("opened", { article: result.id, lang: result.lang, anchor: result.section.anchor });
  $("title").textContent = result.title;
  $("title").lang = result.lang;
  $("full").href = result.url;
  $("verdict").hidden = !isHelp;
  const text = $("text");
  text.lang = result.lang;
  text.replaceChildren();
  go("article");
  status.textContent = words.loading;
  try {
    const id = result.id.split("/").map(encodeURIComponent).join("/");
    const response = await fetch(`/api/v1/articles/${id}?lang=${encodeURIComponent(result.lang)}`);
    if (!response.ok) throw new Error(String(response.status));
    const { html } = await response.json();
    if (article !== result || path.at(-1) !== "article") return;
    text.innerHTML = html;
    status.textContent = "";
    for (const named of text.querySelectorAll("[id]")) named.id = `a-${named.id}`;
    for (const link of text.querySelectorAll("a[href]")) {
      const href = link.getAttribute("href");
      if (href.startsWith("#")) link.setAttribute("href", `#a-${decodeURIComponent(href.slice(1))}`);
      else Object.assign(link, { target: "_blank", rel: "noopener" });
    }
    const heading = result.section.anchor && document.getElementById(`a-${result.section.anchor}`);
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus();
    heading.scrollIntoView();
  } catch {
    if (article === result) status.textContent = words.unread;
  }
}

const written = () => ({ subject: field("subject").value.trim(), body: field("body").value });
const wanted = (answer) => answer.results.filter(({ id }) => !rejected.has(id)).slice(0, 3);

async function suggest(signal) {
  try {
    const response = await post("/api/v1/deflect", written(), { signal });
    if (!response.ok) return;
    const answer = await response.json();
    const known = answer.incidents.map(({ text }) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    });
    const list = [...known, ...items(wanted(answer))];
    $("suggestions").replaceChildren(...list);
    $("help").hidden = list.length === 0;
  } catch {
    // The form goes on without.
  }
}

async function send() {
  const ticket = { ...written(), contact: field("contact").value.trim() };
  const problem = $("problem");
  problem.textContent = "";
  try {
    let response = null;
    for (let i = 0; i < 2; i += 1) {
      response = await post("/api/v1/tickets", ticket, { headers: { "Idempotency-Key": key } });
      if (response.status !== 409) break;
      key = token();  // changed since it was sent
    }
    if (!response.ok) {
      problem.textContent = response.status === 429 ? words.limit : words.error;
    } else {
      $("number").textContent = (await response.json()).ticket;
      finish("sent");
      return;
    }
  } catch {
    problem.textContent = words.error;
  }
  if (path.at(-1) === "step") back();
}

function finish(name) {
  intent = "";
  key = token();
  rejected.clear();
  lookedAt.clear();
  $("request").reset();
  $("help").hidden = true;
  restart(name);
}

// Once, if something may help that was not looked at.
let offered = "";
async function submit() {
  const { subject, body } = written();
  if (!subject || !body.trim()) {
    $("problem").textContent = words.incomplete;
    field(subject ? "body" : "subject").focus();
    return;
  }
  if (offered !== intent) {
    offered = intent;
    try {
      const response = await post("/api/v1/deflect", { subject, body });
      const answer = response.ok ? await response.json() : { results: [], incidents: [] };
      const unread = wanted(answer).filter(({ id }) => !lookedAt.has(id));
      const known = answer.incidents.map(({ text }) => text).join(" ");
      if (unread.length > 0 || known) {
        $("offers").replaceChildren(...items(unread));
        $("known").textContent = known;
        go("step");
        return;
      }
    } catch {
      // Straight to sending.
    }
  }
  await send();
}

const button = (name, action) => $(name).addEventListener("click", action);
const close = () => window.parent.postMessage("zeroline:close", "*");

async function say(helped) {
  const { id, lang: language } = article;
  const path = id.split("/").map(encodeURIComponent).join("/");
  try {
    const response = await post(`/api/v1/articles/${path}/feedback`, { lang: language, helped });
    if (!response.ok) throw new Error(String(response.status));
    $("helped").hidden = $("helped-not").hidden = true;
    $("heard").textContent = helped ? words.thanks : words.thanksNo;
  } catch {
    $("heard").textContent = words.unsaid;
  }
}

button("helped", () => say(true));
button("helped-not", () => say(false));
button("back", back);
button("close", close);
button("ask", () => {
  const asked = field("q").value.trim();
  count();
  if (!field("subject").value) field("subject").value = asked;
  if (!intent) {
    intent = token();
    tell("form_opened");
  }
  go("request");
});
button("confirm", send);
button("solved", () => {
  countReading();
  tell("solved", { article: article.id, lang: article.lang, seconds: Math.round(seconds) });
  finish("solved");
});
button("rejected", () => {
  tell("rejected", { article: article.id, lang: article.lang });
  rejected.add(article.id);
  for (const list of [$("suggestions"), $("offers")]) {
    for (const item of [...list.children]) {
      if (item.dataset.article === article.id) item.remove();
    }
  }
  $("help").hidden = $("suggestions").children.length === 0;
  back();
});
for (const again of document.querySelectorAll("[data-again]")) {
  again.addEventListener("click", () => {
    field("q").value = "";
    $("results").replaceChildren();
    restart("search");
  });
}
$("search").addEventListener("submit", (event) => {
  event.preventDefault();
  count();
  search();
});
let isSending = false;
$("request").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (isSending) return;
  isSending = true;
  await submit();
  isSending = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) close();
});
window.addEventListener("focus", () => {
  if (document.activeElement === document.body) FOCUS[path.at(-1)]?.().focus();
});
window.addEventListener("pagehide", () => {
  countReading();
  tell("left", { seconds: Math.round(seconds) });
});
// The frame is made when somebody opens it.
field("q").focus();
whenTyped([field("q")], search);
whenTyped([field("subject"), field("body")], suggest);
