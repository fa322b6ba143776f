// What tests of the agents' pages share: accounts, signing in, the clipboard, axe.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const bin = resolve(process.env.ZEROLINE_BIN ?? join(root, "build/dev/bin"));
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const PASSWORD = "correct horse battery";

// Made as whoever runs the server does.
export function addAgent(world, name, ...audiences) {
  execFileSync(
    join(bin, "zeroline-server"),
    ["user", "add", name, "--role", "agent", ...audiences.flatMap((one) => ["--audience", one]),
      "--state", join(world.folder, "state/zeroline.db")],
    { cwd: root, input: `${PASSWORD}\n${PASSWORD}\n`, stdio: ["pipe", "ignore", "pipe"], timeout: 30_000 },
  );
}

// On the sign-in page.
export async function signIn(page, name) {
  await page.locator("[name=name]").fill(name);
  await page.locator("[name=password]").fill(PASSWORD);
  await page.locator("main button[type=submit]").click();
}

// A browser of its own in which this account is signed in and has opened `path`.
export async function signedIn(world, name, path, options) {
  const page = await world.open(path, options);
  await signIn(page, name);
  await page.locator(".agent-out, .panel").first().waitFor();
  return page;
}

export async function violations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: tags }).then((result) => result.violations),
    WCAG,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html.slice(0, 120)).join(" | ")}`);
}

export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export async function allowClipboard(page) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
}

export const clipboardText = (page) => page.evaluate(() => navigator.clipboard.readText());

export const clipboardHtml = (page) => page.evaluate(async () => {
  const [item] = await navigator.clipboard.read();
  return (await item.getType("text/html")).text();
});
