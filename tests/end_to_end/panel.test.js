// The panel in a help desk's page of another origin: the text goes in by a message, the link comes back by one,
// and nobody else can do either.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";

import { addAgent, overflow, signIn, signedIn, violations } from "./agents.js";
import { World } from "./support.js";

const TEXT = "Nie mogę się połączyć z VPN z domu, wyskakuje błąd 809.";

// A help desk that frames the panel of `zeroline`, as the tools page says.
async function startDesk() {
  const desk = { zeroline: "", path: "/agent/panel" };
  desk.server = createServer((request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!doctype html><html lang="en"><title>Desk</title><main><h1>Request 4711</h1>
      <textarea aria-label="Reply"></textarea></main>
      <iframe id="zeroline" title="Zeroline" allow="clipboard-write" width="400" height="700"
        src="${desk.zeroline}${desk.path}"></iframe>
      <script>
        const panel = document.getElementById("zeroline");
        const zeroline = ${JSON.stringify(desk.zeroline)};
        window.messages = [];
        window.send = (text) => panel.contentWindow.postMessage(
          { type: "zeroline:text", text, ticket: "4711", lang: "pl" }, zeroline);
        addEventListener("message", (event) => {
          if (event.origin !== zeroline || event.source !== panel.contentWindow) return;
          messages.push(event.data);
          if (event.data.type === "zeroline:ready") send(${JSON.stringify(TEXT)});
          if (event.data.type === "zeroline:link") {
            document.querySelector("textarea").value += event.data.text;
          }
        });
      </script></html>`);
  });
  await new Promise((done) => desk.server.listen(0, "127.0.0.1", done));
  // The same site as the server's 127.0.0.1, another origin.
  desk.url = `http://127.0.0.1:${desk.server.address().port}`;
  return desk;
}

let desk;
let stranger;
let world;
before(async () => {
  desk = await startDesk();
  stranger = await startDesk();
  world = await World.start({ config: `panel_origins: ["${desk.url}"]\n` });
  desk.zeroline = world.url;
  stranger.zeroline = world.url;
  addAgent(world, "anna", "internal");
});
after(async () => {
  await world?.stop();
  desk?.server.close();
  stranger?.server.close();
});

const panelOf = (page) => page.frameLocator("#zeroline");
const close = (page) => page.context().close();

async function openDesk(at = desk) {
  const page = await signedIn(world, "anna", "/agent");
  page.complaints.length = 0;
  await page.goto(at.url);
  return page;
}

describe("the panel", () => {
  it("takes a request's text from the help desk and gives it a link", async () => {
    const page = await openDesk();
    const panel = panelOf(page);
    await panel.locator("[data-found]").first().waitFor();
    assert.equal(await panel.locator("#find-text").inputValue(), TEXT);
    assert.equal(await panel.locator("#find-ticket").inputValue(), "4711");
    const used = page.waitForResponse("**/agent/uses");
    await panel.getByRole("button", { name: "Insert into the reply" }).first().click();
    await panel.locator("[data-find-status]").getByText("Inserted into the reply.").waitFor();
    assert.equal((await used).status(), 204);
    const reply = await page.locator("textarea").inputValue();
    assert.match(reply, /^VPN się nie łączy[^\n]*\nhttp.*\/a\/network\/vpn-does-not-connect\?lang=pl&v=/);
    const link = await page.evaluate(() => messages.find(({ type }) => type === "zeroline:link"));
    assert.deepEqual(Object.keys(link).sort(), ["html", "markdown", "quote", "text", "type", "url"]);
    assert.deepEqual(page.complaints, []);
    assert.ok(!world.lines.join("\n").includes("809"));
    await close(page);
  });

  it("does not take the focus from the help desk", async () => {
    const page = await openDesk();
    await panelOf(page).locator("[data-found]").first().waitFor();
    assert.notEqual(await page.evaluate(() => document.activeElement.id), "zeroline");
    await close(page);
  });

  it("takes words from its address", async () => {
    const page = await signedIn(world, "anna", "/agent");
    await page.goto(`${world.url}/agent/panel?text=vpn+809&customer=pl&ticket=T-9`);
    assert.match(await page.locator("[data-form=url]").first().inputValue(), /lang=pl/);
    assert.equal(await page.locator("#find-ticket").inputValue(), "T-9");
    assert.equal(await page.locator("[data-insert]").first().isVisible(), false);
    await close(page);
  });

  it("is shown by no other site", async () => {
    const page = await openDesk(stranger);
    await page.waitForTimeout(500);
    assert.equal(await panelOf(page).locator("#find-text").count(), 0);
    assert.ok(page.complaints.some((text) => text.includes("frame-ancestors")), page.complaints.join("\n"));
    await close(page);
  });

  it("hears nothing from other origins", async () => {
    const page = await openDesk();
    const panel = panelOf(page);
    await panel.locator("[data-found]").first().waitFor();
    const frame = page.frames().find((one) => one.url().includes("/agent/panel"));
    // A window of another origin, one without an origin, and the panel itself.
    await page.evaluate(([url]) => {
      const other = document.createElement("iframe");
      other.id = "other";
      other.src = url;
      document.body.append(other);
    }, [`${stranger.url.replace("127.0.0.1", "localhost")}/`]);
    await page.locator("#other").waitFor();
    const attack = `for (const at of [parent.frames[0], parent.frames[1]]) {
      at?.postMessage({ type: "zeroline:text", text: "evil", ticket: "evil" }, "*");
    }`;
    const other = await (await page.locator("#other").elementHandle()).contentFrame();
    await other.waitForLoadState();
    await other.evaluate(attack);
    await frame.evaluate(() => postMessage({ type: "zeroline:text", text: "evil" }, "*"));
    await page.evaluate(() => {
      const sandboxed = document.createElement("iframe");
      sandboxed.sandbox = "allow-scripts";
      sandboxed.srcdoc = "<script>parent.frames[0].postMessage({type:'zeroline:text',text:'evil'},'*')</" + "script>";
      document.body.append(sandboxed);
    });
    await page.waitForTimeout(500);
    assert.equal(await panel.locator("#find-text").inputValue(), TEXT);
    // What is no text is no text.
    await page.evaluate(() => {
      for (const data of [null, 1, "x", {}, { type: "zeroline:text" }, { type: "zeroline:text", text: {} }]) {
        panel.contentWindow.postMessage(data, zeroline);
      }
    });
    await page.evaluate(() => send("Drukarka nie drukuje"));
    await panel.locator("[data-article='printing/printer-does-not-print']").first().waitFor();
    await close(page);
  });

  it("leads to the sign-in in a window of its own, and opens once that is done", async () => {
    const page = await world.open("/en/");
    await page.goto(desk.url);
    const panel = panelOf(page);
    const opened = page.context().waitForEvent("page");
    await panel.getByRole("link", { name: "Sign in in a new window" }).click();
    const window = await opened;
    await signIn(window, "anna");
    await window.locator(".agent-out").waitFor();
    await window.close();
    await page.bringToFront();
    await panel.locator("[data-found]").first().waitFor();
    assert.equal(await panel.locator("#find-text").inputValue(), TEXT);
    await close(page);
  });

  for (const colorScheme of ["light", "dark"]) {
    it(`can be used by everybody, in ${colorScheme}`, async () => {
      const signedOut = await world.open("/agent/panel?lang=pl", { colorScheme });
      assert.deepEqual(await violations(signedOut), []);
      await close(signedOut);
      const page = await signedIn(world, "anna", "/agent", { colorScheme, viewport: { width: 340, height: 700 } });
      await page.goto(`${world.url}/agent/panel?text=vpn+809&lang=ru`);
      assert.deepEqual(await violations(page), []);
      assert.equal(await overflow(page), 0);
      if (process.env.ZEROLINE_SCREENSHOTS) {
        await page.screenshot({ path: `${process.env.ZEROLINE_SCREENSHOTS}/panel-${colorScheme}.png` });
      }
      await close(page);
    });
  }
});
