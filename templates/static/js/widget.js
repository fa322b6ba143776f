// A help button for any site:
//
//   <script src="https://help.example.com/widget.js" data-lang="pl" async></script>
//
// Everything else happens in a frame of the help centre, which sees nothing of the page and of which the page
// sees nothing. data-lang: a language of the help centre, by default that of the page; data-label: the button.

(() => {
  const script = document.currentScript;
  const base = new URL(".", script.src);
  const lang = script.dataset.lang || document.documentElement.lang.split("-")[0] || "en";
  const LABELS = { en: "Help", ru: "Помощь", pl: "Pomoc", zh: "帮助" };
  const label = script.dataset.label || LABELS[lang] || LABELS.en;

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    button { position: fixed; inset: auto 1.25rem 1.25rem auto; z-index: 2147483000; min-height: 3rem; padding: 0 1.4rem;
      font: 600 1rem system-ui, sans-serif; color: #fff; background: #2a4cc4; border: 1px solid #fff;
      border-radius: 99px; box-shadow: 0 4px 20px rgb(0 0 0 / 25%); cursor: pointer; }
    button:focus-visible { outline: 3px solid #2a4cc4; outline-offset: 3px; }
    iframe { position: fixed; inset: auto 1.25rem 5.25rem auto; z-index: 2147483000; width: 26rem;
      height: min(40rem, calc(100vh - 7rem)); border: 1px solid #858c99; border-radius: 14px; background: Canvas;
      box-shadow: 0 18px 48px rgb(0 0 0 / 30%); }
    [hidden] { display: none; }
    @media (max-width: 30rem) {
      iframe { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; }
      button[aria-expanded="true"] { display: none; }
    }
  `);
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.setAttribute("aria-expanded", "false");
  root.append(button);
  let frame = null;

  function toggle(isOpen) {
    if (frame === null) {
      frame = document.createElement("iframe");
      frame.title = label;
      frame.src = new URL(`${encodeURIComponent(lang)}/widget`, base);
      frame.addEventListener("load", () => frame.hidden || frame.focus());
      // Before the button: whoever goes on with the keyboard comes back to it.
      root.prepend(frame);
    }
    frame.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    (isOpen ? frame : button).focus();
  }

  button.addEventListener("click", () => toggle(frame === null || frame.hidden));
  window.addEventListener("message", (event) => {
    const isOurs = frame !== null && event.source === frame.contentWindow && event.origin === base.origin;
    if (isOurs && event.data === "zeroline:close") toggle(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && frame !== null && !frame.hidden && document.activeElement === host) toggle(false);
  });
  if (document.body) document.body.append(host);
  else document.addEventListener("DOMContentLoaded", () => document.body.append(host));
})();
