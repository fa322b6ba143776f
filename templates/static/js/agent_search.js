// The workspace and the panel: answers while an agent types or pastes, the keyboard, the clipboard. What is
// shown comes from the server; without this script the form is sent by its button and links are copied by hand.

const TYPING_MS = 250;
const form = document.querySelector("[data-find]");
const found = document.querySelector("[data-find-found]");
const status = document.querySelector("[data-find-status]");
const count = document.querySelector("[data-find-count]");
const keys = document.querySelector("[data-find-keys]");
const box = form?.elements.text;

const hits = () => [...found.querySelectorAll("[data-found]")];
const hitOf = (element) => element?.closest?.("[data-found]") ?? null;
const valueOf = (hit, kind) => hit.querySelector(`[data-form="${kind}"]`).value;

function say(text, isCareful = false) {
  status.classList.toggle("is-careful", isCareful);
  status.textContent = text;
}

// Searching

let timer = 0;
let request = null;
let asked = null; // the search that runs or was answered last, as one string
let answered = Promise.resolve();

function grow() {
  box.style.blockSize = "auto";
  box.style.blockSize = `${Math.min(box.scrollHeight + 2, innerHeight * 0.4)}px`;
}

function show(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  found.replaceChildren(...parsed.body.childNodes);
  count.textContent = found.querySelector("[data-count]")?.textContent ?? "";
}

async function ask() {
  const key = JSON.stringify([box.value.trim(), form.elements.customer.value, form.elements.ticket.value]);
  if (key === asked) return;
  asked = key;
  request?.abort();
  const own = new AbortController();
  request = own;
  const body = new FormData(form);
  body.set("part", "found");
  found.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(form.action, { method: "POST", body, signal: own.signal });
    const html = await response.text();
    if (own.signal.aborted) return;
    if (response.ok) {
      show(html);
      say("");
    } else {
      asked = null;
      say(response.status === 403 ? form.dataset.signedOut : form.dataset.failed, true);
    }
  } catch {
    if (own.signal.aborted) return;
    asked = null;
    say(form.dataset.failed, true);
  } finally {
    if (request === own) found.removeAttribute("aria-busy");
  }
}

// Resolves when what is in the box now has been answered.
function search() {
  clearTimeout(timer);
  timer = 0;
  const running = ask();
  answered = Promise.all([answered, running]);
  return answered;
}

function searchSoon() {
  clearTimeout(timer);
  timer = setTimeout(search, TYPING_MS);
}

// Copying

function copyByHand(hit, kind) {
  hit.querySelector("[data-forms]").open = true;
  const field = hit.querySelector(`[data-form="${kind}"]`);
  field.focus();
  field.select();
  return document.execCommand("copy");
}

// Without a secure context there is no clipboard to write to, and in a frame its page may forbid it.
async function toClipboard(hit, kind) {
  const focused = document.activeElement;
  try {
    if (kind === "html") {
      const part = (type, from) => new Blob([valueOf(hit, from)], { type });
      await navigator.clipboard.write([
        new ClipboardItem({ "text/html": part("text/html", "html"), "text/plain": part("text/plain", "text") }),
      ]);
    } else {
      await navigator.clipboard.writeText(valueOf(hit, kind));
    }
    return true;
  } catch {
    const isCopied = copyByHand(hit, kind);
    if (isCopied) focused?.focus();
    return isCopied;
  }
}

function recordUse(hit) {
  const { article, language, version, anchor } = hit.dataset;
  const body = new URLSearchParams({
    csrf: form.elements.csrf.value, article, language, version, anchor, ticket: form.elements.ticket.value,
  });
  fetch("/agent/uses", { method: "POST", body, keepalive: true }).catch(() => {});
}

function mark(hit) {
  for (const other of hits()) other.classList.toggle("is-copied", other === hit);
}

async function copy(hit, kind) {
  const isCopied = await toClipboard(hit, kind);
  const { caution } = hit.dataset;
  const name = { url: "copiedUrl", markdown: "copiedMarkdown", html: "copiedHtml", text: "copiedText" }[kind];
  const done = isCopied ? form.dataset[name ?? "copiedQuote"] : form.dataset.copyFailed;
  mark(hit);
  say([done, caution].filter(Boolean).join(" "), Boolean(caution) || !isCopied);
  recordUse(hit);
}

// The first article for the text as it is now, even if it was pasted a moment ago.
async function copyFirst() {
  if (hits().length === 0) say(form.dataset.searching);
  await search();
  const [first] = hits();
  if (first) await copy(first, "url");
  else if (!status.classList.contains("is-careful")) say(found.querySelector(".queue-empty")?.textContent ?? "");
}

// Keys

function focusHit(hit) {
  hit.querySelector("[data-open]").focus();
  hit.scrollIntoView({ block: "nearest" });
}

function walk(from, step) {
  const all = hits();
  const next = all.indexOf(from) + step;
  if (next < 0) box.focus();
  else if (next < all.length) focusHit(all[next]);
}

// Letters are those of the key's place where the layout has other letters.
function letterOf(event) {
  if (/^[!-~]$/.test(event.key)) return event.key.toLowerCase();
  return /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase() ?? event.key;
}

function follow(hit, selector) {
  const link = hit.querySelector(selector);
  if (link) window.open(link.href, "_blank", "noopener");
}

const ON_HIT = {
  c: (hit) => copy(hit, "url"),
  m: (hit) => copy(hit, "markdown"),
  h: (hit) => copy(hit, "html"),
  t: (hit) => copy(hit, "text"),
  q: (hit) => copy(hit, "quote"),
  o: (hit) => follow(hit, "[data-open]"),
  e: (hit) => follow(hit, "[data-edit]"),
  f: (hit) => follow(hit, "[data-flag]"),
  ArrowDown: (hit) => walk(hit, 1),
  ArrowUp: (hit) => walk(hit, -1),
  Escape: () => box.focus(),
};

function onBoxKey(event) {
  if (event.isComposing) return;
  const isAtEnd = box.selectionStart === box.value.length;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    copyFirst();
  } else if (event.key === "Enter" && !event.shiftKey && !box.value.includes("\n")) {
    event.preventDefault();
    search();
  } else if (event.key === "ArrowDown" && isAtEnd && hits().length > 0) {
    event.preventDefault();
    focusHit(hits()[0]);
  }
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const key = letterOf(event);
  const hit = hitOf(event.target);
  let act = hit && ON_HIT[key] && (() => ON_HIT[key](hit));
  if (key === "/") act = () => box.focus();
  if (key === "?") act = () => { keys.open = !keys.open; };
  if (!act) return;
  event.preventDefault();
  act();
}

// What others give: the address behind '#', the help desk around the panel

function fill({ text, ticket, lang }) {
  if (typeof text === "string") box.value = text.slice(0, box.maxLength);
  if (typeof ticket === "string") form.elements.ticket.value = ticket.slice(0, 200);
  const { customer } = form.elements;
  const isKnown = [...customer.options].some((option) => option.value === lang);
  if (typeof lang === "string") customer.value = isKnown ? lang : "";
  grow();
  search();
}

// No server sees what stands behind '#'; it is not left in the address either.
function takeFragment() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (!given.has("text")) return;
  history.replaceState(null, "", location.pathname + location.search);
  fill({ text: given.get("text"), ticket: given.get("ticket") ?? "", lang: given.get("lang") ?? "" });
}

function originOf(url) {
  try {
    return new URL(url).origin;
  } catch {
    return "";
  }
}

// Messages go to and are taken from the configured origins only.
function talkToDesk() {
  const origins = (document.body.dataset.panelOrigins ?? "").split(" ").filter(Boolean);
  const isDesk = (origin) => origins.includes(origin);
  let desk = [location.ancestorOrigins?.[0], originOf(document.referrer)].find(isDesk);
  addEventListener("message", (event) => {
    if (event.source !== window.parent || !isDesk(event.origin)) return;
    if (event.data?.type !== "zeroline:text" || typeof event.data.text !== "string") return;
    desk = event.origin;
    document.documentElement.classList.add("can-insert");
    fill(event.data);
  });
  found.addEventListener("click", (event) => {
    const hit = event.target.closest("[data-insert]") && hitOf(event.target);
    if (!hit || !desk) return;
    const link = Object.fromEntries(
      ["url", "markdown", "html", "text", "quote"].map((kind) => [kind, valueOf(hit, kind)]),
    );
    window.parent.postMessage({ type: "zeroline:link", ...link }, desk);
    mark(hit);
    say([form.dataset.inserted, hit.dataset.caution].filter(Boolean).join(" "), Boolean(hit.dataset.caution));
    recordUse(hit);
  });
  if (!desk) return;
  document.documentElement.classList.add("can-insert");
  window.parent.postMessage({ type: "zeroline:ready" }, desk);
}

// The sign-in is never shown in a frame: once it was done in a window of its own, the panel opens.
function waitForSignIn() {
  const look = async () => {
    if (document.visibilityState !== "visible") return;
    const response = await fetch(location.href).catch(() => null);
    if (response?.ok && !(await response.text()).includes("data-panel-signed-out")) location.reload();
  };
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  new BroadcastChannel("zeroline").addEventListener("message", look);
}

function start() {
  document.documentElement.classList.add("can-copy");
  box.addEventListener("input", (event) => {
    grow();
    if (event.isComposing) return;
    if (event.inputType === "insertFromPaste") search();
    else searchSoon();
  });
  box.addEventListener("compositionend", searchSoon);
  box.addEventListener("keydown", onBoxKey);
  form.elements.customer.addEventListener("change", search);
  form.elements.ticket.addEventListener("change", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    asked = null;
    search();
  });
  found.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(hitOf(button), button.dataset.copy);
  });
  document.addEventListener("keydown", onKey);
  addEventListener("hashchange", takeFragment);
  if (box.value) grow();
  takeFragment();
  if (window.parent !== window) talkToDesk();
}

if (form) start();
else if ("panelSignedOut" in document.body.dataset) waitForSignIn();
