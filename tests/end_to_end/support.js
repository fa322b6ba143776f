// Starts what a reader needs: an index of the starter articles, a server on a free port, a browser.
//
//   ZEROLINE_BIN   folder of zeroline-indexer and zeroline-server; default build/dev/bin of the project
//   CHROMIUM       the browser; default /usr/bin/chromium

import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const bin = resolve(process.env.ZEROLINE_BIN ?? join(root, "build/dev/bin"));
const START_MS = 30_000;

// An article that exists in English only, so that there is always a translation missing, with a title that
// tries to become markup.
export const ENGLISH_ONLY = {
  path: "devices/quokka-dock",
  title: "Quokka dock <b>not bold</b> & \"quoted\"",
};

// What a reader of another language asks to find it, through words that only the glossary translates.
export const GLOSSARY_ONLY = { path: ENGLISH_ONLY.path, question: "ciemna stacja dokująca" };

function writeArticles(folder) {
  cpSync(join(root, "articles"), folder, { recursive: true });
  mkdirSync(join(folder, "en/devices"), { recursive: true });
  writeFileSync(
    join(folder, `en/${ENGLISH_ONLY.path}.md`),
    `---\ntitle: '${ENGLISH_ONLY.title}'\nsummary: The Quokka dock stays dark.\n` +
      "redirect_from: [old/quokka]\n---\n" +
      "The dock stays dark.\n\n## Lights {#lights}\n\nCheck the flimberwick lamp.\n\n" +
      "## Cable {#cable}\n\nUse the short cable.\n\n## Power {#power}\n\nPull the plug.\n",
  );
  writeFileSync(
    join(folder, "glossary.tsv"),
    "en\tpl\ndock\tstacja dokująca|stacja dokowania\ndark\tciemny\n",
  );
}

// The first line that says where the server listens. All lines are put into `seen`.
function readyUrl(server, seen) {
  return new Promise((resolveUrl, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`the server is not ready:\n${seen.join("\n")}`)),
      START_MS,
    );
    const read = (line) => {
      seen.push(line);
      const found = /ready at (https?:\/\/\S+?)\/?(\s|$)/.exec(line);
      if (!found) return;
      clearTimeout(timer);
      resolveUrl(found[1]);
    };
    createInterface({ input: server.stdout }).on("line", read);
    createInterface({ input: server.stderr }).on("line", read);
    server.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the server ended with ${code}:\n${seen.join("\n")}`));
    });
  });
}

export class World {
  // `config`: options of the server's file, as YAML. `articles` changes the articles in its folder before they
  // are compiled. `watch`: as a writer works, with zeroline-indexer watch and a server that previews.
  static async start({ config = "", articles: change = () => {}, watch = false } = {}) {
    const world = new World();
    world.lines = [];  // that the server has printed
    world.folder = mkdtempSync(join(tmpdir(), "zeroline-browser-"));
    const articles = join(world.folder, "articles");
    world.articles = articles;
    const index = join(world.folder, "index");
    writeArticles(articles);
    change(articles);
    writeFileSync(join(world.folder, "zeroline.yaml"), config || "{}\n");
    try {
      if (watch) {
        await world.watch(articles, index);
      } else {
        execFileSync(
          join(bin, "zeroline-indexer"), ["build", "--articles", articles, "--index", index],
          { stdio: ["ignore", "ignore", "pipe"], timeout: 120_000 },
        );
      }
      // Templates are found from the project's folder.
      world.server = spawn(
        join(bin, "zeroline-server"),
        ["serve", "--index", index, "--state", join(world.folder, "state/zeroline.db"),
          "--listen", "127.0.0.1:0", "--config", join(world.folder, "zeroline.yaml"),
          ...(watch ? ["--preview"] : [])],
        { cwd: root, stdio: ["ignore", "pipe", "pipe"] },
      );
      world.url = await readyUrl(world.server, world.lines);
      world.browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: [
          "--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking",
          "--disable-component-update", "--disable-sync", "--no-first-run",
        ],
      });
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  // Starts the watching indexer and waits for its first build.
  async watch(articles, index) {
    this.told = []; // lines of its terminal
    this.listeners = [];
    this.watcher = spawn(
      join(bin, "zeroline-indexer"), ["watch", "--drafts", "--articles", articles, "--index", index],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    for (const stream of [this.watcher.stdout, this.watcher.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        this.told.push(line);
        for (const listener of this.listeners) listener(line);
      });
    }
    await this.watched(/is published/, 120_000);
  }

  // Resolves when the watching indexer has printed such a line, now or before; each line counts once.
  watched(pattern, milliseconds = START_MS) {
    return new Promise((done, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no line ${pattern}:\n${this.told.join("\n")}`)), milliseconds,
      );
      const look = () => {
        const at = this.told.findIndex((line) => pattern.test(line));
        if (at < 0) return;
        this.told.splice(0, at + 1);
        this.listeners = this.listeners.filter((listener) => listener !== look);
        clearTimeout(timer);
        done();
      };
      this.listeners.push(look);
      look();
    });
  }

  // A page of its own context: own cookies, own storage. Everything the console and the content security
  // policy complain about is collected in page.complaints.
  async open(path, options = {}) {
    const context = await this.browser.newContext({
      locale: "en-GB",
      viewport: { width: 1280, height: 800 },
      reducedMotion: "reduce",
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.complaints = [];
    page.on("console", (message) => {
      if (message.type() === "error") page.complaints.push(message.text());
    });
    page.on("pageerror", (error) => page.complaints.push(String(error)));
    await page.goto(this.url + path);
    return page;
  }

  async stop() {
    await this.browser?.close();
    for (const program of [this.server, this.watcher]) {
      if (!program || program.exitCode !== null) continue;
      const ended = new Promise((done) => program.once("exit", done));
      program.kill("SIGTERM");
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
