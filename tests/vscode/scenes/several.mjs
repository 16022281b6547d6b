// A workspace of two folders: each has its program, and what is shown and commanded is the one that is looked at.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

const program = (name) => `console.log("${name}");\nconsole.log(process.pid);\nsetInterval(() => {}, 1000);\n`;
export const files = {
  "several.code-workspace": JSON.stringify({ folders: [{ path: "shop" }, { path: "office" }] }),
  "shop/sell.ts": program("tea"),
  "office/count.ts": program("coins"),
};

const states = async ({ vscode }) => {
  const { programs } = await vscode.commands.executeCommand("saveloop.status");
  return programs.map(({ program, state }) => `${program.split("/").at(-1)} ${state}`).sort();
};

export async function play(workbench, picture, { saveloop }) {
  const { page } = workbench;
  await workbench.answerTrust(/Yes/);
  for (const [file, printed] of [["sell.ts", "tea"], ["count.ts", "coins"]]) {
    await workbench.openFile(file);
    await workbench.run(() => workbench.button("Run File on Save").click());
    await workbench.inline(`▸ ${printed}`);
  }
  assert.deepEqual(await workbench.host(states), ["count.ts live", "sell.ts live"]);
  await workbench.status(/count\.ts gen 1 live · start \(\+1\)/);
  await workbench.openFile("sell.ts");
  await workbench.status(/sell\.ts gen 1 live · start \(\+1\)/);

  // *Stop* means the program that is looked at, and only that.
  await workbench.button("Stop").click();
  await workbench.status(/sell\.ts gen 1 stopped/);
  assert.deepEqual(await workbench.host(states), ["count.ts live", "sell.ts stopped"]);

  // So does the menu in the status bar.
  await workbench.openFile("count.ts");
  await page.locator("#saveloop\\.saveloop\\.saveloop\\.status").click();
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Restart from Nothing" }).click();
  await workbench.status(/count\.ts gen 2 live · restart/);

  // `saveloop debug` in a terminal opens the door of a program; the editor offers to go in.
  const printed = ({ vscode }, uri) => vscode.languages.getDiagnostics(vscode.Uri.parse(uri)).map(({ message }) => message);
  const isThere = (messages) => messages.some((message) => /^\d+$/.test(message));
  const messages = await workbench.hostUntil("the number of the process", isThere, printed, workbench.uri("office/count.ts"));
  const { status, stderr } = spawnSync(saveloop, ["debug", messages.find((message) => /^\d+$/.test(message))], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const offer = page.locator(".notification-list-item", { hasText: /debuggers can attach to count\.ts at 127\.0\.0\.1:\d+/ });
  await offer.getByRole("button", { name: "Attach" }).click();
  await workbench.hostUntil("a session", (names) => names.includes("saveloop: count.ts"), ({ sessions }) => sessions);
}
