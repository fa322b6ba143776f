// Words that are not written as the articles write them: what the search makes of them, what it says about
// it, and the way back.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { GLOSSARY_ONLY, World } from "./support.js";

let world;
before(async () => {
  world = await World.start();
});
after(async () => {
  await world?.stop();
});

const close = (page) => page.context().close();
const searchBox = (page) => page.locator("input[type=search]");
const notes = (page) => page.locator(".results-note");
const firstPath = async (page) =>
  (await page.locator(".hit a").first().getAttribute("href")).replace(/#.*/, "");

async function search(page, words) {
  await searchBox(page).fill(words);
  await searchBox(page).press("Enter");
  await page.waitForURL("**/search?q=*");
}

describe("words not as the articles write them", () => {
  const questions = [
    {
      name: "a typing error in English",
      lang: "en", typed: "forgoten pasword", path: "accounts/forgotten-password",
      heading: /Showing results for/, reason: /typing error/, back: "Search instead for “forgoten pasword”",
    },
    {
      name: "a typing error in Polish",
      lang: "pl", typed: "drukrka nie drukuje", path: "printing/printer-does-not-print",
      heading: /Wyświetlamy wyniki dla „drukarka nie drukuje”/, reason: /literówka/,
      back: "Szukaj zamiast tego „drukrka nie drukuje”",
    },
    {
      name: "Russian typed on an English keyboard",
      lang: "ru", typed: "ghbynth yt gtxfnftn", path: "printing/printer-does-not-print",
      heading: /Показаны результаты по запросу «принтер не печатает»/, reason: /раскладка/,
      back: "Искать вместо этого «ghbynth yt gtxfnftn»",
    },
    {
      name: "Russian in Latin letters",
      lang: "ru", typed: "zabyl parol", path: "accounts/forgotten-password",
      heading: /Показаны результаты по запросу «забыл пароль»/, reason: /другими буквами/,
      back: "Искать вместо этого «zabyl parol»",
    },
    {
      name: "Chinese in pinyin",
      lang: "zh", typed: "wang ji mi ma", path: "accounts/forgotten-password",
      heading: /显示的是“忘记密码”的搜索结果/, reason: /转换为对应的文字/, back: "仍然搜索“wang ji mi ma”",
    },
  ];
  for (const { name, lang, typed, path, heading, reason, back } of questions) {
    it(`are mended, with the reason and the way back: ${name}`, async () => {
      const page = await world.open(`/${lang}/`);
      await search(page, typed);
      assert.equal(await firstPath(page), `/${lang}/${path}`);
      assert.match(await page.locator("h1").innerText(), heading);
      assert.equal(await searchBox(page).inputValue(), typed, "the box keeps what was typed");
      assert.match(await notes(page).innerText(), reason);
      assert.equal(await page.locator("[role=status] h1").count(), 1, "a polite status");

      await page.getByRole("link", { name: back, exact: true }).click();
      await page.waitForURL((url) => url.searchParams.get("exact") === "1");
      assert.ok((await page.locator("h1").innerText()).includes(typed), "searched as typed");
      assert.equal(await searchBox(page).inputValue(), typed);

      await notes(page).locator("a").click();
      await page.waitForURL((url) => !url.searchParams.has("exact"));
      assert.match(await page.locator("h1").innerText(), heading);
      assert.deepEqual(page.complaints, []);
      await close(page);
    });
  }

  const quiet = [
    { name: "traditional Chinese", lang: "zh", typed: "忘記密碼", path: "accounts/forgotten-password" },
    { name: "Polish without diacritics", lang: "pl", typed: "zapomniane haslo", path: "accounts/forgotten-password" },
    { name: "Russian е for ё", lang: "ru", typed: "забытый пароль", path: "accounts/forgotten-password" },
  ];
  for (const { name, lang, typed, path } of quiet) {
    it(`are found as they are: ${name}`, async () => {
      const page = await world.open(`/${lang}/`);
      await search(page, typed);
      assert.equal(await firstPath(page), `/${lang}/${path}`);
      assert.ok((await page.locator(".hit").first().locator("mark").count()) > 0, "what matched is marked");
      await close(page);
    });
  }

  it("are left alone where the articles have them: codes, quoted phrases", async () => {
    for (const words of ["0x0000011b", '"принтер не печатает"']) {
      const page = await world.open("/ru/search?q=" + encodeURIComponent(words));
      assert.doesNotMatch(await page.locator("h1").innerText(), /Показаны результаты/);
      assert.equal(await notes(page).count(), 0);
      assert.ok((await page.locator(".hit").count()) > 0);
      await close(page);
    }
  });
});

describe("a search exactly as typed", () => {
  it("stays exact in topics, pages and languages", async () => {
    const page = await world.open("/en/search?q=password&exact=1");
    const links = await page.locator("main a[href*='/search?'], .languages a[href*='/search?']").all();
    assert.ok(links.length > 1);
    for (const link of links) assert.match(await link.getAttribute("href"), /[?&]exact=1(&|$)/);
    await close(page);
  });

  it("ends with the next question", async () => {
    const page = await world.open("/en/search?q=password&exact=1");
    await search(page, "printer");
    assert.equal(new URL(page.url()).searchParams.has("exact"), false);
    await close(page);
  });
});

describe("an article in another language", () => {
  it("is labelled with the language's own name and opens in it", async () => {
    const page = await world.open("/pl/search?q=" + encodeURIComponent(GLOSSARY_ONLY.question));
    const hit = page.locator(".hit[lang=en]").first();
    assert.equal(await hit.locator(".hit-language").innerText(), "English");
    assert.equal(await hit.locator(".hit-title a").getAttribute("hreflang"), "en");
    await hit.locator(".hit-title a").click();
    await page.waitForURL(`**/en/${GLOSSARY_ONLY.path}*`);
    assert.deepEqual(page.complaints, []);
    await close(page);
  });
});
