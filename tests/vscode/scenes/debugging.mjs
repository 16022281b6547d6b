// The debugger of VS Code on a program that runs: stop, look at two frames, step, save while it is stopped, stop again.
import assert from "node:assert/strict";

const PRICES = `export interface Item { name: string; cents: number }

export function price(item: Item, pieces: number): number {
  return item.cents * pieces;
}
`;
const MAIN = `import { type Item, price } from "./prices";

const items: Item[] = [{ name: "tea", cents: 350 }];
let turn = 0;

function add(item: Item, total: number): number {
  const cents = price(item, 2);
  return total + cents;
}

setInterval(() => {
  const before = 1000 + turn;
  turn = add(items[0], 0) > 0 ? turn + 1 : turn;
  console.log("turn", turn, before);
}, 50);
`;
export const files = {
  // A port alone is not enough then: the whole address is used.
  ".vscode/settings.json": JSON.stringify({ "saveloop.inspector.discovery": false }),
  "main.ts": MAIN,
  "prices.ts": PRICES,
};

/** Where the program is stopped: `file:line name` of the first frames, and the value of an expression in the first. */
const stopped = async ({ vscode }, expression) => {
  const item = vscode.debug.activeStackItem;
  if (item?.frameId === undefined) return null;
  const { stackFrames } = await item.session.customRequest("stackTrace", { threadId: item.threadId });
  const at = stackFrames.slice(0, 2).map((frame) => `${frame.source.name}:${frame.line} ${frame.name}`);
  const { result } = await item.session.customRequest("evaluate", { expression, frameId: stackFrames[0].id });
  return { at, result };
};

export async function play(workbench, picture) {
  const { page } = workbench;
  await workbench.answerTrust(/Yes/);
  await workbench.openFile("main.ts");
  await workbench.run(() => workbench.command("saveloop: Run File on Save"));
  await workbench.status(/main\.ts gen 1 live/);

  // A breakpoint, then *Attach*: no launch.json.
  await workbench.goToLine(8);
  await page.keyboard.press("F9");
  await page.locator(".codicon-debug-breakpoint, .codicon-debug-breakpoint-unverified").first().waitFor();
  await workbench.button("Attach Debugger").click();
  await page.locator(".debug-top-stack-frame-line").first().waitFor();
  const first = await workbench.hostUntil("the breakpoint", Boolean, stopped, "cents");
  assert.deepEqual(first, { at: ["main.ts:8 add", "main.ts:13 <anonymous>"], result: "700" });

  // The variables of two frames, as the view shows them.
  const variables = page.locator(".debug-variables .monaco-list-row");
  const open = async (scope) => {
    const row = variables.filter({ hasText: scope }).first();
    await row.waitFor();
    if ((await row.getAttribute("aria-expanded")) === "false") await row.click();
  };
  await open("Local: add");
  await variables.filter({ hasText: /cents.*700/ }).first().waitFor();
  await variables.filter({ hasText: /item.*tea/ }).first().waitFor();
  await picture("vscode-debug.png");
  await page.locator(".debug-call-stack .monaco-list-row", { hasText: "<anonymous>" }).first().click();
  await open("Local");
  await variables.filter({ hasText: /before.*10\d\d/ }).first().waitFor();

  // One session, however often it is asked for.
  const count = () => workbench.host(({ sessions }) => sessions.length);
  const before = await count();
  await workbench.host(({ vscode }) => vscode.commands.executeCommand("saveloop.editor.attach"));
  assert.equal(await count(), before);

  // A step out ends on the caller's next statement.
  await workbench.host(({ vscode }) => vscode.commands.executeCommand("workbench.action.debug.stepOut"));
  await workbench.hostUntil("the step", (it) => it?.at[0] === "main.ts:14 <anonymous>", stopped, "before");

  // A save while it is stopped: the breakpoint is met in the new code, by the same session.
  await workbench.openFile("main.ts");
  await workbench.retype(7, "  const cents = price(item, 3);");
  await workbench.status(/main\.ts gen 1 live: a save waits for the debugger/);
  await page.keyboard.press("F5");
  await workbench.status(/main\.ts gen 2/);
  const second = await workbench.hostUntil("the new code", (it) => it?.result === "1050", stopped, "cents");
  assert.equal(second.at[0], "main.ts:8 add");
  await page.locator(".debug-top-stack-frame-line").first().waitFor();

  // A save while it runs, of another file.
  await workbench.host(({ vscode }) => vscode.commands.executeCommand("workbench.debug.viewlet.action.removeAllBreakpoints"));
  await page.keyboard.press("F5");
  await page.locator(".debug-top-stack-frame-line").first().waitFor({ state: "detached" });
  await workbench.openFile("prices.ts");
  await workbench.retype(4, "  return item.cents * pieces + 1;");
  await workbench.status(/main\.ts gen 3 live · saved prices\.ts/);
  await workbench.goToLine(4);
  await page.keyboard.press("F9");
  const third = await workbench.hostUntil("the other file", (it) => it !== null, stopped, "item.cents * pieces + 1");
  assert.deepEqual(third, { at: ["prices.ts:4 price", "main.ts:7 add"], result: "1051" });

  // A program that begins again from nothing keeps its debugger and its breakpoints.
  await workbench.command("saveloop: Restart from Nothing");
  await workbench.status(/main\.ts gen 4/);
  const fourth = await workbench.hostUntil("the restarted program", (it) => it?.at[0] === "prices.ts:4 price", stopped, "pieces");
  assert.equal(fourth.result, "3");
  assert.equal(await count(), before);

  // Whoever leaves lets the program go on; then the session can be had again.
  await page.keyboard.press("Shift+F5");
  await page.locator(".debug-toolbar").waitFor({ state: "hidden" });
  await workbench.openFile("main.ts");
  await workbench.status(/main\.ts gen 4 live/);
  await workbench.button("Attach Debugger").click();
  await workbench.hostUntil("a stop in a new session", (it) => it?.at[0] === "prices.ts:4 price", stopped, "pieces");
  await page.keyboard.press("Shift+F5");
}
