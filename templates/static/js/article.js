// An article page: a button beside each heading that copies a link to it, and the place of the reader in the
// table of contents.

const article = document.querySelector("article[data-copy-label]");
const status = document.querySelector("[data-article-status]");
const COPIED_MS = 2000;

function addCopyButton(heading) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy-link";
  button.textContent = "#";
  button.title = article.dataset.copyLabel;
  button.setAttribute("aria-label", `${article.dataset.copyLabel}: ${heading.textContent}`);
  button.addEventListener("click", async () => {
    const url = new URL(window.location.href);
    url.hash = heading.id;
    window.history.replaceState(null, "", url);
    try {
      await navigator.clipboard.writeText(url.href);
    } catch {
      // Without permission for the clipboard the link still stands in the address bar.
      return;
    }
    button.textContent = "✓";
    button.classList.add("is-copied");
    status.textContent = article.dataset.copied;
    setTimeout(() => {
      button.textContent = "#";
      button.classList.remove("is-copied");
      status.textContent = "";
    }, COPIED_MS);
  });
  heading.append(button);
}

function followReader(headings) {
  const links = new Map();
  for (const link of document.querySelectorAll(".contents-side a[href^='#']")) {
    links.set(decodeURIComponent(link.hash.slice(1)), link);
  }
  if (links.size === 0) return;
  const visible = new Set();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) visible.add(entry.target);
        else visible.delete(entry.target);
      }
      const current = headings.find((heading) => visible.has(heading));
      if (!current) return;
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(current.id)?.setAttribute("aria-current", "true");
    },
    { rootMargin: "0px 0px -60% 0px" },
  );
  for (const heading of headings) observer.observe(heading);
}

if (article) {
  const headings = [...article.querySelectorAll(".prose :is(h1, h2, h3, h4)[id]")];
  followReader(headings);
  headings.forEach(addCopyButton);
}
