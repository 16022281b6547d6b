// Tests where they are said: debugged from the lens above one, which starts the program for it, then run.
import assert from "node:assert/strict";

export const files = {
  "sum.test.ts": `import assert from "node:assert/strict";
import test from "node:test";

test("adds", () => {
  const sum: number = 1 + 2;
  assert.equal(sum, 3);
});

test("is wrong", () => {
  assert.equal(1 + 1, 3);
});
`,
};

export async function play(workbench) {
  const { page } = workbench;
  await workbench.answerTrust(/Yes/);
  await workbench.openFile("sum.test.ts");
  await workbench.run(() => workbench.lens("Debug test").click());
  const at = await workbench.hostUntil("the first statement of the test", Boolean, async ({ vscode }) => {
    const item = vscode.debug.activeStackItem;
    if (item?.frameId === undefined) return null;
    const { stackFrames } = await item.session.customRequest("stackTrace", { threadId: item.threadId });
    return `${stackFrames[0].source.name}:${stackFrames[0].line}`;
  });
  assert.equal(at, "sum.test.ts:5");
  await page.keyboard.press("F5");
  await workbench.lens("✓ adds").waitFor();

  // The other one, without a debugger: its failure stands on the assertion.
  await workbench.lens("Restart").click();
  await page.locator(".squiggly-error").first().waitFor();
  const [failure] = await workbench.host(
    ({ vscode }, uri) =>
      vscode.languages.getDiagnostics(vscode.Uri.parse(uri)).map((it) => ({ line: it.range.start.line + 1, message: it.message })),
    workbench.uri("sum.test.ts"),
  );
  assert.equal(failure.line, 10);
  assert.match(failure.message, /is wrong/);
}
