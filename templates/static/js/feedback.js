// "Did this help?" answered in place: the form is posted as it would be without this script, and the section
// of the page that comes back takes the place of the one that asked.

async function answer(form, submitter) {
  const section = form.closest("[data-feedback]");
  const fields = new URLSearchParams(new FormData(form));
  if (submitter?.name) fields.set(submitter.name, submitter.value);
  section.setAttribute("aria-busy", "true");
  const response = await fetch(form.action, { method: "POST", body: fields });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const next = page.querySelector("[data-feedback]");
  if (!next) throw new Error(String(response.status));
  section.replaceWith(next);
  next.querySelector("[data-feedback-focus]")?.focus();
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-feedback] form");
  if (!form) return;
  event.preventDefault();
  try {
    await answer(form, event.submitter);
  } catch {
    // The browser's own way still shows what is wrong.
    if (event.submitter?.name) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: event.submitter.name, value: event.submitter.value });
      form.append(field);
    }
    form.submit();
  }
});
