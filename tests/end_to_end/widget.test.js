// The widget in a page of another origin, as a site that has put one script tag into it: by keyboard, for screen
// readers, without the site's help, and small.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";

import { World } from "./support.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const MOST_BYTES = 15_000;

// A site that shows the widget of `help`, under a strict policy of its own.
async function startSite() {
  const site = { help: "" };
  site.server = createServer((request, response) => {
    const lang = new URL(request.url, "http://site").searchParams.get("lang") ?? "en";
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Content-Security-Policy", `default-src 'self'; script-src ${site.help}; frame-src ${site.help}`);
    response.end(`<!doctype html><html lang="${lang}"><title>Intranet</title><main><h1>Intranet</h1>
      <a href="#x">A link</a></main><script src="${site.help}/widget.js" async></script></html>`);
  });
  await new Promise((done) => site.server.listen(0, "127.0.0.1", done));
  // Another site than 127.0.0.1, not only another origin: cookies of the frame are a third party's.
  site.url = `http://localhost:${site.server.address().port}`;
  return site;
}

let site;
let stranger;
let world;
before(async () => {
  site = await startSite();
  stranger = await startSite();
  world = await World.start({ config: `widget_origins: ["${site.url}"]\n` });
  site.help = world.url;
  stranger.help = world.url;
});
after(async () => {
  await world?.stop();
  site?.server.close();
  stranger?.server.close();
});

async function openSite(at, options = {}, path = "/") {
  // A reader whom the help centre has given its cookies before.
  const page = await world.open("/en/", options);
  page.complaints.length = 0;
  await page.goto(at.url + path);
  return page;
}

const close = (page) => page.context().close();
const launcher = (page) => page.getByRole("button", { name: "Help" });

async function openFrame(page) {
  await launcher(page).focus();
  await page.keyboard.press("Enter");
  const frame = page.frameLocator("iframe");
  await frame.locator("#q").waitFor();
  return frame;
}

const focusedId = (page) => page.frames().find((one) => one.url().includes("/widget"))
  .evaluate(() => document.activeElement?.id ?? "");

async function waitForFocus(page, id) {
  for (let i = 0; i < 50 && (await focusedId(page)) !== id; i += 1) await page.waitForTimeout(50);
  assert.equal(await focusedId(page), id);
}

describe("the widget", () => {
  it("is opened, searched, read and closed by keyboard alone", async () => {
    const page = await openSite(site);
    const frame = await openFrame(page);
    await waitForFocus(page, "q");
    await page.keyboard.type("forgot password");
    await frame.locator("[data-results] button").first().waitFor();
    assert.match(await frame.locator("[data-status]").innerText(), /articles found/);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await frame.locator("[data-text] h2").first().waitFor();
    assert.ok(await frame.locator("[data-view=article]").isVisible());
    await frame.locator("[data-back]").focus();
    await page.keyboard.press("Enter");
    await frame.locator("[data-results] button").first().waitFor();
    assert.equal(await frame.locator("#q").inputValue(), "forgot password");
    await page.keyboard.press("Escape");
    await page.locator("iframe").waitFor({ state: "hidden" });
    assert.equal(await launcher(page).getAttribute("aria-expanded"), "false");
    // The focus is on the button again.
    await page.keyboard.press("Enter");
    await page.locator("iframe").waitFor();
    assert.equal(await frame.locator("#q").inputValue(), "forgot password");
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  it("sends a request after one step, without a cookie", async () => {
    const page = await openSite(site);
    const frame = await openFrame(page);
    await frame.locator("[data-ask]").click();
    await frame.locator("#subject").fill("I forgot my password");
    await frame.locator("#body").pressSequentially("I cannot sign in to Windows, it says the password is incorrect.");
    await frame.locator("[data-suggestions] button").first().waitFor();
    const sent = page.waitForRequest("**/api/v1/tickets");
    await frame.locator("[data-request] button[type=submit]").click();
    await frame.locator("[data-offers] button").first().waitFor();
    assert.match(await frame.locator("[data-view=step]").innerText(), /not been sent yet/);
    await frame.locator("[data-confirm]").click();
    await frame.locator("[data-number]", { hasText: /^ZL-\d+$/ }).waitFor();
    const request = await sent;
    assert.equal((await request.allHeaders()).cookie, undefined);
    assert.equal(request.postDataJSON().channel, "widget");
    assert.match(request.postDataJSON().intent, /^[0-9a-f]{32}$/);
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  it("ends without a request when an article solved it, or goes on when it did not", async () => {
    const page = await openSite(site);
    const frame = await openFrame(page);
    await frame.locator("[data-ask]").click();
    await frame.locator("#subject").fill("I forgot my password");
    await frame.locator("#body").pressSequentially("I cannot sign in to Windows, it says the password is incorrect.");
    await frame.locator("[data-suggestions] button").first().click();
    await frame.locator("[data-rejected]").click();
    assert.match(await frame.locator("#body").inputValue(), /^I cannot sign in/);
    assert.equal(await frame.locator("[data-suggestions] [data-article='accounts/forgotten-password']").count(), 0);
    await frame.locator("#body").fill("I cannot sign in to Windows, it says the account is locked out.");
    await frame.locator("[data-suggestions] [data-article='accounts/locked-account'] button").click();
    await frame.locator("[data-solved]").click();
    await frame.locator("[data-view=solved] h2").waitFor();
    await close(page);
  });

  it("keeps what was written when sending fails", async () => {
    const page = await openSite(site);
    const frame = await openFrame(page);
    await page.route("**/api/v1/tickets", (route) => route.fulfill({ status: 503, body: "{}" }));
    await frame.locator("[data-ask]").click();
    await frame.locator("#subject").fill("The lift is stuck");
    await frame.locator("#body").fill("Between the third and the fourth floor.");
    await frame.locator("[data-request] button[type=submit]").click();
    await frame.locator("[data-problem]", { hasText: "Nothing is lost" }).waitFor();
    assert.equal(await frame.locator("#body").inputValue(), "Between the third and the fourth floor.");
    await page.unroute("**/api/v1/tickets");
    await frame.locator("[data-request] button[type=submit]").click();
    await frame.locator("[data-number]", { hasText: /^ZL-\d+$/ }).waitFor();
    await close(page);
  });

  it("is shown in allowed places only", async () => {
    const page = await openSite(stranger);
    await launcher(page).click();
    await page.waitForTimeout(1000);
    assert.equal(await page.frameLocator("iframe").locator("#q").count(), 0);
    await close(page);
    const portal = await fetch(`${world.url}/en/new-request`);
    assert.match(portal.headers.get("content-security-policy"), /frame-ancestors 'none'/);
    assert.equal(portal.headers.get("x-frame-options"), "DENY");
    const widget = await fetch(`${world.url}/en/widget`);
    assert.ok(widget.headers.get("content-security-policy").endsWith(`frame-ancestors ${site.url}`));
    assert.equal(widget.headers.get("x-frame-options"), null);
    assert.equal(widget.headers.get("set-cookie"), null);
  });

  for (const colorScheme of ["light", "dark"]) {
    it(`can be used by everybody in ${colorScheme}`, async () => {
      const page = await openSite(site, { colorScheme, viewport: { width: 390, height: 800 } });
      const frame = await openFrame(page);
      const inner = page.frames().find((one) => one.url().includes("/widget"));
      await frame.locator("#q").fill("password");
      await frame.locator("[data-results] button").first().waitFor();
      const violations = async () => {
        await inner.evaluate(axeSource);
        const found = await inner.evaluate(
          (tags) => globalThis.axe.run(document, { runOnly: tags }).then((result) => result.violations), WCAG);
        return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
      };
      assert.deepEqual(await violations(), []);
      await frame.locator("[data-ask]").click();
      assert.deepEqual(await violations(), []);
      assert.equal(
        await inner.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
      await close(page);
    });
  }

  it("speaks the language of its page", async () => {
    const page = await openSite(site, {}, "/?lang=zh");
    await page.getByRole("button", { name: "帮助" }).click();
    await page.frameLocator("iframe").locator("h1", { hasText: "帮助" }).waitFor();
    await close(page);
  });

  it("weighs less than fifteen kilobytes", async () => {
    const text = async (path) => (await fetch(world.url + path)).text();
    const html = await text("/en/widget");
    const parts = [await text("/widget.js"), html];
    for (const [, path] of html.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)) parts.push(await text(path));
    assert.equal(parts.length, 4);
    const bytes = parts.reduce((sum, part) => sum + gzipSync(part).length, 0);
    assert.ok(bytes < MOST_BYTES, `${bytes} bytes`);
  });
});

describe("without allowed sites", () => {
  it("there is no widget", async () => {
    const plain = await World.start();
    try {
      assert.equal((await fetch(`${plain.url}/widget.js`)).status, 404);
      assert.equal((await fetch(`${plain.url}/en/widget`)).status, 404);
    } finally {
      await plain.stop();
    }
  });
});
