// The request form: keeps a draft in this tab until it is sent, sends once however often the button is
// pressed, and leads to what has to be corrected.

const DRAFT = "zeroline-request-draft";
const FIELDS = ["subject", "body", "contact", "category"];

// Storage can be forbidden; a form without a draft is still a form.
function readDraft() {
  try {
    return JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
  } catch {
    return null;
  }
}

function writeDraft(draft) {
  try {
    if (draft === null) sessionStorage.removeItem(DRAFT);
    else sessionStorage.setItem(DRAFT, JSON.stringify(draft));
  } catch {
    // As above.
  }
}

function restore(form, status) {
  const draft = readDraft();
  if (draft === null) return;
  let isRestored = false;
  for (const name of FIELDS) {
    const field = form.elements.namedItem(name);
    if (field === null) continue;
    // What the server filled in is newer than the draft.
    if (field.value === "" && draft[name]) {
      field.value = draft[name];
      isRestored = true;
    }
  }
  if (isRestored) status.textContent = form.dataset.restored;
}

function keepDraft(form) {
  form.addEventListener("input", () => {
    writeDraft(Object.fromEntries(FIELDS.map((name) => [name, form.elements.namedItem(name)?.value])));
  });
}

// Says at once what the server would refuse, before a large file travels in vain.
function checkFiles(form) {
  const input = form.elements.namedItem("files");
  const error = form.querySelector("[data-files-error]");
  if (!input || !error) return;
  input.addEventListener("change", () => {
    const kept = form.querySelectorAll(".upload input[type=checkbox]:not(:checked)").length;
    const large = [...input.files].filter((file) => file.size > Number(input.dataset.maxBytes));
    const problems = large.map((file) => input.dataset.tooLarge.replace("{name}", () => file.name));
    if (kept + input.files.length > Number(input.dataset.maxFiles)) problems.push(input.dataset.tooMany);
    error.textContent = problems.join(" ");
    if (problems.length === 0) return;
    const allowed = new DataTransfer();
    const free = Number(input.dataset.maxFiles) - kept;
    const fitting = [...input.files].filter((file) => !large.includes(file));
    for (const file of fitting.slice(0, Math.max(0, free))) allowed.items.add(file);
    input.files = allowed.files;
  });
}

function copyNumber() {
  const row = document.querySelector("[data-copy-row]");
  if (!row || !navigator.clipboard) return;
  const button = row.querySelector("[data-copy]");
  row.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      row.querySelector("[data-copy-status]").textContent = button.dataset.copied;
    } catch {
      // Forbidden: the number stands above.
    }
  });
}

function sendOnce(form, status) {
  const button = form.querySelector("button[type=submit]");
  const label = button.textContent;
  let isSending = false;
  form.addEventListener("submit", (event) => {
    if (isSending) {
      event.preventDefault();
      return;
    }
    isSending = true;
    // Not `disabled`, which would take the focus away.
    button.setAttribute("aria-disabled", "true");
    button.textContent = form.dataset.sending;
    status.textContent = form.dataset.sending;
  });
  // The back button brings the page back as it was left.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isSending = false;
    button.removeAttribute("aria-disabled");
    button.textContent = label;
    status.textContent = "";
  });
}

const form = document.querySelector("form[data-request]");
if (form) {
  const status = form.querySelector("[data-request-status]");
  restore(form, status);
  keepDraft(form);
  checkFiles(form);
  sendOnce(form, status);
  document.querySelector("[data-problem]")?.focus();
}
if (document.querySelector("[data-request-sent]")) {
  writeDraft(null);
  copyNumber();
}
