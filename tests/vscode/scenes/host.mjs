// What the extension tells VS Code, asked inside the extension host; and what is said when there is no server.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const schema = JSON.parse(readFileSync(new URL("../../../editors/settings.schema.json", import.meta.url), "utf8"));

export const files = {
  ".vscode/settings.json": JSON.stringify({ "saveloop.entry": "main.ts", "saveloop.path": "/of/the/repository" }),
  "main.ts": `import { half } from "./half";

console.log(half(4));
half(3);
`,
  "half.ts": `export function half(whole: number): number {
  if (whole % 2 === 1) throw new RangeError(\`\${whole} is odd\`);
  return whole / 2;
}
`,
};

const entry = ({ vscode }) => vscode.workspace.getConfiguration("saveloop").get("entry");
const programs = async ({ vscode }) => (await vscode.commands.executeCommand("saveloop.status")).programs;
const diagnostics = ({ vscode }, uri) =>
  vscode.languages.getDiagnostics(vscode.Uri.parse(uri)).map((it) => ({
    message: it.message,
    code: it.code.value,
    source: it.source,
    severity: it.severity,
    line: it.range.start.line + 1,
    related: (it.relatedInformation ?? []).map(({ location }) => `${location.uri.path.split("/").at(-1)}:${location.range.start.line + 1}`),
  }));

export async function play(workbench, picture, server) {
  const { page } = workbench;
  const [main, half] = [workbench.uri("main.ts"), workbench.uri("half.ts")];

  // A repository's settings start nothing in Restricted Mode, and never name the server.
  await workbench.answerTrust(/No/);
  await workbench.openFile("main.ts");
  await workbench.hostUntil("the server", Boolean, async ({ vscode }) =>
    (await vscode.commands.getCommands()).includes("saveloop.status"),
  );
  assert.deepEqual(await workbench.host(entry), []);
  assert.deepEqual(await workbench.host(programs), []);
  await page.getByRole("button", { name: /^Manage$/ }).first().click();
  await workbench.run(() => page.getByRole("button", { name: /^Trust$/ }).first().click());
  await workbench.hostUntil("the entry that the settings name", (it) => it.length === 1, programs);
  assert.equal(await workbench.host(entry), "main.ts");
  await page.locator(".monaco-modal-editor-block").getByRole("button", { name: /^Close/ }).last().click();

  // All commands are there, and the server's defaults are VS Code's.
  const { commands, contributed, defaults } = await workbench.host(async ({ vscode }) => {
    const { packageJSON } = vscode.extensions.getExtension("saveloop.saveloop");
    const configuration = vscode.workspace.getConfiguration("saveloop");
    const names = Object.keys(packageJSON.contributes.configuration.properties).map((name) => name.slice("saveloop.".length));
    return {
      commands: await vscode.commands.getCommands(),
      contributed: packageJSON.contributes.commands.map(({ command }) => command),
      defaults: Object.fromEntries(names.map((name) => [name, configuration.inspect(name).defaultValue])),
    };
  });
  assert.deepEqual(contributed.filter((command) => !commands.includes(command)), []);
  const expected = Object.entries(schema.properties).map(([name, setting]) => [name, setting.default]);
  assert.deepEqual(defaults, { path: "", ...Object.fromEntries(expected) });

  // The error stands where it was thrown, and names its callers; what was printed stands at the call.
  const [error] = await workbench.hostUntil("the error", (it) => it.length === 1, diagnostics, half);
  assert.deepEqual(error, {
    message: "RangeError: 3 is odd",
    code: "uncaught",
    source: "saveloop",
    severity: 0,
    line: 2,
    related: ["half.ts:2", "main.ts:4"],
  });
  const [hint] = await workbench.hostUntil("the hint", (it) => it.length === 1, diagnostics, main);
  assert.deepEqual([hint.message, hint.line, hint.severity], ["2", 3, 3]);

  // The quick fixes are commands of the server.
  const actions = await workbench.host(
    async ({ vscode }, uri) => {
      const range = new vscode.Range(1, 0, 1, 0);
      const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", vscode.Uri.parse(uri), range);
      return actions.filter(({ command }) => command?.command.startsWith("saveloop.")).map(({ title }) => title);
    },
    main,
  );
  for (const title of ["Stop main.ts", "Restart main.ts", "Attach debugger to main.ts"]) {
    assert.ok(actions.includes(title), `${title} is not among ${actions}`);
  }

  // A setting counts at once.
  const inline = ({ vscode }, value) => vscode.workspace.getConfiguration("saveloop").update("console.inline", value, false);
  await workbench.host(inline, false);
  await workbench.hostUntil("the hint to go", (it) => it.length === 0, diagnostics, main);
  await workbench.noInline("▸ 2");

  // The output is shown, which has no text without what npm would have compiled for this VS Code; the log opens in the editor; the walkthrough is there.
  await workbench.command("saveloop: Show Output");
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".part.panel select")].some((it) => it.selectedOptions[0]?.textContent === "saveloop"),
  );
  await workbench.host(({ vscode }) => vscode.commands.executeCommand("saveloop.editor.openServerLog"));
  await page.locator(".tab.active", { hasText: "saveloop.log" }).waitFor();
  await workbench.host(({ vscode }) =>
    vscode.commands.executeCommand("workbench.action.openWalkthrough", "saveloop.saveloop#saveloop.start", false),
  );
  await page.getByText("Break it, save, repair it, save").first().waitFor();
  await workbench.openFile("main.ts");

  // No server: it is said what is wrong; and once it is mended, it is there.
  const machine = join(server.folder, "data/Machine/settings.json");
  writeFileSync(machine, JSON.stringify({ "saveloop.path": "/nowhere/saveloop" }));
  const message = 'The setting saveloop.path is "/nowhere/saveloop", but no program is there.';
  await page.locator(".notification-list-item", { hasText: message }).first().waitFor();
  writeFileSync(machine, "{}");
  await workbench.status(/main\.ts gen 1 failed · start/);
}
