// The first minutes: nothing runs in a folder that is not trusted; then run, see a value, break it, see it, repair it.
import assert from "node:assert/strict";
import { until } from "../workbench.mjs";

const GOOD = '  console.log("max", Math.max(...(readings ?? [0])));';
const BAD = '  console.log("max", Math.max(...readings!));';

export const files = {
  "main.ts": `type Station = { name: string; readings?: number[] };

const stations: Station[] = [
  { name: "Oslo", readings: [3, 5, 4] },
  { name: "Longyearbyen" },
];

for (const { name, readings } of stations) {
  console.log(name, readings);
${GOOD}
}
`,
};

export async function play(workbench, picture) {
  const { page } = workbench;
  await workbench.answerTrust(/No/);
  await workbench.openFile("main.ts");
  await workbench.status("saveloop");

  // Restricted Mode: the button is there, and says why it does nothing.
  await workbench.button("Run File on Save").click();
  const refusal = page.locator(".notification-list-item", { hasText: "runs no code of a workspace that is in Restricted Mode" });
  await refusal.getByRole("button", { name: "Manage Workspace Trust" }).click();
  const running = () =>
    workbench.host(({ vscode }) => vscode.commands.executeCommand("saveloop.status").then(({ programs }) => programs));
  assert.deepEqual(await running(), []);
  await page.getByRole("button", { name: /^Trust$|Yes, I trust/ }).first().click();
  await workbench.hostUntil("trust", Boolean, ({ vscode }) => vscode.workspace.isTrusted);
  await page.locator(".monaco-modal-editor-block").getByRole("button", { name: /^Close/ }).last().click();

  // Run: it is asked what the folder is trusted with, and nothing runs before the answer.
  await workbench.openFile("main.ts");
  await workbench.button("Run File on Save").click();
  const question = page.locator(".notification-list-item", { hasText: "Run main.ts on save?" });
  await question.getByRole("button", { name: "Do not run" }).click();
  await page.locator(".notification-list-item", { hasText: "main.ts was not run" }).waitFor();
  assert.deepEqual(await running(), []);
  await workbench.run(() => workbench.lens("Run on save").click());
  for (const title of ["Stop", "Restart", "Attach debugger"]) await workbench.lens(title).waitFor();
  await workbench.status(/main\.ts gen 1 (live|ended) · start/);
  await workbench.inline("▸ max 0");

  // Break it, see it at the line, underlined, in the list of problems and in the status bar.
  await workbench.retype(10, BAD);
  await page.locator(".squiggly-error").first().waitFor();
  await workbench.inline("is not iterable");
  await workbench.status(/main\.ts gen 2 failed · saved main\.ts/);
  await workbench.command("Problems: Focus on Problems View");
  const problem = page.locator(".markers-panel .monaco-list-row", { hasText: "is not iterable" });
  await problem.first().waitFor();
  await workbench.inline("▸ Longyearbyen undefined");
  await picture("vscode-error.png");

  // What can be done about it is under the light bulb.
  await workbench.openFile("main.ts");
  await workbench.goToLine(10);
  const menu = await workbench.codeActions();
  for (const title of ["Stop main.ts", "Restart main.ts", "Attach debugger to main.ts"]) {
    await menu.getByText(title, { exact: true }).waitFor();
  }
  await page.keyboard.press("Escape");
  await menu.waitFor({ state: "hidden" });

  // Repair it: everything is gone.
  await workbench.retype(10, GOOD);
  await workbench.status(/main\.ts gen 3 (live|ended) · saved main\.ts/);
  await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
  await workbench.noInline("is not iterable");
  await workbench.inline("▸ max 0");
  await problem.first().waitFor({ state: "detached" });

  // Stop.
  await workbench.button("Stop").click();
  await workbench.status(/main\.ts gen 3 stopped/);
  await until(async () => (await running())[0].state === "stopped", "the server to say that it is stopped");
}
