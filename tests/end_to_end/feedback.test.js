// "Did this help?" as readers answer it, with and without scripts, and the loop it closes: what three of them
// confirmed is found by the next build.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { ENGLISH_ONLY, World, bin } from "./support.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// Words that no article has: what some readers call a dock.
const QUESTION = "zorblatt hub";

let world;
before(async () => {
  world = await World.start();
});
after(async () => {
  await world?.stop();
});

const close = (page) => page.context().close();
const section = (page) => page.locator("#feedback");
const answer = (page, name) => section(page).getByRole("button", { name, exact: true });
const state = () => join(world.folder, "state/zeroline.db");
const index = () => join(world.folder, "index");

async function search(page, words) {
  await page.goto(`${world.url}/en/search?q=${encodeURIComponent(words)}`);
}
async function openDock(page) {
  await search(page, "Quokka dock");
  await page.getByRole("link", { name: /Quokka dock/ }).first().click();
  await section(page).waitFor();
}

async function expectAccessible(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (tags) => window.axe.run(document, { runOnly: { type: "tag", values: tags } }), WCAG,
  );
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`), []);
}

describe("did this help", () => {
  it("takes a yes in place", async () => {
    const page = await world.open("/en/");
    await openDock(page);
    await expectAccessible(page);
    const url = page.url();
    await answer(page, "Yes").click();
    await section(page).getByText("Thank you for telling us.").waitFor();
    assert.equal(page.url(), url);
    assert.equal(await page.evaluate(() => document.activeElement.id), "feedback-title");
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  it("asks after a no, by keyboard", async () => {
    const page = await world.open("/en/");
    await openDock(page);
    await answer(page, "No").focus();
    await page.keyboard.press("Enter");
    await section(page).getByText("What is wrong with it?").waitFor();
    await expectAccessible(page);
    await section(page).getByLabel("Something is missing").check();
    await section(page).getByLabel(/What were you looking for/).fill("the other cable");
    await answer(page, "Send").focus();
    await page.keyboard.press("Enter");
    await section(page).getByText("The writers will read it.").waitFor();
    assert.ok(await page.getByRole("link", { name: "Send a request" }).last().isVisible());
    assert.deepEqual(page.complaints, []);
    await close(page);
  });

  it("does without scripts", async () => {
    const page = await world.open("/en/", { javaScriptEnabled: false });
    await openDock(page);
    await answer(page, "No").click();
    await page.waitForURL(/feedback=no#feedback$/);
    await section(page).getByLabel("It is out of date").check();
    await answer(page, "Send").click();
    await page.waitForURL(/feedback=told#feedback$/);
    assert.match(await section(page).innerText(), /Thank you/);
    await openDock(page);
    await answer(page, "Yes").click();
    await page.waitForURL(/feedback=yes#feedback$/);
    await close(page);
  });

  it("asks in the reader's language", async () => {
    for (const [lang, words] of [["ru", "Эта статья помогла?"], ["pl", "Czy ten artykuł pomógł?"], ["zh", "这篇文章有帮助吗？"]]) {
      const page = await world.open(`/${lang}/${ENGLISH_ONLY.path}`);
      assert.match(await section(page).innerText(), new RegExp(words.replace("?", "\\?")));
      await close(page);
    }
  });
});

describe("the loop", () => {
  const found = async () => {
    const page = await world.open("/en/");
    await search(page, QUESTION);
    const count = await page.getByRole("link", { name: /Quokka dock/ }).count();
    await close(page);
    return count > 0;
  };

  it("teaches the next build what three readers confirmed", async () => {
    assert.equal(await found(), false);
    for (let i = 0; i < 3; i += 1) {
      const page = await world.open("/en/");
      await search(page, QUESTION);
      // Found on another way.
      await page.goto(`${world.url}/en/${ENGLISH_ONLY.path}`);
      await answer(page, "Yes").click();
      await section(page).getByText("Thank you for telling us.").waitFor();
      await close(page);
    }
    const file = join(world.folder, "confirmed.tsv");
    const confirmed = () => execFileSync(
      join(bin, "zeroline-server"), ["confirmed", "--state", state(), "--index", index(), "--out", file],
      { encoding: "utf8", timeout: 30_000 },
    );
    confirmed();
    assert.match(readFileSync(file, "utf8"), new RegExp(`^${QUESTION}\ten\t${ENGLISH_ONLY.path}\t3\t`, "m"));
    const build = () => execFileSync(
      join(bin, "zeroline-indexer"),
      ["build", "--articles", world.articles, "--index", index(), "--confirmed-questions", file],
      { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], timeout: 120_000 },
    );
    build();
    for (let i = 0; i < 100 && !(await found()); i += 1) await new Promise((done) => setTimeout(done, 100));
    assert.equal(await found(), true);
    // Without news nothing is written and nothing is published.
    const current = readFileSync(join(index(), "current/build.json"), "utf8");
    assert.match(confirmed(), /as before/);
    build();
    assert.equal(readFileSync(join(index(), "current/build.json"), "utf8"), current);
  });
});
