// The writers' report in a real browser: what readers asked for becomes a line that says what to do. Without scripts,
// but for axe and for the readers, who search as everybody does.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { addAgent, overflow, signedIn, violations } from "./agents.js";
import { World } from "./support.js";

const QUESTIONS = ["wombat permit", "how do I get a wombat permit", "wombat permit <b>form</b>"];

let world;
before(async () => {
  world = await World.start();
  addAgent(world, "boss");
  for (const question of QUESTIONS) await ask(question);
});
after(async () => {
  await world?.stop();
});

// A reader of their own each: they look at the home page, search, and give up.
async function ask(question) {
  const page = await world.open("/en/");
  await page.goto(`${world.url}/en/search?q=${encodeURIComponent(question)}`);
  await page.context().close();
}

describe("the writers' report", () => {
  it("puts phrasings of one question into one line that says what to do", async () => {
    const page = await signedIn(world, "boss", "/agent/report", { javaScriptEnabled: false });
    const line = page.locator("tbody tr", { hasText: "wombat permit" });
    await line.first().waitFor();
    assert.equal(await line.count(), 1);
    assert.match(await line.innerText(), /wombat permit <b>form<\/b>/);
    assert.match(await line.innerText(), /Write an article/);
    assert.deepEqual(await line.locator("td.number").allInnerTexts(), ["3", "3"]);
    await line.getByRole("link").first().click();
    await page.getByRole("heading", { level: 1, name: /wombat permit/ }).waitFor();
    assert.match(await page.locator("main").innerText(), /zeroline-indexer propose .* --question q-[0-9a-f]{8}/);
    await page.context().close();
  });

  it("can be taken away as a table and as data", async () => {
    const page = await signedIn(world, "boss", "/agent/report");
    const json = await page.evaluate(async () => (await fetch("/agent/report.json")).json());
    assert.equal(json.gaps[0].intents, 3);
    assert.equal(json.gaps[0].action, "write_article");
    const csv = await page.evaluate(async () => (await fetch("/agent/report.csv")).text());
    assert.match(csv, /wombat permit/);
    await page.context().close();
  });

  it("is for the team alone", async () => {
    const page = await world.open("/en/");
    for (const path of ["/agent/report", "/agent/report.json", "/agent/report.csv", "/api/v1/agent/report"]) {
      const answer = await page.request.get(world.url + path, { maxRedirects: 0 });
      assert.notEqual(answer.status(), 200, path);
      assert.doesNotMatch(await answer.text(), /wombat/, path);
    }
    await page.context().close();
  });

  for (const colorScheme of ["light", "dark"]) {
    it(`is accessible in ${colorScheme} colours, on a telephone, in every language`, async () => {
      const page = await signedIn(world, "boss", "/agent/report", { colorScheme, viewport: { width: 390, height: 844 } });
      for (const lang of ["en", "ru", "pl", "zh"]) {
        for (const part of ["", "&show=top", "&show=articles", "&show=learned", "&show=translations"]) {
          await page.goto(`${world.url}/agent/report?lang=${lang}${part}`);
          assert.deepEqual(await violations(page), [], lang + part);
          assert.equal(await overflow(page), 0, `${lang}${part} is wider than the screen`);
        }
      }
      await page.context().close();
    });
  }
});
