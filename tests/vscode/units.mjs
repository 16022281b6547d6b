// The parts of the extension that know no VS Code: what is shown of a program, and where the server is looked for.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";

const source = join(import.meta.dirname, "../../editors/vscode");
const { buildSync } = createRequire(join(source, "units.mjs"))("esbuild");

/** A module of the extension, without its types. */
async function load(name) {
  const entryPoints = [join(source, "src", name)];
  const { outputFiles } = buildSync({ entryPoints, bundle: true, platform: "node", format: "esm", write: false });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}
const { after, isRunning, ofStatus, show } = await load("programs.ts");
const { find } = await load("binary.ts");

const program = "file:///w/main.ts";
const ran = { program, generation: 1, attempt: 1, cause: "start", prepareMs: 2, runMs: 1 };
const life = (...steps) => steps.reduce((known, step) => after(known, { program, ...step }), undefined);
const text = (known, errors = 0, others = 0) => show(known, "main.ts", errors, others).text;

test("a program that runs, is saved, fails and is repaired says so in one line", () => {
  const started = { state: "started", generation: 1, cause: "start" };
  assert.equal(text(life(started)), "$(sync~spin) main.ts gen 1 running · start");
  const live = { ...ran, state: "live" };
  assert.equal(text(life(started, live)), "$(pass) main.ts gen 1 live · start");
  const failed = { ...ran, state: "failed", generation: 2, cause: "saved main.ts" };
  assert.equal(text(life(started, live, failed), 1), "$(error) main.ts gen 2 failed · saved main.ts");
  const repaired = { ...failed, state: "live", generation: 3 };
  assert.equal(text(life(started, live, failed, repaired)), "$(pass) main.ts gen 3 live · saved main.ts");
  assert.equal(life(started, live).took, 3);
});

test("a save that is refused or held keeps what runs, and says why", () => {
  const live = { ...ran, state: "live" };
  const refused = life(live, { state: "refused", attempt: 2, cause: "saved main.ts", prepareMs: 1 });
  assert.equal(refused.state, "live");
  assert.equal(refused.generation, 1);
  assert.match(text(refused), /gen 1 live: saved main\.ts: refused, what ran before goes on/);
  const held = life(live, { state: "held", generation: 1, cause: "the debugger" });
  assert.match(text(held), /gen 1 live: a save waits for the debugger/);
  assert.equal(life(live, { state: "held", cause: "x" }, { ...live, generation: 2 }).note, undefined);
});

test("a loop is alarming until it yields", () => {
  const running = { state: "started", generation: 1, cause: "start" };
  const busy = life(running, { state: "busy", generation: 1, cause: "for too long" });
  assert.equal(show(busy, "main.ts", 0, 0).alarm, true);
  assert.match(text(busy), /^\$\(warning\) main\.ts gen 1 busy: for too long$/);
  assert.equal(show(after(busy, { program, state: "yielded" }), "main.ts", 0, 0).alarm, false);
});

test("a program that nothing keeps alive has ended, and still counts as running", () => {
  const ended = life({ ...ran, state: "live" }, { state: "settled", generation: 1, alive: false });
  assert.equal(ended.state, "ended");
  assert.equal(isRunning(ended), true);
  assert.equal(life({ ...ran, state: "failed" }, { state: "settled", alive: false }).state, "failed");
  assert.equal(isRunning(life({ ...ran, state: "live" }, { state: "stopped" })), false);
});

test("long reasons are cut in the bar and whole in the tooltip, and other programs are counted", () => {
  const cause = "engine ".repeat(30);
  const shown = show(life({ state: "engineLost", cause }), "main.ts", 0, 2);
  assert.ok(shown.text.length < 110 && shown.text.endsWith("… (+2)"), shown.text);
  assert.ok(shown.lines.includes(cause));
});

test("a status without a generation is shown", () => {
  const known = ofStatus({ program, state: "starting", generation: null, cause: "start", reason: null });
  assert.equal(text(known), "$(sync~spin) main.ts starting · start");
});

const machine = (...programs) => ({
  platform: "linux",
  arch: "x64",
  home: "/home/me",
  path: "relative:/usr/local/bin:/usr/bin",
  isProgram: (path) => programs.includes(path),
});
const carried = "/extension/bin/linux-x64/saveloop";

test("the setting comes first, then what the package carries, then what is installed", () => {
  const all = machine("/opt/saveloop", carried, "/usr/bin/saveloop");
  assert.deepEqual(find("/opt/saveloop", "/extension", all), { path: "/opt/saveloop", from: "setting" });
  assert.deepEqual(find("", "/extension", all), { path: carried, from: "package" });
  assert.deepEqual(find(" ", "/extension", machine("/usr/bin/saveloop")), { path: "/usr/bin/saveloop", from: "system" });
  const cargo = "/home/me/.cargo/bin/saveloop";
  assert.deepEqual(find("", "/extension", machine(cargo)), { path: cargo, from: "system" });
  assert.deepEqual(find("~/s", "/extension", machine("/home/me/s")), { path: "/home/me/s", from: "setting" });
});

test("a setting that names nothing is not passed over, and a program beside the workspace is never taken", () => {
  const some = machine(carried, "relative/saveloop");
  assert.match(find("/nowhere", "/extension", some).why, /saveloop\.path is "\/nowhere", but no program is there/);
  assert.match(find("saveloop", "/extension", some).why, /not an absolute path/);
  assert.equal(find("", "/elsewhere", machine("relative/saveloop")).setting, false);
});

test("where there is none it is said what to do", () => {
  const { why } = find("", "/extension", machine());
  for (const part of ["none for linux-x64", "PATH", "cargo install --path server", "saveloop.path"]) {
    assert.ok(why.includes(part), why);
  }
});

test("no command for people has a name that the server may take for one of its own", () => {
  const { contributes } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const names = contributes.commands.map(({ command }) => command);
  assert.deepEqual(names.filter((name) => !name.startsWith("saveloop.editor.")), []);
});
