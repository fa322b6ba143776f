// A writer saves a file, and the page that is open follows: zeroline-indexer watch beside zeroline-server serve
// --preview.

import assert from "node:assert/strict";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { World } from "./support.js";

const ARTICLE = "devices/preview-lamp";
// On a quiet machine it is below half a second; what is asserted leaves room for a busy one.
const PATIENCE_MS = Number(process.env.ZEROLINE_PREVIEW_MS ?? 5000);
const ROUNDS = 7;

let world;

function text(line, status = "published") {
  const filler = "Long text so that the page scrolls.\n\n".repeat(80);
  return `---\ntitle: Preview lamp\nsummary: It is dark.\nstatus: ${status}\n---\n\n## First {#first}\n\n` +
    `${filler}## Second {#second}\n\nThe lamp says ${line}.\n\n${filler}`;
}

const file = (path = ARTICLE) => join(world.articles, `en/${path}.md`);

before(async () => {
  world = await World.start({
    watch: true,
    articles: (folder) => writeFileSync(join(folder, `en/${ARTICLE}.md`), text("one", "draft")),
  });
});
after(() => world?.stop());

// Milliseconds from here until the open page shows the line.
async function untilShown(page, line) {
  const start = performance.now();
  await page.getByText(`The lamp says ${line}.`).waitFor({ state: "attached", timeout: 20_000 });
  return performance.now() - start;
}

test("an open page follows what is saved, and what is read stays in its place", async () => {
  const page = await world.open(`/en/${ARTICLE}#second`);
  await untilShown(page, "one");
  await page.evaluate(() => {
    window.wasHere = true;
    scrollBy(0, 200);
  });
  const placed = await page.evaluate(() => document.getElementById("second").getBoundingClientRect().top);
  const times = [];
  for (let round = 0; round < ROUNDS; ++round) {
    if (round % 2) {
      writeFileSync(`${file()}~`, text(`words ${round}`));
      renameSync(`${file()}~`, file());
    } else {
      writeFileSync(file(), text(`words ${round}`));
    }
    times.push(await untilShown(page, `words ${round}`));
  }
  times.sort((a, b) => a - b);
  console.log(`from saving to seeing, ms: ${times.map(Math.round).join(" ")}`);
  assert.ok(times[Math.floor(ROUNDS / 2)] < PATIENCE_MS, `median ${times[Math.floor(ROUNDS / 2)]} ms`);
  assert.ok(await page.evaluate(() => window.wasHere), "the page was not loaded again");
  const now = await page.evaluate(() => document.getElementById("second").getBoundingClientRect().top);
  assert.ok(Math.abs(now - placed) < 2, `the place on the screen moved from ${placed} to ${now}`);
  assert.deepEqual(page.complaints, []);
});

test("findings appear in the terminal, and go when they are mended", async () => {
  writeFileSync(file("devices/preview-broken"), "---\ntitle: Broken lamp\n---\n\nSee [more](nowhere.md).\n");
  await world.watched(/devices\/preview-broken\.md:5.*nowhere/);
  writeFileSync(file("devices/preview-broken"), "---\ntitle: Broken lamp\n---\n\nSee more.\n");
  await world.watched(/mended: .*devices\/preview-broken\.md/);
});

test("an error ends nothing: the page stays until the article can be read again", async () => {
  const page = await world.open(`/en/${ARTICLE}`);
  writeFileSync(file("devices/preview-broken"), "---\ntitle: a: b\n---\n");
  await world.watched(/preview-broken\.md:2.*error/);
  writeFileSync(file(), text("after all"));
  await untilShown(page, "after all");
});

test("a page that is not there yet appears when it is written", async () => {
  const page = await world.open("/en/devices/preview-new");
  page.complaints.length = 0; // the answer was 404
  writeFileSync(file("devices/preview-new"), text("hello"));
  await untilShown(page, "hello");
  assert.match(await page.title(), /^Preview lamp/);
  rmSync(file("devices/preview-new"));
  await page.getByText("The lamp says hello.").waitFor({ state: "detached" });
});
