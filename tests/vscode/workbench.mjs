// VS Code in a browser without a screen: installed, started, opened on a folder, looked at.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { ARGUMENTS } from "../clients/chromium.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const { chromium } = createRequire(join(process.env.SAVELOOP_TEST_NPM, "workbench.mjs"))("playwright-core");
/** A busy machine is slow; only a failure takes as long. */
export const PATIENCE = 120_000;

const SIZE = { width: 1160, height: 680 };

/** Keeps everything still that is not tested. */
const SETTINGS = {
  "chat.disableAIFeatures": true,
  "debug.javascript.autoAttachFilter": "disabled",
  "debug.toolBarLocation": "docked",
  "editor.acceptSuggestionOnEnter": "off",
  "editor.autoClosingBrackets": "never",
  "editor.autoIndent": "none",
  "editor.minimap.enabled": false,
  "editor.quickSuggestions": { "other": "off", "comments": "off", "strings": "off" },
  "editor.suggestOnTriggerCharacters": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "git.enabled": false,
  "javascript.validate.enable": false,
  "remote.autoForwardPorts": false,
  "security.workspace.trust.startupPrompt": "always",
  "security.workspace.trust.untrustedFiles": "open",
  "telemetry.telemetryLevel": "off",
  "typescript.validate.enable": false,
  "update.mode": "none",
  "window.confirmBeforeClose": "never",
  "workbench.editor.enablePreview": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

function ran(program, args, cwd = root) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}\n${stdout}${stderr}`);
}

export class CodeServer {
  /** Packages our extension and the bridge, installs both, and starts the server. */
  static async start({ tools, folder, saveloop }) {
    const modules = join(root, "editors/vscode");
    const vsce = join(modules, "node_modules/@vscode/vsce/vsce");
    const ours = join(folder, "saveloop.vsix");
    const bridge = join(folder, "bridge.vsix");
    ran(process.execPath, [join(modules, "package.mjs"), "--binary", saveloop, "--out", ours]);
    const flags = ["--no-dependencies", "--allow-missing-repository", "--skip-license", "--out", bridge];
    ran(process.execPath, [vsce, "package", ...flags], join(root, "tests/vscode/bridge"));

    const data = join(folder, "data");
    mkdirSync(join(data, "User"), { recursive: true });
    mkdirSync(join(data, "Machine"));
    writeFileSync(join(data, "User/settings.json"), JSON.stringify(SETTINGS));
    // For settings of the scope `machine`; a browser's user has no say in them.
    writeFileSync(join(data, "Machine/settings.json"), "{}");
    writeFileSync(join(folder, "config.yaml"), "");
    const places = ["--user-data-dir", data, "--extensions-dir", join(folder, "extensions")];
    const entry = join(tools, "node_modules/code-server/out/node/entry.js");
    ran(process.execPath, [entry, ...places, "--install-extension", ours, "--install-extension", bridge]);

    const flagsOfServer = ["--auth", "none", "--bind-addr", "127.0.0.1:0", "--config", join(folder, "config.yaml")];
    const quiet = ["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"];
    const child = spawn(process.execPath, [entry, ...places, ...flagsOfServer, ...quiet], {
      env: {
        ...process.env,
        EXTENSIONS_GALLERY: "{}",
        SAVELOOP_CACHE: join(folder, "cache"),
        SAVELOOP_LOG: join(folder, "saveloop.log"),
        SAVELOOP_TRUST: join(folder, "trusted.json"),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const server = new CodeServer(child, folder, saveloop);
    await server.listen();
    return server;
  }

  constructor(child, folder, saveloop) {
    this.child = child;
    this.folder = folder;
    this.saveloop = saveloop;
    this.said = "";
  }

  listen() {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`code-server does not listen:\n${this.said}`)), PATIENCE);
      const hear = (piece) => {
        this.said += piece;
        const found = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(this.said);
        if (found === null) return;
        clearTimeout(late);
        resolve((this.url = found[1]));
      };
      this.child.stdout.setEncoding("utf8").on("data", hear);
      this.child.stderr.setEncoding("utf8").on("data", hear);
      this.child.once("error", reject);
      this.child.once("exit", (code) => reject(new Error(`code-server ended with ${code}:\n${this.said}`)));
    });
  }

  async stop() {
    this.child.removeAllListeners("exit");
    const gone = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill();
    await gone;
  }
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.SAVELOOP_TEST_CHROMIUM,
    headless: true,
    args: ARGUMENTS,
  });
}

/** One window on a folder with these files. */
export class Workbench {
  static async open(browser, server, name, files) {
    const folder = join(server.folder, name);
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    }
    const context = await browser.newContext({ viewport: SIZE });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const workspace = Object.keys(files).find((file) => file.endsWith(".code-workspace"));
    const [what, opened] = workspace === undefined ? ["folder", folder] : ["workspace", join(folder, workspace)];
    const address = `${server.url}/?${what}=${opened}`;
    // Now and then a file that names the folders of a workspace is read before the connection is there, and not again.
    await until(async () => {
      await page.goto(address);
      const first = page.locator(".explorer-folders-view .monaco-list-row").first();
      return first.waitFor({ timeout: PATIENCE / 4 }).then(() => true, () => false);
    }, `the files of ${opened}`);
    return new Workbench(context, page, folder, `${opened}.sock`);
  }

  constructor(context, page, folder, socket) {
    Object.assign(this, { context, page, folder, socket });
  }

  close() {
    return this.context.close();
  }

  /** The screen as it is shown to people. */
  async picture(path) {
    await this.host(({ vscode }) => vscode.commands.executeCommand("notifications.clearAll"));
    await this.page.mouse.move(SIZE.width / 2, SIZE.height / 2);
    await this.page.locator(".monaco-hover:visible, .context-view:visible").waitFor({ state: "hidden" });
    await this.page.screenshot({ path });
  }

  uri(file) {
    return `file://${join(this.folder, file)}`;
  }

  /** The question that VS Code asks about a folder it does not know. */
  async answerTrust(answer) {
    await this.page.locator(".monaco-dialog-box").getByRole("button", { name: answer }).click();
  }

  /** Asks for a run, which asks back once for a folder. */
  async run(ask) {
    await ask();
    const question = this.page.locator(".notification-list-item", { hasText: /Run .* on save\?/ });
    await question.getByRole("button", { name: "Trust folder and run" }).click();
  }

  /** Fills the field that a key opens; it does not open, or closes, while the focus moves. */
  async ask(key, answer) {
    const field = this.page.locator(".quick-input-widget input").first();
    await until(async () => {
      await this.page.keyboard.press(key);
      return field.fill(answer, { timeout: 5000 }).then(() => true, () => false);
    }, `the field of ${key}`);
  }

  /** Picks a row of what is asked; the list may close before it can be clicked. */
  async pick(key, answer, row) {
    const rows = this.page.locator(".quick-input-list .monaco-list-row", { hasText: row });
    await until(async () => {
      await this.ask(key, answer);
      return rows.first().click({ timeout: 5000 }).then(() => true, () => false);
    }, `the row ${row}`);
  }

  async openFile(file) {
    const { page } = this;
    await this.pick("Control+P", file, file);
    await page.locator(".tab.active", { hasText: file.split("/").at(-1) }).waitFor();
    await page.locator(".monaco-editor .view-line").first().waitFor();
  }

  async command(title) {
    await this.pick("F1", `>${title}`, title);
  }

  /** One of the buttons above the editor. */
  button(title) {
    return this.page.locator(".editor-actions").getByRole("button", { name: title });
  }

  /** One of the commands above a line. */
  lens(title) {
    return this.page.locator(".codelens-decoration a", { hasText: title }).first();
  }

  async goToLine(line) {
    const { page } = this;
    const asked = page.locator(".quick-input-widget");
    await until(async () => {
      await this.ask("Control+G", `:${line}`);
      // To the field itself: a debugger that begins or ends takes the focus away.
      await asked.locator("input").first().press("Enter", { timeout: 5000 }).catch(() => {});
      return asked.waitFor({ state: "hidden", timeout: 5000 }).then(() => true, () => false);
    }, `line ${line}`);
    await page.waitForFunction(() => document.activeElement?.closest(".monaco-editor") != null);
  }

  /** Opens the menu of code actions where the cursor is. VS Code forgets the key when a light bulb comes meanwhile. */
  async codeActions() {
    const menu = this.page.locator(".action-widget").first();
    await until(async () => {
      await this.page.keyboard.press("Control+.");
      return menu.waitFor({ timeout: 5000 }).then(() => true, () => false);
    }, "the menu of code actions");
    return menu;
  }

  /** Writes a line anew, as a person does, and saves. */
  async retype(line, content) {
    const { page } = this;
    await this.goToLine(line);
    await page.keyboard.press("Home");
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+End");
    await page.keyboard.insertText(content);
    await page.keyboard.press("Control+S");
  }

  /** Waits until a line on the screen ends with text that is not in the file: a hint, or a decoration. */
  inline(content) {
    return this.page.waitForFunction((content) => {
      const ends = [...document.querySelectorAll(".view-line span")].map((it) => getComputedStyle(it, "::after").content);
      const hints = [...document.querySelectorAll(".view-line")].map((it) => it.textContent);
      return [...ends, ...hints].some((it) => it.replaceAll("\u00a0", " ").replaceAll('\\"', '"').includes(content));
    }, content);
  }

  /** Waits until no line has such a text. */
  noInline(content) {
    return this.page.waitForFunction((content) => {
      const ends = [...document.querySelectorAll(".view-line span")].map((it) => getComputedStyle(it, "::after").content);
      return ends.every((it) => !it.includes(content));
    }, content);
  }

  status(content) {
    return this.page.locator("#saveloop\\.saveloop\\.saveloop\\.status", { hasText: content }).waitFor();
  }

  /** Runs a function inside the extension host, with `{ vscode, messages }` and the arguments. */
  async host(code, ...args) {
    await until(() => answers(this.socket), `the bridge at ${this.socket}`);
    return new Promise((resolve, reject) => {
      const call = request({ socketPath: this.socket, method: "POST" }, async (response) => {
        const { result, error } = JSON.parse(await text(response));
        return error === undefined ? resolve(result) : reject(new Error(error));
      });
      call.on("error", reject);
      call.end(JSON.stringify({ code: code.toString(), args }));
    });
  }

  /** Asks until the answer will do. */
  async hostUntil(what, isGood, code, ...args) {
    let last;
    await until(async () => isGood((last = await this.host(code, ...args))), () => `${what}; last: ${JSON.stringify(last)}`);
    return last;
  }
}

function answers(socket) {
  return new Promise((resolve) => {
    const connection = connect(socket, () => (connection.end(), resolve(true)));
    connection.on("error", () => resolve(false));
  });
}

/** Looks until a condition holds; only a failure takes all the time. */
export async function until(condition, what) {
  const late = Date.now() + PATIENCE;
  while (!(await condition())) {
    if (Date.now() > late) throw new Error(`waited in vain for ${typeof what === "function" ? what() : what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
