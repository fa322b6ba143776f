// The workspace as an agent uses it: from a pasted request to a link in the clipboard, in every form, by the
// keyboard, and without JavaScript.

import assert from "node:assert/strict";
import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import {
  addAgent, allowClipboard, clipboardHtml, clipboardText, overflow, signIn, signedIn, violations,
} from "./agents.js";
import { World } from "./support.js";

const TICKET = "Dzień dobry,\n\nod wczoraj nie mogę się połączyć z VPN z domu. Wyskakuje błąd 809, " +
  "a hasło na pewno jest dobre. Bardzo proszę o pilną pomoc, bo mam dziś spotkanie z klientem.\n\n" +
  "Pozdrawiam\nJan Kowalski";
const YEAR_S = 365 * 24 * 3600;

let world;
before(async () => {
  world = await World.start({
    config: "edit_url: https://git.example.com/kb/edit/main/{path}\n",
    articles: (folder) => {
      const old = Date.now() / 1000 - YEAR_S;
      utimesSync(join(folder, "pl/printing/printer-does-not-print.md"), old, old);
      rmSync(join(folder, "pl/meetings/no-sound-in-meetings.md"));
      mkdirSync(join(folder, "en/staff"), { recursive: true });
      writeFileSync(join(folder, "en/staff/tills.md"),
        "---\ntitle: Tills in the shop\naudience: internal\nquestions: [black key of the till]\n---\nThe till opens with the black key.\n");
    },
  });
  addAgent(world, "anna", "internal");
  addAgent(world, "boris");
});
after(async () => {
  await world?.stop();
});

const open = (path = "/agent", options = {}) => signedIn(world, "anna", path, options);
const close = (page) => page.context().close();
const firstHit = (page) => page.locator("[data-found]").first();
const status = (page) => page.locator("[data-find-status]");

// Puts a text into the clipboard, as copying it from a mail does.
async function copied(page, text) {
  await allowClipboard(page);
  await page.evaluate((value) => navigator.clipboard.writeText(value), text);
}

async function find(page, text) {
  await page.locator("#find-text").fill(text);
  await firstHit(page).waitFor();
}

describe("a pasted request", () => {
  it("becomes a link in the clipboard with three keys and within five seconds", async () => {
    const page = await open();
    await copied(page, TICKET);
    assert.equal(await page.evaluate(() => document.activeElement.id), "find-text");
    let keys = 0;
    await page.exposeFunction("countKey", () => { keys += 1; });
    await page.evaluate(() => addEventListener("keydown", (event) => {
      if (!["Control", "Shift"].includes(event.key)) globalThis.countKey();
    }, true));
    const used = page.waitForResponse("**/agent/uses");
    const begin = Date.now();
    await page.keyboard.press("Control+V");
    await page.keyboard.press("Control+Enter");
    await status(page).getByText("Link copied.").waitFor();
    const took = Date.now() - begin;
    assert.ok(took < 5000, `${took} ms`);
    assert.ok(keys <= 3, `${keys} keys`);
    const link = await clipboardText(page);
    assert.match(link, new RegExp(`^${world.url}/a/network/vpn-does-not-connect\\?lang=pl&v=[0-9a-f]{8}`));
    assert.equal((await used).status(), 204);
    // No address, and so no log, has a word of it.
    assert.equal(page.url(), `${world.url}/agent`);
    assert.ok(!world.lines.join("\n").includes("809"));
    const article = await page.goto(link);
    assert.equal(article.status(), 200);
    assert.equal(await page.locator("h1").first().textContent(), "VPN się nie łączy");
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  it("is understood in Chinese", async () => {
    const page = await open();
    await find(page, "你好，我在家里连不上公司的 VPN，一直显示正在连接。请尽快帮忙处理，谢谢！");
    assert.match(await page.locator(".find-told").innerText(), /Text: 中文/);
    await page.keyboard.press("ArrowDown");
    await allowClipboard(page);
    await page.keyboard.press("c");
    await status(page).getByText("Link copied.").waitFor();
    assert.match(await clipboardText(page), /\/a\/network\/vpn-does-not-connect\?lang=zh&v=/);
    await close(page);
  });

  it("is answered in the language of the customer", async () => {
    const page = await open();
    await find(page, "My printer does not print");
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await page.locator("#find-customer").selectOption("ru");
    await answer;
    await page.locator("[data-found][data-language=ru]").first().waitFor();
    assert.match(await firstHit(page).innerText(), /Русский/);
    await close(page);
  });
});

describe("a result", () => {
  it("is copied in every form by its key", async () => {
    const page = await open();
    await allowClipboard(page);
    await find(page, "vpn error 809");
    await page.keyboard.press("ArrowDown");
    const url = /http:\/\/127\.0\.0\.1:\d+\/a\/network\/vpn-does-not-connect\?lang=en&v=[0-9a-f]{8}/;
    for (const [key, said, want] of [
      ["c", "Link copied.", url],
      ["m", "Markdown copied.", /^\[VPN.*\]\(http.*\)$/],
      ["t", "Title and link copied.", /^VPN[^\n]*\nhttp/],
      ["q", "Quote copied.", /^> [^]*\nhttp|^> [^]*http/],
      ["h", "Formatted link copied.", /^VPN[^\n]*\nhttp/],
    ]) {
      await page.keyboard.press(key);
      await status(page).getByText(said).waitFor();
      assert.match(await clipboardText(page), want, key);
    }
    assert.match(await clipboardHtml(page), /<a [^>]*href="http[^"]*vpn-does-not-connect/);
    assert.equal(await page.locator(".found.is-copied").count(), 1);
    await close(page);
  });

  it("is reached, left, opened and flagged by the keyboard", async () => {
    const page = await open();
    await find(page, "password");
    const focused = () => page.evaluate(() =>
      [...document.querySelectorAll("[data-found]")].indexOf(document.activeElement.closest("[data-found]")));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), 1);
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(), 0);
    await page.keyboard.press("?");
    assert.ok(await page.locator("[data-find-keys]").evaluate((keys) => keys.open));
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "find-text");
    // A letter in the box is a letter.
    await page.keyboard.type("c/?");
    assert.match(await page.locator("#find-text").inputValue(), /c\/\?$/);
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await find(page, "forgot my password");
    await answer;
    await page.locator("[data-article='accounts/forgotten-password'][data-language=en]").waitFor();
    await page.keyboard.press("ArrowDown");
    for (const [key, want] of [["o", /\/en\/accounts\//], ["e", /^https:\/\/git\.example\.com\/kb\/edit\/main\/en\//],
      ["f", /\/agent\/notes\/new\?kind=flag&article=/]]) {
      const opened = page.context().waitForEvent("page");
      await page.keyboard.press(key);
      const other = await opened;
      assert.match(await firstHit(page).locator({ o: "[data-open]", e: "[data-edit]", f: "[data-flag]" }[key])
        .evaluate((link) => link.href), want);
      await other.close();
    }
    await close(page);
  });

  it("an internal article says so among the portal's results too, and is not there for strangers", async () => {
    const page = await signedIn(world, "anna", "/agent");
    await page.goto(`${world.url}/en/search?q=black+key+till`);
    assert.match(await page.locator(".hit").first().innerText(), /Tills in the shop\s+Not for customers: internal/);
    assert.deepEqual(await violations(page), []);
    await page.context().close();
    const stranger = await world.open("/en/search?q=black+key+till");
    assert.doesNotMatch(await stranger.locator("main").innerText(), /Tills in the shop|Not for customers/);
    await stranger.context().close();
  });

  it("says that customers cannot read it, and is copied all the same", async () => {
    const page = await open();
    await allowClipboard(page);
    await find(page, "black key of the till");
    assert.match(await page.locator(".badge-internal").first().innerText(), /Internal \(internal\)/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("c");
    await status(page).getByText("customers cannot read this article").waitFor();
    assert.match(await clipboardText(page), /\/a\/staff\/tills\?/);
    await close(page);
    const boris = await signedIn(world, "boris", "/agent?q=black+key+of+the+till");
    assert.equal(await boris.locator("#find-text").inputValue(), "black key of the till");
    assert.equal(await boris.locator("[data-article='staff/tills']").count(), 0);
    await close(boris);
  });

  it("says that its translation is missing, or older than the original", async () => {
    const page = await open("/agent?q=no+sound+in+meetings&customer=pl");
    await firstHit(page).waitFor();
    assert.match(await page.locator(".badge-missing").first().innerText(), /No translation: Polski/);
    await page.goto(`${world.url}/agent?q=drukarka+nie+drukuje`);
    assert.match(await page.locator("[data-article='printing/printer-does-not-print'] .badge-stale").innerText(),
      /Older than the original, which changed on \d+ \w+ \d{4}/);
    await close(page);
  });

  it("keeps what was typed last, however late the answers come", async () => {
    const page = await open();
    await page.route("**/agent", async (route) => {
      const body = route.request().postData() ?? "";
      if (body.includes("printer")) await new Promise((done) => setTimeout(done, 1500));
      await route.continue().catch(() => {});
    });
    await page.locator("#find-text").fill("printer does not print");
    await page.waitForTimeout(400);
    await page.locator("#find-text").fill("vpn error 809");
    await page.locator("[data-article='network/vpn-does-not-connect']").first().waitFor();
    await page.waitForTimeout(1600);
    assert.equal(await firstHit(page).getAttribute("data-article"), "network/vpn-does-not-connect");
    await close(page);
  });
});

describe("the box", () => {
  it("searches nothing while an input method is composing", async () => {
    const page = await open();
    let sent = 0;
    page.on("request", (request) => { if (request.method() === "POST") sent += 1; });
    const compose = (value, type) => page.locator("#find-text").evaluate((box, [text, name]) => {
      box.value = text;
      box.dispatchEvent(name === "input"
        ? new InputEvent("input", { isComposing: true, bubbles: true })
        : new CompositionEvent(name, { bubbles: true }));
    }, [value, type]);
    await compose("lian jie bu shang", "input");
    await page.waitForTimeout(600);
    assert.equal(sent, 0);
    await compose("VPN 连接不上", "compositionend");
    await page.locator("[data-found][data-language=zh]").first().waitFor();
    assert.equal(sent, 1);
    await close(page);
  });

  it("copies where the browser has no clipboard for scripts", async () => {
    const page = await open();
    await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined }));
    await page.reload();
    await find(page, "vpn error 809");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("m");
    await status(page).getByText("Markdown copied.").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Control+V");
    assert.match(await page.locator("#find-text").inputValue(), /^\[VPN.*vpn-does-not-connect/);
    await close(page);
  });

  it("says that its agent is signed out, and keeps the text", async () => {
    const page = await open();
    await page.context().clearCookies();
    await page.locator("#find-text").fill("vpn error 809");
    await status(page).getByText("You are not signed in any more").waitFor();
    assert.equal(await page.locator("#find-text").inputValue(), "vpn error 809");
    await close(page);
  });
});

describe("a text behind #", () => {
  it("is searched and goes from the address, also by way of the sign-in", async () => {
    const page = await world.open(`/agent#text=${encodeURIComponent("vpn error 809 & more")}&ticket=T-1`);
    await signIn(page, "anna");
    await firstHit(page).waitFor();
    assert.equal(await page.locator("#find-text").inputValue(), "vpn error 809 & more");
    assert.equal(await page.locator("#find-ticket").inputValue(), "T-1");
    assert.equal(page.url(), `${world.url}/agent`);
    await close(page);
  });

  it("comes from the bookmark on a page of another site", async () => {
    const page = await open("/agent/tools");
    const href = await page.locator("[data-bookmarklet]").getAttribute("href");
    await page.route("https://desk.example.com/**", (route) => route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: "<!doctype html><title>T</title><nav>menu</nav><main>Nie mogę się połączyć z VPN, błąd 809</main>",
    }));
    await page.goto("https://desk.example.com/tickets/4711?secret=1");
    const opened = page.context().waitForEvent("page");
    await page.evaluate(decodeURIComponent(href.slice("javascript:".length)));
    const workspace = await opened;
    await firstHit(workspace).waitFor();
    assert.equal(await workspace.locator("#find-text").inputValue(), "Nie mogę się połączyć z VPN, błąd 809");
    assert.equal(await workspace.locator("#find-ticket").inputValue(), "https://desk.example.com/tickets/4711");
    assert.equal(await firstHit(workspace).getAttribute("data-article"), "network/vpn-does-not-connect");
    await close(page);
  });
});

describe("without JavaScript", () => {
  it("the form finds, and every form of the link can be copied by hand", async () => {
    const page = await open("/agent", { javaScriptEnabled: false });
    await page.locator("#find-text").fill(TICKET);
    await page.getByRole("button", { name: "Find" }).click();
    await page.locator("[data-forms] summary").first().click();
    assert.match(await page.locator("[data-form=url]").first().inputValue(), /\?lang=pl&v=/);
    assert.equal(await page.locator(".action-copy").first().isVisible(), false);
    assert.equal(await page.locator("#find-text").inputValue(), TICKET);
    await page.getByRole("button", { name: "Ask for an article" }).click();
    assert.match(await page.locator("textarea[name=text]").inputValue(), /nie mogę się połączyć z VPN/);
    await close(page);
  });
});

describe("a request in the queue", () => {
  it("opens the workspace with its words and what its sender has read", async () => {
    const reader = await world.open("/pl/network/vpn-does-not-connect");
    await reader.goto(`${world.url}/pl/new-request`);
    await reader.locator("#subject").fill("VPN nadal nie działa");
    await reader.locator("#body").fill("Zrobiłem wszystko z artykułu, błąd 809 wraca.");
    await reader.locator("#contact").fill("reader@example.com");
    await reader.locator("form button[type=submit]").last().click();
    const sent = reader.locator(".ticket-number");
    const anyway = reader.locator("button[value=send], .step-send button").first();
    await sent.or(anyway).first().waitFor();
    if (!(await sent.isVisible())) await anyway.click();
    const number = (await sent.textContent()).trim();
    await close(reader);
    const page = await open(`/agent/queue/${number}`);
    await page.getByRole("link", { name: "Find articles" }).click();
    await firstHit(page).waitFor();
    assert.match(await page.locator("#find-text").inputValue(), /VPN nadal nie działa/);
    assert.equal(await page.locator("#find-customer").inputValue(), "pl");
    assert.equal(await page.locator("#find-ticket").inputValue(), number);
    assert.match(await page.locator("[data-article='network/vpn-does-not-connect'] .badge-seen").innerText(),
      /The customer has read this|Did not help/);
    await close(page);
  });
});

describe("every state of the workspace", () => {
  for (const [name, options] of Object.entries({
    "in light": { colorScheme: "light" },
    "in dark": { colorScheme: "dark" },
    "on a phone": { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true },
  })) {
    it(`can be used by everybody ${name}`, async () => {
      const page = await open("/agent", options);
      for (const path of ["/agent", "/agent?q=vpn&lang=ru", "/agent?q=black+key+till&customer=pl&lang=pl",
        "/agent?q=qqqqzzzz&lang=zh", "/agent/tools?lang=en"]) {
        await page.goto(world.url + path);
        for (const details of await page.locator("details.found-forms").all()) {
          await details.evaluate((one) => { one.open = true; });
        }
        assert.deepEqual(await violations(page), [], path);
        assert.equal(await overflow(page), 0, path);
      }
      if (process.env.ZEROLINE_SCREENSHOTS) {
        for (const [file, path] of [["search", "/agent?q=vpn+error+809&lang=en"],
          ["internal", "/agent?q=black+key+till&customer=pl&lang=en"], ["tools", "/agent/tools"]]) {
          await page.goto(world.url + path);
          const where = join(process.env.ZEROLINE_SCREENSHOTS, `${file}-${name.replaceAll(" ", "-")}.png`);
          await page.screenshot({ path: where });
        }
      }
      await close(page);
    });
  }
});
