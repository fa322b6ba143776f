// Links that last: one that was copied before an article changed or was renamed, followed afterwards, with and
// without scripts, on a phone.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { World } from "./support.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const bin = resolve(process.env.ZEROLINE_BIN ?? fileURLToPath(new URL("../../build/dev/bin", import.meta.url)));
const WAIT_MS = 15_000;
const PHONE = { viewport: { width: 360, height: 740 } };

const page = (title, body) => `---\ntitle: ${title}\n---\n\n${body}\n`;
const DOOR = page(
  "The flimberwick door",
  "Every flimberwick has one door.\n\n## Open it {#open}\n\nTurn the red handle to the left and wait.\n\n" +
    "It clicks twice.\n\n## Lock it\n\nPush until it rests.\n\n## Paint it\n\nUse two thin coats of paint.",
);

let world;
let linkBefore;

const git = (...words) =>
  execFileSync(
    "git",
    ["-C", join(world.folder, "articles"), "-c", "user.name=W", "-c", "user.email=w@example.com", ...words],
    { stdio: ["ignore", "ignore", "pipe"] },
  );

// Builds, and waits until the server answers `path` as `isNew` wants it.
async function rebuild(path, isNew) {
  execFileSync(
    join(bin, "zeroline-indexer"),
    ["build", "--articles", join(world.folder, "articles"), "--index", join(world.folder, "index")],
    { stdio: ["ignore", "ignore", "pipe"], timeout: 120_000 },
  );
  const end = Date.now() + WAIT_MS;
  while (Date.now() < end) {
    const answer = await fetch(world.url + path, { redirect: "manual" });
    if (isNew(answer.status, await answer.text())) return;
    await pause(100);
  }
  throw new Error(`${path} is not what the new build says`);
}

async function violations(opened) {
  await opened.evaluate(axeSource);
  const found = await opened.evaluate(() => globalThis.axe.run(document));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120))}`);
}

const overflow = (opened) =>
  opened.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

before(async () => {
  world = await World.start({
    articles: (folder) => {
      writeFileSync(join(folder, "en/devices/door.md"), DOOR);
      for (const words of [["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]]) {
        execFileSync(
          "git",
          ["-C", folder, "-c", "user.name=W", "-c", "user.email=w@example.com", ...words],
          { stdio: ["ignore", "ignore", "pipe"] },
        );
      }
    },
  });
  const article = await (await fetch(`${world.url}/api/v1/articles/devices/door?lang=en`)).json();
  linkBefore = `/a/devices/door?lang=en&v=${article.version}`;
});
after(async () => {
  await world?.stop();
});

describe("a link with the version that was read", () => {
  it("opens the article as it is while nothing has changed", async () => {
    const opened = await world.open(linkBefore);
    assert.equal(new URL(opened.url()).pathname, "/en/devices/door");
    assert.equal(await opened.locator(".changed").count(), 0);
  });

  it("tells what has changed since, and where a renamed heading went", async () => {
    const changed = DOOR.replace("red handle", "green <b>lever</b>").replace("## Lock it", "## Closing it");
    writeFileSync(join(world.folder, "articles/en/devices/door.md"), changed);
    git("commit", "-qam", "second");
    await rebuild("/en/devices/door", (status, body) => body.includes("lever"));

    for (const options of [{}, PHONE, { ...PHONE, javaScriptEnabled: false }, { colorScheme: "dark" }]) {
      const opened = await world.open(`${linkBefore}#lock-it`, options);
      const notice = opened.getByRole("region", { name: "This article has changed since this link was made" });
      await notice.waitFor();
      assert.equal(await notice.locator("ins").first().isVisible(), false, "the difference is folded");
      await notice.getByText("Show what has changed").click();
      assert.match(await notice.locator("del").first().innerText(), /red handle/);
      assert.match(await notice.locator("ins").first().innerText(), /green lever/);
      assert.match(await notice.innerText(), /1 unchanged paragraph|Closing/);
      assert.doesNotMatch(await notice.innerText(), /two thin coats/, "what is far from a change is left out");
      assert.equal(new URL(opened.url()).hash, "#lock-it");
      assert.equal(await opened.locator("h2#closing-it > #lock-it").count(), 1);
      assert.ok((await overflow(opened)) <= 0, "scrolls sideways");
      if (options.javaScriptEnabled !== false) assert.deepEqual(await violations(opened), []);
      assert.deepEqual(opened.complaints, []);
      await opened.context().close();
    }
  });

  it("says so in the language of the page", async () => {
    const opened = await world.open("/a/devices/door?lang=en&v=00000000");
    assert.match(await opened.locator(".changed").innerText(), /no longer known/);
    assert.equal(await opened.locator(".changed details").count(), 0);
  });
});

describe("a renamed article", () => {
  it("is found under its old address, its old short link and an old version", async () => {
    git("mv", "en/devices/door.md", "en/accounts/gate.md");
    git("commit", "-qm", "third");
    await rebuild("/en/accounts/gate", (status) => status === 200);

    for (const link of ["/en/devices/door", "/a/devices/door", linkBefore]) {
      const opened = await world.open(link);
      assert.equal(new URL(opened.url()).pathname, "/en/accounts/gate", link);
      assert.equal(await opened.locator(".changed").count(), link === linkBefore ? 1 : 0, link);
      await opened.context().close();
    }
  });
});
