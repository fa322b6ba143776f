// Accounts in a real browser: an admin makes one, its owner uses it, other sites try to. The browser's own
// rules about cookies and sites count here, and what the server prints.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";

import { World } from "./support.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PASSWORD = "correct horse battery";
const NEW_PASSWORD = "quite another one here";
// This machine is the proxy: what a test puts into these headers, it says as the proxy.
const CONFIG = `trusted_proxies: [127.0.0.1]
sso_user_header: X-Remote-User
sso_groups_header: X-Remote-Groups
sso_groups:
  desk: {roles: [agent], audiences: [internal]}
`;
const SSO = { "X-Remote-User": "zoe@example.com", "X-Remote-Groups": "staff, desk" };

let world;
let elsewhere;  // another site's server: the page of its path
const pages = new Map();
const secrets = [PASSWORD, NEW_PASSWORD];  // none of which may be printed

before(async () => {
  world = await World.start({ config: CONFIG });
  elsewhere = createServer((request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(pages.get(request.url) ?? "<!doctype html><title>x</title>");
  });
  await new Promise((done) => elsewhere.listen(0, "127.0.0.1", done));
});
after(async () => {
  elsewhere?.close();
  await world?.stop();
});

async function violations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: tags }).then((result) => result.violations),
    WCAG,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html.slice(0, 120)).join(" | ")}`);
}

const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function signedIn(name, password, path = "/agent/account", options = {}) {
  const page = await world.open(`/agent/sign-in?next=${encodeURIComponent(path)}`, options);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`**${path}`);
  return page;
}

// A page of another site that posts this form to us as soon as it is opened.
function attack(path, fields) {
  const inputs = Object.entries(fields).map(([n, v]) => `<input name="${n}" value="${v}">`).join("");
  pages.set(path, `<!doctype html><title>x</title><form method="post" action="${world.url}/agent/account">${inputs}` +
    "</form><script>document.forms[0].submit()</script>");
}

describe("accounts", () => {
  it("begin with the printed link", async () => {
    const link = world.lines.join("\n").match(/https?:\/\/\S+?(\/agent\/setup\?token=\S+)/)[1];
    const page = await world.open(link);
    await page.getByLabel("Name").fill("boss");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByLabel("Password again").fill(PASSWORD);
    await page.getByRole("button", { name: "Make the account" }).click();
    await page.getByText("The account is ready.").waitFor();
    await page.context().close();
  });

  it("are added by an admin, with a password that their owner changes", async () => {
    const boss = await signedIn("boss", PASSWORD, "/agent/accounts");
    await boss.getByLabel("Name").fill("anna");
    await boss.getByLabel("Agent").check();
    await boss.getByLabel("Audiences").fill("internal");
    await boss.getByRole("button", { name: "Add" }).click();
    const given = await boss.locator("code.secret").textContent();
    secrets.push(given);
    assert.deepEqual(await violations(boss), []);

    const anna = await signedIn("anna", given);
    const other = await signedIn("anna", given);
    await anna.getByLabel("Old password").fill(given);
    await anna.getByLabel("New password").fill(NEW_PASSWORD);
    await anna.getByLabel("Password again").fill(NEW_PASSWORD);
    await anna.getByRole("button", { name: "Change the password" }).click();
    await anna.getByText("The password is changed.").waitFor();
    await other.reload();
    assert.match(other.url(), /\/agent\/sign-in/);
    assert.deepEqual(anna.complaints, []);
    for (const page of [boss, anna, other]) await page.context().close();
  });

  it("have tokens that are worth their account until they are revoked", async () => {
    const page = await signedIn("anna", NEW_PASSWORD);
    await page.getByLabel("What it is for").fill("help desk");
    await page.getByRole("button", { name: "Make a token" }).click();
    const token = await page.locator("code.secret").textContent();
    secrets.push(token);
    const ask = (authorization) =>
      fetch(`${world.url}/api/v1/search?q=vpn&lang=en`, { headers: { authorization } });
    assert.equal((await ask(`Bearer ${token}`)).status, 200);
    const wrong = await ask(`Bearer ${token}x`);
    assert.equal(wrong.status, 401);
    assert.doesNotMatch(await wrong.text(), /zl_/);
    await page.goto(`${world.url}/agent/account`);
    assert.equal(await page.locator("code.secret").count(), 0);
    await page.getByRole("button", { name: "Revoke help desk" }).click();
    await page.getByText("The token is revoked.").waitFor();
    assert.equal((await ask(`Bearer ${token}`)).status, 401);
    await page.context().close();
  });

  it("lose their rights with the next click", async () => {
    const anna = await signedIn("anna", NEW_PASSWORD, "/agent/queue");
    const boss = await signedIn("boss", PASSWORD, "/agent/accounts/anna");
    await boss.getByLabel("Agent").uncheck();
    await boss.getByRole("button", { name: "Save" }).click();
    await boss.getByText("It applies from now on.").waitFor();
    await anna.reload();
    await anna.getByRole("heading", { name: "Your account may not open this" }).waitFor();
    await boss.getByRole("button", { name: "Disable", exact: true }).click();
    await boss.getByText("The account is disabled.").waitFor();
    await anna.reload();
    assert.match(anna.url(), /\/agent\/sign-in/);
    await boss.getByRole("button", { name: "Enable", exact: true }).click();
    await boss.getByText("may sign in again").waitFor();
    await boss.goto(`${world.url}/agent/accounts`);
    await boss.getByText("rights changed; roles:").first().waitFor();
    for (const page of [boss, anna]) await page.context().close();
  });
});

describe("another site", () => {
  it("posts nothing in somebody's name, with their cookie or without", async () => {
    const page = await signedIn("boss", PASSWORD);
    const witness = await signedIn("boss", PASSWORD);
    const { port } = elsewhere.address();
    attack("/attack", { action: "sessions" });
    attack("/attack-with-token", { action: "sessions", csrf: "x".repeat(56) });
    // 127.0.0.1 at another port is the same site to a browser, which sends the cookie; localhost is not.
    for (const host of ["127.0.0.1", "localhost"]) {
      for (const path of ["/attack", "/attack-with-token"]) {
        const [answer] = await Promise.all([
          page.waitForResponse((response) => response.request().method() === "POST"),
          page.goto(`http://${host}:${port}${path}`).catch(() => {}),
        ]);
        assert.equal(answer.status(), 403, host + path);
        await page.waitForLoadState();
      }
    }
    await witness.reload();
    assert.match(witness.url(), /\/agent\/account/, "its session has not ended");
    await page.context().close();
    await witness.context().close();
  });

  it("posts nothing through a single sign-on that vouches for every request", async () => {
    const page = await world.open("/agent/account", { extraHTTPHeaders: SSO });
    attack("/attack", { action: "token", label: "mine", days: "0" });
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === "POST"),
      page.goto(`http://localhost:${elsewhere.address().port}/attack`).catch(() => {}),
    ]);
    assert.equal(answer.status(), 403);
    await page.context().close();
  });

  it("leads here by a link, which voids no form that is open", async () => {
    const page = await signedIn("boss", PASSWORD);
    await page.getByLabel("What it is for").fill("from an old tab");
    pages.set("/mail", `<!doctype html><title>mail</title><a href="${world.url}/agent/account">here</a>`);
    const tab = await page.context().newPage();
    await tab.goto(`http://localhost:${elsewhere.address().port}/mail`);
    await tab.getByText("here").click();
    await tab.getByRole("heading", { name: "Your account" }).waitFor();
    await page.getByRole("button", { name: "Make a token" }).click();
    secrets.push(await page.locator("code.secret").textContent());
    await page.context().close();
  });

  it("plants no session and no token of forms", async () => {
    const page = await world.open("/agent/sign-in");
    const domain = new URL(world.url).hostname;
    const planted = "p".repeat(43);
    await page.context().addCookies([{ name: "zl_session", value: planted, domain, path: "/" }]);
    const form = await page.locator("input[name=csrf]").first().inputValue();
    await page.getByLabel("Name").fill("boss");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/agent/queue");
    const session = (await page.context().cookies()).find(({ name }) => name === "zl_session");
    secrets.push(session.value);
    assert.notEqual(session.value, planted);
    assert.equal(session.httpOnly, true);
    assert.equal(session.sameSite, "Lax");
    const status = await page.evaluate(async (csrf) => {
      const body = new URLSearchParams({ action: "sessions", csrf });
      return (await fetch("/agent/account", { method: "POST", body, redirect: "manual" })).status;
    }, form);
    assert.equal(status, 403, "the form was open before somebody signed in");
    await page.context().close();
  });
});

describe("single sign-on", () => {
  it("opens the workspace to whom the proxy names, and nothing of it is ours to sign out", async () => {
    const page = await world.open("/agent/queue", { extraHTTPHeaders: SSO });
    assert.match(page.url(), /\/agent\/queue/);
    await page.getByRole("link", { name: "zoe@example.com" }).click();
    await page.getByText("You are signed in by single sign-on.").waitFor();
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await page.context().cookies(), []);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("To sign out, sign out there.").waitFor();
    await page.context().close();
  });

  it("keeps the session's cookie to https where the proxy came by it", async () => {
    const answer = await fetch(`${world.url}/agent/sign-in`, { headers: { "X-Forwarded-Proto": "https" } });
    assert.match(answer.headers.get("set-cookie"), /; Secure/);
  });
});

describe("the pages of accounts", () => {
  for (const [name, options] of Object.entries({
    "in light": { colorScheme: "light" },
    "in dark": { colorScheme: "dark" },
    "on a phone": { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true },
  })) {
    it(`can be used by everybody ${name}`, async () => {
      const page = await signedIn("boss", PASSWORD, "/agent/account", options);
      for (const path of ["account", "accounts", "accounts/anna", "accounts/boss", "accounts/nobody", "account?lang=ru",
        "accounts?lang=pl", "accounts/anna?lang=zh"]) {
        await page.goto(`${world.url}/agent/${path}`);
        assert.deepEqual(await violations(page), [], path);
        assert.equal(await overflow(page), 0, path);
      }
      await page.context().close();
    });
  }
});

describe("what the server prints", () => {
  it("holds no secret", () => {
    const printed = world.lines.filter((line) => !line.includes("/agent/setup?token=")).join("\n");
    for (const secret of secrets) assert.ok(!printed.includes(secret.replace(/^zl_/, "")), "a secret is printed");
  });
});
