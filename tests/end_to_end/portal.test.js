// What readers do: search, open, switch language, send a request; with and without a mouse, a script, a wide
// screen.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { ENGLISH_ONLY, World } from "./support.js";

let world;
before(async () => {
  world = await World.start();
});
after(async () => {
  await world?.stop();
});

const close = (page) => page.context().close();
const searchBox = (page) => page.locator("input[type=search]");
const options = (page) => page.locator("[role=option]");

async function search(page, words) {
  await searchBox(page).fill(words);
  await searchBox(page).press("Enter");
  await page.waitForURL("**/search?q=*");
}

describe("searching", () => {
  const questions = [
    { lang: "en", words: "forgot my password", path: "/en/accounts/forgotten-password" },
    { lang: "ru", words: "забыл пароль", path: "/ru/accounts/forgotten-password" },
    { lang: "pl", words: "zapomniane hasło", path: "/pl/accounts/forgotten-password" },
    { lang: "zh", words: "忘记密码", path: "/zh/accounts/forgotten-password" },
  ];
  for (const { lang, words, path } of questions) {
    it(`finds the forgotten password first in ${lang}`, async () => {
      const page = await world.open(`/${lang}/`);
      await search(page, words);
      const first = page.locator(".hit").first();
      const href = await first.locator("a").getAttribute("href");
      assert.equal(href.replace(/#.*/, ""), path);
      assert.ok((await first.locator("mark").count()) > 0, "the words are marked");
      assert.equal(await page.locator("html").getAttribute("lang"), lang);
      assert.deepEqual(page.complaints, []);
      await close(page);
    });
  }

  it("opens the article at the section that answers", async () => {
    const page = await world.open("/en/");
    await search(page, "flimberwick lamp");
    await page.locator(".hit a").first().click();
    await page.waitForURL("**/en/devices/quokka-dock#lights");
    assert.ok(await page.locator("#lights").evaluate((heading) => heading.matches(":target")));
    await close(page);
  });

  it("says so when nothing is found, and carries the words into a request", async () => {
    const page = await world.open("/en/");
    await search(page, "zzqxv wkjjh");
    assert.match(await page.locator("h1").innerText(), /Nothing found/);
    await page.locator(".callout a").click();
    assert.equal(await page.locator("#subject").inputValue(), "zzqxv wkjjh");
    await close(page);
  });

  it("treats markup in queries and titles as text", async () => {
    const page = await world.open("/en/search?q=" + encodeURIComponent('quokka "><img src=x>'));
    assert.equal(await page.locator("main img").count(), 0);
    assert.match(await page.locator(".hit-title").first().innerText(), /<b>not bold<\/b>/);
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  it("lists nothing for an empty query", async () => {
    const page = await world.open("/en/search?q=");
    assert.equal(await page.locator(".hit").count(), 0);
    assert.ok((await page.locator(".tile").count()) > 0);
    await close(page);
  });

  it("comes back to the results with the back button", async () => {
    const page = await world.open("/en/");
    await search(page, "vpn");
    const results = page.url();
    await page.locator(".hit a").first().click();
    await page.waitForURL("**/en/**");
    await page.goBack();
    assert.equal(page.url(), results);
    assert.equal(await searchBox(page).inputValue(), "vpn");
    assert.equal(await options(page).count(), 0);
    await close(page);
  });
});

describe("suggestions", () => {
  it("work with the keyboard alone", async () => {
    const page = await world.open("/en/");
    await page.keyboard.press("/");
    assert.ok(await searchBox(page).evaluate((input) => input === document.activeElement));
    await page.keyboard.type("quokk");
    await options(page).first().waitFor();
    assert.equal(await searchBox(page).getAttribute("aria-expanded"), "true");
    await page.keyboard.press("ArrowDown");
    const active = await searchBox(page).getAttribute("aria-activedescendant");
    assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
    await page.keyboard.press("Escape");
    assert.equal(await searchBox(page).getAttribute("aria-expanded"), "false");
    assert.equal(await searchBox(page).inputValue(), "quokk");
    await page.keyboard.press("ArrowDown");
    await options(page).first().waitFor();
    // Completions of the words may stand before the article.
    const article = options(page).filter({ hasText: ENGLISH_ONLY.title });
    for (let i = await options(page).count(); i > 0; i -= 1) {
      await page.keyboard.press("ArrowDown");
      if ((await article.getAttribute("aria-selected")) === "true") break;
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/en/${ENGLISH_ONLY.path}`);
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  it("go round past either end", async () => {
    const page = await world.open("/en/");
    await searchBox(page).pressSequentially("quokk");
    await options(page).first().waitFor();
    const count = await options(page).count();
    await page.keyboard.press("ArrowUp");
    assert.equal(await options(page).nth(count - 1).getAttribute("aria-selected"), "true");
    await page.keyboard.press("ArrowDown");
    assert.equal(await searchBox(page).getAttribute("aria-activedescendant"), null);
    assert.equal(await searchBox(page).inputValue(), "quokk");
    await close(page);
  });

  it("stay silent while an input method composes", async () => {
    const page = await world.open("/zh/");
    const asked = [];
    page.on("request", (request) => {
      if (request.url().includes("/api/v1/suggest")) asked.push(new URL(request.url()));
    });
    await searchBox(page).focus();
    const devtools = await page.context().newCDPSession(page);
    for (const text of ["m", "mi", "mima"]) {
      await devtools.send("Input.imeSetComposition", { text, selectionStart: 1, selectionEnd: 1 });
    }
    // Longer than the pause after which typing would ask.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 400)));
    assert.deepEqual(asked.map(String), []);
    await devtools.send("Input.insertText", { text: "密码" });
    await options(page).first().waitFor();
    assert.equal(asked.at(-1).searchParams.get("q"), "密码");
    assert.equal(asked.at(-1).searchParams.get("lang"), "zh");
    await close(page);
  });
});

describe("languages", () => {
  it("follow the browser, then the reader's choice", async () => {
    const page = await world.open("/", { locale: "pl-PL" });
    assert.equal(new URL(page.url()).pathname, "/pl/");
    await page.locator(".languages summary").click();
    await page.locator(".languages a[hreflang=ru]").click();
    await page.waitForURL("**/ru/");
    await page.goto(world.url + "/");
    assert.equal(new URL(page.url()).pathname, "/ru/");
    await close(page);
  });

  it("switch on an article to its translation", async () => {
    const page = await world.open("/en/accounts/forgotten-password");
    const english = await page.locator("h1").innerText();
    await page.locator(".languages summary").click();
    await page.locator(".languages a[hreflang=pl]").click();
    await page.waitForURL("**/pl/accounts/forgotten-password");
    assert.equal(await page.locator("html").getAttribute("lang"), "pl");
    assert.notEqual(await page.locator("h1").innerText(), english);
    assert.equal(await page.locator(".notice").count(), 0);
    await close(page);
  });

  it("show an article without a translation in its own language, with a notice", async () => {
    const page = await world.open(`/en/${ENGLISH_ONLY.path}`);
    await page.locator(".languages summary").click();
    await page.locator(".languages a[hreflang=pl]").click();
    await page.waitForURL(`**/pl/${ENGLISH_ONLY.path}`);
    assert.match(await page.locator(".notice").innerText(), /nie ma jeszcze po polsku/);
    assert.equal(await page.locator("h1").getAttribute("lang"), "en");
    assert.equal(await page.locator(".prose").getAttribute("lang"), "en");
    const canonical = await page.locator("link[rel=canonical]").getAttribute("href");
    assert.ok(canonical.endsWith(`/en/${ENGLISH_ONLY.path}`), canonical);
    await close(page);
  });

  it("open a short link in the reader's own", async () => {
    const page = await world.open("/a/accounts/forgotten-password", { locale: "zh-CN" });
    assert.equal(new URL(page.url()).pathname, "/zh/accounts/forgotten-password");
    await close(page);
  });
});

describe("articles", () => {
  it("say where they moved", async () => {
    const page = await world.open("/en/old/quokka");
    assert.equal(new URL(page.url()).pathname, `/en/${ENGLISH_ONLY.path}`);
    await close(page);
  });

  it("copy a link to a heading", async () => {
    const page = await world.open(`/en/${ENGLISH_ONLY.path}`, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.locator("#cable .copy-link").focus();
    await page.keyboard.press("Enter");
    await page.locator("[data-article-status]").filter({ hasText: "Link copied" }).waitFor();
    assert.equal(
      await page.evaluate(() => navigator.clipboard.readText()),
      `${world.url}/en/${ENGLISH_ONLY.path}#cable`,
    );
    await close(page);
  });

  it("that do not exist offer a search", async () => {
    const page = await world.open("/en/accounts/forgot-password-page");
    assert.equal(await searchBox(page).inputValue(), "forgot password page");
    await searchBox(page).press("Enter");
    await page.waitForURL("**/search?q=*");
    assert.ok((await page.locator(".hit").count()) > 0);
    await close(page);
  });
});

// The server takes five requests at once from one address (server/app/serving.cc); these tests send five.
describe("requests", () => {
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "with scripts" : "without scripts";

    it(`are sent and numbered, ${how}`, async () => {
      const page = await world.open("/en/", { javaScriptEnabled });
      await search(page, "printer");
      await page.locator(".hit a").first().click();
      await page.locator(".callout a").click();
      await page.waitForURL("**/new-request?article=*");
      assert.equal(await page.locator(".form-article a").count(), 1);
      await page.locator("#subject").fill("Принтер ест бумагу");
      await page.locator("#body").fill("卡纸\n\nZażółć gęślą jaźń");
      await page.locator("form[method=post] button").click();
      await page.waitForURL("**/en/new-request/sent?number=ZL-*");
      assert.match(await page.locator(".ticket-number").innerText(), /^ZL-\d+$/);
      assert.deepEqual(page.complaints, []);
      await close(page);
    });

    it(`come back with the mistake and what was typed, ${how}`, async () => {
      const page = await world.open("/en/new-request", { javaScriptEnabled });
      await page.locator("#body").fill("Only a description.");
      await page.locator("form[method=post] button").click();
      await page.locator("#subject-error").waitFor();
      assert.equal(await page.locator("#body").inputValue(), "Only a description.");
      assert.equal(await page.locator("#subject").getAttribute("aria-invalid"), "true");
      await close(page);
    });
  }

  it("keep a draft until they are sent, once however often the button is pressed", async () => {
    const page = await world.open("/en/new-request");
    await page.locator("#subject").fill("Coffee machine");
    await page.goto(world.url + "/en/");
    await page.goto(world.url + "/en/new-request");
    assert.equal(await page.locator("#subject").inputValue(), "Coffee machine");
    assert.match(await page.locator("[data-request-status]").innerText(), /kept what you typed/);
    await page.locator("#body").fill("It leaks on the third floor since yesterday.");
    const sent = [];
    page.on("request", (request) => {
      if (request.method() === "POST") sent.push(request.url());
    });
    await page.locator("form[method=post] button").dblclick();
    await page.waitForURL("**/sent?number=*");
    assert.equal(sent.length, 1);
    await page.goto(world.url + "/en/new-request");
    assert.equal(await page.locator("#subject").inputValue(), "");
    await close(page);
  });

  it("that arrive twice give one number", async () => {
    const page = await world.open("/en/new-request");
    await page.locator("#subject").fill("Twice");
    await page.locator("#body").fill("The lift stops between the third and the fourth floor.");
    const [first, second] = await page.locator("form[method=post]").evaluate(async (form) => {
      const send = async () => (await fetch(form.action, { method: "POST", body: new FormData(form) })).url;
      return [await send(), await send()];
    });
    assert.match(first, /number=ZL-\d+$/);
    assert.equal(second, first);
    await close(page);
  });
});
