// Every page by axe-core in light and dark, on a wide screen and a phone, without scrolling sideways, without
// a complaint of the content security policy.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";

import { ENGLISH_ONLY, GLOSSARY_ONLY, World } from "./support.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const pages = {
  home: "/en/",
  "Chinese home": "/zh/",
  section: "/en/accounts/",
  "Russian results": "/ru/search?q=" + encodeURIComponent("пароль"),
  results: "/en/search?q=password",
  "mended results": "/ru/search?q=ghbynth",
  "exact results": "/en/search?q=pasword&exact=1",
  "results in another language": "/pl/search?q=" + encodeURIComponent(GLOSSARY_ONLY.question),
  "no results": "/pl/search?q=zzqxvwkj",
  "empty search": "/en/search",
  article: "/en/accounts/forgotten-password",
  "article not translated": `/pl/${ENGLISH_ONLY.path}`,
  "request form": "/ru/new-request?article=accounts/forgotten-password",
  "sent request": "/en/new-request/sent?number=ZL-10427",
  "page not found": "/en/no/such-page",
};

let world;
before(async () => {
  world = await World.start();
});
after(async () => {
  await world?.stop();
});

// A short account of what axe found, so that a failure says what to mend.
async function violations(page) {
  // Evaluated by the debugger, which the content security policy does not concern.
  await page.evaluate(axeSource);
  const found = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: tags }).then((result) => result.violations),
    WCAG,
  );
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical" || impact === "moderate")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}

const ownComplaints = (page, name) =>
  // Chromium reports the status of the page itself as an error.
  page.complaints.filter((text) => !(name === "page not found" && text.includes("404")));

const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const colorScheme of ["light", "dark"]) {
  describe(`in ${colorScheme}`, () => {
    for (const [name, path] of Object.entries(pages)) {
      it(`${name} can be used by everybody`, async () => {
        const page = await world.open(path, { colorScheme });
        assert.deepEqual(await violations(page), []);
        assert.deepEqual(ownComplaints(page, name), []);
        assert.equal(await overflow(page), 0);
        await page.context().close();
      });
    }
  });
}

describe("on a phone", () => {
  for (const [name, path] of Object.entries(pages)) {
    it(`${name} does not scroll sideways`, async () => {
      const page = await world.open(path, {
        viewport: { width: 360, height: 740 },
        hasTouch: true,
        isMobile: true,
      });
      assert.equal(await overflow(page), 0);
      assert.deepEqual(await violations(page), []);
      await page.context().close();
    });
  }
});

describe("while suggestions are open", () => {
  it("the combobox keeps its promises", async () => {
    const page = await world.open("/en/");
    await page.locator("input[type=search]").pressSequentially("quokk");
    await page.locator("[role=option]").first().waitFor();
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  });
});
