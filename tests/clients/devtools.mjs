// Chrome DevTools itself, driven as a person drives it: a pause on a TypeScript line, a breakpoint from
// the gutter, the scopes, a step, the console, a save while it is attached, and leaving.
//
// node devtools.mjs SAVELOOP FOLDER SCREENSHOT, with the Chromium that SAVELOOP_TEST_CHROMIUM names.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync, watch, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { ARGUMENTS } from "./chromium.mjs";

const [saveloop, folder, screenshot] = process.argv.slice(2);
const { chromium } = createRequire(join(process.env.SAVELOOP_TEST_NPM, "devtools.mjs"))("playwright-core");
/** A busy machine is slow; only a failure takes as long. */
const PATIENCE = 90_000;

const PRICES = `export interface Item { name: string; price: number; tags: string[] }

export const items: Item[] = [
  { name: "tea", price: 3.5, tags: ["hot"] },
  { name: "milk", price: 1.2, tags: ["cold", "white"] },
];
`;
const MAIN = `import { type Item, items } from "./prices";

class Basket {
  #total = 0;
  readonly seen = new Map<string, number>();

  add(item: Item): number {
    const price: number = item.price * this.discount(item);
    this.#total += price;
    this.seen.set(item.name, price);
    return this.#total;
  }

  private discount(item: Item): number {
    return item.tags.includes("cold") ? 0.5 : 1;
  }
}

const basket: Basket = new Basket();
let turn = 0;
setInterval(() => {
  const item: Item = items[turn++ % items.length];
  console.log("turn", turn, item.name, basket.add(item).toFixed(2));
}, 50);
`;
/** Line 9, counted from 1, is where the breakpoint goes. */
const LINE = 9;

/** Where Chromium serves its own DevTools, once it has said so. */
async function frontend(profile) {
  const file = join(profile, "DevToolsActivePort");
  await new Promise((resolve) => {
    const watcher = watch(profile, () => existsSync(file) && (watcher.close(), resolve()));
    if (existsSync(file)) (watcher.close(), resolve());
  });
  return `http://127.0.0.1:${readFileSync(file, "utf8").split("\n")[0]}`;
}

/** The program, and all that it says. */
function start(origin) {
  const child = spawn(saveloop, ["run", "--hot", "--inspect-brk=0", `--inspect-allow-origin=${origin}`, "main.ts"], {
    cwd: folder,
  });
  const said = { text: "", waiting: new Set() };
  const hear = (piece) => {
    said.text += piece;
    for (const check of said.waiting) check();
  };
  child.stdout.setEncoding("utf8").on("data", hear);
  child.stderr.setEncoding("utf8").on("data", hear);
  /** Waits until what it said from a place on holds the pattern. */
  const until = (pattern, from = 0) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${pattern} in:\n${said.text}`)), PATIENCE);
      const check = () => {
        const found = pattern.exec(said.text.slice(from));
        if (found === null) return;
        clearTimeout(late);
        said.waiting.delete(check);
        resolve(found);
      };
      said.waiting.add(check);
      check();
    });
  return { child, said, until };
}

writeFileSync(join(folder, "prices.ts"), PRICES);
writeFileSync(join(folder, "main.ts"), MAIN);
const profile = join(folder, "profile");
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.SAVELOOP_TEST_CHROMIUM,
  headless: true,
  viewport: { width: 1280, height: 760 },
  args: ["--remote-debugging-port=0", ...ARGUMENTS],
});
browser.setDefaultTimeout(PATIENCE);
let program;
let page;
try {
  const origin = await frontend(profile);
  program = start(origin);
  const [, address] = await program.until(/Debugger listening on ws:\/\/(\S+)/);
  page = await browser.newPage();
  await page.goto(`${origin}/devtools/js_app.html?experiments=true&v8only=true&ws=${address}`);

  // Before the first statement, which is the imported module's, in the text that was written.
  await page.getByText("Debugger paused").waitFor();
  const execution = page.locator(".cm-executionLine:visible");
  const line = async () => (await execution.innerText()).trim();
  assert.equal(await line(), "export const items: Item[] = [");

  // Another file, a click in its gutter, and the program goes on to it.
  await page.locator(".navigator-file-tree-item", { hasText: "main.ts" }).click();
  await page.locator(".cm-line:visible", { hasText: "class Basket {" }).waitFor();
  const number = page.locator(".cm-lineNumbers .cm-gutterElement:visible", { hasText: new RegExp(`^${LINE}$`) });
  await number.click();
  await page.locator(".cm-breakpoint").first().waitFor();
  await page.keyboard.press("F8");
  await page.getByText("Paused on breakpoint").waitFor();
  assert.equal(await line(), "this.#total += price;");
  const scopes = page.locator(".object-properties-section");
  await scopes.getByText("price", { exact: true }).first().waitFor();
  const frames = page.locator(".call-frame-item-title");
  assert.deepEqual((await frames.allInnerTexts()).slice(0, 2), ["add", "(anonymous)"]);

  // The console, in the frame that is shown.
  await page.keyboard.press("Escape");
  const prompt = page.locator(".console-prompt-editor-container .cm-content, #console-prompt .cm-content").first();
  await prompt.click();
  await page.keyboard.type("({ item, price, seen: this.seen.size })");
  await page.keyboard.press("Enter");
  const result = page.locator(".console-user-command-result");
  await result.filter({ hasText: "{item: {…}, price: 3.5, seen: 0}" }).waitFor();
  await page.screenshot({ path: screenshot });

  // A step ends on the next statement.
  await page.keyboard.press("F10");
  await page.locator(".cm-executionLine:visible", { hasText: "this.seen.set(item.name, price);" }).waitFor();

  // A save while it is paused: the new text is there when it goes on, with the breakpoint in it.
  writeFileSync(join(folder, "main.ts"), MAIN.replace("* this.discount(item);", "+ this.discount(item);"));
  await program.until(/applied when the debugger lets the program go on/, program.said.text.length);
  await page.keyboard.press("F8");
  await page.locator(".cm-line:visible", { hasText: "item.price + this.discount(item)" }).waitFor();
  await page.getByText("Paused on breakpoint").waitFor();
  assert.equal(await line(), "this.#total += price;");

  // Whoever leaves lets the program go on.
  const before = program.said.text.length;
  await page.close();
  await program.until(/turn \d+ \w+ [\d.]+\nturn \d+/, before);
} catch (error) {
  if (page !== undefined && !page.isClosed()) await page.screenshot({ path: screenshot });
  console.error(`the screen is in ${screenshot}; the program said:\n${program?.said.text}`);
  throw error;
} finally {
  program?.child.kill();
  await browser.close();
}
