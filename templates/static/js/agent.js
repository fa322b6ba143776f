// The agents' pages work without this. With it: times are those of the reader's clock, the queue is walked
// with j, k and Enter, and choosing a queue needs no button.

const language = document.documentElement.lang || undefined;

function formatted(element, options) {
  const time = new Date(element.dateTime);
  return Number.isNaN(time.getTime()) ? null : new Intl.DateTimeFormat(language, options).format(time);
}

for (const element of document.querySelectorAll("time[data-time]")) {
  const text = formatted(element, { dateStyle: "medium", timeStyle: "short" });
  if (text) element.textContent = text;
}
for (const element of document.querySelectorAll("time[data-time-title]")) {
  const text = formatted(element, { dateStyle: "medium", timeStyle: "short" });
  if (text) element.title = text;
}
for (const element of document.querySelectorAll("time[data-clock]")) {
  const text = formatted(element, { timeStyle: "medium" });
  if (text) {
    element.textContent = text;
    element.title = formatted(element, { dateStyle: "medium", timeStyle: "short" });
  }
}

for (const select of document.querySelectorAll("select[data-submit]")) {
  select.form.classList.add("is-automatic");
  select.addEventListener("change", () => select.form.requestSubmit());
}

const queue = document.querySelector("[data-queue]");
if (queue) {
  document.documentElement.classList.add("has-keys");
  const links = [...queue.querySelectorAll(".queue-subject a")];
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const current = links.indexOf(document.activeElement);
    const next = current < 0 ? (step > 0 ? 0 : links.length - 1) : current + step;
    if (next < 0 || next >= links.length) return;
    event.preventDefault();
    links[next].focus();
    links[next].closest("li").scrollIntoView({ block: "nearest" });
  });
}

// What stands behind '#' of the page that asked for the sign-in is kept for it: no server has seen it.
for (const form of document.querySelectorAll("form[action='/agent/sign-in']")) {
  form.action += location.hash;
}

// Panels in other windows wait for this.
if (document.querySelector(".agent-out")) new BroadcastChannel("zeroline").postMessage("signed in");
