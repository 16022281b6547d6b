// An endless loop: said where it is, and the debugger that is attached to it stops there.
import assert from "node:assert/strict";

export const files = {
  "main.ts": `let rounds = 0;

function spin(limit: number): void {
  for (;;) {
    rounds = (rounds + 1) % limit;
  }
}

spin(1000);
`,
};

export async function play(workbench) {
  const { page } = workbench;
  await workbench.answerTrust(/Yes/);
  await workbench.openFile("main.ts");
  await workbench.run(() => workbench.button("Run File on Save").click());
  await workbench.status(/main\.ts gen 1 busy/);
  await page.locator(".squiggly-warning").first().waitFor();

  // Where the warning stands is the code action.
  const line = await workbench.host(({ vscode }, uri) => {
    const [warning] = vscode.languages.getDiagnostics(vscode.Uri.parse(uri));
    return warning.range.start.line + 1;
  }, workbench.uri("main.ts"));
  await workbench.goToLine(line);
  await (await workbench.codeActions()).getByText("Attach debugger to main.ts", { exact: true }).click();

  await page.locator(".debug-top-stack-frame-line").first().waitFor();
  const at = await workbench.hostUntil("a pause", Boolean, async ({ vscode }) => {
    const item = vscode.debug.activeStackItem;
    if (item?.frameId === undefined) return null;
    const { stackFrames } = await item.session.customRequest("stackTrace", { threadId: item.threadId });
    const { result } = await item.session.customRequest("evaluate", { expression: "limit", frameId: stackFrames[0].id });
    return { frames: stackFrames.map((frame) => frame.name), line: stackFrames[0].line, result };
  });
  assert.equal(at.frames[0], "spin");
  assert.ok(at.line === 4 || at.line === 5, `line ${at.line}`);
  assert.equal(at.result, "1000");

  // The repair ends the loop, when the program goes on.
  await workbench.openFile("main.ts");
  await workbench.retype(9, "console.log(rounds < 1000);");
  await page.keyboard.press("F5");
  await workbench.status(/main\.ts gen 2 (live|ended) · saved main\.ts/);
  await workbench.inline("▸ true");
}
