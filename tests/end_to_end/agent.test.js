// The support team's day in a real browser: the first account, signing in, a request with its trail and its
// file, two agents after the same one, and every page by axe-core.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";

import { World } from "./support.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PASSWORD = "correct horse battery";
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

let world;
let number;
before(async () => {
  world = await World.start();
});
after(async () => {
  await world?.stop();
});

const setupPath = () => {
  const link = world.lines.join("\n").match(/https?:\/\/\S+?(\/agent\/setup\?token=\S+)/);
  assert.ok(link, "the first start prints the link");
  return link[1];
};

async function violations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: tags }).then((result) => result.violations),
    WCAG,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html.slice(0, 120)).join(" | ")}`);
}

async function signIn(page) {
  await page.getByLabel("Name").fill("boss");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
}

// A browser of its own in which the first account is signed in.
async function signedIn(path, options) {
  const page = await world.open(path, options);
  await signIn(page);
  return page;
}

// What a reader does before they ask a person: searches, opens an article, writes.
async function sendRequest() {
  const page = await world.open("/en/");
  await page.locator("input[type=search]").fill("quokka");
  await page.keyboard.press("Enter");
  await page.locator(".hit-title a").first().click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.goto(`${world.url}/en/new-request`);
  await page.locator("#subject").fill("My <b>quokka</b> is \"dark\"");
  await page.locator("#body").fill("First line.\nSecond line & <script>alert(1)</script>");
  await page.locator("#contact").fill("reader@example.com");
  await page.locator("#files").setInputFiles({ name: "снимок.png", mimeType: "image/png", buffer: PNG });
  await page.getByRole("button", { name: "Send the request" }).click();
  // A confident article may be shown once more before it goes.
  const sent = page.locator(".ticket-number");
  const no = page.getByRole("button", { name: /No, send/ });
  await sent.or(no).first().waitFor();
  if (await no.isVisible()) await no.click();
  number = (await sent.textContent()).trim();
  await page.context().close();
}

describe("the first account", () => {
  it("is made by the printed link, once", async () => {
    const page = await world.open(setupPath());
    await page.getByLabel("Name").fill("boss");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByLabel("Password again").fill("something else");
    assert.deepEqual(await violations(page), []);
    await page.getByRole("button", { name: "Make the account" }).click();
    await page.getByText("The two passwords differ.").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByLabel("Password again").fill(PASSWORD);
    await page.getByRole("button", { name: "Make the account" }).click();
    await page.getByText("The account is ready.").waitFor();
    const again = await page.goto(world.url + setupPath());
    assert.equal(again.status(), 403);
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  });
});

describe("a request", () => {
  before(sendRequest);

  it("asks a stranger to sign in, and then shows itself", async () => {
    const page = await world.open(`/agent/queue/${number}`);
    assert.match(page.url(), /\/agent\/sign-in\?next=/);
    await page.getByLabel("Name").fill("boss");
    await page.getByLabel("Password").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("The name or the password is wrong.").waitFor();
    await signIn(page);
    await page.waitForURL(`**/agent/queue/${number}`);
    assert.equal(await page.locator("h1").textContent(), "My <b>quokka</b> is \"dark\"");
    const cookies = await page.context().cookies();
    const session = cookies.find(({ name }) => name === "zl_session");
    assert.equal(session.httpOnly, true);
    assert.equal(session.sameSite, "Lax");
    await page.context().close();
  });

  it("is found by the keyboard, taken, read with its trail, and closed", async () => {
    const page = await signedIn("/agent/queue");
    await page.locator(".queue-row").first().waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/agent/queue/${number}`);
    await page.getByRole("button", { name: "Take" }).click();
    await page.getByText("You have it").waitFor();
    assert.match(await page.locator(".ticket-text").innerText(), /First line\.\nSecond line & <script>/);
    const trail = await page.locator(".trail").innerText();
    assert.match(trail, /Searched for quokka/);
    assert.match(trail, /Opened Quokka dock <b>not bold<\/b>/);
    const pinned = await page.locator(".trail-opened a").first().getAttribute("href");
    assert.match(pinned, /^\/a\/devices\/quokka-dock\?lang=en&build=\d+/);
    const download = page.waitForEvent("download");
    await page.locator(".file").click();
    const file = await download;
    assert.equal(file.suggestedFilename(), "снимок.png");
    assert.deepEqual(readFileSync(await file.path()), PNG);
    await page.locator(".ticket-actions").getByRole("button", { name: "Close" }).click();
    await page.getByText(`${number} is closed.`).waitFor();
    await page.goto(`${world.url}/agent/queue?show=closed`);
    assert.equal(await page.locator(".queue-number").first().textContent(), number);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  it("is kept from whoever comes second", async () => {
    await sendRequest();
    const first = await signedIn(`/agent/queue/${number}`);
    const second = await signedIn(`/agent/queue/${number}`);
    await first.locator(".ticket-actions").getByRole("button", { name: "Close" }).click();
    await first.getByText(`${number} is closed.`).waitFor();
    await second.getByRole("button", { name: "Take" }).click();
    await second.getByRole("heading", { name: `${number} is closed already` }).waitFor();
    assert.deepEqual(await violations(second), []);
    await first.context().close();
    await second.context().close();
  });

  it("works without JavaScript", async () => {
    await sendRequest();
    const page = await signedIn("/agent/queue", { javaScriptEnabled: false });
    await page.locator(".queue-subject a").first().click();
    await page.getByRole("button", { name: "Take" }).click();
    await page.getByRole("button", { name: "Give back" }).click();
    await page.getByText(`${number} is back in the queue.`).waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.goto(`${world.url}/agent/queue`);
    assert.match(page.url(), /\/agent\/sign-in/);
    await page.context().close();
  });
});

const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe("every page", () => {
  for (const [name, options] of Object.entries({
    "in light": { colorScheme: "light" },
    "in dark": { colorScheme: "dark" },
    "on a phone": { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true },
  })) {
    it(`can be used by everybody ${name}`, async () => {
      const page = await world.open("/agent", options);
      assert.deepEqual(await violations(page), []);
      await signIn(page);
      for (const path of ["queue", "queue?show=closed", "queue?show=mine&lang=ru", `queue/${number}?lang=zh`,
        "deliveries?lang=pl", "deflection", "deflection?days=7&lang=ru", "no-such-page"]) {
        await page.goto(`${world.url}/agent/${path}`);
        assert.deepEqual(await violations(page), [], path);
        assert.equal(await overflow(page), 0, path);
      }
      await page.context().close();
    });
  }
});
