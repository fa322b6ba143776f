// The request form as people use it: what may help comes while they write, opens over the form and goes
// away again; files stay with the form; one step before sending, with and without scripts.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { World } from "./support.js";

const FORGOTTEN = {
  subject: "I forgot my password",
  body: "I cannot sign in to Windows this morning. It says the user name or password is incorrect. " +
    "How do I get a new one?",
  article: "I forgot my password",
};
const UNKNOWN = {
  subject: "The coffee machine on the third floor leaks",
  body: "There is a puddle below it since yesterday evening. Somebody may slip.",
};
const PNG = { name: "Снимок экрана.png", mimeType: "image/png", buffer: Buffer.from("\x89PNG\r\n\x1a\nrest", "latin1") };
const PROGRAM = { name: "setup.exe", mimeType: "image/png", buffer: Buffer.from("MZ\x00\x01", "latin1") };

// A server takes five requests at once from one address (server/app/serving.cc); each part has its own.
let world;
const useWorld = (options) => {
  before(async () => {
    world = await World.start(options);
  });
  after(async () => {
    await world?.stop();
  });
};

const close = (page) => page.context().close();
const suggestions = (page) => page.locator(".help-item");
const reader = (page) => page.locator("[data-reader]");
const sendButton = (page) => page.locator("form[data-request] button[type=submit]");
const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);

async function write(page, { subject, body }) {
  await page.locator("#subject").pressSequentially(subject);
  await page.locator("#body").pressSequentially(body);
}

async function fill(page, { subject, body }) {
  await page.locator("#subject").fill(subject);
  await page.locator("#body").fill(body);
}

// Every event that the page tells.
function collectEvents(page) {
  const events = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/v1/deflect/events")) events.push(JSON.parse(request.postData()));
  });
  return events;
}

// Longer than the pause after which typing asks.
const pause = (page) => page.evaluate(() => new Promise((done) => setTimeout(done, 700)));

describe("while a request is written", () => {
  useWorld();

  it("an article that may solve it comes, moves nothing, opens in place, and goes back", async () => {
    const page = await world.open("/en/new-request");
    const events = collectEvents(page);
    const before = await page.locator("#body").boundingBox();
    await write(page, FORGOTTEN);
    await suggestions(page).first().waitFor();
    assert.deepEqual(await page.locator("#body").boundingBox(), before);
    assert.ok((await suggestions(page).count()) <= 3);
    assert.match(await page.locator("[data-help-status]").innerText(), /article(s)? may help/);
    assert.ok(await sendButton(page).isVisible());

    const card = page.locator(".help-open", { hasText: FORGOTTEN.article }).first();
    await card.focus();
    await page.keyboard.press("Enter");
    await reader(page).locator("h2[id], h3[id]").first().waitFor();
    // At its best section, or at the article's beginning if that is what answers.
    const place = events[0].anchor ? "[data-reader-text]" : "[data-reader-body]";
    await page.waitForFunction((where) => document.activeElement.closest(where) !== null, place);
    assert.equal(new URL(page.url()).pathname, "/en/new-request");
    await page.keyboard.press("Escape");
    await reader(page).waitFor({ state: "hidden" });
    assert.ok(await isFocused(card));
    assert.equal(await page.locator("#body").inputValue(), FORGOTTEN.body);
    assert.deepEqual(events.map(({ kind }) => kind), ["opened"]);
    assert.equal(events[0].article, "accounts/forgotten-password");
    assert.equal(events[0].intent, await page.locator("input[name=intent]").inputValue());
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  it("what did not help goes away, with the reason, and the form has the focus again", async () => {
    const page = await world.open("/en/new-request");
    const events = collectEvents(page);
    await write(page, FORGOTTEN);
    await page.locator(".help-open", { hasText: FORGOTTEN.article }).click();
    await page.locator("[data-reader-rejected]").click();
    await page.locator("[data-reason='tried it']").click();
    await reader(page).waitFor({ state: "hidden" });
    assert.equal(await page.locator(".help-open", { hasText: FORGOTTEN.article }).count(), 0);
    assert.ok(await isFocused(page.locator("#body")));
    assert.deepEqual(events.map(({ kind, reason }) => [kind, reason]),
      [["opened", undefined], ["rejected", "tried it"]]);
    // It stays away when more is written.
    await page.locator("#body").pressSequentially(" Please help me.");
    await pause(page);
    assert.equal(await page.locator(".help-open", { hasText: FORGOTTEN.article }).count(), 0);
    // Looked at already: no step before sending.
    await sendButton(page).click();
    await page.waitForURL("**/sent?number=ZL-*");
    await close(page);
  });

  it("what solves it ends the form without a request", async () => {
    const page = await world.open("/en/new-request");
    await write(page, FORGOTTEN);
    await page.locator(".help-open", { hasText: FORGOTTEN.article }).click();
    await page.locator("[data-reader-solved]").click();
    await page.waitForURL("**/en/new-request/solved");
    assert.match(await page.locator("h1").innerText(), /Good to hear/);
    await page.goto(world.url + "/en/new-request");
    assert.equal(await page.locator("#subject").inputValue(), "");
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  it("nothing comes for what no article answers, and it is sent at once", async () => {
    const page = await world.open("/en/new-request");
    await write(page, UNKNOWN);
    await pause(page);
    assert.equal(await suggestions(page).count(), 0);
    assert.ok(await page.locator("[data-help]").isHidden());
    await sendButton(page).click();
    await page.waitForURL("**/sent?number=ZL-*");
    await close(page);
  });

  it("an input method that composes is left in peace", async () => {
    const page = await world.open("/zh/new-request");
    const asked = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/api/v1/deflect")) asked.push(JSON.parse(request.postData()));
    });
    await page.locator("#subject").focus();
    const devtools = await page.context().newCDPSession(page);
    for (const text of ["w", "wang", "wangji", "wangjimima"]) {
      await devtools.send("Input.imeSetComposition", { text, selectionStart: 1, selectionEnd: 1 });
    }
    await pause(page);
    assert.deepEqual(asked, []);
    await devtools.send("Input.insertText", { text: "忘记密码，怎么重新设置" });
    await pause(page);
    assert.equal(asked.length, 1);
    assert.equal(asked[0].subject, "忘记密码，怎么重新设置");
    await close(page);
  });

  it("a search that fails leaves the form as it is", async () => {
    const page = await world.open("/en/new-request");
    await page.route("**/api/v1/deflect", (route) => route.fulfill({ status: 503, body: "{}" }));
    await write(page, UNKNOWN);
    await pause(page);
    await page.unroute("**/api/v1/deflect");
    await page.route("**/api/v1/deflect", (route) => route.abort());
    await page.locator("#body").pressSequentially(" Still.");
    await pause(page);
    assert.ok(await page.locator("[data-help]").isHidden());
    assert.equal(await page.locator("[role=alert]:not(:empty)").count(), 0);
    await sendButton(page).click();
    await page.waitForURL("**/sent?number=ZL-*");
    await close(page);
  });

  it("an article that cannot be fetched says so, with a way to its page", async () => {
    const page = await world.open("/en/new-request");
    await page.route("**/api/v1/articles/**", (route) => route.abort());
    await write(page, FORGOTTEN);
    await page.locator(".help-open", { hasText: FORGOTTEN.article }).click();
    await page.locator("[data-reader-status]", { hasText: "cannot be shown" }).waitFor();
    assert.match(await page.locator("[data-reader-link]").getAttribute("href"), /\/en\/accounts\/forgotten-password/);
    await page.locator("[data-reader-back]").click();
    await reader(page).waitFor({ state: "hidden" });
    await close(page);
  });

  it("a late answer never pushes away the field that is being filled in on a phone", async () => {
    const page = await world.open("/en/new-request", {
      viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true,
    });
    let release;
    const held = new Promise((done) => { release = done; });
    await page.route("**/api/v1/deflect", async (route) => {
      await held;
      await route.continue();
    });
    await write(page, FORGOTTEN);
    await pause(page);
    await page.locator("#contact").focus();
    const before = await page.locator("#contact").boundingBox();
    release();
    await page.waitForResponse("**/api/v1/deflect");
    await page.locator("#contact").pressSequentially("anna@example.com");
    assert.deepEqual(await page.locator("#contact").boundingBox(), before);
    await page.locator("#body").focus();
    await suggestions(page).first().waitFor();
    await close(page);
  });
});

describe("before a request is sent", () => {
  useWorld();

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "with scripts" : "without scripts";

    it(`one step shows what may solve it, and then it goes, ${how}`, async () => {
      const page = await world.open("/en/new-request", { javaScriptEnabled });
      await fill(page, FORGOTTEN);
      await page.locator("#contact").fill("anna@example.com");
      await page.locator("#files").setInputFiles([PNG]);
      await sendButton(page).click();
      await page.locator("[data-step]").waitFor();
      assert.match(await page.locator("main").innerText(), /has not been sent yet/);
      assert.ok(await page.locator("details[open] .prose").isVisible());
      await page.locator("#reason").selectOption("tried it");
      await page.locator("button[name=confirmed]").click();
      await page.waitForURL("**/sent?number=ZL-*");
      assert.deepEqual(page.complaints, []);
      await close(page);
    });

    it(`the step ends without a request if the article solved it, ${how}`, async () => {
      const page = await world.open("/en/new-request", { javaScriptEnabled });
      await fill(page, FORGOTTEN);
      await sendButton(page).click();
      await page.locator("button[name=solved]").first().click();
      await page.waitForURL("**/en/new-request/solved");
      assert.match(await page.locator("main").innerText(), /no request was sent/);
      await close(page);
    });

    it(`files stay with the form through a mistake, ${how}`, async () => {
      const page = await world.open("/en/new-request", { javaScriptEnabled });
      await page.locator("#body").fill(UNKNOWN.body);
      await page.locator("#files").setInputFiles([PNG, PROGRAM]);
      await sendButton(page).click();
      await page.locator("#subject-error").waitFor();
      assert.match(await page.locator("#files-error").innerText(), /setup\.exe/);
      assert.deepEqual(await page.locator(".upload-name").allInnerTexts(), [PNG.name]);
      // Another mistake later it is still there.
      await sendButton(page).click();
      await page.locator("#subject-error").waitFor();
      assert.deepEqual(await page.locator(".upload-name").allInnerTexts(), [PNG.name]);
      assert.equal(await page.locator("#files-error").count(), 0);
      await page.locator(".upload-remove input").check();
      await sendButton(page).click();
      await page.locator("#subject-error").waitFor();
      assert.equal(await page.locator(".upload-name").count(), 0);
      await close(page);
    });
  }

  it("the way back to the form keeps everything, and the step is not shown twice", async () => {
    const page = await world.open("/en/new-request");
    await fill(page, FORGOTTEN);
    await page.locator("#files").setInputFiles([PNG]);
    await sendButton(page).click();
    await page.locator("button[name=change]").click();
    await page.locator("form[data-request]").waitFor();
    assert.equal(await page.locator("#body").inputValue(), FORGOTTEN.body);
    assert.deepEqual(await page.locator(".upload-name").allInnerTexts(), [PNG.name]);
    await sendButton(page).click();
    await page.waitForURL("**/sent?number=ZL-*");
    await close(page);
  });

  it("files that are too large are said at once, and the rest stays chosen", async () => {
    const page = await world.open("/en/new-request");
    const large = { name: "film.png", mimeType: "image/png", buffer: Buffer.alloc(6 << 20) };
    await page.locator("#files").setInputFiles([large, PNG]);
    assert.match(await page.locator("[data-files-error]").innerText(), /film\.png.*5 MB/);
    assert.deepEqual(
      await page.locator("#files").evaluate((input) => [...input.files].map(({ name }) => name)),
      [PNG.name],
    );
    await close(page);
  });
});

describe("a request's number", () => {
  useWorld({ config: "categories:\n  - id: network\n    names: {en: Network, ru: Сеть}\n" });

  it("can be copied, and topics are offered where they are configured", async () => {
    const page = await world.open("/en/new-request", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await fill(page, UNKNOWN);
    await page.locator("#category").selectOption("network");
    await sendButton(page).click();
    await page.waitForURL("**/sent?number=ZL-*");
    await page.locator("[data-copy]").click();
    await page.locator("[data-copy-status]", { hasText: "Copied" }).waitFor();
    assert.equal(
      await page.evaluate(() => navigator.clipboard.readText()),
      await page.locator(".ticket-number").innerText(),
    );
    await close(page);
  });

  it("is another one when a sent form is changed and sent again", async () => {
    const page = await world.open("/en/new-request");
    await fill(page, UNKNOWN);
    const send = (text) => page.locator("form[data-request]").evaluate(async (form, body) => {
      const data = new FormData(form);
      data.set("body", body);
      return (await fetch(form.action, { method: "POST", body: data })).url;
    }, text);
    const first = await send("It leaks.");
    assert.match(first, /number=ZL-\d+$/);
    const second = await send("It leaks, and it smells.");
    assert.match(second, /number=ZL-\d+$/);
    assert.notEqual(second, first);
    assert.equal(await send("It leaks, and it smells."), second);
    assert.equal(await send("It leaks."), first);
    await close(page);
  });
});
