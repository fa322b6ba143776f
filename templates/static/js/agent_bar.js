// The bar above an article: a button that copies the link to the version shown.

const field = document.querySelector("[data-bar-link]");
const button = document.querySelector("[data-bar-copy]");
const status = document.querySelector("[data-bar-status]");
const COPIED_MS = 2000;

async function copyLink() {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Over plain http there is no clipboard for scripts, but the selected text can still be copied.
    if (!document.execCommand("copy")) return;
  }
  const label = button.textContent;
  button.textContent = button.dataset.copied;
  status.textContent = button.dataset.copied;
  button.disabled = true;
  setTimeout(() => {
    button.textContent = label;
    button.disabled = false;
    status.textContent = "";
  }, COPIED_MS);
}

if (field && button) {
  button.hidden = false;
  button.addEventListener("click", copyLink);
  field.addEventListener("focus", () => field.select());
}
