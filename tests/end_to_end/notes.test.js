// What agents tell the writers, in a real browser without scripts: a flag from the article's page, a wish from a
// request of the queue, and the writer who deals with both. With scripts: the link is copied.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";

import { World } from "./support.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PASSWORD = "correct horse battery";
const ARTICLE = "/en/devices/quokka-dock";
const EDIT = "https://git.example.com/kb/edit/main/articles/";

let world;
before(async () => {
  world = await World.start({ config: `edit_url: "${EDIT}{path}"\n` });
  await makeAccount();
});
after(async () => {
  await world?.stop();
});

// The first account is agent, writer and admin.
async function makeAccount() {
  const link = world.lines.join("\n").match(/https?:\/\/\S+?(\/agent\/setup\?token=\S+)/);
  const page = await world.open(link[1]);
  await page.getByLabel("Name").fill("boss");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Password again").fill(PASSWORD);
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.getByText("The account is ready.").waitFor();
  await page.context().close();
}

async function signedIn(path, options) {
  const page = await world.open("/agent/sign-in", options);
  await page.getByLabel("Name").fill("boss");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/agent/sign-in"));
  await page.goto(world.url + path);
  return page;
}

// axe needs scripts, so a page is looked at in a browser that has them.
async function violations(path) {
  const page = await signedIn(path);
  await page.evaluate(axeSource);
  const found = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: tags }).then((result) => result.violations),
    WCAG,
  );
  const complaints = [...page.complaints];
  await page.context().close();
  return complaints.concat(
    found.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html.slice(0, 120)).join(" | ")}`),
  );
}

async function sendRequest() {
  const form = { subject: "Wombat charger", body: "The wombat charger <b>hums</b>.\nWhat now?", lang: "en" };
  const response = await fetch(`${world.url}/api/v1/tickets`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(form),
  });
  assert.equal(response.status, 201);
  return (await response.json()).ticket;
}

describe("an article's page", () => {
  it("has nothing for strangers", async () => {
    const page = await world.open(ARTICLE);
    assert.equal(await page.locator(".agent-bar").count(), 0);
    assert.doesNotMatch(await page.content(), /agent_bar|agent\/notes/);
    await page.context().close();
  });

  it("is flagged without scripts, and keeps what was typed", async () => {
    const page = await signedIn(ARTICLE, { javaScriptEnabled: false });
    const bar = page.getByRole("region", { name: "For the support team" });
    assert.equal(await bar.getByRole("link", { name: "Edit" }).getAttribute("href"),
      `${EDIT}en/devices/quokka-dock.md`);
    await bar.getByRole("link", { name: "Flag" }).click();
    await page.getByLabel("Section").selectOption("Lights");
    await page.getByLabel("What should it say?").fill("The lamp is <i>green</i> now.");
    await page.getByRole("button", { name: "Send to the writers" }).click();
    await page.getByText("Choose what is wrong.").waitFor();
    assert.equal(await page.getByLabel("What should it say?").inputValue(), "The lamp is <i>green</i> now.");
    assert.equal(await page.getByLabel("Section").inputValue(), "lights");
    await page.getByLabel("It is out of date").check();
    await page.getByRole("button", { name: "Send to the writers" }).click();
    await page.getByText("The writers have it.").waitFor();
    const note = page.locator(".note").first();
    assert.match(await note.textContent(), /It is out of date/);
    assert.match(await note.textContent(), /Section:\s*Lights/);
    assert.match(await note.textContent(), /The lamp is <i>green<\/i> now\./);
    await note.locator(".note-title a").click();
    await page.waitForURL(/quokka-dock/);
    await page.context().close();
  });

  it("copies its link with the version", async () => {
    const page = await signedIn(ARTICLE, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByRole("button", { name: "Link copied" }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^http:\/\/127\.0\.0\.1:\d+\/a\/devices\/quokka-dock\?lang=en&v=[0-9a-f]{8}$/);
    assert.deepEqual(page.complaints, []);
    await page.goto(copied);
    assert.match(await page.locator("h1").textContent(), /^Quokka dock/);
    await page.context().close();
  });

  it("is clean by axe-core, on a telephone too", async () => {
    assert.deepEqual(await violations(ARTICLE), []);
    const page = await signedIn(ARTICLE, { viewport: { width: 360, height: 740 } });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 360, `${width} px wide`);
    await page.context().close();
  });
});

describe("a request that no article answers", () => {
  it("becomes a wish with its words, once, and the writer deals with it", async () => {
    const number = await sendRequest();
    const page = await signedIn(`/agent/queue/${number}`, { javaScriptEnabled: false });
    await page.getByRole("link", { name: "Ask for an article" }).click();
    const name = page.getByLabel("What should the article be about?");
    assert.equal(await name.inputValue(), "Wombat charger");
    assert.equal(await page.getByLabel("The request’s words, and what you know").inputValue(),
      "The wombat charger <b>hums</b>.\nWhat now?");
    assert.equal(await page.getByLabel("Request number, if you know it").inputValue(), number);
    await name.fill("A charger that hums");
    await page.getByRole("button", { name: "Send to the writers" }).click();
    await page.getByText("The writers have it.").waitFor();
    // Sent again, as impatient people do.
    await page.goBack();
    await name.fill("A charger that hums");
    await page.getByRole("button", { name: "Send to the writers" }).click();
    await page.getByText("The writers have it.").waitFor();
    const wishes = page.locator(".note", { hasText: "A charger that hums" });
    assert.equal(await wishes.count(), 1);
    assert.equal(await wishes.getByRole("link", { name: number }).getAttribute("href"), `/agent/queue/${number}`);
    await wishes.getByRole("button", { name: /^Done/ }).click();
    await page.getByText("The note is done.").waitFor();
    assert.equal(await wishes.count(), 0);
    await page.locator(".chip", { hasText: "Done" }).click();
    assert.equal(await wishes.count(), 1);
    assert.match(await wishes.textContent(), /Done by\s+boss/);
    await page.context().close();
  });

  it("has clean pages by axe-core", async () => {
    for (const path of [
      "/agent/notes", "/agent/notes?show=done", "/agent/notes/new?kind=wish",
      "/agent/notes/new?kind=flag&article=devices/quokka-dock", "/agent/notes/new?article=nothing",
    ]) {
      // The browser complains about a 404.
      const found = (await violations(path)).filter((line) => !/status of 404/.test(line));
      assert.deepEqual(found, [], path);
    }
  });
});

describe("what went into replies", () => {
  it("is counted for the writers", async () => {
    const page = await signedIn("/agent/notes");
    const csrf = await page.locator("input[name=csrf]").first().inputValue();
    for (const ticket of ["INC-1", "INC-1", "INC-2"]) {
      const status = await page.evaluate(async ([token, number]) => {
        const body = new URLSearchParams({ csrf: token, article: "devices/quokka-dock", language: "en", ticket: number });
        return (await fetch("/agent/uses", { method: "POST", body })).status;
      }, [csrf, ticket]);
      assert.equal(status, 204);
    }
    await page.reload();
    const used = page.getByRole("region", { name: /Most used in replies/ });
    assert.match(await used.textContent(), /Quokka dock.*2 replies/);
    await page.context().close();
  });
});
